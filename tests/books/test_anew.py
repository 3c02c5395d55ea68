"""Books of an older program, and damaged ones: what was read stays wherever it can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.books.crowd import Crowd
from tests.books.crowd_chain import MadeChain, decoder, network_at, raw_of
from tests.books.dumps import anew, dump
from wallet.books import store as storing
from wallet.books import writing
from wallet.books.depth import anew_of
from wallet.books.index import Index
from wallet.books.store import Store, is_stale
from wallet.books.tables import EVENTS, VERSION
from wallet.books.writing import Gap, make_level
from wallet.chain.chain import Chain
from wallet.chain.logs import Event, RawLog


@pytest.fixture(scope="module")
def events() -> list[Event]:
    made = Crowd(seed=5, people=20, tokens=4).events(1_500)
    return decoder().events([raw_of(one) for one in made])


@pytest.fixture
def line(events: list[Event]) -> Iterator[Chain]:
    chain = MadeChain(events[-1].block, events)
    with chain.node() as node:
        line = Chain(network_at(node.url))
        yield line
        line.close()


@pytest.fixture
def followed(tmp_path: Path, line: Chain) -> Path:
    """Books that have all of it."""
    path = tmp_path / "books.sqlite"
    store = Store(path, "test")
    Index(store, line).follow()
    store.close()
    return path


def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "VERSION", VERSION + 1)


def test_of_an_older_shape_everything_is_made_of_the_events(
    followed: Path, events: list[Event], tmp_path: Path, line: Chain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    wanted = anew(tmp_path / "anew.sqlite", events)
    old = Store(followed, "test")
    with old.writing() as tables:
        tables.run("ALTER TABLE person ADD COLUMN once TEXT")
        tables.run("CREATE TABLE gone (id INTEGER PRIMARY KEY)")
        tables.run("UPDATE position SET units = '7'")
    old.close()
    newer(monkeypatch)
    store = Store(followed, "test")
    index = Index(store, line)
    with store.reading() as tables:
        assert is_stale(tables)
        assert not tables.rows("SELECT * FROM person")
        assert not tables.rows("SELECT * FROM sqlite_master WHERE name = 'gone'")
        assert len(tables.rows("SELECT * FROM event")) == len(events)
    assert list(index.anew or ()) == [events[-1].block] * 2
    asked: list[int] = []
    logs = line.logs

    def watched(first: int, last: int) -> list[RawLog]:
        asked.append(first)
        return logs(first, last)

    monkeypatch.setattr(line, "logs", watched)
    assert {"Ledger", "Registry", "block"} <= index.follow()
    assert min(asked) > events[-1].block - 20  # what was read is not read again
    assert dump(store) == wanted and index.anew is None
    store.close()
    again = Store(followed, "test")
    with again.reading() as tables:
        assert not is_stale(tables)
    assert dump(again) == wanted
    again.close()


def test_what_was_broken_off_is_done_the_next_time(
    followed: Path, events: list[Event], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(monkeypatch)
    store = Store(followed, "test")
    real = writing.fold

    def broken(*said: Any) -> None:
        real(*said)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(writing, "fold", broken)
        with pytest.raises(KeyboardInterrupt):
            make_level(store)
    with store.reading() as tables:
        assert is_stale(tables) and not tables.rows("SELECT * FROM person")
    assert make_level(store) and not make_level(store)
    assert dump(store) == anew(tmp_path / "anew.sqlite", events)
    store.close()


def test_events_that_fit_together_no_more_are_read_again(
    followed: Path, events: list[Event], tmp_path: Path, line: Chain,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    old = Store(followed, "test")
    with old.writing() as tables:
        tables.run("DELETE FROM event WHERE name = 'Issued'")
    old.close()
    newer(monkeypatch)
    store = Store(followed, "test")
    with pytest.raises(Gap):
        make_level(store)
    Index(store, line).follow()
    assert dump(store) == anew(tmp_path / "anew.sqlite", events)
    store.close()


@pytest.mark.parametrize("other", ["network", "events"])
def test_what_is_of_no_use_is_let_go_of(
    followed: Path, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(monkeypatch)
    if other == "events":
        monkeypatch.setattr(storing, "EVENTS_VERSION", EVENTS + 1)
    store = Store(followed, "test" if other == "events" else "another")
    with store.reading() as tables:
        assert not tables.rows("SELECT * FROM event") and not is_stale(tables)
    store.close()


def test_a_file_that_turns_out_to_be_damaged_is_read_again(
    followed: Path, events: list[Event], tmp_path: Path, line: Chain
) -> None:
    size = followed.stat().st_size
    with followed.open("r+b") as file:
        file.seek(8_192 * 2)
        file.write(b"\xff" * (size - 8_192 * 3))
    store = Store(followed, "test")
    index = Index(store, line)
    index.follow()
    assert dump(store) == anew(tmp_path / "anew.sqlite", events)
    assert index.follow() == set() and index.anew is None
    store.close()


def test_while_they_are_read_for_the_first_time_books_say_how_far_they_are(
    store: Store, line: Chain, events: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(store, line)
    assert index.anew is None
    seen: list[Any] = []
    decode = line.events

    def watched(logs: Any) -> Any:
        seen.append(index.anew)
        return decode(logs)

    monkeypatch.setattr(line, "events", watched)
    index.follow()
    assert seen[0] == (0, events[-1].block) and index.anew is None
    with store.reading() as tables:
        assert anew_of(tables) is None
