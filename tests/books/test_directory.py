"""The directory of people: as the books, after news, a restart and another history."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books.hand import CENT, DAY, Hand
from wallet.base.errors import WalletError
from wallet.books.directory import Directory, _numbers
from wallet.books.finding import ORDERS, Wanted
from wallet.books.index import roll_back
from wallet.books.people import PersonRow, found, people_rows
from wallet.books.store import Store
from wallet.books.view import View


@pytest.fixture
def hand(store: Store) -> Hand:
    return Hand(store)


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    made = Directory(tmp_path / "people.sqlite", "test")
    yield made
    made.close()


def ids(hand: Hand, directory: Directory, now: int = 0, **wanted: Any) -> list[int]:
    more: dict[str, Any] = {"now": now} if now else {}
    labels = wanted.pop("labels", {})
    directory.level(hand.store.path, labels)
    with hand.view(**more) as view:
        seen = View(view.tables, view.me, view.account, view.now, labels=labels)
        return list(found(seen, Wanted(**wanted), directory).ids)


def crowd(hand: Hand) -> None:
    hand.people(6)
    for number, name in ((1, "Ärne Blom"), (2, "Bob Okafor"), (3, "carol “The Boss” Lind")):
        hand.issue(number, name)


def test_words_find_the_beginnings_of_names_whatever_their_accents(
    hand: Hand, directory: Directory
) -> None:
    crowd(hand)
    assert ids(hand, directory) == [2, 3, 1, 4, 5, 6]
    assert ids(hand, directory, words=" okaf ") == [2]
    assert ids(hand, directory, words="arne b") == [1]
    assert ids(hand, directory, words="boss") == [3]
    assert ids(hand, directory, words="person 5") == [5]
    assert ids(hand, directory, words="6") == [6]
    assert ids(hand, directory, words="cous", labels={4: "my cousin"}) == [4]
    assert ids(hand, directory, words="nobody") == []


@pytest.mark.parametrize(
    "words", ['"', "'", "*", 'a" OR 1', "NEAR(", "name:bob", "^", "-", "\x00", "%", "🙂", "(" * 64]
)
def test_no_word_is_a_command(hand: Hand, directory: Directory, words: str) -> None:
    crowd(hand)
    assert ids(hand, directory, words=words) == []


def test_filters_follow_the_clock_and_the_news(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    hand.say("Registry", "Frozen", person=4, until=hand.at + 5 * DAY)
    hand.say("Registry", "Banned", person=5)
    hand.join(7, expires=hand.at + DAY)
    later = hand.at + 6 * DAY
    assert ids(hand, directory, standing="frozen") == [4]
    assert ids(hand, directory, standing="banned") == [5]
    assert ids(hand, directory, standing="active") == [2, 3, 1, 6, 7]
    assert ids(hand, directory, later, standing="frozen") == []
    assert ids(hand, directory, later, standing="expired") == [7]
    assert ids(hand, directory, level="world") == []
    assert ids(hand, directory, among=(3, 6, 99)) == [3, 6]
    hand.say("Ledger", "ReferenceSet", token=2, price=12 * CENT)
    hand.say("Ledger", "ReferenceSet", token=3, price=3 * CENT)
    assert ids(hand, directory, priced=True, order="price") == [2, 3]
    assert ids(hand, directory, price_to=10 * CENT) == [3]
    assert ids(hand, directory, price_from=10 * CENT) == [2]
    hand.open_auction(3)
    assert ids(hand, directory, auction=True) == [3]


def test_who_pays_promptly(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    for issuer in (1, 2, 3):
        hand.place(issuer, 4, 1_000, CENT)
        hand.say("Companies", "ExitFound", exit=issuer, owner=issuer, gain=10**9,
                 closed_at=hand.at)  # fmt: skip
        hand.say("Companies", "DebtOpened", debt=issuer, exit=issuer, issuer=issuer, gain=10**9,
                 due=hand.at + (-DAY if issuer == 2 else DAY), creditor=0, rate=10)  # fmt: skip
    assert ids(hand, directory, prompt=True) == [3, 1]
    for debt in (1, 2):
        hand.say("Companies", "DebtPaid", debt=debt, amount=10**5, gain_left=0)
    assert ids(hand, directory, prompt=True) == [3, 1]
    assert ids(hand, directory, hand.at + 2 * DAY, prompt=True) == [1]


def _figures(row: PersonRow, order: str) -> int:
    return {
        "price": row.reference or 0,
        "raised": row.raised or 0,
        "holders": row.holders,
        "joined": row.joined,
        "shared": row.shared or 0,
        "name": 0,
    }[order]


def test_the_orders_are_those_of_the_rows(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    luck = random.Random(4)
    for number in (1, 2, 3):
        for buyer in range(4, 4 + number):
            hand.place(number, buyer, luck.randint(1_000, 9_000), luck.randint(1, 9) * CENT)
        hand.say("Ledger", "ReferenceSet", token=number, price=luck.randint(1, 2**60))
    directory.level(hand.store.path)
    for order in ORDERS:
        with hand.view() as view:
            rows = people_rows(view, found(view, Wanted(order=order), directory).ids)
        figures = [_figures(row, order) for row in rows]
        assert figures == sorted(figures, reverse=True) and len(rows) == 6


def test_every_order_can_be_turned_round(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    hand.say("Ledger", "ReferenceSet", token=2, price=12 * CENT)
    hand.say("Ledger", "ReferenceSet", token=3, price=3 * CENT)
    hand.place(3, 5, 700, CENT)
    assert ids(hand, directory, turned=True) == [1, 3, 2, 6, 5, 4]
    assert ids(hand, directory, order="joined", turned=True)[0] == 1
    assert ids(hand, directory, order="price") == [2, 3, 1, 4, 5, 6]
    assert ids(hand, directory, order="price", turned=True) == [3, 2, 1, 4, 5, 6]
    assert ids(hand, directory, order="holders", turned=True)[-1] == 3
    assert ids(hand, directory, order="a word that is no order") == ids(hand, directory)


def test_what_is_not_read_comes_last_either_way(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    for number, units in ((1, 300), (2, 900), (3, 500)):
        hand.place(number, 5, units, CENT)
    directory.level(hand.store.path)
    with hand.view() as view:
        for order in ("raised", "shared"):
            for turned in (False, True):
                part = View(view.tables, view.me, "", view.now, read=frozenset({1, 3}))
                wanted = Wanted(order=order, turned=turned)
                rows = people_rows(part, found(part, wanted, directory).ids)
                assert [row.person.id for row in rows if row.raised is None] == [2]
                assert rows[-1].person.id == 2 and len(rows) == 6
                whole = people_rows(view, found(view, wanted, directory).ids)
                if order == "raised":
                    assert whole[-1 if turned else 0].person.id == 2


def test_ones_own_name_counts_where_there_is_no_other(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    labels = {5: "Älva next door", 4: "cousin", 2: "somebody with a name of his own"}
    assert ids(hand, directory, labels=labels) == [2, 3, 4, 5, 1, 6]
    assert ids(hand, directory, labels=labels, order="joined") == [6, 5, 4, 3, 2, 1]
    assert ids(hand, directory, labels={5: "Anna"})[0] == 5
    assert ids(hand, directory, labels={5: "Anna"}, words="somebody else") == []


def test_another_history_is_taken_over(hand: Hand, directory: Directory, tmp_path: Path) -> None:
    other_store = Store(tmp_path / "other.sqlite", "test")
    other = Hand(other_store)
    for one, name in ((hand, "Bob Okafor"), (other, "Bea Okafor")):
        one.people(6)
        one.issue(2, name)
        for _ in range(70):  # so that the name is further back than what is looked at again
            one.say("Ledger", "ReferenceSet", token=1, price=CENT)
    assert ids(hand, directory, words="bob") == [2]
    with other_store.writing() as tables:  # the same number of blocks, and other ones
        tables.run("UPDATE block SET hash = '0x99' || number")
    assert ids(other, directory, words="bob") == []
    assert ids(other, directory, words="bea") == [2]
    other_store.close()


def test_it_goes_on_after_a_restart_and_is_made_again_when_damaged(
    hand: Hand, tmp_path: Path
) -> None:
    crowd(hand)
    path = tmp_path / "people.sqlite"
    first = Directory(path, "test")
    assert ids(hand, first, words="bob") == [2]
    first.close()
    second = Directory(path, "test")
    hand.issue(4, "Dan Field")
    assert ids(hand, second, words="dan") == [4]
    second.close()
    path.write_bytes(b"no database" * 1_000)
    third = Directory(path, "test")
    assert ids(hand, third, words="dan") == [4]
    third.close()
    fourth = Directory(path, "another network")
    assert ids(hand, fourth, words="dan") == [4]
    fourth.close()


def test_news_of_a_few_leaves_the_rest_as_it_is(
    hand: Hand, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(hand)
    assert ids(hand, directory)
    for _ in range(70):  # so that the crowd is further back than what is looked at again
        hand.say("Ledger", "ReferenceSet", token=2, price=CENT)
    ids(hand, directory)
    looked: list[set[int] | None] = []
    write = Directory._write

    def watched(self: Directory, changed: set[int] | None) -> None:
        looked.append(changed)
        write(self, changed)

    monkeypatch.setattr(Directory, "_write", watched)
    hand.place(2, 5, 700, CENT)
    directory.level(hand.store.path)
    with hand.view() as view:
        row = people_rows(view, found(view, Wanted(order="raised"), directory).ids)[0]
    assert row.person.id == 2 and row.raised == 7_00 * 10**4 and row.holders == 1
    assert looked == [{2, 5}]
    ids(hand, directory)
    assert len(looked) == 1


@pytest.mark.parametrize("count", [0, 1, 9_000, 40_000])
def test_long_answers_are_read_piece_by_piece(count: int) -> None:
    numbers = list(range(7, 7 + count))
    assert list(_numbers(",".join(map(str, numbers)))) == numbers


def test_two_windows_on_one_network_do_not_hold_each_other_up(hand: Hand, tmp_path: Path) -> None:
    crowd(hand)
    path = tmp_path / "people.sqlite"
    one, other = Directory(path, "test"), Directory(path, "test")
    assert ids(hand, one, words="bob") == ids(hand, other, words="bob") == [2]
    hand.issue(4, "Dan Field")
    one._db.execute("BEGIN IMMEDIATE")  # the one is writing, and takes long
    other._db.execute("PRAGMA busy_timeout = 10")
    assert ids(hand, other, words="dan") == []
    one._db.execute("ROLLBACK")
    assert ids(hand, other, words="dan") == [4] and ids(hand, one, words="dan") == [4]
    one.close()
    other.close()


def test_a_directory_that_cannot_be_kept_says_so(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "people.sqlite").mkdir()
    with pytest.raises(WalletError) as refused:
        Directory(tmp_path / "people.sqlite", "test")
    assert refused.value.code == "directory.open"


def test_one_that_is_damaged_while_it_is_open_is_made_again(hand: Hand, tmp_path: Path) -> None:
    crowd(hand)
    path = tmp_path / "people.sqlite"
    made = Directory(path, "test")
    assert ids(hand, made, words="bob") == [2]
    made._db.execute("DROP TABLE known")
    hand.issue(4, "Dan Field")
    assert ids(hand, made, words="dan") == [4]
    made.close()


def test_what_the_books_learn_of_long_ago_is_taken_over(hand: Hand, directory: Directory) -> None:
    crowd(hand)
    hand.place(2, 5, 700, CENT)
    for _ in range(70):
        hand.say("Ledger", "ReferenceSet", token=1, price=CENT)
    assert ids(hand, directory, order="holders")[0] == 2
    with hand.store.writing() as tables:  # somebody was followed: what they did before is read now
        tables.run("UPDATE position SET token = 3 WHERE person = 5")
        tables.add("interest", id=5, asked=1)
    assert ids(hand, directory, order="holders")[0] == 3


def test_where_the_books_went_back_a_little_those_concerned_are_looked_at(
    hand: Hand, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(hand)
    for _ in range(70):
        hand.say("Ledger", "ReferenceSet", token=3, price=CENT)
    base = hand.block
    hand.say("Registry", "Banned", person=5)
    assert ids(hand, directory, standing="banned") == [5]
    looked: list[set[int] | None] = []
    write = Directory._write

    def watched(self: Directory, changed: set[int] | None) -> None:
        looked.append(changed)
        write(self, changed)

    monkeypatch.setattr(Directory, "_write", watched)
    with hand.store.writing() as tables:
        roll_back(tables, base)
    assert ids(hand, directory, standing="banned") == []
    hand.say("Registry", "Banned", person=6)
    assert ids(hand, directory, standing="banned") == [6]
    assert len(looked) == 2 and all(one is not None and one <= {3, 5, 6} for one in looked)


def test_the_first_of_many_are_those_of_all(hand: Hand, directory: Directory) -> None:
    hand.people(200)
    luck = random.Random(8)
    for number in range(1, 150):
        hand.issue(number, luck.choice(("Ada", "Bea", "Cleo")) + f" {luck.randint(1, 99)}")
        hand.say("Ledger", "ReferenceSet", token=number, price=luck.randint(1, 9))
    for number in (7, 70, 150):
        hand.say("Registry", "Banned", person=number)
    directory.level(hand.store.path)
    searches = [{}, {"words": "bea"}, {"standing": "banned"}, {"priced": True}, {"price_to": 4}]
    for search in searches:
        for order in ORDERS:
            wanted = Wanted(order=order, **search)  # type: ignore[arg-type] # of one shape
            with hand.view() as view:
                every = found(view, wanted, directory)
                first = found(view, wanted, directory, 10)
            assert len(every.ids) == every.count == first.count and every.everybody == 200
            assert first.ids == every.ids[:10] and len(every.ids) > 2
