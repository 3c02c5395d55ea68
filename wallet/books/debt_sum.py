"""The calculation of a debt, line by line: the gain, each payment, interest, and what is left.

Plain functions of plain numbers, as in `exit_sum`; the formulas are those of `debt_list.vy`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wallet.base.clock import DAY, date_of, duration
from wallet.base.money import dollars, percent_of_person
from wallet.books.exit_sum import SumLine
from wallet.books.sums import USUAL_RATE, due_now, settled_by


@dataclass(frozen=True, slots=True)
class DebtPayment:
    """One payment of a debt: what was paid, the gain that it settled, what of it was left, and
    for how many seconds it was late."""

    at: int
    paid: int
    gain: int
    gain_left: int
    late: int


@dataclass(frozen=True, slots=True)
class DebtSum:
    """A debt worked out at a time: what pays it whole, what of it is interest, what a day costs."""

    whole: int
    interest: int
    a_day: int
    lines: tuple[SumLine, ...]


def debt_sum(
    gain: int, gain_left: int, due: int, outside: int, now: int,
    rate: int = USUAL_RATE, payments: Sequence[DebtPayment] = (), next_part: int = 0,
) -> DebtSum:  # fmt: skip
    """Follow a debt from its gain to what is left of it; `next_part` is a payment to be made now.

    A payment x settles a gain of x * S // outside * 10y // (10y + late), y a year, at 10 %.
    """
    whole, interest = due_now(gain_left, due, outside, now, rate)
    tomorrow = due_now(gain_left, due, outside, max(now, due) + DAY, rate)[0]
    a_day = tomorrow - due_now(gain_left, due, outside, max(now, due), rate)[0]
    lines = [SumLine(
        "gain", "The gain", gain, f"{dollars(gain, exact=True)} is the gain of the sale.",
        "The sale, line by line.", "Nothing any more.",
    )]  # fmt: skip
    for number, one in enumerate(payments, start=1):
        late = f", {duration(one.late)} late" if one.late else ""
        lines.append(SumLine(
            f"paid {number}", f"Paid on {date_of(one.at)}", one.paid,
            f"{dollars(one.paid, exact=True)}{late}: it settled a gain of "
            f"{dollars(one.gain, exact=True)}, and {dollars(one.gain_left, exact=True)} of gain "
            "was left.",
            "What the network recorded.", "Nothing any more.",
        ))  # fmt: skip
    if gain_left:
        lines += _open_lines(gain_left, due, outside, now, rate, whole, interest, a_day)
    if next_part and gain_left:
        lines.append(_next_line(gain_left, due, outside, now, rate, min(next_part, whole)))
    return DebtSum(whole, interest, a_day, tuple(lines))


def _open_lines(
    left: int, due: int, outside: int, now: int, rate: int, whole: int, interest: int, a_day: int
) -> list[SumLine]:
    found = [SumLine(
        "left", "What your holders receive of the rest", whole - interest,
        f"{dollars(left, exact=True)} of gain is not shared yet, and others hold "
        f"{percent_of_person(outside)} of you.",
        "The gain left, times what others hold of you, by 10,000,000; rounded up.",
        "Who holds you on the day it is paid.",
    )]  # fmt: skip
    if interest:
        found.append(SumLine(
            "interest", "Interest for being late", interest,
            f"It was due on {date_of(due)}, {duration(now - due)} ago, at {rate} % a year; each "
            f"day more costs {dollars(a_day, exact=True)}.",
            "Simple interest on the gain that is left, by the second.",
            "Paying: what is paid stops earning interest at once.",
        ))  # fmt: skip
    else:
        found.append(SumLine(
            "due", "Due", None,
            f"It is due on {date_of(due)}. After that each day costs "
            f"{dollars(a_day, exact=True)}.",
            f"{rate} % a year of the gain that is left, simple.", "Paying, also in parts.",
        ))  # fmt: skip
    found.append(SumLine(
        "whole", "What pays it whole now", whole,
        f"{dollars(whole, exact=True)} settles all of it.",
        "The two lines above.", "Time, once it is late; and who holds you.",
    ))  # fmt: skip
    return found


def _next_line(left: int, due: int, outside: int, now: int, rate: int, part: int) -> SumLine:
    settled = min(left, settled_by(part, due, outside, now, rate)) if outside else left
    rest = due_now(left - settled, due, outside, now, rate)[0]
    return SumLine(
        "next", "If you pay now", part,
        f"{dollars(part, exact=True)} settles a gain of {dollars(settled, exact=True)}; "
        f"{dollars(rest, exact=True)} is owed after that.",
        f"A payment x settles a gain of x · 10,000,000 / what others hold · 100y / (100y + "
        f"{rate} · late), where y is a year.",
        "Who holds you when it is paid.",
    )  # fmt: skip
