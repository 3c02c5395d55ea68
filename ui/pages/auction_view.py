"""One token's auction: its clock, what would clear, my order, and both sides of its book."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Tone, space
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.chart import Chart, Line
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.price_history import PriceHistory
from ui.widgets.split import Split
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_and_time, exact_time, when
from wallet.base.money import SHARE, dollars, price_figure, price_per_share, share_count, shares
from wallet.books.auctions import AuctionPage, AuctionRow, OrderRow
from wallet.contracts.numbers import Numbers

COLUMNS = ("Person", "Shares", "Price", "Would trade")


class AuctionView(QWidget):
    """Shows one `AuctionPage`; its buttons are the page's. `release(person)` for a lapsed order."""

    release = Signal(int)

    def __init__(self, withdraw: Button) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("xl"))
        self.clock, self.clears = Figure("Runs until"), Figure("Price")
        self.offered, self.wanted = Figure("For sale"), Figure("Wanted")
        figures = row(gap="l")
        for figure in (self.clock, self.clears, self.offered, self.wanted):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        self.rule = Note("", "accent")
        layout.addWidget(self.rule)
        self.mine = Card("Your order")
        self.order = Text()
        self.mine.add(row(self.order, gap="l"))
        self.mine.add(row(withdraw, None))
        layout.addWidget(self.mine)
        self.sells, sells = _side("Sell orders", "Nothing is for sale yet.")
        self.buys, buys = _side("Buy orders", "Nobody has bid yet.")
        self._sides = (sells, buys)
        self.buys.acted.connect(lambda person, _: self.release.emit(person))
        layout.addWidget(Split(_carded("Sell orders", sells), _carded("Buy orders", buys), (1, 1)))
        self.curve = Chart("What is for sale and what is wanted, by price", first="Shares")
        self.curve_card = Card("Both sides")
        self.curve_card.add(self.curve)
        layout.addWidget(self.curve_card)
        self.prices = PriceHistory("What a share has been worth")
        layout.addWidget(_carded("What a share has been worth", self.prices))
        layout.addStretch(1)

    def show_page(self, page: AuctionPage, numbers: Numbers) -> None:
        """Show an auction as it is now, by the numbers of the rules as they are now."""
        self._show_clock(page)
        self._show_prices(page)
        at = page.row
        self.offered.show_figure(share_count(at.sell_units), _orders(at.sells, "sell order"))
        bids = [one for one in page.buys if not has_lapsed(one, at, page.at)]
        wanted = sum(one.units for one in bids)
        self.wanted.show_figure(share_count(wanted), _orders(len(bids), "buy order"))
        self.rule.say(_rule(page, numbers))
        self._show_order(page)
        for table, states, orders in (
            (self.sells, self._sides[0], page.sells),
            (self.buys, self._sides[1], page.buys),
        ):
            table.show_rows([_order_row(one, page) for one in orders])
            if orders:
                states.show_content()
            else:
                states.show_empty()
        self._show_curve(page)
        self.prices.show_prices(page.history, page.at)

    def _show_clock(self, page: AuctionPage) -> None:
        at = page.row
        if at.state == "running" and at.end is not None:
            extended = " · runs on" if at.extended else ""
            self.clock.show_figure(
                when(at.end, page.at), date_and_time(at.end, page.at) + extended, "ink"
            )
        elif at.state in ("to settle", "settling"):
            self.clock.show_figure("It has ended", "anyone may settle it", "bronze")
        elif at.next_open > page.at:
            self.clock.show_figure("No auction", f"the next can open {when(at.next_open, page.at)}")
        else:
            self.clock.show_figure("No auction", "the first sell order opens one")

    def _show_prices(self, page: AuctionPage) -> None:
        at, would = page.row, page.row.would_clear
        reference = (
            "no reference price yet"
            if page.reference is None
            else f"reference price {price_figure(page.reference)}"
        )
        if would is not None:
            part = f"{shares(would.units)} would trade for {dollars(would.money)} · {reference}"
            self.clears.show_figure(price_figure(would.price), part, "accent")
        elif at.state == "between" and at.price is not None:
            self.clears.show_figure(price_figure(at.price), f"the last time · {reference}")
        else:
            self.clears.show_figure("No price", f"no two orders meet · {reference}", "ink2")

    def _show_order(self, page: AuctionPage) -> None:
        mine = page.row.my_order
        self.mine.setVisible(mine is not None)
        if mine is not None:
            self.order.say(order_sentence(mine, page.row, page.at))

    def _show_curve(self, page: AuctionPage) -> None:
        both = bool(page.sells and page.buys)
        self.curve_card.setVisible(both)
        if not both:
            return
        sells, buys = _steps(page.sells), _steps(page.buys)
        would = page.row.would_clear
        mark = None
        if would is not None:
            mark = (would.price / 10**12, f"would clear at {price_figure(would.price)}")
        self.curve.show_lines(
            [Line("wanted", buys, "accent", True), Line("for sale", sells, "bronze", True)],
            lambda count: shares(int(count) * SHARE),
            lambda price: price_per_share(int(price * 10**12)),
            mark,
            lambda price: price_figure(int(price * 10**12)),
        )


def state_line(at: AuctionRow, now: int) -> str:
    """Where an auction stands, in a few words."""
    if at.state == "running":
        said = f"ends {when(at.end or 0, now)}"
        return f"{said} · runs on" if at.extended else said
    if at.state == "to settle":
        if at.cancelled:
            return "ended by news · its orders wait to be released"
        return "has ended · anyone may settle it" if at.settle_ready else "stopped for now"
    if at.state == "settling":
        return "is being settled, in steps"
    if at.state == "settled":
        return f"settled {when(at.settled_at or 0, now)}"
    if at.next_open > now:
        return f"none runs · the next can open {when(at.next_open, now)}"
    return "none runs · the first sell order opens one"


def order_sentence(mine: OrderRow, at: AuctionRow, now: int) -> str:
    """What one's own order asks, and what it would come to."""
    what = f"{shares(mine.units)} of {at.token.name}"
    if mine.side == "sell":
        said = f"You offer {what} for at least {price_per_share(mine.price)}."
    else:
        laid = dollars(mine.money)
        said = f"You bid for {what} at {price_per_share(mine.price)} at most; {laid} lie aside."
    if at.state == "between":
        lapses = f" It lapses {when(mine.expires, now)}." if mine.expires else ""
        return f"{said} It waits for the next auction.{lapses}"
    if at.would_clear is None or not mine.fills:
        return f"{said} At the orders there are now nothing of it would trade."
    all_of = "all of it" if mine.fills == mine.units else shares(mine.fills)
    price = price_per_share(at.would_clear.price)
    return f"{said} At the orders there are now {all_of} would trade at {price}."


def _rule(page: AuctionPage, numbers: Numbers) -> str:
    """What the clock means for those who would still order."""
    at, now = page.row, page.at
    if at.cancelled:
        return "News came three times. When it is settled, every order is released."
    if at.state == "between":
        return (
            f"A sell order opens an auction of {numbers.said('LENGTH')}. Buy orders can be placed "
            "now: they wait for it, and their whole cost can count when their shares are sold."
        )
    if at.state != "running" or at.sells_until is None or at.early_until is None:
        return "Settling sets the one price and hands over shares and money. It costs a small fee."
    said = ""
    if at.restarts:
        said = "News about the issuer began this auction anew. "
    if now < at.sells_until:
        said += f"Sell orders are taken until {_moment(at.sells_until, now)}. "
    else:
        said += "Sell orders are no longer taken. "
    if now <= at.early_until:
        return said + (
            f"A buy order placed before {_moment(at.early_until, now)} is early: its cost can "
            "count up to twice the reference price."
        )
    return said + "A buy order placed now counts as cost up to the reference price."


def _moment(instant: int, now: int) -> str:
    words = when(instant, now)
    return words if " at " in words else date_and_time(instant, now)


def _side(name: str, nothing: str) -> tuple[Table, StateStack]:
    columns = [Column(title, bool(number), not number) for number, title in enumerate(COLUMNS)]
    table = Table(columns, name)
    return table, StateStack(table, Placeholder(nothing))


def _carded(title: str, content: QWidget) -> Card:
    card = Card(title)
    card.add(content)
    return card


def _orders(number: int, what: str) -> str:
    if not number:
        return f"no {what} stands"
    return f"in {number} {what}{'' if number == 1 else 's'}"


def has_lapsed(one: OrderRow, at: AuctionRow, now: int) -> bool:
    """Whether a buy is too old for any auction: anyone may then give it back to its maker."""
    if one.expires is None or at.state not in ("between", "running"):
        return False
    return one.expires <= (now if at.start is None else at.start)


def _order_row(one: OrderRow, page: AuctionPage) -> Row:
    gone = has_lapsed(one, page.row, page.at)
    kind = " · lapsed" if gone else " · early" if one.early else ""
    placed = f"{when(one.placed, page.at)}{kind}"
    tone: Tone = "accent" if one.mine else "ink"
    name = f"{one.person.name} (you)" if one.mine else one.person.name
    cells = (
        Cell(name, placed, tone, "ink3", hint=exact_time(one.placed)),
        Cell(share_count(one.units), hint=shares(one.units, exact=True)),
        Cell(price_figure(one.price)),
        Cell(share_count(one.fills) if one.fills else "–", tone="ink" if one.fills else "ink3"),
    )
    return Row(one.person.id, cells, "Give back" if gone else "")


def _steps(orders: Sequence[OrderRow]) -> tuple[tuple[float, float], ...]:
    """The side as steps: at a price (dollars) so many shares further on."""
    points = [(0.0, orders[0].price / 10**12)]
    total = 0
    for one, after in zip(orders, (*orders[1:], orders[-1]), strict=True):
        total += one.units
        points.append((total / 10**18, after.price / 10**12))
    return tuple(points)
