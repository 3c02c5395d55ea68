"""What was told on the desktop is told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books.hand import CENT, DAY, Hand, account_of
from wallet.base.money import DOLLAR
from wallet.books.answers import Answers
from wallet.books.directory import Directory
from wallet.books.documents import Documents
from wallet.books.notices import FIRST, KINDS
from wallet.books.store import Store
from wallet.chain.journal import Journal
from wallet.flows.noticing import Noticing

ME = account_of(3)


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[Hand]:
    store = Store(tmp_path / "books.sqlite", "test")
    made = Hand(store)
    made.people(5)
    made.issue(1, "Ann Lee")
    made.place(1, 3, 500_000, 10 * CENT)
    made.siphon(1, 1_000 * DOLLAR)
    yield made
    store.close()


@pytest.fixture
def answers(hand: Hand, tmp_path: Path) -> Iterator[Answers]:
    documents, journal = Documents(tmp_path / "d.sqlite"), Journal(tmp_path / "j.sqlite")
    directory = Directory()
    yield Answers(hand.store, documents, journal, 1, ME, lambda: hand.at, lambda: (0, 0), directory)
    for one in (documents, journal, directory):
        one.close()


def test_what_happened_before_the_first_look_is_not_told(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    noticing = Noticing(tmp_path / "notices.json")
    assert noticing.fresh(answers, ME, FIRST) == ()
    hand.siphon(1, 2_000 * DOLLAR)
    assert [one.kind for one in noticing.fresh(answers, ME, FIRST)] == ["distribution"]
    assert noticing.fresh(answers, ME, FIRST) == ()


def test_nothing_is_told_twice_after_a_restart(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "notices.json"
    Noticing(path).fresh(answers, ME, FIRST)
    hand.siphon(1, 2_000 * DOLLAR)
    assert len(Noticing(path).fresh(answers, ME, FIRST)) == 1
    assert Noticing(path).fresh(answers, ME, FIRST) == ()
    hand.open_auction(1)  # while the wallet was closed
    (one,) = Noticing(path).fresh(answers, ME, FIRST)
    assert one.kind == "auction"
    for _ in range(3):
        assert Noticing(path).fresh(answers, ME, FIRST) == ()


def test_what_was_not_wanted_does_not_come_up_later(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    noticing = Noticing(tmp_path / "notices.json")
    noticing.fresh(answers, ME, ())
    hand.siphon(1, 2_000 * DOLLAR)
    assert noticing.fresh(answers, ME, ("auction",)) == ()
    assert noticing.fresh(answers, ME, KINDS) == ()


def test_a_date_that_is_near_is_told_at_the_first_look(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    hand.join(3, expires=hand.at + 5 * DAY)
    noticing = Noticing(tmp_path / "notices.json")
    assert [one.kind for one in noticing.fresh(answers, ME, FIRST)] == ["attestation"]
    assert noticing.fresh(answers, ME, FIRST) == ()
    hand.at += 4 * DAY + 3_600
    assert [one.key.split(":")[-1] for one in noticing.fresh(answers, ME, FIRST)] == ["day"]


def test_the_same_transaction_in_another_block_is_the_same_news(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    noticing = Noticing(tmp_path / "notices.json")
    noticing.fresh(answers, ME, FIRST)
    hand.siphon(1, 2_000 * DOLLAR)
    assert len(noticing.fresh(answers, ME, FIRST)) == 1
    with hand.store.writing() as tables:  # a reorganisation moved it
        tables.run("UPDATE event SET block = block + 1 WHERE block = ?", hand.block)
        tables.add("block", number=hand.block + 1, hash="0x99", at=hand.at)
    assert noticing.fresh(answers, ME, FIRST) == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"x": 1}', f'{{"{ME}": {{"block": "1", "keys": []}}}}', "\x00" * 99]
)
def test_a_damaged_file_is_begun_anew(
    hand: Hand, answers: Answers, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "notices.json"
    path.write_text(text)
    assert Noticing(path).fresh(answers, ME, FIRST) == ()
    hand.siphon(1, 2_000 * DOLLAR)
    assert len(Noticing(path).fresh(answers, ME, FIRST)) == 1


def test_another_chain_of_the_same_name_begins_anew(
    hand: Hand, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "notices.json"
    path.write_text(f'{{"{ME}": {{"block": 100000, "keys": []}}}}')
    assert Noticing(path).fresh(answers, ME, FIRST) == ()
