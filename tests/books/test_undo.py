"""Going back: a few blocks are taken back from what was noted, and leave the tables as if anew."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pytest

from tests.books.crowd import Crowd
from tests.books.crowd_chain import MadeChain, decoder, network_at, raw_of
from tests.books.dumps import anew, dump
from wallet.books import index as indexing
from wallet.books import undo
from wallet.books.depth import MINE, interest_of
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.books.writing import fold_again
from wallet.chain.chain import Chain
from wallet.chain.logs import Event

BLOCKS: Final = 150
MOST: Final = 64
ROUNDS: Final = 12
HARMLESS: Final = ("Spent", "Marked", "DueSet", "Terms", "Credited", "ReferenceSet")
"""Events that may as well not have happened."""


@pytest.fixture(scope="module")
def told() -> list[list[Event]]:
    """The events of each block of a history, of two transactions in each."""
    made = Crowd(seed=3, people=20, tokens=4).events(3_200)
    events = decoder().events([raw_of(one) for one in made])  # as a node tells of them
    acts = [list(part) for _tx, part in groupby(events, lambda event: event.tx)]
    found: list[list[Event]] = [[], []]  # the network begins in block 2
    for first, second in zip(acts[::2], acts[1::2], strict=False):
        both = enumerate([*first, *second])
        found.append([one._replace(index=place) for place, one in both])
    assert len(found) > BLOCKS + 3 * MOST
    return found


@pytest.fixture
def chain(told: list[list[Event]]) -> MadeChain:
    made = MadeChain(0)
    turn(made, told, 0, BLOCKS, 0)
    return made


@pytest.fixture
def index(chain: MadeChain, store: Store) -> Iterator[Index]:
    with chain.node() as node:
        line = Chain(network_at(node.url))
        yield Index(store, line)
        line.close()


def turn(chain: MadeChain, told: list[list[Event]], depth: int, more: int, variant: int) -> None:
    """Put other blocks in the place of the last ones, and some more."""
    chain.cut(depth)
    for _ in range(depth + more):
        events = told[chain.last + 1]
        chain.grow(
            [one for one in events if one.name not in HARMLESS or (one.index + variant) % 3],
            variant,
        )


def refuse(tables: Any) -> None:
    raise AssertionError("the books were folded again")


@pytest.mark.parametrize("seed", range(2))
def test_after_any_reorganisations_the_tables_are_those_folded_from_nothing(
    chain: MadeChain, told: list[list[Event]], index: Index, store: Store, tmp_path: Path,
    seed: int, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    luck = random.Random(seed)
    index.follow()
    monkeypatch.setattr(indexing, "fold_again", refuse)
    depths = [1, MOST, *(luck.randint(1, MOST) for _ in range(ROUNDS))]
    for variant, depth in enumerate(depths, 1):
        turn(chain, told, depth, luck.randint(0, 2), variant)
        assert "block" in index.follow()
        assert index.block()[0] == chain.last
        there = anew(tmp_path / f"{variant}.sqlite", chain.events)
        assert there["sale"] and there["quote"] and there["involved"]
        assert dump(store) == there, (variant, depth)


def test_a_shorter_chain_is_gone_back_to_and_goes_on(
    chain: MadeChain, told: list[list[Event]], index: Index, store: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    index.follow()
    monkeypatch.setattr(indexing, "fold_again", refuse)
    for variant, (depth, more) in enumerate([(40, -30), (50, 0), (60, 5), (20, 0)], 1):
        turn(chain, told, depth, more, variant)
        index.follow()
        assert dump(store) == anew(tmp_path / f"{variant}.sqlite", chain.events)


def test_books_of_what_is_mine_go_back_as_well(
    chain: MadeChain, told: list[list[Event]], store: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with chain.node() as node:
        line = Chain(replace(network_at(node.url), local=False))
        mine, luck = Index(store, line), random.Random(5)
        assert mine.depth == MINE
        mine.attend({3, 9})
        mine.follow()
        mine.follow()
        for variant in range(1, 8):
            turn(chain, told, luck.randint(1, MOST), 1, variant)
            mine.follow()
            with store.reading() as tables:
                ids = interest_of(tables)
            got = dump(store)
            assert ids is not None and got["claim"] and len(ids) > 2
            other = Store(tmp_path / f"{variant}.sqlite", "truth")
            there = Index(other, line)
            there.attend(ids)
            there.follow()
            assert got == dump(other), variant
            other.close()
        line.close()


def test_only_the_last_blocks_are_noted(
    chain: MadeChain, told: list[list[Event]], index: Index, store: Store
) -> None:
    index.follow()
    for variant in range(9):
        turn(chain, told, 0, 1, variant)
        index.follow()
    with store.reading() as tables:
        noted = {row["block"] for row in tables.rows("SELECT DISTINCT block FROM undo")}
    assert noted == set(range(undo.first_noted(chain.last), chain.last + 1))


@pytest.mark.parametrize("depth", [undo.KEPT, undo.KEPT + 1])
def test_further_back_than_is_noted_all_is_folded_again(
    chain: MadeChain, told: list[list[Event]], index: Index, store: Store, tmp_path: Path,
    depth: int, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    index.follow()
    again: list[Any] = []
    fold_all = counted(again)
    monkeypatch.setattr(indexing, "fold_again", fold_all)
    turn(chain, told, depth, 1, 1)
    index.follow()
    assert len(again) == (depth > undo.KEPT)
    assert dump(store) == anew(tmp_path / "truth.sqlite", chain.events)
    turn(chain, told, MOST, 1, 2)  # what was folded again can be gone back over
    index.follow()
    assert len(again) == (depth > undo.KEPT)
    assert dump(store) == anew(tmp_path / "again.sqlite", chain.events)


def counted(calls: list[Any]) -> Callable[[Any], None]:
    def fold_all(tables: Any) -> None:
        calls.append(tables)
        fold_again(tables)

    return fold_all


def test_books_that_were_filled_before_anything_was_noted_are_folded_again(
    chain: MadeChain, told: list[list[Event]], index: Index, store: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    index.follow()
    with store.writing() as tables:
        tables.run("DELETE FROM undo")
        tables.run("DELETE FROM about WHERE key = 'undo'")
    again: list[Any] = []
    monkeypatch.setattr(indexing, "fold_again", counted(again))
    turn(chain, told, 0, 3, 1)
    index.follow()
    turn(chain, told, 2, 1, 2)
    index.follow()
    assert not again  # of the newest blocks it was noted
    turn(chain, told, 10, 1, 3)
    index.follow()
    assert len(again) == 1
    assert dump(store) == anew(tmp_path / "truth.sqlite", chain.events)
