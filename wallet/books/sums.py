"""Small sums that several answers need: what a claim passes on, what a debt is worth, values."""

from __future__ import annotations

from typing import Final

from wallet.base.clock import YEAR
from wallet.base.money import ALL_SHARES, money_of
from wallet.books.holdings import ACC_BITS
from wallet.books.store import Tables

LATE_DOUBLES: Final = 100 * YEAR
"""At one per cent a year, simple, a debt has doubled after a hundred years."""
USUAL_RATE: Final = 10
"""What lateness costs, in per cent a year, unless a decision has changed it."""


def outside(tables: Tables, token: int) -> int:
    """Units of a token that others than its issuer hold; 0 for one that was not issued."""
    own = tables.row("SELECT units FROM position WHERE token = ? AND person = ?", token, token)
    return ALL_SHARES - int(own["units"]) if own else 0


def passes_on(gain: int, ext: int) -> int:
    """What of a gain goes to the holders, of whom `ext` units are; rounded up as the ledger does.

    The rule: d = G * 2**128 // S, then ceil(d * ext / 2**128).
    """
    each = (gain << ACC_BITS) // ALL_SHARES
    return (each * ext + (1 << ACC_BITS) - 1) >> ACC_BITS


def due_now(
    gain_left: int, due: int, ext: int, now: int, rate: int = USUAL_RATE
) -> tuple[int, int]:
    """What pays a debt in full at `now`, and how much of it is interest for being late.

    The least payment that settles the whole gain: ceil(ceil(gain * (10y + late) / 10y) * ext / S)
    at 10 % a year. Of a debt to one person, `ext` is all shares.
    """
    late = max(0, now - due)
    grown = gain_left + _ceil(gain_left * rate * late, LATE_DOUBLES)
    amount = _ceil(grown * ext, ALL_SHARES)
    return amount, amount - _ceil(gain_left * ext, ALL_SHARES)


def due_after(
    paid: int, gain_left: int, due: int, ext: int, now: int, rate: int = USUAL_RATE
) -> int:
    """What is still due of a debt once `paid` (below what is due) has been paid at `now`.

    A payment x settles a gain of x * S // ext * 10y // (10y + late).
    """
    settled = settled_by(paid, due, ext, now, rate)
    return due_now(max(0, gain_left - settled), due, ext, now, rate)[0]


def settled_by(paid: int, due: int, ext: int, now: int, rate: int = USUAL_RATE) -> int:
    """The gain that a payment settles at `now`; of a debt to one person `ext` is all shares."""
    late = max(0, now - due)
    return paid * ALL_SHARES // ext * LATE_DOUBLES // (LATE_DOUBLES + rate * late)


def value_of(units: int, reference: int) -> int | None:
    """What units are worth at the reference price, None where there is none (0)."""
    return money_of(units, reference) if reference else None


def permyriad(units: int) -> int:
    """The part of a person that units are, in hundredths of a percent, rounded down."""
    return units * 10_000 // ALL_SHARES


def is_blocked(tables: Tables, person: int) -> bool:
    """Whether an exit or a debt of a person is open: they neither raise nor buy back.

    An exit is open until it is attested, accepted or ruled, and its debt, if it made one, has
    ended; a debt to a single person counts like one to the holders.
    """
    return bool(
        tables.row(
            "SELECT 1 FROM exit WHERE owner = ? AND attested IS NULL"
            " UNION ALL SELECT 1 FROM debt WHERE issuer = ? AND ended IS NULL",
            person,
            person,
        )
    )


def _ceil(top: int, bottom: int) -> int:
    return -(-top // bottom)
