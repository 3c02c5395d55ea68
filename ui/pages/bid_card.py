"""A bid in one step: so many dollars' worth, and what that means, said while it is typed."""

from ui.context import Context
from ui.dialogs.buy import what_counts, what_it_gets
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import ParsedField
from ui.widgets.layout import row
from ui.widgets.text import Text
from wallet.acts.checks import require_worth
from wallet.acts.trading import PlaceBuy
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, price_per_share, shares
from wallet.books.auctions import AuctionPage
from wallet.books.bid_worth import BidWorth, bid_worth
from wallet.books.market import Market

USUAL = "500"


class BidCard(Card):
    """Asks for an amount, says what it buys, and leads to the one confirmation."""

    def __init__(self, context: Context) -> None:
        super().__init__("Bid for an amount", gap="m")
        self.app = context
        self._market: Market | None = None
        self._last: int | None = None
        self._bid: BidWorth | None = None
        self.amount = ParsedField("Dollars’ worth", parse_dollars, placeholder=USUAL)
        self.amount.input.setText(USUAL)
        self.amount.changed.connect(self._turn)
        self.means = Text("", "body", "ink2")
        self.go = Button("Bid", self._go)
        line = row(gap="l")
        line.addWidget(self.amount, 1)
        line.addWidget(self.means, 3)
        self.add(line)
        self.add(row(self.go, None))
        self.hide()

    def show_market(self, market: Market | None, page: AuctionPage | None) -> None:
        """Show the card where one could bid now; what was typed stays."""
        self._market = market
        self._last = page.history[-1].price if page is not None and page.history else None
        can = (
            market is not None
            and market.takes_buys
            and market.order is None
            and market.token.has_token
            and bool(market.me)
            and market.me != market.token.id
            and (market.end is None or market.at < market.end)
        )
        self.setVisible(can)
        if can:
            self._turn()

    def _turn(self) -> None:
        money, market = self.amount.peek(), self._market
        self._bid = None
        if market is None or not money:
            self.means.say("Write how many dollars you would pay at most.")
        else:
            self.means.say(self._explain(market, money))
        self.go.setEnabled(self._bid is not None)

    def _explain(self, market: Market, money: int) -> str:
        """What the bid is and comes to; keeps it where it can be placed."""
        found = bid_worth(market, money, self._last)
        if found is None:
            return "No price is known to bid at. Name your own under Buy shares."
        try:
            require_worth(found.units, found.price, "units", self.app.session.numbers["SMALLEST"])
        except WalletError as error:
            return str(error)
        if market.dollars is not None and found.outcome.stake > market.dollars:
            return f"You have {dollars(market.dollars)} in your wallet."
        self._bid = found
        outcome = found.outcome
        said = [
            f"{shares(found.units)} of {market.token.name} at {price_per_share(found.price)} at "
            f"most: {dollars(outcome.stake, up=True)} are laid aside.",
            what_it_gets(market, outcome, found.units),
            what_counts(market, outcome, self.app.session.numbers),
        ]
        return " ".join(said)

    def _go(self) -> None:
        if self._bid is not None and self._market is not None:
            bid = self._bid
            self.app.confirm(PlaceBuy(self._market.token.id, bid.units, bid.price))
