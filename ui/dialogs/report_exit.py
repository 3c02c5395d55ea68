"""Reporting that a company, or a part of it, was sold: what came in, and what then is owed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.declare import MOST_PAPERS, parse_whole
from ui.dialogs.form import ActForm
from ui.widgets.button import Button
from ui.widgets.field import AreaField, ParsedField
from wallet.acts.companies import ReportExit
from wallet.base.clock import DAY, date_of
from wallet.base.dates import parse_date
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, percent_of_person
from wallet.books.companies import Stake
from wallet.books.sums import due_now
from wallet.flows.attesting import Exiting

"""How long after closing a sale is to be reported; the debt falls due sooner by what is more."""


class ReportExitDialog(ActForm):
    """Asks for a sale of `stake`; `outside` are one's units that others hold.

    `reported(act, receipt)` once it is on record.
    """

    def __init__(
        self,
        context: Context,
        stake: Stake,
        outside: int,
        now: int,
        reported: Callable[[ReportExit, Any], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            f"Report a sale of {stake.company}",
            "Until the sale is confirmed and what it owes is paid, you neither raise money nor buy "
            "back your own shares, and an offering of yours that is open fails.",
            parent=parent,
        )
        self.stake, self.outside, self.now = stake, outside, now
        self._reported = reported
        left = None if stake.units is None else stake.units - stake.sold_units
        have = "" if left is None else f"You have {left:,} of them left."
        self.units = ParsedField("Shares of it that you sold", self._at_most, have)
        if left is not None:
            words = f"{max(0, left):,}"
            everything = Button("All of them", lambda: self.units.set_value(words), kind="link")
            self.units.line.addWidget(everything)
        self.proceeds = ParsedField("What they fetched, before tax", parse_dollars, unit="dollars")
        self.costs = ParsedField(
            "What selling them cost", parse_dollars, "Fees of the sale, never tax.", unit="dollars"
        )
        self.costs.set_value("0")
        self.closed = ParsedField(
            "When the sale closed", self._past, placeholder="25 November 2026"
        )
        self.evidence = AreaField(
            "The evidence",
            "The contract, or what it says in words. Only the attestors see it.",
            longest=MOST_PAPERS,
            lines=4,
        )
        self.add_fields(
            {
                "units": self.units,
                "closed_at": self.closed,
                "amount": self.proceeds,
                "selling_costs": self.costs,
                "evidence": self.evidence,
            },
            (("units", "closed_at"), ("amount", "selling_costs")),
        )

    def compose(self) -> Any:
        """Nothing is composed on this thread: the evidence has to be kept first."""
        return (
            self.units.read(),
            self.proceeds.read(),
            self.costs.read(),
            self.closed.read(),
            self.evidence.value,
        )

    def submit(self) -> None:
        """Keep the evidence, then ask for the signature."""
        try:
            said = self.compose()
        except WalletError as error:
            self.fail(error)
            return
        session, stake = self.app.session, self.stake
        self.go.setEnabled(False)

        def kept() -> ReportExit:
            act = Exiting(session.documents, stake.id, stake.commitment).write(*said)
            session.check(act)
            return act

        self.app.tasks.run(kept, self._sign, self._refused, owner=self)

    def meaning(self) -> str:
        """Say what of it is a gain, and what will be owed."""
        units, proceeds = self.units.peek(), self.proceeds.peek()
        selling, closed = self.costs.peek(), self.closed.peek()
        if units is None or proceeds is None or selling is None:
            return ""
        cost = cost_that_counts(self.stake, units, closed)
        gain = max(0, proceeds - cost - selling)
        said = f"{dollars(cost)} counts as cost{self._why(cost, closed)}. "
        if not gain:
            return said + "There is no gain, and nothing will be owed."
        if not self.outside:
            return said + f"{dollars(gain)} is a gain, and all yours: nobody holds you."
        numbers = self.app.session.numbers
        owed = dollars(due_now(gain, self.now, self.outside, self.now)[0], up=True)
        said += (
            f"{dollars(gain)} is a gain. Your holders have {percent_of_person(self.outside)} of "
            f"you: {owed} will be owed to them, within {numbers.said('PAY_WITHIN')} of being "
            "confirmed"
        )
        late = 0 if closed is None else self.now - closed - numbers["REPORT_WITHIN"]
        if late > 0:
            days = -(-late // DAY)
            return f"{said}, less the {days} days by which this report is late."
        return f"{said}."

    def _sign(self, act: Any) -> None:
        self.go.setEnabled(True)

        def done(receipt: Any) -> None:
            self.accept()
            self._reported(act, receipt)

        self.app.confirm(act, done)

    def _why(self, cost: int, closed: int | None) -> str:
        """Why a cost that was paid does not count."""
        if cost or not self.stake.cost:
            return ""
        if self.stake.cost_counts_from is None:
            return ", because nobody has confirmed it"
        if closed is None:
            return ""
        since = date_of(self.stake.cost_counts_from)
        return f", because it was confirmed too late: it counts in sales from {since} on"

    def _at_most(self, text: str) -> int:
        units = parse_whole(text)
        stake = self.stake
        if stake.units is not None and units > stake.units - stake.sold_units:
            raise WalletError(
                "That is more than you have left of it.",
                f"At most {stake.units - stake.sold_units:,} can have been sold.",
                "exit.more",
            )
        return units

    def _past(self, text: str) -> int:
        day = parse_date(text)
        if day > self.now:
            raise WalletError(
                "This day is still to come.", "Report it once it closed.", "date.late"
            )
        return day


def cost_that_counts(stake: Stake, units: int, closed: int | None) -> int:
    """What of a stake's cost a sale of `units` takes off, by the contract's rule.

    It counts if it was confirmed 90 days before the sale closed; parts add up to the whole.
    `closed` None: as if it did.
    """
    if not stake.cost or not stake.units or stake.cost_counts_from is None:
        return 0
    if closed is not None and closed < stake.cost_counts_from:
        return 0
    upto = stake.cost * (stake.sold_units + units) // stake.units
    return upto - stake.cost * stake.sold_units // stake.units
