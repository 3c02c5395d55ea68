"""The clipboard: what the wallet puts there is taken away again, unless somebody else put more.

Only a digest of what was put is kept. It is compared before anything is cleared: what another
program copied since belongs to the person. Where a system has a mark for it, histories of the
clipboard are asked not to keep what is put.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from PySide6.QtCore import QCoreApplication, QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS = 60_000  # milliseconds that a copied text stays
_MARKS = (
    ("x-kde-passwordManagerHint", b"secret"),  # KDE's and others' histories on Linux
    ("application/x-nspasteboard-concealed-type", b""),  # macOS, by the convention of nspasteboard
    ('application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"', b"\1"),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', bytes(4)),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', bytes(4)),
)
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class Kept:
    """The digests of what the wallet put there, or took from there as a secret."""

    def __init__(self) -> None:
        self._salt = os.urandom(16)
        self._timer: QTimer | None = None
        self.digests: set[bytes] = set()

    def note(self, text: str) -> None:
        """Remember a text."""
        self.digests.add(self.digest(text))

    def clear_after(self, milliseconds: int) -> None:
        """Let the clipboard be cleared after a while."""
        if self._timer is None:
            self._timer = QTimer(QCoreApplication.instance())
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(clear_ours)
        self._timer.start(milliseconds)

    def forget(self) -> None:
        """Forget every text."""
        self.digests.clear()
        if self._timer is not None:
            self._timer.stop()

    def digest(self, text: str) -> bytes:
        """What is remembered of a text: enough to know it again, in this process alone."""
        return hashlib.blake2b(
            text.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=32
        ).digest()

    def knows(self, text: str) -> bool:
        """Whether a text is one of them."""
        asked = self.digest(text)
        return any(hmac.compare_digest(asked, one) for one in self.digests)


_kept = Kept()


def copy_for_a_while(text: str, milliseconds: int = STAYS) -> None:
    """Copy a text; it is taken away after a while, when the wallet locks, and when it ends."""
    clipboard = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText(text)
    for name, value in _MARKS:
        data.setData(name, value)
    _kept.note(text)
    clipboard.setMimeData(data)
    _kept.clear_after(milliseconds)


def pasted_text(mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> str:
    """What is to be pasted, at most as much as anything here takes."""
    clipboard = QGuiApplication.clipboard()
    if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
        return ""
    return clipboard.text(mode)[:4_096]


def note_pasted(text: str) -> None:
    """A secret was pasted from there: it is to be taken away as if the wallet had put it there."""
    if text:
        _kept.note(text)


def clear_ours() -> None:
    """Clear the clipboard where it still holds what the wallet put there or took as a secret."""
    if not _kept.digests:
        return
    clipboard = QGuiApplication.clipboard()
    for mode in _MODES:
        if mode == QClipboard.Mode.Selection and not clipboard.supportsSelection():
            continue
        text = clipboard.text(mode)
        if text and _kept.knows(text):
            clipboard.clear(mode)
    _kept.forget()
