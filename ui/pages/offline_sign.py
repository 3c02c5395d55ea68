"""Signing without a network: read what another machine shows, understand it, sign, show it back."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from ui.dialogs.sign import ALIVE_AFTER
from ui.dialogs.sign_act import joined
from ui.tasks import Tasks
from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.code_reader import CodeReader
from ui.widgets.details import Details
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.moving_code import MovingCode
from ui.widgets.note import Note
from ui.widgets.page import Page
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.flows.airgap_offline import Answering, Shown
from wallet.flows.offline import Offline
from wallet.signing.ur.codes import Resource, Sender

CONTEXT = "This machine has no connection: requests come as codes, and signatures go back as codes."


class OfflineSignPage(Page):
    """Reads a request, explains it from its own bytes, signs it, and shows the signature."""

    def __init__(self, offline: Offline, tasks: Tasks) -> None:
        super().__init__("Sign", CONTEXT)
        self._offline, self._tasks = offline, tasks
        self._asked: Answering = offline.asking()
        self.reader = CodeReader(tasks)
        self.reader.seen.connect(self.take)
        self.reading = Card("Read a request")
        self.reading.add(
            Text(
                "Show the codes of the other machine to this one: as a picture, on this screen, "
                "or copied as text.",
                tone="ink2",
            )
        )
        self.reading.add(self.reader)
        self.add(self.reading)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(space("xl"))
        self.add(self._parts)
        self.note = Note("", "oxide")
        self.note.hide()
        self.add(self.note)
        self.sign = Button("Sign", self._sign, kind="primary")
        self.take_addresses = Button("Take these addresses for its contracts", self._accept)
        self.drop = Button("Do not sign", self.restart)
        self._foot = grouped(row(self.drop, None, self.take_addresses, self.sign, gap="s"))
        self.add(self._foot)
        self.answer: MovingCode | None = None
        self._alive = QTimer(self)
        self._alive.setSingleShot(True)
        self._alive.setInterval(ALIVE_AFTER)
        self._alive.timeout.connect(lambda: self.sign.setEnabled(True))
        self._foot.hide()

    def take(self, text: str) -> None:
        """Take what was read from a code."""
        if self.reading.isHidden():
            return
        try:
            self._asked.take(text)
        except WalletError as error:
            self.reader.fail(error)
            return
        self.reader.show_progress(self._asked.progress)
        if self._asked.whole:
            self.reader.stop()
            self._show()

    def restart(self) -> None:
        """Forget this request, and wait for another one."""
        self._alive.stop()
        self._asked = self._offline.asking()
        clear(self._parts)
        self.answer = None
        self.note.say("")
        self._foot.hide()
        self.reading.show()
        self.reader.say("")
        self.reader.bar.hide()

    def _show(self) -> None:
        self.reading.hide()
        clear(self._parts)
        shown = self._asked.shown()
        for number, one in enumerate(shown, start=1):
            self._parts.addWidget(_card(one, number, len(shown)))
        if self._asked.claims:
            claims = Card("What the other machine says besides")
            claims.add(Text("Nobody on this machine can check it.", tone="ink2"))
            for line in self._asked.claims:
                claims.add(Text(line))
            self._parts.addWidget(claims)
        self._warn()
        self._foot.show()
        self.drop.say("Do not sign")
        self.sign.show()
        self.sign.setEnabled(False)
        if self.take_addresses.isHidden():
            self._alive.start()

    def _warn(self) -> None:
        """Say what is unusual about the network that it is for."""
        claimed = self._asked.claimed_network
        self.take_addresses.setVisible(claimed is not None)
        if claimed is not None:
            self.note.say(
                f"This machine was never told of the network {claimed.name}. Compare the "
                "addresses of its contracts with somebody you trust, or add the network's file "
                "here."
            )
            card = Card(f"The contracts of {claimed.name}, as the other machine says")
            card.add(Details("\n".join(f"{n}: {a}" for n, a in claimed.contracts.items())))
            self._parts.addWidget(card)
        elif self._asked.differs:
            self.note.say(
                "The other machine names other contracts for this network than this one knows. "
                "What is signed is explained with the addresses that this machine knows."
            )

    def _accept(self) -> None:
        self._asked.accept_network()
        self.take_addresses.hide()
        self.note.say("")
        self._alive.start()

    def _sign(self) -> None:
        asked = self._asked
        self.sign.setEnabled(False)
        self.drop.setEnabled(False)
        self._tasks.run(
            lambda: self._offline.sign(asked), self._signed, self._failed, lane="sign", owner=self
        )

    def _signed(self, made: Resource) -> None:
        clear(self._parts)
        card = Card("Show this to the other machine")
        self.answer = MovingCode(lambda fragment: Sender(made, fragment))
        card.add(column(Text("Signed. The other machine sends it.", tone="ink2"), gap="m"))
        card.add(self.answer)
        self._parts.addWidget(card)
        self.note.say("")
        self.sign.hide()
        self.take_addresses.hide()
        self.drop.setEnabled(True)
        self.drop.say("Done")
        self.drop.setFocus()

    def _failed(self, error: WalletError) -> None:
        self.drop.setEnabled(True)
        self.sign.setEnabled(True)
        self.note.say(str(error))


def _card(one: Shown, number: int, of: int) -> Card:
    """One thing that is asked, in sentences."""
    said = one.explanation
    count = f" ({number} of {of})" if of > 1 else ""
    card = Card(f"You are asked to sign: {said.title}{count}", gap="m")
    card.add(Text(joined(said.sentences), "sentence"))
    for note in said.notes:
        card.add(Note(note.text))
    line = "  \u00b7  ".join(part for part in (one.fee, one.network) if part)
    if line:
        card.add(Text(line, tone="ink2"))
    if said.details:
        card.add(Details("\n".join(said.details)))
    return card
