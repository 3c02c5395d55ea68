"""Home: what I hold, what I am owed, what I owe, and what needs me."""

from functools import partial

from ui.context import Context
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.send import SendDialog
from ui.pages.answered import AnsweredPage
from ui.pages.portfolio import THROUGH
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import row
from ui.widgets.split import Split
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.task_list import Need, TaskList
from ui.widgets.text import Span
from wallet.base.clock import date_and_time, hour_of, when
from wallet.base.money import DOLLAR, dollars, percent_of_person, shares, signed_dollars
from wallet.books.home import Holding, Home
from wallet.books.task import Task
from wallet.books.through import Through, ThroughRow

_TONES: dict[str, Tone] = {"accent": "accent", "bronze": "bronze", "oxide": "oxide"}
CENT = DOLLAR // 100
THROUGH_HINT = (
    "At reference prices. It is part of the value of those you hold, so net worth does not have "
    "it once more."
)
BEGIN = (
    "Have your identity confirmed",
    "Only verified people hold shares. It takes a document and a verifier.",
    "Begin",
)
_UNUSUAL = ("Frozen", "Banned", "Identity")


class HomePage(AnsweredPage[Home]):
    """Four figures, the holdings, and what needs this person."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Home", "", Placeholder("Nothing is known yet.", icon="home"))
        self.add_action(Button("Send", self._send))
        self.add_action(Button("Receive", self._receive))
        self.add_action(Button("Invest", lambda: context.go("invest"), kind="primary"))
        self.worth = Figure("Net worth", "figureLarge")
        self.dollars, self.claim = Figure("Dollars"), Figure("To claim")
        self.owed = Figure("You owe your holders")
        figures = row(gap="l")
        for figure, stretch in (
            (self.worth, 6),
            (self.dollars, 4),
            (self.claim, 4),
            (self.owed, 4),
        ):
            figures.addWidget(figure, stretch)
        self.put(figures)
        left, right = Card("Holdings"), Card("What needs you")
        self.table = Table(
            [
                Column("Person", False, True),
                Column("Share"),
                Column("Cost"),
                Column("Value"),
                Column("Gain"),
            ],
            "Holdings",
        )
        self._through: Row | None = None
        self._whose = ""
        self._begun = BEGIN
        self._direct: list[Row] = []
        self.table.opened.connect(self._open)
        self.holdings = StateStack(
            self.table,
            Placeholder(
                "You hold nobody’s shares yet.",
                "Back someone, and a part of what they gain comes to you.",
                "Find people to back",
                lambda: context.go("invest"),
                icon="portfolio",
            ),
        )
        self.needs = TaskList()
        self.tasks = StateStack(
            self.needs, Placeholder("Nothing needs you.", "What does is listed here.", icon="check")
        )
        left.add(self.holdings)
        right.add(self.tasks)
        self.put(Split(left, right), 1)

    def ask(self) -> Home:
        """Read the first page, and how far somebody is who has not joined."""
        found = self.app.session.answers.home()
        if found.person is None:
            self._begun = self.app.session.proving.first_step() or BEGIN
        return found

    def show_answer(self, answer: Home) -> None:
        """Show figures, holdings and tasks."""
        first = answer.person.name.split()[0] if answer.person is not None else ""
        named = f", {first}" if first and first not in ("Person", "Nobody") else ""
        network = self.app.session.network.name
        self.say(
            f"{_greeting(hour_of(answer.at))}{named}",
            f"{network} · block {answer.block:,} · {date_and_time(answer.at, answer.at)}",
        )
        self._show_figures(answer)
        if self._whose != self.app.session.account:  # never what another account owns
            self._whose, self._through = self.app.session.account, None
        if answer.holdings:
            self._direct = [_holding_row(one) for one in answer.holdings]
            self._show_rows()
            self.holdings.show_content()
            # On its own: with a large network in the books this takes seconds.
            through = self.app.session.answers.through
            self.app.tasks.run(through, self._show_through, lambda _: None, owner=self)
        else:
            self.holdings.show_empty()
        needs = [self._need(task) for task in answer.tasks]
        if answer.person is None and not needs:
            needs.insert(0, self._join())
        if needs:
            self.needs.show_needs(needs)
            self.tasks.show_content()
        else:
            self.tasks.show_empty()

    def _show_through(self, seen: Through) -> None:
        """Add what is held through others beneath what is held directly."""
        self._through = through_row(seen)
        self._show_rows()

    def _show_rows(self) -> None:
        self.table.show_rows([*self._direct, *([self._through] if self._through else [])])

    def _open(self, key: object) -> None:
        self.app.go("portfolio", key)

    def _show_figures(self, answer: Home) -> None:
        if answer.net_worth is None:
            self.worth.unknown("the network does not answer")
        else:
            self.worth.show_figure(dollars(answer.net_worth), _year(answer.gain_year))
        if answer.dollars is None:
            self.dollars.unknown("the network does not answer")
        else:
            self.dollars.show_figure(dollars(answer.dollars), _elsewhere(answer))
        people = answer.to_claim_people
        whom = f"from {people} {'person' if people == 1 else 'people'}"
        self.claim.show_figure(
            dollars(answer.to_claim), whom if people else "nothing now", "accent"
        )
        if answer.owed and answer.owed_due is not None:
            due = f"due {when(answer.owed_due, answer.at)} · {answer.owed_what}"
            self.owed.show_figure(dollars(answer.owed, up=True), due, "bronze")
        else:
            self.owed.show_figure(dollars(answer.owed, up=True), "nothing now", "ink")

    def _need(self, task: Task) -> Need:
        go = partial(self.app.go, task.page, task.target or None)
        return Need(task.sentence, task.detail, task.action, go, _TONES.get(task.tone, "accent"))

    def _join(self) -> Need:
        sentence, detail, action = self._begun
        return Need(sentence, detail, action, lambda: self.app.go("identity"), "bronze")

    def _send(self) -> None:
        SendDialog(self.app, self.window()).open()

    def _receive(self) -> None:
        ReceiveDialog(self.app.session.account, self.app.session.network.name, self.window()).open()


def _greeting(hour: int) -> str:
    """Greet by the hour of the day, 0 to 23."""
    if 5 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"


def _year(gain: int | None) -> str | list[Span]:
    if gain is None:
        return "at reference prices"
    tone: Tone = "accent" if gain > 0 else "oxide" if gain < 0 else "ink2"
    return [Span(signed_dollars(gain), tone=tone), Span(" this year · at reference prices")]


def _elsewhere(answer: Home) -> str:
    parts = [
        f"{dollars(amount)} more {where}"
        for amount, where in (
            (answer.in_orders, "in buy orders"),
            (answer.in_offerings, "in offerings"),
            (answer.credit, "to withdraw"),
        )
        if amount
    ]
    return " · ".join(parts) if parts else "in your wallet"


def through_row(seen: Through) -> Row | None:
    """What is owned of people by way of others, each at their own reference price."""
    found = [(one, _by_others(one)) for one in seen.rows]
    behind = [(one, value) for one, value in found if value is None or value > 0]
    behind = [(one, value) for one, value in behind if one.hops > 1 or value]
    if not behind:
        return None
    known = [value for _, value in behind if value is not None]
    least = "at least " if not seen.whole or seen.people > len(seen.rows) else ""
    count = f"{len(behind):,} {'person' if len(behind) == 1 else 'people'}"
    value = Cell("no price", tone="ink3")
    if known:
        value = Cell(f"{least}{dollars(sum(known))}", hint=THROUGH_HINT)
    dash = Cell("–", tone="ink3")
    name = Cell("Through others", f"{least}{count} behind your holdings")
    return Row(THROUGH, (name, dash, dash, value, dash), opens=True)


def _by_others(one: ThroughRow) -> int | None:
    """The value of what is owned of somebody by way of others; None where they have no price."""
    if one.at_stake is None:
        return None if one.hops > 1 else 0
    more = one.at_stake - (one.value or 0)
    return more if more >= CENT else 0


def _holding_row(one: Holding) -> Row:
    unusual = one.note.startswith(_UNUSUAL)
    value = Cell("no price", tone="ink3") if one.value is None else Cell(dollars(one.value))
    gain = Cell("–", tone="ink3")
    if one.gain is not None:
        tone: Tone = "accent" if one.gain > 0 else "oxide" if one.gain < 0 else "ink"
        gain = Cell(signed_dollars(one.gain), tone=tone, hint="At the reference price")
    cells = (
        Cell(one.token.name, one.note, beneath_tone="oxide" if unusual else "ink3"),
        Cell(percent_of_person(one.units), hint=shares(one.units)),
        Cell(dollars(one.cost)),
        value,
        gain,
    )
    return Row(one.token.id, cells, opens=True)
