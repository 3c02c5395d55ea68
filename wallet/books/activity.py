"""Activity: what happened to this person, newest first, in sentences with names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import groupby
from typing import Final

from wallet.books.happened import tell
from wallet.books.pending import CANCEL
from wallet.books.store import OF_WHOM, event_of
from wallet.books.told import ACCENT, BRONZE, OXIDE, PLAIN, Told
from wallet.books.view import View
from wallet.chain import journal as states
from wallet.chain.journal import Entry
from wallet.chain.logs import Event

_CANCELLED: Final = "Cancelled before it happened; only the network fee was paid."


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that happened, or came to nothing (`block` None).

    `again` is the entry of the journal that waited for its signature in vain and can be begun anew,
    0 for none. `tone` is one of `TONES`; `kind` identity, token, raising, trading, sharing,
    companies, money, governance, watching or refused.
    """

    at: int
    block: int | None
    tx: str
    sentence: str
    detail: str
    tone: str
    kind: str
    again: int = 0


@dataclass(frozen=True, slots=True)
class Narrow:
    """What of it is wanted; what is not said does not matter.

    `person` is another who took part; times are from `since` on and before `until`.
    """

    kind: str = ""
    person: int = 0
    since: int | None = None
    until: int | None = None
    words: str = ""

    def fits(self, one: ActivityRow) -> bool:
        """Whether a line is wanted, whoever took part."""
        if self.kind and one.kind != self.kind:
            return False
        if self.since is not None and one.at < self.since:
            return False
        if self.until is not None and one.at >= self.until:
            return False
        words = self.words.casefold().strip()
        return not words or words in f"{one.sentence} {one.detail}".casefold()


ALL: Final = Narrow()


def activity(
    view: View, journal: Sequence[Entry] = (), most: int = 200, narrow: Narrow = ALL
) -> tuple[ActivityRow, ...]:
    """What happened to whoever looks, newest first; what is on its way is in `pending`.

    `journal` holds the account's latest entries, newest first.
    """
    found: list[ActivityRow] = []
    for event in _events(view, narrow):
        if event.contract == "Dollar" and _told_otherwise(view, event):
            continue
        told = tell(view, event)
        if told is not None and narrow.fits(row := row_of(event, told)):
            found.append(row)
            if len(found) == most:
                break
    over = [] if narrow.person else [one for one in _of_journal(view, journal) if narrow.fits(one)]
    return tuple(sorted([*over, *found], key=lambda one: (-one.at, -(one.block or 0))))[:most]


def _events(view: View, narrow: Narrow) -> Iterator[Event]:
    """Whoever looks took part in these, newest first, each once; read only as far as is asked."""
    sql = f"SELECT e.* {OF_WHOM}"
    values: list[object] = []
    if narrow.since is not None:
        sql, values = f"{sql} AND e.at >= ?", [*values, narrow.since]
    if narrow.until is not None:
        sql, values = f"{sql} AND e.at < ?", [*values, narrow.until]
    if narrow.person:
        other = view.tables.row("SELECT account FROM person WHERE id = ?", narrow.person)
        sql += (
            " AND EXISTS (SELECT 1 FROM involved o WHERE o.who IN (?, ?)"
            " AND o.block = i.block AND o.log = i.log)"
        )
        values += [str(narrow.person), other["account"] if other else ""]
    sql += " ORDER BY i.block DESC, i.log DESC"
    both = [
        view.tables.db.execute(sql, (who, *values))
        for who in (str(view.me or 0), view.account.lower())
    ]
    last: tuple[int, int] | None = None
    for row in merge(*both, key=lambda one: (-one["block"], -one["log"])):
        place = (row["block"], row["log"])
        if place != last:
            yield event_of(row)
        last = place


def row_of(event: Event, told: Told) -> ActivityRow:
    """An event in the words that it was told in."""
    return ActivityRow(
        event.at, event.block, event.tx, told.sentence, told.detail, told.tone, told.kind
    )


def _told_otherwise(view: View, event: Event) -> bool:
    """Whether the ledger took part: then its own events tell of the money."""
    sql = "SELECT 1 FROM event WHERE block = ? AND tx = ? AND contract = 'Ledger'"
    return view.tables.row(sql, event.block, event.tx) is not None


def _of_journal(view: View, journal: Sequence[Entry]) -> list[ActivityRow]:
    """What no event tells of: what came to nothing, and payments that pass by the contracts.

    Of several that shared a place, only one happened: it alone is told of.
    """
    ordered = sorted(journal, key=lambda one: (one.anchor, one.nonce, one.id))
    found: list[ActivityRow] = []
    for _place, group in groupby(ordered, key=lambda one: (one.anchor, one.nonce)):
        tries = tuple(group)
        happened = [one for one in tries if one.state in (states.IN_BLOCK, states.FINAL)]
        if happened:
            found += _happened(view, happened[-1], tries)
        elif not any(one.state in states.HOLDING for one in tries):
            # Each that was signed is told of where nothing happened; a draft given up is not.
            found += [_over(one) for one in _worth_telling(tries)]
    return found


def _happened(view: View, entry: Entry, tries: Sequence[Entry]) -> list[ActivityRow]:
    if entry.act == CANCEL:
        wanted = next((one for one in tries if one.act != CANCEL), entry)
        return [_row(entry, wanted.sentence or wanted.act, _CANCELLED, PLAIN, "refused")]
    folded = entry.block is not None and entry.block <= view.block
    sql = "SELECT 1 FROM event WHERE block = ? AND tx = ?"
    if not folded or view.tables.row(sql, entry.block, entry.tx or ""):
        return []
    return [_row(entry, entry.sentence or entry.act, "", PLAIN, "money")]


def _worth_telling(tries: Sequence[Entry]) -> list[Entry]:
    ended = [one for one in tries if one.state in (states.FAILED, states.DROPPED, states.REPLACED)]
    failed = [one for one in ended if one.state == states.FAILED and one.block is not None]
    return failed or ended[-1:]


def _over(entry: Entry) -> ActivityRow:
    row = _row(entry, entry.sentence or entry.act, entry.reason, OXIDE, "refused")
    return replace(row, again=entry.id) if entry.elsewhere and entry.raw is None else row


def _row(entry: Entry, sentence: str, detail: str, tone: str, kind: str) -> ActivityRow:
    return ActivityRow(entry.made, entry.block, entry.tx or "", sentence, detail, tone, kind)


TONES: Final = (PLAIN, ACCENT, BRONZE, OXIDE)
"""The tones of a row."""
