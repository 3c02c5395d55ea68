"""Exits without attestors: put up for dispute with a bond, disputed, accepted; and what an exit
that came to light late makes owed for earlier buy-backs."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import refuse, require_joined, require_money
from wallet.acts.facts import Facts
from wallet.acts.records import reported


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """Put an exit up for dispute: it is accepted if nobody disputes it in time."""

    exit: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes, with the bond. Raises WalletError beside `exit`, `amount`."""
        require_joined(facts)
        record = reported(facts.records, self.exit).fields()
        bond = _bond(facts, record)
        args = (self.exit, record, PERMIT)
        return (Call("Disputes", "open_window", args, pays=bond),)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Dispute an exit, with a bond of the same size and the salted hash of the reasons."""

    exit: int
    reason_hash: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes, with the bond. Raises WalletError beside `exit`, `amount`."""
        require_joined(facts)
        record = reported(facts.records, self.exit).fields()
        bond = int(facts.read("Disputes", "window", self.exit).bond) or _bond(facts, record)
        require_money(bond, facts)
        args = (self.exit, record, self.reason_hash, PERMIT)
        return (Call("Disputes", "dispute", args, pays=bond),)


@dataclass(frozen=True, slots=True)
class AcceptExit:
    """Have an exit accepted that nobody disputed in time; anyone can."""

    exit: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes."""
        record = reported(facts.records, self.exit).fields()
        return (Call("Disputes", "accept", (self.exit, record)),)


@dataclass(frozen=True, slots=True)
class TakeBackBond:
    """Have the bond for an exit given back that attestors have confirmed meanwhile."""

    exit: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes."""
        return (Call("Disputes", "take_back", (self.exit,)),)


@dataclass(frozen=True, slots=True)
class EndCase:
    """End a case that nobody ruled on in time: bonds go back, the exit stands; anyone can."""

    exit: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes. Raises WalletError beside `exit`."""
        record = reported(facts.records, self.exit).fields()
        return (Call("Disputes", "lapse", (self.exit, record)),)


@dataclass(frozen=True, slots=True)
class MakeWhole:
    """Have it written down what a former holder is owed; anyone can.

    `buyback` numbers, from 0, the purchases of own shares by the owner of `exit`, which closed
    before that purchase and came to light after it.
    """

    exit: int
    buyback: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the disputes. Raises WalletError beside `exit` or `buyback`."""
        record = reported(facts.records, self.exit)
        bought = int(facts.read("Auction", "buybacks", record.owner))
        if not 0 <= self.buyback < bought:
            raise refuse(
                f"{facts.name(record.owner)} bought no own shares under this number.",
                "Look at the auctions of their shares for when they did.",
                "no_buyback",
                "buyback",
            )
        if facts.read("Disputes", "made_whole", self.exit, self.buyback):
            raise refuse(
                "What is owed for this purchase and this exit is written down already.",
                "Nothing is needed.",
                "whole",
                "buyback",
            )
        return (Call("Disputes", "make_whole", (self.exit, record.fields(), self.buyback)),)


def _bond(facts: Facts, record: tuple[object, ...]) -> int:
    """What has to be laid down, in base units; it is in the wallet."""
    bond = int(facts.read("Disputes", "bond_of", record))
    require_money(bond, facts)
    return bond
