"""Fields: a label, an input, and beneath it a hint or the sentence about what is wrong."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import colour, restyle, space, tokens
from ui.widgets.icon import SIZE, draw
from ui.widgets.text import Text, plain
from wallet.base.errors import WalletError


class Field(QWidget):
    """A labelled input. `changed` when the person changed it; `value` is what was typed."""

    changed = Signal()

    def __init__(self, label: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self._hint, self.editor = hint, editor
        self.label = Text(label, "captionBold", "ink2", wrap=False)
        self.beneath = Text(hint, "caption", "ink2")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(space("xs"))
        self._layout.addWidget(self.label)
        self.line = QHBoxLayout()
        self.line.setSpacing(space("s"))
        self.line.addWidget(editor, 1)
        self._layout.addLayout(self.line)
        self._layout.addWidget(self.beneath)
        self.beneath.setVisible(bool(hint))
        self.label.setBuddy(editor)
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)
        self._wrong = False

    @property
    def wrong(self) -> bool:
        """Whether an error is shown."""
        return self._wrong

    @property
    def said(self) -> str:
        """What is said beneath the input: what is wrong, or the hint."""
        return self.beneath.text()

    def fail(self, error: WalletError | str) -> None:
        """Show what is wrong beneath the input; what was typed stays."""
        sentence = error if isinstance(error, str) else str(error)
        self._mark(True, sentence, "oxide")

    def clear_error(self) -> None:
        """Show the hint again."""
        self._mark(False, self._hint, "ink2")

    def say(self, hint: str) -> None:
        """Show another hint, such as what the amount means."""
        self._hint = hint
        if not self._wrong:
            self._mark(False, hint, "ink2")

    def _mark(self, wrong: bool, sentence: str, tone: str) -> None:
        changed = wrong != self._wrong
        self._wrong = wrong
        self.beneath.say(sentence)
        self.beneath.set_tone("oxide" if tone == "oxide" else "ink2")
        self.beneath.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(self.beneath.text())
        self.editor.setProperty("wrong", wrong)
        if changed:
            restyle(self.editor)


class TextField(Field):
    """One line of text."""

    def __init__(
        self, label: str, hint: str = "", *, placeholder: str = "", longest: int = 200
    ) -> None:
        self.input = QLineEdit()
        self.input.setMaxLength(longest)
        self.input.setPlaceholderText(placeholder)
        super().__init__(label, self.input, hint)
        self.input.textEdited.connect(self._edited)

    @property
    def value(self) -> str:
        """What was typed."""
        return self.input.text()

    def set_value(self, text: str) -> None:
        """Fill the input."""
        self.input.setText(text)
        self._edited()

    def _edited(self, _: str = "") -> None:
        self.clear_error()
        self.changed.emit()


class ParsedField(TextField):
    """A line that is read as one value while it is typed; `parse` raises WalletError.

    An empty line is no error until `read` is called.
    """

    def __init__(
        self,
        label: str,
        parse: Callable[[str], int],
        hint: str = "",
        *,
        placeholder: str = "",
        unit: str = "",
    ) -> None:
        super().__init__(label, hint, placeholder=placeholder, longest=64)
        self._parse = parse
        self.unit = Text(unit, "body", "ink2", wrap=False)
        if unit:
            self.line.addWidget(self.unit)

    def peek(self) -> int | None:
        """Return the value if what is typed can be read, else None."""
        try:
            return self._parse(self.value)
        except WalletError:
            return None

    def read(self) -> int:
        """Return the value; shows and raises the WalletError when it cannot be read."""
        try:
            return self._parse(self.value)
        except WalletError as error:
            self.fail(error)
            raise

    def _edited(self, _: str = "") -> None:
        self.clear_error()
        if self.value.strip():
            try:
                self._parse(self.value)
            except WalletError as error:
                self.fail(error)
        self.changed.emit()


class AreaField(Field):
    """Several lines of plain text, such as terms; Tab leaves it."""

    def __init__(
        self, label: str, hint: str = "", *, longest: int = 100_000, lines: int = 8
    ) -> None:
        """`lines` is how many are to be seen at once."""
        self.input = QPlainTextEdit()
        self.input.setTabChangesFocus(True)
        self.input.setFixedHeight(lines * tokens().types["body"].line + 2 * space("m"))
        self._longest = longest
        super().__init__(label, self.input, hint)
        self.input.textChanged.connect(self._edited)

    @property
    def value(self) -> str:
        """What was typed."""
        return self.input.toPlainText()

    def set_value(self, text: str) -> None:
        """Fill the input."""
        self.input.setPlainText(text)

    def _edited(self) -> None:
        self.clear_error()
        if len(self.value) > self._longest:
            self.fail(f"This is too long: at most {self._longest:,} letters are possible.")
        self.changed.emit()


class Choices(QComboBox):
    """A list to choose from, with a tinted arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box by the style sheet and the arrow over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        top = (self.height() - SIZE) / 2
        box = QRectF(self.width() - SIZE - space("s"), top, SIZE, SIZE)
        draw(painter, "chevron", colour(self, "ink2"), box)
        painter.end()


class ChoiceField(Field):
    """One of a few choices, each a value with its words."""

    def __init__(self, label: str, choices: Sequence[tuple[object, str]], hint: str = "") -> None:
        self.input = Choices()
        super().__init__(label, self.input, hint)
        self.show_choices(choices)
        self.input.currentIndexChanged.connect(self._edited)

    @property
    def value(self) -> object:
        """The value that is chosen; None when there is nothing to choose."""
        return self.input.currentData()

    def set_value(self, value: object) -> None:
        """Choose a value that is in the list."""
        self.input.setCurrentIndex(max(0, self.input.findData(value)))

    def show_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Replace the choices; the one that was chosen stays so if it is still there."""
        kept = self.input.currentData()
        self.input.blockSignals(True)
        self.input.clear()
        for value, words in choices:
            self.input.addItem(plain(words, 120), value)
        self.input.setCurrentIndex(max(0, self.input.findData(kept)))
        self.input.blockSignals(False)

    def _edited(self, _: int = 0) -> None:
        self.clear_error()
        self.changed.emit()


class Check(QCheckBox):
    """A box to tick, with words beside it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(plain(words, 200).replace("&", "&&"), parent)
        self.setAccessibleName(plain(words, 200))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Ask for room for what is painted: our box is wider than the style's."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(SIZE + space("s") + words + 1, max(SIZE, super().sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the tick and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - SIZE) / 2
        box = QRectF(0.75, top + 0.75, SIZE - 1.5, SIZE - 1.5)
        on = self.isChecked()
        painter.setPen(colour(self, "accent" if on or self.hasFocus() else "ink3"))
        painter.setBrush(colour(self, "accent" if on else "sheet"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            draw(painter, "check", colour(self, "onAccent"), box.adjusted(2, 2, -2, -2))
        painter.setPen(colour(self, "ink" if self.isEnabled() else "ink3"))
        metrics = self.fontMetrics()
        base = (self.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(SIZE + space("s"), base), self.text().replace("&&", "&"))
        painter.end()
