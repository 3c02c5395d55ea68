"""The cap table as files: its tables, and what a file says about itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import tzinfo
from typing import Final

from wallet.base.clock import iso_time
from wallet.books.cap_table import CapHolder, CapLot, CapTable
from wallet.books.said_json import COUNT, MONEY, PERCENT, PRICE, SHARES, TIME
from wallet.flows.taking_cells import one_line
from wallet.flows.taking_tables import TEXT, Column, Table, Value

_HOLDER: Final = (
    Column("Holder", TEXT, "whose they are; the name that they published, or your own for them"),
    Column("Holder number", COUNT, "the number of that person on the network"),
)
_PART: Final = Column("Percent", PERCENT, "of all ten million shares")
_REGISTER: Final = (
    *_HOLDER,
    Column("Lot", COUNT, "the number of the lot; the issuer's own shares have none"),
    Column("Quantity", SHARES, "shares", True),
    _PART,
    Column("Acquired", TIME, "when; the newest, where several purchases joined in the lot"),
    Column("Unlocks", TIME, "until when it cannot be sold, if it is locked now"),
    Column("Paid", MONEY, "what was paid for what is left; not known of the issuer", True),
    Column("Counted cost", MONEY, "what the network's rules believe of it", True),
    Column("Raises", TEXT, "the offerings in which these shares were first sold, by number"),
)
_HOLDERS: Final = (
    *_HOLDER,
    Column("Quantity", SHARES, "shares", True),
    _PART,
    Column("Since", TIME, "since when without a break"),
    Column("Locked", SHARES, "of these, shares that cannot be sold yet", True),
    Column("Unlocks", TIME, "when the last of them can be"),
    Column("Paid", MONEY, "what was paid for what they hold; not known of the issuer", True),
    Column("Lots", COUNT, "how many lots they hold"),
)
_RAISES: Final = (
    Column("Raise", COUNT, "the number of the offering; empty where it is not known"),
    Column("First taken", TIME, "when the first of its shares were taken"),
    Column("Price", PRICE, "of one share"),
    Column("Sold", SHARES, "shares", True),
    Column("Raised", MONEY, "what was paid for them", True),
    Column("Investors", COUNT, "how many people took shares"),
    Column("Still out", SHARES, "of them, with others than the issuer now", True),
    _PART,
    Column("Holders now", COUNT, "with how many people"),
    Column("Bought back", SHARES, "that went back to the issuer", True),
)
_LOCKUPS: Final = (
    Column("Until", TIME, "when they unlock; empty for shares that can be sold"),
    Column("Quantity", SHARES, "shares of others than the issuer", True),
    _PART,
    Column("Holders", COUNT, "how many people hold them"),
)


def register(said: CapTable) -> Table:
    """Every lot in every hand, the issuer's own shares first: the table that holds all."""
    by: dict[int, list[CapLot]] = {}
    for lot in said.lots:
        by.setdefault(lot.person.id, []).append(lot)
    rows: list[tuple[Value, ...]] = []
    for holder in said.holders:
        if holder.own:
            rows.append(_own(holder))
        rows += [_lot(lot) for lot in by.get(holder.person.id, ())]
    return Table("cap-table", "Register", _REGISTER, tuple(rows))


def tables_of(said: CapTable) -> list[Table]:
    """By holder, by raise, by lock-up, and lot by lot."""
    return [
        Table("holders", "Holders", _HOLDERS, tuple(
            (one.person.name, one.person.id, one.units, one.permyriad, one.since, one.locked,
             one.unlocks, one.paid, one.lot_count)
            for one in said.holders
        )),
        Table("raises", "Raises", _RAISES, tuple(
            (one.offering, one.first, one.price, one.sold_units, one.money, one.investors,
             one.units, one.permyriad, one.holders, one.returned)
            for one in said.raises
        )),
        Table("lockups", "Lock-ups", _LOCKUPS, tuple(
            (one.until, one.units, one.permyriad, one.holders) for one in said.lockups
        )),
        register(said),
    ]  # fmt: skip


def about_cap(
    said: CapTable, network: str, zone: str, tz: tzinfo | None
) -> tuple[tuple[str, str], ...]:
    """What a file is, for its reader."""
    return (
        ("What this is", "Who holds a token, from the books of a Symbolon wallet"),
        ("Token", f"{one_line(said.person.name)}, number {said.person.id}"),
        ("Network", one_line(network)),
        ("As of block", f"{said.block:,}"),
        ("As of", iso_time(said.at, tz)),
        ("Times", f"as clocks show them in {zone}"),
        ("Currency", "the network's dollar token, counted as US dollars"),
        ("Names", "those of today; who published none has your own name for them, or a number"),
        ("Raises", "shares keep the raise that they were first sold in, first in, first out"),
        ("Legal weight", "Made from public records; the network's own records are what counts."),
    )


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Files in one, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _own(one: CapHolder) -> tuple[Value, ...]:
    return (
        one.person.name, one.person.id, None, one.units, one.permyriad, one.since, None, None,
        None, "",
    )  # fmt: skip


def _lot(one: CapLot) -> tuple[Value, ...]:
    return (
        one.person.name, one.person.id, one.serial, one.units, one.permyriad, one.acquired,
        one.unlocks, one.paid, one.counted, ", ".join(map(str, one.offerings)),
    )  # fmt: skip
