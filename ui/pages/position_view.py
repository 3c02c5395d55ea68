"""One position: what is held of a person, purchase by purchase, and what selling has brought."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.context import Context
from ui.pages.signed_card import SignedCard
from ui.theme import Tone, space
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.price_history import PriceHistory
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of, duration, exact_time
from wallet.base.money import (
    dollars,
    percent_of_person,
    price_of,
    price_per_share,
    share_count,
    shares,
    signed_dollars,
    signed_percent,
)
from wallet.books.performance import Earned
from wallet.books.portfolio import LotRow, Portfolio, Position, SaleRow
from wallet.books.signed_terms import SignedEntry
from wallet.books.token import PricePoint

LOTS = ("Bought", "Held for", "Shares", "Paid", "Counts as cost")


class PositionView(QWidget):
    """Shows one `Position` and the sales of its token."""

    def __init__(
        self,
        context: Context,
        again: Callable[[], object],
        case: Callable[[], object],
        confirm: Callable[[int], object] = lambda serial: None,
    ) -> None:
        """`again` is called when terms were signed or brought in here.

        `case` opens what makes a case file of the position that is shown, `confirm` what has
        the cost of one of its purchases confirmed.
        """
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("xl"))
        self.held, self.value = Figure("You hold"), Figure("Value")
        self.gain, self.claimable = Figure("Gain so far"), Figure("To claim")
        figures = row(gap="l")
        for figure in (self.held, self.value, self.gain, self.claimable):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        self.lots = Table(_columns(LOTS), "Purchases")
        self.lots_card = Card("Purchases")
        self.lots_card.add(
            Text(
                "The oldest is sold first, unless it is locked. What counts as cost is what a gain "
                "is measured against; of a gain a part goes to your holders.",
                "caption",
                "ink2",
            )
        )
        self.lots.acted.connect(lambda serial, _: confirm(int(serial)))
        self.lots_card.add(self.lots)
        self.case = Button("Case file", case, hint="A PDF for a court, with all that proves it")
        self.lots_card.add(row(self.case, None))
        layout.addWidget(self.lots_card)
        self.prices = PriceHistory("What a share has been worth")
        prices = Card("What a share has been worth")
        prices.add(self.prices)
        layout.addWidget(prices)
        self.facts = Facts()
        summary = Card("Since you first bought")
        summary.add(self.facts)
        layout.addWidget(summary)
        self.signed = SignedCard(context, again, own=False)
        layout.addWidget(self.signed)
        self.sales = sales_table()
        self.sales_card = Card("Your sales")
        self.sales_card.add(self.sales)
        layout.addWidget(self.sales_card)
        layout.addStretch(1)

    def show_position(
        self,
        one: Position,
        answer: Portfolio,
        earned: Earned | None,
        history: Sequence[PricePoint],
        signed: Sequence[SignedEntry] = (),
    ) -> None:
        """Show a position as it is now, its prices until now, and the terms it was bought under."""
        self.signed.show_entries(signed)
        self.held.show_figure(percent_of_person(one.units), shares(one.units))
        if one.value is None:
            self.value.unknown("no auction or raise has set a price")
            self.gain.unknown("there is no reference price")
        else:
            self.value.show_figure(
                dollars(one.value), f"at {price_per_share(one.reference)}, the reference price"
            )
            self.gain.show_figure(
                signed_dollars(one.gain or 0),
                f"you paid {dollars(one.cost)}",
                gain_tone(one.gain or 0),
            )
        self.claimable.show_figure(
            dollars(one.claimable),
            "under Distributions" if one.claimable else "nothing now",
            "accent" if one.claimable else "ink",
        )
        self.lots_card.setVisible(bool(one.lots))
        self.lots.show_rows([_lot_row(lot, answer.at) for lot in one.lots])
        self.prices.show_prices(history, answer.at)
        self.facts.show_facts(_facts(one, earned))
        sales = [sale for sale in answer.sales if sale.token.id == one.token.id]
        self.sales_card.setVisible(bool(sales))
        self.sales.show_rows([sale_row(sale) for sale in sales])


def gain_tone(gain: int) -> Tone:
    """The tone of a gain, a loss, or neither."""
    return "accent" if gain > 0 else "oxide" if gain < 0 else "ink"


def sales_table() -> Table:
    """A table for `sale_row`."""
    return Table(
        _columns(("Whose shares", "Shares", "Proceeds", "Counted cost", "Gain", "To your holders")),
        "Your sales",
    )


def sale_row(one: SaleRow) -> Row:
    """A sale as a row: what it brought, what of it was gain, what went to one's holders."""
    gain = Cell(dollars(one.gain), tone="accent") if one.gain else Cell("none", tone="ink3")
    if one.result < 0:
        gain = Cell(dollars(one.result), tone="oxide", hint="A loss: nothing was shared.")
    cells = (
        Cell(
            one.token.name,
            f"{date_of(one.at)} · to {one.buyer.name}",
            beneath_tone="ink3",
            hint=exact_time(one.at),
        ),
        Cell(share_count(one.units), hint=shares(one.units, exact=True)),
        Cell(dollars(one.proceeds)),
        Cell(dollars(one.cost)),
        gain,
        Cell(dollars(one.siphon) if one.siphon else "–", tone="bronze" if one.siphon else "ink3"),
    )
    return Row((one.tx, one.buyer.id, one.at), cells)


def _columns(titles: tuple[str, ...]) -> list[Column]:
    return [Column(title, bool(number), not number) for number, title in enumerate(titles)]


def _lot_row(lot: LotRow, now: int) -> Row:
    free = "can be sold"
    if lot.unlocks is not None:
        free = f"locked until {date_of(lot.unlocks, now)}"
    less = lot.cost < lot.paid
    cells = (
        Cell(date_of(lot.acquired), free, beneath_tone="ink3", hint=exact_time(lot.acquired)),
        Cell(duration(now - lot.acquired)),
        Cell(share_count(lot.units), hint=shares(lot.units, exact=True)),
        Cell(dollars(lot.paid)),
        Cell(
            dollars(lot.cost),
            tone="oxide" if less else "ink",
            hint="The rest is not believed until attestors confirm it." if less else "",
        ),
    )
    return Row(lot.serial, cells, "Have it confirmed" if less else "")


def _facts(one: Position, earned: Earned | None) -> list[tuple[str, str]]:
    facts = [("You can sell now", shares(one.sellable))]
    if one.reserved:
        facts.append(("On sale in an auction", shares(one.reserved)))
    if one.locked:
        facts.append(("Locked", shares(one.locked)))
    if earned is not None and earned.auction_ends is not None:
        facts.append(("Their auction now", _auction(earned)))
    facts.append(("Counts as cost", f"{dollars(one.believed)} of {dollars(one.cost)} paid"))
    if earned is None:
        return facts
    tally, rates = earned.tally, earned.rates
    if one.units:
        each = price_per_share(price_of(one.units, tally.average_cost))
        facts.append(("Paid on average", f"{dollars(tally.average_cost)}, {each}"))
    facts += [
        ("Gained by selling", f"{signed_dollars(tally.result)}, the oldest sold first"),
        ("By the average", signed_dollars(tally.average_result)),
        ("Of sales to your holders", dollars(tally.siphon)),
        ("Received from distributions", dollars(tally.received)),
        ("Passed on of those", dollars(tally.passed_on)),
        ("Return", _rate(rates.time_weighted, rates.time_weighted_year)),
        ("Return of your money", _rate(rates.money_weighted, rates.money_weighted_year)),
    ]
    return facts


def _auction(earned: Earned) -> str:
    if earned.clears_at is None or earned.clears_value is None:
        return "no two orders meet"
    return (
        f"would clear at {price_per_share(earned.clears_at)}, "
        f"{dollars(earned.clears_value)} for all you hold"
    )


def _rate(whole: int | None, year: int | None) -> str:
    if whole is None:
        return "not known"
    said = signed_percent(whole)
    return said if year is None else f"{said}, {signed_percent(year)} a year"
