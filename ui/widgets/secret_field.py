"""A field for a secret: what is typed goes into a buffer that can be wiped, not into Qt's text.

Qt's line holds a placeholder for every letter, so that its cursor, selection and editing work as
everywhere. Only while the person looks at what was typed does the text itself stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QClipboard, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit

from ui.clipboard import note_pasted, pasted_text
from ui.widgets.button import IconButton
from ui.widgets.field import Field
from wallet.keys.hidden import Hidden, Typed, hidden

LONGEST = 1_024
_CELL = 2  # bytes for one of Qt's letters, which are those of UTF-16
_PLACE = "x"
_KEY = QKeySequence.StandardKey
_REFUSED = (_KEY.Undo, _KEY.Redo, _KEY.Copy, _KEY.Cut)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_META = Qt.KeyboardModifier.MetaModifier
_ALT = Qt.KeyboardModifier.AltModifier


class SecretLine(QLineEdit):
    """One line whose letters are kept beside it; `edited` when the person changed it."""

    edited = Signal()

    def __init__(self, longest: int = LONGEST) -> None:
        super().__init__()
        self._cells = Hidden(_CELL * longest)
        self._cells.keep_from_swap()
        self._longest, self._count = longest, 0
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)

    @property
    def shown(self) -> bool:
        """Whether the person looks at what was typed."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def typed(self) -> Hidden:
        """What was typed, in UTF-8: a buffer of its own, to be wiped by whoever asked."""
        found = Hidden(4 * self._count)
        size = 0
        for letter in self._letters():
            part = letter.encode("utf-8", "surrogatepass")
            found[size : size + len(part)] = part
            size += len(part)
        with found:
            return Hidden(found[:size])

    def put(self, secret: Typed) -> None:
        """Fill the line with a secret."""
        self.wipe()
        with hidden(secret) as text:
            self._insert(text.decode("utf-8", "replace"))

    def wipe(self) -> None:
        """Forget what was typed, and hide the line again."""
        self._cells.wipe()
        self._count = 0
        self.clear()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def look(self, show: bool) -> None:
        """Show what was typed, or hide it."""
        cursor, start, length = self.cursorPosition(), self.selectionStart(), self.selectionLength()
        mode = QLineEdit.EchoMode.Normal if show else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self.setText("".join(self._letters()) if show else _PLACE * self._count)
        if length and cursor == start:
            self.setSelection(start + length, -length)
        elif length:
            self.setSelection(start, length)
        else:
            self.setCursorPosition(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a letter for the buffer; let Qt move and delete, and follow it there."""
        if any(event.matches(key) for key in _REFUSED):
            event.accept()
            return
        if event.matches(_KEY.Paste):
            self._paste(QClipboard.Mode.Clipboard)
            event.accept()
            return
        if _is_letter(event):
            self._insert(event.text())
            event.accept()
            return
        super().keyPressEvent(event)
        self._removed(self._count - _units(self.text()))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what another way of typing has settled on; nothing is shown before."""
        if event.commitString():
            self._insert(event.commitString())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Paste what is selected elsewhere by the middle button, as X11 has it."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._paste(QClipboard.Mode.Selection)
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def _paste(self, mode: QClipboard.Mode) -> None:
        text = pasted_text(mode)
        self._insert(text)
        note_pasted(text)

    def _insert(self, text: str) -> None:
        if self.isReadOnly():
            return
        tidy = "".join(letter for letter in text if letter.isprintable())
        letters = tidy.encode("utf-16-be", "surrogatepass")
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        room = self._longest - self._count + self.selectionLength()
        count = min(len(letters) // _CELL, max(0, room))
        if self.hasSelectedText():
            self._delete(start, self.selectionLength())
        self._open(start, count)
        self._cells[_CELL * start : _CELL * (start + count)] = letters[: _CELL * count]
        self.insert(tidy if self.shown else _PLACE * count)
        self.edited.emit()

    def _removed(self, count: int) -> None:
        """Follow Qt after it took `count` letters away where the cursor is now."""
        if count > 0:
            self._delete(self.cursorPosition(), count)
            self.edited.emit()

    def _delete(self, start: int, count: int) -> None:
        end, first = _CELL * self._count, _CELL * start
        rest = first + _CELL * count
        self._cells[first : first + end - rest] = self._cells[rest:end]
        self._count -= count
        left = _CELL * self._count
        self._cells[left:end] = bytes(end - left)

    def _open(self, start: int, count: int) -> None:
        """Make room for `count` letters at `start`."""
        first, end, wide = _CELL * start, _CELL * self._count, _CELL * count
        self._cells[first + wide : end + wide] = self._cells[first:end]
        self._count += count

    def _letters(self) -> Iterator[str]:
        """What was typed letter by letter, each a text of its own."""
        high = b""
        for place in range(0, _CELL * self._count, _CELL):
            unit = high + self._cells[place : place + _CELL]
            high = b""
            if len(unit) == _CELL and 0xD8 <= unit[0] < 0xDC and place + _CELL < 2 * self._count:
                high = unit
                continue
            yield unit.decode("utf-16-be", "surrogatepass")


class SecretField(Field):
    """A secret with its label: hidden unless the person looks at it. `value` is a copy to wipe."""

    def __init__(self, label: str, hint: str = "", longest: int = LONGEST) -> None:
        self.input = SecretLine(longest)
        super().__init__(label, self.input, hint)
        self._eye = IconButton("eye", "Show what is typed", self._look)
        self.line.addWidget(self._eye)
        self.input.edited.connect(self._edited)

    @property
    def value(self) -> Hidden:
        """What was typed, in a buffer of its own."""
        return self.input.typed()

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.input.text()

    def set_value(self, secret: Typed) -> None:
        """Fill the input."""
        self.input.put(secret)

    def wipe(self) -> None:
        """Forget what was typed."""
        self.input.wipe()
        self._name_eye()

    def _look(self) -> None:
        self.input.look(not self.input.shown)
        self._name_eye()

    def _name_eye(self) -> None:
        name = "Hide what is typed" if self.input.shown else "Show what is typed"
        self._eye.show_icon("eye", name)

    def _edited(self) -> None:
        self.clear_error()
        self.changed.emit()


def _units(text: str) -> int:
    """How many of Qt's letters a text has: two for those beyond the first 65,536."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key types a letter, and is no command (Control with Alt is AltGr)."""
    text, held = event.text(), event.modifiers()
    if not text or not text.isprintable() or held & _META:
        return False
    return not held & _CONTROL or bool(held & _ALT)
