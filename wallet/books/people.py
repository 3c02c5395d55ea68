"""People: everyone on the network, and one person's page."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from wallet.books import folds_auction
from wallet.books.auctions import AuctionRow, past_auctions
from wallet.books.companies import Debt, Exit, Stake, debts_of, exits_of, stakes_of
from wallet.books.directory import Directory
from wallet.books.finding import Wanted
from wallet.books.identity import LEVELS
from wallet.books.persons import PersonRef
from wallet.books.raising import Offering, offerings_of
from wallet.books.record import PersonRecord, record_of
from wallet.books.store import Row
from wallet.books.sums import outside
from wallet.books.terms import tagline, terms_text
from wallet.books.token import HolderRow, PricePoint, history_of, holders_of
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list. `auction` is when theirs ends. `raised` and `shared` are money,
    None where only what is public was read of their token (`read`)."""

    person: PersonRef
    tagline: str
    country: int
    joined: int
    reference: int | None
    raised: int | None
    shared: int | None
    holders: int
    open_offering: int | None
    auction: int | None
    my_units: int
    read: bool = True


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything public about one person. `my_label` is one's own note of who they are.

    `terms` are what they published with their token, empty where they published none; `auctions`
    the settled ones, newest first; `followed` says whether whoever looks follows them.

    Where not all of their token was read, there are no `holders` and their units are not known;
    `holds_read` says whether `holds` is all that they hold.
    """

    row: PersonRow
    my_label: str
    expires: int
    level: str
    attestor: bool
    terms_hash: str
    terms: str
    issued_at: int | None
    own_units: int | None
    outside_units: int | None
    holders: tuple[HolderRow, ...]
    offerings: tuple[Offering, ...]
    history: tuple[PricePoint, ...]
    stakes: tuple[Stake, ...]
    exits: tuple[Exit, ...]
    debts: tuple[Debt, ...]
    auctions: tuple[AuctionRow, ...]
    record: PersonRecord
    followed: bool
    holds: tuple[tuple[PersonRef, int], ...]
    holds_read: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Who fits a search, by their ids in its order: the first or all of the `count` who do.

    There are `everybody` on the network; it is so `at` a time.
    """

    at: int
    ids: array[int]
    count: int
    everybody: int


def found(view: View, wanted: Wanted, directory: Directory, most: int | None = None) -> Found:
    """The people who fit `wanted`, at most so many, by a directory that was made level before."""
    ids, count = directory.find(wanted, view, most)
    return Found(view.now, ids, count, everybody(view))


def everybody(view: View) -> int:
    """How many people there are on the network. Their ids have no gaps."""
    row = view.tables.row("SELECT max(id) AS n FROM person")
    return (row["n"] or 0) if row else 0


def people(
    view: View, directory: Directory, query: str = "", most: int = 500
) -> tuple[PersonRow, ...]:
    """People by words of their name, label, number or work: issuers first, then by name.

    At most `most`.
    """
    return people_rows(view, found(view, Wanted(words=query), directory, most).ids)


def people_rows(view: View, ids: Iterable[int]) -> tuple[PersonRow, ...]:
    """These people in this order, as rows of the list; those who are not known are left out."""
    rows = (view.tables.row("SELECT * FROM person WHERE id = ?", one) for one in ids)
    return tuple(_row(view, row) for row in rows if row is not None)


def person(view: View, number: int) -> PersonPage | None:
    """One person's page, or None."""
    row = view.tables.row("SELECT * FROM person WHERE id = ?", number)
    if row is None:
        return None
    token = view.tables.row("SELECT * FROM token WHERE id = ?", number)
    own = view.tables.row(
        "SELECT units FROM position WHERE token = ? AND person = ?", *(number,) * 2
    )
    held = view.tables.rows(
        "SELECT token, units FROM position WHERE person = ? AND token != person", number
    )
    read = view.knows_holders(number) or token is None
    holders = holders_of(view, number) if token and read else ()
    return PersonPage(
        row=_row(view, row),
        my_label=view.labels.get(number, ""),
        expires=row["expires"],
        level=LEVELS.get(row["level"], ""),
        attestor=bool(row["attestor"]),
        terms_hash=token["terms_hash"] if token else "",
        terms=(terms_text(view, number) or "") if token else "",
        issued_at=token["issued"] if token else None,
        own_units=(own["units"] if own else 0) if read else None,
        outside_units=outside(view.tables, number) if read else None,
        holders=holders,
        offerings=offerings_of(view, number),
        history=history_of(view, number),
        stakes=stakes_of(view, number),
        exits=exits_of(view, number),
        debts=debts_of(view, number),
        auctions=past_auctions(view, number),
        record=record_of(view, number, holders),
        followed=number in view.follows,
        holds=tuple((view.person(one["token"]), one["units"]) for one in held if one["units"]),
        holds_read=view.knows_holdings(number),
    )


def _row(view: View, row: Row) -> PersonRow:
    number = row["id"]
    token = view.tables.row("SELECT * FROM token WHERE id = ?", number)
    offering = view.tables.row(
        "SELECT id FROM offering WHERE issuer = ? AND closed IS NULL AND deadline > ?",
        number,
        view.now,
    )
    auction = folds_auction.running(view.tables, number)
    mine = view.tables.row(
        "SELECT units FROM position WHERE token = ? AND person = ?", number, view.me or 0
    )
    holders = view.tables.row(
        "SELECT count(*) AS holders FROM position WHERE token = ? AND person != ? AND units != '0'",
        number,
        number,
    )
    read = view.knows_holders(number) or token is None
    counted = holders if read else token  # how many there are is public
    return PersonRow(
        person=view.person(number),
        tagline=tagline(view, number),
        country=row["country"],
        joined=row["joined"],
        reference=(token["reference"] or None) if token else None,
        raised=(token["raised"] if token else 0) if read else None,
        shared=(token["shared"] if token else 0) if read else None,
        holders=counted["holders"] if counted else 0,
        open_offering=offering["id"] if offering else None,
        auction=auction["ends"] if auction else None,
        my_units=mine["units"] if mine else 0,
        read=read,
    )
