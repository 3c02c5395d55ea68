"""Distributions: what others' gains brought, what is still to claim, and what I shared myself."""

from ui.context import Context
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.answered import AnsweredPage
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import row
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row, Table
from wallet.acts.claiming import Claim, WithdrawCredit
from wallet.base.clock import date_of, exact_time
from wallet.base.money import dollars
from wallet.books.distributions import ClaimRow, Distributions, ReceivedRow, SharedRow

_KINDS = {
    "sale": "You sold shares at a gain",
    "claim": "You received a distribution",
    "debt": "You paid a debt to your holders",
    "gift": "You shared a gain with your holders",
}


class DistributionsPage(AnsweredPage[Distributions]):
    """To claim, received, shared."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "Nothing has been shared with you yet.",
            "When someone whose shares you hold gains, your part of it appears here to claim.",
            "Find people to back",
            lambda: context.go("invest"),
            icon="distributions",
        )
        super().__init__(
            context, "Distributions", "What the people you hold have shared with you", empty
        )
        self.take_away = Button("Take it away", self._take_away)
        self.add_action(self.take_away)
        self.claim_all = Button("Claim all", self._claim_all, kind="primary")
        self.claim_all.hide()
        self.add_action(self.claim_all)
        self.to_claim = Figure("To claim")
        self.received = Figure("Received so far")
        self.shared = Figure("You shared with your holders")
        figures = row(gap="l")
        for figure in (self.to_claim, self.received, self.shared):
            figures.addWidget(figure, 1)
        self.put(figures)
        self._build_claims()
        self._build_received()
        self._build_shared()
        self.put(None)

    def ask(self) -> Distributions:
        """Read the distributions of this person."""
        return self.app.session.answers.distributions()

    def is_empty(self, answer: Distributions) -> bool:
        """Whether nothing was ever shared, either way."""
        self.claim_all.setVisible(len(answer.claimable) > 0)
        empty = not (answer.claimable or answer.received or answer.shared or answer.credit)
        self.take_away.setVisible(not empty)
        return empty

    def show_answer(self, answer: Distributions) -> None:
        """Show totals and the three lists; a list with nothing in it is hidden."""
        people = len(answer.claimable)
        whom = f"from {people} people" if people != 1 else "from 1 person"
        onward = f" · {dollars(answer.passes_on)} goes on to your holders"
        caption = (whom + (onward if answer.passes_on else "")) if people else "nothing now"
        self.to_claim.show_figure(dollars(answer.to_claim), caption, "accent")
        self.received.show_figure(dollars(answer.received_total), "before your holders’ part")
        self.shared.show_figure(dollars(answer.shared_total), "their part of your gains", "bronze")
        self.claims_card.setVisible(bool(answer.claimable))
        self.claims.show_rows([_claim_row(claim) for claim in answer.claimable])
        self.credit_card.setVisible(bool(answer.credit))
        self.credit.show_figure(
            dollars(answer.credit),
            "It was paid while your wallet could not be reached, or someone claimed it for you.",
        )
        self.received_card.setVisible(bool(answer.received))
        self.received_table.show_rows([_received_row(one) for one in answer.received])
        self.shared_card.setVisible(bool(answer.shared))
        self.shared_table.show_rows([_shared_row(one) for one in answer.shared])

    def _take_away(self) -> None:
        TakeAwayDialog(self.app, "distributions", self.window()).open()

    def _build_claims(self) -> None:
        self.claims_card = Card("To claim")
        self.claims = Table(
            [Column("Person", False, True), Column("Goes on to your holders"), Column("To claim")],
            "To claim",
        )
        self.claims.acted.connect(lambda token, _: self._claim(token))
        self.claims_card.add(self.claims)
        self.credit_card = Card("Waiting in the ledger for you")
        self.credit = Figure("Credit")
        pay_out = Button("Pay it out to my wallet", self._withdraw)
        self.credit_card.add(row(self.credit, None, pay_out, gap="l"))
        self.put(self.claims_card)
        self.put(self.credit_card)

    def _build_received(self) -> None:
        self.received_card = Card("Received")
        self.received_table = Table(
            [
                Column("Person", False, True),
                Column("Amount"),
                Column("Passed on"),
                Column("Kept"),
            ],
            "Received",
        )
        self.received_card.add(self.received_table)
        self.put(self.received_card)

    def _build_shared(self) -> None:
        self.shared_card = Card("Shared with your holders")
        self.shared_table = Table(
            [Column("Why", False, True), Column("Gain"), Column("Their part")], "Shared"
        )
        self.shared_card.add(self.shared_table)
        self.put(self.shared_card)

    def _claim(self, token: object) -> None:
        if isinstance(token, int):
            self.app.confirm(Claim((token,)))

    def _claim_all(self) -> None:
        if self.answer is not None and self.answer.claimable:
            self.app.confirm(Claim(tuple(claim.token.id for claim in self.answer.claimable)))

    def _withdraw(self) -> None:
        self.app.confirm(WithdrawCredit())


def _claim_row(claim: ClaimRow) -> Row:
    onward = dollars(claim.passes_on) if claim.passes_on else "–"
    cells = (
        Cell(claim.token.name),
        Cell(onward, tone="bronze" if claim.passes_on else "ink3"),
        Cell(dollars(claim.amount), tone="accent"),
    )
    return Row(claim.token.id, cells, "Claim")


def _received_row(one: ReceivedRow) -> Row:
    passed = dollars(one.passed_on) if one.passed_on else "–"
    cells = (
        Cell(one.token.name, date_of(one.at), hint=exact_time(one.at)),
        Cell(dollars(one.amount)),
        Cell(passed, tone="bronze" if one.passed_on else "ink3"),
        Cell(dollars(one.kept), tone="accent"),
    )
    return Row(one.tx, cells)


def _shared_row(one: SharedRow) -> Row:
    cells = (
        Cell(_KINDS.get(one.kind, "You shared a gain"), date_of(one.at), hint=exact_time(one.at)),
        Cell(dollars(one.gain)),
        Cell(dollars(one.amount), tone="bronze"),
    )
    return Row(one.tx, cells)
