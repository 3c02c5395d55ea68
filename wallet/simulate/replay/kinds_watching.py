"""Events of watching: reports from the commitment to the ruling, and strikes.

Reports are told by their numbers on the chain, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import ClassVar, Final

from wallet.rules.watching import Report as ModelReport
from wallet.simulate.replay.kind import AUTHORITY, Event, Kind, Step, part_of
from wallet.simulate.replay.kinds_companies import exits_of, facts_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_cases import Exit, Stake
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_people import Counts, Person
from wallet.simulate.replay.parts_watching import (
    Answering,
    First,
    Pot,
    Record,
    Report,
    Struck,
    thing_of,
)
from wallet.simulate.replay.records import HASH, NO_HASH, NO_PERMIT, ClaimFacts, hash32
from wallet.simulate.replay.storage import Ground
from wallet.simulate.replay.touch import failing, first_debts, gains, paid, pays, told, varied

OUTCOMES: Final = {"upheld": 1, "unproven": 2, "frivolous": 3}
NO_EXIT: Final = (0, 0, 0, 0, 0, 0, 0, 0, 0, (0, 0, 0), NO_HASH)


def _report(rules: Rules, event: Event) -> ModelReport:
    """The model's own report."""
    return rules.watching.reports[event["report"] - 1]


def _bonds(rules: Rules, report: ModelReport) -> Iterator[Key]:
    """What the end of a report touches when bonds go back."""
    yield from paid(rules, report.reporter)
    yield from paid(rules, report.subject)


def _first(rules: Rules, event: Event) -> str:
    """Whether overdue debts take their part of the bonds that go back."""
    report = _report(rules, event)
    return first_debts(rules, report.reporter, report.subject)


def _claim(parts: Mapping[Key, Part], number: int) -> ClaimFacts:
    """What a report of a slice says. Raises KeyError where there is none."""
    facts = part_of(parts, Report, number).facts
    if facts is None:
        raise KeyError(number)
    return facts


class CommitReport(Kind):
    """The actor commits to a report: subject, company, closed_at (0: a stake), amount."""

    name: ClassVar[str] = "commit_report"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Counts)
        yield key(Report, len(rules.watching.reports) + 1)
        yield from pays(rules, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        number = part_of(parts, Counts).reports + 1
        said = ClaimFacts(
            number,
            event.actor,
            event["subject"],
            str(event.args["company"]),
            event["closed_at"],
            event["amount"],
        )
        hashed = said.commitment(ground.chain_id, ground.addresses["Watching"])
        yield Step("Watching", "commit", (hashed, NO_PERMIT), event.actor)


class Reveal(Kind):
    """The actor opens a report: report."""

    name: ClassVar[str] = "reveal"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return _first(rules, event)

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        report = _report(rules, event)
        thing = thing_of(report)
        first = First.of(rules, thing).number
        yield key(Report, event["report"])
        yield key(First, thing)
        if first:
            yield key(Report, first)
        yield key(Person, event.actor)
        yield from _bonds(rules, report)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        said = _claim(parts, event["report"])
        asked = (event["report"], said.claim, said.salt)
        yield Step("Watching", "reveal", asked, event.actor)


class LapseReport(Kind):
    """A report ends that was not opened in its day: report. Anyone may ask."""

    name: ClassVar[str] = "lapse_report"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Report, event["report"])
        yield key(Pot)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Watching", "lapse", (event["report"],), event.actor)


class Answer(Kind):
    """The accused, who is the actor, denies a report: report."""

    name: ClassVar[str] = "answer"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Report, event["report"])
        yield from pays(rules, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Watching", "answer", (event["report"], HASH, NO_PERMIT), event.actor)


class Cure(Kind):
    """The accused shows what was declared before the report: report, company, stake, declared_at
    (of the version that is shown), exit (0: none)."""

    name: ClassVar[str] = "cure"
    function: ClassVar[str] = "cure"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return varied("an exit" if event["exit"] else "a stake", _first(rules, event))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        report = _report(rules, event)
        yield key(Report, event["report"])
        yield key(Stake, event["stake"])
        if event["exit"]:
            yield key(Exit, event["exit"])
            yield key(Answering, event["exit"])
            yield key(Matters, report.subject)
        yield key(Person, event.actor)
        yield from _bonds(rules, report)

    def tells(self, parts: MutableMapping[Key, Part], event: Event) -> None:
        """Say in which company the stake is, and when it was declared."""
        at, company = event.args.get("declared_at", 0), str(event.args["company"])
        for one, value in parts.items():
            if isinstance(value, Stake):
                versions = (
                    replace(said, declared_at=at, company=company) for said in value.versions
                )
                parts[one] = replace(value, versions=tuple(versions))
            if isinstance(value, Exit) and value.facts:
                facts = replace(value.facts, stake=event["stake"], found=False)
                parts[one] = Exit.saying(value.state, value.waits, facts)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        versions = part_of(parts, Stake, event["stake"]).versions
        sold = facts_of(parts, event["exit"]).record if event["exit"] else NO_EXIT
        shown = (str(event.args["company"]), hash32(event["stake"]), event["stake"])
        asked = (event["report"], *shown, len(versions), versions[-1].record, event["exit"], sold)
        yield Step("Watching", self.function, asked, event.actor)


class DeclareAfter(Cure):
    """The accused shows an exit that was reported after the commitment: report, company, stake,
    exit."""

    name: ClassVar[str] = "declare_after"
    function: ClassVar[str] = "declare_after"


class RuleReport(Kind):
    """The authority rules on a report: report, outcome, gain, large (as a heavy decision)."""

    name: ClassVar[str] = "rule_report"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return varied(str(event.args["outcome"]), _first(rules, event))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        report = _report(rules, event)
        yield key(Report, event["report"])
        yield key(Pot)
        yield key(Counts)
        yield key(Record, report.subject)
        yield key(Exit, rules.companies.count + 1)
        yield from exits_of(rules, report.subject)
        yield from failing(rules, report.subject)
        yield from told(rules, report.subject)
        yield from _bonds(rules, report)

    def tells(self, parts: MutableMapping[Key, Part], event: Event) -> None:
        """Say that the exit was found out."""
        for one, value in parts.items():
            if isinstance(value, Exit) and value.facts:
                facts = replace(value.facts, stake=0, units=0, costs=0, found=True)
                parts[one] = Exit.saying(value.state, value.waits, facts)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        function = "rule_large" if event["large"] else "rule_small"
        outcome = OUTCOMES[str(event.args["outcome"])]
        yield Step("Watching", function, (event["report"], outcome, event["gain"]), AUTHORITY)


class ExpireReport(RuleReport):
    """A report ends on which nobody ruled: report. Anyone may ask."""

    name: ClassVar[str] = "expire_report"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        how = "declared after" if _report(rules, event).declared else "as it is"
        return varied(how, _first(rules, event))

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Watching", "expire", (event["report"],), event.actor)


class Strike(Kind):
    """The authority gives a strike: person."""

    name: ClassVar[str] = "strike"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event["person"])
        yield key(Record, event["person"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Watching", "strike", (event["person"], HASH), AUTHORITY)


class StrikeLate(Kind):
    """A strike is given for a late debt: debt. Anyone may ask."""

    name: ClassVar[str] = "strike_late"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        debt = rules.network.debts.get(event["debt"])
        yield key(Struck, event["debt"])
        if debt is not None:
            yield key(Matters, debt.issuer)
            yield key(Record, debt.issuer)
            yield from gains(rules, debt.issuer)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Watching", "strike_late", (event["debt"],), event.actor)


KINDS = (
    *(CommitReport(), Reveal(), LapseReport(), Answer(), Cure(), DeclareAfter(), RuleReport()),
    *(ExpireReport(), Strike(), StrikeLate()),
)
