"""Opening an account of a Ledger or a Trezor: plug it in, choose one, compare its address."""

from collections.abc import Callable

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.field import ChoiceField
from ui.widgets.gate import Gate
from ui.widgets.layout import LEFT, grouped, row
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.addresses import short_address
from wallet.base.errors import WalletError
from wallet.flows.devices import (
    LIVE,
    STANDARD,
    DeviceAccount,
    accounts_of,
    plug_in,
    signer_of,
)
from wallet.signing.device import Device
from wallet.signing.signer import LEDGER, TREZOR

Plug = Callable[[str], Device]
Found = tuple[Device, tuple[DeviceAccount, ...]]
MAKES: tuple[tuple[object, str], ...] = ((LEDGER, "Ledger"), (TREZOR, "Trezor"))
NUMBERINGS: tuple[tuple[object, str], ...] = (
    (STANDARD, "As most wallets number them"),
    (LIVE, "As Ledger’s own program numbers them"),
)


class DeviceGate(Gate):
    """Leads to an open account of a device; `done()` when it is, `back()` when it is left."""

    def __init__(
        self,
        context: Context,
        done: Callable[[], object],
        back: Callable[[], object],
        plug: Plug = plug_in,
    ) -> None:
        super().__init__(
            "Use a device",
            "Its keys never leave it. What you sign is shown here, and confirmed on the device.",
        )
        self.context, self.done, self._plug = context, done, plug
        self._device: Device | None = None
        self._accounts: tuple[DeviceAccount, ...] = ()
        self.make = ChoiceField("Which make", MAKES)
        self.numbering = ChoiceField("Its accounts", NUMBERINGS)
        self.search = Button("Look for it", self.look, kind="primary")
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.table = Table([Column("Account", False, True), Column("Address")], "Accounts")
        self.table.acted.connect(lambda path, _: self._choose(path))
        self.hint = Text(
            "Compare the address that you choose with the one on the device’s screen.",
            "caption",
            "ink2",
        )
        self.add(self.make)
        self.add(self.numbering)
        self.content.addWidget(self.search, 0, LEFT)
        self.add(self.trouble)
        self.found = grouped(row(self.table))
        self.add(self.found)
        self.add(self.hint)
        self.add(row(Button("Back", back), None))
        self.found.hide()
        self.hint.hide()
        self.setFocusProxy(self.make)

    def look(self) -> None:
        """Look for the device and ask for its accounts."""
        make, numbering = str(self.make.value), str(self.numbering.value)
        self._busy(True)
        plug, known = self._plug, self._device

        def look() -> Found:
            if known is not None:
                known.close()
            device = plug(make)
            return device, accounts_of(device, numbering)

        self._device = None
        self.context.tasks.run(look, self._show, self._failed, lane="sign", owner=self)

    def _show(self, found: Found) -> None:
        self._device, self._accounts = found
        self._busy(False)
        names = self.context.session.names
        rows = [
            Row(
                one.path,
                (
                    Cell(f"Account {number}", names.name_at(one.address) or "Nobody has joined"),
                    Cell(short_address(one.address), hint=one.address, tone="ink2"),
                ),
                "Compare and use",
            )
            for number, one in enumerate(self._accounts, 1)
        ]
        self.table.show_rows(rows)
        self.found.show()
        self.hint.show()
        self.table.setFocus()

    def _choose(self, path: object) -> None:
        chosen = next((one for one in self._accounts if one.path == path), None)
        device = self._device
        if chosen is None or device is None:
            return
        session = self.context.session
        self._busy(True)
        self.search.say("Compare it on the device")

        def use() -> None:
            signer = signer_of(device, chosen, session.known)
            signer.show_address()
            session.use_device(signer)

        self.context.tasks.run(use, lambda _: self.done(), self._failed, lane="sign", owner=self)

    def _busy(self, busy: bool) -> None:
        self.trouble.say("")
        self.search.say("Looking for it" if busy else "Look for it")
        for control in (self.search, self.table, self.make, self.numbering):
            control.setEnabled(not busy)

    def _failed(self, error: WalletError) -> None:
        self._busy(False)
        self.trouble.say(str(error))
