"""What the answers say, in whole sentences. No finding is written here, and no number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wallet.simulate.answers.asking import Answers, Row
from wallet.simulate.answers.axes import Axis
from wallet.simulate.answers.mapping import Curve, Map, Turn
from wallet.simulate.parameters import Parameters
from wallet.simulate.report.figures import (
    count,
    dollars,
    gained_or_lost,
    mark,
    more_or_less,
    per_cent,
    value,
)
from wallet.simulate.report.tables import axis_name, label
from wallet.simulate.search.evidence import Evidence, Finding
from wallet.simulate.strategy import strategy

SURE = "ninety-five times in a hundred"


def of(rows: Sequence[Row], verdict: str) -> list[Row]:
    """The ways to cheat with one verdict; controls are none."""
    return [one for one in rows if one.verdict == verdict and not one.control]


def summary(answers: Answers) -> Iterator[str]:
    """The answer in a few sentences."""
    rows = [one for one in answers.rows if not one.control]
    paying, open_ = of(rows, "pays"), of(rows, "open")
    unseen = [one for one in paying if one.outside]
    if not paying:
        yield f"Of {count(len(rows))} ways to cheat that were tried, none pays."
    elif len(paying) == 1:
        yield f"Of {count(len(rows))} ways to cheat that were tried, one pays."
    else:
        yield (
            f"Of {count(len(rows))} ways to cheat that were tried, {count(len(paying))} pay as the "
            "rules are now and as people were assumed to be."
        )
    if paying:
        most = paying[0]
        yield (
            f"What brings most is {quoted(most)}: {dollars(most.gain.mean)} more than honesty on "
            f"average; {SURE} that lies between {span(most)}."
        )
    if unseen:
        yield (
            f"{_so_many(len(unseen), 'of them cannot', 'of them cannot')} be seen by any chain: "
            "what makes it cheating happens outside the network."
        )
    yield from _found_out(answers.maps)
    yield from _banned(answers.maps, answers.parameters)
    if open_:
        yield f"Of {count(len(open_))} more it cannot be told from these runs."


def _found_out(maps: Sequence[Map]) -> Iterator[str]:
    """How likely a hidden sale must be found out, for hiding it not to pay."""
    for found in maps:
        if found.question.name == "found-out":
            turns = [curve.turns[-1].at for curve in found.curves if curve.turns]
            if turns:
                yield (
                    "To hide the sale of a company and say nothing pays only if that is found out "
                    f"in fewer than {per_cent(round(max(turns), 2))} of all cases."
                )


def _banned(maps: Sequence[Map], known: Parameters) -> Iterator[str]:
    """From which sale on it pays to be banned rather than to pay."""
    for found in maps:
        turns = [
            turn.at
            for curve in found.curves
            if found.question.name == "hide-and-run" and curve.at == known.ban_worth
            for turn in curve.turns[-1:]
            if turn.pays_above
        ]
        for at in turns:
            yield (
                "Who pays nothing even when it is found, and lets himself be banned, is better "
                f"off if the sale brought more than about {dollars(round(at, -4))}, as a standing "
                "in the network was assumed to be worth: against that only courts outside help."
            )


def _so_many(number: int, one: str, more: str) -> str:
    return f"One {one}" if number == 1 else f"{count(number)} {more}"


def quoted(one: Row) -> str:
    """A strategy by its title, as part of a sentence."""
    return f"\u201c{one.title[:1].lower()}{one.title[1:]}\u201d"


def span(one: Row) -> str:
    """Between what a gain lies, in words."""
    return f"{more_or_less(one.gain.low)} and {more_or_less(one.gain.high)}"


def undecided(one: Row) -> str:
    """A strategy of which it cannot be told."""
    return f"{one.title}: {SURE} between {span(one)}. {one.story}"


def about(one: Row) -> Iterator[str]:
    """A strategy in full."""
    yield one.story
    who = "Dan has" if one.coalition == 1 else f"The {count(one.coalition)} of them have"
    yield (
        f"{who} {more_or_less(one.gain.mean)} than if all were honest; {SURE} that lies between "
        f"{span(one)}."
    )
    if one.payers:
        said = ", ".join(f"{group} ({dollars(lost)})" for group, lost in one.payers)
        yield f"Who has less for it: {said}."
    if one.beyond:
        plain = "The same without any cheating" if one.fair else "The plain form of it"
        yield (
            f"{plain} ({one.compare} in the table) brings a part of that: beyond it this brings "
            f"{more_or_less(one.beyond.mean)}; {SURE} between {more_or_less(one.beyond.low)} and "
            f"{more_or_less(one.beyond.high)}."
        )
    if one.outside:
        yield "No chain can see this: what makes it cheating happens outside the network."
    yield f"What stops it: {one.stops}"


def where_it_turns(one: Row, maps: Sequence[Map]) -> Iterator[str]:
    """Where it starts to pay, in whichever maps show it."""
    for found in maps:
        for curve in found.curves:
            if curve.strategy == one.strategy and curve.turns:
                each = f" ({label(curve, found.question.each)})" if found.question.each else ""
                said = _turn(curve.turns[-1], found.question.along)
                yield f"{axis_name(found.question.along)}{each}: it {said}"


def reading(found: Map) -> Iterator[str]:
    """What a map says, curve by curve."""
    for curve in found.curves:
        yield f"{_named(curve, found)} {_where(curve, found)}"


def _named(curve: Curve, found: Map) -> str:
    if found.question.each is None:
        return f"\u201c{strategy(curve.strategy).title().rstrip('.')}\u201d ({curve.strategy})"
    return f"With {label(curve, found.question.each)}, it"


def _where(curve: Curve, found: Map) -> str:
    along = found.question.along
    if curve.turns:
        said = _turn(curve.turns[-1], along)
        if len(curve.turns) > 1:
            said += " It turns more than once on the way there."
        return said
    reach = f"from {mark(along, curve.points[0][0])} to {value(along, curve.points[-1][0])}"
    gains = [one.mean for _, one in curve.points]
    if curve.always:
        return f"pays everywhere {reach}."
    at_best = f"at best it {gained_or_lost(max(gains))}"
    if all(one.fails for _, one in curve.points):
        return f"pays nowhere {reach}; {at_best}."
    if min(gains) > 0:
        return (
            f"{gained_or_lost(min(gains))} to {dollars(max(gains))} on average {reach}; not "
            "everywhere is it sure whether it pays."
        )
    return f"does not pay on average {reach}, though that is not everywhere sure; {at_best}."


def _turn(turn: Turn, along: Axis) -> str:
    side = "above" if turn.pays_above else "below"
    paying, failing = (turn.high, turn.low) if turn.pays_above else (turn.low, turn.high)
    said = f"pays {side} {value(along, turn.at)} on average"
    if paying is not None and failing is not None:
        return f"{said}: surely at {value(along, paying)}, surely not at {value(along, failing)}."
    if paying is not None:
        return f"{said}: surely at {value(along, paying)}; where it surely does not is not seen."
    if failing is not None:
        return f"{said}, nowhere surely; it surely does not at {value(along, failing)}."
    return f"{said}, but nowhere is either sure."


def hole(evidence: Evidence) -> Iterator[str]:
    """A known hole, found again."""
    without = evidence.without_mend
    if not without.worth_telling:
        yield f"It was not found in {count(evidence.tried)} sequences of acts."
        return
    yield (
        f"Found in {count(evidence.tried)} sequences of acts: it takes "
        f"{dollars(without.taken)} from the holders."
    )
    yield (
        f"With the mend the same acts take {dollars(evidence.same_acts_with_mend)}, and the best "
        f"that the same search finds takes {dollars(evidence.with_mend.taken)}."
    )


def finding(found: Finding) -> str:
    """What a search found under the rules as they are."""
    if not found.worth_telling:
        return (
            f"In {count(found.evaluations)} sequences of acts nothing was found that takes money "
            "from the holders."
        )
    friend = (
        "A friend who just kept for Dan what rises, which no chain can see, would take "
        f"{dollars(found.friend_would_take)} from them. "
        if found.friend_would_take
        else ""
    )
    return (
        f"In {count(found.evaluations)} sequences of acts one was found that takes "
        f"{dollars(found.taken)} from the holders. {friend}These are the acts:"
    )
