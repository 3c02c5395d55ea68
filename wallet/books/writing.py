"""Writing into the books what events mean, many at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Final

from wallet.books import undo
from wallet.books.depth import LEDGER, interest_of
from wallet.books.folds import Fold, involved, plan_of
from wallet.books.folds_auction import filled
from wallet.books.rows import Rows, in_hand
from wallet.books.store import (
    STALE,
    Store,
    Tables,
    clear_folded,
    is_stale,
    keep_events,
    kept_events,
    last_block,
)
from wallet.chain.logs import Event
from wallet.chain.problems import NodeError
from wallet.chain.scope import PUBLIC

PIECE: Final = 20_000
"""Events that are folded between two writings."""
_BLOCK: Final = attrgetter("block")


class Gap(NodeError):
    """An event speaks of something that no event before it made."""


class Pen:
    """Writes into a store, and keeps rows in hand from one time to the next."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: Rows | None = None
        self._mark = (0, 0)

    @contextmanager
    def writing(self) -> Iterator[tuple[Tables, Rows]]:
        """The tables to change, and their rows; all of what is done inside is kept, or nothing."""
        rows, self._rows = self._rows, None
        with self._store.writing() as tables:
            if rows is None or self._mark != _mark(tables):
                rows = Rows(tables)  # somebody else has written, or the last writing failed
            yield tables, rows
            rows.flush()
        self._mark = _mark(tables)
        self._rows = rows


def _mark(tables: Tables) -> tuple[int, int]:
    """What is another after every change of the file, by this connection or another."""
    version = tables.db.execute("PRAGMA data_version").fetchone()[0]
    return tables.db.total_changes, int(version)


def write(
    tables: Tables,
    rows: Rows,
    events: Sequence[Event],
    ids: frozenset[int] | None = None,
    near: int | None = None,
) -> None:
    """Keep events and write into the tables what they mean. Raises Gap.

    The blocks from `near` on can be taken back afterwards.
    """
    for start in range(0, len(events), PIECE):
        part = events[start : start + PIECE]
        keep_events(tables, part)
        fold(rows, part, ids, near)


def fold(
    rows: Rows,
    events: Sequence[Event],
    ids: frozenset[int] | None = None,
    near: int | None = None,
) -> None:
    """Write into the tables what events mean. Raises Gap when one fits nothing known.

    With `ids`, tokens of others have no positions. Of blocks from `near` on it is noted how rows
    were before.
    """
    far = len(events) if near is None else bisect_left(events, near, key=_BLOCK)
    try:
        _fold(rows, events[:far], ids)
        for block, part in groupby(events[far:], _BLOCK):
            with rows.noting(block):
                _fold(rows, part, ids)
        rows.flush()
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _gap() from error


def _fold(rows: Rows, events: Iterable[Event], ids: frozenset[int] | None) -> None:
    for event in events:
        known, named, more = plan_of(event.contract, event.name)
        if ids is not None and event.contract == LEDGER:
            known = _of_others(event, ids, known)
        if known is not None:
            known(rows, event)
        if named or more:
            rows.involve(involved(rows, event), event.block, event.index)


def _of_others(event: Event, ids: frozenset[int], known: Fold | None) -> Fold | None:
    """What is folded of an event of a token that is not followed: what everybody may know."""
    token = event.fields.get("token")
    if token is None or token in ids:
        return known
    if event.name == "Sold":
        return filled  # it takes orders away, and there are no positions that it could move
    return known if event.name in PUBLIC else None


def fold_again(tables: Tables) -> None:
    """Make every table anew from the events that are kept."""
    ids = interest_of(tables)
    near = undo.first_noted(last_block(tables))
    clear_folded(tables)
    undo.begin(tables, near)
    with in_hand(tables) as rows:
        for part in kept_events(tables):
            fold(rows, part, ids, near)


def make_level(store: Store) -> bool:
    """Make the tables of the events that are kept, where a newer program has to; whether it had to.

    Raises Gap when they do not fit together.
    """
    with store.reading() as tables:
        if not is_stale(tables):
            return False
    with store.writing() as tables:
        fold_again(tables)
        tables.run("DELETE FROM about WHERE key = ?", STALE)
    return True


def _gap() -> Gap:
    return Gap(
        "The node left something out, so the books cannot go on.",
        "It is asked again at the next refresh; or name another node in the network’s file.",
        "index.gap",
    )
