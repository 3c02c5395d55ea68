"""What is held of each person, by either way of counting cost, how it is spread, and every sale."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.position_view import gain_tone, sale_row, sales_table
from ui.theme import space
from ui.widgets.bars import Bar, Bars
from ui.widgets.card import Card, Figure
from ui.widgets.choice import Choice
from ui.widgets.layout import row
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from wallet.base.money import (
    dollars,
    percent,
    percent_of_person,
    price_per_share,
    shares,
    signed_dollars,
    signed_percent,
)
from wallet.books.performance import Earned, Performance
from wallet.books.portfolio import Portfolio, Position

OLDEST, AVERAGE = "oldest", "average"
VIEWS = ((OLDEST, "Oldest first"), (AVERAGE, "Average"))
MOST_BARS = 8
_TITLES = ("Person", "Share", "Paid", "Value", "Gain", "To claim")


class HoldingsView(QWidget):
    """Figures, positions, allocation and sales."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Portfolio, Performance] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("xl"))
        self.value, self.cost = Figure("Value"), Figure("You paid")
        self.realised, self.received = Figure("Gained by selling"), Figure("Received")
        figures = row(gap="l")
        for figure in (self.value, self.cost, self.realised, self.received):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        self.positions = Table(
            [Column(title, bool(number), not number) for number, title in enumerate(_TITLES)],
            "Positions",
        )
        held = Card("Positions")
        self.views = Choice("What was paid, counted by", VIEWS, lambda _: self._show_rows())
        held.add_head(self.views)
        self.held = StateStack(
            self.positions,
            Placeholder("You hold nobody’s shares now.", "What you sold is listed below."),
        )
        held.add(self.held)
        layout.addWidget(held)
        self.spread = Bars("How what you hold is spread", ("Person", "Value"))
        self.spread_card = Card("How it is spread")
        self.spread_card.add(self.spread)
        layout.addWidget(self.spread_card)
        self.sales = sales_table()
        self.sales_card = Card("Your sales")
        self.sales_card.add(self.sales)
        layout.addWidget(self.sales_card)
        layout.addStretch(1)

    def show_holdings(self, folio: Portfolio, earned: Performance) -> None:
        """Show everything as it is now."""
        self._shown = folio, earned
        self._show_rows()
        if folio.positions:
            self.held.show_content()
        else:
            self.held.show_empty()
        self._show_spread(folio)
        self.sales_card.setVisible(bool(folio.sales))
        self.sales.show_rows([sale_row(sale) for sale in folio.sales])

    def _show_rows(self) -> None:
        if self._shown is None:
            return
        folio, earned = self._shown
        average = self.views.key == AVERAGE
        known = {one.token.id: one for one in earned.rows}
        self._show_figures(folio, earned, average)
        self.positions.show_rows(
            [position_row(one, known.get(one.token.id), average) for one in folio.positions]
        )

    def _show_figures(self, folio: Portfolio, earned: Performance, average: bool) -> None:
        if folio.value is None:
            self.value.unknown("none of it has a reference price")
        else:
            unpriced = sum(one.value is None for one in folio.positions)
            beside = f" · {unpriced} without a price" if unpriced else ""
            self.value.show_figure(dollars(folio.value), f"at reference prices{beside}")
        people = len(folio.positions)
        way = "on average, " if average else ""
        self.cost.show_figure(
            dollars(earned.average_cost if average else folio.cost),
            f"{way}for what you hold of {people} {'person' if people == 1 else 'people'}",
        )
        gained = earned.average_result if average else folio.realised
        shared = f"{dollars(folio.siphon_paid)} of gains went to your holders"
        self.realised.show_figure(signed_dollars(gained), shared, gain_tone(gained))
        passed = f"{dollars(earned.passed_on)} of it passed on to your holders"
        self.received.show_figure(
            dollars(folio.received), passed if earned.passed_on else "distributions you claimed"
        )

    def _show_spread(self, folio: Portfolio) -> None:
        valued = [(one, one.value) for one in folio.positions if one.value]
        total = sum(value for _, value in valued)
        self.spread_card.setVisible(bool(valued))
        bars = [
            Bar(one.token.name, value, f"{dollars(value)} · {percent(value, total)}")
            for one, value in valued[:MOST_BARS]
        ]
        rest = sum(value for _, value in valued[MOST_BARS:])
        if rest:
            words = f"{dollars(rest)} · {percent(rest, total)}"
            bars.append(Bar(f"{len(valued) - MOST_BARS} others", rest, words, "ink2"))
        self.spread.show_bars(bars)


def position_row(one: Position, earned: Earned | None, average: bool) -> Row:
    """A position as a row; what was paid, and so the gain, by the view that is chosen."""
    notes = []
    if one.token.standing in ("frozen", "banned"):
        notes.append(one.token.standing.capitalize())
    if one.reserved:
        notes.append("on sale" if one.reserved == one.units else "partly on sale")
    if one.locked:
        notes.append("locked" if one.locked == one.units else "partly locked")
    lots = len(one.lots)
    notes.append(f"{lots} {'purchase' if lots == 1 else 'purchases'}" if lots else "all sold")
    cost = earned.tally.average_cost if average and earned is not None else one.cost
    gain, rate = Cell("–", tone="ink3"), ""
    if earned is not None and earned.rates.time_weighted is not None:
        rate = f"return {signed_percent(earned.rates.time_weighted)}"
    if one.value is not None:
        gain = Cell(
            signed_dollars(one.value - cost), rate, tone=gain_tone(one.value - cost),
            hint="At the reference price; beneath, the return with distributions and sales.",
        )  # fmt: skip
    unusual = one.token.standing in ("frozen", "banned")
    each = cost * 10**24 // one.units if one.units else None
    cells = (
        Cell(one.token.name, " · ".join(notes), beneath_tone="oxide" if unusual else "ink3"),
        Cell(percent_of_person(one.units), hint=shares(one.units)),
        Cell(dollars(cost), hint=price_per_share(each) if each is not None else ""),
        _value_cell(one, earned),
        gain,
        Cell(
            dollars(one.claimable) if one.claimable else "–",
            tone="accent" if one.claimable else "ink3",
        ),
    )
    return Row(one.token.id, cells, opens=True)


def _value_cell(one: Position, earned: Earned | None) -> Cell:
    """At the reference price, and beneath it what the running auction would pay now."""
    beneath = ""
    if earned is not None and earned.clears_value is not None:
        beneath = f"{dollars(earned.clears_value)} in the auction now"
    if one.value is None:
        return Cell("no price", beneath, tone="ink3", beneath_tone="bronze")
    said = f"At {price_per_share(one.reference)}, the reference price"
    return Cell(dollars(one.value), beneath, beneath_tone="bronze", hint=said)
