"""The statement of a year: opening, closing, what lies between, and what no price is known for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.books.hand import CENT, Hand
from tests.books.test_disposals import BOB, CAROL, DAN, ME, sell
from wallet.base.clock import year_bounds
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.disposals import history
from wallet.books.statement import statement, years
from wallet.books.store import Store


def at(year: int, month: int = 1, day: int = 1, hour: int = 0) -> int:
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp())


@pytest.fixture
def hand(store: Store) -> Hand:
    """Bob at ten cents a share and Carol without a price, over three years."""
    made = Hand(store)
    made.people(4)
    made.issue(ME, "Me")
    made.place(ME, DAN, 1_000_000, CENT)
    made.issue(BOB, "Bob")
    made.issue(CAROL, "Carol")
    made.at = at(2027, 5)
    made.place(BOB, ME, 1_000, 10 * CENT, 0)
    made.say("Ledger", "ReferenceSet", token=BOB, price=10 * CENT)
    made.at = at(2027, 12, 31, 23) + 1_800 - 60
    made.place(CAROL, ME, 500, 20 * CENT, 0)
    made.at = at(2028, 2)
    made.say("Ledger", "ReferenceSet", token=BOB, price=15 * CENT)
    made.at = at(2028, 3)
    sell(made, BOB, ME, DAN, 400 * SHARE, 30 * CENT)
    made.siphon(BOB, 1_000_000 * DOLLAR)
    made.say("Ledger", "Claimed", holder=ME, token=BOB, amount=60 * DOLLAR, passed_on=6 * DOLLAR)
    made.at = at(2029, 1, 1) - 60
    made.say("Ledger", "ReferenceSet", token=BOB, price=40 * CENT)  # in the first second of 2029
    made.at = at(2029, 6)
    made.place(BOB, ME, 7, 40 * CENT, 1)
    return made


def test_a_year_opens_where_the_one_before_it_closed(hand: Hand) -> None:
    with hand.view(ME) as view:
        y2027, y2028, y2029 = (statement(view, year, UTC) for year in (2027, 2028, 2029))
        assert years(view, UTC) == (2029, 2028, 2027)
        for before, after in ((y2027, y2028), (y2028, y2029)):
            assert before.closing.held == after.opening.held
            assert before.last == after.first
        now = history(view).lots[-1]
    assert not y2027.opening.held and y2027.ended and not y2029.ended
    assert tuple(one.lot for one in y2029.lots) == now
    bob, carol = y2027.closing.held
    assert (bob.units, bob.cost, bob.value) == (1_000 * SHARE, 100 * DOLLAR, 100 * DOLLAR)
    assert (carol.price, carol.value, carol.cost) == (None, None, 100 * DOLLAR)
    assert (y2027.closing.value, y2027.closing.unpriced) == (100 * DOLLAR, 1)
    assert (y2028.closing.value, y2028.closing.held[0].price) == (90 * DOLLAR, 15 * CENT)
    assert y2028.closing.held[0].price_at == at(2028, 2) + 60


def test_what_lies_between_is_in_one_year_each(hand: Hand) -> None:
    with hand.view(ME) as view:
        y2027, y2028, y2029 = (statement(view, year, UTC) for year in (2027, 2028, 2029))
        whole = statement(view, None, UTC)
    assert (y2027.totals.bought, y2029.totals.bought) == (200 * DOLLAR, 7 * 40 * DOLLAR // 100)
    totals = y2028.totals
    assert (totals.proceeds, totals.cost, totals.gain) == (120 * DOLLAR, 40 * DOLLAR, 80 * DOLLAR)
    assert (totals.siphon, totals.received, totals.passed_on) == (
        8 * DOLLAR, 60 * DOLLAR, 6 * DOLLAR,
    )  # fmt: skip
    assert totals.shared == totals.siphon  # the claim's siphon is in an event of its own
    march = y2028.months[2]
    assert (march.received, march.passed_on) == (60 * DOLLAR, 6 * DOLLAR)
    assert sum(month.received for month in y2028.months) == totals.received
    assert [month.value for month in y2028.months[:3]] == [
        100 * DOLLAR, 150 * DOLLAR, 90 * DOLLAR,
    ]  # fmt: skip
    assert len(y2029.months) == 6
    assert len(whole.purchases) == 3 and len(whole.disposals) == 1 and not whole.months
    assert whole.totals.raised == 10_000 * DOLLAR and y2027.totals.raised == 10_000 * DOLLAR


def test_a_year_begins_in_the_zone_of_whoever_asks(hand: Hand) -> None:
    berlin = timezone(timedelta(hours=1))
    assert year_bounds(2028, berlin)[0] == year_bounds(2028, UTC)[0] - 3_600
    with hand.view(ME) as view:
        there, here = statement(view, 2027, berlin), statement(view, 2027, UTC)
        late = statement(view, 2028, berlin)
    assert [one.token.id for one in here.purchases] == [BOB, CAROL]
    assert [one.token.id for one in there.purchases] == [BOB]
    assert [one.token.id for one in late.purchases] == [CAROL]


def test_the_first_second_of_a_year_is_in_it_and_in_no_other(store: Store) -> None:
    made = Hand(store)
    made.people(4)
    made.issue(ME, "Me")
    made.issue(BOB, "Bob")
    made.at = at(2028) - 120  # what is reserved comes a minute before what is placed
    made.place(BOB, ME, 100, CENT, 0)
    made.at = at(2029) - 60
    made.siphon(ME, 0)
    made.say("Ledger", "Claimed", holder=ME, token=BOB, amount=5, passed_on=0)
    with made.view(ME) as view:
        y2027, y2028, y2029 = (statement(view, year, UTC) for year in (2027, 2028, 2029))
    assert [len(one.purchases) for one in (y2027, y2028, y2029)] == [0, 1, 0]
    assert [one.closing.cost for one in (y2027, y2028, y2029)] == [0, DOLLAR, DOLLAR]
    assert [len(one.shared) for one in (y2027, y2028, y2029)] == [0, 0, 1]
    assert [one.totals.received for one in (y2027, y2028, y2029)] == [0, 0, 5]
    assert [sum(month.received for month in one.months) for one in (y2028, y2029)] == [0, 5]


@pytest.mark.parametrize("year", [1999, 2030, 10_000, 0, -5])
def test_a_year_that_is_not_there_is_said(hand: Hand, year: int) -> None:
    with hand.view(ME) as view, pytest.raises(WalletError) as refused:
        statement(view, year, UTC)
    assert (refused.value.code, refused.value.field) == ("statement.year", "year")


def test_nobody_has_an_empty_statement(hand: Hand) -> None:
    with hand.view(77) as view:
        said = statement(view, 2028, UTC)
    assert said.person is None and not said.lots and said.closing.value == 0
