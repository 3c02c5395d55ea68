"""What is held through others, in books made by hand."""

from __future__ import annotations

from tests.books.hand import CENT, DAY, Hand
from wallet.base.money import DOLLAR
from wallet.books.store import Store
from wallet.books.through import PARTS, behind, through

MILLION = 1_000_000


def _network(store: Store) -> Hand:
    """Alice (1) holds 20 % of Bob (2), who holds 30 % of Carol (3), who holds 10 % of Alice.
    Alice holds 4 % of Carol herself; Dan (4) holds 5 % of Bob. Eve (5) is apart."""
    hand = Hand(store)
    hand.people(5)
    for number, name in enumerate(("Alice", "Bob", "Carol"), 1):
        hand.issue(number, name)
    hand.place(2, 1, 2 * MILLION, CENT)
    hand.place(3, 2, 3 * MILLION, CENT)
    hand.place(1, 3, MILLION, CENT)
    hand.place(3, 1, 400_000, CENT)
    hand.place(2, 4, 500_000, CENT)
    return hand


def test_a_dollar_comes_by_every_way(store: Store) -> None:
    hand = _network(store)
    hand.say("Ledger", "ReferenceSet", token=3, price=10 * CENT)
    with hand.view(1) as view:
        seen = through(view)
    bob, carol = seen.rows
    assert (bob.person.name, bob.owned, bob.hops) == ("Bob", PARTS // 5, 1)
    # 4 % directly, and a fifth of the thirty per cent that Bob holds.
    assert (carol.person.name, carol.owned) == ("Carol", PARTS // 10)
    assert carol.hops == 1
    # Of my own dollar 10 % go to Carol; 10 % of those come back, and so on.
    keeps, again = 0.9, 1 / (1 - 0.1 * 0.1)
    assert abs(seen.worth / PARTS - keeps * again) < 1e-9
    assert seen.keeps == PARTS * 9 // 10
    assert abs(carol.worth / PARTS - 0.1 * keeps * again) < 1e-9
    assert carol.value == 40_000 * DOLLAR and carol.at_stake == 100_000 * DOLLAR
    assert bob.value is None and bob.at_stake is None  # no price: not known, never zero
    assert seen.people == 2


def test_who_lies_behind_a_number(store: Store) -> None:
    hand = _network(store)
    with hand.view(1) as view:
        carol, me, eve = behind(view, 3), behind(view, 1), behind(view, 5)
    by_bob, directly = carol.legs
    assert (by_bob.person.id, by_bob.held, by_bob.by_way) == (2, PARTS * 3 // 10, PARTS * 6 // 100)
    assert (directly.person.id, directly.by_way) == (1, PARTS * 4 // 100)
    assert sum(leg.by_way for leg in carol.legs) == carol.row.owned
    assert [leg.person.id for leg in carol.holds] == [1]
    assert me.me and me.legs == () and [leg.person.id for leg in me.holds] == [2, 3]
    assert eve.row.owned == 0 and eve.row.hops == -1 and eve.legs == eve.holds == ()


def test_what_is_kept_is_made_again_when_shares_move(store: Store) -> None:
    hand = _network(store)
    with hand.view(1) as view:
        before = through(view).rows[0].owned
    hand.place(2, 1, MILLION, CENT, serial=1)
    with hand.view(1) as view:
        assert through(view).rows[0].owned == before + PARTS // 10
    with hand.view(4) as view:  # and for another person
        assert [(row.person.id, row.hops) for row in through(view).rows] == [(2, 1), (3, 2), (1, 3)]


def test_what_is_missed_when_a_debtor_does_not_pay(store: Store) -> None:
    hand = _network(store)
    hand.say(
        "Companies", "DebtOpened", debt=1, exit=1, issuer=3, gain=10_000 * DOLLAR,
        due=hand.at + 30 * DAY, creditor=0, rate=10,
    )  # fmt: skip
    hand.say(
        "Companies", "DebtOpened", debt=2, exit=0, issuer=4, gain=50 * DOLLAR,
        due=hand.at + 30 * DAY, creditor=2, rate=10,
    )  # fmt: skip
    with hand.view(1) as view:
        rows = {row.person.id: row for row in through(view).rows}
    # Carol owes 34 % of the gain to her holders: of all of it, 10 % would reach me.
    assert rows[3].owed_me == 1_000 * DOLLAR
    assert rows[2].owed_me == 0
    # Nothing that Dan gains reaches me; of what he owes Bob a fifth would.
    assert (rows[4].owned, rows[4].owed_me, rows[4].hops) == (0, 10 * DOLLAR, -1)


def test_concentration(store: Store) -> None:
    hand = _network(store)
    with hand.view(1) as view:
        none = through(view).concentration
    assert none.largest is None and none.even_hundredths is None and none.unpriced == 2
    hand.say("Ledger", "ReferenceSet", token=3, price=15 * CENT)  # 60,000 dollars
    hand.say("Ledger", "ReferenceSet", token=2, price=CENT)  # 20,000 dollars
    with hand.view(1) as view:
        found = through(view).concentration
    assert found.largest is not None and found.largest.name == "Carol"
    assert found.largest_permyriad == 7_500 and found.unpriced == 0
    assert found.even_hundredths == 160  # 1 / (0.75 ** 2 + 0.25 ** 2)


def test_somebody_who_holds_nothing(store: Store) -> None:
    hand = _network(store)
    with hand.view(5) as view:
        seen, own = through(view), behind(view, 5)
    assert seen.rows == () and seen.worth == PARTS and seen.keeps == PARTS
    assert own.me and own.row.worth == PARTS
