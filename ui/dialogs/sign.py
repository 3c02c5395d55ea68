"""The one confirmation of every act: what it says, what it changes, then what came of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dialogs.sign_view import STAGES, Confirmation, Outcome
from ui.tasks import Tasks
from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.change_table import ChangeTable
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.field import Check
from ui.widgets.layout import Rule, clear, column, grouped
from ui.widgets.note import Note
from ui.widgets.secret_field import SecretField
from ui.widgets.steps import Steps
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.keys.hidden import Hidden

ENDED_HERE = {
    "sending.slow": "On its way",
    "signing.later": "Not signed yet",
    "signing.given-up": "Given up",
}
"""What is neither done nor wrong, by the code that says so."""
SENT = 2  # the stage from which on nothing can be taken back
SLOW_AFTER = 1_500  # milliseconds in which a block may well come
ALIVE_AFTER = 500  # milliseconds: time to see the sentence before the button can be pressed

Stage = Callable[[int], None]
Prepare = Callable[[], Confirmation]
Perform = Callable[[Confirmation, Stage], Outcome]
Unlock = Callable[[Hidden], object]
Elsewhere = Callable[
    [Confirmation, Callable[[Confirmation], None], Callable[[WalletError], None]], None
]
"""Has another machine sign what is confirmed; then hands it on with its signer, or says why not."""


class SignDialog(Dialog):
    """Prepares, shows, signs and follows one act. `finished_act(Outcome)` when it ended well.

    `prepare` and `perform` run in the signing lane; `perform` calls its second argument with 1
    when signed, 2 when sent, 3 when in a block. `choose(instead)` hears whether it is to take the
    place of what is on its way; the act is then prepared anew. Where `unlock` is given, the
    passphrase is asked for here, and the key is opened with it for this signature alone. Where
    `elsewhere` is given, another machine signs.
    """

    finished_act = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        prepare: Prepare,
        perform: Perform,
        parent: QWidget | None = None,
        *,
        choose: Callable[[bool], object] = lambda instead: None,
        unlock: Unlock | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        super().__init__("Confirm and sign", parent, heading=False)
        self._tasks, self._prepare, self._perform = tasks, prepare, perform
        self._unlock, self._elsewhere = unlock, elsewhere
        self._shown: Confirmation | None = None
        self._running = False
        self._choose = choose
        self.kind = Text("You are about to sign", "captionBold", "ink2")
        self.sentence = Text("", "sentence")
        self._middle = QVBoxLayout()
        self._middle.setSpacing(space("m"))
        self.steps = Steps(STAGES)
        self.passphrase = SecretField("Your passphrase, for this signature")
        self.passphrase.hide()
        self.note = Note("", "oxide")
        self.details = Details("")
        self.details.toggle.clicked.connect(self.fit)
        self.add(column(self.kind, self.sentence, gap="s"))
        self.add(self._middle)
        self.instead = Check("Do this instead of what is on its way")
        self.instead.clicked.connect(self._chosen)
        self.first = Text("", "caption", "ink2")
        self._instead = grouped(column(self.instead, self.first, gap="xs"))
        self.add(self._instead)
        self.add(self.passphrase)
        self.add(self.steps)
        self.add(self.note)
        self._below = grouped(column(Rule(), self._fee_line(), self.details, gap="s"))
        self.add(self._below)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.main = self.add_button(Button("Sign and send", self._main, kind="primary"))
        self._alive = QTimer(self)
        self._alive.setSingleShot(True)
        self._alive.setInterval(ALIVE_AFTER)
        self._alive.timeout.connect(lambda: self.main.setEnabled(True))
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_AFTER)
        self._slow.timeout.connect(self._offer_to_leave)
        self._then: Callable[[], None] = self._sign
        self.ask()

    def ask(self) -> None:
        """Prepare the act (again) and show it."""
        self.cancel.say("Cancel")
        self.kind.say("One moment")
        self.sentence.say("Working out what this means and what it changes.")
        clear(self._middle)
        for widget in (self.steps, self.note, self._below, self._instead, self.passphrase):
            widget.hide()
        self.main.setEnabled(False)
        self.setFocus()
        self._tasks.run(self._prepare, self._show, self._refuse, lane="sign", owner=self)

    def reject(self) -> None:
        """Close; what is on its way is first left to itself, once that is possible."""
        if not self._running:
            super().reject()
        else:
            self._leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open while signing and sending."""
        if self._running:
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; Enter never signs by itself."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # only the focused button acts
            return
        super().keyPressEvent(event)

    def _fee_line(self) -> Text:
        self.fee = Text("", "body", "ink2")
        return self.fee

    def _show(self, view: Confirmation) -> None:
        self._shown = view
        self.steps.rename(view.stages)
        count = f" · {view.number} of {view.of}"
        self.kind.say(f"You are about to sign · {view.kind}{count}")
        self.sentence.say(view.sentence)
        clear(self._middle)
        if view.changes:
            rows = [(row.label, row.now, row.after, row.tone) for row in view.changes]
            self._middle.addWidget(ChangeTable(view.changes_title, rows))
        for words in view.warnings:
            self._middle.addWidget(Note(words, "oxide"))
        for words in view.notes:
            self._middle.addWidget(Note(words))
        self.first.say(view.on_its_way)
        self._instead.setVisible(bool(view.on_its_way))
        self.fee.say("  ·  ".join(part for part in (view.fee, view.network) if part))
        self.details.say(view.details)
        self._below.show()
        self.note.hide()
        self.steps.hide()
        offline = "Compare the hash with your offline device if you use one."
        self.remark.say(view.remark or (offline if view.details else ""))
        self.passphrase.setVisible(self._unlock is not None)
        if self._elsewhere is not None:
            self._offer("Sign on your other machine", self._ask_elsewhere)
        else:
            self._offer(f"Sign on the {view.device}" if view.device else view.button, self._sign)
        self.main.setEnabled(False)
        self._alive.start()

    def _ask_elsewhere(self) -> None:
        view, ask = self._shown, self._elsewhere
        if view is not None and ask is not None and not self._running:
            self.main.setEnabled(False)
            self.cancel.setEnabled(False)
            ask(view, self._came, self._failed)

    def _came(self, view: Confirmation) -> None:
        """The signatures came back: send what they are for."""
        self._shown = view
        self._sign()

    def _sign(self) -> None:
        view = self._shown
        if view is None or self._running:
            return
        if self._unlock is not None and self.passphrase.empty:
            self.passphrase.fail("Type your passphrase.")
            self.passphrase.setFocus()
            return
        typed = self.passphrase.value
        self._running = True
        self.main.setEnabled(False)
        self.cancel.setEnabled(False)
        self.note.hide()
        self.instead.setEnabled(False)
        self.steps.show()
        self.steps.show_step(0)
        self.remark.say(f"Look at the screen of your {view.device}." if view.device else "")
        self.fit()
        self._tasks.follow(
            lambda report: self._opened(typed, view, report),
            self._stage,
            self._ended,
            self._failed,
            lane="sign",
            owner=self,
        )

    def _opened(self, typed: Hidden, view: Confirmation, report: Stage) -> Outcome:
        """Open the key where that is asked for, then sign and send."""
        with typed:
            if self._unlock is not None:
                self._unlock(typed)
        return self._perform(view, report)

    def _chosen(self) -> None:
        """It is to come after what is on its way, or to take its place: work it out anew."""
        self._choose(self.instead.isChecked())
        self.ask()

    def _stage(self, stage: int) -> None:
        """Show how far it is; what was sent and takes long need not be waited for."""
        self.steps.show_step(stage)
        self.remark.say("")
        if stage == SENT:
            self._slow.start()
        else:
            self._slow.stop()

    def _offer_to_leave(self) -> None:
        if self._running:
            self.remark.say("It is on its way, and you need not wait for it here.")
            self.cancel.say("Leave it on its way")
            self.cancel.setEnabled(True)
            self.cancel.setFocus()

    def _leave(self) -> None:
        if self._shown is not None and self.cancel.isEnabled():
            self._shown.left.set()
            self.cancel.setEnabled(False)

    def _ended(self, outcome: Outcome) -> None:
        self._running = False
        self._slow.stop()
        self.passphrase.wipe()
        self.passphrase.hide()
        if not outcome.worked:
            self._failed(WalletError(" ".join(outcome.sentences), outcome.next_step))
            return
        self.steps.show_step(len(self._shown.stages) if self._shown else len(STAGES))
        self.remark.say("")
        self._instead.hide()
        self.kind.say("Done")
        self.sentence.say(" ".join(outcome.sentences))
        clear(self._middle)
        self.fee.say(self._shown.network if self._shown else "")  # what was expected is past
        self.details.say(outcome.details or self.details.text.toPlainText())
        self.cancel.hide()
        self._offer("Close", self.accept)
        self.main.setEnabled(True)
        self.main.setFocus()
        self.fit()
        self.finished_act.emit(outcome)

    def _failed(self, error: WalletError) -> None:
        """Say what happened; everything stays as it was shown, to be tried again."""
        self._running = False
        self._slow.stop()
        self.cancel.say("Cancel")
        self.remark.say("")
        if error.code in ENDED_HERE:
            self._under_way(error)
            return
        self.instead.setEnabled(True)
        if error.code.startswith("keys.") and self._unlock is not None:
            self._ask_again(error)
            return
        self.steps.show_step(self.steps.current, broken=True)
        self.note.say(str(error))
        self.cancel.setEnabled(True)
        self._offer("Try again", self.ask)
        self.main.setEnabled(True)
        self.fit()

    def _under_way(self, error: WalletError) -> None:
        """Neither done nor wrong: it waits for a signature or a block, or was given up."""
        self.passphrase.wipe()
        self.passphrase.hide()
        self.kind.say(ENDED_HERE[error.code])
        self.sentence.say(error.sentence)
        clear(self._middle)
        self._instead.hide()
        self.note.say("")
        self.fee.say(error.next_step)
        self.cancel.hide()
        self._offer("Close", self.accept)
        self.main.setEnabled(True)
        self.main.setFocus()
        self.fit()

    def _ask_again(self, error: WalletError) -> None:
        """Nothing was signed, for it was another passphrase: it can be typed again."""
        self.steps.hide()
        self.passphrase.fail(error)
        self.cancel.setEnabled(True)
        self.main.setEnabled(True)
        self.passphrase.setFocus()
        self.fit()

    def _refuse(self, error: WalletError) -> None:
        """Say why the act cannot be done; there is nothing to sign."""
        self.kind.say("This cannot be done now")
        self.sentence.say(error.sentence)
        self.note.say(error.next_step)
        self._offer("Try again", self.ask)
        self.main.setEnabled(True)
        self.cancel.say("Close")
        self.fit()

    def _offer(self, words: str, then: Callable[[], None]) -> None:
        self.main.say(words)
        self._then = then
        self.fit()

    def _main(self) -> None:
        self._then()
