"""What follows the first paint: the session in its frame, live, locked and unlocked.

It decides which view the window shows, follows the chain, and opens the one confirmation.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ui.clipboard import clear_ours
from ui.context import Context
from ui.dialogs.sign import SignDialog, Unlock
from ui.dialogs.sign_act import Preparing, performing
from ui.dialogs.sign_said import is_said, said_confirmation, saying
from ui.dialogs.sign_view import Outcome
from ui.dialogs.unlock import UnlockDialog, UnlockForm
from ui.door import Door
from ui.frame import Frame
from ui.idle import Idle
from ui.notify import Notifier
from ui.pages import DESKS, PAGES, PLACES
from ui.presence import Presence
from ui.standing import standing_line
from ui.warm import page_steps, warm_besides
from ui.widgets.button import Button
from ui.widgets.gate import Gate
from ui.widgets.layout import Rule, row
from wallet.base.errors import WalletError
from wallet.keys.card import WATCHED, WalletCard

if TYPE_CHECKING:
    from ui.app import App
    from ui.dialogs.elsewhere import Elsewhere
    from wallet.books.home import Home
    from wallet.session import Session

FOLLOW_EVERY = 2_000  # milliseconds between two looks at the chain


class House(QObject):
    """One session in one window. `frame_shown` whenever the frame is (again) to be seen."""

    frame_shown = Signal()
    _changed = Signal()

    def __init__(self, app: "App", session: "Session") -> None:
        super().__init__(app.window)
        self.app, self.session = app, session
        self.context = Context(
            session, app.tasks, app.messages, app.theme, self.go, self.confirm, self
        )
        self._failing = self._following = False
        self._unseen = True
        self._warning = ""
        self._last = "home"
        self._changed.connect(self._refresh)
        self._end = session.subscribe(lambda _: self._changed.emit())
        self._follow_timer = QTimer(self)
        self._follow_timer.setInterval(FOLLOW_EVERY)
        self._follow_timer.timeout.connect(self.follow)
        self.idle = Idle(lambda: session.idle_seconds, app.settings.lock_after, self)
        self.idle.left.connect(self.lock)
        self.notifier = Notifier(session, app.tasks, lambda: app.settings.notices, self)
        self.notifier.desktop.chosen.connect(self._from_desktop)
        self.presence = Presence(self)
        self.presence.away.connect(self.lock)
        session.opened.once = app.settings.ask_each
        self.door = Door(session, app.window, self)
        app.window.used.connect(session.touch)
        app.window.lock_asked.connect(self.lock)
        app.window.closed.connect(self.close)
        if app.settings.unread:
            app.tasks.run(lambda: session.allow_unread(True), lane="sign", owner=self)
        self.enter()

    def enter(self) -> None:
        """Show what fits: the frame, the way to unlock, or the first launch."""
        if self.session.account and not self.session.locked:
            self.show_frame()
            return
        self.app.tasks.run(self._cards, self._show_gate, self._gate_failed, owner=self)

    def show_first_launch(self) -> None:
        """Show the way to a wallet: a new one, an old one, or a published one."""
        from ui.wizards.first_launch import FirstLaunch  # seen once in a wallet's life

        session, app = self.session, self.app
        look = session.enter_as if session.network.local else None
        app.window.show_view(
            FirstLaunch(
                app.tasks,
                app.messages,
                session,
                self.show_frame,
                self.enter,
                look,
                (
                    ("I have a key, a key file or an address", self.bring_key),
                    ("Use a Ledger or a Trezor", self.show_device),
                    ("Watch one of another machine", self.show_watching),
                ),
            )
        )

    def bring_key(self) -> None:
        """Ask for what another wallet holds, and open it."""
        from ui.dialogs.bring_key import BringKey  # with it comes all that reads keys

        store = self.session.wallets
        if store is None:
            refused = self.session.no_wallets or WalletError("No wallet can be kept here.")
            self.app.messages.tell_error(refused)
            return
        BringKey(self.context, store, lambda _: self.show_frame(), self.app.window).open()

    def show_watching(self) -> None:
        """Show the way to watch a wallet whose keys are on another machine."""
        from ui.wizards.watching import WatchGate  # seen once in a wallet's life

        gate = WatchGate(self.context, self.show_frame, self.show_first_launch)
        self.app.window.show_view(gate)

    def show_device(self) -> None:
        """Show the way to an account whose key is in a device."""
        from ui.wizards.device import DeviceGate  # few have one

        self.app.window.show_view(DeviceGate(self.context, self.show_frame, self.enter))

    def show_frame(self) -> None:
        """Show the frame on the page that was last seen."""
        places = [place for place in PLACES if place.key in PAGES]
        frame = Frame(places, lambda key: PAGES[key](self.context))
        frame.shown.connect(self._remember)
        frame.sidebar.person_chosen.connect(lambda: self.go("identity"))
        self.app.window.show_frame(frame)
        frame.warn(self._warning)
        frame.go(self._last if self._last in PAGES else places[0].key)
        self._unseen = True
        self._follow_timer.start()
        self.idle.start()
        self.presence.start()
        self.door.watch()
        self.app.tasks.run(warm_besides, lambda _: self._load_ahead(), owner=self)
        self.follow()
        self._ask_person()
        self.frame_shown.emit()
        if self.app.link:
            link, self.app.link = self.app.link, ""
            self.go("invest", ("link", link))

    def _load_ahead(self) -> None:
        from ui.widgets.plotting import Ahead  # loaded by now

        Ahead(self, page_steps())

    def go(self, page: str, target: object = None) -> None:
        """Open a page, on one thing where a target is given."""
        frame = self.app.window.frame
        if frame is not None and page in PAGES:
            frame.go(page, target)

    def confirm(self, act: Any, done: Callable[[Any], object] | None = None) -> None:
        """Open the confirmation of an act; `done(receipt)` once it was done and read."""
        if self.session.locked:
            self._unlock_first(lambda: self.confirm(act, done))
            return
        session = self.session
        unlock = session.unlock_once if session.opened.asks else None
        if is_said(act):
            self._confirm_said(act, unlock, done)
            return
        prepare = Preparing(session, act)
        watched = session.opened.watched and not session.device
        elsewhere = self._elsewhere(prepare) if watched else None
        dialog = SignDialog(
            self.app.tasks,
            prepare,
            performing(session),
            self._over(),
            choose=prepare.choose,
            unlock=unlock,
            elsewhere=elsewhere,
        )

        self._show_confirmation(dialog, done)

    def _confirm_said(
        self, said: Any, unlock: Unlock | None, done: Callable[[Any], object] | None
    ) -> None:
        """Confirm a statement or a text; `done` gets its 65 bytes. Nothing is sent."""
        dialog = SignDialog(
            self.app.tasks,
            lambda: said_confirmation(self.session, said),
            saying(self.session, said),
            self._over(),
            unlock=unlock,
        )
        self._show_confirmation(dialog, done)

    def _show_confirmation(self, dialog: SignDialog, done: Callable[[Any], object] | None) -> None:
        outcomes: list[Outcome] = []
        dialog.finished_act.connect(outcomes.append)
        dialog.finished_act.connect(lambda _: self._refresh())

        def closed(_: int) -> None:
            # Not before: a form that closes takes the receipt above it along, unread.
            if outcomes and done is not None:
                done(outcomes[-1].receipt)

        dialog.finished.connect(closed)
        dialog.open()

    def _elsewhere(self, prepare: Preparing) -> "Elsewhere":
        """What has the machine sign that has the key of a watched wallet."""
        from ui.dialogs.elsewhere import Elsewhere  # with it comes all that reads codes

        return Elsewhere(self.app.tasks, self.session, prepare, self._over)

    def lock(self) -> None:
        """Lock: what is open closes, and only the way to unlock is to be seen."""
        if self.app.window.frame is not None:
            self._end_with(self.session.lock)

    def removed(self) -> None:
        """The open wallet is no longer kept: forget it, and show the way to another."""
        self._end_with(self.session.leave)

    def _end_with(self, operation: Callable[[], None]) -> None:
        """Close what is open and follow nothing; then show what fits."""
        for dialog in self.app.window.findChildren(QDialog):
            dialog.reject()
        clear_ours()
        self.notifier.hush()
        self.idle.stop()
        self.presence.stop()
        self._follow_timer.stop()
        # Not in the signing lane: what waits there for a block would hold the lock up.
        self.app.tasks.run(operation, lambda _: self.enter(), owner=self)

    def follow(self) -> None:
        """Look at the chain once, unless a look is under way."""
        if not self._following:
            self._following = True
            self.app.tasks.run(self.session.refresh, self._followed, self._lost, owner=self)
        elif self.session.waits and not self._failing:
            self._warn("The network takes long to answer.")

    def turned(self) -> None:
        """Show everything anew: another account is in use, or the network's time was moved."""
        self._refresh()

    def close(self) -> None:
        """Stop following; called when the window closes."""
        self._follow_timer.stop()
        self.idle.stop()
        self.presence.stop()
        self.notifier.hush()
        clear_ours()
        self._end()

    def _cards(self) -> tuple[WalletCard, ...]:
        kept = self.session.wallets
        return kept.cards() if kept is not None else ()

    def _show_gate(self, wallets: tuple[WalletCard, ...]) -> None:
        if not wallets:
            self.show_first_launch()
            return
        gate = Gate("Welcome back", "Your keys are on this machine, locked.")
        form = UnlockForm(self.app.tasks, wallets, self.session.unlock, self.session.watch)
        form.unlocked.connect(self.show_frame)
        gate.add(form)
        gate.add(Rule())
        other = Button("Open another wallet", self.show_first_launch, kind="link")
        gate.add(row(other, Button("Use a device", self.show_device, kind="link"), None))
        self.app.window.show_view(gate)
        form.setFocus()

    def _gate_failed(self, error: WalletError) -> None:
        gate = Gate("Your wallets cannot be read", str(error))
        self.app.window.show_view(gate)

    def unlock_first(self, then: Callable[[], object]) -> None:
        """Have the wallet unlocked, or its passphrase typed for the one thing that comes next."""
        if not self.session.opened.asks:
            if self.session.locked:
                self._unlock_first(then)
            else:
                then()
            return
        card, session = self.session.opened.card, self.session
        wallets = (card,) if card is not None else ()
        form = UnlockForm(self.app.tasks, wallets, lambda _, typed: session.unlock_once(typed))
        dialog = UnlockDialog(form, self._over())
        dialog.accepted.connect(then)
        dialog.open()

    def _unlock_first(self, then: Callable[[], object]) -> None:
        self.app.tasks.run(self._cards, lambda wallets: self._ask(wallets, then), owner=self)

    def _ask(self, wallets: tuple[WalletCard, ...], then: Callable[[], object]) -> None:
        signing = [card for card in wallets if card.kind != WATCHED]
        form = UnlockForm(self.app.tasks, signing, self.session.unlock)
        dialog = UnlockDialog(form, self._over())
        dialog.accepted.connect(then)
        dialog.open()

    def _over(self) -> QWidget:
        """The topmost dialog, or the window: what a new dialog belongs to."""
        open_ones = [one for one in self.app.window.findChildren(QDialog) if one.isVisible()]
        return open_ones[-1] if open_ones else self.app.window

    def _remember(self, key: str) -> None:
        self._last = key

    def _refresh(self) -> None:
        frame = self.app.window.frame
        if frame is not None:
            frame.refresh()
            self._ask_person()

    def _from_desktop(self) -> None:
        """Come to the front, on what happened, where a notice was clicked."""
        window = self.app.window
        window.showNormal()
        window.raise_()
        window.activateWindow()
        self.go("activity")

    def _followed(self, changed: set[str]) -> None:
        self._following = False
        if changed or self._unseen:
            self._unseen = False
            self.notifier.look()
        if self._failing and not self.session.waits:
            self._failing = False
            self._show_warning("")
            self.app.messages.tell("The network answers again.")
            self._refresh()

    def _lost(self, error: WalletError) -> None:
        self._following = False
        self._warn(error.sentence)

    def _warn(self, sentence: str) -> None:
        """Say above every page, for as long as it is so, that its figures may be old."""
        again = not self._failing
        self._failing = True
        self._show_warning(f"{sentence} What you see is what was known last.")
        if again:
            self._refresh()  # the books answer at once, where a page still waits for the network

    def _show_warning(self, sentence: str) -> None:
        self._warning = sentence
        frame = self.app.window.frame
        if frame is not None:
            frame.warn(sentence)

    def _ask_person(self) -> None:
        session = self.session

        def ask() -> "tuple[Home, str]":
            from wallet.flows.standings import told  # loaded with the books, late

            answers = session.answers
            said = told(answers.identity(), session.now())
            return answers.home(), said.short if said else ""

        self.app.tasks.run(ask, self._show_person, lambda _: None, owner=self)

    def _show_person(self, found: "tuple[Home, str]") -> None:
        home, standing = found
        counts = Counter(task.page for task in home.tasks if task.page != "home")
        desk = self.session.open_desk
        if desk is not None:  # what it holds names nobody, and is not in the books
            counts["verify"] = desk.awaits
        name = home.person.name if home.person is not None else "You"
        self.app.window.show_person(name, standing_line(home.person, home.at), counts)
        frame = self.app.window.frame
        if frame is not None:
            frame.tell_standing(standing)
            frame.sidebar.show_desks(home.desks)
            if frame.key in DESKS and frame.key not in home.desks:
                frame.go("home")  # another account came, which does not serve there
