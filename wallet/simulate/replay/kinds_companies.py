"""Events of companies: stakes declared and attested, exits reported, debts paid.

Stakes, exits and debts are told by their numbers on the chain, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from typing import ClassVar

from wallet.simulate.replay.kind import Event, Kind, Statement, Step, part_of
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_cases import Exit, Stake
from wallet.simulate.replay.parts_people import Counts, Person, Purse
from wallet.simulate.replay.parts_shares import Holding, Token
from wallet.simulate.replay.records import (
    ATTESTORS,
    HASH,
    NO_OPENING,
    NO_PERMIT,
    ExitFacts,
    VersionFacts,
)
from wallet.simulate.replay.storage import Ground
from wallet.simulate.replay.touch import failing, first_debts, gains, owes, paid, pays, told, varied

SIGNERS = ATTESTORS[:2]
"""Two of three are enough."""


def exits_of(rules: Rules, owner: int) -> Iterator[Key]:
    """What an exit of somebody touches when it becomes a debt."""
    yield key(Purse, owner)  # when the first debt falls due
    yield from owes(rules, owner)
    yield key(Token, owner)
    yield key(Holding, owner, owner)


def facts_of(parts: Mapping[Key, Part], exit_: int) -> ExitFacts:
    """All that an exit of a slice says. Raises KeyError where there is none."""
    facts = part_of(parts, Exit, exit_).facts
    if facts is None:
        raise KeyError(exit_)
    return facts


class Declare(Kind):
    """The actor declares a stake: units, cost."""

    name: ClassVar[str] = "declare"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Counts)
        yield key(Person, event.actor)
        yield key(Stake, len(rules.companies.stakes) + 1)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        number = part_of(parts, Counts).stakes + 1
        said = VersionFacts(number, event.actor, event["units"], event["cost"])
        asked = (said.company_key, said.commitment, HASH, ATTESTORS)
        yield Step("Companies", "declare", asked, event.actor)


class Amend(Kind):
    """The actor corrects a stake: stake, units, cost."""

    name: ClassVar[str] = "amend"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event.actor)
        yield key(Stake, event["stake"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        newest = part_of(parts, Stake, event["stake"]).versions[-1]
        said = replace(newest, units=event["units"], cost=event["cost"])
        asked = (event["stake"], newest.record, said.commitment, HASH, ATTESTORS)
        yield Step("Companies", "amend", asked, event.actor)


class AttestStake(Kind):
    """Attestors confirm a stake as it was last declared: stake."""

    name: ClassVar[str] = "attest_stake"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Stake, event["stake"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        versions = part_of(parts, Stake, event["stake"]).versions
        said, version = versions[-1], len(versions)
        message = (
            ("stake", event["stake"]),
            ("version", version),
            ("companyKey", said.company_key),
            ("commitment", said.commitment),
            ("packageHash", HASH),
        )
        signed = [Statement("Stake", message, ground.wallet(who)) for who in SIGNERS]
        asked = (event["stake"], version, said.record, signed, SIGNERS)
        yield Step("Companies", "attest_stake", asked, event.actor)


class Report(Kind):
    """The actor reports an exit: stake, opened (a version; 0: none), units, proceeds, costs,
    closed_at."""

    name: ClassVar[str] = "report_exit"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return "with its cost" if event["opened"] else "at zero cost"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        owner = rules.companies.stakes[event["stake"] - 1].owner
        yield key(Counts)
        yield key(Person, event.actor)
        yield key(Stake, event["stake"])
        yield key(Exit, rules.companies.count + 1)
        yield key(Purse, owner)
        yield from owes(rules, owner)
        yield from failing(rules, owner)
        yield from told(rules, owner)

    def tells(self, parts: MutableMapping[Key, Part], event: Event) -> None:
        """Say in the parts what the model does not keep of the exit."""
        for one, value in parts.items():
            if isinstance(value, Exit) and value.facts:
                facts = replace(
                    value.facts,
                    stake=event["stake"],
                    units=event["units"],
                    costs=event["costs"],
                    found=False,
                )
                parts[one] = Exit.saying(value.state, value.waits, facts)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        versions = part_of(parts, Stake, event["stake"]).versions
        version = event["opened"] or len(versions)
        said = versions[version - 1]
        money = (event["units"], event["proceeds"], event["costs"], event["closed_at"])
        opening = said.opening if event["opened"] else NO_OPENING
        asked = (event["stake"], version, said.record, *money, HASH, opening)
        yield Step("Companies", "report_exit", asked, event.actor)


class AttestExit(Kind):
    """Attestors confirm an exit: exit."""

    name: ClassVar[str] = "attest_exit"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Exit, event["exit"])
        yield from exits_of(rules, rules.companies.exits[event["exit"]].owner)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        facts = facts_of(parts, event["exit"])
        message = (
            ("exit", event["exit"]),
            ("stake", facts.stake),
            ("units", facts.units),
            ("proceeds", facts.proceeds),
            ("sellingCosts", facts.costs),
            ("closedAt", facts.closed_at),
            ("evidenceHash", facts.record[-1]),
        )
        signed = [Statement("Exit", message, ground.wallet(who)) for who in SIGNERS]
        asked = (event["exit"], facts.record, signed, SIGNERS)
        yield Step("Companies", "attest_exit", asked, event.actor)


class PayDebt(Kind):
    """The actor pays a debt or a part of it: debt, amount."""

    name: ClassVar[str] = "pay_debt"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        debt = rules.network.debts.get(event["debt"])
        if debt is None:
            return "none"
        to_whom = "to a person" if debt.creditor else "to holders"
        late = "late" if debt.due < event.at else ""
        return varied(to_whom, late, first_debts(rules, debt.creditor))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        debt = rules.network.debts[event["debt"]]
        yield from pays(rules, event.actor)
        yield from exits_of(rules, debt.issuer)
        yield key(Person, debt.issuer)
        yield key(Counts)
        if debt.creditor:
            yield from paid(rules, debt.creditor)
            yield from gains(rules, debt.creditor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        asked = (event["debt"], event["amount"], NO_PERMIT)
        yield Step("Companies", "pay_debt", asked, event.actor)


KINDS = (Declare(), Amend(), AttestStake(), Report(), AttestExit(), PayDebt())
