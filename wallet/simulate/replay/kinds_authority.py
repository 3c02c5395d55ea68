"""Events about decisions: published, answered, vetoed, voted on, carried out, asked for.

They go through the contract that decides, as on a network that was handed over. What a decision
does belongs to it: the whole of both is replayed as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any, ClassVar

from wallet.rules.authority import CLASS, FREEZE, GROUNDS, SEAL
from wallet.simulate.replay.deeds import Act, call_hash, call_of, event_of_deed
from wallet.simulate.replay.kind import Event, Kind, Step
from wallet.simulate.replay.kinds_auction import KINDS as AUCTION
from wallet.simulate.replay.kinds_companies import exits_of
from wallet.simulate.replay.kinds_disputes import KINDS as DISPUTES
from wallet.simulate.replay.kinds_people import KINDS as PEOPLE
from wallet.simulate.replay.kinds_watching import KINDS as WATCHING
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_authority import (
    BALLOT,
    NOBODY,
    VETO,
    Asked,
    Case,
    Decision,
    Powers,
    Roll,
    Vote,
    Voter,
)
from wallet.simulate.replay.parts_cases import Exit, Window
from wallet.simulate.replay.parts_people import Person
from wallet.simulate.replay.parts_watching import Record, Report
from wallet.simulate.replay.records import HASH
from wallet.simulate.replay.storage import Ground, Laid, Spot, spot

INNER = {kind.name: kind for kind in (*PEOPLE, *AUCTION, *DISPUTES, *WATCHING)}
AT_ONCE = (FREEZE, SEAL)
URI = ""


def _inner(act: Act, at: int) -> tuple[Kind, Event]:
    """The event that a decision is, once it is done. Raises KeyError for what is not replayed."""
    event = event_of_deed(act, at)
    if event is None:
        raise KeyError(act[0])
    return INNER[event.kind], event


def _filed(rules: Rules) -> Iterator[Key]:
    """What the filing of a decision touches."""
    yield key(Powers)
    yield key(Roll)
    yield key(Decision, len(rules.powers.decisions) + 1)


def _grounds(rules: Rules, person: int) -> Iterator[Key]:
    """What the grounds of a ban are looked for in."""
    yield key(Record, person)
    yield from exits_of(rules, person)


def _subject(rules: Rules, act: Act) -> Iterator[Key]:
    """What says whose case a ruling is."""
    if isinstance(act[1], tuple):
        kind, number = act[1]
        if kind == "report":
            yield key(Report, number)
        else:
            yield key(Exit, number)
            yield key(Window, number)


class Publish(Kind):
    """The authority publishes a decision: deed. A freeze and a stop of the market act at once."""

    name: ClassVar[str] = "publish"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return str(event.args["deed"][0])

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        act: Act = event.args["deed"]
        yield from _filed(rules)
        yield key(Case, act)
        yield from _subject(rules, act)
        case = Case.of(rules, act)
        for number in (case.latest, case.claims):
            if number:
                yield key(Decision, number)
        if CLASS[act[0]] == FREEZE:
            yield key(Asked, act[1])
        if CLASS[act[0]] in AT_ONCE:
            kind, inner = _inner(act, event.at)
            yield from kind.touches(rules, inner)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        act: Act = event.args["deed"]
        target, data = call_of(act, parts)
        what = (CLASS[act[0]], event["subject"], ground.addresses[target], data)
        yield Step("Authority", "publish", (*what, HASH, URI), NOBODY)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """The hash of its call."""
        yield _hash_of_new(parts)


def _hash_of_new(parts: Mapping[Key, Part]) -> Spot:
    """Where the hash of the call of a new decision lies."""
    powers = parts[key(Powers)]
    number = powers.decisions if isinstance(powers, Powers) else 0
    return spot("Authority", "hashes", number + 1)


class Veto(Kind):
    """The actor overrules a decision: decision."""

    name: ClassVar[str] = "veto"
    question: ClassVar[int] = VETO

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Decision, event["decision"])
        yield key(Person, event.actor)
        yield key(Voter, event.actor)
        yield key(Vote, event["decision"], self.question, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Authority", "veto", (event["decision"],), event.actor)


class CastVote(Veto):
    """The actor votes on a decision: decision, yes."""

    name: ClassVar[str] = "vote"
    question: ClassVar[int] = BALLOT

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Authority", "vote", (event["decision"], bool(event["yes"])), event.actor)


class AnswerDecision(Kind):
    """The accused, who is the actor, answers a decision: decision."""

    name: ClassVar[str] = "answer_decision"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Decision, event["decision"])
        yield key(Person, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Authority", "answer", (event["decision"], HASH, URI), event.actor)


class Execute(Kind):
    """What was decided is done: decision, deed. Anyone may."""

    name: ClassVar[str] = "execute"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return str(event.args["deed"][0])

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        made = rules.powers.decisions[event["decision"] - 1]
        kind, inner = _inner(made.act, event.at)
        yield key(Powers)
        yield key(Decision, event["decision"])
        if made.origin == GROUNDS:
            yield from _grounds(rules, made.subject)
        if made.act[0] == "unban":
            yield key(Case, ("ban", made.subject))
        yield from kind.touches(rules, inner)

    def tells(self, parts: MutableMapping[Key, Part], event: Event) -> None:
        """Say in the parts what the model does not keep of it."""
        kind, inner = _inner(event.args["deed"], event.at)
        kind.tells(parts, inner)

    def lays(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Laid]:
        """The hash of its call, by which the contract knows it again."""
        target, data = call_of(event.args["deed"], parts)
        hashed = call_hash(ground, target, data)
        yield spot("Authority", "hashes", event["decision"]), hashed

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        target, data = call_of(event.args["deed"], parts)
        asked = (event["decision"], ground.addresses[target], data)
        yield Step("Authority", "execute", asked, event.actor)


class ProposeBan(Kind):
    """A ban is proposed on grounds that the contracts know: person. Anyone may."""

    name: ClassVar[str] = "propose_ban"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        person = event["person"]
        yield from _filed(rules)
        yield key(Person, person)
        yield key(Asked, person)
        yield from _grounds(rules, person)
        last = Asked.of(rules, person).proposed
        if last:
            yield key(Decision, last)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Authority", "propose_ban", (event["person"],), event.actor)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """The hash of its call."""
        yield _hash_of_new(parts)


class Appeal(Kind):
    """The actor, who is banned, asks the members to end that."""

    name: ClassVar[str] = "appeal"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from _filed(rules)
        yield key(Person, event.actor)
        yield key(Asked, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Authority", "appeal", (HASH, URI), event.actor)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """The hash of its call."""
        yield _hash_of_new(parts)


KINDS = (Publish(), Veto(), CastVote(), AnswerDecision(), Execute(), ProposeBan(), Appeal())


def genesis_of(parts: Mapping[Key, Part]) -> int | None:
    """Since when the authority counts its time in a slice; None where no decision is in it."""
    powers: Any = parts.get(key(Powers))
    return None if powers is None else int(powers.genesis)
