"""A sell order: how many of one's shares of somebody, and the lowest price."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.order import OrderForm, count, ends
from ui.widgets.field import ChoiceField
from wallet.acts.checks import require_worth
from wallet.acts.trading import PlaceSell
from wallet.base.clock import when
from wallet.base.errors import WalletError
from wallet.base.money import dollars, percent_of_person, price_per_share, shares
from wallet.books.market import Market, Sale, if_sold
from wallet.books.portfolio import Portfolio


class SellDialog(OrderForm):
    """Asks for a sell order; where no `token` is given, for whose shares as well."""

    price_label = "Lowest price of one share"
    units_label = "How many shares you sell"
    offers_all = True

    def __init__(self, context: Context, token: int = 0, parent: QWidget | None = None) -> None:
        self.whose = ChoiceField("Whose shares", [(0, "Reading what you hold.")])
        super().__init__(
            context,
            "Sell shares",
            "Shares are sold in an auction, at one price for everybody. It may be higher than the "
            "lowest you name, and never lower. A sell order cannot be withdrawn.",
            None if token else self.whose,
            token,
            parent,
        )
        if not token:
            self.whose.changed.connect(self._turn)
            answers = context.session.answers
            context.tasks.run(answers.portfolio, self._offer, self._unknown, owner=self)

    def compose(self) -> Any:
        """The act."""
        return PlaceSell(self.token, *self.read())

    def most(self) -> int:
        """What is neither locked nor on sale already."""
        return self.market.sellable if self.market is not None else 0

    def introduce(self, market: Market) -> str:
        """Say what one has and can sell."""
        name = market.token.name
        have = f"You have {count(market.units)} of {name}"
        if not market.units:
            return f"You hold no shares of {name}."
        if market.sellable < market.units:
            return f"{have}, of which {shares(market.sellable)} can be sold now."
        return f"{have}, and can sell all of them."

    def refusal(self, market: Market) -> str:
        """Why nothing can be sold now."""
        name = market.token.name
        if market.me == market.token.id:
            return "Your own shares are sold only by raising money."
        if market.order is not None and market.order.side == "sell":
            return f"You have a sell order for {name} already. A person has one order a token."
        if not market.sellable:
            return "All your shares here are locked or on sale already." if market.units else ""
        if market.takes_sells:
            return ""
        if market.state == "between":
            return f"The next auction of {name} can open {when(market.next_open, market.at)}."
        if market.state == "running":
            return (
                "This auction takes no more sell orders: they are taken until "
                f"{self.app.session.numbers.said('SELLS_CLOSE')} before it ends. The next can "
                f"open a day after it is settled, and it ends {when(market.end or 0, market.at)}."
            )
        return "This auction has ended and waits to be settled. The next can open a day later."

    def wrong(self, market: Market, units: int, price: int) -> WalletError | None:
        """An order too small to be taken."""
        try:
            least = self.app.session.numbers["SMALLEST"]
            require_worth(units, min(price, market.reference or price), "units", least)
        except WalletError as error:
            return error
        return None

    def explain(self, market: Market, units: int, price: int) -> str:
        """Say what it brings at the lowest price, and at the orders there are now."""
        outcome = if_sold(market, units, price)
        said = [f"At your lowest price they bring {dollars(outcome.least.proceeds)}."]
        said.append(_shared(outcome.least))
        if outcome.now is None:
            said.append(_nothing(market))
        else:
            said.append(_now(outcome.now, units))
        if market.order is not None:
            back = dollars(market.order.money)
            said.append(f"Your buy order here makes room, and its {back} come back to you.")
        if market.state == "between":
            length = self.app.session.numbers.said("LENGTH")
            said.append(f"Your order opens the auction, which ends {length} later.")
        return " ".join(said)

    def _offer(self, answer: Portfolio) -> None:
        choices = [
            (one.token.id, f"{one.token.name}, {percent_of_person(one.sellable)} can be sold")
            for one in answer.positions
            if one.sellable
        ]
        if not choices:
            self.whose.show_choices([(0, "Nobody")])
            self.whose.fail("You hold no shares that can be sold now.")
            self.fit()
            return
        self.whose.show_choices(choices)
        self._turn()

    def _turn(self) -> None:
        token = self.whose.value
        if isinstance(token, int) and token:
            self.choose(token)


def _shared(sale: Sale) -> str:
    """What of a sale is gain, and what of that goes to one's holders."""
    cost = f"They cost you {dollars(sale.cost)} as far as costs are believed"
    if not sale.gain:
        return f"{cost}: that is no gain, and nothing is shared."
    if not sale.shared:
        return f"{cost}: {dollars(sale.gain)} is a gain, and all yours."
    return (
        f"{cost}: {dollars(sale.gain)} is a gain, and {dollars(sale.shared, up=True)} of it goes "
        "to your holders."
    )


def _now(sale: Sale, units: int) -> str:
    which = "all of them sell" if sale.units == units else f"{shares(sale.units)} of them sell"
    goes = f", of which {dollars(sale.shared, up=True)} goes to your holders" if sale.shared else ""
    return (
        f"At the orders there are now {which} at {price_per_share(sale.price)} for "
        f"{dollars(sale.proceeds)}{goes}."
    )


def _nothing(market: Market) -> str:
    best = max((bid.price for bid in market.buys if bid.person != market.me), default=0)
    if not best:
        return f"Nobody has bid yet; buyers can come until {ends(market)}."
    return (
        "At the orders there are now none of them would sell: the best bid is "
        f"{price_per_share(best)}."
    )
