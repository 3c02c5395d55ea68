"""Deals, averages and returns of positions, against a plain slow model and by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import CENT, DAY, Hand
from wallet.base.money import DOLLAR, SHARE, money_of
from wallet.books import holdings
from wallet.books.deals import GIVEN, TAKEN, deals_of
from wallet.books.performance import Performance, performance
from wallet.books.portfolio import portfolio
from wallet.books.store import Store

ME, OTHER, HEIR = 2, 3, 4


class Market(Hand):
    """A hand that trades whole shares, whose blocks are `pace` seconds apart."""

    def trade(self, token: int, seller: int, buyer: int, units: int, money: int, serial: int,
              siphon: int = 0) -> None:  # fmt: skip
        self.say("Ledger", "Reserved", token=token, person=seller, reserved=units * SHARE)
        self.say(
            "Ledger", "Sold", token=token, seller=seller, buyer=buyer, units=units * SHARE,
            paid=money, proceeds=money, cost=0, gain=0, siphon=siphon, serial=serial,
            believed=money, unlocks=0,
        )  # fmt: skip

    def force(self, token: int, sender: int, receiver: int, units: int, lot: int, to: int) -> None:
        self.say(
            "Ledger", "LotForced", token=token, sender=sender, receiver=receiver,
            units=units * SHARE, cost=0, acquired=self.at, unlocks=0, from_serial=lot, serial=to,
        )  # fmt: skip

    def price(self, token: int, price: int) -> None:
        self.say("Ledger", "ReferenceSet", token=token, price=price)

    def claim(self, token: int, amount: int, passed_on: int = 0) -> None:
        self.say(
            "Ledger", "Claimed", holder=ME, token=token, amount=amount, passed_on=passed_on, by=ME
        )

    def seen(self, **more: Any) -> Performance:
        with self.view(ME, **more) as view:
            return performance(view)


def _market(store: Store) -> Market:
    hand = Market(store)
    hand.people(4)
    hand.issue(1, "Alice Moreau")
    hand.issue(3, "Carol Lindqvist")
    return hand


def test_average_and_oldest_first_differ_until_all_is_sold(store: Store) -> None:
    hand = _market(store)
    hand.place(1, ME, 100, 10 * CENT, serial=0)  # 10 dollars
    hand.place(1, ME, 300, 30 * CENT, serial=1)  # 90 dollars
    hand.trade(1, ME, OTHER, 200, 60 * DOLLAR, 0, siphon=5 * DOLLAR)
    tally = hand.seen().rows[0].tally
    assert tally.average_cost == 50 * DOLLAR and tally.average_result == 10 * DOLLAR
    assert tally.result == 20 * DOLLAR  # the oldest cost 10, and 100 of the next 30
    assert (tally.siphon, tally.bought, tally.proceeds) == (5 * DOLLAR, 100 * DOLLAR, 60 * DOLLAR)
    hand.trade(1, ME, OTHER, 200, 60 * DOLLAR, 1)
    tally = hand.seen().rows[0].tally
    assert tally.result == tally.average_result == 20 * DOLLAR
    assert tally.units == tally.average_cost == 0


def test_shares_keep_their_cost_when_a_decision_moves_them(store: Store) -> None:
    hand = _market(store)
    hand.place(1, ME, 100, 10 * CENT, serial=0)
    hand.place(1, OTHER, 100, 50 * CENT, serial=0)
    hand.force(1, OTHER, ME, 50, 0, 1)
    hand.force(1, ME, HEIR, 100, 0, 0)
    with hand.view(ME) as view:
        first, given_, taken = deals_of(view)
        lots = holdings.lots(view.tables, 1, ME)
    assert (first.into, given_.kind, given_.into) == (10 * DOLLAR, GIVEN, 25 * DOLLAR)
    assert (taken.kind, taken.out) == (TAKEN, 10 * DOLLAR)
    assert [lot["paid"] for lot in lots] == [25 * DOLLAR]


def test_what_is_not_known_is_not_said(store: Store) -> None:
    hand = _market(store)
    hand.place(1, ME, 100, 10 * CENT, serial=0)
    hand.place(3, ME, 100, 10 * CENT, serial=0)
    hand.price(3, 12 * CENT)
    seen = hand.seen(now=hand.at + 30 * DAY)
    priced, unpriced = seen.rows
    assert (unpriced.value, unpriced.clears_at, unpriced.rates.since) == (None, None, None)
    assert priced.rates.time_weighted == priced.rates.money_weighted == 2_000
    assert priced.rates.time_weighted_year is None
    assert seen.left_out == 1 and seen.rates.time_weighted == 2_000


def test_a_running_auction_says_what_it_would_clear_at(store: Store) -> None:
    hand = _market(store)
    hand.place(1, ME, 1_000, 10 * CENT, serial=0)
    hand.place(1, OTHER, 1_000, 10 * CENT, serial=0)
    hand.sell_order(1, OTHER, 500, 20 * CENT, 0)
    assert hand.seen().rows[0].clears_at is None  # orders, but no auction
    hand.open_auction(1)
    assert hand.seen().rows[0].auction_ends is not None and hand.seen().rows[0].clears_at is None
    hand.buy_order(1, HEIR, 500, 30 * CENT, 1)
    row = hand.seen().rows[0]
    assert row.clears_at == 25 * CENT and row.clears_value == 250 * DOLLAR
    assert row.value is None  # it is no reference price


def test_distributions_count_less_what_is_passed_on(store: Store) -> None:
    hand = _market(store)
    hand.place(1, ME, 1_000, 10 * CENT, serial=0)
    hand.price(1, 10 * CENT)
    hand.siphon(1, 100_000 * DOLLAR)  # 10 dollars for a ten-thousandth
    row = hand.seen().rows[0]
    assert row.to_come == 10 * DOLLAR - 1 and row.rates.time_weighted == 1_000
    hand.claim(1, 10 * DOLLAR - 1, 4 * DOLLAR)
    row = hand.seen().rows[0]
    assert (row.to_come, row.tally.received, row.tally.passed_on) == (
        0, 10 * DOLLAR - 1, 4 * DOLLAR,
    )  # fmt: skip
    assert row.rates.time_weighted == 600


@dataclass
class Plain:
    """The slow model: lists of what happened, added up anew for every question."""

    lots: dict[int, list[list[int]]] = field(default_factory=lambda: {1: [], 3: []})
    pool: dict[int, list[int]] = field(default_factory=lambda: {1: [0, 0], 3: [0, 0]})
    results: dict[int, list[int]] = field(default_factory=lambda: {1: [0, 0], 3: [0, 0]})
    prices: dict[int, int] = field(default_factory=dict)
    growth: Fraction = Fraction(1)
    value: int = 0

    def worth(self) -> int:
        return sum(
            units * SHARE * self.prices[token] // 10**24 if token in self.prices else cost
            for token, (units, cost) in self.pool.items()
        )

    def happens(self, into: int, out: int, change: Callable[[], None]) -> None:
        before = self.worth()
        if self.value:
            self.growth *= Fraction(before, self.value)
        change()
        if before + into:
            self.growth *= Fraction(self.worth() + out, before + into)
        self.value = self.worth()

    def buy(self, token: int, units: int, paid: int) -> None:
        def change() -> None:
            self.lots[token].append([units, paid])
            self.pool[token][0] += units
            self.pool[token][1] += paid

        self.happens(paid, 0, change)

    def sell(self, token: int, units: int, proceeds: int) -> None:
        def change() -> None:
            left, cost = units, 0
            while left:
                lot = self.lots[token][0]
                taken = min(left, lot[0])
                part = lot[1] * taken // lot[0]
                lot[0], lot[1], left, cost = (
                    lot[0] - taken,
                    lot[1] - part,
                    left - taken,
                    cost + part,
                )
                if not lot[0]:
                    self.lots[token].pop(0)
            pool = self.pool[token]
            average = pool[1] * units // pool[0]
            pool[0], pool[1] = pool[0] - units, pool[1] - average
            self.results[token][0] += proceeds - cost
            self.results[token][1] += proceeds - average

        self.happens(0, proceeds, change)

    def quote(self, token: int, price: int) -> None:
        self.happens(0, 0, lambda: self.prices.__setitem__(token, price))


doings = st.lists(
    st.tuples(
        st.sampled_from(["buy", "buy", "sell", "quote"]), st.sampled_from([1, 3]),
        st.integers(1, 1_000), st.integers(1, 100),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


@settings(max_examples=40)
@given(doings)
def test_positions_are_those_of_the_slow_model(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, int, int, int]]
) -> None:
    store = Store(tmp_path_factory.mktemp("hand") / "books.sqlite", "test")
    hand, plain, serial = _market(store), Plain(), 0
    for kind, token, units, cents in said:
        held = plain.pool[token][0]
        if kind == "buy":
            hand.place(token, ME, units, cents * CENT, serial=serial)
            plain.buy(token, units, money_of(units * SHARE, cents * CENT, up=True))
            serial += 1
        elif kind == "quote":
            hand.price(token, cents * CENT)
            plain.quote(token, cents * CENT)
        elif held:
            units = min(units, held)
            proceeds = cents * DOLLAR
            hand.trade(token, ME, HEIR, units, proceeds, serial)
            plain.sell(token, units, proceeds)
            serial += 1
    with hand.view(ME) as view:
        seen, folio = performance(view), portfolio(view)
    for one in seen.rows:
        token, tally = one.token.id, one.tally
        assert [tally.units // SHARE, tally.average_cost] == plain.pool[token]
        assert [tally.result, tally.average_result] == plain.results[token]
    for position in folio.positions:
        kept = [[lot.units // SHARE, lot.paid] for lot in position.lots]
        assert kept == plain.lots[position.token.id]
        assert position.realised == plain.results[position.token.id][0]
    growth = seen.rates.time_weighted
    if growth is not None and not seen.left_out:
        plain.happens(0, 0, lambda: None)
        assert math.isclose(growth, (plain.growth - 1) * 10_000, abs_tol=0.51, rel_tol=1e-6)
    store.close()
