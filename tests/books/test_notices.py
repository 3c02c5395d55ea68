"""What is worth telling who is not looking: of what they hold and bid for, and of near dates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.books.hand import CENT, DAY, START, Hand, account_of
from wallet.base.money import DOLLAR, SHARE
from wallet.books.notices import FIRST, KINDS, Notice, notices, plain_name
from wallet.books.store import Store
from wallet.books.view import View

HASH = "0x" + "ab" * 32


@pytest.fixture
def hand(store: Store) -> Hand:
    """I am 3 and hold Ann (1), of whom person 4 holds as much; nobody holds Bea (2)."""
    made = Hand(store)
    made.people(6)
    made.issue(1, "Ann Lee")
    made.issue(2, "Bea Sol")
    for buyer in (3, 4):
        made.place(1, buyer, 500_000, 10 * CENT)
    return made


def told(hand: Hand, me: int = 3, follows: tuple[int, ...] = (), **more: Any) -> list[Notice]:
    with hand.view(me, **more) as view:
        seen = View(view.tables, view.me, view.account, view.now, follows=frozenset(follows))
        return [one for one in notices(seen, 0) if "identity check" not in one.sentence]


def sentences(*args: Any, **more: Any) -> list[str]:
    return [one.sentence for one in told(*args, **more)]


def publish(hand: Hand, number: int, subject: int) -> None:
    hand.say("Authority", "Published", decision=number, kind=3, subject=subject, origin=0,
             author=0, target=account_of(900), data="0x", call_hash=HASH, reason_hash=HASH,
             uri="https://evil", ready=hand.at + 21 * DAY, ends=hand.at + 35 * DAY, last_rank=0,
             members=40, needed=8, quorum=0)  # fmt: skip


def test_a_distribution_says_what_is_mine_of_it(hand: Hand) -> None:
    hand.siphon(1, 1_000 * DOLLAR)
    hand.siphon(2, 1_000 * DOLLAR)
    (one,) = told(hand)
    assert one.sentence == "Ann Lee shared a gain: $49.99 more are yours to claim."
    assert (one.kind, one.page) == ("distribution", "distributions")
    assert not told(hand, me=1) and not told(hand, me=5)


def test_auctions_of_what_i_hold_or_bid_for(hand: Hand) -> None:
    hand.open_auction(1)
    hand.open_auction(2)
    (one,) = told(hand)
    assert one.sentence.startswith("An auction of shares of Ann Lee has begun; it ends ")
    assert (one.kind, one.page, one.target) == ("auction", "auctions", 1)
    hand.buy_order(2, 5, 2_000, 9 * CENT, 1)
    assert [notice.target for notice in told(hand, me=5)] == [2]
    assert sentences(hand, me=2)[0].startswith("An auction of your shares")
    hand.say("Auction", "AuctionSettled", token=1, number=1, price=12 * CENT, units=9, money=1)
    assert sentences(hand)[-1] == "The auction of shares of Ann Lee settled at $0.12 a share."


def test_what_happened_before_i_held_is_no_news(hand: Hand) -> None:
    hand.siphon(1, 1_000 * DOLLAR)
    hand.place(1, 5, 1_000, 10 * CENT)
    assert not told(hand, me=5)


def test_a_decision_about_somebody_i_hold_is_told_once_a_step(hand: Hand) -> None:
    publish(hand, 9, 1)
    publish(hand, 10, 2)
    hand.say("Authority", "Vetoed", decision=9, person=5, vetoes=3)
    assert sentences(hand) == ["Decision 9 about Ann Lee was published."]
    hand.say("Authority", "Executed", decision=9)
    hand.say("Registry", "Banned", person=1)
    found = told(hand)
    assert [one.sentence for one in found][-1] == "Ann Lee is banned."
    assert {one.target for one in found} == {("person", 1)}
    assert sentences(hand, me=1)[0] == "Decision 9 about you was published."


def test_a_debt_is_told_a_week_and_a_day_before_and_when_it_is_late(hand: Hand) -> None:
    hand.say("Companies", "ExitFound", exit=1, owner=1, gain=10**9, closed_at=hand.at)
    hand.say("Companies", "DebtOpened", debt=4, exit=1, issuer=1, gain=10**9,
             due=hand.at + 30 * DAY, creditor=0, rate=10)  # fmt: skip
    due, keys = hand.at + 30 * DAY - 60, []
    for before in (20, 6, 3, 0.5, -2):
        found = [one for one in told(hand, me=1, now=int(due - before * DAY)) if one.kind == "debt"]
        keys += [one.key.split(":")[-1] for one in found]
    assert keys == ["week", "week", "day", "late"]
    assert not [one for one in told(hand, now=due) if one.kind == "debt"]


def test_an_attestation_that_runs_out(hand: Hand) -> None:
    hand.join(6, expires=START + 100 * DAY)
    stages = []
    for day in (10, 45, 95, 99.5, 101):
        with hand.view(6, now=int(START + day * DAY)) as view:
            stages += [one.key.split(":")[-1] for one in notices(view, 0)]
    assert stages == ["soon", "week", "day", "late"]


def test_what_is_off_at_first_can_be_wanted(hand: Hand) -> None:
    hand.say("Offering", "OfferingOpened", offering=1, issuer=2, units_min=SHARE,
             units_max=9 * SHARE, price=5 * CENT, deadline=hand.at + DAY, regime=1, lockup=0,
             terms_hash=HASH)  # fmt: skip
    hand.say("Offering", "Committed", offering=1, entry=0, person=4, units=SHARE, paid=50_000)
    assert not told(hand)
    (followed,) = told(hand, follows=(2,))
    assert followed.sentence == "Bea Sol raises money, at $0.05 a share."
    (mine,) = told(hand, me=2)
    assert mine.sentence == "Person 4 committed $0.05 to your raise."
    assert {followed.kind, mine.kind} & FIRST == set() and set(KINDS) > FIRST


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann <b>Lee</b>", "Ann b Lee b"),
        ("Click https://evil.example/a?b=1 now", "Click https evil.example a b 1 now"),
        ("\u202eeeL nnA\u0000\n", "eeL nnA"),
        ("Zoë O’Brien-Šimić", "Zoë O’Brien-Šimić"),
        ("\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e"),
        ("x" * 400, "x" * 39 + "…"),
        ("🎁🎁 $1,000,000", "1 000 000"),
        ("<>", ""),
    ],
)
def test_a_name_is_plain_and_not_long(name: str, shown: str) -> None:
    assert plain_name(name) == shown


def test_no_other_text_of_the_chain_is_told(hand: Hand) -> None:
    hand.issue(5, "<a href='https://evil'>You won</a>" + "x" * 100)
    hand.place(5, 3, 500_000, 10 * CENT)
    publish(hand, 11, 5)
    hand.siphon(5, 1_000 * DOLLAR)
    hand.open_auction(5)
    for sentence in sentences(hand):
        assert not set("<>&/:=") & set(sentence.replace(" a gain: $", "").replace(" at ", " "))
        assert "://" not in sentence and len(sentence) < 160
