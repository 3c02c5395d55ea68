"""Everything that happened, narrowed by kind, person, time and words, as far back as is asked."""

from __future__ import annotations

import pytest

from tests.books.hand import CENT, DAY, Hand, account_of
from wallet.books.activity import Narrow, activity
from wallet.books.store import Store


@pytest.fixture
def hand(store: Store) -> Hand:
    """I am 3, hold Ann (1) and Bea (2), and paid person 4."""
    made = Hand(store)
    made.people(5)
    made.issue(1, "Ann Lee")
    made.issue(2, "Bea Sol")
    made.place(1, 3, 50_000, 10 * CENT)
    made.at += 40 * DAY
    made.place(2, 3, 40_000, 10 * CENT)
    made.buy_order(1, 3, 5_000, 9 * CENT, 1)
    made.say("Dollar", "Transfer", sender=account_of(3), receiver=account_of(4), amount=7_000_000)
    return made


def sentences(hand: Hand, most: int = 200, **wanted: object) -> list[str]:
    with hand.view(3) as view:
        return [one.sentence for one in activity(view, (), most, Narrow(**wanted))]  # type: ignore[arg-type]  # as they are named


def test_it_is_narrowed_by_kind_person_time_and_words(hand: Hand) -> None:
    everything = sentences(hand)
    assert len(everything) == 5 and everything[0] == "You sent $7.00."
    assert sentences(hand, kind="money") == ["You sent $7.00."]
    assert len(sentences(hand, person=1)) == 2 and len(sentences(hand, person=2)) == 1
    assert sentences(hand, person=4) == ["You sent $7.00."]
    assert sentences(hand, person=5) == []
    recent = hand.at - DAY
    assert len(sentences(hand, since=recent)) == 3 and len(sentences(hand, until=recent)) == 2
    assert len(sentences(hand, words="BEA sol")) == 1
    assert sentences(hand, words="ann", person=2) == []


def test_each_thing_is_told_once_and_what_is_asked_for_is_the_latest(hand: Hand) -> None:
    everything = sentences(hand)
    with hand.store.writing() as tables:  # an event that names the account as well as the person
        tables.add("involved", who=account_of(3), block=hand.block - 1, log=0)
    assert sentences(hand) == everything
    assert sentences(hand, most=2) == everything[:2]
