"""What is on record about a person: how they paid, what was decided and reported, every price.

Each thing is told with its number, by which `histories` finds every event about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from wallet.books.happened_law import CAUSES, CLASSES
from wallet.books.persons import PersonRef
from wallet.books.token import HolderRow
from wallet.books.view import View

MOST_QUOTES: Final = 2_000
"""Reference prices that are told; of more the latest."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the shares that others hold are spread, in hundredths of a per cent of those shares.

    `half` is the fewest holders who have half of them together; `effective` is how many equal
    holders would be as concentrated (the inverse of the sum of squares), in tenths.
    """

    holders: int
    largest: int
    three: int
    half: int
    effective: int


@dataclass(frozen=True, slots=True)
class Promptness:
    """How somebody paid what they owed their holders. `longest` is in seconds after the due date,
    of paid debts and of those still open; `soonest` before it, of those paid in time."""

    debts: int
    in_time: int
    late: int
    open: int
    overdue: int
    longest: int
    soonest: int


@dataclass(frozen=True, slots=True)
class Payment:
    """One debt as its due date saw it: `after` is seconds from the due date to the end (negative:
    before it), or to now for one that is open."""

    debt: int
    opened: int
    due: int
    ended: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Case:
    """A decision about somebody. `kind` is in words; `opinion` the adviser's, None if unknown."""

    id: int
    kind: str
    status: str
    published: int
    ready: int
    ends: int
    closed: int | None
    vetoes: int
    needed: int
    opinion: bool | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report against somebody that was opened, and what became of it."""

    id: int
    reporter: PersonRef
    committed: int
    amount: int
    answer_by: int | None
    answered: bool
    state: str
    gain: int | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """The window in which an exit of theirs could be disputed."""

    exit: int
    ends: int
    state: str
    disputer: PersonRef | None
    winner: PersonRef | None


@dataclass(frozen=True, slots=True)
class Strike:
    """A strike, and why."""

    at: int
    cause: str
    number: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A reference price from an instant on."""

    at: int
    block: int
    price: int


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """The record. `stated` is when the last yearly statement was filed, None for never."""

    concentration: Spread | None
    promptness: Promptness
    payments: tuple[Payment, ...]
    stated: int | None
    strikes: tuple[Strike, ...]
    cases: tuple[Case, ...]
    reports: tuple[Report, ...]
    disputes: tuple[Dispute, ...]
    quotes: tuple[Quote, ...]


def record_of(view: View, number: int, holders: tuple[HolderRow, ...]) -> PersonRecord:
    """What is on record about a person with these holders."""
    row = view.tables.row("SELECT stated FROM person WHERE id = ?", number)
    payments = tuple(_payments(view, number))
    return PersonRecord(
        concentration=concentration(holders),
        promptness=_promptness(payments, view.now),
        payments=payments,
        stated=(row["stated"] or None) if row else None,
        strikes=tuple(_strikes(view, number)),
        cases=tuple(_cases(view, number)),
        reports=tuple(_reports(view, number)),
        disputes=tuple(_disputes(view, number)),
        quotes=quotes_of(view, number),
    )


def concentration(holders: tuple[HolderRow, ...]) -> Spread | None:
    """How shares are spread over holders, the largest first; None where nobody holds any."""
    parts = [one.units for one in holders if one.units]
    total = sum(parts)
    if not total:
        return None
    reached, half = 0, 0
    for units in parts:
        if 2 * reached >= total:
            break
        reached, half = reached + units, half + 1
    return Spread(
        holders=len(parts),
        largest=parts[0] * 10_000 // total,
        three=sum(parts[:3]) * 10_000 // total,
        half=half,
        effective=10 * total * total // sum(units * units for units in parts),
    )


def quotes_of(view: View, token: int) -> tuple[Quote, ...]:
    """Every reference price that a token had, oldest first."""
    rows = view.tables.rows(
        "SELECT * FROM quote WHERE token = ? ORDER BY block DESC, log DESC LIMIT ?",
        token,
        MOST_QUOTES,
    )
    return tuple(Quote(row["at"], row["block"], row["price"]) for row in reversed(rows))


def _payments(view: View, issuer: int) -> Iterator[Payment]:
    rows = view.tables.rows(
        "SELECT * FROM debt WHERE issuer = ? ORDER BY due DESC, id DESC", issuer
    )
    for row in rows:
        until = view.now if row["ended"] is None else row["ended"]
        yield Payment(row["id"], row["opened"], row["due"], row["ended"], until - row["due"])


def _promptness(payments: tuple[Payment, ...], now: int) -> Promptness:
    paid = [one for one in payments if one.ended is not None]
    late = [one for one in paid if one.after > 0]
    still = [one for one in payments if one.ended is None]
    return Promptness(
        debts=len(payments),
        in_time=len(paid) - len(late),
        late=len(late),
        open=len(still),
        overdue=len([one for one in still if one.due < now]),
        longest=max((one.after for one in payments if one.after > 0), default=0),
        soonest=max((-one.after for one in paid if one.after <= 0), default=0),
    )


def _strikes(view: View, number: int) -> Iterator[Strike]:
    for row in view.tables.rows("SELECT * FROM strike WHERE person = ? ORDER BY at DESC", number):
        yield Strike(row["at"], CAUSES.get(row["cause"], ""), row["number"])


def _cases(view: View, number: int) -> Iterator[Case]:
    sql = "SELECT * FROM decision WHERE subject = ? ORDER BY id DESC"
    for row in view.tables.rows(sql, number):
        opinion = row["opinion"]
        yield Case(
            id=row["id"],
            kind=CLASSES.get(row["kind"], "decision"),
            status=row["status"],
            published=row["published"],
            ready=row["ready"],
            ends=row["ends"],
            closed=row["closed"],
            vetoes=row["vetoes"],
            needed=row["needed"],
            opinion=None if opinion is None else bool(opinion),
        )


def _reports(view: View, number: int) -> Iterator[Report]:
    sql = "SELECT * FROM report WHERE subject = ? ORDER BY id DESC"
    for row in view.tables.rows(sql, number):
        yield Report(
            id=row["id"],
            reporter=view.person(row["reporter"]),
            committed=row["committed"],
            amount=row["amount"],
            answer_by=row["answer_by"],
            answered=row["answer"] is not None,
            state=row["state"],
            gain=row["gain"],
        )


def _disputes(view: View, number: int) -> Iterator[Dispute]:
    sql = (
        "SELECT m.* FROM matter m JOIN exit e ON e.id = m.exit WHERE e.owner = ?"
        " ORDER BY m.exit DESC"
    )
    for row in view.tables.rows(sql, number):
        yield Dispute(
            exit=row["exit"],
            ends=row["ends"],
            state=row["state"],
            disputer=view.person(row["disputer"]) if row["disputer"] else None,
            winner=view.person(row["winner"]) if row["winner"] else None,
        )
