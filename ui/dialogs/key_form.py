"""The form of a task for keys: fields, one button, the work in the signing lane, then what came."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.clipboard import clear_ours
from ui.context import KeyContext
from ui.dialogs.fielded import FieldDialog
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.secret_field import SecretField
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.keys.hidden import Hidden


class KeyForm(FieldDialog):
    """Subclasses add fields by the names that errors use, and say what is `work`.

    What was typed in secret is handed over in buffers that are wiped after the work; the fields
    keep it until the work succeeded, so that a slip costs nobody the whole typing.
    """

    def __init__(
        self,
        context: KeyContext,
        title: str,
        sentence: str,
        action: str,
        parent: QWidget | None = None,
        busy: str = "One moment",
        kind: Kind = "primary",
    ) -> None:
        super().__init__(title, parent, width=520)
        self.app = context
        self._action, self._busy_words = action, busy
        self.said = Text(sentence, "body", "ink2")
        self.add(self.said)
        self.cancel = self.add_button(Button("Cancel", self.reject))
        self.go = self.add_button(Button(action, self.submit, kind=kind))

    @abstractmethod
    def work(self) -> Callable[[], Any]:
        """Take what the fields say; answers the operation. Raises WalletError with its field."""

    @abstractmethod
    def ended(self, result: Any) -> None:
        """The operation succeeded."""

    def add_fields(self, fields: Mapping[str, Field]) -> None:
        """Add fields in their order."""
        self.fields.update(fields)
        for field in fields.values():
            field.changed.connect(self.trouble.hide)
            self.add(field)

    def finish_form(self) -> None:
        """Put what is said of mistakes below the fields, and the keyboard's way in order."""
        self.add(self.trouble)
        self.tab_through(self.cancel, self.go)
        first = next((field for field in self.fields.values() if field.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()

    def secret(self, name: str) -> Hidden:
        """What was typed in a secret field, as a buffer for the work."""
        field = self.fields[name]
        if not isinstance(field, SecretField):
            raise ValueError(f"{name} is no secret")
        return field.value

    def submit(self) -> None:
        """Begin the work."""
        if not self.go.isEnabled():
            return
        try:
            operation = self.work()
        except WalletError as error:
            self.fail(error)
            return
        self.trouble.hide()
        self._busy(True)
        self.app.tasks.run(operation, self._done, self._refused, lane="sign", owner=self)

    def wipe(self) -> None:
        """Forget what was typed in secret, also what was pasted from the clipboard."""
        for field in self.fields.values():
            if isinstance(field, SecretField):
                field.wipe()
        clear_ours()

    def done(self, result: int) -> None:
        """Close; nothing secret stays in a field."""
        self.wipe()
        super().done(result)

    def close_with(self, sentence: str) -> None:
        """Say what came of it, and close."""
        self.app.messages.tell(sentence)
        self.accept()

    def show_end(self, sentence: str, *, words: str = "Close") -> None:
        """Leave only a sentence and the way out."""
        for field in self.fields.values():
            field.hide()
        self.wipe()
        self.said.say(sentence)
        self.cancel.hide()
        self.go.say(words)
        self.go.clicked.disconnect()
        self.go.clicked.connect(lambda _=False: self.accept())
        self.fit()

    def _busy(self, busy: bool) -> None:
        self.go.say(self._busy_words if busy else self._action)
        self.go.setEnabled(not busy)

    def _done(self, result: Any) -> None:
        self._busy(False)
        self.ended(result)

    def _refused(self, error: WalletError) -> None:
        self._busy(False)
        self.fail(error)
