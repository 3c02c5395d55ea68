"""The cap table: sums to all there is, ends where the tables are, and is the chain's at blocks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import CENT, DAY, START, Hand
from tests.books.test_disposals import sell
from tests.books.world import World, check_against_chain
from wallet.base.clock import HOUR
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, DOLLAR, SHARE
from wallet.books.cap_table import CapTable, cap_table
from wallet.books.rows import in_hand
from wallet.books.store import Store
from wallet.books.token import holders_of
from wallet.books.view import View, open_view
from wallet.books.writing import write
from wallet.chain.logs import Event

ME, BOB, CAROL, DAN = 1, 2, 3, 4


def agree(view: View, token: int) -> CapTable:
    """The table of now ends where the books are, and each of its cuts sums to what is held."""
    said = cap_table(view, token)
    assert said is not None
    rows = view.tables.rows(
        "SELECT * FROM lot WHERE token = ? ORDER BY person, serial", token
    )  # fmt: skip
    assert [
        (one.person.id, one.serial, one.units, one.paid, one.counted, one.acquired)
        for one in said.lots
    ] == [
        (row["person"], row["serial"], row["units"], row["paid"], row["cost"], row["acquired"])
        for row in rows
    ]
    held = {one.person.id: one for one in said.holders if not one.own}
    for row in holders_of(view, token):
        if row.units:
            one = held.pop(row.person.id)
            assert (one.units, one.since, one.unlocks) == (row.units, row.since, row.unlocks)
    assert not held
    assert sum(one.units for one in said.holders) == said.units == ALL_SHARES
    for cut in (said.raises, said.lockups, said.lots):
        assert sum(one.units for one in cut) == said.outside_units
    assert sum(one.units for one in said.lockups if one.until) == said.locked
    return said


STEP = st.tuples(
    st.sampled_from(["place", "join", "sell", "sell", "back", "move", "force"]),
    st.integers(1, 90_000),
    st.integers(1, 10**12),
    st.sampled_from([CAROL, DAN, ME]),
    st.booleans(),
)


@settings(max_examples=30)
@given(steps=st.lists(STEP, min_size=4, max_size=16))
def test_whatever_happens_it_sums_and_every_block_can_be_had_again(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    store = Store(tmp_path_factory.mktemp("books") / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(4)
    hand.issue(BOB, "Bob")
    serials = {ME: 0, CAROL: 0, DAN: 0}
    kept: list[tuple[int, int, CapTable]] = []
    hand.place(BOB, ME, 50_000, CENT, 0, unlocks=hand.at + DAY)
    for what, units, price, who, locked in steps:
        serials[who] += 1
        other = {ME: CAROL, CAROL: DAN, DAN: ME}[who]
        if what == "place":
            until = hand.at + 30 * DAY if locked else 0
            hand.place(BOB, who, units, price, serials[who], unlocks=until)
        elif what == "join":
            hand.place(BOB, who, units, price, serials[who] - 1)
        elif what == "sell":
            sell(hand, BOB, other, who, units * SHARE // 7, price, serials[who])
        elif what == "back":
            sell(hand, BOB, who, BOB, units * SHARE // 3, price, hand.block)
        else:
            shift(hand, what, who, other, serials[who])
        with hand.view(BOB) as view:
            kept.append((hand.block, hand.at, agree(view, BOB)))
    with hand.view(BOB) as view:
        for block, at, then in kept:
            again = cap_table(view, BOB, block)
            assert again == then and again.at == at
    store.close()


def shift(hand: Hand, what: str, who: int, other: int, serial: int) -> None:
    """Move a lot within a position, or half of it to somebody else by a decision."""
    with hand.store.reading() as tables:
        lots = tables.rows("SELECT * FROM lot WHERE person = ? ORDER BY serial", who)
    if not lots:
        return
    lot = lots[-1]
    if what == "move":
        hand.say(
            "Ledger", "LotMoved", token=BOB, person=who, old_serial=lot["serial"],
            new_serial=max(serial, lot["serial"]) + 100,
        )  # fmt: skip
        return
    units = (lot["units"] + 1) // 2
    hand.say(
        "Ledger", "LotForced", token=BOB, sender=who, receiver=other, units=units,
        cost=lot["cost"] * units // lot["units"], acquired=lot["acquired"],
        unlocks=lot["unlocks"], from_serial=lot["serial"], serial=9_000 + hand.block,
    )  # fmt: skip


def test_shares_keep_the_raise_that_they_came_from(store: Store) -> None:
    hand = Hand(store)
    hand.people(4)
    hand.issue(BOB, "Bob")
    for number, units in ((1, 1_000), (2, 3_000)):
        hand.say(
            "Offering", "OfferingOpened", offering=number, issuer=BOB, units_min=1, units_max=2,
            price=number * CENT, deadline=hand.at + DAY, regime=0, lockup=0, terms_hash="0x",
        )  # fmt: skip
        hand.say(
            "Offering", "Committed", offering=number, entry=0, person=ME, units=units * SHARE,
            paid=units * DOLLAR,
        )  # fmt: skip
        hand.place(BOB, ME, units, number * CENT, number)
        hand.block -= 1  # what the offering says next stands in the same transaction
        taken = {"units": units * SHARE, "paid": units * number * DOLLAR // 100, "serial": number}
        said_in_one(hand, offering=number, entry=0, person=ME, **taken)
    assert sell(hand, BOB, ME, CAROL, 1_500 * SHARE, 5 * CENT, 0)
    assert sell(hand, BOB, CAROL, BOB, 1_200 * SHARE, 5 * CENT)
    with hand.view(BOB) as view:
        said = agree(view, BOB)
    first, second = said.raises
    assert (first.offering, second.offering) == (1, 2)
    assert (first.price, first.sold_units, first.money) == (CENT, 1_000 * SHARE, 10 * DOLLAR)
    # First in, first out: what Carol bought and gave back is the whole of the first raise.
    assert (first.units, first.returned, first.holders) == (0, 1_000 * SHARE, 0)
    assert (second.units, second.returned, second.holders) == (2_800 * SHARE, 200 * SHARE, 2)
    assert said.own_units == ALL_SHARES - 2_800 * SHARE


def said_in_one(hand: Hand, **taken: Any) -> None:
    """The offering says in the block of the last placement what was taken."""
    hand.block += 1
    mark = f"0x{hand.block:064x}"
    event = Event(hand.block, mark, mark, 1, hand.at, "Offering", "Taken", taken)
    with hand.store.writing() as tables, in_hand(tables) as rows:
        write(tables, rows, [event])


def test_a_block_of_before_the_token_or_after_the_books_has_no_table(store: Store) -> None:
    hand = Hand(store)
    hand.people(2)
    hand.issue(BOB, "Bob")
    hand.place(BOB, ME, 10, CENT, unlocks=START + 400 * DAY)
    with hand.view(BOB) as view:
        assert cap_table(view, ME) is None and cap_table(view, BOB, 2) is None
        issued = cap_table(view, BOB, 3)
        assert issued is not None and len(issued.holders) == 1 and issued.raises == ()
        for block in (-1, hand.block + 1, 2**70):
            with pytest.raises(WalletError) as caught:
                cap_table(view, BOB, block)
            assert caught.value.code == "cap.block"
        now = cap_table(view, BOB)
    assert now is not None and now.locked == 10 * SHARE
    with hand.view(BOB, now=START + 400 * DAY) as view:
        later = cap_table(view, BOB)
    assert later is not None and later.locked == 0 and later.lockups[0].until is None


def test_at_any_block_it_is_what_the_chain_says_of_that_block(world: World, store: Store) -> None:
    for name in ("alice", "bob", "carol", "dan", "eve"):
        world.join(name)
    world.issue("bob", "Bob Okafor")
    world.raise_all("bob", 2 * CENT + 7, {"alice": 200_000, "carol": 150_000, "dan": 100_000})
    world.raise_all("bob", 3 * CENT + 1, {"alice": 70_000, "carol": 60_000, "dan": 60_000})
    world.sell("alice", "bob", 220_003, 3 * CENT)
    world.buy("eve", "bob", 250_000, 4 * CENT + 13)
    world.skip(49 * HOUR)
    world.settle("bob")
    check_against_chain(world, store)
    bob = world.people["bob"]
    with open_view(store, world.address("bob"), world.now()) as view:
        said = agree(view, bob)
        assert [one.offering for one in said.raises] == [1, 2]
        assert sum(one.sold_units for one in said.raises) == 640_000 * SHARE
        told = view.tables.rows(
            "SELECT DISTINCT block FROM event WHERE contract = 'Ledger' AND name IN"
            " ('Issued', 'Placed', 'Sold')"
        )
        asked = 0
        for row in told:
            table = cap_table(view, bob, row["block"])
            assert table is not None
            held = {one.person.id: one.units for one in table.holders}
            people = list(world.people.values())
            views: list[Any] = [("Ledger", "balance_of", (bob, one)) for one in people]
            chain = world.chain.read_many(views, row["block"])
            assert chain == [held.get(one, 0) for one in people]
            asked += 1
    assert asked >= 3
