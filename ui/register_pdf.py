"""The register of holders on paper: who holds a token, from which raise, and until when locked.

The figures are those of the cap table's files, to the last base unit.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from ui.paged import Col, Pages, pdf_of
from wallet.base.clock import date_and_time, date_of
from wallet.base.money import dollars, percent_of_person, price_per_share, share_count
from wallet.books.cap_table import CapTable
from wallet.flows.taking_cells import one_line


def register_pdf(said: CapTable, network: str, zone_name: str, zone: tzinfo | None) -> bytes:
    """The register as a PDF. Raises WalletError."""
    who = one_line(said.person.name)
    title = f"Register of holders, {who}"
    foot = f"{title} · {one_line(network)} · block {said.block:,}"
    return pdf_of(title, foot, partial(_draw, said, one_line(network), zone_name, zone))


def _draw(said: CapTable, network: str, zone_name: str, zone: tzinfo | None, pages: Pages) -> None:
    pages.say("Symbolon", 34, 600, "accent", after=14)
    pages.say("Register of holders", 70, 600, after=16)
    pages.say(f"{one_line(said.person.name)}, person {said.person.id}", 38, 500, after=6)
    made = date_and_time(said.at, None, zone)
    pages.say(
        f"From the books of {network} as they were on {made}, block {said.block:,}. "
        f"Dates are those of {zone_name}.",
        30, 400, "ink2", after=40,
    )  # fmt: skip
    others = len(said.holders) - 1
    people = f"{others} {'person' if others == 1 else 'people'}"
    pages.figures(
        (
            ("All shares", share_count(said.units), "issued once, never more", "ink"),
            ("Kept by the issuer", share_count(said.own_units),
             percent_of_person(said.own_units), "ink"),
            ("Held by others", share_count(said.outside_units),
             f"{percent_of_person(said.outside_units)}, {people}", "bronze"),
            ("Locked", share_count(said.locked), "cannot be sold yet", "ink"),
        )
    )  # fmt: skip
    _holders(said, zone, pages)
    _raises(said, zone, pages)
    _lockups(said, zone, pages)
    _lots(said, zone, pages)
    _notes(pages)


def _day(instant: int | None, zone: tzinfo | None) -> str:
    return date_of(instant, None, zone) if instant else "–"


def _holders(said: CapTable, zone: tzinfo | None, pages: Pages) -> None:
    pages.heading("Who holds")
    columns = (
        Col("Holder", 3, False), Col("Since", 2), Col("Shares", 2), Col("Part", 1.2),
        Col("Locked", 2), Col("Paid for it", 2),
    )  # fmt: skip
    rows = [
        (
            f"{one_line(one.person.name)}, the issuer" if one.own else one_line(one.person.name),
            _day(one.since, zone),
            share_count(one.units),
            percent_of_person(one.units),
            share_count(one.locked) if one.locked else "–",
            "–" if one.paid is None else dollars(one.paid),
        )
        for one in said.holders
    ]
    whole = (
        "All", "", share_count(sum(one.units for one in said.holders)),
        percent_of_person(said.units), share_count(said.locked), "",
    )  # fmt: skip
    pages.table(columns, rows, whole)


def _raises(said: CapTable, zone: tzinfo | None, pages: Pages) -> None:
    if not said.raises:
        return
    pages.heading("By raise")
    columns = (
        Col("Raise", 2, False), Col("First taken", 2), Col("Price", 2.4), Col("Sold", 2),
        Col("Raised", 2), Col("Still out", 2), Col("Part", 1.2),
    )  # fmt: skip
    rows = [
        (
            f"Offering {one.offering}" if one.offering else "Not known",
            _day(one.first, zone),
            "not known" if one.price is None else price_per_share(one.price),
            share_count(one.sold_units),
            dollars(one.money),
            share_count(one.units),
            percent_of_person(one.units),
        )
        for one in said.raises
    ]
    pages.table(columns, rows)


def _lockups(said: CapTable, zone: tzinfo | None, pages: Pages) -> None:
    if not said.locked:
        return
    pages.heading("By lock-up")
    columns = (Col("Locked until", 3, False), Col("Shares", 2), Col("Part", 1.2), Col("People", 1))
    rows = [
        (
            _day(one.until, zone) if one.until else "Can be sold now",
            share_count(one.units),
            percent_of_person(one.units),
            str(one.holders),
        )
        for one in said.lockups
    ]
    pages.table(columns, rows)


def _lots(said: CapTable, zone: tzinfo | None, pages: Pages) -> None:
    if not said.lots:
        return
    pages.heading("Lot by lot")
    columns = (
        Col("Holder", 3, False), Col("Acquired", 2), Col("Shares", 2), Col("Part", 1.2),
        Col("Locked until", 2), Col("From raise", 1.4),
    )  # fmt: skip
    rows = [
        (
            one_line(one.person.name),
            _day(one.acquired, zone),
            share_count(one.units),
            percent_of_person(one.units),
            _day(one.unlocks, zone),
            ", ".join(map(str, one.offerings)) or "–",
        )
        for one in said.lots
    ]
    pages.table(columns, rows)


def _notes(pages: Pages) -> None:
    pages.heading("How this counts")
    for words in (
        "Names are those that people published, your own for them, or their number on the "
        "network. They are those of the day on which this was printed.",
        "Shares keep the raise in which they were first sold; they are counted first in, first "
        "out, as the network sells them. Where more than eight purchases met, the newest joined "
        "in one lot with the later dates.",
        "Made by this wallet from public records of the network, which are what counts.",
    ):
        pages.say(words, 28, 400, "ink2", after=12)
