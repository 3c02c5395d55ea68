"""The attestor's desk: sealed requests, how each stands, and the way into one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from ui.context import Context
from ui.dialogs.attest_request import AttestRequestDialog
from ui.dialogs.bring_paper import BringPaperDialog
from ui.dialogs.hand_over_sealed import hand_over
from ui.dialogs.with_key import with_key
from ui.pages.company_rows import to_attest_row
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.dropped import dropped_files
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.layout import TOP, column, grouped, row
from ui.widgets.long_table import LongTable, Rows
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of, exact_time, when
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.books.companies import Companies
    from wallet.flows.attestor_queue import Asked
    from wallet.flows.desk_reading import Taken

STATES: tuple[tuple[object, str], ...] = (
    ("", "All of them"),
    ("new", "To be looked at"),
    ("signed", "Confirmed, to be handed back"),
    ("refused", "Refused, to be handed back"),
    ("handed back", "Handed back"),
)
_KINDS = {"stake": "a part of a company", "exit": "a sale of a company", "cost": "what shares cost"}
_LINE = "What people own parts of and what they sold, for you to confirm or refuse"


class AttestPage(Page):
    """The list needs the wallet unlocked: what is in it opens with the account's own secret."""

    def __init__(self, context: Context) -> None:
        super().__init__("Attestor’s desk", _LINE)
        self.app = context
        self.setAcceptDrops(True)
        self._named: dict[int, str] = {}
        self._wanted = ""
        self.card_button = Button("Your card", self.show_card)
        self.add_action(self.card_button)
        self.folder = Button("Take in a folder", self._choose_folder)
        self.add_action(self.folder)
        self.add_action(Button("Take in requests", self._choose_files, kind="primary"))
        self.note = Note("", "bronze")
        self.note.hide()
        self.add(self.note)
        self._build_list()
        self._build_named()
        self.add(None)

    def _build_list(self) -> None:
        self.words = TextField("Search", placeholder="A company, or a number like stake:3")
        self.state = ChoiceField("Which", STATES)
        self.words.changed.connect(self.refresh)
        self.state.changed.connect(self.refresh)
        line = row(gap="l")
        line.addWidget(self.words, 2, TOP)
        line.addWidget(self.state, 1, TOP)
        self.count = Text("", "caption", "ink2")
        self.table = LongTable(
            [Column("Company", False, True), Column("What"), Column("State"), Column("Came")],
            "Requests",
            self._fetch,
        )
        self.table.opened.connect(lambda number: self.open_request(int(cast(int, number))))
        self.locked = Placeholder(
            "Your wallet is locked.",
            "What was sealed to you opens with your wallet’s key alone. Unlock it to see the list.",
            "Unlock",
            self._unlock,
            icon="check",
        )
        self.nothing = Placeholder(
            "No request is here.",
            "Give your card to whoever names you as an attestor. They seal their papers to it and "
            "bring you a file or a code: take it in, or drop it here.",
            icon="check",
        )
        self.states = StateStack(
            grouped(column(line, self.count, self.table, gap="m")), self.nothing, self.refresh
        )
        card = Card("Requests")
        self.code = Button("Read a code", self.read_code)
        card.add_head(self.code)
        card.add(self.states)
        self.locked.hide()
        card.add(self.locked)
        self.add(card)

    def _build_named(self) -> None:
        self.named = Table(
            [Column("Who named you", False, True), Column("For what"), Column("Since")],
            "You were named",
        )
        self.named_card = Card("You were named, and it is not confirmed yet")
        self.named_card.add(self.named)
        self.named_card.add(
            Text(
                "Their papers come from them, sealed to your card.",
                "caption",
                "ink2",
            )
        )
        self.add(self.named_card)

    def refresh(self) -> None:
        """Ask for the list again."""
        self.states.loading()
        state, words = str(self.state.value or ""), self.words.value
        session = self.app.session

        def ask() -> "tuple[tuple[int, ...], Companies, int]":
            answer = session.answers.companies()
            queue = session.attestor_queue()
            return queue.found(words, state), answer, queue.count("new")

        self.app.tasks.run(ask, self._show, self._failed, owner=self)

    def open_on(self, target: object) -> None:
        """Look for one thing, as ("stake", 3)."""
        if isinstance(target, tuple):
            self.words.set_value(f"{target[0]}:{target[1]}")

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take sealed requests in, one or thousands; what is none is counted and said."""
        session = self.app.session

        def take(report: Callable[..., None]) -> "Taken":
            from wallet.flows.desk_reading import take_files  # with it comes all that opens papers

            return take_files(session.take_request, paths, report)

        self.note.say("Taking them in.")
        self.app.tasks.follow(take, self._taking, self._taken, self._refused, owner=self)

    def take_text(self, text: str) -> int:
        """Take one request in; runs in a worker."""
        return self.app.session.take_request(text)

    def read_code(self) -> None:
        """Take a small request in from codes or the clipboard."""
        BringPaperDialog(
            self.app,
            "Take in a request",
            "Show the code to this machine, or paste what was copied. A request with files comes "
            "as a file: take that in on the desk itself.",
            "a request to attestors",
            self.take_text,
            self._read,
            self.window(),
        ).open()

    def show_card(self) -> None:
        """Sign one's card, and show it to be handed on."""
        session = self.app.session
        with_key(self.app, session.card_to_sign, self._sign_card, self._refused, self)

    def open_request(self, number: int) -> None:
        """Open one request."""
        dialog = AttestRequestDialog(self.app, number, self._named, self.window())
        dialog.finished.connect(lambda _: self.refresh())
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        paths = dropped_files(event)
        if paths:
            self.take_files(paths)

    def _show(self, found: "tuple[tuple[int, ...], Companies, int]") -> None:
        numbers, answer, waiting = found
        self.locked.hide()
        self.states.show()
        self._named = {one.owner.id: one.owner.name for one in answer.to_attest}
        self.named.show_rows([to_attest_row(one, answer.at) for one in answer.to_attest])
        self.named_card.setVisible(bool(answer.to_attest))
        narrowed = bool(self.words.value.strip() or self.state.value)
        if not numbers and not narrowed:
            self.states.show_empty()
            return
        all_ = f"{len(numbers):,} {'request' if len(numbers) == 1 else 'requests'}"
        self.count.say(f"{all_}, {waiting:,} to be looked at" if waiting else all_)
        self.table.show_keys(numbers)
        self.states.show_content()

    def _failed(self, error: WalletError) -> None:
        if error.code == "keys.locked":
            self.states.hide()
            self.locked.show()
            self.named_card.hide()
            return
        self.states.failing(error)

    def _fetch(self, keys: Sequence[int], then: Callable[[Rows], object]) -> None:
        session = self.app.session

        def rows() -> Rows:
            now = session.now()
            names = session.names
            return [
                request_row(one, names.name_of(one.owner) if one.owner else "", now)
                for one in session.attestor_queue().rows(keys)
            ]

        self.app.tasks.run(rows, then, self._failed, owner=self)

    def _taking(self, done: int, of: int) -> None:
        self.note.say(f"{done:,} of {of:,} files are read.")

    def _taken(self, taken: "Taken") -> None:
        self.note.say(taken.words)
        self.refresh()

    def _read(self, number: int) -> None:
        self.refresh()
        self.open_request(number)

    def _refused(self, error: WalletError) -> None:
        self.note.say(str(error))

    def _unlock(self) -> None:
        session = self.app.session
        with_key(self.app, session.attestor_queue, lambda _: self.refresh(), self._refused, self)

    def _sign_card(self, card: object) -> None:
        from wallet.flows.attestor_card import AttestorCard  # with it comes all that seals

        mine = cast(AttestorCard, card)
        self.app.confirm(mine.message, lambda signature: self._hand_card(mine, signature))

    def _hand_card(self, card: object, signature: object) -> None:
        from wallet.flows.attestor_card import AttestorCard  # as above

        text = cast(AttestorCard, card).signed(cast(bytes, signature)).to_json()
        hand_over(
            "Your card",
            "Give it to whoever names you as an attestor: their papers are then sealed to you. It "
            "holds nothing secret, and nobody can make one in your name.",
            text,
            "attestor-card.json",
            self.window(),
        )

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Take in requests", str(Path.home()))
        if names:
            self.take_files([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Take in a folder", str(Path.home()))
        if name:
            self.take_files([Path(name)])


def request_row(one: "Asked", owner: str, now: int) -> Row:
    """A request in the list: what it is about, who asks, and how it stands."""
    company = one.company if one.readable else "Sealed with another key"
    states = {
        "new": "to be looked at",
        "signed": f"confirmed {date_of(one.answered or now, now)}",
        "refused": f"refused {date_of(one.answered or now, now)}",
        "handed back": "handed back",
    }
    bronze = one.state == "new"
    cells = (
        Cell(company, owner, beneath_tone="ink3"),
        Cell(_KINDS.get(one.kind, one.kind), one.subject.replace(":", " "), beneath_tone="ink3"),
        Cell(states.get(one.state, one.state), tone="bronze" if bronze else "ink2"),
        Cell(when(one.received, now), tone="ink2", hint=exact_time(one.received)),
    )
    return Row(one.id, cells, opens=True)
