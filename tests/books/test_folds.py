"""Folds, event by event, from events made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import CENT, DAY, START, Hand, account_of
from wallet.base.money import ALL_SHARES, DOLLAR, SHARE
from wallet.books import holdings
from wallet.books.folds import FOLDS, QUIET
from wallet.books.folds_lots import take_lots
from wallet.books.happened import TELLERS, tell
from wallet.books.rows import in_hand
from wallet.books.store import Store
from wallet.books.sums import due_now, passes_on
from wallet.books.writing import Gap
from wallet.chain.logs import Event
from wallet.contracts.bindings import contract
from wallet.contracts.wiring import CONTRACTS

NAMES = tuple(name for name in CONTRACTS if name != "Face")

AUTHORITY_SET = {
    (name, "AuthoritySet") for name in NAMES if "AuthoritySet" in contract(name).events
}

FOLDED_ELSEWHERE = {
    # The ledger's `Transfer` and `Pulled` repeat what Sold, Placed, Issued and the dollar say.
    ("Ledger", "Transfer"),
    ("Ledger", "Pulled"),
    ("Ledger", "Paid"),
    ("Ledger", "Garnished"),
    # The new cost comes with the ledger's `CostSet`.
    ("Offering", "Believed"),
    ("Companies", "CostConfirmed"),
    # Of no figure that is shown.
    ("Registry", "TagAdded"),
    ("Registry", "WorldIdSet"),
    ("Compliance", "RaiseCounted"),
    ("Compliance", "InvestmentCounted"),
    ("Compliance", "ResaleLimited"),
    ("Watching", "BondReturned"),
    ("Watching", "BondWon"),
    ("Disputes", "BondReturned"),
    ("Disputes", "MadeWhole"),  # with the debt that it opens
    ("Auction", "BoughtBack"),
    ("Members", "OpinionScored"),
    ("Authority", "PowersRenewed"),
    ("Authority", "PowerGranted"),
    ("Companies", "Wired"),
    ("Dollar", "Approval"),
    ("Dollar", "Blacklisted"),
    ("Dollar", "Paused"),
} | AUTHORITY_SET

UNTOLD = {
    # Told with the reason, by what comes with it, or of no use to a person.
    ("Registry", "VerifierSet"),
    ("Ledger", "Terms"),
    ("Ledger", "Pulled"),
    ("Ledger", "Paid"),
    ("Ledger", "DueSet"),
    ("Ledger", "Reserved"),
    ("Ledger", "LotMoved"),
    ("Ledger", "FaceMade"),
    ("Ledger", "Transfer"),
    ("Ledger", "HolderCounted"),
    ("Registry", "WorldIdSet"),
    ("Registry", "MemberAdded"),
    ("Compliance", "RaiseCounted"),
    ("Compliance", "InvestmentCounted"),
    ("Compliance", "ResaleLimited"),
    ("Members", "OpinionScored"),
    ("Authority", "PowerGranted"),
    ("Authority", "OperatorSet"),
    ("Offering", "Taken"),
    ("Offering", "Believed"),
    ("Auction", "AuctionPriced"),
    ("Auction", "OrdersRaised"),
    ("Auction", "BoughtBack"),  # with the sale
    ("Companies", "ExitDecided"),  # by the disputes
    ("Companies", "DebtJoined"),
    ("Companies", "CostConfirmed"),
    ("Companies", "Wired"),
    ("Dollar", "Approval"),
    ("Dollar", "Blacklisted"),
    ("Dollar", "Paused"),
} | AUTHORITY_SET


def every_event() -> list[tuple[str, str]]:
    return [(name, event) for name in NAMES for event in contract(name).events]


@pytest.fixture
def hand(store: Store) -> Hand:
    return Hand(store)


def test_no_event_is_forgotten() -> None:
    known = set(every_event())
    assert set(FOLDS) | FOLDED_ELSEWHERE == known
    assert not set(FOLDS) & FOLDED_ELSEWHERE
    assert set(TELLERS) | UNTOLD == known
    assert not set(TELLERS) & UNTOLD
    assert QUIET < UNTOLD


def value_of(kind: str, name: str) -> Any:
    base, bracket, size = kind.rpartition("[")
    if bracket:
        return [value_of(base, name)] * int(size[:-1] or 2)
    if name in ("kind", "reason", "side"):
        return 4 if name == "kind" else 1
    if kind.startswith("uint"):
        return 1 if name in ("token", "person", "offering", "stake", "exit", "issuer") else 2
    if kind == "bool":
        return True
    if kind == "address":
        return account_of(1)
    return "text" if kind == "string" else "0x00"


@pytest.mark.parametrize(("name", "event"), every_event(), ids=str)
@pytest.mark.parametrize("me", [1, 2])
def test_every_event_is_told_in_a_sentence(hand: Hand, name: str, event: str, me: int) -> None:
    """To whom it is about and to another, with the fields that the ABI says it has."""
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    inputs = contract(name).events[event]["inputs"]
    fields = {one["name"]: value_of(one["type"], one["name"]) for one in inputs}
    happened = Event(9_000, "0x", "0x", 0, hand.at, name, event, fields)
    with hand.view(me) as view:
        told = tell(view, happened)
    if (name, event) in UNTOLD:
        assert told is None
    elif told is not None:
        assert told.sentence.endswith(".") and told.sentence[:1].isupper()
        assert told.kind and "0x" not in told.sentence + told.detail
        assert "None" not in told.sentence + told.detail


def test_ids_have_no_gaps_and_unknown_things_are_gaps(hand: Hand) -> None:
    hand.join(1)
    with pytest.raises(Gap):
        hand.join(3)
    with pytest.raises(Gap):
        hand.siphon(7, 100)
    with pytest.raises(Gap):
        hand.say("Companies", "DebtPaid", debt=1, issuer=1, amount=1, gain_left=0)


def test_standing_follows_freezes_bans_and_time(hand: Hand) -> None:
    hand.join(1, expires=START + 10 * DAY)

    def standing(now: int) -> str:
        with hand.view(now=now) as view:
            return view.person(1).standing

    assert standing(START + DAY) == "active"
    assert standing(START + 10 * DAY) == "expired"
    hand.say("Registry", "Frozen", person=1, until=START + 5 * DAY)
    assert standing(START + DAY) == "frozen"
    assert standing(START + 5 * DAY) == "active"
    hand.say("Registry", "Banned", person=1)
    assert standing(START + DAY) == "banned"
    hand.say("Registry", "Unbanned", person=1)
    assert standing(START + DAY) == "frozen"


def test_names_are_published_or_ones_own_or_plain(hand: Hand) -> None:
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    with hand.view() as view:
        assert [view.name_of(number) for number in (0, 1, 2, 9)] == [
            "Nobody", "Alice Moreau", "Person 2", "Person 9",
        ]  # fmt: skip


def test_a_part_of_a_lot_takes_its_part_of_the_cost(hand: Hand) -> None:
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    hand.place(1, 2, 1_000, 7 * CENT, serial=0)
    hand.place(1, 2, 500, 9 * CENT, serial=1, unlocks=hand.at + DAY)
    hand.say("Ledger", "Reserved", token=1, person=2, reserved=333 * SHARE)
    hand.say(
        "Ledger", "Sold", token=1, seller=2, buyer=3, units=333 * SHARE, paid=10, proceeds=9,
        cost=23_310_000, gain=0, siphon=0, serial=0, believed=10, unlocks=0,
    )  # fmt: skip
    with hand.store.reading() as tables:
        left = [(lot["units"] // SHARE, lot["cost"]) for lot in holdings.lots(tables, 1, 2)]
        assert left == [(667, 46_690_000), (500, 45_000_000)]
        assert holdings.position(tables, 1, 2)["reserved"] == 0
        assert [lot["cost"] for lot in holdings.lots(tables, 1, 3)] == [10]


def test_locked_lots_are_passed_over(hand: Hand) -> None:
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    hand.place(1, 2, 100, CENT, serial=0, unlocks=hand.at + 10 * DAY)
    hand.place(1, 2, 100, 2 * CENT, serial=1)
    with hand.store.writing() as tables, in_hand(tables) as rows:
        cost, paid = take_lots(rows, 1, 2, 50 * SHARE, hand.at)
        assert cost == paid == DOLLAR
        rows.flush()
        assert [lot["serial"] for lot in holdings.lots(tables, 1, 2)] == [0, 1]
        with pytest.raises(ValueError, match="less than was sold"):
            take_lots(rows, 1, 2, 51 * SHARE, hand.at)


def test_buying_after_a_gain_was_shared_earns_none_of_it(hand: Hand) -> None:
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    hand.place(1, 2, 1_000_000, CENT)
    hand.siphon(1, 1_000 * DOLLAR)
    hand.place(1, 3, 1_000_000, CENT)
    with hand.store.reading() as tables:
        acc = holdings.accumulator(tables, 1)
        owed = [holdings.claimable(holdings.position(tables, 1, who), acc) for who in (1, 2, 3)]
    assert owed == [0, 100 * DOLLAR - 1, 0]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(2, 4), st.integers(1, 900_000)), min_size=1, max_size=6),
    st.lists(st.integers(1, 10**12), min_size=1, max_size=4),
)
def test_what_is_claimable_never_passes_what_was_shared(
    tmp_path_factory: pytest.TempPathFactory, bought: list[tuple[int, int]], gains: list[int]
) -> None:
    store = Store(tmp_path_factory.mktemp("hand") / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(4)
    hand.issue(1, "Alice Moreau")
    for turn, (buyer, units) in enumerate(bought):
        hand.place(1, buyer, units, CENT, serial=turn)
        hand.siphon(1, gains[turn % len(gains)])
    with store.reading() as tables:
        acc = holdings.accumulator(tables, 1)
        rows = tables.rows("SELECT * FROM position")
        shared = sum(row["amount"] for row in tables.rows("SELECT * FROM share"))
        assert sum(holdings.claimable(row, acc) for row in rows) <= shared
        assert sum(row["units"] for row in rows) == ALL_SHARES
    store.close()


def test_a_release_of_the_surplus_leaves_the_rest_of_a_bid(hand: Hand) -> None:
    hand.people(3)
    hand.issue(1, "Alice Moreau")
    hand.place(1, 2, 1_000, CENT)
    hand.open_auction(1)
    hand.sell_order(1, 2, 400, CENT, 0)
    hand.buy_order(1, 3, 1_000, 2 * CENT, 1)
    hand.say("Ledger", "Reserved", token=1, person=2, reserved=400 * SHARE)
    hand.say(
        "Ledger", "Sold", token=1, seller=2, buyer=3, units=400 * SHARE, paid=6 * DOLLAR,
        proceeds=6 * DOLLAR, cost=4 * DOLLAR, gain=0, siphon=0, serial=0, believed=0, unlocks=0,
    )  # fmt: skip
    hand.say(
        "Auction", "OrderReleased", token=1, person=3, side=2, units=0, money=2 * DOLLAR, reason=4
    )
    with hand.store.reading() as tables:
        left = tables.rows("SELECT person, units, money FROM ask")
    assert [tuple(row) for row in left] == [(3, 600 * SHARE, 12 * DOLLAR)]


def test_sums_follow_the_rules() -> None:
    whole = ALL_SHARES
    assert passes_on(100 * DOLLAR, 0) == 0
    assert passes_on(100 * DOLLAR, whole // 5) == 20 * DOLLAR
    assert passes_on(3, 1) == 1  # rounded up, in the pool's favour
    assert due_now(96_000 * DOLLAR, START, whole // 10, START) == (9_600 * DOLLAR, 0)
    amount, interest = due_now(96_000 * DOLLAR, START, whole // 10, START + 365 * DAY)
    assert (amount, interest) == (10_560 * DOLLAR, 960 * DOLLAR)
    assert due_now(96_000 * DOLLAR, START, 0, START) == (0, 0)


def test_large_numbers_survive_their_columns(hand: Hand) -> None:
    hand.people(1)
    hand.issue(1, "Alice Moreau")
    price = 2**64 - 1
    hand.say("Ledger", "ReferenceSet", token=1, price=price)
    with hand.store.reading() as tables:
        row = tables.row("SELECT reference FROM token")
        kept = tables.row("SELECT fields FROM event WHERE name = 'ReferenceSet'")
    assert row is not None and row["reference"] == price
    assert kept is not None and json.loads(kept["fields"])["price"] == price
