"""Numbers as people read them."""

from __future__ import annotations

from wallet.simulate.answers.axes import Axis
from wallet.simulate.answers.estimate import Estimate

MINUS = "\u2212"


def dollars(amount: float) -> str:
    """Whole dollars, below zero with a minus."""
    said = f"${abs(amount):,.0f}"
    return f"{MINUS}{said}" if round(amount) < 0 else said


def more_or_less(amount: float) -> str:
    """Dollars more, or less, in words."""
    if abs(amount) < 1:
        return "neither more nor less"
    return f"{dollars(abs(amount))} {'more' if amount > 0 else 'less'}"


def gained_or_lost(amount: float) -> str:
    """What it brings, or costs, in words."""
    if abs(amount) < 1:
        return "brings nothing"
    return f"{'brings' if amount > 0 else 'costs'} {dollars(abs(amount))}"


def between(found: Estimate) -> str:
    """The interval of a mean."""
    return f"{dollars(found.low)} to {dollars(found.high)}"


def count(number: int) -> str:
    """A number of things."""
    return f"{number:,}"


def per_cent(part: float) -> str:
    """A part as a percentage, with no more digits than it needs."""
    said = f"{abs(100 * part):.3g}"
    return f"{MINUS if part < 0 and float(said) else ''}{said}\u00a0%"


def points(part: float) -> str:
    """A change of a part, in points of a hundred, with its sign."""
    said = f"{abs(100 * part):.1f}"
    return f"{MINUS if part < 0 else '+'}{said}"


def value(axis: Axis, number: float) -> str:
    """A value along an axis, with its unit."""
    match axis.unit:
        case "dollars":
            return dollars(number)
        case "part":
            return per_cent(number)
        case "people":
            return f"{number:,.0f} people"
        case _:
            return f"{number:.2g} times what is printed"


def mark(axis: Axis, number: float) -> str:
    """A value along an axis as it stands below a picture, or before another one."""
    said = value(axis, number)
    return said.removesuffix(" people").removesuffix(" times what is printed")
