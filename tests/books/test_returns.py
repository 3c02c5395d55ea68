"""Rates of return: textbook numbers, a plain slow model, and flows that no rate fits."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from wallet.base.clock import DAY, YEAR
from wallet.books.returns import UNKNOWN, Chained, money_weighted, rates

DOLLAR = 10**6


def _days(year: int, month: int, day: int) -> int:
    return (date(year, month, day) - date(1970, 1, 1)).days * DAY


def test_the_example_that_spreadsheets_document_for_xirr() -> None:
    flows = [
        (_days(2008, 1, 1), 10_000 * DOLLAR),
        (_days(2008, 3, 1), -2_750 * DOLLAR),
        (_days(2008, 10, 30), -4_250 * DOLLAR),
        (_days(2009, 2, 15), -3_250 * DOLLAR),
    ]
    end = _days(2009, 4, 1)
    growth = money_weighted(flows, end, 2_750 * DOLLAR)
    assert growth is not None
    assert abs(growth ** (YEAR / (end - flows[0][0])) - 1 - 0.373362535) < 1e-8
    assert rates(None, growth, flows[0][0], end).money_weighted_year == 3_734


def test_what_came_and_went_at_one_rate_has_that_rate() -> None:
    growth = money_weighted([(0, 100), (YEAR // 2, 100)], YEAR, 231)
    assert growth is not None and abs(100 * growth + 100 * math.sqrt(growth) - 231) < 1e-9
    still = money_weighted([(0, 100)], YEAR, 100)
    assert still is not None and abs(still - 1) < 1e-12
    same = money_weighted([(0, 100), (YEAR, -50)], 2 * YEAR, 50)
    assert same is not None and abs(same - 1) < 1e-12


def test_where_no_single_rate_fits_none_is_said() -> None:
    assert money_weighted([], 10, 5) is None
    assert money_weighted([(5, 100)], 5, 100) is None  # no time has passed
    assert money_weighted([(0, -5)], 10, 5) is None  # nothing was put in
    assert money_weighted([(0, 0)], 10, 5) is None
    assert money_weighted([(0, 100), (5, 50)], 10, 0) == 0.0  # all is lost
    # Two rates fit: 10 and 20 per cent for each half.
    assert money_weighted([(0, 10_000), (50, -23_000)], 100, -13_200) is None
    assert money_weighted([(0, 10_000), (50, -23_000), (99, 13_200)], 100, 0) is None


flows = st.lists(st.tuples(st.integers(0, 10**9), st.integers(-(2**96), 2**96)), max_size=30).map(
    sorted
)


@given(flows, st.integers(0, 10**9), st.integers(0, 2**96))
def test_odd_flows_never_break_it(odd: list[tuple[int, int]], later: int, value: int) -> None:
    end = (odd[-1][0] if odd else 0) + later
    growth = money_weighted(odd, end, value)
    if growth:
        total = sum(amount * growth ** ((end - at) / (end - odd[0][0])) for at, amount in odd)
        most = max(abs(amount) for _, amount in odd) * max(1.0, growth)
        assert abs(total - value) <= 1e-6 * max(most, value)
    said = rates(growth, growth, odd[0][0] if odd else None, end)
    assert said == UNKNOWN or said.since is not None


moves = st.lists(
    st.tuples(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6)), max_size=12
)


@given(st.integers(1, 10**6), moves)
def test_time_weighted_is_the_product_of_its_parts(
    first: int, said: list[tuple[int, int, int]]
) -> None:
    chained, growth, value = Chained(), Fraction(1), first
    chained.deal(0, first, 0, first)
    for before, into, out in said:
        after = max(0, before + into - out)
        chained.deal(before, into, out, after)
        if value:
            growth *= Fraction(before, value)
        growth *= Fraction(after + out, before + into)
        value = after
    found = chained.growth
    assert found is not None
    assert math.isclose(found, growth, rel_tol=1e-9)


def test_what_is_put_in_and_taken_out_changes_no_rate() -> None:
    chained = Chained()
    chained.deal(0, 100, 0, 100)
    chained.market(200)
    chained.deal(200, 1_000, 0, 1_200)
    chained.deal(600, 0, 300, 300)
    chained.market(330)
    assert chained.growth is not None and math.isclose(chained.growth, 2 * 0.5 * 1.1)


def test_a_distribution_after_everything_was_sold_belongs_to_the_sale() -> None:
    chained = Chained()
    chained.deal(0, 100, 0, 100)
    chained.deal(100, 0, 110, 0)
    chained.deal(0, 0, 10, 0)
    assert chained.growth is not None and math.isclose(chained.growth, 1.2)
    chained.deal(0, 50, 0, 50)
    chained.market(25)
    assert math.isclose(chained.growth, 0.6)


def test_a_price_that_was_too_high_is_a_loss_of_the_purchase() -> None:
    chained = Chained()
    chained.deal(0, 100, 0, 80)
    assert chained.growth == 0.8


def test_a_good_week_is_not_a_rate_of_a_year() -> None:
    week = rates(1.1, 1.1, 0, 7 * DAY)
    assert (week.time_weighted, week.time_weighted_year) == (1_000, None)
    two = rates(1.21, 0.0, 0, 2 * YEAR)
    assert (two.time_weighted_year, two.money_weighted_year) == (1_000, -10_000)
    assert rates(1e12, None, 0, YEAR).time_weighted is None
