"""Events of the ledger: issuing, claiming, withdrawing a credit, giving to one's holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from wallet.simulate.replay.kind import Event, Kind, Statement, Step
from wallet.simulate.replay.part import Key, Part, Rules, key
from wallet.simulate.replay.parts_people import Person
from wallet.simulate.replay.parts_shares import Holding, Token
from wallet.simulate.replay.records import HASH, NO_PERMIT
from wallet.simulate.replay.storage import Ground, Spot, beyond, spot
from wallet.simulate.replay.touch import first_debts, gains, paid, pays, varied

NAME: Final = "Somebody"
"""The display name of every issuer here."""


class Issue(Kind):
    """The actor issues their token."""

    name: ClassVar[str] = "issue"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Person, event.actor)
        yield key(Token, event.actor)
        yield key(Holding, event.actor, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        named = Statement("Name", (("person", event.actor), ("name", NAME)), ground.verifier)
        yield Step("Ledger", "issue", (NAME, named, HASH, b""), event.actor)

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """Words that it writes and of which the model knows nothing."""
        kept = spot("Ledger", "names", event.actor)
        yield kept
        yield beyond(kept, 1)


class Claim(Kind):
    """What a holding earned is taken, by the holder or for them: token, holder."""

    name: ClassVar[str] = "claim"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        holder = event["holder"]
        whose = "own" if event.actor == holder else "for another"
        onward = "passing on" if holder in rules.network.tokens else ""
        return varied(whose, onward, first_debts(rules, holder))

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield key(Token, event["token"])
        yield key(Holding, event["token"], event["holder"])
        yield from paid(rules, event["holder"])
        if event.actor:
            yield key(Person, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Ledger", "claim", (event["token"], event["holder"]), event.actor)


class WithdrawCredit(Kind):
    """A credit is brought to its person: person. Anyone may ask for it."""

    name: ClassVar[str] = "withdraw_credit"

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted."""
        return first_debts(rules, event["person"])

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from paid(rules, event["person"])

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Ledger", "withdraw", (event["person"],), event.actor)


class Distribute(Kind):
    """The actor gives money to their own holders: amount."""

    name: ClassVar[str] = "distribute"

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch."""
        yield from pays(rules, event.actor)
        yield from gains(rules, event.actor)

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it."""
        yield Step("Ledger", "distribute", (event["amount"], NO_PERMIT), event.actor)


KINDS = (Issue(), Claim(), WithdrawCredit(), Distribute())
