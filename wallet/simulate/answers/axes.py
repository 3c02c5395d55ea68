"""What can be turned: a number of the world, or numbers of the rules within their bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log

from wallet.rules.numbers import Numbers
from wallet.rules.order_book import Numbers as AuctionNumbers
from wallet.simulate.parameters import Parameters
from wallet.simulate.scene import EXIT

PRINTED: dict[str, int] = {**vars(AuctionNumbers()), **vars(Numbers())}
"""The rules' numbers as they are printed."""


@dataclass(frozen=True)
class Place:
    """Parameters of the world and changed numbers of the rules, in which strategies are judged."""

    parameters: Parameters
    numbers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Axis:
    """One thing that is turned. Several names turn together."""

    names: tuple[str, ...]
    words: str
    """What it is, as a person would say it; no unit."""
    unit: str
    """How its values read: "dollars", "part", "people", or "times" what is printed."""
    values: tuple[float, ...]
    """From low to high; of the rules' numbers, how many times what is printed."""
    hangs_on: tuple[str, ...] = ()
    """Other numbers that decide where it stands by default."""

    @property
    def of_rules(self) -> bool:
        """Whether it turns the rules, not the world."""
        return self.names[0] in PRINTED

    def turned(self, place: Place, value: float) -> Place:
        """Return a place in which it is so."""
        if self.of_rules:
            numbers = {**dict(place.numbers), **self.numbers(value)}
            return replace(place, numbers=tuple(numbers.items()))
        known = place.parameters
        for name in self.names:
            whole = isinstance(getattr(known, name), int)
            known = known.with_value(name, f"{value:.0f}" if whole else repr(float(value)))
        return replace(place, parameters=known)

    def numbers(self, times: float) -> dict[str, int]:
        """What the rules' numbers are at so many times what is printed."""
        return {name: round(PRINTED[name] * times) for name in self.names}

    def usual(self, parameters: Parameters) -> float | None:
        """Where it stands where nothing is turned; None where its names differ."""
        if self.of_rules:
            return 1.0
        stand = {float(getattr(parameters, name)) for name in self.names}
        return stand.pop() if len(stand) == 1 else None


class Detection(Axis):
    """How likely a sale of the middle size, hidden for good, is found out before the last day."""

    def turned(self, place: Place, value: float) -> Place:
        """Return a place in which watchers find it so likely."""
        rate = -log(1 - value) / exposure(place.parameters)
        return Axis.turned(self, place, rate)

    def usual(self, parameters: Parameters) -> float:
        """Where it stands where nothing is turned."""
        return 1 - exp(-parameters.find_rate * exposure(parameters))


def exposure(known: Parameters) -> float:
    """For how many years at the first rate such a sale can be found, as watchers look for it."""
    middle = min(known.exit_most, known.exit_least * 2 ** (1 / known.exit_tail))
    years = (known.horizon_days - EXIT) / 365
    grown = years + years * years / (2 * known.find_growth)
    return float((middle / 100_000) ** known.find_size * grown)
