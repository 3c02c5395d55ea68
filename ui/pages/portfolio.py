"""Portfolio: what I hold of whom, what it cost and is worth, and every sale I made."""

from ui.context import Context
from ui.dialogs.buy import BuyDialog
from ui.dialogs.sell import SellDialog
from ui.pages.answered import AnsweredPage
from ui.pages.position_view import PositionView, sale_row, sales_table
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import column, grouped, row
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from wallet.base.money import dollars, percent_of_person, shares, signed_dollars
from wallet.books.portfolio import Portfolio, Position

TITLE, LINE = "Portfolio", "What you hold of others, at reference prices"


class PortfolioPage(AnsweredPage[Portfolio]):
    """All positions, or one in full where it was opened."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "You hold nobody’s shares yet.",
            "Back someone in a raise, or buy shares in an auction, and what you hold appears here.",
            "Find people to back",
            lambda: context.go("invest"),
            icon="portfolio",
        )
        super().__init__(context, TITLE, LINE, empty)
        self.token = 0
        self.back = Button("All positions", self._back)
        self.auction = Button("See the auction", lambda: context.go("auctions", self.token))
        self.buy = Button("Buy more", self._buy)
        self.sell = Button("Sell shares", self._sell, kind="primary")
        for button in (self.back, self.auction, self.buy, self.sell):
            self.add_action(button)
            button.hide()
        self._build_lists()
        self.view = PositionView()
        self.view.hide()
        self.put(self.lists)
        self.put(self.view)
        self.put(None)

    def ask(self) -> Portfolio:
        """Read positions and sales."""
        return self.app.session.answers.portfolio()

    def open_on(self, target: object) -> None:
        """Show one position."""
        if isinstance(target, int) and target:
            self.token = target
            self.refresh()
        elif target is None and self.token:
            self._back()

    def is_empty(self, answer: Portfolio) -> bool:
        """Whether nothing was ever held."""
        empty = not (answer.positions or answer.sales)
        one = self._chosen(answer)
        for button in (self.back, self.auction, self.buy):
            button.setVisible(one is not None)
        self.sell.setVisible(not empty)
        sellable = sum(position.sellable for position in answer.positions)
        self.sell.setEnabled(bool(sellable if one is None else one.sellable))
        return empty

    def show_answer(self, answer: Portfolio) -> None:
        """Show everything, or the position that is open."""
        one = self._chosen(answer)
        self.lists.setVisible(one is None)
        self.view.setVisible(one is not None)
        if one is not None:
            self.say(one.token.name, f"You hold {percent_of_person(one.units)} of them")
            self.view.show_position(one, answer)
            return
        self.say(TITLE, LINE)
        self._show_figures(answer)
        self.positions.show_rows([_position_row(position) for position in answer.positions])
        if answer.positions:
            self.held.show_content()
        else:
            self.held.show_empty()
        self.sales_card.setVisible(bool(answer.sales))
        self.sales.show_rows([sale_row(sale) for sale in answer.sales])

    def _chosen(self, answer: Portfolio) -> Position | None:
        """The position that is open; one that is sold is not there any more."""
        return next((one for one in answer.positions if one.token.id == self.token), None)

    def _build_lists(self) -> None:
        self.value, self.cost = Figure("Value"), Figure("You paid")
        self.realised, self.received = Figure("Gained by selling"), Figure("Received")
        figures = row(gap="l")
        for figure in (self.value, self.cost, self.realised, self.received):
            figures.addWidget(figure, 1)
        titles = ("Person", "Share", "Paid", "Value", "Gain", "To claim")
        self.positions = Table(
            [Column(title, bool(number), not number) for number, title in enumerate(titles)],
            "Positions",
        )
        self.positions.opened.connect(self.open_on)
        held = Card("Positions")
        self.held = StateStack(
            self.positions,
            Placeholder("You hold nobody’s shares now.", "What you sold is listed below."),
        )
        held.add(self.held)
        self.sales = sales_table()
        self.sales_card = Card("Your sales")
        self.sales_card.add(self.sales)
        self.lists = grouped(column(figures, held, self.sales_card, None, gap="xl"))

    def _show_figures(self, answer: Portfolio) -> None:
        if answer.value is None:
            self.value.unknown("none of it has a reference price")
        else:
            unpriced = sum(one.value is None for one in answer.positions)
            beside = f" · {unpriced} without a price" if unpriced else ""
            self.value.show_figure(dollars(answer.value), f"at reference prices{beside}")
        people = len(answer.positions)
        self.cost.show_figure(
            dollars(answer.cost), f"for what you hold of {people} {_people(people)}"
        )
        tone: Tone = "accent" if answer.realised > 0 else "oxide" if answer.realised < 0 else "ink"
        shared = f"{dollars(answer.siphon_paid)} of gains went to your holders"
        self.realised.show_figure(signed_dollars(answer.realised), shared, tone)
        self.received.show_figure(dollars(answer.received), "distributions that you claimed")

    def _back(self) -> None:
        self.token = 0
        if self.answer is not None:
            self._answered(self.answer)

    def _sell(self) -> None:
        SellDialog(self.app, self._shown(), self.window()).open()

    def _buy(self) -> None:
        BuyDialog(self.app, self._shown(), self.window()).open()

    def _shown(self) -> int:
        """The token whose position is to be seen, 0 for the lists."""
        one = self._chosen(self.answer) if self.answer is not None else None
        return one.token.id if one is not None else 0


def _people(number: int) -> str:
    return "person" if number == 1 else "people"


def _position_row(one: Position) -> Row:
    notes = []
    if one.token.standing in ("frozen", "banned"):
        notes.append(one.token.standing.capitalize())
    if one.reserved:
        notes.append("on sale" if one.reserved == one.units else "partly on sale")
    if one.locked:
        notes.append("locked" if one.locked == one.units else "partly locked")
    lots = len(one.lots)
    notes.append(f"{lots} {'purchase' if lots == 1 else 'purchases'}" if lots else "all sold")
    gain = Cell("–", tone="ink3")
    if one.gain is not None:
        tone: Tone = "accent" if one.gain > 0 else "oxide" if one.gain < 0 else "ink"
        gain = Cell(signed_dollars(one.gain), tone=tone, hint="At the reference price")
    unusual = one.token.standing in ("frozen", "banned")
    cells = (
        Cell(one.token.name, " · ".join(notes), beneath_tone="oxide" if unusual else "ink3"),
        Cell(percent_of_person(one.units), hint=shares(one.units)),
        Cell(dollars(one.cost)),
        Cell("no price", tone="ink3") if one.value is None else Cell(dollars(one.value)),
        gain,
        Cell(
            dollars(one.claimable) if one.claimable else "–",
            tone="accent" if one.claimable else "ink3",
        ),
    )
    return Row(one.token.id, cells, opens=True)
