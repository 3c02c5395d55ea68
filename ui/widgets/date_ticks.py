"""Where an axis over time has its dates, and how it says them: whole hours, days, months, years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from wallet.base.clock import DAY, HOUR, MONTHS

_HOURS: Final = (1, 2, 3, 6, 12)
_DAYS: Final = (1, 2, 4, 7, 14)
_MONTHS: Final = (1, 2, 3, 6)
_YEARS: Final = (1, 2, 5, 10, 20, 50, 100, 1_000)
_MONTH: Final = 30 * DAY
_LATEST: Final = 253_402_214_400  # the last day of the year 9999


def date_ticks(
    first: float, last: float, most: int, zone: tzinfo | None = None
) -> list[tuple[float, str]]:
    """At most `most` instants between two, each with its words ("14:00", "3 Aug", "Aug 2026").

    In the machine's zone, or in `zone`. None where there is nothing between them.
    """
    low, high = max(0.0, first), min(float(_LATEST), last)
    if not low < high or most < 1:
        return []
    span = high - low
    for hours in _HOURS:
        if span / (hours * HOUR) <= most:
            return list(_hours(low, high, hours, zone))[:most]
    for days in _DAYS:
        if span / (days * DAY) <= most:
            return list(_days(low, high, days, zone))[:most]
    for months in (*_MONTHS, *(12 * years for years in _YEARS)):
        if span / (months * _MONTH) <= most:
            return list(_months(low, high, months, zone))[:most]
    return []


def _at(instant: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(instant, UTC).astimezone(zone)


def _hours(low: float, high: float, step: int, zone: tzinfo | None) -> Iterator[tuple[float, str]]:
    moment = _at(low, zone).replace(minute=0, second=0, microsecond=0)
    while moment.timestamp() <= high:
        if moment.timestamp() >= low and moment.hour % step == 0:
            yield moment.timestamp(), f"{moment:%H:%M}"
        moment = (moment.astimezone(UTC) + timedelta(hours=1)).astimezone(moment.tzinfo)


def _days(low: float, high: float, step: int, zone: tzinfo | None) -> Iterator[tuple[float, str]]:
    day = _at(low, zone).date()
    begin = day.toordinal() + -day.toordinal() % step
    for number in range(begin, begin + int((high - low) / DAY) + 2, step):
        day = datetime.fromordinal(number).date()
        moment = datetime(day.year, day.month, day.day, tzinfo=zone)
        instant = (moment if zone is not None else moment.astimezone()).timestamp()
        if low <= instant <= high:
            yield instant, f"{day.day} {MONTHS[day.month - 1][:3]}"


def _months(low: float, high: float, step: int, zone: tzinfo | None) -> Iterator[tuple[float, str]]:
    start = _at(low, zone)
    number = start.year * 12 + start.month - 1
    number += -number % step
    while number < 9_999 * 12:
        year, month = divmod(number, 12)
        moment = datetime(year, month + 1, 1, tzinfo=zone)
        instant = (moment if zone is not None else moment.astimezone()).timestamp()
        if instant > high:
            return
        if instant >= low:
            yield instant, str(year) if step >= 12 else f"{MONTHS[month][:3]} {year}"
        number += step
