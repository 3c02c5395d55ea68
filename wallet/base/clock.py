"""Time: one source that a test or a local network can set, and dates as people say them.

Instants are whole seconds since 1970 in UTC, as the chain counts them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import Final, Protocol

from wallet.base.errors import WalletError

MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400
YEAR: Final = 365 * DAY

MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return int(time.time())


class OffsetClock:
    """The machine's time moved by `offset` seconds: that of a local network after a skip."""

    def __init__(self, offset: int = 0, source: Callable[[], float] = time.time) -> None:
        self.offset = offset
        self._source = source

    def now(self) -> int:
        """Seconds since 1970, UTC, moved by the offset."""
        return int(self._source()) + self.offset

    def set_to(self, instant: int) -> None:
        """Make `instant` the present."""
        self.offset = instant - int(self._source())


class FixedClock:
    """A clock that stands still until it is moved. For tests."""

    def __init__(self, instant: int) -> None:
        self.instant = instant

    def now(self) -> int:
        """Seconds since 1970, UTC."""
        return self.instant


def _local(instant: int, zone: tzinfo | None) -> datetime:
    """`instant` in `zone`, or in the machine's zone; the last day of year 9999 for anything later.

    A contract may name any instant, and a date must never crash the page that shows it.
    """
    ceiling = 253_402_214_400
    return datetime.fromtimestamp(max(0, min(instant, ceiling)), UTC).astimezone(zone)


def exact_time(instant: int, zone: tzinfo | None = None) -> str:
    """The full instant for hovering: `25 November 2026 at 10:00:05 UTC`."""
    moment = _local(instant, zone)
    name = moment.tzname() or moment.strftime("%z")
    return f"{_day(moment)} {moment.year} at {moment:%H:%M:%S} {name}"


def date_of(instant: int, now: int | None = None, zone: tzinfo | None = None) -> str:
    """The day: `25 November`, with the year when it is not that of `now`."""
    moment = _local(instant, zone)
    if now is not None and _local(now, zone).year == moment.year:
        return _day(moment)
    return f"{_day(moment)} {moment.year}"


def date_and_time(instant: int, now: int | None = None, zone: tzinfo | None = None) -> str:
    """Day and time: `25 November at 10:00`."""
    return f"{date_of(instant, now, zone)} at {_local(instant, zone):%H:%M}"


def hour_of(instant: int, zone: tzinfo | None = None) -> int:
    """The hour of the day, 0 to 23."""
    return _local(instant, zone).hour


def when(instant: int, now: int, zone: tzinfo | None = None) -> str:
    """An instant as a person says it, seen from `now`.

    "in 5 minutes", "today at 17:30", "tomorrow at 09:40", "in 12 days", "yesterday at 09:40",
    "3 days ago"; beyond 60 days the date.
    """
    distance = instant - now
    if abs(distance) < HOUR:
        return _within_the_hour(distance)
    moment, present = _local(instant, zone), _local(now, zone)
    days = (moment.date() - present.date()).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near:
        return f"{near} at {moment:%H:%M}"
    if abs(days) > 60:
        return f"on {date_of(instant, now, zone)}"
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def duration(seconds: int) -> str:
    """A span rounded down to its largest unit: `48 hours`, `3 days`, `1 minute`, `20 seconds`."""
    if seconds < MINUTE:
        return _count(max(0, seconds), "second")
    if seconds < HOUR:
        return _count(seconds // MINUTE, "minute")
    if seconds < 3 * DAY:
        return _count(seconds // HOUR, "hour")
    return _count(seconds // DAY, "day")


def start_of_year(now: int, zone: tzinfo | None = None) -> int:
    """The first instant of the year in which `now` is."""
    moment = _local(now, zone)
    first = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return int(first.timestamp())


def year_of(instant: int, zone: tzinfo | None = None) -> int:
    """The year in which an instant is."""
    return _local(instant, zone).year


def year_bounds(year: int, zone: tzinfo | None = None) -> tuple[int, int]:
    """The first instant of a year, and that of the next. Years 1970 to 9998."""
    first, after = (datetime(one, 1, 1, tzinfo=zone).astimezone(zone) for one in (year, year + 1))
    return max(0, int(first.timestamp())), int(after.timestamp())


def month_ends(year: int, zone: tzinfo | None = None) -> tuple[int, ...]:
    """The first instant after each of the twelve months of a year."""
    starts = [datetime(year, month, 1, tzinfo=zone).astimezone(zone) for month in range(2, 13)]
    return (*(int(one.timestamp()) for one in starts), year_bounds(year, zone)[1])


def iso_time(instant: int, zone: tzinfo | None = None) -> str:
    """An instant by ISO 8601, with what its zone is off UTC: `2026-11-25T11:00:05+01:00`."""
    return _local(instant, zone).isoformat()


def wall_time(instant: int, zone: tzinfo | None = None) -> datetime:
    """What a clock on the wall shows, without its zone: for cells of a spreadsheet."""
    return _local(instant, zone).replace(tzinfo=None)


def zone_named(name: str) -> tzinfo | None:
    """The zone called `Europe/Berlin`; None, the machine's own, for an empty name.

    Raises WalletError (`clock.zone`).
    """
    from zoneinfo import ZoneInfo

    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:  # no such file, or no name of one
        raise WalletError(
            f"There is no time zone called {name[:40]}.",
            "Name it like Europe/Berlin, or UTC.",
            "clock.zone",
        ) from error


def zone_words(instant: int, zone: tzinfo | None = None) -> str:
    """The zone as a file says it: its name where it has one, else what it is called then."""
    named = getattr(zone, "key", None)
    if isinstance(named, str):
        return named
    moment = _local(instant, zone)
    off = moment.strftime("%z")
    if moment.tzname() == "UTC":
        return "UTC"
    return f"{moment.tzname() or 'local time'} (UTC{off[:3]}:{off[3:5]})"


def _within_the_hour(distance: int) -> str:
    if abs(distance) < MINUTE:
        return "in a moment" if distance > 0 else "just now"
    minutes = _count(abs(distance) // MINUTE, "minute")
    return f"in {minutes}" if distance > 0 else f"{minutes} ago"


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
