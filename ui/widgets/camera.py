"""The camera as a way to read codes, where there is one and Qt's part for it is installed."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.field import ChoiceField
from ui.widgets.layout import column

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QCameraDevice, QCameraFormat

SIDE = QSize(320, 240)
MOST_FORMATS = 12
WANTED = 1_280  # dots across: more makes reading slow, and less hides small squares


def can_see() -> bool:
    """Whether Qt's part for cameras is installed."""
    return find_spec("PySide6.QtMultimedia") is not None


def devices() -> "list[QCameraDevice]":
    """The cameras of this machine; none where Qt's part for them is missing."""
    if not can_see():
        return []
    from PySide6.QtMultimedia import QMediaDevices  # large, and not everybody's

    return list(QMediaDevices.videoInputs())


class Camera(QWidget):
    """Shows what a camera sees, sharp. `frame(QImage)` for each picture of it."""

    frame = Signal(QImage)

    def __init__(self, cameras: "Sequence[QCameraDevice]", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaCaptureSession, QVideoSink

        self._devices = list(cameras)
        self._camera: QCamera | None = None
        self.view = View()
        names = [(number, one.description()) for number, one in enumerate(self._devices)]
        self.which = ChoiceField("Camera", names)
        self.which.setVisible(len(names) > 1)
        self.which.changed.connect(self.start)
        self.sharp = ChoiceField("Resolution", [])
        self.sharp.changed.connect(self._use_format)
        self.sink = QVideoSink()
        self.sink.videoFrameChanged.connect(lambda frame: self._seen(frame.toImage()))
        self._session = QMediaCaptureSession()
        self._session.setVideoSink(self.sink)
        self.setLayout(column(self.which, self.sharp, self.view, gap="m"))
        self.start()

    def start(self) -> None:
        """Look through the camera that is chosen."""
        from PySide6.QtMultimedia import QCamera

        self.stop()
        if not self._devices:
            return
        device = self._devices[int(str(self.which.value or 0))]
        formats = _formats(device)
        self.sharp.show_choices([(number, _said(one)) for number, one in enumerate(formats)])
        self.sharp.setVisible(len(formats) > 1)
        self._camera = QCamera(device)
        self._session.setCamera(self._camera)
        self._use_format()
        self._camera.start()

    def stop(self) -> None:
        """Close the camera."""
        if self._camera is not None:
            self._camera.stop()
            self._camera = None

    def _use_format(self) -> None:
        """See as sharp as was chosen."""
        if self._camera is None:
            return
        formats = _formats(self._camera.cameraDevice())
        chosen = self.sharp.value
        if isinstance(chosen, int) and chosen < len(formats):
            self._camera.setCameraFormat(formats[chosen])

    def _seen(self, image: QImage) -> None:
        if not image.isNull():
            self.view.show_image(image)
            self.frame.emit(image)


class View(QWidget):
    """The last picture of a camera, not mirrored: one holds a code to it as to a reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedSize(SIDE)
        self.setAccessibleName("What the camera sees")

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture as large as it fits."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        painter.end()


def _formats(device: "QCameraDevice") -> "list[QCameraFormat]":
    """What a camera offers, each size once, the one that suits codes best first."""
    sizes: dict[tuple[int, int], QCameraFormat] = {}
    for one in device.videoFormats():
        size = one.resolution()
        key = (size.width(), size.height())
        if key not in sizes or one.maxFrameRate() > sizes[key].maxFrameRate():
            sizes[key] = one
    best = sorted(sizes, key=lambda size: (abs(size[0] - WANTED), -size[1]))
    return [sizes[key] for key in best[:MOST_FORMATS]]


def _said(one: "QCameraFormat") -> str:
    size = one.resolution()
    return f"{size.width()} by {size.height()} dots"
