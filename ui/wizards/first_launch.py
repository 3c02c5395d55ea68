"""The first launch: new words written down and confirmed, or old ones restored; a passphrase."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ui.clipboard import clear_ours
from ui.messages import Messages
from ui.tasks import Tasks
from ui.widgets.button import Button
from ui.widgets.gate import Gate
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.note import Note
from ui.wizards import first_steps as steps
from wallet.base.clock import SystemClock
from wallet.base.errors import WalletError
from wallet.flows.onboarding import Onboarding, Step
from wallet.flows.wallets import file_wallets
from wallet.keys.card import WalletCard
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.store import WalletStore

TITLES = {
    Step.CHOOSE: (
        "Welcome to Symbolon",
        "Hold a share of what people will earn, and share what you earn.",
    ),
    Step.SHOW: (
        "Write these words down",
        "On paper, in this order. Whoever has them has everything in this wallet, and without "
        "them nobody can bring it back. They are shown this once.",
    ),
    Step.CONFIRM: ("Did you write them down?", "Type three of them, so that both of us know."),
    Step.RESTORE: ("Restore a wallet", "Type the 12 or 24 words, in their order."),
    Step.PROTECT: (
        "Choose a passphrase",
        "It opens the wallet on this computer. The words on your paper open it on any other.",
    ),
    Step.NAME: ("Name this wallet", "Only you see it, when you unlock."),
}


class Doorway(Protocol):
    """What a first launch needs of a session, with a network or without."""

    wallets: WalletStore | None
    no_wallets: WalletError | None

    def unlock(self, wallet_id: str, passphrase: Typed) -> None:
        """Open a kept wallet. Raises WalletError."""
        ...


class FirstLaunch(Gate):
    """Leads to a wallet: new, restored, or a published one; `done()` when it is open."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        session: Doorway,
        done: Callable[[], object],
        enter: Callable[[], object],
        look: Callable[[str], None] | None = None,
        elsewhere: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """`enter` shows the way in again; `look` opens a published wallet, where there are any.

        `elsewhere` are ways to keys that are not on this machine, each with its words.
        """
        super().__init__(*TITLES[Step.CHOOSE])
        self._tasks, self._messages, self.session = tasks, messages, session
        self.done, self._enter, self.look, self.elsewhere = done, enter, look, tuple(elsewhere)
        self.flow = Onboarding()
        self._passphrase = Hidden()
        self._holder = column(gap="l")
        self.add(grouped(self._holder))
        self.trouble = Note("", "oxide")
        self.add(self.trouble)
        self.files = Button("Keep it in an encrypted file instead", self._use_files)
        self.add(self.files)
        self.back = Button("Back", self._back)
        self.go = Button("Continue", self._forward, kind="primary")
        self.add(row(self.back, None, self.go, gap="s"))
        self.view: steps.StepView | None = None
        self._draw()

    def make_words(self, count: int = 12) -> None:
        """Make new words."""
        self._take(lambda: self.flow.create(count))

    def have_words(self) -> None:
        """Take words that there are already."""
        self._take(self.flow.start_restoring)

    def look_around(self, key: str) -> None:
        """Open the published wallet of somebody of the local network."""
        look = self.look
        if look is None:
            return
        self._busy("One moment")
        self._tasks.run(
            lambda: look(key), lambda _: self.done(), self._failed, lane="sign", owner=self
        )

    def _draw(self) -> None:
        step = self.flow.step
        self.say(*TITLES[step])
        clear(self._holder)
        self.view = steps.view_of(self, step)
        self._holder.addWidget(self.view)
        self.back.setVisible(step is not Step.CHOOSE)
        self.go.setVisible(step is not Step.CHOOSE)
        self.go.say(steps.FORWARD.get(step, "Continue"))
        self.go.setEnabled(True)
        self.back.setEnabled(True)
        self._complain(self._keyring_problem() if step is Step.CHOOSE else None)
        self.view.setFocus()

    def _keyring_problem(self) -> WalletError | None:
        return self.session.no_wallets if self.session.wallets is None else None

    def _complain(self, error: WalletError | None) -> None:
        self.trouble.say(str(error) if error is not None else "")
        self.files.setVisible(self.session.wallets is None and error is not None)

    def _forward(self) -> None:
        view = self.view
        if view is None:
            return
        if self.flow.step is Step.NAME:
            self._finish(view)
            return
        if isinstance(view, steps.Protect):
            self._passphrase.wipe()
            self._passphrase = view.passphrase.value
        self._take(lambda: view.take(self.flow))

    def _back(self) -> None:
        self.flow.back()
        self._draw()

    def _take(self, step: Callable[[], object]) -> None:
        try:
            step()
        except WalletError as error:
            self._show(error)
            return
        self._draw()

    def _finish(self, view: steps.StepView) -> None:
        session, name, phrase = self.session, view.secret(), hidden(self._passphrase)
        store = session.wallets
        if store is None:
            self._complain(self._keyring_problem())
            return
        self._busy("Sealing the wallet")
        flow = self.flow

        def finish() -> WalletCard:
            card = flow.finish(name, store, SystemClock().now())
            with phrase:
                session.unlock(card.wallet_id, phrase)
            return card

        self._tasks.run(finish, self._finished, self._failed, lane="sign", owner=self)

    def _finished(self, _: WalletCard) -> None:
        self._passphrase.wipe()
        clear_ours()
        self.done()

    def _busy(self, words: str) -> None:
        self.go.say(words)
        self.go.setEnabled(False)
        self.back.setEnabled(False)
        self._complain(None)

    def _failed(self, error: WalletError) -> None:
        if self.flow.step is Step.DONE:  # it is kept, and only opening it did not work
            self._messages.tell_error(error)
            self._enter()
            return
        self.go.say(steps.FORWARD.get(self.flow.step, "Continue"))
        self.go.setEnabled(True)
        self.back.setEnabled(True)
        self._show(error)

    def _show(self, error: WalletError) -> None:
        field = self.view.fields.get(error.field or "") if self.view is not None else None
        if field is not None:
            field.fail(error)
            field.setFocus()
            self._complain(None)
        else:
            self._complain(error)

    def _use_files(self) -> None:
        self.session.wallets = file_wallets()
        self._draw()
