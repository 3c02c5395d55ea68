"""Folding: one by one, or in pieces of any size, it leaves the same tables behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.crowd import Crowd
from tests.books.dumps import dump
from wallet.books import rows, writing
from wallet.books.rows import LISTS, Rows, in_hand, shapes
from wallet.books.store import Store, keep_events, kept_events
from wallet.books.tables import FOLDED
from wallet.books.writing import Gap, Pen, fold, write
from wallet.chain.logs import Event


def folded(folder: Path, pieces: Sequence[Sequence[Event]], again: bool = False) -> Any:
    """The books after each piece was written in its turn, by one pen or each by another."""
    store = Store(folder / "books.sqlite", "test")
    pen = Pen(store)
    for piece in pieces:
        with pen.writing() as (tables, held):
            write(tables, held, piece)
        if again:
            store.close()
            store = Store(folder / "books.sqlite", "test")
            pen = Pen(store)
    found = dump(store)
    store.close()
    return found


def cut(events: Sequence[Event], places: Sequence[int]) -> Iterator[Sequence[Event]]:
    start = 0
    for place in [*sorted(places), len(events)]:
        yield events[start:place]
        start = place


@pytest.fixture(scope="module")
def crowd() -> list[Event]:
    return list(Crowd(seed=7, people=25, tokens=4).events(1_500))


@pytest.fixture(scope="module")
def whole(crowd: list[Event], tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = folded(tmp_path_factory.mktemp("whole"), [crowd])
    assert len(found["event"]) == 1_500 and len(found["sale"]) > 20 and len(found["claim"]) > 20
    assert found["lot"] and found["ask"] and found["share"] and found["entry"]
    return found


def test_one_by_one_is_all_at_once(crowd: list[Event], whole: Any, tmp_path: Path) -> None:
    assert folded(tmp_path, [[event] for event in crowd]) == whole


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 1_500), max_size=12), st.booleans())
def test_any_pieces_are_all_at_once(
    crowd: list[Event],
    whole: Any,
    tmp_path_factory: pytest.TempPathFactory,
    places: list[int],
    again: bool,
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    assert folded(folder, list(cut(crowd, places)), again) == whole


@pytest.mark.parametrize("most", [0, 1, 50])
def test_however_few_rows_are_held_the_tables_are_the_same(
    crowd: list[Event], whole: Any, tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST", most)
    monkeypatch.setattr(writing, "PIECE", 37)
    assert folded(tmp_path, [crowd]) == whole


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32), places=st.lists(st.integers(0, 600), max_size=5))
def test_any_crowd_in_any_pieces(
    tmp_path_factory: pytest.TempPathFactory, seed: int, places: list[int]
) -> None:
    events = list(Crowd(seed, people=15, tokens=3).events(600))
    one = folded(tmp_path_factory.mktemp("one"), [[event] for event in events])
    assert folded(tmp_path_factory.mktemp("many"), list(cut(events, places))) == one


def test_what_is_kept_can_be_folded_again(
    crowd: list[Event], whole: Any, tmp_path: Path, store: Store
) -> None:
    with store.writing() as tables:
        keep_events(tables, crowd)
    with store.writing() as tables, in_hand(tables) as held:
        for piece in kept_events(tables, 100):
            fold(held, piece)
    assert dump(store) == whole
    with store.reading() as tables:
        assert [one for piece in kept_events(tables, 64) for one in piece] == crowd


def test_an_event_that_fits_nothing_leaves_nothing(crowd: list[Event], store: Store) -> None:
    lost = [event for event in crowd if event.name != "Issued"]
    pen = Pen(store)
    with pytest.raises(Gap), pen.writing() as (tables, held):
        write(tables, held, lost)
    assert not any(dump(store).values())
    huge = [event for event in crowd if event.name == "Joined"][:1]
    huge[0] = Event(1, huge[0].block_hash, "0x", 0, 1, "Registry", "Joined",
                    {**huge[0].fields, "expires": 2**255})  # fmt: skip
    with pytest.raises(Gap), pen.writing() as (tables, held):  # past what a column can hold
        write(tables, held, huge)
    assert not any(dump(store).values())
    with pen.writing() as (tables, held):
        write(tables, held, crowd[:40])
    assert len(dump(store)["event"]) == 40


def test_a_pen_sees_what_others_wrote(crowd: list[Event], store: Store, tmp_path: Path) -> None:
    """Rows in hand are let go of when the file was changed behind their back."""
    pen = Pen(store)
    with pen.writing() as (tables, held):
        held.add("token", id=1, name="A", terms_hash="0x", issued=5)
    with store.writing() as tables:
        tables.run("UPDATE token SET name = 'B'")
    with pen.writing() as (tables, held):
        assert held.need("token", 1)["name"] == "B"
    other = Store(store.path, "test")
    with other.writing() as tables:
        tables.run("UPDATE token SET name = 'C'")
    other.close()
    with pen.writing() as (tables, held):
        assert held.need("token", 1)["name"] == "C"
        first = held.need("token", 1)
    with pen.writing() as (tables, held):
        assert held.need("token", 1) is first  # nobody wrote: it is still in hand


def test_rows_know_the_shapes_of_the_tables(store: Store) -> None:
    assert set(shapes()) == set(FOLDED) and set(LISTS) <= set(FOLDED)
    assert shapes()["person"].blank["credit"] == 0 and shapes()["person"].blank["recovery"] is None
    assert shapes()["offering"].blank["reason"] == ""
    with store.writing() as tables:
        held = Rows(tables)
        held.add("token", id=1, name="A", terms_hash="0x", issued=5)
        held.change("token", 1, acc=2**140)
        held.change("token", 2, acc=1)  # there is none: nothing happens
        held.flush()
        held.forget()
        assert held.need("token", 1)["acc"] == 2**140
        held.drop("token", 1)
        held.drop("token", 3)
        assert held.get("token", 1) is None
        held.flush()
        assert not tables.rows("SELECT * FROM token")
        with pytest.raises(KeyError):
            held.need("token", 1)
        with pytest.raises(TypeError):
            held.group("token", 1)


def test_events_are_kept_as_they_are_whatever_they_say(store: Store) -> None:
    hard = ["\0", '","\0","', "\\", '"},"\\u0000",{"', "�", "", ',"\\u0000",', "\0" * 3]
    events = [
        Event(1, "0x", "0x", at, 1, "Ledger", "Issued",
              {"token": at, "name": text, "terms_hash": "0x", "list": [1, 2]})
        for at, text in enumerate(hard)
    ]  # fmt: skip
    with store.writing() as tables:
        keep_events(tables, events)
        keep_events(tables, [])
    with store.reading() as tables:
        assert [one for piece in kept_events(tables) for one in piece] == events
