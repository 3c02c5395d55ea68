"""Portfolio: what I hold of whom and through whom, what it cost, is worth and has earned."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.buy import BuyDialog
from ui.dialogs.case_file import position_case
from ui.dialogs.confirm_cost import ConfirmCostDialog
from ui.dialogs.sell import SellDialog
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.answered import AnsweredPage
from ui.pages.holdings_view import HoldingsView
from ui.pages.over_time_view import OverTimeView
from ui.pages.position_view import PositionView
from ui.pages.through_view import ThroughView
from ui.widgets.button import Button
from ui.widgets.choice import Choice
from ui.widgets.layout import column
from ui.widgets.states import Placeholder
from wallet.base.money import percent_of_person
from wallet.books.performance import Performance
from wallet.books.portfolio import Portfolio, Position
from wallet.books.signed_terms import SignedEntry
from wallet.books.through import Behind, Through
from wallet.books.token import PricePoint
from wallet.books.worth import Worth

V = TypeVar("V", bound=QWidget)

TITLE, LINE = "Portfolio", "What you hold of others, at reference prices"
HELD, THROUGH, TIME = "held", "through", "time"
VIEWS = ((HELD, "Holdings"), (THROUGH, "Through others"), (TIME, "Over time"))


@dataclass(frozen=True)
class Seen:
    """What the page shows; of views that are not open, and of no open position, nothing is read."""

    folio: Portfolio
    earned: Performance
    through: Through | None = None
    behind: Behind | None = None
    worth: Worth | None = None
    history: tuple[PricePoint, ...] = ()
    signed: tuple[SignedEntry, ...] = ()


class PortfolioPage(AnsweredPage[Seen]):
    """All positions in three views, or one in full where it was opened."""

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
        self._person = 0  # who stands in the middle of the graph
        self.back = Button("All positions", self._back)
        self.auction = Button("See the auction", lambda: context.go("auctions", self.token))
        self.buy = Button("Buy more", self._buy)
        self.sell = Button("Sell shares", self._sell, kind="primary")
        self.take_away = Button("Take it away", self._take_away)
        for button in (self.take_away, self.back, self.auction, self.buy, self.sell):
            self.add_action(button)
            button.hide()
        self.choice = Choice("Show", VIEWS, lambda _: self._turn())
        self.put(self.choice)
        self._parts, self._made = column(gap="none"), list[QWidget]()
        self.put(self._parts)
        self.put(None)

    @cached_property
    def held(self) -> HoldingsView:
        """The holdings; like the others made when they are first opened, one at a time."""
        made = HoldingsView()
        made.positions.opened.connect(self.open_on)
        return self._part(made)

    @cached_property
    def through(self) -> ThroughView:
        """What is held through others."""
        return self._part(ThroughView(self._walk))

    @cached_property
    def time(self) -> OverTimeView:
        """Net worth and returns."""
        return self._part(OverTimeView())

    @cached_property
    def view(self) -> PositionView:
        """One position."""
        return self._part(PositionView(self.app, self.refresh, self._case, self._confirm_cost))

    def ask(self) -> Seen:
        """Read positions and sales, and what the open view needs beside them."""
        answers, token, key = self.app.session.answers, self.token, self.choice.key
        folio, earned = answers.portfolio(), answers.performance()
        if token:
            person = answers.person(token)
            history = person.history if person else ()
            return Seen(folio, earned, history=history, signed=answers.signed_with(token))
        if key == THROUGH:
            through = answers.through()
            behind = answers.behind(self._person or through.me.id)
            return Seen(folio, earned, through, behind)
        return Seen(folio, earned, worth=answers.worth() if key == TIME else None)

    def open_on(self, target: object) -> None:
        """Show one position, or one view by its key."""
        if isinstance(target, str) and target in self.choice.items:
            self.token = 0
            self.choice.choose(target)
        elif isinstance(target, int) and target:
            self.token = target
            self.refresh()
        elif target is None and self.token:
            self._back()

    def is_empty(self, answer: Seen) -> bool:
        """Whether nothing was ever held."""
        folio = answer.folio
        empty = not (folio.positions or folio.sales or answer.earned.rows)
        one = self._chosen(folio)
        for button in (self.back, self.auction, self.buy):
            button.setVisible(one is not None)
        self.take_away.setVisible(one is None and not empty)
        self.sell.setVisible(not empty)
        sellable = sum(position.sellable for position in folio.positions)
        self.sell.setEnabled(bool(sellable if one is None else one.sellable))
        return empty

    def show_answer(self, answer: Seen) -> None:
        """Show the open view, or the position that is open."""
        one = self._chosen(answer.folio)
        self.choice.setVisible(one is None)
        if one is not None:
            self.say(one.token.name, f"You hold {percent_of_person(one.units)} of them")
            earned = next((e for e in answer.earned.rows if e.token.id == self.token), None)
            self.view.show_position(one, answer.folio, earned, answer.history, answer.signed)
            self._turn_to(self.view)
            return
        self.say(TITLE, LINE)
        if answer.through is not None and answer.behind is not None:
            self.through.show_through(answer.through, answer.behind)
            self._turn_to(self.through)
        elif answer.worth is not None:
            self.time.show_time(answer.earned, answer.worth)
            self._turn_to(self.time)
        else:
            self.held.show_holdings(answer.folio, answer.earned)
            self._turn_to(self.held)

    def _chosen(self, folio: Portfolio) -> Position | None:
        """The position that is open; one that is sold is not there any more."""
        return next((one for one in folio.positions if one.token.id == self.token), None)

    def _part(self, made: V) -> V:
        made.hide()
        self._parts.addWidget(made)
        self._made.append(made)
        return made

    def _turn_to(self, shown: QWidget) -> None:
        """Show one view; of the others those that were made are hidden."""
        for part in self._made:
            part.setVisible(part is shown)

    def _turn(self) -> None:
        """Another view: what is shown stays until it is there."""
        self.refresh()

    def _walk(self, person: int) -> None:
        self._person = person
        answers = self.app.session.answers
        self.app.tasks.run(
            lambda: answers.behind(person), self.through.show_behind, self._failed, owner=self
        )

    def _back(self) -> None:
        self.token = 0
        self.refresh()

    def _take_away(self) -> None:
        TakeAwayDialog(self.app, "lots", self.window()).open()

    def _confirm_cost(self, serial: int) -> None:
        """Have the cost of a purchase confirmed, from where it was left."""
        one = self._chosen(self.answer.folio) if self.answer is not None else None
        session = self.app.session
        lot = next((lot for lot in one.lots if lot.serial == serial), None) if one else None
        if one is None or lot is None:
            return
        token = one.token
        self.app.tasks.run(
            session.answers.companies,
            lambda answer: ConfirmCostDialog(
                self.app, token, lot, answer.attestors, self.window()
            ).begin(),
            self._failed,
            owner=self,
        )

    def _case(self) -> None:
        one = self._chosen(self.answer.folio) if self.answer is not None else None
        if one is not None:
            position_case(self.app, one.token.id, one.token.name, self.window()).open()

    def _sell(self) -> None:
        SellDialog(self.app, self._shown(), self.window()).open()

    def _buy(self) -> None:
        BuyDialog(self.app, self._shown(), self.window()).open()

    def _shown(self) -> int:
        """The token whose position is to be seen, 0 for the views."""
        one = self._chosen(self.answer.folio) if self.answer is not None else None
        return one.token.id if one is not None else 0
