"""Dates as people say them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base import clock
from wallet.base.clock import DAY, HOUR, MINUTE
from wallet.base.errors import WalletError

NOW = int(datetime(2026, 11, 22, 18, 45, tzinfo=UTC).timestamp())


def at(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]  # 3 to 6


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (NOW, "just now"),
        (NOW + 30, "in a moment"),
        (NOW - 30, "just now"),
        (NOW + 5 * MINUTE, "in 5 minutes"),
        (NOW - 1 * MINUTE, "1 minute ago"),
        (NOW + 3 * HOUR, "today at 21:45"),
        (at(2026, 11, 23, 9, 40), "tomorrow at 09:40"),
        (at(2026, 11, 21, 9, 40), "yesterday at 09:40"),
        (NOW + 12 * DAY, "in 12 days"),
        (NOW - 3 * DAY, "3 days ago"),
        (at(2027, 3, 1), "on 1 March 2027"),
        (at(2026, 3, 1), "on 1 March"),
    ],
)
def test_an_instant_as_a_person_says_it(instant: int, said: str) -> None:
    assert clock.when(instant, NOW, UTC) == said


def test_days_and_times() -> None:
    instant = at(2026, 11, 25, 10, 0, 5)
    assert clock.date_and_time(instant, NOW, UTC) == "25 November at 10:00"
    assert clock.date_of(instant, zone=UTC) == "25 November 2026"
    assert clock.exact_time(instant, UTC) == "25 November 2026 at 10:00:05 UTC"
    assert clock.start_of_year(NOW, UTC) == at(2026, 1, 1)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 seconds"),
        (1, "1 second"),
        (90, "1 minute"),
        (48 * HOUR, "48 hours"),
        (3 * DAY, "3 days"),
        (400 * DAY, "400 days"),
    ],
)
def test_spans(seconds: int, said: str) -> None:
    assert clock.duration(seconds) == said


@given(st.integers(-(2**256), 2**256), st.integers(0, 2**40))
def test_no_instant_of_a_contract_breaks_a_page(instant: int, now: int) -> None:
    assert clock.when(instant, now) and clock.exact_time(instant) and clock.duration(instant)


def test_clocks_can_be_set() -> None:
    moved = clock.OffsetClock(source=lambda: 1000.9)
    moved.set_to(5000)
    assert moved.now() == 5000 and moved.offset == 4000
    assert clock.FixedClock(7).now() == 7
    assert abs(clock.SystemClock().now() - clock.OffsetClock().now()) <= 1


@given(st.integers(1971, 2199), st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", ""]))
def test_years_follow_each_other_without_a_gap(year: int, name: str) -> None:
    zone = clock.zone_named(name)
    first, after = clock.year_bounds(year, zone)
    assert clock.year_bounds(year + 1, zone)[0] == after
    assert clock.year_of(first, zone) == clock.year_of(after - 1, zone) == year
    assert clock.year_of(after, zone) == year + 1
    ends = clock.month_ends(year, zone)
    assert len(ends) == 12 and ends[-1] == after and list(ends) == sorted({first, *ends})[1:]
    assert [clock.wall_time(end - 1, zone).month for end in ends] == list(range(1, 13))


@given(st.integers(0, 4 * 10**9))
def test_an_instant_by_iso_8601_is_read_back(instant: int) -> None:
    for zone in (UTC, clock.zone_named("America/New_York"), None):
        assert datetime.fromisoformat(clock.iso_time(instant, zone)).timestamp() == instant


def test_zones_are_named_or_refused() -> None:
    assert clock.zone_words(NOW, clock.zone_named("Europe/Berlin")) == "Europe/Berlin"
    assert clock.zone_words(NOW, UTC) == "UTC"
    for name in ("../../etc/passwd", "Europe", "Mars/Olympus", "a\0b", "/etc/localtime", "x" * 999):
        with pytest.raises(WalletError) as refused:
            clock.zone_named(name)
        assert refused.value.code == "clock.zone"
