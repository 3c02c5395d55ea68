"""A buy order: how many shares of somebody, and the highest price; the money is laid aside."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.order import OrderForm, count, ends
from ui.dialogs.person_search import search_people
from ui.widgets.person_picker import Choice, PersonPicker
from wallet.acts.checks import require_worth
from wallet.acts.trading import PlaceBuy
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, dollars, price_per_share, shares
from wallet.books.market import MOST_LOTS, Buying, Market, if_bought
from wallet.contracts.numbers import Numbers

_EIGHT = "beyond eight purchases a further one joins the newest"


class BuyDialog(OrderForm):
    """Asks for a buy order; where no `token` is given, for whose shares as well."""

    price_label = "Highest price of one share"
    units_label = "How many shares you want"

    def __init__(self, context: Context, token: int = 0, parent: QWidget | None = None) -> None:
        self.whose = PersonPicker("Whose shares")
        super().__init__(
            context,
            "Buy shares",
            "Shares are bought in an auction, at one price for everybody. It may be lower than the "
            "highest you name, and never higher.",
            None if token else self.whose,
            token,
            parent,
        )
        if not token:
            self.whose.picked.connect(self.choose)
            self.whose.changed.connect(self._turn)
            self.whose.search_by(self._search)

    def compose(self) -> Any:
        """The act."""
        return PlaceBuy(self.token, *self.read())

    def most(self) -> int:
        """All shares that there are of a person."""
        return ALL_SHARES

    def introduce(self, market: Market) -> str:
        """Say what one has, and what money."""
        name = market.token.name
        have = f"You have {count(market.units)} of {name}" if market.units else "You hold none yet"
        money = "" if market.dollars is None else f", and {dollars(market.dollars)} in your wallet"
        return f"{have}{money}."

    def refusal(self, market: Market) -> str:
        """Why nothing can be bought now."""
        name = market.token.name
        if market.order is not None:
            return (
                f"You have a {market.order.side} order for {name} already. A person has one order "
                "a token."
            )
        if not market.token.has_token:
            return f"{name} has issued no shares yet."
        if market.takes_buys and (market.end is None or market.at < market.end):
            return ""
        return "This auction has ended and waits to be settled. You can order right after that."

    def wrong(self, market: Market, units: int, price: int) -> WalletError | None:
        """An order too small to be taken, or too large for the wallet."""
        try:
            require_worth(units, price, "units", self.app.session.numbers["SMALLEST"])
        except WalletError as error:
            return error
        stake = if_bought(market, units, price).stake
        if market.dollars is None or stake <= market.dollars:
            return None
        return WalletError(
            f"This takes {dollars(stake, up=True)}, and you have {dollars(market.dollars)}.",
            "Write fewer shares or a lower price.",
            "order.too_little",
            "units",
        )

    def explain(self, market: Market, units: int, price: int) -> str:
        """Say what is laid aside, what it gets now, and what will count as cost."""
        outcome = if_bought(market, units, price)
        said = [f"This lays {dollars(outcome.stake, up=True)} aside until {ends(market)}."]
        said.append(what_it_gets(market, outcome, units))
        if market.me == market.token.id:
            said.append("They are your own shares: a smaller part of your gains is then shared.")
        else:
            said.append(what_counts(market, outcome, self.app.session.numbers))
        if market.state == "between":
            said.append(
                "No auction runs now: your order waits for one, for "
                f"{self.app.session.numbers.said('BUY_LIFE')} at most, and you can withdraw it "
                "until then."
            )
        else:
            said.append("It cannot be withdrawn while the auction runs.")
        return " ".join(said)

    def _turn(self) -> None:
        if self.whose.person is None:
            self.forget()

    def _search(self, words: str, then: Callable[[list[Choice]], object]) -> None:
        search_people(self.app, self, words, then, issuers=True)


def what_it_gets(market: Market, outcome: Buying, units: int) -> str:
    """What the bid gets at the orders there are now, and for how much."""
    bought = outcome.now
    if bought is None:
        asked = min((bid.price for bid in market.sells if bid.person != market.me), default=0)
        if not asked:
            return "Nothing is for sale yet."
        return (
            "At the orders there are now it gets none: others bid more, or the lowest price asked, "
            f"{price_per_share(asked)}, is higher."
        )
    what = "all of them" if bought.units == units else f"{shares(bought.units)} of them"
    said = (
        f"At the orders there are now it gets {what} at {price_per_share(bought.price)} for "
        f"{dollars(bought.paid, up=True)}"
    )
    back = outcome.stake - bought.paid
    if bought.units < units or not back:
        return f"{said}."
    return f"{said}, and {dollars(back)} come back."


def what_counts(market: Market, outcome: Buying, numbers: Numbers) -> str:
    """How much of what is paid will count as cost, and why not all."""
    bought, sure = outcome.now or outcome.most, outcome.now is not None
    early = numbers.said("EARLY")
    paid = dollars(bought.paid, up=True)
    if bought.believed >= bought.paid:
        whole = "All of it" if sure else "What you pay, all of it,"
        return f"{whole} counts as your cost when you sell them."
    if market.reference is None:
        why = "there is no reference price, and "
        why += f"the first {early} of the auction are over" if not market.early else _EIGHT
        return f"None of it counts as your cost when you sell them: {why}."
    if market.lot_count >= MOST_LOTS:
        why = f"{_EIGHT}, which counts up to the reference price"
    elif market.early:
        why = "an early order counts up to twice the reference price"
    else:
        why = f"after the first {early} an order counts up to the reference price"
    return (
        f"{dollars(bought.believed)} of {paid} counts as your cost when you sell them ({why}); "
        "the rest is then taken for gain, unless attestors confirm it."
    )
