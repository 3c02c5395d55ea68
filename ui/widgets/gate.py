"""The view before the wallet is open: a coin, a title, and a narrow column of content."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme import space
from ui.widgets.button import Button
from ui.widgets.icon import Logo
from ui.widgets.layout import LEFT, Item, column
from ui.widgets.page import Scroll
from ui.widgets.text import Text
from wallet.base.errors import WalletError

WIDTH = 480


class Gate(QWidget):
    """A centered column: fill it by `add`."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Text(title, "title")
        self.sentence = Text(sentence, "body", "ink2")
        self.content = column(gap="l")
        inner = column(Logo(36), gap="l")
        inner.addLayout(column(self.title, self.sentence, gap="xs"))
        inner.addLayout(self.content)
        canvas = QWidget()
        narrow = QWidget()
        narrow.setFixedWidth(WIDTH)
        narrow.setLayout(inner)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(narrow)
        across.addStretch(1)
        down = QVBoxLayout(canvas)
        edge = space("xxl")
        down.setContentsMargins(edge, edge, edge, edge)
        down.addStretch(2)
        down.addLayout(across)
        down.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(canvas))
        self.setAccessibleName(title)

    def say(self, title: str, sentence: str) -> None:
        """Change the title and the sentence beneath."""
        self.title.say(title)
        self.sentence.say(sentence)
        self.sentence.setVisible(bool(sentence))
        self.setAccessibleName(title)

    def add(self, item: Item) -> None:
        """Add a widget or layout below what is there."""
        if isinstance(item, QWidget):
            self.content.addWidget(item)
        elif item is not None:
            self.content.addLayout(item)


class Opening(Gate):
    """Says what is being done while the wallet opens, and what went wrong if it could not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Opening your wallet", "", parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName("Progress")
        self.bar.hide()
        self.problem = Text("", "body", "oxide")
        self.problem.hide()
        self.again = Button("Try again", kind="primary")
        self.again.hide()
        self.add(self.bar)
        self.add(self.problem)
        self.content.addWidget(self.again, 0, LEFT)

    def show_progress(self, sentence: str, part: float | None = None) -> None:
        """Show what is being done; `part` from 0 to 1 where it is known."""
        self.say("Opening your wallet", sentence)
        self.bar.setVisible(part is not None)
        if part is not None:
            self.bar.setValue(round(1_000 * max(0.0, min(1.0, part))))
        self.problem.hide()
        self.again.hide()

    def fail(self, error: WalletError) -> None:
        """Show why the wallet could not be opened, and offer another try."""
        self.say("The wallet could not be opened", "")
        self.problem.say(str(error))
        self.problem.show()
        self.bar.hide()
        self.again.show()
        self.again.setFocus()
