"""Dates at the foot of a picture: few enough, in order, within it, and each said once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.widgets.date_ticks import date_ticks

START = datetime(2026, 7, 18, 21, 10, tzinfo=UTC).timestamp()
DAY = 86_400.0


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (5 / 24, ["22:00", "23:00", "00:00", "01:00", "02:00"]),
        (3, ["19 Jul", "20 Jul", "21 Jul"]),
        (20, ["19 Jul", "23 Jul", "27 Jul", "31 Jul", "4 Aug"]),
        (100, ["Aug 2026", "Sep 2026", "Oct 2026"]),
        (800, ["Jan 2027", "Jul 2027", "Jan 2028", "Jul 2028"]),
        (4_000, ["2030", "2035"]),
    ],
)
def test_dates_are_said_as_people_say_them(span: float, said: list[str]) -> None:
    assert [words for _, words in date_ticks(START, START + span * DAY, 5, UTC)] == said


@settings(max_examples=200, deadline=None)
@given(
    first=st.floats(-1e12, 1e12),
    span=st.floats(-10, 1e12),
    most=st.integers(-1, 30),
    hours=st.sampled_from([-11, 0, 5.5, 14]),
)
def test_dates_are_few_in_order_and_within(
    first: float, span: float, most: int, hours: float
) -> None:
    zone = timezone(timedelta(hours=hours))
    found = date_ticks(first, first + span, most, zone)
    places = [place for place, _ in found]
    assert len(found) <= max(0, most)
    assert places == sorted(set(places))
    assert all(first <= place <= first + span for place in places)
    assert all(words for _, words in found)
