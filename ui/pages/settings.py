"""Settings: look, locking, accounts, the network and, on a local one, its time."""

import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import cast

from ui.context import Context
from ui.dialogs.check_case import CheckCaseDialog
from ui.dialogs.papers_copy import PapersCopyDialog
from ui.dialogs.send_unread import SendUnreadDialog
from ui.dialogs.take_away import TakeAwayDialog
from ui.pages.answered import AnsweredPage
from ui.pages.settings_books import BooksCard
from ui.pages.settings_keys import KeysCard
from ui.pages.settings_notices import NoticesCard
from ui.settings import save
from ui.theme import Mode
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Check, ChoiceField
from ui.widgets.layout import column, grouped, row
from ui.widgets.note import Note
from ui.widgets.split import Split
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.addresses import short_address
from wallet.base.clock import date_and_time
from wallet.base.errors import WalletError
from wallet.chain.problems import NodeError

MODES: tuple[tuple[object, str], ...] = (
    ("system", "As the system does"),
    ("light", "Light"),
    ("dark", "Dark"),
)
MINUTES: tuple[tuple[object, str], ...] = (
    (1, "After 1 minute"),
    (5, "After 5 minutes"),
    (15, "After 15 minutes"),
    (60, "After 1 hour"),
    (240, "After 4 hours"),
)
SKIPS: tuple[tuple[str, int], ...] = (
    ("Skip 12 hours", 12 * 3600),
    ("Skip 48 hours", 48 * 3600),
    ("Skip 30 days", 30 * 86400),
)
ACCOUNTS = 5
SLOW = 2.0  # seconds for one answer


@dataclass(frozen=True)
class State:
    """What the page shows of the wallet and its node; a person is None where none was said."""

    accounts: tuple[tuple[int, str, int | None], ...]
    chosen: int
    node: str
    status: str
    now: int
    depth: str


class SettingsPage(AnsweredPage[State]):
    """Choices take effect at once, and are kept for the next start."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "Settings",
            "What you choose here stays on this machine",
            Placeholder("There is nothing to set yet.", icon="settings"),
        )
        self.add_action(Button("Lock now", context.house.lock, icon="lock"))
        self.put(Split(self._look(), self._locking()))
        self.keys = KeysCard(context)
        self.put(self.keys)
        self.put(self._accounts_card())
        self.put(self._network_card())
        self.books = BooksCard(context)
        self.put(self.books)
        self.put(Split(self._taking(), self._papers()))
        self.notices = NoticesCard(context.house.app.settings.notices)
        self.notices.chosen.connect(lambda: self._keep(notices=self.notices.kinds))
        self.put(self.notices)
        self.put(Split(self._expert(), self._about()))
        self.put(None)

    def ask(self) -> State:
        """Read the accounts and how the node is."""
        session = self.app.session
        listed = session.accounts(ACCOUNTS)
        people: list[int | None] = [None] * len(listed)
        try:
            status = self._ask_node()
            asked = [("Registry", "person_of", (address,)) for _, address in listed]
            people = [int(person) for person in session.chain.read_many(asked)]
        except NodeError as error:
            status = str(error)
        accounts = tuple(
            (number, address, person)
            for (number, address), person in zip(listed, people, strict=True)
        )
        node = session.network.rpc_urls[0]
        return State(accounts, session.account_number, node, status, session.now(), session.depth)

    def _ask_node(self) -> str:
        """How the node answers, in a sentence. Raises NodeError when it does not."""
        begun = time.monotonic()
        block = self.app.session.chain.block_number()
        slow = "answers slowly" if time.monotonic() - begun > SLOW else "answers"
        return f"The node {slow}. Newest block {block:,}."

    def show_answer(self, answer: State) -> None:
        """Show the accounts and the node."""
        self.accounts.show_rows(
            [self._account_row(at, *one) for at, one in enumerate(answer.accounts, start=1)]
        )
        self.keys.turn()
        self.app.house.notifier.desktop.ask(self.notices.say_way)
        self.node.say(answer.node)
        self.status.say(answer.status)
        self.books.show_depth(answer.depth)
        self.clock.say(f"On this network it is {date_and_time(answer.now, answer.now)}.")

    def _account_row(self, at: int, number: int, address: str, person: int | None) -> Row:
        chosen = self.app.session.account_number == number
        who = self.app.session.names.name_of(person) if person else "Nobody has joined with it"
        if person is None:
            who = "Not known now: the network does not answer"
        cells = (
            Cell(f"Account {at}", who),
            Cell(short_address(address), hint=address, tone="ink2"),
            Cell("in use" if chosen else "", tone="accent"),
        )
        return Row(number, cells, "" if chosen else "Use")

    def _look(self) -> Card:
        card = Card("Look")
        self.mode = ChoiceField("Light or dark", MODES)
        self.mode.set_value(self.app.theme.mode)
        self.mode.changed.connect(self._choose_mode)
        card.add(self.mode)
        return card

    def _locking(self) -> Card:
        card = Card("Locking")
        self.minutes = ChoiceField("Lock when nobody is there", MINUTES)
        self.minutes.set_value(self.app.house.idle.minutes)
        self.minutes.changed.connect(self._choose_minutes)
        card.add(self.minutes)
        card.add(
            Text(
                "It also locks when the screen is locked and when the machine sleeps.",
                "caption",
                "ink2",
            )
        )
        self.each = Check("Ask for my passphrase at every signature")
        self.each.setChecked(self.app.house.app.settings.ask_each)
        self.each.toggled.connect(self._choose_each)
        card.add(self.each)
        return card

    def _expert(self) -> Card:
        card = Card("For experts")
        self.unread = Check("Let me sign what this wallet cannot read")
        self.unread.setChecked(self.app.house.app.settings.unread)
        self.unread.clicked.connect(self._choose_unread)
        self.send_unread = Button("Send something that cannot be read", self._send_unread)
        self.send_unread.setVisible(self.unread.isChecked())
        card.add(self.unread)
        card.add(
            Text(
                "Without this, whatever cannot be put into words is refused. With it, it is shown "
                "as what cannot be read.",
                "caption",
                "ink2",
            )
        )
        card.add(row(self.send_unread, None))
        return card

    def _accounts_card(self) -> Card:
        card = Card("Accounts")
        card.add(
            Text(
                "All of them come from the same words. One person has one account; the others "
                "are for another person’s wallet kept for them, or for trying things out.",
                "caption",
                "ink2",
            )
        )
        self.accounts = Table(
            [Column("Account", False, True), Column("Address"), Column("")], "Accounts"
        )
        self.accounts.acted.connect(lambda number, _: self._use(number))
        card.add(self.accounts)
        return card

    def _network_card(self) -> Card:
        network = self.app.session.network
        card = Card("Network")
        self.node, self.status, self.clock = Text(), Text(tone="ink2"), Text(tone="ink2")
        card.add(Text(network.name, "strong"))
        card.add(self.node)
        card.add(self.status)
        card.add(self.clock)
        skips = row(gap="s")
        self.skips = [Button(words, partial(self._skip, seconds)) for words, seconds in SKIPS]
        for button in self.skips:
            skips.addWidget(button)
        skips.addStretch(1)
        local = column(
            Note(
                "This network runs on this machine alone. Its time can be moved forward, so that "
                "two days of an auction need not be waited for.",
                "accent",
            ),
            skips,
            gap="m",
        )
        self.local = grouped(local)
        self.local.setVisible(network.local)
        card.add(self.local)
        return card

    def _taking(self) -> Card:
        card = Card("Take it away")
        card.add(
            Text(
                "The statement of a year to print, and what you bought, sold and received as files "
                "for tax software, a spreadsheet or a program. And whether a case file holds that "
                "somebody gave you.",
                "caption",
                "ink2",
            )
        )
        self.take_away = Button("Take it away", self._take_away)
        self.check_case = Button(
            "Check a case file", self._check_case, hint="One that somebody gave you"
        )
        card.add(row(self.take_away, self.check_case, None))
        return card

    def _papers(self) -> Card:
        card = Card("Your papers")
        card.add(
            Text(
                "Names that you gave, papers of companies, signed terms and credentials: the chain "
                "has none of them, and your words do not bring them back.",
                "caption",
                "ink2",
            )
        )
        self.save_papers = Button("Save a copy", lambda: self._copy_papers(False))
        self.bring_papers = Button("Bring a copy", lambda: self._copy_papers(True))
        card.add(row(self.save_papers, self.bring_papers, None))
        return card

    def _copy_papers(self, bring: bool) -> None:
        PapersCopyDialog(self.app, bring, self.window()).open()

    def _about(self) -> Card:
        card = Card("About")
        card.add(Text(f"Symbolon {version('symbolon')}, free software under the AGPL-3.0."))
        card.add(
            Text(
                "Nothing leaves this machine but questions to the node above. Your words were "
                "shown once, when you made this wallet: keep them on paper.",
                "caption",
                "ink2",
            )
        )
        return card

    def _choose_mode(self) -> None:
        self.app.theme.set_mode(cast(Mode, self.mode.value))
        self._keep(mode=self.mode.value)

    def _choose_minutes(self) -> None:
        minutes = cast(int, self.minutes.value)
        self.app.house.idle.minutes = minutes
        self._keep(lock_after=minutes)

    def _choose_each(self, each: bool) -> None:
        """Take effect with the passphrase: whoever merely sits here cannot switch it off."""
        self._keep(ask_each=each)
        self.app.session.opened.once = each
        self.app.messages.tell("Your choice holds once you have unlocked the wallet again.")
        self.app.house.lock()

    def _choose_unread(self) -> None:
        on = self.unread.isChecked()
        self._keep(unread=on)
        self.send_unread.setVisible(on)
        allow = self.app.session.allow_unread
        self.app.tasks.run(lambda: allow(on), lambda _: None, lane="sign", owner=self)

    def _send_unread(self) -> None:
        SendUnreadDialog(self.app, self.window()).open()

    def _take_away(self) -> None:
        TakeAwayDialog(self.app, parent=self.window()).open()

    def _check_case(self) -> None:
        CheckCaseDialog(self.app, self.window()).open()

    def _keep(self, **changes: object) -> None:
        app = self.app.house.app
        app.settings = app.settings.but(**changes)
        try:
            save(app.settings)
        except WalletError as error:
            self.app.messages.tell_error(error)

    def _use(self, number: object) -> None:
        if isinstance(number, int):
            use = self.app.session.use_account
            self.app.tasks.run(
                lambda: use(number), lambda _: self.app.house.turned(), lane="sign", owner=self
            )

    def _skip(self, seconds: int) -> None:
        for button in self.skips:
            button.setEnabled(False)
        skip = self.app.session.skip_time
        self.app.tasks.run(
            lambda: skip(seconds), self._skipped, self._not_skipped, lane="sign", owner=self
        )

    def _skipped(self, _: None) -> None:
        self._free()
        self.app.messages.tell("The network’s time has moved forward.")
        self.app.house.turned()

    def _not_skipped(self, error: WalletError) -> None:
        self._free()
        self.app.messages.tell_error(error)

    def _free(self) -> None:
        for button in self.skips:
            button.setEnabled(True)
