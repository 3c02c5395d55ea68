"""What the forms of both kinds of orders share: whose shares, how many, at what price."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.button import Button
from ui.widgets.field import Field, ParsedField
from ui.widgets.text import Text
from wallet.base.clock import when
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    dollars,
    money_of,
    parse_percent_of_person,
    parse_price,
    parse_shares,
    percent_of_person,
    price_per_share,
    require_some,
    shares,
)
from wallet.books.market import Market

READING = "Reading the orders that there are."


class OrderForm(ActForm):
    """Asks for shares and a price once the market is known; subclasses say what that means."""

    price_label = "Price of one share"
    units_label = "How many shares"
    offers_all = False

    def __init__(
        self,
        context: Context,
        title: str,
        sentence: str,
        whose: Field | None,
        token: int,
        parent: QWidget | None,
    ) -> None:
        """`whose` is the field that chooses a token, where none is given (`token` 0)."""
        super().__init__(context, title, sentence, parent=parent)
        self.market: Market | None = None
        self.token = token
        self.about = Text(READING if token else "", "body", "ink2")
        self.units = ParsedField(
            self.units_label, self.parse_units, placeholder="84,000, or 0.84 %"
        )
        self.price = ParsedField(self.price_label, _parse_price, unit="dollars")
        if self.offers_all:
            self.units.line.addWidget(
                Button(
                    "All of them", lambda: self.units.set_value(_exact(self.most())), kind="link"
                )
            )
        if whose is not None:
            self.add(whose)
            self.fields["token"] = whose
        self.add(self.about)
        self.add_fields({"units": self.units, "price": self.price})
        self.go.setEnabled(False)
        if token:
            self.choose(token)

    @property
    def typed(self) -> tuple[int, int] | None:
        """Units and price, once both can be read."""
        units, price = self.units.peek(), self.price.peek()
        return None if units is None or price is None else (units, price)

    @abstractmethod
    def most(self) -> int:
        """The most units that can be ordered."""

    @abstractmethod
    def refusal(self, market: Market) -> str:
        """Why no such order can be placed now; empty when one can."""

    @abstractmethod
    def introduce(self, market: Market) -> str:
        """Say whose auction it is and what one has there."""

    @abstractmethod
    def wrong(self, market: Market, units: int, price: int) -> WalletError | None:
        """What is wrong with a number and a price that are each right by themselves."""

    @abstractmethod
    def explain(self, market: Market, units: int, price: int) -> str:
        """What an order that can be placed would come to."""

    def choose(self, token: int) -> None:
        """Read the market of a token."""
        self.token, self.market = token, None
        self.go.setEnabled(False)
        self.about.say(READING)
        answers = self.app.session.answers
        self.app.tasks.run(lambda: answers.market(token), self._known, self._unknown, owner=self)

    def forget(self) -> None:
        """Nobody is chosen any more."""
        self.token, self.market = 0, None
        self.go.setEnabled(False)
        self.about.say("")
        self.tell()

    def parse_units(self, text: str) -> int:
        """Units written as shares or as a part of the person. Raises WalletError."""
        percent = text.strip().endswith("%")
        units = parse_percent_of_person(text) if percent else parse_shares(text)
        require_some(units, "the number of shares")
        if self.market is not None and units > self.most():
            raise WalletError(
                "That is more shares than you can sell.",
                f"At most {shares(self.most(), exact=True)} are possible.",
                "order.too_many",
            )
        return units

    def tell(self) -> None:
        """Judge number and price together, then say what they mean."""
        typed, market = self.typed, self.market
        if typed is not None and market is not None:
            error = self.wrong(market, *typed)
            if error is None:
                self.units.clear_error()
            else:
                self.units.fail(error)
        self.units.say(self._part())
        super().tell()
        if market is not None:
            self.trouble.say(self.refusal(market))
            self.fit()

    def meaning(self) -> str:
        """Say what the order would come to."""
        typed, market = self.typed, self.market
        if typed is None or market is None or self.refusal(market) or self.units.wrong:
            return ""
        return self.explain(market, *typed)

    def read(self) -> tuple[int, int]:
        """Units and price. Raises WalletError after showing it beside its field."""
        if self.market is None:
            raise WalletError("The orders that there are could not be read yet.", "Try again.")
        return self.units.read(), self.price.read()

    def _known(self, market: Market) -> None:
        if market.token.id != self.token:
            return  # somebody else was chosen meanwhile
        self.market = market
        self.about.say(self.introduce(market))
        self.price.say(_reference(market))
        self.go.setEnabled(not self.refusal(market))
        self.tell()

    def _unknown(self, error: WalletError) -> None:
        self.about.say("")
        self.trouble.say(str(error))
        self.fit()

    def _part(self) -> str:
        units, market = self.units.peek(), self.market
        if units is None or market is None:
            return ""
        said = f"{shares(units)}, {percent_of_person(units)} of {market.token.name}"
        if market.reference is None:
            return f"{said}."
        worth = dollars(money_of(units, market.reference))
        return f"{said}. At the reference price that is {worth}."


def ends(market: Market) -> str:
    """The auction's end, as it follows "until"."""
    if market.end is None:
        return "the next auction ends"
    return f"the auction ends, {when(market.end, market.at)}"


def count(units: int) -> str:
    """Shares and what part of a person they are."""
    return f"{shares(units)} ({percent_of_person(units)})"


def _exact(units: int) -> str:
    return shares(min(units, ALL_SHARES), exact=True).split()[0]


def _reference(market: Market) -> str:
    if market.reference is None:
        return "There is no reference price yet: no auction or raise was large enough to set one."
    return f"The reference price is {price_per_share(market.reference)}."


def _parse_price(text: str) -> int:
    return require_some(parse_price(text), "the price")
