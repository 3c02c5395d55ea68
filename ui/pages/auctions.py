"""Auctions: those that concern me, those that run, past ones; and one token's auction in full."""

from dataclasses import dataclass

from ui.context import Context
from ui.dialogs.buy import BuyDialog
from ui.dialogs.sell import SellDialog
from ui.pages.answered import AnsweredPage
from ui.pages.auction_view import AuctionView, state_line
from ui.pages.bid_card import BidCard
from ui.pages.people_card import ending_first
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.layout import column, grouped
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.task_list import Need, TaskList
from ui.widgets.text import Text
from wallet.acts.trading import ReleaseOrder, Settle, WithdrawBuy
from wallet.base.clock import date_of, exact_time
from wallet.base.money import dollars, price_figure, share_count
from wallet.books.auctions import AuctionPage, AuctionRow, Auctions
from wallet.books.market import Market
from wallet.books.needs import odd_detail, odd_sentence
from wallet.books.odd_prices import SELL, OddPrice
from wallet.contracts.numbers import Numbers


@dataclass(frozen=True)
class Answer:
    """The lists, odd orders for what one holds, and the auction that is open with its market."""

    every: Auctions
    odd: tuple[OddPrice, ...] = ()
    page: AuctionPage | None = None
    market: Market | None = None


TITLE = "Auctions"
RUNNING = ("Person", "For sale", "Wanted", "Would clear at", "Your order")
_OTHERS = "“Auction now” on the page Invest"
PAST = ("Person", "Price", "Shares", "Money")


def _line(numbers: Numbers) -> str:
    length = numbers.said("LENGTH")
    return f"Holders trade a person’s shares together, at one price, over {length}"


class AuctionsPage(AnsweredPage[Answer]):
    """The lists, or one auction where one was opened."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "No auction has been held yet.",
            "When a holder offers shares, an auction begins and appears here. You can bid for "
            "anybody’s shares before that; your order waits for the next auction.",
            "Buy shares",
            self._buy,
            icon="auctions",
        )
        super().__init__(context, TITLE, _line(context.session.numbers), empty)
        self.token = 0
        self.back = Button("All auctions", self._back)
        self.sell = Button("Sell shares", self._sell)
        self.buy = Button("Buy shares", self._buy, kind="primary")
        self.settle = Button("Settle", self._settle, kind="primary")
        for button in (self.back, self.sell, self.buy, self.settle):
            self.add_action(button)
        self.back.hide()
        self.settle.hide()
        self.withdraw = Button("Take the order back", self._withdraw)
        self._build_lists()
        self.view = AuctionView(self.withdraw)
        self.view.release.connect(self._release)
        self.view.hide()
        self.odd_card = Card("You are the one who can answer")
        self.odd = TaskList()
        self.odd_card.add(self.odd)
        self.bid = BidCard(context)
        self.put(self.odd_card)
        self.put(self.bid)
        self.put(self.lists)
        self.put(self.view)
        self.put(None)

    def ask(self) -> Answer:
        """Read the lists, and the auction that is open on the page."""
        answers, token = self.app.session.answers, self.token
        every, odd = answers.auctions(), answers.odd_prices()
        if not token:
            return Answer(every, odd)
        return Answer(every, odd, answers.auction(token), answers.market(token))

    def open_on(self, target: object) -> None:
        """Show one token's auction."""
        if isinstance(target, int) and target:
            self.token = target
            self.refresh()
        elif target is None and self.token:
            self._back()

    def is_empty(self, answer: Answer) -> bool:
        """Whether there never was an auction, and none is looked at."""
        every, page = answer.every, answer.page
        self._show_buttons(page)
        return page is None and not (every.running or every.mine or every.past)

    def show_answer(self, answer: Answer) -> None:
        """Show the lists or the one auction."""
        every, page = answer.every, answer.page
        self._show_odd(answer)
        self.bid.show_market(answer.market, page)
        self.lists.setVisible(page is None)
        self.view.setVisible(page is not None)
        if page is None:
            self.say(TITLE, _line(self.app.session.numbers))
            self._show_lists(every)
            return
        self.say(f"The auction of {page.row.token.name}", _numbered(page))
        self.withdraw.setVisible(page.row.can_withdraw)
        self.view.show_page(page, self.app.session.numbers)

    def _build_lists(self) -> None:
        self.concerning = self._table("Auctions that concern you")
        self.others = self._table("Other auctions that run", 20)
        self.past = Table(_columns(PAST), "Past auctions")
        self.past.opened.connect(self._open_past)
        self.concern_card = Card("Auctions that concern you")
        self.concern_card.add(self.concerning)
        others = Card("Other auctions that run")
        self.running = StateStack(
            self.others,
            Placeholder("No other auction runs.", "The first sell order of a token opens one."),
        )
        self.further = Text("", "caption", "ink2")
        others.add(self.running)
        others.add(self.further)
        self.past_card = Card("Past auctions")
        self.past_card.add(self.past)
        self.lists = grouped(column(self.concern_card, others, self.past_card, None, gap="xl"))

    def _table(self, name: str, most: int = 400) -> Table:
        table = Table(_columns(RUNNING), name, most_rows=most)
        table.opened.connect(self.open_on)
        table.acted.connect(lambda token, _: self.app.confirm(Settle(int(token))))
        return table

    def _show_lists(self, every: Auctions) -> None:
        known = {one.token.id for one in every.mine}
        others = [one for one in every.running if one.token.id not in known]
        self.concern_card.setVisible(bool(every.mine))
        self.concerning.show_rows([_running_row(one, every.at) for one in every.mine])
        self.others.show_rows([_running_row(one, every.at) for one in others])
        self.further.say(ending_first(len(every.running), every.running_count, _OTHERS))
        self.further.setVisible(len(every.running) < every.running_count)
        if others:
            self.running.show_content()
        else:
            self.running.show_empty()
        self.past_card.setVisible(bool(every.past))
        self.past.show_rows([_past_row(one) for one in every.past])

    def _show_odd(self, answer: Answer) -> None:
        """Warn of orders far from the reference price: all, or those of the auction that is open.

        Whoever holds is the one who can answer them.
        """
        page = answer.page
        shown = [one for one in answer.odd if page is None or one.token.id == page.row.token.id]
        self.odd_card.setVisible(bool(shown))
        self.odd.show_needs([self._odd_need(one, answer.every.at) for one in shown])

    def _odd_need(self, one: OddPrice, now: int) -> Need:
        token = one.token.id
        form, words = (BuyDialog, "Bid") if one.side == SELL else (SellDialog, "Sell")
        return Need(
            odd_sentence(one),
            odd_detail(one, now),
            words,
            lambda: form(self.app, token, self.window()).open(),
            "bronze",
        )

    def _show_buttons(self, page: AuctionPage | None) -> None:
        ready = page is not None and page.row.settle_ready
        self.back.setVisible(page is not None)
        self.settle.setVisible(ready)
        can_sell = page is None or bool(page.my_units)
        self.sell.setVisible(can_sell and not ready)
        self.buy.setVisible(not ready)

    def _open_past(self, key: object) -> None:
        if isinstance(key, tuple):
            self.open_on(key[0])

    def _back(self) -> None:
        self.token = 0
        if self.answer is not None:
            self._answered(Answer(self.answer.every, self.answer.odd))
        self.refresh()

    def _sell(self) -> None:
        SellDialog(self.app, self.token, self.window()).open()

    def _buy(self) -> None:
        BuyDialog(self.app, self.token, self.window()).open()

    def _settle(self) -> None:
        self.app.confirm(Settle(self.token))

    def _withdraw(self) -> None:
        self.app.confirm(WithdrawBuy(self.token))

    def _release(self, person: int) -> None:
        self.app.confirm(ReleaseOrder(self.token, person))


def _columns(titles: tuple[str, ...]) -> list[Column]:
    return [Column(title, bool(number), not number) for number, title in enumerate(titles)]


def _numbered(page: AuctionPage) -> str:
    line = state_line(page.row, page.at)
    if page.row.state == "between" or not page.row.number:
        return line[:1].upper() + line[1:]
    return f"Number {page.row.number} · {line}"


def _running_row(one: AuctionRow, now: int) -> Row:
    would = one.would_clear
    mine = Cell("–", tone="ink3")
    if one.my_order is not None:
        verb, limit = ("sell", "at least") if one.my_order.side == "sell" else ("buy", "at most")
        mine = Cell(
            f"{verb} {share_count(one.my_order.units)}",
            f"{limit} {price_figure(one.my_order.price)}",
        )
    cells = (
        Cell(
            one.token.name,
            state_line(one, now),
            beneath_tone="bronze" if one.settle_ready else "ink3",
            hint=exact_time(one.end) if one.end else "",
        ),
        Cell(share_count(one.sell_units) if one.sells else "–", tone=_quiet(one.sells)),
        Cell(share_count(one.buy_units) if one.buys else "–", tone=_quiet(one.buys)),
        Cell("no price", tone="ink3") if would is None else Cell(price_figure(would.price)),
        mine,
    )
    return Row(one.token.id, cells, "Settle" if one.settle_ready else "", opens=True)


def _quiet(number: int) -> Tone:
    return "ink" if number else "ink3"


def _past_row(one: AuctionRow) -> Row:
    at = one.settled_at or 0
    traded = one.price is not None and one.units > 0
    cells = (
        Cell(one.token.name, f"settled {date_of(at)}", beneath_tone="ink3", hint=exact_time(at)),
        Cell(price_figure(one.price)) if one.price is not None else Cell("no price", tone="ink3"),
        Cell(share_count(one.units) if traded else "–"),
        Cell(dollars(one.money) if traded else "–"),
    )
    return Row((one.token.id, one.number), cells, opens=True)
