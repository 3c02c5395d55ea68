"""Reading codes from another machine: a picture, the screen, the clipboard, a file, a camera."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from ui.pictures import codes_in_file, codes_in_image
from ui.tasks import Tasks
from ui.widgets.button import Button
from ui.widgets.camera import Camera, can_see, devices
from ui.widgets.layout import column, row
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.signing.ur.codes import Progress

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice

LOOK_EVERY = 120  # milliseconds between two looks at the screen
MOST_TEXT = 4 * 2**20
_FILES = "Pictures and texts (*.png *.jpg *.jpeg *.gif *.webp *.bmp *.txt);;All files (*)"


class CodeReader(QWidget):
    """Ways to read codes. `seen(str)` for each text that was found, one or more lines.

    Whoever owns it shows what came of them by `show_progress` and `fail`.
    """

    seen = Signal(str)
    grown = Signal()
    """It has more or less to show, and needs another height."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None, texts: bool = False) -> None:
        """`texts` lets a file hold the text itself, where a code would carry it."""
        super().__init__(parent)
        self._tasks, self._texts = tasks, texts
        self._looking = False
        self.open = Button("A file", self.choose_file, hint="A picture or a text with the codes")
        self.screen_ = Button("This screen", self.watch_screen, hint="Look for codes on it")
        self.paste = Button("Paste", self.take_clipboard)
        self.see = Button("Camera", self.turn_camera)
        self.see.setVisible(can_see())
        self.camera: Camera | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1_000)
        self.bar.setAccessibleName("How much was read")
        self.bar.hide()
        self.said = Text("", "body", "ink2")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        ways = row(self.see, self.open, self.screen_, self.paste, None)
        self._below = column(self.bar, self.said, gap="m")
        self.setLayout(column(ways, self._below, gap="m"))

    def choose_file(self) -> None:
        """Ask for a file with codes, and read it."""
        dialog = QFileDialog(self, "Open a picture or a text with the codes")
        dialog.setNameFilter(_FILES)
        dialog.fileSelected.connect(lambda name: self.read_file(Path(name)))
        dialog.open()

    def read_file(self, path: Path) -> None:
        """Read the codes in a picture or a text."""
        plain = self._texts
        self._tasks.run(lambda: _texts(path, plain), self._found, self.fail, owner=self)

    def take_clipboard(self) -> None:
        """Read codes from what was copied: text, or a picture."""
        clipboard = QGuiApplication.clipboard()
        image = clipboard.image()
        if not image.isNull():
            self._read(lambda: codes_in_image(image))
            return
        text = clipboard.text()
        if not text.strip() or len(text) > MOST_TEXT:
            self.fail(WalletError("There is no code in what was copied.", "Copy the codes first."))
            return
        self._found((text,))

    def watch_screen(self) -> None:
        """Look at all screens again and again until it is stopped."""
        if self._timer.isActive():
            self.stop()
            return
        self._timer.start()
        self.screen_.say("Stop looking")
        self.say("Move the codes so that they are whole and not covered.")

    def turn_camera(self) -> None:
        """Look through the camera, or no longer."""
        if self.camera is not None:
            self._close_camera()
            return
        cameras = devices()
        if cameras:
            self.use_cameras(cameras)
        else:
            self.fail(
                WalletError("This machine has no camera.", "Open a picture of the codes instead.")
            )

    def use_cameras(self, cameras: "Sequence[QCameraDevice]") -> None:
        """Look through one of these cameras."""
        self.camera = Camera(cameras)
        self.camera.frame.connect(self._see)
        self._below.insertWidget(0, self.camera)
        self.see.say("Close it")
        self.say("Hold the codes so that they fill most of the picture.")

    def stop(self) -> None:
        """Look at nothing any more."""
        self._close_camera()
        self._timer.stop()
        self.screen_.say("This screen")

    def say(self, sentence: str) -> None:
        """Say something beneath the ways."""
        self.said.set_tone("ink2")
        self.said.say(sentence)
        self.grown.emit()

    def fail(self, error: WalletError) -> None:
        """Say what was wrong; what was read stays."""
        self.said.set_tone("oxide")
        self.said.say(str(error))
        self.grown.emit()

    def show_progress(self, progress: Progress) -> None:
        """Show how much is there and which pictures are missing."""
        self.bar.setVisible(progress.count > 1)
        self.bar.setValue(round(1_000 * progress.fraction))
        if progress.count <= 1:
            return
        missing = ", ".join(map(str, progress.missing[:12]))
        more = " and others" if len(progress.missing) > 12 else ""
        rest = f" Still missing: {missing}{more}." if missing else ""
        self.say(f"{progress.gathered} of {progress.count} pictures were read.{rest}")

    def _look(self) -> None:
        """Take a picture of each screen, and read it behind the window's back."""
        if self._looking:
            return
        images = [screen.grabWindow(0).toImage() for screen in QGuiApplication.screens()]
        images = [image for image in images if not image.isNull()]
        if not images:
            self.stop()
            self.fail(
                WalletError(
                    "This desktop does not let a program look at the screen.",
                    "Save a picture of the codes and open it here.",
                )
            )
            return
        self._looking = True
        self._tasks.run(lambda: _codes(images), self._looked, self._not_read, owner=self)

    def _close_camera(self) -> None:
        if self.camera is not None:
            self.camera.stop()
            self._below.removeWidget(self.camera)
            self.camera.hide()
            self.camera.deleteLater()
            self.camera = None
            self.see.say("Camera")

    def _see(self, image: QImage) -> None:
        """Read a picture of the camera, unless the last one is still being read."""
        if not self._looking:
            self._looking = True
            self._tasks.run(lambda: codes_in_image(image), self._saw, self._not_read, owner=self)

    def _saw(self, found: tuple[str, ...]) -> None:
        self._looking = False
        for text in found:
            self.seen.emit(text)

    def _looked(self, found: tuple[str, ...]) -> None:
        self._looking = False
        if found and self._timer.isActive():
            self._found(found)

    def _not_read(self, error: WalletError) -> None:
        self._looking = False
        self.fail(error)

    def _read(self, operation: Callable[[], tuple[str, ...]]) -> None:
        self._tasks.run(operation, self._found, self.fail, owner=self)

    def _found(self, texts: tuple[str, ...]) -> None:
        if not texts:
            self.fail(WalletError("There is no code in it.", "Choose a picture of the codes."))
        for text in texts:
            self.seen.emit(text)


def _texts(path: Path, plain: bool = False) -> tuple[str, ...]:
    """The codes in a file: lines of text, or a picture; or where `plain`, any text."""
    begin = read_limited(path, 32 * 2**20)
    if begin[:16].lstrip()[:3].lower() == b"ur:" or (plain and _is_text(begin)):
        if len(begin) > MOST_TEXT:
            raise WalletError("This file is too large for codes.", "Choose another file.")
        return (begin.decode("utf-8", "replace"),)
    return codes_in_file(path)


def _codes(images: list[QImage]) -> tuple[str, ...]:
    """The codes in pictures of screens."""
    return tuple(text for image in images for text in codes_in_image(image))


def _is_text(data: bytes) -> bool:
    """Whether it is a text rather than a picture: those have bytes that no text has."""
    if not data.strip() or len(data) > MOST_TEXT:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\r\n\t" for sign in text)
