"""A fold for what only few want to see, such as exact calls and hashes in mono letters."""

from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import font, space, tokens
from ui.widgets.button import Button
from ui.widgets.layout import LEFT
from ui.widgets.text import plain

_MOST_LINES = 10


class Details(QWidget):
    """A link that unfolds text, which can be selected and copied."""

    def __init__(
        self,
        text: str = "",
        title: str = "Details",
        parent: QWidget | None = None,
        kind: str = "mono",
    ) -> None:
        """`kind` is a step of the type scale: mono, or body for what is read as prose."""
        super().__init__(parent)
        self._kind = kind
        self.setProperty("kind", kind)
        self._title = title
        self.toggle = Button("", self._turn, kind="quiet")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(font(kind))
        self.text.setAccessibleName(title)
        self.text.setTabChangesFocus(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.text.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("s"))
        layout.addWidget(self.toggle, 0, LEFT)
        layout.addWidget(self.text)
        self.say(text)
        self._name()

    def say(self, text: str) -> None:
        """Show other text within the fold; empty hides the whole."""
        clean = plain(text, 20_000)
        self.text.setPlainText(clean)
        lines = min(_MOST_LINES, sum(1 + len(line) // 72 for line in clean.split("\n")))
        self.text.setFixedHeight(lines * tokens().types[self._kind].line + 2 * space("m"))
        self.setVisible(bool(clean))

    @property
    def unfolded(self) -> bool:
        """Whether the text is to be seen."""
        return not self.text.isHidden()

    def _turn(self) -> None:
        self.text.setVisible(not self.unfolded)
        self._name()

    def _name(self) -> None:
        self.toggle.say(f"{self._title} {'▴' if self.unfolded else '▾'}")
        state = "unfolded" if self.unfolded else "folded"
        self.toggle.setAccessibleName(f"{self._title}, {state}")
