"""The index: reads the chain's events in their order, keeps them, and folds them into tables.

A chain may take blocks back, and a node may forget logs or say them twice. So hashes of what was
read are compared at every step, the last blocks are read again, and where anything differs the
books go back to before it and are made again from what still holds.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, TypeVar

from wallet.books import undo
from wallet.books.depth import (
    DEPTHS,
    LEDGER,
    MINE,
    NETWORK,
    anew_of,
    asked_for,
    depth_of,
    interest_of,
    keep_depth,
    keep_goal,
    keep_interest,
    newly_touched,
)
from wallet.books.holdings import claimable
from wallet.books.rows import Rows
from wallet.books.store import EVENTS, STALE, Store, Tables, keep_events, last_block
from wallet.books.writing import Gap, Pen, fold_again, make_level, write
from wallet.chain.chain import Chain
from wallet.chain.headers import Head
from wallet.chain.logs import Event
from wallet.chain.many import read_alike
from wallet.chain.reading import Piece, Reading, Unsteady
from wallet.chain.scope import Scope
from wallet.contracts.wiring import CONTRACTS

T = TypeVar("T")

OVERLAP: Final = 16
"""Blocks at the end that are read again each time, for nodes that are late with their logs."""
TRIES: Final = 4
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
CHECKPOINTS: Final = 64
"""Block hashes asked for at once while looking for where two histories part."""


class Index:
    """Keeps a store level with its chain."""

    def __init__(self, store: Store, chain: Chain) -> None:
        """New books of a network of this machine are whole; those of others hold what is mine."""
        self._store = store
        self._chain = chain
        self._reading = Reading(chain)
        self._following = threading.Lock()
        self._turning = threading.Event()
        self._begin()

    def _begin(self) -> None:
        self._pen = Pen(self._store)
        with self._store.writing() as tables:
            if depth_of(tables) is None:
                keep_depth(tables, NETWORK if self._chain.network.local else MINE)

    def block(self) -> tuple[int, int]:
        """Number and time of the last block that the books know; zeros before the first."""
        with self._store.reading() as tables:
            last = tables.row("SELECT number, at FROM block ORDER BY number DESC LIMIT 1")
        return (last["number"], last["at"]) if last else (0, 0)

    @property
    def depth(self) -> str:
        """How deep the books are: one of `DEPTHS`."""
        with self._store.reading() as tables:
            return depth_of(tables) or NETWORK

    def deepen(self, depth: str) -> None:
        """Turn to another depth. The next `follow` reads what that needs; nothing is lost by it.

        A reading that goes on elsewhere ends after its next piece: nobody waits for a long one.
        """
        if depth not in DEPTHS:
            raise ValueError(depth)
        self._turning.set()
        try:
            with self._following:
                turn_depth(self._store, depth)
        finally:
            self._turning.clear()

    @property
    def turning(self) -> bool:
        """Whether somebody waits for the books to be turned to another depth."""
        return self._turning.is_set()

    @property
    def anew(self) -> tuple[int, int] | None:
        """While the books are read anew: the block they are at, and that up to which they were."""
        with self._store.reading() as tables:
            return anew_of(tables)

    def attend(self, people: Collection[int]) -> bool:
        """Have every movement of these people in the books, and of the tokens that they hold.

        What happened before is read here; the answer is whether there was any to read. Raises
        NodeError.
        """
        with self._following:
            return self._sound(lambda: self._attend(people))

    def _attend(self, people: Collection[int]) -> bool:
        with self._store.reading() as tables:
            ids, known = interest_of(tables), asked_for(tables)
        new = set(people) - known
        if ids is not None and new - ids:
            self._widen(new, asked=True)
            return True
        if new:
            with self._store.writing() as tables:
                keep_interest(tables, new, asked=True)
        return False

    def _widen(self, new: Collection[int], asked: bool) -> None:
        """Add to the books what happened to more people and tokens, up to where the books are."""
        with self._store.reading() as tables:
            known_to = last_block(tables)
            ids, whose = interest_of(tables) or frozenset(), asked_for(tables)
        events: list[Event] = []
        whose |= frozenset(new) if asked else frozenset()
        more = frozenset(new)
        while more and known_to >= 0:
            last = self._chain.head(known_to)
            self._chain.scope = Scope(more, alone=True)
            found: list[Event] = []
            for piece in self._reading.pieces(self._chain.network.deploy_block, last):
                found += self._chain.events(piece.logs)
            events, ids = events + found, ids | more
            more = newly_touched(found, whose, ids)  # what they hold comes along
        with self._store.writing() as tables:
            keep_interest(tables, ids - frozenset(new), asked=False)
            keep_interest(tables, new, asked)
            keep_events(tables, events)
            fold_again(tables)

    def follow(self) -> set[str]:
        """Catch up with the chain and return the contracts that have news.

        "block" is among them when there is a new block. Raises NodeError when the node does not
        answer or contradicts itself; the books then stay as they were.
        """
        with self._following:
            return self._sound(self._follow)

    def _sound(self, act: Callable[[], T]) -> T:
        """Do something with the file; where it turns out to be damaged, begin with another."""
        try:
            return act()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _DAMAGED:
                raise
            self._store.renew()
            self._begin()
            return act()

    def _follow(self) -> set[str]:
        changed: set[str] = set()
        doubt = False
        turn = 0
        while True:
            try:
                if make_level(self._store):
                    changed |= {*CONTRACTS, "block"}
                self._read(doubt, changed)
                return changed
            except _Wider as wider:
                changed |= {LEDGER, "block"}
                self._widen(wider.tokens, asked=False)
            except Unsteady:
                turn += 1
                if turn == TRIES:
                    raise
            except Gap:
                if doubt:
                    raise
                doubt = True  # something was left out long ago: all is read again
                with self._store.writing() as tables:
                    tables.run("DELETE FROM about WHERE key = ?", STALE)

    def _read(self, doubt: bool, changed: set[str]) -> None:
        """Read up to the head, piece by piece; what is written stays, whatever comes after."""
        with self._store.reading() as tables:
            ids = interest_of(tables)
        self._chain.scope = None if ids is None else Scope(ids)
        head = self._chain.head()
        fork = -1 if doubt else self._fork(head)
        if fork < 0:
            self._begin_anew(head)
        first = max(self._chain.network.deploy_block, min(fork + 1, head.number - OVERLAP + 1))
        for piece in self._reading.pieces(first, head):
            changed |= self._take(piece, fork, ids, undo.first_noted(head.number))
            fork = piece.last.number
            if self.turning:
                return
        with self._store.reading() as tables:
            anew = anew_of(tables)
        if anew is not None:
            with self._store.writing() as tables:
                keep_goal(tables, None)

    def _begin_anew(self, head: Head) -> None:
        """Note how far everything has to be read: until then figures are not what they will be."""
        with self._store.writing() as tables:
            anew = anew_of(tables)
            keep_goal(tables, max(head.number, anew[1] if anew else 0))

    def check(self, person: int) -> bool:
        """Hold what the books say of a person against the chain's own views.

        Where they differ, a node left out a log that nothing else shows the lack of: then all is
        forgotten, and the next `follow` reads everything again. Raises NodeError.
        """
        with self._store.reading() as tables:
            block = last_block(tables)
            if block < 0:
                return True
            purse, positions = figures_of(tables, person)
        if read_alike(self._chain, "Ledger", "purse", [(person,)], block) == [purse]:
            views = [(token, person) for token in positions]
            there = read_alike(self._chain, "Ledger", "position", views, block)
            if [(one[0], one[2]) for one in there] == list(positions.values()):
                return True
        with self._store.writing() as tables:
            roll_back(tables, -1)
        return False

    def _fork(self, head: Head) -> int:
        """The highest block known to the books that is still part of the chain; -1 for none."""
        before, size = head.number + 1, 1  # nearly always the last one still holds
        while True:
            with self._store.reading() as tables:
                part = tables.rows(
                    "SELECT number, hash FROM block WHERE number < ? ORDER BY number DESC LIMIT ?",
                    before,
                    size,
                )
            if not part:
                return -1
            there = self._chain.heads([row["number"] for row in part])
            for row, block in zip(part, there, strict=True):
                if row["hash"] == block.hash:
                    return int(row["number"])
            before, size = part[-1]["number"], CHECKPOINTS

    def _take(self, piece: Piece, fork: int, ids: frozenset[int] | None, near: int) -> set[str]:
        """Write what was read, with how far that is, in one go: a crash leaves all or nothing.

        The blocks from `near` on can be taken back.
        """
        events, last = self._chain.events(piece.logs), piece.last
        with self._pen.writing() as (tables, rows):
            if ids is not None and (new := newly_touched(events, asked_for(tables), ids)):
                raise _Wider(new)
            known_to = last_block(tables)
            base = min(fork, _first_difference(tables, piece.first, fork, events) - 1)
            changed = {event.contract for event in events if event.block > base}
            if base < known_to:
                changed |= roll_back(tables, base)
                rows.forget()
            undo.noted_from(tables, near, known_to)
            write(tables, rows, [event for event in events if event.block > base], ids, near)
            tables.add("block", number=last.number, hash=last.hash, at=last.at)
            # Of blocks without events only the last ones are of use.
            tables.run(
                "DELETE FROM block WHERE number BETWEEN ? AND ?"
                " AND NOT EXISTS (SELECT 1 FROM event WHERE event.block = block.number)",
                min(known_to, last.number) - 2 * CHECKPOINTS,
                last.number - CHECKPOINTS - 1,
            )
        if known_to != last.number or changed:
            changed.add("block")
        return changed


def turn_depth(store: Store, depth: str) -> bool:
    """Have books at another depth; whether they were at one. They are read anew from then on.

    Raises ValueError for what is none of `DEPTHS`.
    """
    if depth not in DEPTHS:
        raise ValueError(depth)
    with store.writing() as tables:
        if depth_of(tables) == depth:
            return False
        anew = anew_of(tables)
        keep_depth(tables, depth)
        keep_goal(tables, max(0, last_block(tables), anew[1] if anew else 0) or None)
        roll_back(tables, -1)
    return True


class _Wider(Exception):
    """Somebody of interest touched tokens that the books have not followed so far."""

    def __init__(self, tokens: Collection[int]) -> None:
        super().__init__()
        self.tokens = tokens


def figures_of(
    tables: Tables, person: int
) -> tuple[tuple[int, int], Mapping[int, tuple[int, int]]]:
    """What the ledger's views of a person should answer by the books.

    Credit and the first due date, and of each token the units and what a claim would bring.
    """
    purse = tables.row("SELECT credit, first_due FROM person WHERE id = ?", person)
    rows = tables.rows(
        "SELECT p.*, t.acc FROM position p JOIN token t ON t.id = p.token WHERE p.person = ?",
        person,
    )
    positions = {row["token"]: (row["units"], claimable(row, row["acc"])) for row in rows}
    return (purse["credit"], purse["first_due"]) if purse else (0, 0), positions


def roll_back(tables: Tables, base: int) -> set[str]:
    """Forget what happened after block `base`; returns the contracts whose tables changed."""
    gone = tables.rows("SELECT DISTINCT contract FROM event WHERE block > ?", base)
    reached = undo.reaches(tables, base)
    tables.run("DELETE FROM event WHERE block > ?", base)
    tables.run("DELETE FROM block WHERE number > ?", base)
    if reached:
        Rows(tables).restore(undo.take_back(tables, base))
    elif gone:
        fold_again(tables)
    return {str(row["contract"]) for row in gone}


def _first_difference(tables: Tables, first: int, last: int, events: Sequence[Event]) -> int:
    """The first block in `first` to `last` whose events are not what the books have of it.

    One past `last` when there is none.
    """
    kept = tables.rows(
        f"SELECT block, log, hash FROM ({EVENTS}) WHERE block BETWEEN ? AND ?", first, last
    )
    before = {(row["block"], row["log"], row["hash"]) for row in kept}
    now = {(e.block, e.index, e.block_hash) for e in events if e.block <= last}
    return min((one[0] for one in before ^ now), default=last + 1)
