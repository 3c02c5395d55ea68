"""The tables of a printed statement: every row that its figures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from ui.paged import Col, Pages
from wallet.base.clock import MONTHS, date_of, wall_time
from wallet.base.money import dollars, price_per_share, share_count
from wallet.books.statement import Holdings, Statement
from wallet.flows.taking_cells import one_line

_KINDS = {
    "sale": "A sale at a gain",
    "claim": "A distribution you received",
    "debt": "A debt after an exit",
    "gift": "A gain you shared",
}


@dataclass(frozen=True)
class Paper:
    """A statement with what is needed to say it."""

    said: Statement
    network: str
    zone_name: str
    zone: tzinfo | None

    @property
    def title(self) -> str:
        """What it is of."""
        said = self.said
        if said.year is None:
            return "Statement of everything"
        return f"Statement of {said.year}" + ("" if said.ended else ", so far")

    @property
    def who(self) -> str:
        """Whose it is."""
        person = self.said.person
        return one_line(person.name) if person else "Nobody who has joined yet"

    def day(self, instant: int) -> str:
        """A date in the zone of the statement."""
        return date_of(instant, None, self.zone)

    def later(self, instant: int | None) -> str:
        """A date after the statement's end; none for what was over by then."""
        return "–" if instant is None or instant < self.said.last else self.day(instant)

    def end(self) -> str:
        """When the statement ends: the last day of the year, or now."""
        return self.day(self.said.last - 1)


def tables(paper: Paper, pages: Pages) -> None:
    """Print every table of a statement."""
    said = paper.said
    if said.year is not None:
        _held(paper, pages, said.opening, f"Held when {said.year} began")
    _held(paper, pages, said.closing, f"Held on {paper.end()}")
    for draw in (_lots, _purchases, _sales, _received, _shared, _raised, _months):
        draw(paper, pages)


def _held(paper: Paper, pages: Pages, holdings: Holdings, title: str) -> None:
    pages.heading(title)
    if not holdings.held:
        pages.say("Nothing of others.", 30, 400, "ink2")
        return
    columns = (
        Col("Person", 3, False),
        Col("Shares", 2.2),
        Col("Paid", 2),
        Col("Reference price", 2.4),
        Col("Price since", 2.2),
        Col("Value", 2.2),
    )
    rows = [
        (
            one_line(one.token.name),
            share_count(one.units, exact=True),
            money_words(one.cost),
            "unknown" if one.price is None else price_per_share(one.price).removesuffix(" a share"),
            "–" if one.price_at is None else paper.day(one.price_at),
            "unknown" if one.value is None else money_words(one.value),
        )
        for one in holdings.held
    ]
    total = ("Together", "", money_words(holdings.cost), "", "", value_words(holdings))
    pages.table(columns, rows, total)
    if holdings.unpriced:
        pages.say(
            f"{priced_words(holdings).capitalize()}; what has none is in no sum.", 27, 400, "ink2"
        )


def _lots(paper: Paper, pages: Pages) -> None:
    lots = paper.said.lots
    if not lots:
        return
    pages.heading(f"Lots on {paper.end()}")
    columns = (
        Col("Person", 3, False),
        Col("Shares", 2.2),
        Col("Acquired", 2.2),
        Col("Unlocks", 2.2),
        Col("Paid", 2),
        Col("Counted cost", 2),
        Col("Value", 2),
    )
    rows = [
        (
            one_line(one.lot.token.name),
            share_count(one.lot.units, exact=True),
            paper.day(one.lot.acquired),
            paper.later(one.lot.unlocks),
            money_words(one.lot.cost),
            money_words(one.lot.counted),
            "unknown" if one.value is None else money_words(one.value),
        )
        for one in lots
    ]
    known = [one.value for one in lots if one.value is not None]
    total = (
        "Together", "", "", "", money_words(sum(one.lot.cost for one in lots)),
        money_words(sum(one.lot.counted for one in lots)),
        money_words(sum(known)) if known else "unknown",
    )  # fmt: skip
    pages.table(columns, rows, total)


def _purchases(paper: Paper, pages: Pages) -> None:
    pages.heading("Bought")
    rows = [
        (
            one_line(one.token.name),
            share_count(one.units, exact=True),
            paper.day(one.at),
            one.how,
            money_words(one.cost),
            money_words(one.counted),
            f"{one.block:,}",
        )
        for one in paper.said.purchases
    ]
    columns = (
        Col("Person", 3, False), Col("Shares", 2.2), Col("On", 2.2), Col("How", 1.6),
        Col("Paid", 2.2), Col("Counted cost", 2.2), Col("Block", 1.4),
    )  # fmt: skip
    bought = paper.said.purchases
    total = (
        "Together", "", "", "", money_words(sum(one.cost for one in bought)),
        money_words(sum(one.counted for one in bought)), "",
    )  # fmt: skip
    _or_none(pages, columns, rows, total, "Nothing was bought.")


def _sales(paper: Paper, pages: Pages) -> None:
    pages.heading("Sold, lot by lot")
    said, totals = paper.said, paper.said.totals
    rows = [
        (
            one_line(one.token.name),
            share_count(one.units, exact=True),
            paper.day(one.acquired),
            paper.day(one.at),
            money_words(one.proceeds),
            money_words(one.cost),
            "–" if one.how == "decision" else signed_words(one.gain),
            money_words(one.siphon),
        )
        for one in said.disposals
    ]
    columns = (
        Col("Person", 2.6, False), Col("Shares", 1.9), Col("Acquired", 2.2), Col("Sold", 2.2),
        Col("Proceeds", 1.9), Col("Paid", 1.9), Col("Gain", 2), Col("Siphon paid", 1.9),
    )  # fmt: skip
    total = (
        "Together", "", "", "", money_words(totals.proceeds), money_words(totals.cost),
        signed_words(totals.gain), money_words(totals.siphon),
    )  # fmt: skip
    _or_none(pages, columns, rows, total, "Nothing was sold.")


def _received(paper: Paper, pages: Pages) -> None:
    pages.heading("Distributions received")
    said, totals = paper.said, paper.said.totals
    rows = [
        (
            one_line(one.token.name),
            paper.day(one.at),
            money_words(one.amount),
            money_words(one.passed_on),
            money_words(one.kept),
            f"{one.block:,}",
        )
        for one in said.received
    ]
    columns = (
        Col("Person", 3, False), Col("Claimed", 2.2), Col("Amount", 2.2),
        Col("Siphon paid", 2.2), Col("Kept", 2.2), Col("Block", 1.4),
    )  # fmt: skip
    total = (
        "Together", "", money_words(totals.received), money_words(totals.passed_on),
        money_words(totals.received - totals.passed_on), "",
    )  # fmt: skip
    _or_none(pages, columns, rows, total, "No distribution was claimed.")


def _shared(paper: Paper, pages: Pages) -> None:
    pages.heading("Siphon paid to your holders")
    rows = [
        (
            _KINDS.get(one.kind, one.kind),
            paper.day(one.at),
            money_words(one.gain),
            money_words(one.amount),
            f"{one.block:,}",
        )
        for one in paper.said.shared
    ]
    columns = (
        Col("Because of", 3, False), Col("On", 2.2), Col("Gain", 2.2), Col("Siphon paid", 2.2),
        Col("Block", 1.4),
    )  # fmt: skip
    gains = money_words(sum(one.gain for one in paper.said.shared))
    total = ("Together", "", gains, money_words(paper.said.totals.shared), "")
    _or_none(pages, columns, rows, total, "Nothing went to holders of yours.")


def _raised(paper: Paper, pages: Pages) -> None:
    if not paper.said.raised:
        return
    pages.heading("Own shares sold")
    rows = [
        (
            one_line(one.buyer.name),
            share_count(one.units, exact=True),
            paper.day(one.at),
            money_words(one.paid),
            f"{one.block:,}",
        )
        for one in paper.said.raised
    ]
    columns = (
        Col("To", 3, False), Col("Shares", 2.2), Col("On", 2.2), Col("Proceeds", 2.2),
        Col("Block", 1.4),
    )  # fmt: skip
    pages.table(columns, rows, ("Together", "", "", money_words(paper.said.totals.raised), ""))


def _months(paper: Paper, pages: Pages) -> None:
    said = paper.said
    if not any(month.value or month.cost or month.received for month in said.months):
        return
    pages.heading("Month by month")
    rows = [
        (
            MONTHS[wall_time(month.end - 1, paper.zone).month - 1],
            "unknown" if month.value is None else money_words(month.value),
            "unknown" if month.cost is None else money_words(month.cost),
            money_words(month.received),
            money_words(month.passed_on),
        )
        for month in said.months
    ]
    columns = (
        Col("Month", 3, False), Col("Value at its end", 2.4), Col("Paid for it", 2.4),
        Col("Received", 2.2), Col("Passed on", 2.2),
    )  # fmt: skip
    pages.table(columns, rows)


def _or_none(
    pages: Pages,
    columns: Sequence[Col],
    rows: Sequence[Sequence[str]],
    total: Sequence[str],
    none: str,
) -> None:
    if rows:
        pages.table(columns, rows, total)
    else:
        pages.say(none, 30, 400, "ink2")


def money_words(amount: int) -> str:
    """An amount to the last base unit."""
    return dollars(amount, exact=True)


def signed_words(amount: int) -> str:
    """A gain or a loss."""
    return f"+ {money_words(amount)}" if amount > 0 else money_words(amount)


def value_words(holdings: Holdings) -> str:
    """What holdings are worth, or that it is not known."""
    return "unknown" if holdings.value is None else money_words(holdings.value)


def priced_words(holdings: Holdings) -> str:
    """Which prices a value is made of."""
    if not holdings.held:
        return "nothing was held"
    if holdings.value is None:
        return "none of it has a price"
    beside = f"; {holdings.unpriced} without a price" if holdings.unpriced else ""
    return f"at reference prices{beside}"


def count_words(things: Sequence[object], word: str) -> str:
    """How many of something there are."""
    return f"{len(things)} {word}" if len(things) == 1 else f"{len(things)} {word}s"
