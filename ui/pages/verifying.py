"""The verifier's desk: requests, the circle of desks, certificates of countries, evidence."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ui.context import Context
from ui.dialogs.desk_bring import BringDialog
from ui.dialogs.desk_check import CheckDialog
from ui.dialogs.desk_letter import LetterDialog
from ui.dialogs.with_key import with_key
from ui.pages.answered import AnsweredPage
from ui.pages.verifying_cards import CertificatesCard, CircleCard, EvidenceCard
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.field import ChoiceField, TextField
from ui.widgets.layout import TOP, row
from ui.widgets.long_table import LongTable
from ui.widgets.note import Note
from ui.widgets.split import Split
from ui.widgets.states import Placeholder
from ui.widgets.table import Cell, Column, Row
from ui.widgets.text import Text
from wallet.base.addresses import checksum, short_address
from wallet.base.clock import exact_time, when
from wallet.base.errors import WalletError
from wallet.flows.desk.circle import Stage
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.overview import DeskState, look
from wallet.flows.desk.queue import ANSWERED, REFUSED, STALE, WORDS, Entry
from wallet.flows.desk.work import Work
from wallet.identity.glance import NAME, RECOVERY

WATCH_EVERY = 3_000  # milliseconds between two looks into the watched folder
STATES: tuple[tuple[object, str], ...] = (("", "All requests"), *WORDS.items())


class VerifyPage(AnsweredPage[DeskState]):
    """Requests on top; beneath them what a desk needs to answer them."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "Verifier’s desk",
            "You confirm who people are. What you see of them stays with you, sealed.",
            Placeholder("Nothing is known yet.", icon="verify"),
        )
        self.setAcceptDrops(True)
        self.unlock = Button("Open the desk", self._unlock)
        self.unlock.hide()
        self.add_action(self.unlock)
        self.letter = Button("Answer another desk", self._answer_desk)
        self.add_action(self.letter)
        self.bring = Button("Bring requests", self._bring, kind="primary")
        self.add_action(self.bring)
        self.checks, self.waits = Figure("To check"), Figure("Waiting for other desks")
        self.due = Figure("Evidence to delete")
        figures = row(gap="l")
        for figure in (self.checks, self.waits, self.due):
            figures.addWidget(figure, 1)
        self.put(figures)
        self.trouble = Note("", "oxide")
        self.put(self.trouble)
        self._build_queue()
        self.circle = CircleCard(context, self.refresh)
        self.certificates = CertificatesCard(context, self.refresh)
        self.put(Split(self.circle, self.certificates))
        self.evidence = EvidenceCard(context, self.refresh)
        self.put(self.evidence)
        self.put(None)
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_EVERY)
        self._watch.timeout.connect(self._look_again)
        self._watch.start()

    def _build_queue(self) -> None:
        card = Card("Requests")
        self.words = TextField("Containing", placeholder="A wallet, a number or a reason")
        self.state = ChoiceField("Show", STATES)
        for field in (self.words, self.state):
            field.changed.connect(self.refresh)
        filters = row(gap="l")
        filters.addWidget(self.words, 2, TOP)
        filters.addWidget(self.state, 1, TOP)
        card.add(filters)
        columns = (
            Column("Wallet that asks", False, True),
            Column("Made", False),
            Column("State", False),
        )
        self.table = LongTable(columns, "Requests", self._fetch, seen=8)
        self.table.opened.connect(self._open)
        self.table.acted.connect(lambda key, _: self._open(key))
        card.add(self.table)
        self.nothing = Text("", "body", "ink2")
        card.add(self.nothing)
        self.put(card)

    def ask(self) -> DeskState:
        """Read the desk, and take in what is new in the watched folder."""
        return look(self.app.session.desk(), str(self.state.value or ""), self.words.value)

    def _ask_books(self) -> tuple[tuple[DeskState] | None, str]:
        """A desk is no part of the books: it is there while they are read anew."""
        return (self.ask(),), ""

    def show_answer(self, answer: DeskState) -> None:
        """Show the figures, the rows, and what is missing."""
        late = answer.counts[STALE]
        old = f"{late:,} more came too late to be checked" if late else "by you"
        self.checks.show_figure(f"{answer.to_check:,}", old)
        self.waits.show_figure(
            f"{answer.waiting:,}", "for tags", "bronze" if answer.waiting else "ink"
        )
        if answer.evidence_problem:
            self.due.unknown("the evidence cannot be read now")
        else:
            day = "its day has passed" if answer.due else "no record’s day has passed"
            self.due.show_figure(f"{answer.due:,}", day, "bronze" if answer.due else "ink")
        problems = [one for one in (answer.evidence_problem, answer.watched_said) if one]
        self.trouble.say("\n".join(problems))
        self.table.show_keys(answer.keys)
        self.table.setVisible(bool(answer.keys))
        self.nothing.say(_nothing(answer))
        self.nothing.setVisible(not answer.keys)
        self.circle.show_state(answer)
        self.certificates.show_state(answer)
        self.evidence.show_state(answer)
        self.letter.setVisible(answer.stage is Stage.READY)

    def _failed(self, error: WalletError) -> None:
        """Where the passphrase is asked for each time, the desk is opened by it once."""
        super()._failed(error)
        self.unlock.setVisible(error.code == "keys.locked")
        self.bring.setEnabled(error.code != "keys.locked")

    def _unlock(self) -> None:
        with_key(self.app, self.app.session.desk, self._unlocked, self._failed, self)

    def _unlocked(self, _: Desk) -> None:
        self.unlock.hide()
        self.bring.setEnabled(True)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dropped anywhere on the page."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the requests in what was dropped: files, or folders of files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take requests in files or folders into the queue, and say what came of it."""
        desk = self.app.session.desk

        def take() -> str:
            files = [path for path in paths if not path.is_dir()]
            said = [desk().bring_files(files)] if files else []
            said += [desk().look_in_folder(path) for path in paths if path.is_dir()]
            return " ".join(one.sentence for one in said)

        self.app.tasks.run(take, self._took, owner=self)

    def _took(self, sentence: str) -> None:
        self.app.messages.tell(sentence)
        self.refresh()

    def _look_again(self) -> None:
        answer = self.answer
        if answer is not None and answer.watched and self.isVisible():
            self.refresh()

    def _fetch(self, keys: Sequence[int], then: Callable[[Sequence[Row]], object]) -> None:
        def read() -> list[Row]:
            desk = self.app.session.desk()
            now = desk.views.now()
            return [_row(one, now) for one in desk.queue.entries(keys, now)]

        self.app.tasks.run(read, then, owner=self)

    def _open(self, key: object) -> None:
        def read() -> Work:
            desk = self.app.session.desk()
            found = desk.queue.entries([int(str(key))], desk.views.now())
            if not found:
                raise WalletError("This request is no longer here.", "", "desk.gone")
            return Work(desk, found[0])

        self.app.tasks.run(read, self._show, self._not_opened, owner=self)

    def _show(self, work: Work) -> None:
        dialog = CheckDialog(self.app, work, self.window())
        dialog.finished.connect(lambda _: self.refresh())
        dialog.open()

    def _not_opened(self, error: WalletError) -> None:
        self.app.messages.tell_error(error)
        self.refresh()

    def _bring(self) -> None:
        dialog = BringDialog(self.app, self.take_files, self.window())
        dialog.finished.connect(lambda _: self.refresh())
        dialog.open()

    def _answer_desk(self) -> None:
        LetterDialog(self.app, self.window()).open()


def _row(one: Entry, now: int) -> Row:
    what = _WHAT.get(one.kind, "To be confirmed")
    tone = {REFUSED: "oxide", STALE: "oxide", ANSWERED: "accent"}.get(one.state, "ink")
    beneath = one.reason or ("Ask for a new one" if one.state == STALE else "")
    return Row(
        one.row,
        (
            Cell(short_address(checksum(one.account)), what, hint=checksum(one.account)),
            Cell(when(one.made_at, now), hint=exact_time(one.made_at)),
            Cell(one.words, beneath, tone="oxide" if tone == "oxide" else "ink"),
        ),
        action="Answer again" if one.state == ANSWERED else "" if one.state in _ENDED else "Open",
        opens=one.state not in _ENDED,
    )


_ENDED = (REFUSED, STALE)
_WHAT = {RECOVERY: "A lost wallet to be recovered", NAME: "An issuer’s name to be confirmed"}


def _nothing(answer: DeskState) -> str:
    if answer.ever:
        return "No request fits what you look for."
    return (
        "No request has come yet. A person’s wallet makes one for you; bring it as a code, a file "
        "or copied text, or drop files here."
    )
