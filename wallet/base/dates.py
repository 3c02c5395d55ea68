"""Days as people write them, read as instants."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from typing import Final

from wallet.base.clock import MONTHS
from wallet.base.errors import WalletError

_BY_NUMBERS: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_BY_NAME: Final = re.compile(r"([0-9]{1,2})\.? ([a-z]{3,9})\.?,? ([0-9]{4})")
_NAME_FIRST: Final = re.compile(r"([a-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")


def parse_date(text: str, zone: tzinfo | None = None) -> int:
    """The first instant of a day written as `25 November 2026` or `2026-11-25`, in the zone.

    Without `zone` it is the machine's. Days and months by numbers alone, such as 4/5/2026, are
    not read: people write them in two orders. Raises WalletError (`date.garbage`).
    """
    tidy = " ".join(text[:64].lower().split())
    year, month, day = _parts(tidy)
    try:
        begin = datetime(year, month, day, tzinfo=zone)
        return max(0, int((begin if zone else begin.astimezone()).timestamp()))
    except (ValueError, OverflowError, OSError) as error:
        raise _garbage() from error


def parse_day(text: str) -> int:
    """A day of any year as `datetime.date` counts it (`toordinal`). Raises WalletError."""
    try:
        return date(*_parts(" ".join(text[:64].lower().split()))).toordinal()
    except ValueError as error:
        raise _garbage() from error


def _parts(tidy: str) -> tuple[int, int, int]:
    """Year, month and day."""
    if found := _BY_NUMBERS.fullmatch(tidy):
        year, month, day = found.groups()
        return int(year), int(month), int(day)
    if found := _BY_NAME.fullmatch(tidy):
        day, name, year = found.groups()
        return int(year), _month(name), int(day)
    if found := _NAME_FIRST.fullmatch(tidy):
        name, day, year = found.groups()
        return int(year), _month(name), int(day)
    raise _garbage()


def _month(name: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if month.lower().startswith(name):
            return number
    raise _garbage()


def _garbage() -> WalletError:
    return WalletError(
        "This is no day that can be read here.",
        "Write it like 25 November 2026 or 2026-11-25.",
        "date.garbage",
    )
