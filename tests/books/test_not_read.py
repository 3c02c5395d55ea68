"""Books with what concerns me alone: what is not in them is said to be unknown, never too low."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books.beginnings import hold_bob_and_carol
from tests.books.world import World
from wallet.books.answers import Answers
from wallet.books.depth import AT_LEAST, MINE
from wallet.books.documents import Documents
from wallet.books.finding import Wanted
from wallet.books.in_words import lines_of
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain.journal import Journal


@pytest.fixture
def told(world: World) -> World:
    """Alice holds Bob, who holds Carol, whom Dan and Eve hold too."""
    hold_bob_and_carol(world)
    return world


@pytest.fixture
def both(told: World, tmp_path: Path) -> Iterator[tuple[Answers, Answers]]:
    """Alice's answers by books with what concerns her, and by those of the whole network."""
    documents = Documents(tmp_path / "documents.sqlite")
    journal = Journal(tmp_path / "journal.sqlite")
    stores: list[Store] = []
    found: list[Answers] = []
    now = told.chain.now()
    for name in ("mine", "network"):
        store = Store(tmp_path / f"{name}.sqlite", "test")
        index = Index(store, told.chain)
        if name == MINE:
            index.deepen(MINE)
            index.attend([told.people["alice"]])
        index.follow()
        with store.reading() as tables:
            row = tables.row("SELECT account FROM person WHERE id = ?", told.people["alice"])
        assert row is not None
        account = str(row["account"])
        stores.append(store)
        found.append(
            Answers(store, documents, journal, 1, account, lambda: now, lambda: (None, None))
        )
    yield found[0], found[1]
    for store in stores:
        store.close()
    documents.close()
    journal.close()


def test_strangers_are_not_known_and_those_i_hold_are(
    told: World, both: tuple[Answers, Answers]
) -> None:
    mine, network = both
    bob, carol = told.people["bob"], told.people["carol"]
    here, there = mine.person(bob), network.person(bob)
    assert here is not None and there is not None
    assert here.row == there.row and here.holders == there.holders and here.row.read
    assert here.outside_units == there.outside_units
    assert not here.holds_read and there.holds_read  # he holds Carol, of whom nothing is read
    here, there = mine.person(carol), network.person(carol)
    assert here is not None and there is not None
    assert (here.row.read, there.row.read) == (False, True)
    assert (here.row.raised, here.row.shared, here.outside_units, here.own_units) == (None,) * 4
    assert there.row.raised and there.row.shared and there.outside_units
    assert here.holders == () and here.record.concentration is None
    assert here.row.holders == there.row.holders == 3  # how many there are is public
    assert here.row.reference == there.row.reference


def test_a_comparison_has_no_figure_that_is_too_low(
    told: World, both: tuple[Answers, Answers]
) -> None:
    ids = told.people["bob"], told.people["carol"]
    sides: list[Any] = [answers.compare(*ids) for answers in both]
    (bob, carol), (_, whole) = sides
    assert bob.shared is not None and bob.outside
    assert (carol.raised, carol.shared, carol.outside, carol.largest) == (None,) * 4
    assert carol.holders == whole.holders == 3 and whole.outside


def test_through_others_says_that_it_is_the_least(
    told: World, both: tuple[Answers, Answers]
) -> None:
    mine, network = both
    here, there = mine.through(), network.through()
    assert (here.whole, there.whole) == (False, True)
    assert here.people < there.people
    assert next(lines_of(here)) == AT_LEAST != next(lines_of(there))
    behind = mine.behind(told.people["carol"])
    assert not behind.whole and next(lines_of(behind)) == AT_LEAST


def test_the_list_orders_by_holders_at_either_depth(both: tuple[Answers, Answers]) -> None:
    mine, network = (list(one.found(Wanted(order="holders")).ids) for one in both)
    assert mine == network
