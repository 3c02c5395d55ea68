"""What somebody could raise now: how much of themselves is left to sell, and under which rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.clock import HOUR
from wallet.base.money import ALL_SHARES
from wallet.books import holdings
from wallet.books.admission import raised_in_a_year
from wallet.books.identity import LEVELS
from wallet.books.persons import ACTIVE, PersonRef
from wallet.books.raising import my_offerings
from wallet.books.regimes import Regime, regimes
from wallet.books.sums import is_blocked
from wallet.books.view import View

MOST_OUTSIDE: Final = ALL_SHARES * 49 // 100
"""An issuer always keeps at least 51 %."""


@dataclass(frozen=True, slots=True)
class RaiseRoom:
    """Where an issuer stands before a raise. `person` is None for who has not joined.

    `outside_units` are in other hands already, `left_units` can still be sold; `why_not` says why
    nothing can be raised at all, with what to do. `offering` is one that runs, None where none
    does. `shortest` and `longest` are seconds for which a raise can be open, `no_withdrawal` those
    at its end in which nobody withdraws, `rest` those for which the money rests after the close.
    """

    person: PersonRef | None
    country: int
    outside_units: int
    left_units: int
    raised_year: int
    offering: int | None
    why_not: str
    next_step: str
    shortest: int
    longest: int
    no_withdrawal: int
    rest: int
    regimes: tuple[Regime, ...]


def raise_room(view: View) -> RaiseRoom:
    """Where whoever looks stands."""
    rules = regimes(view)
    row = view.tables.row("SELECT level, country FROM person WHERE id = ?", view.me or 0)
    if row is None or view.me is None:
        why = "You have not joined this network yet."
        return RaiseRoom(
            None, 0, 0, 0, 0, None, why, "Join first, under Identity.", *_times(view), rules
        )
    me = view.person(view.me)
    own = holdings.position(view.tables, view.me, view.me)
    outside = ALL_SHARES - int(own["units"]) if me.has_token else 0
    reserved = int(own["reserved"]) if me.has_token else 0
    left = max(0, MOST_OUTSIDE - outside - reserved)
    running = next((one for one in my_offerings(view) if one.status in ("open", "closing")), None)
    shortest, longest, no_withdrawal, rest = _times(view)
    why, step = _why_not(view, me, LEVELS.get(row["level"], ""), left, running is not None)
    return RaiseRoom(
        person=me,
        country=int(row["country"]),
        outside_units=outside,
        left_units=left,
        raised_year=raised_in_a_year(view, view.me),
        offering=running.id if running is not None else None,
        why_not=why,
        next_step=step,
        shortest=shortest,
        longest=longest,
        no_withdrawal=no_withdrawal,
        rest=rest,
        regimes=rules,
    )


def _times(view: View) -> tuple[int, int, int, int]:
    numbers = view.numbers
    near = numbers["NO_WITHDRAWAL"]
    return near + HOUR, numbers["LONGEST_OFFERING"], near, numbers["REST"]


def _why_not(view: View, me: PersonRef, level: str, left: int, running: bool) -> tuple[str, str]:
    if running:
        return "One raise of yours is open already.", "The next can begin when it is closed."
    if me.standing != ACTIVE:
        return f"Your identity is {me.standing}.", "Look under Identity what can be done."
    if level != "document":
        return (
            "Only people whose document was checked can raise money.",
            "Have yours checked by a verifier, under Identity.",
        )
    if not me.has_token:
        return "You have not issued your token yet.", "Issue it first, under My token."
    if is_blocked(view.tables, me.id):
        return (
            "An exit, a case or a debt of yours is open.",
            "Nobody raises before that is settled: look under Companies.",
        )
    if not left:
        return "You have sold all of the 49 % that can be sold.", "You keep 51 % for ever."
    return "", ""
