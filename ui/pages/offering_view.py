"""One raise as an investor sees it: terms, what one may do in it, and one's own commitments."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.commit import CommitDialog
from ui.pages.raise_shared import progress_parts, share_raise
from ui.pages.signed_card import SignedCard
from ui.pages.terms_card import TermsCard
from ui.widgets.card import Card, Figure
from ui.widgets.facts import Facts
from ui.widgets.layout import column, row
from ui.widgets.parts_bar import PartsBar
from ui.widgets.task_list import Need, TaskList
from ui.widgets.text import Text
from ui.wizards.raise_steps import consequences, source_of
from wallet.acts.investing import Believe, Refund, WithdrawCommitment
from wallet.acts.raising import CloseOffering, TakeShares
from wallet.base.clock import date_and_time, date_of, when
from wallet.base.money import dollars, money_of, percent_of_person, price_per_share
from wallet.books.admission import Admission
from wallet.books.raising import Entry, Offering
from wallet.books.regimes import NOT_ADVICE
from wallet.books.signed_terms import SignedEntry, TermsSeen


@dataclass(frozen=True)
class SeenOffering:
    """Everything that the view of one raise shows. `now` in seconds."""

    offer: Offering
    admission: Admission | None
    terms: TermsSeen | None
    signed: tuple[SignedEntry, ...]
    now: int


def ask_offering(context: Context, number: int) -> SeenOffering | None:
    """Read it; in a worker. None where the books know no such offering."""
    answers = context.session.answers
    offer = answers.offering(number)
    if offer is None:
        return None
    signed = tuple(
        one
        for one in answers.signed_terms(number)
        if any(mine.number == one.number for mine in offer.my_entries)
    )
    return SeenOffering(
        offer,
        answers.admission(number),
        answers.terms_seen(number),
        signed,
        context.session.now(),
    )


class OfferingView(QWidget):
    """Shows one raise; `again` is called when something about it was changed here."""

    def __init__(self, context: Context, again: Callable[[], object]) -> None:
        super().__init__()
        self.app = context
        self.price, self.part = Figure("Price"), Figure("Part of them")
        self.committed, self.until = Figure("Committed"), Figure("Deadline")
        figures = row(gap="l")
        for figure in (self.price, self.part, self.committed, self.until):
            figures.addWidget(figure, 1)
        self.bar = PartsBar("Committed so far")
        self.steps_card = Card("What you can do")
        self.steps = TaskList()
        self.steps_card.add(self.steps)
        self.know_card = Card("What to know before you commit", gap="xs")
        self.rules_card = Card("The rules that hold for it")
        self.rules = Facts()
        self.source = Text("", "caption", "ink2")
        for widget in (self.rules, self.source, Text(NOT_ADVICE, "caption", "ink2")):
            self.rules_card.add(widget)
        self.terms = TermsCard(context, again)
        self.signed = SignedCard(context, again, own=False)
        layout = column(
            figures,
            self.bar,
            self.steps_card,
            self.know_card,
            self.terms,
            self.signed,
            self.rules_card,
            gap="xl",
        )
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)
        self.seen: SeenOffering | None = None

    def show_offering(self, seen: SeenOffering) -> None:
        """Show a raise as it is now."""
        self.seen = seen
        offer, now = seen.offer, seen.now
        self.price.show_figure(price_per_share(offer.price).split()[0], "a share")
        self.part.show_figure(
            percent_of_person(offer.units_max), f"at most, for {dollars(_most(offer))}"
        )
        self.committed.show_figure(dollars(offer.committed_money), _by(offer), "accent")
        self.until.show_figure(date_of(offer.deadline), when(offer.deadline, now))
        self.bar.show_parts(progress_parts(offer))
        needs = self._needs(seen)
        self.steps_card.setVisible(bool(needs))
        self.steps.show_needs(needs)
        said = seen.admission.sentences if seen.admission is not None else ()
        self.know_card.setVisible(bool(said) and offer.status == "open")
        self.know_card.clear()
        for sentence in said:
            self.know_card.add(Text(sentence))
        rules = seen.admission.regime if seen.admission is not None else None
        self.rules_card.setVisible(rules is not None)
        if rules is not None:
            self.rules.show_facts([("Name", rules.title or rules.name), *consequences(rules)])
            self.source.say(source_of(rules))
        self.terms.show_seen(offer, seen.terms, seen.signed)
        self.signed.show_entries(seen.signed)

    def share(self) -> None:
        """Show the link and the code of this raise."""
        if self.seen is not None:
            share_raise(self.app, self.seen.offer, self.window())

    def _needs(self, seen: SeenOffering) -> list[Need]:
        offer, admission = seen.offer, seen.admission
        needs: list[Need] = []
        if offer.status == "open" and admission is not None and admission.can:
            left = ""
            if admission.left is not None:
                left = f" You may still commit {dollars(admission.left)}."
            needs.append(
                Need(
                    f"Back {offer.issuer.name} at {price_per_share(offer.price)}",
                    f"Until {date_and_time(offer.deadline)}.{left}",
                    "Commit",
                    partial(self._commit, offer),
                )
            )
        if offer.status == "closing" and offer.my_entries:
            needs.append(
                Need(
                    "The deadline has passed",
                    "Anyone may close the offering, so that shares or refunds can be had.",
                    "Close it",
                    partial(self.app.confirm, CloseOffering(offer.id)),
                    "bronze",
                )
            )
        needs += [
            need
            for entry in offer.my_entries
            if (need := entry_need(self.app, offer, entry, seen.now))
        ]
        needs.append(
            Need(
                f"Who is {offer.issuer.name}?",
                "Their holders, exits, debts and earlier raises.",
                f"See {offer.issuer.name}",
                self._person,
                "ink2",
            )
        )
        return needs

    def _commit(self, offer: Offering) -> None:
        CommitDialog(self.app, offer, self.window()).open()

    def _person(self) -> None:
        if self.seen is not None:
            self.app.go("invest", ("person", self.seen.offer.issuer.id))


def entry_need(context: Context, offer: Offering, entry: Entry, now: int) -> Need | None:
    """What can be done with a commitment of one's own now; None for nothing."""
    paid = f"{dollars(entry.paid)} for {percent_of_person(entry.units)}"
    act = context.confirm
    if entry.state == "committed" and now < entry.can_withdraw_until:
        until = f"You can withdraw until {date_and_time(entry.can_withdraw_until)}."
        take_back = WithdrawCommitment(offer.id, entry.number)
        return Need(f"You committed {paid}", until, "Withdraw", partial(act, take_back))
    if entry.state == "to take":
        take = TakeShares(offer.id, (entry.number,))
        said = "The offering succeeded. Bring your shares home."
        return Need(f"Your commitment of {paid}", said, "Take my shares", partial(act, take))
    if entry.countable:
        count = Believe(offer.id, (entry.number,))
        said = "Enough buyers have their shares by now, so the price counts as your cost."
        return Need(f"You paid {paid}", said, "Have it counted", partial(act, count))
    if entry.state in ("to refund", "rejected", "over the maximum"):
        back = Refund(offer.id, entry.number)
        said = _WHY_BACK[entry.state]
        return Need(f"You committed {paid}", said, "Take it back", partial(act, back), "bronze")
    return None


_WHY_BACK = {
    "to refund": "The raise failed, so this money is yours again.",
    "rejected": "The issuer declined your commitment, so this money is yours again.",
    "over the maximum": "More was offered than was for sale, so this money is yours again.",
}


def _by(offer: Offering) -> str:
    count = offer.investors
    if not count:
        return "by nobody yet" if offer.status == "open" else "by nobody any more"
    return f"by {count} {'person' if count == 1 else 'people'}"


def _most(offer: Offering) -> int:
    return money_of(offer.units_max, offer.price)
