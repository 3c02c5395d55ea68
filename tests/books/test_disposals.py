"""Lots replayed from events: as the tables have them, part by part, at any time."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import CENT, DAY, Hand
from tests.books.world import NO_PERMIT, World, check_against_chain
from wallet.base.clock import HOUR, year_of
from wallet.base.money import DOLLAR, SHARE
from wallet.books.disposals import AUCTION, BUY_BACK, DECISION, OFFERING, History, history
from wallet.books.holdings import lots
from wallet.books.market import HeldLot, gain_of
from wallet.books.statement import statement
from wallet.books.store import Store
from wallet.books.sums import outside, passes_on
from wallet.books.view import View, open_view

ME, BOB, CAROL, DAN = 1, 2, 3, 4


def sell(
    hand: Hand, token: int, seller: int, buyer: int, units: int, price: int, serial: int = 0
) -> bool:
    """Sell base units as the ledger would; False where the lots do not hold so many unlocked."""
    with hand.store.reading() as tables:
        free = [
            HeldLot(lot["units"], lot["cost"])
            for lot in lots(tables, token, seller)
            if lot["unlocks"] <= hand.at + 60 * 3
        ]
        ext = outside(tables, seller)
    if not units or sum(lot.units for lot in free) < units:
        return False
    proceeds, cost, gain = gain_of(units, price, free)
    siphon = passes_on(gain, ext)
    hand.say("Ledger", "Reserved", token=token, person=seller, reserved=units)
    if siphon:
        hand.say(
            "Ledger", "Siphoned", issuer=seller, kind=1, gain=gain, amount=siphon, payer=seller
        )
    hand.say(
        "Ledger", "Sold", token=token, seller=seller, buyer=buyer, units=units, paid=proceeds + 1,
        proceeds=proceeds, cost=cost, gain=gain, siphon=siphon, serial=serial,
        believed=proceeds // 2, unlocks=0,
    )  # fmt: skip
    return True


def agree(view: View, told: History) -> None:
    """The replay ends where the tables are, and its parts sum to what the ledger said."""
    me = view.me
    rows = view.tables.rows("SELECT * FROM lot WHERE person = ? ORDER BY token, serial", me)
    assert [
        (lot.token.id, lot.serial, lot.units, lot.counted, lot.cost, lot.acquired, lot.unlocks or 0)
        for lot in told.lots[-1]
    ] == [
        (row["token"], row["serial"], row["units"], row["cost"], row["paid"], row["acquired"],
         row["unlocks"])
        for row in rows
    ]  # fmt: skip
    sales = view.tables.rows("SELECT * FROM sale WHERE seller = ?", me)
    for sale in sales:
        parts = [
            one for one in told.disposals
            if (one.block, one.token.id) == (sale["block"], sale["token"])
        ]  # fmt: skip
        same = [
            other for other in sales
            if (other["block"], other["token"]) == (sale["block"], sale["token"])
        ]  # fmt: skip
        for ours, theirs in (
            ("units", "units"), ("proceeds", "proceeds"), ("cost", "bought_for"),
            ("counted_cost", "cost"), ("counted_gain", "gain"), ("siphon", "siphon"),
        ):  # fmt: skip
            assert sum(getattr(one, ours) for one in parts) == sum(one[theirs] for one in same)
        assert sum(one.gain for one in parts) == sum(
            one["proceeds"] - one["bought_for"] for one in same
        )
    assert {one.block for one in told.disposals if one.how == AUCTION} == {
        row["block"] for row in sales
    }


STEP = st.tuples(
    st.sampled_from(["place", "join", "sell", "sell", "buy", "move", "cost"]),
    st.integers(1, 90_000),
    st.integers(1, 10**12),
    st.integers(0, 3),
)


@settings(max_examples=40)
@given(steps=st.lists(STEP, min_size=6, max_size=20), issued=st.booleans())
def test_whatever_happens_the_replay_ends_where_the_tables_are(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any], issued: bool
) -> None:
    store = Store(tmp_path_factory.mktemp("books") / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(4)
    hand.issue(BOB, "Bob")
    if issued:
        hand.issue(ME, "Me")
        hand.place(ME, CAROL, 777_777, CENT)
    hand.place(BOB, ME, 50_000, CENT // 3, 0, unlocks=hand.at + DAY)
    hand.place(BOB, ME, 70_000, CENT // 7, 1)
    serial = 2
    for what, units, price, number in steps:
        if what == "place":
            hand.place(BOB, ME, units, price, serial, unlocks=hand.at + 200 if number == 3 else 0)
            serial += 1
        elif what == "join":
            hand.place(BOB, ME, units, price, serial - 1)
        elif what == "sell":
            sell(hand, BOB, ME, CAROL, units * SHARE // 7, price, hand.block)
        elif what == "buy":
            hand.place(BOB, DAN, units, price, hand.block)
            sell(hand, BOB, DAN, ME, units * SHARE, price, serial)
            serial += 1
        elif what == "move":
            hand.say(
                "Ledger", "LotMoved", token=BOB, person=ME, old_serial=serial - 1,
                new_serial=serial,
            )  # fmt: skip
            serial += 1
        elif what == "cost":
            hand.say(
                "Ledger", "CostSet", token=BOB, person=ME, serial=serial - 1 - number % 2,
                cost=price,
            )  # fmt: skip
    with hand.view(ME) as view:
        agree(view, history(view))
    store.close()


def test_a_sale_of_two_lots_is_two_disposals_with_their_own_dates(store: Store) -> None:
    hand = Hand(store)
    hand.people(4)
    hand.issue(ME, "Me")
    hand.place(ME, CAROL, 2_000_000, CENT)
    hand.issue(BOB, "Bob")
    hand.place(BOB, ME, 100, 100 * CENT, 0)
    first = hand.at
    hand.place(BOB, ME, 100, 500 * CENT, 1)
    second = hand.at
    assert sell(hand, BOB, ME, DAN, 150 * SHARE, 300 * CENT)
    with hand.view(ME) as view:
        told = history(view, (first, second, second + 1))
        agree(view, told)
    one, two = told.disposals
    assert (one.units, one.acquired, one.proceeds, one.cost) == (
        100 * SHARE, first, 300 * DOLLAR, 100 * DOLLAR,
    )  # fmt: skip
    assert (two.units, two.acquired, two.gain) == (50 * SHARE, second, -100 * DOLLAR)
    assert (one.counted_gain, two.counted_gain) == (200 * DOLLAR, 0)
    assert (one.siphon, two.siphon) == (40 * DOLLAR, 0)
    assert one.how == AUCTION and one.buyer.id == DAN
    assert [len(lots_then) for lots_then in told.lots] == [0, 1, 2, 1]
    assert [one.how for one in told.purchases] == [OFFERING, OFFERING]
    assert [(one.units, one.paid) for one in told.raised] == [(2_000_000 * SHARE, 20_000 * DOLLAR)]


def test_a_decision_carries_what_was_paid_with_the_shares(store: Store) -> None:
    hand = Hand(store)
    hand.people(4)
    hand.issue(BOB, "Bob")
    hand.place(BOB, CAROL, 300, 10 * CENT, 0)
    bought = hand.at
    hand.say("Ledger", "CostSet", token=BOB, person=CAROL, serial=0, cost=0)
    hand.say(
        "Ledger", "LotForced", token=BOB, sender=CAROL, receiver=ME, units=100 * SHARE, cost=0,
        acquired=bought, unlocks=0, from_serial=0, serial=0,
    )  # fmt: skip
    with hand.view(CAROL) as view:
        told = history(view)
        agree(view, told)
        (gone,) = told.disposals
    assert (gone.how, gone.proceeds, gone.cost, gone.gain) == (DECISION, 0, 10 * DOLLAR, 0)
    with hand.view(ME) as view:
        told = history(view)
        agree(view, told)
    (came,) = told.purchases
    assert (came.how, came.cost, came.counted, came.seller.id) == (DECISION, 10 * DOLLAR, 0, CAROL)
    assert told.lots[-1][0].acquired == bought


def test_an_issuer_buys_back_into_no_lot(store: Store) -> None:
    hand = Hand(store)
    hand.people(2)
    hand.issue(ME, "Me")
    hand.place(ME, BOB, 100, 10 * CENT)
    assert sell(hand, ME, BOB, ME, 40 * SHARE, 20 * CENT)
    with hand.view(ME) as view:
        told = history(view)
        agree(view, told)
    (back,) = told.purchases
    assert (back.how, back.lot, back.units) == (BUY_BACK, None, 40 * SHARE)


def test_on_a_chain_everybody_agrees_with_the_ledger(world: World, store: Store) -> None:
    for name in ("alice", "bob", "carol", "dan", "eve"):
        world.join(name)
    world.issue("alice", "Alice Moreau", b"the terms")
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT + 7, {"alice": 200_000, "carol": 150_000, "dan": 100_000})
    world.raise_all("alice", 3 * CENT, {"carol": 300_000, "dan": 100_000, "eve": 200_000})
    world.raise_all("bob", 3 * CENT + 1, {"alice": 70_000, "carol": 60_000, "dan": 60_000})
    world.sell("alice", "bob", 220_003, 3 * CENT)
    world.buy("eve", "bob", 250_000, 4 * CENT + 13)
    world.skip(49 * HOUR)
    world.settle("bob")
    check_against_chain(world, store)
    now = world.now()
    for name in world.people:
        with open_view(store, world.address(name), now) as view:
            agree(view, history(view))
    with open_view(store, world.address("alice"), now + DAY) as view:
        assert len(history(view).disposals) == 2


def test_on_a_chain_claims_and_siphons_are_in_the_year_that_they_fell_in(
    world: World, store: Store
) -> None:
    for name in ("alice", "bob", "carol"):
        world.join(name)
    world.issue("alice", "Alice Moreau")
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT, {"alice": 300_000, "carol": 1})
    world.raise_all("alice", 2 * CENT, {"carol": 900_001})
    world.act("bob", "Ledger", "distribute", 777 * DOLLAR, NO_PERMIT)
    bob, alice, carol = (world.people[name] for name in ("bob", "alice", "carol"))
    world.act("alice", "Ledger", "claim_many", [bob], alice)
    world.act("carol", "Ledger", "claim", alice, carol)
    check_against_chain(world, store)
    for name, token in (("alice", bob), ("carol", alice)):
        with open_view(store, world.address(name), world.now()) as view:
            said = statement(view, year_of(view.now, UTC), UTC)
            (one,) = said.received
            held = view.tables.row(
                "SELECT * FROM position WHERE token = ? AND person = ?", token, view.me
            )
        assert held is not None and said.totals.received == held["received"] == one.amount > 0
        assert one.kept == one.amount - one.passed_on
        assert said.totals.shared == said.totals.passed_on == one.passed_on
        assert (name == "alice") == bool(one.passed_on)


def test_who_never_joined_has_no_history(store: Store) -> None:
    with Hand(store).view(9) as view:
        told = history(view, (0, 5))
    assert told.lots == ((), (), ()) and not told.purchases and not told.disposals
