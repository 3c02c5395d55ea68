"""Reporting that a company, or a part of it, was sold: what came in, and what then is owed."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.declare import MOST_PAPERS, parse_whole
from ui.dialogs.form import ActForm
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.field import AreaField, ParsedField
from ui.widgets.files_field import FilesField
from ui.widgets.layout import row
from ui.widgets.sum_view import SumView
from wallet.acts.companies import ReportExit
from wallet.base.clock import DAY, date_of, duration
from wallet.base.dates import parse_date
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, percent_of_person
from wallet.books.companies import Stake
from wallet.books.company_sums import sale_of
from wallet.books.exit_sum import PRINTED, ExitSum, RuleNumbers, exit_sum
from wallet.flows.attesting import Exiting
from wallet.flows.papers import ExitPaper


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
        rules: RuleNumbers = PRINTED,
    ) -> None:
        super().__init__(
            context,
            f"Report a sale of {stake.company}",
            "Until the sale is confirmed and what it owes is paid, you neither raise money nor buy "
            "back your own shares, and an offering of yours that is open fails.",
            parent=parent,
        )
        self.stake, self.outside, self.now, self.rules = stake, outside, now, rules
        self._reported = reported
        self.worked: ExitSum | None = None
        self._written: tuple[Any, ReportExit] | None = None
        self._build()

    def _build(self) -> None:
        stake = self.stake
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
        self.files = FilesField(
            "Files that prove it", "The contract of the sale, a statement of your bank.", self.fit
        )
        self.sum = SumView()
        self.sum.hide()
        self.fold = Button("Line by line", self._unfold, kind="quiet")
        self.fold.hide()
        self.add_fields(
            {
                "units": self.units,
                "closed_at": self.closed,
                "amount": self.proceeds,
                "selling_costs": self.costs,
                "evidence": self.evidence,
                "files": self.files,
            },
            (("units", "closed_at"), ("amount", "selling_costs")),
        )
        self.add(row(self.fold, None))
        self.add(self.sum)

    def compose(self) -> Any:
        """Nothing is composed on this thread: the evidence has to be kept first."""
        return (
            self.units.read(),
            self.proceeds.read(),
            self.costs.read(),
            self.closed.read(),
            self.evidence.value,
            self.files.value,
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
        contents, age = self.files.contents, self.rules.cost_age

        written = self._written

        def kept() -> ReportExit:
            if written is not None and written[0] == said:  # it is tried again
                session.check(written[1])
                return written[1]
            if contents:
                files = session.paper_files()
                for one, data in contents:
                    files.keep(one, data)
            flow = Exiting(session.documents, stake.id, stake.commitment, session.names, age)
            act = flow.write(*said)
            self._written = (said, act)
            session.check(act)
            return act

        if contents:  # they are sealed with the wallet's own secret
            with_key(self.app, kept, self._sign, self._refused, self)
        else:
            self.app.tasks.run(kept, self._sign, self._refused, owner=self)

    def show_draft(self, paper: ExitPaper) -> None:
        """Fill in a sale that was written down before and not sent."""
        self.units.set_value(f"{paper.units:,}")
        self.closed.set_value(date_of(paper.closed_at, None, UTC))
        self.proceeds.set_value(dollars(paper.proceeds, exact=True))
        self.costs.set_value(dollars(paper.selling_costs, exact=True))
        self.evidence.set_value(paper.evidence)

    def meaning(self) -> str:
        """Say what of it is a gain, and what will be owed; the lines below say how."""
        self.worked = said = self._work_out()
        self.fold.setVisible(said is not None)
        if said is None:
            self.sum.hide()
            return ""
        self.sum.show_lines(said.lines)
        lines = {one.key: one.sentence for one in said.lines}
        words = f"{dollars(said.cost)} counts as cost{self._why(said)}. "
        if not said.gain:
            return words + "There is no gain, and nothing will be owed."
        if not self.outside:
            return words + f"{dollars(said.gain)} is a gain, and all yours: nobody holds you."
        owed = dollars(said.holders - said.interest, up=True)
        words += (
            f"{dollars(said.gain)} is a gain. Your holders have {percent_of_person(self.outside)} "
            f"of you: {owed} will be owed to them, within {duration(self.rules.pay_within)} of "
            "being confirmed"
        )
        closed = self.closed.peek()
        late = 0 if closed is None else self.now - closed - self.rules.report_within
        if late > 0:
            days = -(-late // DAY)
            return f"{words}, less the {days} days by which this report is late."
        return f"{words}." if "due" in lines else words

    def _work_out(self) -> ExitSum | None:
        """The calculation, where there is enough to work it out."""
        units, proceeds, selling = self.units.peek(), self.proceeds.peek(), self.costs.peek()
        if units is None or proceeds is None or selling is None:
            return None
        closed = self.closed.peek()
        sale = sale_of(self.stake, units, proceeds, selling, self.now if closed is None else closed)
        return exit_sum(sale, self.outside, self.now, self.rules)

    def _unfold(self) -> None:
        self.sum.setVisible(self.sum.isHidden())
        self.fold.say("Hide the lines" if not self.sum.isHidden() else "Line by line")
        self.fit()

    def _sign(self, act: Any) -> None:
        self.go.setEnabled(True)

        def done(receipt: Any) -> None:
            self.accept()
            self._reported(act, receipt)

        self.app.confirm(act, done)

    def _why(self, said: ExitSum) -> str:
        """Why a cost that was paid does not count."""
        if said.cost or not self.stake.cost:
            return ""
        if self.stake.cost_counts_from is None:
            return ", because nobody has confirmed it"
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
