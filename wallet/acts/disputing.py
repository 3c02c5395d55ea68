"""Exits without attestors: put up for dispute with a bond, disputed, accepted."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import require_joined, require_money
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


def _bond(facts: Facts, record: tuple[object, ...]) -> int:
    """What has to be laid down, in base units; it is in the wallet."""
    bond = int(facts.read("Disputes", "bond_of", record))
    require_money(bond, facts)
    return bond
