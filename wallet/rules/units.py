"""What everything in this room is counted in, and the arithmetic of money, shares and prices.

Everything is a Python integer: money in millionths of a dollar, shares in 10**-18 shares, prices
in millionths of a dollar for 10**6 shares, times in seconds.
"""

from __future__ import annotations

S = 10_000_000 * 10**18
"""Units of one token, all of them, for ever."""
PER_SHARE = 2**128
"""What one unit has earned is counted in fractions of this size."""
PRICE_UNITS = 10**24
"""A price is for so many units: a million shares."""
MAX_LOTS = 8
HOUR = 3_600
DAY = 86_400
DOLLAR = 10**6


class Refused(Exception):
    """The rules do not allow this; the message says which one."""


class Broken(Exception):
    """Something that no sequence of acts may bring about has come about."""


def must(holds: bool, what: str) -> None:
    """Raise `Broken` unless this holds."""
    if not holds:
        raise Broken(what)


def ceil_div(a: int, b: int) -> int:
    """Return a / b rounded up."""
    return -(-a // b)


def part_of(price: int, percent: int) -> int:
    """Return so many per cent of a price, rounded up, so that the smallest can rise."""
    return ceil_div(price * percent, 100)


def worth(units: int, price: int) -> int:
    """Return what units are worth at a price, rounded down, in base units of the dollar."""
    return units * price // PRICE_UNITS


def price_of(units: int, price: int) -> int:
    """Return what a buyer pays for units at a price: rounded up."""
    return ceil_div(units * price, PRICE_UNITS)
