"""The accounts of this wallet that were used, wherever other wallets put them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.addresses import short_address
from wallet.base.errors import WalletError
from wallet.base.money import dollars
from wallet.flows.finding_accounts import Found, find_accounts, none_found
from wallet.flows.key_care import list_accounts
from wallet.keys.accounts import PER_PATH
from wallet.keys.card import WalletCard

_WAYS = ("as most wallets count", "as Ledger Live counts", "as older Ledgers counted")


class FindAccounts(Dialog):
    """Asks the network once, shows what was found, and lists it on the wallet's card."""

    def __init__(
        self, context: Context, card: WalletCard, listed: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__("Find accounts", parent)
        self.app, self._card, self._listed = context, card, listed
        self._found: tuple[Found, ...] = ()
        self.said = Text("Asking the network about the first accounts of each way of counting.")
        self.table = Table(
            [Column("Account", False, True), Column("Address"), Column("Dollars")], "Found accounts"
        )
        self.table.hide()
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.said)
        self.add(self.table)
        self.add(self.trouble)
        self.cancel = self.add_button(Button("Close", self.reject))
        self.go = self.add_button(Button("List them", self._list, kind="primary"))
        self.go.setEnabled(False)
        session = context.session
        ways = 1 if card.watched is not None else len(_WAYS)
        context.tasks.run(
            lambda: find_accounts(session.chain, session.opened.address, ways),
            self._show,
            self._fail,
            lane="sign",
            owner=self,
        )

    def _show(self, found: tuple[Found, ...]) -> None:
        if not found:
            self._fail(none_found())
            return
        self._found = found
        self.said.say("These accounts were used on this network.")
        names = self.app.session.names
        self.table.show_rows(
            [
                Row(
                    one.number,
                    (
                        Cell(
                            names.name_of(one.person) if one.person else _numbered(one.number),
                            _WAYS[one.number // PER_PATH],
                        ),
                        Cell(short_address(one.address), hint=one.address, tone="ink2"),
                        Cell(dollars(one.dollars)),
                    ),
                )
                for one in found
            ]
        )
        self.table.show()
        self.go.setEnabled(True)
        self.fit()

    def _list(self) -> None:
        self.go.setEnabled(False)
        store, card = self.app.session.kept, self._card
        found = {one.number: one.address for one in self._found}
        self.app.tasks.run(
            lambda: list_accounts(store, card, found),
            self._kept,
            self._fail,
            lane="sign",
            owner=self,
        )

    def _kept(self, card: WalletCard) -> None:
        self.app.session.opened.renewed(card, None)
        self.accept()
        self._listed()

    def _fail(self, error: WalletError) -> None:
        self.said.say("")
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()


def _numbered(number: int) -> str:
    return f"Account {number % PER_PATH + 1}"
