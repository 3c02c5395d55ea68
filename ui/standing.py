"""A person's standing and its end, in the few words that fit beneath a name."""

from typing import TYPE_CHECKING

from wallet.base.clock import DAY, date_of, when

if TYPE_CHECKING:
    from wallet.books.persons import PersonRef


NEAR = 60 * DAY
"""How long before its end a person is reminded."""


def standing_line(person: "PersonRef | None", now: int | None = None) -> str:
    """Say a standing: "Verified · until March 2028", "Frozen · until 4 December 2026".

    With `now`, an end that is near is said as such: "Verified · runs out in 12 days".
    """
    if person is None or not person.id:
        return "Not verified yet"
    end = date_of(person.until) if person.until else ""
    if person.standing == "active":
        if now is not None and person.until and person.until - now < NEAR:
            return f"Verified · runs out {when(person.until, now)}"
        month = " ".join(end.split()[1:])
        return f"Verified · until {month}" if month else "Verified"
    if person.standing == "frozen":
        return f"Frozen · until {end}" if end else "Frozen"
    return {"expired": "Verification has expired", "banned": "Banned"}.get(
        person.standing, "Not verified yet"
    )
