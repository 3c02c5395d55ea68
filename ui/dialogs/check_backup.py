"""A backup held against the wallet: right or wrong, and nothing of it is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.context import KeyContext
from ui.dialogs.key_form import KeyForm
from ui.widgets.field import ChoiceField
from ui.widgets.file_field import FileField
from ui.widgets.secret_field import SecretField
from wallet.base.clock import SystemClock
from wallet.base.errors import WalletError
from wallet.flows import key_care
from wallet.flows.bringing import read_key_file
from wallet.keys.card import WalletCard
from wallet.keys.hidden import Hidden
from wallet.signing.desk import KeyDesk

SOME, ALL, FILE = "some", "all", "file"
_WAYS: tuple[tuple[object, str], ...] = (
    (SOME, f"{key_care.QUESTIONS} of its words, drawn by lot"),
    (ALL, "All of its words"),
    (FILE, "A key file"),
)
_SENTENCE = (
    "Take your paper or your file to hand. The wallet is opened once more with its passphrase and "
    "compares; it says only whether the backup is right."
)


class CheckBackup(KeyForm):
    """First the passphrase and what is to be checked, then the backup itself."""

    def __init__(
        self, context: KeyContext, wallet_id: str, words: bool = True, parent: QWidget | None = None
    ) -> None:
        """`words` is False for a wallet that has none."""
        super().__init__(context, "Check a backup", _SENTENCE, "Go on", parent)
        self._wallet_id = wallet_id
        self._desk: KeyDesk | None = None
        self.way = ChoiceField("What to check", _WAYS if words else _WAYS[2:])
        self.words = [SecretField("Word", longest=16) for _ in range(key_care.QUESTIONS)]
        self.every = SecretField("All words, with a space between two")
        self.extra = SecretField("Extra word, if there is one")
        self.file = FileField("Key file", "open", "Key files (*.json *);;All files (*)")
        self.phrase = SecretField("The file's passphrase")
        self.add_fields(
            {
                "way": self.way,
                "old": SecretField("The wallet's passphrase"),
                **{f"word{at}": field for at, field in enumerate(self.words)},
                "words": self.every,
                "extra": self.extra,
                "file": self.file,
                "phrase": self.phrase,
            }
        )
        self._show_only("way", "old")
        self.finish_form()

    def work(self) -> Callable[[], object]:
        """Open the desk, or hold the backup against it."""
        desk = self._desk
        if desk is None:
            return self._opening()
        store, wallet_id = self.app.session.kept, self._wallet_id
        if self.way.value == FILE:
            path, phrase = self.file.path(), self.phrase.value

            def compare_file() -> object:
                with phrase:
                    key_care.check_key_file(desk, read_key_file(path), phrase)
                return key_care.note_checked(store, wallet_id, SystemClock().now())

            return compare_file
        words, extra = self._typed_words(), self.extra.value
        some = self.way.value == SOME

        def compare_words() -> object:
            with words, extra:
                if some:
                    key_care.check_some_words(desk, words)
                else:
                    key_care.check_all_words(desk, words, extra)
            return key_care.note_checked(store, wallet_id, SystemClock().now())

        return compare_words

    def ended(self, result: object) -> None:
        """Go on to the backup, or say that it is right."""
        if self._desk is None and isinstance(result, tuple):
            self._desk, places = result
            self._ask(places)
            return
        if isinstance(result, WalletCard):
            self.app.session.opened.renewed(result, None)
        what = (
            "This key file is one of this wallet."
            if self.way.value == FILE
            else ("These are the words of this wallet.")
        )
        self.show_end(f"The backup is right. {what}")

    def done(self, result: int) -> None:
        """Close, and end the process that compared."""
        if self._desk is not None:
            self._desk.close()
        super().done(result)

    def _opening(self) -> Callable[[], object]:
        store, wallet_id, old = self.app.session.kept, self._wallet_id, self.secret("old")
        some = self.way.value == SOME

        def open_it() -> object:
            with old:
                desk = key_care.open_desk(store, wallet_id, old)
            return desk, desk.ask_positions(key_care.QUESTIONS) if some else ()

        return open_it

    def _ask(self, places: tuple[int, ...]) -> None:
        """Show the fields for what is to be checked."""
        names: tuple[str, ...] = ("file", "phrase")
        if self.way.value == SOME:
            names = tuple(f"word{at}" for at in range(len(places)))
            for place, field in zip(places, self.words, strict=False):
                field.label.say(f"Word {place}")
                field.input.setAccessibleName(f"Word {place}")
        elif self.way.value == ALL:
            names = ("words", "extra")
        self._show_only(*names)
        self.said.say("Type it from your backup, not from memory.")
        self._action = "Check it"
        self.go.say(self._action)
        self.fields[names[0]].setFocus()
        self.fit()

    def _typed_words(self) -> Hidden:
        if self.way.value != SOME:
            return self.every.value
        parts = [field.value for field in self.words]
        found = Hidden(b" ".join(parts))
        for part in parts:
            part.wipe()
        return found

    def _refused(self, error: WalletError) -> None:
        """A wrong answer is asked about other words, so that they cannot be asked out singly."""
        super()._refused(error)
        desk = self._desk
        if desk is not None and error.code == "keys.backup-wrong" and self.way.value == SOME:
            for field in self.words:
                field.wipe()
            self.app.tasks.run(
                lambda: desk.ask_positions(key_care.QUESTIONS),
                self._ask,
                self.fail,
                lane="sign",
                owner=self,
            )
        elif error.code in ("keys.backup-tries", "keys.locked"):
            self.show_end(str(error))

    def _show_only(self, *names: str) -> None:
        for name, field in self.fields.items():
            field.setVisible(name in names)
