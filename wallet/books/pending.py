"""What is on its way: one row for each place in the account's line, in the order of the line.

However often something was sent again with a higher fee, or is being cancelled, it is one row.
Only the first row can be hurried or cancelled: the network takes the others after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from wallet.chain import journal as states
from wallet.chain.journal import Entry

CANCEL: Final = "replacing.Cancel"
"""The name of the act that puts something empty in the place of what is on its way."""
SHOWN: Final = (*states.HOLDING, states.IN_BLOCK)
"""The states of entries from which the rows are made; those in a block only end their place."""

_SENT_FIRST: Final = "Sent, and not in a block yet."
_SENT_LATER: Final = "Sent. It comes after the one before it."
_WORDS: Final = {
    states.SIGNED: "Signed, and about to be sent.",
    states.UNDONE: "The chain undid it in a reorganisation; it is sent again.",
}


@dataclass(frozen=True, slots=True)
class PendingRow:
    """One place in the line. `sentence` says what was wanted, `detail` how it stands.

    `entry` is what can be sped up or cancelled (0: nothing was sent), `waiting` what waits for a
    signature from another machine and can be given up (0: nothing does). `tries` counts how often
    it was sent; `state` is one of the journal's. `made` is when it was begun.
    """

    nonce: int
    entry: int
    waiting: int
    sentence: str
    detail: str
    state: str
    made: int
    tx: str
    tries: int
    first: bool
    cancelling: bool

    @property
    def can_hurry(self) -> bool:
        """Whether it can be sped up, cancelled or replaced now."""
        return self.first and bool(self.entry)


def pending(entries: Iterable[Entry]) -> tuple[PendingRow, ...]:
    """The rows for an account's entries in the states of `SHOWN`, the first to come first."""
    ordered = sorted(entries, key=lambda one: (one.nonce, one.id))
    rows: list[PendingRow] = []
    for nonce, group in groupby(ordered, key=lambda one: one.nonce):
        tries = tuple(group)
        if not any(one.state == states.IN_BLOCK for one in tries):
            rows.append(_row(nonce, tries, first=not rows))
    return tuple(rows)


def _row(nonce: int, tries: Sequence[Entry], first: bool) -> PendingRow:
    sent = [one for one in tries if one.state != states.AWAITING]
    waiting = [one for one in tries if one.state == states.AWAITING]
    newest = sent[-1] if sent else waiting[-1]
    cancelling = tries[-1].act == CANCEL
    wanted = next((one for one in tries if one.act != CANCEL), tries[0])
    return PendingRow(
        nonce=nonce,
        entry=newest.id if sent else 0,
        waiting=next((one.id for one in reversed(waiting) if one.elsewhere), 0),
        sentence=(wanted if cancelling else tries[-1]).sentence or wanted.act,
        detail=_detail(newest, waiting, len(sent), first, cancelling),
        state=newest.state,
        made=tries[0].made,
        tx=newest.tx or "",
        tries=len(sent),
        first=first,
        cancelling=cancelling,
    )


def _detail(
    newest: Entry, waiting: Sequence[Entry], tries: int, first: bool, cancelling: bool
) -> str:
    if waiting:
        return _awaited(waiting[-1], tries, cancelling)
    said = _WORDS.get(newest.state) or (_SENT_FIRST if first else _SENT_LATER)
    if cancelling:
        return f"Being cancelled. {said}"
    return f"Sent again with a higher fee. {said}" if tries > 1 else said


def _awaited(entry: Entry, tries: int, cancelling: bool) -> str:
    """What is said of something that is not signed yet."""
    where = "from your other machine" if entry.elsewhere else "on your device"
    what = "Cancelling it" if cancelling else "A higher fee" if tries else "It"
    kept = "" if tries else " It keeps its place in line."
    return " ".join(
        part for part in (f"{what} waits for a signature {where}.{kept}", entry.reason) if part
    )
