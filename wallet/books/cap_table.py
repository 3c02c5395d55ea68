"""The cap table: who holds a token, from which raise, and until when it is locked; at any block.

It is replayed from what the ledger said, so that the table of any block can be made again by
anybody who reads the same chain. Names are those of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES
from wallet.books.cap_history import OWN, CapHistory, Piece, cap_history
from wallet.books.depth import interest_of
from wallet.books.disposals import BUY_BACK, OFFERING
from wallet.books.persons import PersonRef
from wallet.books.sums import permyriad
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class CapHolder:
    """Somebody who holds shares; the issuer is `own`, and nothing is known of what they paid.

    `locked` are units that cannot be sold yet, `unlocks` is when the last of them can (None: all
    can now). `paid` was paid for what they hold, `counted` of it is believed by the rules.
    """

    person: PersonRef
    own: bool
    units: int
    permyriad: int
    since: int
    locked: int
    unlocks: int | None
    paid: int | None
    counted: int | None
    lot_count: int


@dataclass(frozen=True, slots=True)
class CapLot:
    """A lot in somebody's hand; `unlocks` is None where it can be sold. `offerings` are the raises
    that its shares came from, by their numbers."""

    person: PersonRef
    serial: int
    units: int
    permyriad: int
    acquired: int
    unlocks: int | None
    paid: int
    counted: int
    offerings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CapRaise:
    """A raise: what was sold in it for how much, and where those shares are by now.

    `units` are still with `holders` people, `returned` went back to the issuer. `offering` is None
    where the books do not know in which raise shares were sold; `price` is then unknown too.
    """

    offering: int | None
    first: int
    price: int | None
    sold_units: int
    money: int
    investors: int
    units: int
    permyriad: int
    returned: int
    holders: int


@dataclass(frozen=True, slots=True)
class CapLockup:
    """Shares held by others than the issuer that unlock at one time; None: they can be sold."""

    until: int | None
    units: int
    permyriad: int
    holders: int


@dataclass(frozen=True, slots=True)
class CapTable:
    """Who holds a token as of a block.

    `at` is the time of the last block up to it that the books kept. Holders are the largest first,
    the issuer before all; raises and lock-ups the earliest first, without the issuer's own shares.
    """

    person: PersonRef
    block: int
    at: int
    units: int
    own_units: int
    outside_units: int
    locked: int
    holders: tuple[CapHolder, ...]
    raises: tuple[CapRaise, ...]
    lockups: tuple[CapLockup, ...]
    lots: tuple[CapLot, ...]


def cap_table(view: View, token: int, block: int | None = None) -> CapTable | None:
    """Who holds a token now or as of a block; None where it was not issued by then.

    Raises WalletError for a block that the books do not know yet (`cap.block`), and where they
    hold some people alone and not this one (`cap.not_read`).
    """
    number, at = moment(view, block)
    _need_read(view, token)
    found = cap_history(view.tables, token, number)
    if found is None:
        return None
    lots = _lots(view, found, at)
    own = found.lots[token][OWN].lot.units
    return CapTable(
        person=view.person(token),
        block=number,
        at=at,
        units=ALL_SHARES,
        own_units=own,
        outside_units=ALL_SHARES - own,
        locked=sum(lot.units for lot in lots if lot.unlocks),
        holders=_holders(view, found, lots, own),
        raises=_raises(view, found),
        lockups=_lockups(lots),
        lots=lots,
    )


@dataclass(frozen=True, slots=True)
class CapBook:
    """A token with every hand that its shares went through, up to a block; `people` are those."""

    person: PersonRef
    issued_at: int
    at: int
    history: CapHistory
    people: Mapping[int, PersonRef]


def cap_book(view: View, token: int, block: int | None = None) -> CapBook | None:
    """How a token's shares came to be where they are; None where it was not issued by then.

    Raises WalletError, as `cap_table` does.
    """
    number, at = moment(view, block)
    _need_read(view, token)
    found = cap_history(view.tables, token, number)
    if found is None:
        return None
    people = {one.person: view.person(one.person) for one in found.pieces}
    return CapBook(view.person(token), found.pieces[0].at, at, found, people)


def moment(view: View, block: int | None) -> tuple[int, int]:
    """A block and its time, the last one that is known where none is named. Raises WalletError."""
    if block is None:
        return view.block, view.now
    row = view.tables.row(
        "SELECT at FROM block WHERE number <= ? ORDER BY number DESC LIMIT 1", block
    )
    if not 0 <= block <= view.block:
        raise WalletError(
            f"The books do not know block {block:,}.",
            f"They reach from 0 to {view.block:,}. Follow the chain, or name an earlier one.",
            "cap.block",
            "block",
        )
    return block, int(row["at"] or 0) if row else 0


def block_on(view: View, day_ends: int) -> int:
    """The last block before an instant that the books kept; the newest for one still to come.

    Blocks in which nothing happened are not kept: the table is the same in them.
    """
    if day_ends > view.block_at:
        return view.block
    row = view.tables.row("SELECT max(number) AS number FROM block WHERE at < ?", day_ends)
    return int(row["number"] or 0) if row else 0


def _need_read(view: View, token: int) -> None:
    read = interest_of(view.tables)
    if read is not None and token not in read and token != view.me:
        raise WalletError(
            f"These books do not hold every movement of {view.name_of(token)}’s shares.",
            "Follow the person, or read the whole network.",
            "cap.not_read",
        )


def _lots(view: View, found: CapHistory, at: int) -> tuple[CapLot, ...]:
    made = []
    every = ((person, *one) for person, lots in found.lots.items() for one in lots.items())
    for person, serial, held in sorted(every, key=lambda one: one[:2]):
        if serial == OWN:
            continue
        lot = held.lot
        made.append(
            CapLot(
                person=view.person(person),
                serial=serial,
                units=lot.units,
                permyriad=permyriad(lot.units),
                acquired=lot.acquired,
                unlocks=lot.unlocks if lot.unlocks > at else None,
                paid=lot.paid,
                counted=lot.cost,
                offerings=tuple(sorted({one.offering for one in held.pieces if one.offering})),
            )
        )
    return tuple(made)


def _holders(
    view: View, found: CapHistory, lots: tuple[CapLot, ...], own: int
) -> tuple[CapHolder, ...]:
    mine: dict[int, list[CapLot]] = {}
    for lot in lots:
        mine.setdefault(lot.person.id, []).append(lot)
    made = [_holder(view, found, person, held) for person, held in mine.items()]
    made.sort(key=lambda one: (-one.units, one.person.id))
    since = found.pieces[0].at
    issuer = CapHolder(
        view.person(found.token), True, own, permyriad(own), since, 0, None, None, None, 0
    )
    return (issuer, *made)


def _holder(view: View, found: CapHistory, person: int, lots: list[CapLot]) -> CapHolder:
    units = sum(lot.units for lot in lots)
    return CapHolder(
        person=view.person(person),
        own=False,
        units=units,
        permyriad=permyriad(units),
        since=found.since[person],
        locked=sum(lot.units for lot in lots if lot.unlocks),
        unlocks=max((lot.unlocks or 0 for lot in lots), default=0) or None,
        paid=sum(lot.paid for lot in lots),
        counted=sum(lot.counted for lot in lots),
        lot_count=len(lots),
    )


def _raises(view: View, found: CapHistory) -> tuple[CapRaise, ...]:
    sold: dict[int, list[Piece]] = {}
    for piece in found.pieces:
        if piece.how == OFFERING:
            sold.setdefault(piece.offering or 0, []).append(piece)
    out: dict[int, list[Piece]] = {}
    for piece in found.pieces:
        if piece.left and piece.offering is not None:
            out.setdefault(piece.offering, []).append(piece)
    return tuple(
        _raise(view, found, number, pieces, out.get(number, []))
        for number, pieces in sorted(sold.items(), key=lambda one: (one[1][0].at, one[0]))
    )


def _raise(
    view: View, found: CapHistory, number: int, sold: list[Piece], out: list[Piece]
) -> CapRaise:
    row = view.tables.row("SELECT price FROM offering WHERE id = ?", number)
    units = sum(one.left for one in out)
    return CapRaise(
        offering=number or None,
        first=sold[0].at,
        price=int(row["price"]) if row else None,
        sold_units=sum(one.units for one in sold),
        money=sum(one.paid for one in sold),
        investors=len({one.person for one in sold}),
        units=units,
        permyriad=permyriad(units),
        returned=sum(
            move.units
            for move in found.moves
            if move.how == BUY_BACK and found.pieces[move.source].offering == number
        ),
        holders=len({one.person for one in out}),
    )


def _lockups(lots: Iterable[CapLot]) -> tuple[CapLockup, ...]:
    by: dict[int, list[CapLot]] = {}
    for lot in lots:
        by.setdefault(lot.unlocks or 0, []).append(lot)
    made = []
    for until, held in sorted(by.items()):
        units = sum(lot.units for lot in held)
        people = len({lot.person.id for lot in held})
        made.append(CapLockup(until or None, units, permyriad(units), people))
    return tuple(made)
