"""Empty, loading and failing: what is shown where content is not there (yet)."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.widgets.button import Button
from ui.widgets.icon import Icon
from ui.widgets.layout import LEFT, column
from ui.widgets.text import Text
from wallet.base.errors import WalletError


class Placeholder(QWidget):
    """A sign, a sentence, what comes next, and the first step as a button."""

    def __init__(
        self,
        sentence: str,
        next_step: str = "",
        action: str = "",
        clicked: Callable[[], object] | None = None,
        *,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence = Text(sentence, "body", "ink")
        self.next_step = Text(next_step, "body", "ink2")
        layout = column(gap="xs")
        if icon:
            layout.addWidget(Icon(icon, "ink3"))
        layout.addWidget(self.sentence)
        layout.addWidget(self.next_step)
        self.next_step.setVisible(bool(next_step))
        self.button = Button(action, clicked)
        self.button.setVisible(bool(action))
        layout.addSpacing(layout.spacing())
        layout.addWidget(self.button, 0, LEFT)
        layout.addStretch(1)
        self.setLayout(layout)

    def say(self, sentence: str, next_step: str) -> None:
        """Show other sentences."""
        self.sentence.say(sentence)
        self.next_step.say(next_step)
        self.next_step.setVisible(bool(next_step))


class StateStack(QStackedWidget):
    """Content with its empty, loading and failing states; content once shown stays when stale."""

    def __init__(
        self,
        content: QWidget,
        empty: Placeholder,
        again: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.content, self.empty = content, empty
        self.waiting = Placeholder(
            "Reading the network's records.", "", "Show what there is so far", self._shows
        )
        self.waiting.button.hide()
        self._show_now: Callable[[], object] | None = None
        self.failed = Placeholder("", "", "Try again" if again else "", again)
        for widget in (self.waiting, content, empty, self.failed):
            self.addWidget(widget)
        self._filled = False

    def show_content(self) -> None:
        """Show the content."""
        self._filled = True
        self.setCurrentWidget(self.content)

    def show_empty(self) -> None:
        """Show what will be here, and the first step."""
        self._filled = True
        self.setCurrentWidget(self.empty)

    def loading(self) -> None:
        """Show that records are being read, unless something is already there."""
        if not self._filled:
            self.setCurrentWidget(self.waiting)

    def waiting_for(self, sentence: str, next_step: str, show: Callable[[], object]) -> None:
        """Say what is waited for where the content would be; `show` has it shown as it is."""
        self._show_now = show
        self.waiting.say(sentence, next_step)
        self.waiting.button.show()
        self.setCurrentWidget(self.waiting)

    def _shows(self) -> None:
        if self._show_now is not None:
            self._show_now()

    def failing(self, error: WalletError) -> None:
        """Show the error where the content would be, unless old content can stay."""
        self.failed.say(error.sentence, error.next_step)
        if not self._filled:
            self.setCurrentWidget(self.failed)
