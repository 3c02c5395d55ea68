"""Messages wait for a window, and the bar shows one after the other."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.messages import MOST, Message, Messages
from ui.window import Window
from wallet.base.errors import WalletError


def test_messages_wait_until_somebody_listens() -> None:
    messages = Messages()
    heard: list[Message] = []
    messages.tell("The local network is ready.")
    messages.arrived.connect(heard.append)
    assert heard == []
    messages.connect_window()
    messages.tell_error(WalletError("The node does not answer.", "Check the connection."))
    assert heard == [
        Message("The local network is ready.", "accent"),
        Message("The node does not answer. Check the connection.", "oxide"),
    ]


def test_only_so_many_wait() -> None:
    messages = Messages()
    heard: list[Message] = []
    for number in range(100):
        messages.tell(str(number))
    messages.arrived.connect(heard.append)
    messages.connect_window()
    assert len(heard) == MOST
    assert heard[-1].sentence == "99"


def test_bar_shows_one_after_the_other(
    window: Window, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    messages = window._messages
    messages.connect_window()
    shown(window)
    messages.tell("First.", "oxide")
    messages.tell("Second.", "oxide")
    assert window.toast.isVisible()
    assert window.toast.text.text() == "First."
    close = window.toast.findChild(QPushButton)
    assert close is not None and close.accessibleName() == "Close this message"
    close.click()
    assert window.toast.text.text() == "Second."
    close.click()
    assert not window.toast.isVisible()


def test_bar_stays_inside_when_the_window_shrinks(
    window: Window, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    window._messages.connect_window()
    shown(window)
    window._messages.tell("A long sentence. " * 20, "oxide")
    window.resize(1024, 700)
    qtbot.wait(20)
    assert window.rect().contains(window.toast.geometry())
    assert window.toast.text.heightForWidth(window.toast.text.width()) <= (
        window.toast.text.height()
    )
