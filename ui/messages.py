"""Messages that belong to no place on a page; they wait until a window exists to show them."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from ui.widgets.text import plain
from wallet.base.errors import WalletError

MOST = 20
MessageTone = Literal["accent", "bronze", "oxide"]


@dataclass(frozen=True)
class Message:
    """A sentence and its tone: accent for what went well, bronze to note, oxide for failure."""

    sentence: str
    tone: MessageTone = "accent"


class Messages(QObject):
    """A queue of messages. `arrived(Message)` once somebody listens."""

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Message] = []
        self._open = False

    def tell(self, sentence: str, tone: MessageTone = "accent") -> None:
        """Show a sentence, now or when a window is there; at most twenty wait."""
        message = Message(plain(sentence, 400), tone)
        if self._open:
            self.arrived.emit(message)
        else:
            self._waiting = [*self._waiting, message][-MOST:]

    def tell_error(self, error: WalletError) -> None:
        """Show a failure and what to do next."""
        self.tell(str(error), "oxide")

    def connect_window(self) -> None:
        """Deliver what waited; from now on messages arrive at once."""
        self._open = True
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self.arrived.emit(message)
