"""Codes shown one after another, black on white whatever the theme, for another machine to read."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from ui.widgets.button import Button, tell
from ui.widgets.field import ChoiceField
from ui.widgets.layout import TOP, column, row
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.base.files import write_atomic
from wallet.signing.ur.codes import FRAGMENT, Sender
from wallet.signing.ur.pictures import FRAMES_A_SECOND, Code, draw

SIDE = 345
"""Five dots for each square of an ordinary picture."""
SIZES: tuple[tuple[object, str], ...] = (
    (100, "Large squares, more pictures"),
    (FRAGMENT, "Ordinary"),
    (500, "Small squares, fewer pictures"),
)
SPEEDS: tuple[tuple[object, str], ...] = (
    (3, "Slow"),
    (FRAMES_A_SECOND, "Ordinary"),
    (15, "Fast"),
)


class CodePicture(QWidget):
    """One code in the middle of a white square, each of its squares a whole number of dots."""

    def __init__(self, side: int = SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._code: Code | None = None
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Code for another machine")

    def show_code(self, code: Code) -> None:
        """Show another code; its quiet zone is part of it."""
        self._code = code
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw whole squares only, so that readers find sharp edges."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._code is not None:
            unit = max(1, self._side // self._code.size)
            edge = (self._side - unit * self._code.size) // 2
            for y, line in enumerate(self._code.rows):
                for x, dark in enumerate(line):
                    if dark:
                        box = QRectF(edge + x * unit, edge + y * unit, unit, unit)
                        painter.fillRect(box, Qt.GlobalColor.black)
        painter.end()


class MovingCode(QWidget):
    """Shows what a sender has to say, in pictures whose size and speed can be chosen.

    `sender(fragment)` makes the sender of so many bytes a picture. Where it is `wide` there is room
    for the choices in one line, and for something else below them. What is copied and saved are
    the lines of the codes, or `plain` where the text itself can be read by people and programs.
    """

    def __init__(
        self,
        sender: Callable[[int], Sender],
        parent: QWidget | None = None,
        wide: bool = False,
        plain: str = "",
    ) -> None:
        super().__init__(parent)
        self._sender_of = sender
        self._plain = plain
        self._shown = 0
        self.picture = CodePicture()
        self.place = Text("", "caption", "ink2")
        self.squares = ChoiceField("Size", SIZES)
        self.squares.set_value(FRAGMENT)
        self.pace = ChoiceField("Speed", SPEEDS)
        self.pace.set_value(FRAMES_A_SECOND)
        self.pause = Button("Pause", self._turn)
        self.copy = Button("Copy as text", self._copy, icon="copy")
        self.save = Button("Save as a file", self._choose)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self.squares.changed.connect(self.begin)
        self.pace.changed.connect(self._keep_time)
        if wide:
            choices = row(gap="m")
            choices.addWidget(self.squares, 1, TOP)
            choices.addWidget(self.pace, 1, TOP)
            ways = row(self.pause, self.copy, self.save, None)
            self._beside = column(choices, self.place, ways, gap="m")
        else:
            self._beside = column(
                self.squares,
                self.pace,
                row(self.pause, None),
                self.place,
                row(self.copy, self.save, None),
                gap="m",
            )
        whole = row(self.picture, gap="xl")
        whole.addLayout(column(self._beside, None), 1)
        whole.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        self.setLayout(whole)
        self.begin()

    def add_beside(self, item: QWidget, first: bool = False) -> None:
        """Place something below (or `first`, above) the choices, beside the picture."""
        self._beside.insertWidget(0 if first else self._beside.count(), item)

    @property
    def line(self) -> str:
        """The text in the picture that is shown."""
        return self._line

    def begin(self) -> None:
        """Show the first picture, in the size that is chosen."""
        sender = self._sender_of(int(str(self.squares.value)))
        self._count = sender.count
        self._lines: Iterator[str] = sender.lines()
        self._shown = 0
        moves = self._count > 1
        for widget in (self.pace, self.pause, self.place):
            widget.setVisible(moves)
        self.squares.setVisible(moves or sender.count != self._sender_of(100).count)
        self._next()
        self._keep_time()

    @property
    def text(self) -> str:
        """All that is to be said as text, for a file or the clipboard."""
        if self._plain:
            return self._plain + "\n"
        sender = self._sender_of(int(str(self.squares.value)))
        return "\n".join(sender.lines(sender.count)) + "\n"

    def save_to(self, path: Path) -> None:
        """Write the lines to a file."""
        try:
            write_atomic(path, self.text.encode())
        except WalletError as error:
            tell(self.save, str(error))
        else:
            tell(self.save, "Saved. Carry it to the other side and open it there.")

    def stop(self) -> None:
        """Show no further pictures."""
        self._timer.stop()

    def _keep_time(self) -> None:
        self._timer.stop()
        if self._count > 1:
            self.pause.say("Pause")
            self._timer.start(1_000 // int(str(self.pace.value)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        tell(self.copy, "Copied. Paste it on the other side.")

    def _choose(self) -> None:
        dialog = QFileDialog(
            self, "Save it as a file" if self._plain else "Save the codes as a file"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _turn(self) -> None:
        """Pause, or go on."""
        if self._timer.isActive():
            self._timer.stop()
            self.pause.say("Go on")
        else:
            self._keep_time()

    def _next(self) -> None:
        line = next(self._lines, None)
        if line is None:
            self._timer.stop()
            return
        self._line = line
        self._shown += 1
        self.picture.show_code(draw(line))
        if self._shown <= self._count:
            self.place.say(f"Picture {self._shown} of {self._count}")
        else:
            self.place.say(f"All {self._count} were shown. They go on, for what was missed.")
