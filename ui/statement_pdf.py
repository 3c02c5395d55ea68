"""The statement of a year on paper: figures, pictures, and every row that they are made of.

The figures are those of the tables that can be taken away, to the last base unit.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from ui.paged import Pages, pdf_of
from ui.statement_charts import allocation_chart, distributions_chart, value_chart
from ui.statement_tables import (
    Paper,
    count_words,
    money_words,
    priced_words,
    signed_words,
    tables,
    value_words,
)
from wallet.base.clock import date_and_time
from wallet.books.statement import Statement
from wallet.flows.taking_cells import one_line

_MOST_BARS = 20
_BAR = 56.0


def statement_pdf(said: Statement, network: str, zone_name: str, zone: tzinfo | None) -> bytes:
    """The statement as a PDF. Raises WalletError."""
    paper = Paper(said, one_line(network), zone_name, zone)
    foot = f"{paper.title} · {paper.who} · {paper.network} · block {said.block:,}"
    return pdf_of(f"{paper.title}, {paper.who}", foot, partial(_draw, paper))


def _draw(paper: Paper, pages: Pages) -> None:
    _top(paper, pages)
    _figures(paper, pages)
    _pictures(paper, pages)
    tables(paper, pages)
    _notes(pages)


def _top(paper: Paper, pages: Pages) -> None:
    said = paper.said
    pages.say("Symbolon", 34, 600, "accent", after=14)
    pages.say(paper.title, 70, 600, after=16)
    number = f", person {said.person.id}" if said.person else ""
    pages.say(f"{paper.who}{number}", 38, 500, after=6)
    pages.say(said.account, 28, 400, "ink2", "mono", after=6)
    made = date_and_time(said.at, None, paper.zone)
    pages.say(
        f"From the books of {paper.network} as they were on {made}, block {said.block:,}. "
        f"Dates are those of {paper.zone_name}.",
        30,
        400,
        "ink2",
        after=40,
    )


def _figures(paper: Paper, pages: Pages) -> None:
    said, totals = paper.said, paper.said.totals
    closing, opening = said.closing, said.opening
    gain = "accent" if totals.gain > 0 else "oxide" if totals.gain < 0 else "ink"
    pages.figures(
        (
            (f"Value on {paper.end()}", value_words(closing), priced_words(closing), "ink"),
            ("Paid for it", money_words(closing.cost), "what you still hold", "ink"),
            ("Gained by selling", signed_words(totals.gain), "less what you paid", gain),
            (
                "Distributions received",
                money_words(totals.received),
                "before your holders’ part",
                "ink",
            ),
        )
    )
    began = (
        ("Value when it began", value_words(opening), priced_words(opening), "ink")
        if said.year is not None
        else ("Sold", money_words(totals.proceeds), "proceeds of all sales", "ink")
    )
    pages.figures(
        (
            began,
            ("Bought", money_words(totals.bought), count_words(said.purchases, "purchase"), "ink"),
            (
                "Went to your holders",
                money_words(totals.shared),
                "the siphon of your gains",
                "bronze",
            ),
            ("Raised", money_words(totals.raised), "by selling your own shares", "ink"),
        )
    )


def _pictures(paper: Paper, pages: Pages) -> None:
    said = paper.said
    if any(month.value or month.cost for month in said.months):
        pages.heading("What you held, month by month", 500)
        pages.picture(420, partial(value_chart, said.months))
        if any(month.unpriced for month in said.months):
            pages.say("What had no price at the time is in no value here.", 27, 400, "ink2")
    if said.totals.received and said.months:
        pages.heading("Distributions received, month by month", 480)
        pages.picture(360, partial(distributions_chart, said.months))
    held = said.closing.held[:_MOST_BARS]
    if held:
        left = len(said.closing.held) - len(held)
        beside = f", the {_MOST_BARS} largest" if left else ""
        pages.heading(f"Whom you hold on {paper.end()}{beside}", 160 + _BAR * len(held))
        pages.picture(_BAR * len(held), partial(allocation_chart, held))


def _notes(pages: Pages) -> None:
    pages.heading("How this counts")
    for words in (
        "Prices are reference prices: that of the last auction in which enough money changed "
        "hands, as it stood at the time. Where somebody has none, the value is unknown, and is in "
        "no sum.",
        "Lots are sold first in, first out among those not locked, as the network sells them. "
        "Where more than eight purchases met, the newest joined in one lot with the later date.",
        "A gain is what a sale brought less what you paid. The counted cost is what the network’s "
        "rules believe of it; the siphon is taken from the gain over that, and never given back "
        "for a loss.",
        "Distributions count when they were claimed. A forced transfer by a decision brings "
        "nothing, and is no gain.",
        "Amounts are in the network’s dollar token. The network charges no fee; what its nodes "
        "were paid in coins, and money in wallets, are not in here.",
        "Made by this wallet from public records of the network. It is not tax advice.",
    ):
        pages.say(words, 28, 400, "ink2", after=12)
