"""Activity: what happened to this person, newest first, in sentences with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wallet.books.happened import tell
from wallet.books.store import event_of
from wallet.books.told import ACCENT, BRONZE, OXIDE, PLAIN
from wallet.books.view import View
from wallet.chain import journal as states
from wallet.chain.journal import Entry

_PENDING: Final = {
    states.SIGNED: ("Signed, and about to be sent.", BRONZE),
    states.SENT: ("Sent, and not in a block yet.", BRONZE),
    states.UNDONE: ("The chain undid it; it is sent again.", BRONZE),
    states.FAILED: ("", OXIDE),
    states.DROPPED: ("", OXIDE),
    states.REPLACED: ("", OXIDE),
}
"""What is told of a journal's entry that no event tells of; the rest is its own reason."""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that happened, or is on its way (`block` None).

    `tone` is one of `TONES`; `kind` identity, token, raising, trading, sharing, companies, money,
    governance, watching, pending or refused.
    """

    at: int
    block: int | None
    tx: str
    sentence: str
    detail: str
    tone: str
    kind: str


def activity(view: View, journal: Sequence[Entry] = (), most: int = 200) -> tuple[ActivityRow, ...]:
    """What happened to whoever looks, newest first; what is on its way comes on top.

    `journal` holds the account's latest entries, newest first.
    """
    rows = view.tables.rows(
        "SELECT DISTINCT e.* FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log"
        " WHERE i.who IN (?, ?) ORDER BY e.block DESC, e.log DESC LIMIT ?",
        str(view.me or 0),
        view.account.lower(),
        most * 4,
    )
    found = []
    for row in rows:
        event = event_of(row)
        if event.contract == "Dollar" and _told_otherwise(view, event.tx):
            continue
        told = tell(view, event)
        if told is not None:
            found.append(
                ActivityRow(
                    event.at,
                    event.block,
                    event.tx,
                    told.sentence,
                    told.detail,
                    told.tone,
                    told.kind,
                )
            )
    on_its_way, over = _of_journal(journal)
    past = sorted([*over, *found], key=lambda one: (-one.at, -(one.block or 0)))
    return (*on_its_way, *past)[:most]


def _told_otherwise(view: View, tx: str) -> bool:
    """Whether the ledger took part: then its own events tell of the money."""
    sql = "SELECT 1 FROM event WHERE tx = ? AND contract = 'Ledger'"
    return view.tables.row(sql, tx) is not None


def _of_journal(journal: Sequence[Entry]) -> tuple[list[ActivityRow], list[ActivityRow]]:
    """Entries that no event tells of: those on their way, and those that came to nothing."""
    on_its_way: list[ActivityRow] = []
    over: list[ActivityRow] = []
    for entry in journal:
        if entry.state not in _PENDING:
            continue
        words, tone = _PENDING[entry.state]
        row = ActivityRow(
            at=entry.made,
            block=entry.block,
            tx=entry.tx or "",
            sentence=entry.sentence or entry.act,
            detail=words or entry.reason,
            tone=tone,
            kind="pending" if tone == BRONZE else "refused",
        )
        (on_its_way if tone == BRONZE else over).append(row)
    return on_its_way, over


TONES: Final = (PLAIN, ACCENT, BRONZE, OXIDE)
"""The tones of a row."""
