"""The index: reads the chain's events in their order, keeps them, and folds them into tables.

A chain may take blocks back, and a node may forget logs or say them twice. So hashes of what was
read are compared at every step, the last blocks are read again, and where anything differs the
books go back to before it and are made again from what still holds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from wallet.books.folds import FOLDS, involved
from wallet.books.holdings import claimable
from wallet.books.rows import Rows, in_hand
from wallet.books.store import EVENTS, Store, Tables, clear_folded, keep_events, kept_events
from wallet.chain.chain import Chain
from wallet.chain.headers import Head
from wallet.chain.logs import Event
from wallet.chain.many import read_alike
from wallet.chain.problems import NodeError
from wallet.chain.reading import Piece, Reading, Unsteady

PIECE: Final = 20_000
"""Events that are folded between two writings."""
OVERLAP: Final = 16
"""Blocks at the end that are read again each time, for nodes that are late with their logs."""
TRIES: Final = 4
CHECKPOINTS: Final = 64
"""Block hashes asked for at once while looking for where two histories part."""


class Gap(NodeError):
    """An event speaks of something that no event before it made."""


class Index:
    """Keeps a store level with its chain."""

    def __init__(self, store: Store, chain: Chain) -> None:
        self._store = store
        self._chain = chain
        self._reading = Reading(chain)
        self._following = threading.Lock()

    def block(self) -> tuple[int, int]:
        """Number and time of the last block that the books know; zeros before the first."""
        with self._store.reading() as tables:
            last = tables.row("SELECT number, at FROM block ORDER BY number DESC LIMIT 1")
        return (last["number"], last["at"]) if last else (0, 0)

    def follow(self) -> set[str]:
        """Catch up with the chain and return the contracts that have news.

        "block" is among them when there is a new block. Raises NodeError when the node does not
        answer or contradicts itself; the books then stay as they were.
        """
        with self._following:
            return self._follow()

    def _follow(self) -> set[str]:
        changed: set[str] = set()
        doubt = False
        for turn in range(TRIES):
            try:
                self._read(doubt, changed)
                return changed
            except Unsteady:
                if turn == TRIES - 1:
                    raise
            except Gap:
                if doubt:
                    raise
                doubt = True  # something was left out long ago: all is read again
        return changed

    def _read(self, doubt: bool, changed: set[str]) -> None:
        """Read up to the head, piece by piece; what is written stays, whatever comes after."""
        head = self._chain.head()
        fork = -1 if doubt else self._fork(head)
        first = max(self._chain.network.deploy_block, min(fork + 1, head.number - OVERLAP + 1))
        for piece in self._reading.pieces(first, head):
            changed |= self._take(piece, fork)
            fork = piece.last.number

    def check(self, person: int) -> bool:
        """Hold what the books say of a person against the chain's own views.

        Where they differ, a node left out a log that nothing else shows the lack of: then all is
        forgotten, and the next `follow` reads everything again. Raises NodeError.
        """
        with self._store.reading() as tables:
            last = tables.row("SELECT max(number) AS number FROM block")
            if last is None or last["number"] is None:
                return True
            purse, positions = figures_of(tables, person)
        block = int(last["number"])
        if read_alike(self._chain, "Ledger", "purse", [(person,)], block) == [purse]:
            views = [(token, person) for token in positions]
            there = read_alike(self._chain, "Ledger", "position", views, block)
            if [(one[0], one[2]) for one in there] == list(positions.values()):
                return True
        with self._store.writing() as tables:
            _roll_back(tables, -1)
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

    def _take(self, piece: Piece, fork: int) -> set[str]:
        """Write what was read, with how far that is, in one go: a crash leaves all or nothing."""
        events, last = self._chain.events(piece.logs), piece.last
        with self._store.writing() as tables:
            row = tables.row("SELECT max(number) AS number FROM block")
            known_to = -1 if row is None or row["number"] is None else int(row["number"])
            base = min(fork, _first_difference(tables, piece.first, fork, events) - 1)
            changed = {event.contract for event in events if event.block > base}
            if base < known_to:
                changed |= _roll_back(tables, base)
            write(tables, [event for event in events if event.block > base])
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


def write(tables: Tables, events: Sequence[Event]) -> None:
    """Keep events and write into the tables what they mean. Raises Gap."""
    with in_hand(tables) as rows:
        for start in range(0, len(events), PIECE):
            part = events[start : start + PIECE]
            keep_events(tables, part)
            fold(rows, part)


def fold(rows: Rows, events: Iterable[Event]) -> None:
    """Write into the tables what events mean. Raises Gap when one fits nothing known."""
    try:
        for event in events:
            known = FOLDS.get((event.contract, event.name))
            if known is not None:
                known(rows, event)
            rows.involve(involved(rows, event), event.block, event.index)
        rows.flush()
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise _gap() from error


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


def _roll_back(tables: Tables, base: int) -> set[str]:
    """Forget what happened after block `base`; returns the contracts whose tables changed."""
    gone = tables.rows("SELECT DISTINCT contract FROM event WHERE block > ?", base)
    tables.run("DELETE FROM event WHERE block > ?", base)
    tables.run("DELETE FROM block WHERE number > ?", base)
    if gone:
        clear_folded(tables)
        with in_hand(tables) as rows:
            for part in kept_events(tables):
                fold(rows, part)
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


def _gap() -> Gap:
    return Gap(
        "The node left something out, so the books cannot go on.",
        "It is asked again at the next refresh; or name another node in the network’s file.",
        "index.gap",
    )
