"""Debts: gains that are not yet shared, how they grow when late, and what a payment settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wallet.rules.units import DAY, S, ceil_div

DOUBLED_AFTER = 100 * 365 * DAY
"""At one per cent a year, simple."""


@dataclass
class Debt:
    """A gain of a company exit that is not yet shared; or an amount owed to one person."""

    number: int
    issuer: int
    gain: int
    due: int
    news: bool  # whether its exit was, and so its payment in full is
    creditor: int = 0  # 0: the issuer's holders
    opened: int = 0
    waits: bool = False  # buyers had not got their shares yet when the exit was reported
    rate: int = 10  # per cent a year, when late
    fixed: int = (
        0  # the units outside by which it counts, where that is a flaw; 0: those of the day
    )

    def late(self, now: int) -> int:
        """Return the seconds past the due date."""
        return max(0, now - self.due)

    def amount_due(self, now: int, outside: int) -> int:
        """Return the least payment that settles everything: a tenth more for each year late."""
        grown = self.gain + ceil_div(self.gain * self.rate * self.late(now), DOUBLED_AFTER)
        return grown if self.creditor else ceil_div(grown * (self.fixed or outside), S)

    def pay(self, amount: int, now: int, outside: int) -> None:
        """Take a payment off: x settles x * S // ext * 10y // (10y + late); of a person, x."""
        share = amount if self.creditor else amount * S // (self.fixed or outside)
        settles = share * DOUBLED_AFTER // (DOUBLED_AFTER + self.rate * self.late(now))
        self.gain -= min(self.gain, settles)


class Debts(Mapping[int, Debt]):
    """All debts of a network by number, open or paid; those of one person without a search."""

    def __init__(self) -> None:
        self._all: dict[int, Debt] = {}
        self._open: dict[int, list[Debt]] = {}

    def __getitem__(self, number: int) -> Debt:
        return self._all[number]

    def __iter__(self) -> Iterator[int]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, debt: Debt) -> None:
        """Note a new debt."""
        self._all[debt.number] = debt
        self._open.setdefault(debt.issuer, []).append(debt)

    def open_of(self, person: int) -> list[Debt]:
        """Return a person's debts that still hold an unshared gain, in the order they came."""
        known = self._open.get(person)
        if known is None:
            return []
        still = [debt for debt in known if debt.gain]
        if len(still) < len(known):  # what is paid never comes back
            self._open[person] = still
        return list(still)

    def clear(self) -> None:
        """Forget them all."""
        self._all.clear()
        self._open.clear()
