"""Declaring a part of a company: what it is and cost, and who is to confirm it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.bring_package import BringPackageDialog
from ui.dialogs.form import ActForm
from ui.dialogs.with_key import with_key
from ui.widgets.button import Button
from ui.widgets.field import AreaField, ChoiceField, ParsedField, TextField
from ui.widgets.files_field import FilesField
from ui.widgets.layout import row
from wallet.acts.companies import AmendStake, DeclareStake
from wallet.base.clock import DAY, date_of
from wallet.base.dates import parse_date
from wallet.base.errors import WalletError
from wallet.base.money import dollars, parse_dollars, require_some
from wallet.base.numbers import parse_decimal
from wallet.books.persons import PersonRef
from wallet.flows.attached import Attached
from wallet.flows.attesting import Declaring
from wallet.flows.cap_format_held import HeldStock
from wallet.flows.papers import StakePaper, amend_stake_paper, write_stake_paper
from wallet.flows.taking_cells import one_line
from wallet.watch.identifiers import BY_KEY, SCHEMES, checked_number

MOST_PAPERS = 60_000
SENTENCE = (
    "Only salted fingerprints of this go on record. What the company is, what you paid and the "
    "papers stay on this machine, for you and for those who confirm them."
)
AMENDING = (
    "Correct what you declared. Your attestors have to confirm it anew: until the new cost counts, "
    "the one that was confirmed before does, if there is one."
)
Details = tuple[str, str, str, int, int, int, str, tuple[Attached, ...]]


@dataclass(frozen=True)
class Amends:
    """A stake that is corrected: its number, its present paper with its files, who was named."""

    stake: int
    paper: StakePaper
    attestors: tuple[int, ...]
    files: tuple[tuple[Attached, bytes], ...] = ()


class DeclareDialog(ActForm):
    """Asks for a stake; `declared(paper, receipt, attestors)` once it is on record."""

    def __init__(
        self,
        context: Context,
        attestors: Sequence[PersonRef],
        now: int,
        declared: Callable[[StakePaper, Any, tuple[int, ...]], object],
        parent: QWidget | None = None,
        amends: Amends | None = None,
    ) -> None:
        """`amends` is what was declared before and is corrected by this."""
        super().__init__(
            context,
            "Declare a part of a company" if amends is None else f"Amend {amends.paper.company}",
            SENTENCE if amends is None else AMENDING,
            parent=parent,
        )
        self.now, self._declared, self.amends = now, declared, amends
        self._paper: tuple[Details, StakePaper] | None = None
        self._build(attestors)
        self._say_scheme()
        if amends is not None:
            self._show_before(amends)
        if len(attestors) < len(self.attestors):
            self.go.setEnabled(False)
            self.trouble.say(
                f"A company is confirmed by {context.session.numbers.said_signers} of three that "
                "you name, and this network has fewer "
                "than three besides you."
            )

    def _build(self, attestors: Sequence[PersonRef]) -> None:
        self.bring = Button("Fill in from a package", self._bring)
        line = row(gap="l")
        line.addWidget(self.bring)
        line.addStretch(1)
        self.add(line)
        people = [(0, "Choose one"), *((one.id, one.name) for one in attestors)]
        self.company = TextField("Name of the company", longest=120)
        registers = [(one.key, one.name) for one in SCHEMES]
        self.scheme = ChoiceField("Where it is registered", registers)
        self.scheme.changed.connect(self._say_scheme)
        self.number = TextField("Its number there", longest=60)
        self.number.changed.connect(self._look_at_number)
        self.units = ParsedField("Shares that you have", parse_whole, placeholder="1,000,000")
        self.cost = ParsedField("What all of them cost, in dollars", parse_dollars)
        self.acquired = ParsedField("When you got them", self._past, placeholder="25 November 2024")
        self.package = AreaField(
            "The papers",
            "An Open Cap Format package, or what you hold in words.",
            longest=MOST_PAPERS,
            lines=3,
        )
        self.files = FilesField(
            "Files that prove it",
            "A share certificate, a contract, a statement of your bank. Only those you name as "
            "attestors are shown them, sealed.",
            self.fit,
        )
        self.attestors = [
            ChoiceField(f"{place} attestor", people) for place in ("First", "Second", "Third")
        ]
        for choice, one in zip(self.attestors, attestors, strict=False):
            choice.set_value(one.id)
        self.add_fields(
            {
                "company": self.company,
                "scheme": self.scheme,
                "number": self.number,
                "units": self.units,
                "cost": self.cost,
                "acquired": self.acquired,
                "package": self.package,
                "files": self.files,
                "attestors": self.attestors[0],
                "second": self.attestors[1],
                "third": self.attestors[2],
            },
            (
                ("scheme", "number"),
                ("units", "cost", "acquired"),
                ("attestors", "second", "third"),
            ),
        )

    def _bring(self) -> None:
        BringPackageDialog(self.app, self.fill_in, self).open()

    def fill_in(self, held: HeldStock) -> None:
        """Fill in what a package says; what it does not say is left as it is, and said."""
        self.company.set_value(one_line(held.company)[:120])
        self.units.set_value(f"{held.units:,}")
        if held.cost is not None:
            self.cost.set_value(dollars(held.cost, exact=True))
        self.acquired.set_value(date_of(held.acquired, None, UTC))
        self.package.set_value(held.package)
        if held.unsure:
            self.trouble.say(" ".join(held.unsure))
            self.trouble.show()
        self.fit()

    def compose(self) -> Any:
        """The act, with a paper that is kept while nothing in it changes."""
        details: Details = (
            self.company.value,
            str(self.scheme.value),
            self.number.value,
            self.units.read(),
            self.cost.read(),
            self.acquired.read(),
            self.package.value,
            self.files.value,
        )
        if self._paper is None or self._paper[0] != details:
            before = self.amends
            self._paper = (
                details,
                write_stake_paper(*details)
                if before is None
                else amend_stake_paper(before.paper, *details[3:]),
            )
        return self._act(self._paper[1])

    def _act(self, paper: StakePaper) -> DeclareStake | AmendStake:
        named = self._named()
        if self.amends is not None:
            return AmendStake(self.amends.stake, paper.commitment, paper.package_hash, named)
        return DeclareStake(paper.company_key, paper.commitment, paper.package_hash, named)

    def submit(self) -> None:
        """Keep the paper, then ask for the signature."""
        try:
            self.compose()
        except WalletError as error:
            self.fail(error)
            return
        if self._paper is None:
            return
        paper, named, session = self._paper[1], self._named(), self.app.session
        self.go.setEnabled(False)
        contents, amends = self.files.contents, self.amends

        def kept() -> DeclareStake | AmendStake:
            if contents:
                files = session.paper_files()
                for one, data in contents:
                    files.keep(one, data)
            flow = Declaring(session.documents)
            act = (
                flow.write(paper, named)
                if amends is None
                else flow.amend(amends.stake, paper, named)
            )
            session.check(act)
            return act

        if contents:  # they are sealed with the wallet's own secret
            with_key(self.app, kept, self._sign, self._refused, self)
        else:
            self.app.tasks.run(kept, self._sign, self._refused, owner=self)

    def meaning(self) -> str:
        """Say from when the cost counts."""
        cost, units = self.cost.peek(), self.units.peek()
        if cost is None or not units:
            return ""
        numbers = self.app.session.numbers
        counts = date_of(self.now + numbers["COST_AGE"] + DAY, self.now)
        return (
            f"When you sell, {dollars(cost)} is taken off as cost, or its part where you sell a "
            f"part, if the sale closes {numbers.said('COST_AGE')} after {numbers.said_signers} "
            f"have confirmed it: from {counts} on, if they sign today. In a sale before that the "
            "cost counts as nothing."
        )

    def _sign(self, act: Any) -> None:
        self.go.setEnabled(True)

        def done(receipt: Any) -> None:
            self.accept()
            if self._paper is not None:
                self._declared(self._paper[1], receipt, act.attestors)

        self.app.confirm(act, done)

    def _say_scheme(self) -> None:
        """Say what a number looks like there, and how far a wrong digit is found out."""
        known = BY_KEY[str(self.scheme.value)]
        self.number.input.setPlaceholderText(known.example)
        self.number.say(known.checked)
        self._look_at_number()

    def _look_at_number(self) -> None:
        """Say what is wrong with the number while it is typed, once it has some length."""
        self.number.clear_error()
        if len(self.number.value.strip()) < 5:
            return
        try:
            checked_number(str(self.scheme.value), self.number.value)
        except WalletError as error:
            self.number.fail(error)
        self.fit()

    def _show_before(self, amends: Amends) -> None:
        """Fill in what was declared; which company it is of stays as it is."""
        paper, opening = amends.paper, amends.paper.opening
        self.company.set_value(paper.company)
        self.scheme.set_value(paper.scheme)
        self.number.set_value(paper.number)
        self.units.set_value(f"{opening.units:,}")
        self.cost.set_value(dollars(opening.cost, exact=True))
        self.acquired.set_value(date_of(opening.acquired_at, None, UTC))
        self.package.set_value(paper.package)
        self.files.show_files(amends.files)
        for choice, person in zip(self.attestors, amends.attestors, strict=False):
            choice.set_value(person)
        for field in (self.company, self.scheme, self.number):
            field.setEnabled(False)
        self.number.clear_error()
        self.bring.hide()

    def _named(self) -> tuple[int, int, int]:
        return cast(tuple[int, int, int], tuple(int(str(one.value or 0)) for one in self.attestors))

    def _past(self, text: str) -> int:
        day = parse_date(text)
        if day > self.now:
            raise WalletError("This day is still to come.", "Write when you got them.", "date.late")
        return day


def parse_whole(text: str) -> int:
    """A whole number above zero. Raises WalletError."""
    number = require_some(parse_decimal(text, 0, "the number", "1,000,000"), "the number")
    if number >= 2**96:
        raise WalletError("The number is too large.", "Write how many there are.", "number.large")
    return number
