"""Committing money to an offering: what one may, an amount, and what part of the person it is."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.form import ActForm
from ui.widgets.details import Details
from ui.widgets.field import ParsedField
from ui.widgets.layout import column, grouped
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.acts.investing import Commit
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    DOLLAR,
    PRICE_UNITS,
    dollars,
    money_of,
    parse_dollars,
    percent_of_person,
    price_per_share,
    shares,
)
from wallet.books.admission import Admission
from wallet.books.offering_terms import lines_of, read_terms, uses_of
from wallet.books.raising import Offering
from wallet.books.signed_terms import TermsSeen

EXAMPLE = 100_000 * DOLLAR  # a gain whose part everybody can picture
UNREAD = (
    "The terms of this raise are not on this computer. You would sign what you have not read: ask "
    "the issuer for them, and bring them in on the page of the raise."
)
SIGNED = (
    "With your commitment you sign the terms as well, in the same step; the issuer signs the same. "
    "It costs nothing more."
)


class CommitDialog(ActForm):
    """Asks for dollars; the shares follow from the offering's price."""

    def __init__(self, context: Context, offer: Offering, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            f"Back {offer.issuer.name}",
            f"One share costs {price_per_share(offer.price).split()[0]}, for everybody the same.",
            parent=parent,
        )
        self.offer = offer
        self.admission: Admission | None = None
        self.limits = column(gap="xs")
        self.add(grouped(self.limits))
        self.unread = Note("", "oxide")
        self.unread.hide()
        self.terms = Details("", "The terms that you sign", kind="body")
        self.signs = Text(SIGNED, "caption", "ink2")
        self.add(self.unread)
        self.add(self.terms)
        self.add(self.signs)
        self.terms.toggle.clicked.connect(self.fit)
        self.amount = ParsedField("Pay", parse_dollars, placeholder="1,000.00", unit="dollars")
        self.add_fields({"units": self.amount})
        answers = context.session.answers
        context.tasks.run(
            lambda: (answers.admission(offer.id), answers.terms_seen(offer.id)),
            self._know,
            self.fail,
            owner=self,
        )

    def compose(self) -> Any:
        """The act."""
        amount = self.amount.read()
        units = _units(amount, self.offer.price)
        if not units:
            raise WalletError(
                "This buys no share.", "Write a larger amount.", "form.amount", "units"
            )
        one = self.admission
        if one is not None and one.why_not:
            raise WalletError(one.why_not, one.next_step, "form.admission", "units")
        if one is not None and one.left is not None:
            cost = money_of(units, self.offer.price, up=True)
            if cost > one.left:
                raise WalletError(
                    f"You may still commit {dollars(one.left)} under these rules.",
                    "Write a smaller amount.",
                    "form.limit",
                    "units",
                )
        return Commit(self.offer.id, units, self.offer.price)

    def meaning(self) -> str:
        """Say what the amount buys, and what waits in line."""
        amount = self.amount.peek()
        if not amount:
            return ""
        units = _units(amount, self.offer.price)
        said = (
            f"You receive {shares(units)}, {percent_of_person(units)} of "
            f"{self.offer.issuer.name}: of a gain of $100,000.00, "
            f"{dollars(EXAMPLE * units // ALL_SHARES)} are then yours."
        )
        room = max(0, self.offer.units_max - self.offer.committed_units)
        if units > room:
            waits = money_of(units - room, self.offer.price)
            said += f" {dollars(waits)} of it waits in line, in case others withdraw."
        return said

    def _know(self, known: tuple[Admission | None, TermsSeen | None]) -> None:
        """Say what one may, and show what is signed."""
        self.admission, seen = known
        for sentence in self.admission.sentences if self.admission is not None else ():
            self.limits.addWidget(Text(sentence, "body", "ink2"))
        there = seen is not None and seen.form != "none"
        self.unread.say("" if there else UNREAD)
        if seen is not None and seen.differs:
            self.unread.say(" ".join(seen.differs))
        self.terms.say(_words(seen) if seen is not None else "")
        self.fit()


def _words(seen: TermsSeen) -> str:
    """Terms as lines of words."""
    terms = read_terms(seen.text)
    if terms is None:
        return seen.text
    lines = [f"{label}: {words}" for label, words in lines_of(terms)]
    lines += ["", "What it is for", terms.purpose, "", "Where the money goes"]
    lines += [f"{part}  {what}" for what, part, _, _ in uses_of(terms)]
    lines += ["", "What may go wrong", terms.risks]
    return "\n".join(lines)


def _units(amount: int, price: int) -> int:
    """The whole units that an amount buys at a price."""
    return amount * PRICE_UNITS // price if price else 0
