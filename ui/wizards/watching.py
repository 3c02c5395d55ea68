"""Watching a wallet whose keys are on another machine: read the code that it shows, name it."""

from collections.abc import Callable

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.code_reader import CodeReader
from ui.widgets.facts import Facts
from ui.widgets.field import TextField
from ui.widgets.gate import Gate
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.addresses import short_address
from wallet.base.clock import SystemClock
from wallet.base.errors import WalletError
from wallet.flows.airgap_accounts import Importing
from wallet.flows.bringing import keep_watched
from wallet.keys.card import WalletCard
from wallet.keys.watch_only import WatchOnly


class WatchGate(Gate):
    """Leads to a watched wallet; `done()` when it is open, `back()` when it is left."""

    def __init__(
        self, context: Context, done: Callable[[], object], back: Callable[[], object]
    ) -> None:
        super().__init__(
            "Watch a wallet of another machine",
            "Its keys stay there. You see what it owns and prepare what it does here; each "
            "signature comes from there.",
        )
        self.context, self.done = context, done
        self._importing = Importing()
        self.how = Text(
            "Open Symbolon there with symbolon --offline, and choose Accounts, then Show the code. "
            "Other wallets call it connecting a software wallet.",
            tone="ink2",
        )
        self.reader = CodeReader(context.tasks)
        self.reader.seen.connect(self.take)
        self.facts = Facts()
        self.facts.hide()
        self.name = TextField("Name", "Only you see it.", longest=40)
        self.name.set_value("My offline wallet")
        self.name.hide()
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.keep = Button("Watch it", self._keep, kind="primary")
        self.keep.setEnabled(False)
        for widget in (self.how, self.reader, self.facts, self.name, self.trouble):
            self.add(widget)
        self.add(row(Button("Back", back), None, self.keep, gap="s"))

    def take(self, text: str) -> None:
        """Take what was read from a code."""
        try:
            self._importing.take(text)
        except WalletError as error:
            self.reader.fail(error)
            return
        self.reader.show_progress(self._importing.progress)
        found = self._importing.found
        if found:
            self.reader.stop()
            self._show(found[0])

    def _show(self, found: WatchOnly) -> None:
        self.reader.hide()
        self.how.hide()
        source = found.origin.source or "another machine"
        self.facts.show_facts(
            [("Its first account", short_address(found.address(0))), ("Shown by", source)]
        )
        self.facts.show()
        self.name.show()
        self.keep.setEnabled(True)
        self.name.setFocus()

    def _keep(self) -> None:
        session, name, watched = self.context.session, self.name.value, self._importing.found[0]
        store = session.wallets
        if store is None:
            self.trouble.say(str(session.no_wallets or "No wallet can be kept on this computer."))
            return
        self.keep.setEnabled(False)

        def keep() -> WalletCard:
            card = keep_watched(store, watched, name, SystemClock().now())
            session.watch(card.wallet_id)
            return card

        self.context.tasks.run(keep, lambda _: self.done(), self._failed, lane="sign", owner=self)

    def _failed(self, error: WalletError) -> None:
        self.keep.setEnabled(True)
        if error.field == "name":
            self.name.fail(error)
        else:
            self.trouble.say(str(error))
