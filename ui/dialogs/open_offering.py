"""Planning a raise: how much of oneself, at which price, until when."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.field import AreaField, ChoiceField, ParsedField
from wallet.acts.raising import OpenOffering
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    dollars,
    money_of,
    parse_percent_of_person,
    parse_price,
    percent_of_person,
    shares,
)
from wallet.base.texts import text_hash
from wallet.contracts.numbers import Numbers

_DAYS = (7, 14, 30, 45, 60, 90, 120)
LOCKUPS: tuple[tuple[object, str], ...] = (
    (0, "No lock-up"),
    (180 * DAY, "6 months"),
    (365 * DAY, "1 year"),
    (730 * DAY, "2 years"),
)
LEEWAY = 3600  # the block that carries it comes a little later than it is composed


def _days(numbers: Numbers) -> list[tuple[object, str]]:
    """How many days a raise can be open, within the rules as they are now."""
    longest = numbers["LONGEST_OFFERING"] // DAY
    least = numbers["NO_WITHDRAWAL"] + 2 * LEEWAY  # there are hours left in which to withdraw
    some = [days for days in _DAYS if least < days * DAY and days < longest]
    return [(days, f"{days} days") for days in (*some, longest)]


class OpenOfferingDialog(ActForm):
    """Asks for the terms of a raise and says what they mean while they are written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            "Plan a raise",
            "One price for everybody. Below your minimum everybody gets their money back; above "
            "your maximum people wait in line.",
            parent=parent,
        )
        self.most = ParsedField("Sell at most", _some, placeholder="20", unit="% of yourself")
        self.least = ParsedField("Only if at least", _some, placeholder="10", unit="% is sold")
        self.price = ParsedField(
            "Price of one share", parse_price, placeholder="0.10", unit="dollars"
        )
        self.days = ChoiceField("Open for", _days(context.session.numbers))
        self.lockup = ChoiceField(
            "Buyers keep their shares for at least", LOCKUPS, "Counted from the close."
        )
        self.terms = AreaField("What the money is for, and the risks", longest=20_000)
        self.days.set_value(30)
        self._now = 0  # the network's own time, which may differ from this machine's
        context.tasks.run(context.session.now, self._hear_time, owner=self)
        self.add_fields(
            {
                "units_max": self.most,
                "units_min": self.least,
                "price": self.price,
                "deadline": self.days,
                "lockup": self.lockup,
                "terms_hash": self.terms,
            }
        )

    def compose(self) -> Any:
        """The act; the deadline counts from the network's own time."""
        most, least, price = self.most.read(), self.least.read(), self.price.read()
        if not self.terms.value.strip():
            raise WalletError(
                "The terms are empty.",
                "Say what the money is for: people decide by it.",
                "form.terms",
                "terms_hash",
            )
        if not self._now:
            raise WalletError(
                "The network has not said yet what time it is.",
                "Try once more in a moment.",
                "form.time",
            )
        return OpenOffering(
            units_min=least,
            units_max=most,
            price=price,
            deadline=self._now + int(str(self.days.value)) * DAY - LEEWAY,
            lockup=int(str(self.lockup.value)),
            terms_hash=text_hash(self.terms.value),
        )

    def _sign(self, act: Any) -> None:
        """Keep the terms first: the chain has their hash alone."""
        text, documents, sign = self.terms.value, self.app.session.documents, super()._sign
        self.app.tasks.run(
            lambda: documents.keep_terms(act.terms_hash, text),
            lambda _: sign(act),
            self._refused,
            owner=self,
        )

    def _hear_time(self, now: int) -> None:
        self._now = now

    def meaning(self) -> str:
        """Say what is raised, and what the price makes of the whole person."""
        most, price = self.most.peek(), self.price.peek()
        if not most or not price:
            return ""
        least = self.least.peek()
        low = f" and at least {dollars(money_of(least, price))}" if least else ""
        return (
            f"You raise at most {dollars(money_of(most, price))}{low}. Buyers then receive "
            f"{percent_of_person(most)} of every gain of yours, for {shares(most)}. At this price "
            f"all of you is worth {dollars(money_of(ALL_SHARES, price))}."
        )


def _some(words: str) -> int:
    """The units in a percentage of a person that is above zero. Raises WalletError."""
    units = parse_percent_of_person(words)
    if not units:
        raise WalletError(
            "Nothing of you would be sold.", "Write a percentage above zero.", "form.zero"
        )
    return units
