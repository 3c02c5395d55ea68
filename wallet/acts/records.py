"""What was published of stakes and exits: the contracts keep only its hash, and want it shown.

The books have it from events. It goes back to the contract word for word, so that books that were
told something false can do no more than be refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from wallet.base.errors import WalletError


@dataclass(frozen=True, slots=True)
class StakeRecord:
    """One version of a stake as it was declared; times in unix seconds, `attested` None before."""

    version: int
    owner: int
    company_key: bytes
    commitment: bytes
    package_hash: bytes
    attestors: tuple[int, int, int]
    declared: int
    attested: int | None

    def fields(self) -> tuple[object, ...]:
        """The record in the order of the contract."""
        return (
            self.owner,
            self.company_key,
            self.commitment,
            self.package_hash,
            self.attestors,
            self.declared,
        )


@dataclass(frozen=True, slots=True)
class ExitRecord:
    """An exit as it was reported, or as a ruling corrected it; money in base units."""

    stake: int
    owner: int
    units: int
    proceeds: int
    selling_costs: int
    cost: int
    gain: int
    closed: int
    reported: int
    attestors: tuple[int, int, int]
    evidence_hash: bytes

    def fields(self) -> tuple[object, ...]:
        """The record in the order of the contract."""
        return (
            self.stake,
            self.owner,
            self.units,
            self.proceeds,
            self.selling_costs,
            self.cost,
            self.gain,
            self.closed,
            self.reported,
            self.attestors,
            self.evidence_hash,
        )


NO_EXIT: Final = ExitRecord(0, 0, 0, 0, 0, 0, 0, 0, 0, (0, 0, 0), bytes(32))
"""What stands in a call's place for an exit where there is none."""


class Records(Protocol):
    """Where what was published is looked up."""

    def stake_records(self, stake: int) -> Sequence[StakeRecord]:
        """Every version of a stake, the oldest first; none for one that the books do not know."""
        ...

    def exit_record(self, exit_: int) -> ExitRecord | None:
        """An exit, None for one that the books do not know."""
        ...

    def decision_call(self, decision: int) -> tuple[str, bytes] | None:
        """Which contract a decision calls, and with what; None for one that is not known."""
        ...


def newest(records: Records, stake: int) -> StakeRecord:
    """The present version of a stake. Raises WalletError for one that the books do not know."""
    found = records.stake_records(stake)
    if not found:
        raise _unknown("stake")
    return found[-1]


def oldest(records: Records, stake: int) -> StakeRecord:
    """The first version of a stake. Raises WalletError for one that the books do not know."""
    found = records.stake_records(stake)
    if not found:
        raise _unknown("stake")
    return found[0]


def counting(records: Records, stake: int, closed: int, age: int) -> StakeRecord:
    """The version whose cost counts in an exit that closed then: the newest attested `age` before.

    Where none was, it is the present one. Raises WalletError for an unknown stake.
    """
    for one in reversed(records.stake_records(stake)):
        if one.attested is not None and one.attested + age <= closed:
            return one
    return newest(records, stake)


def reported(records: Records, exit_: int) -> ExitRecord:
    """An exit. Raises WalletError for one that the books do not know."""
    found = records.exit_record(exit_)
    if found is None:
        raise _unknown("exit")
    return found


def _unknown(what: str) -> WalletError:
    return WalletError(
        f"This {what} is not in the books yet.",
        "Wait until the wallet has caught up with the network, then try again.",
        "act.not_in_books",
        what,
    )
