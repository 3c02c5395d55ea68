"""What a person does at the window without a network, for a test that looks on from outside.

`python -m tests.ui.offline_driver FOLDER`: a wallet is created, its accounts are shown, its backup
is checked, a key file saved, and a message signed. It imports nothing of the tests, which load much
more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui import app as application
from ui.dialogs.check_backup import ALL, CheckBackup
from ui.dialogs.save_key_file import SaveKeyFile
from ui.pages.offline_accounts import OfflineAccountsPage
from ui.pages.offline_keys import OfflineKeysPage
from ui.pages.offline_sign import OfflineSignPage
from ui.widgets.field import TextField
from ui.widgets.secret_field import SecretField
from ui.wizards.first_launch import FirstLaunch
from ui.wizards.first_steps import Choose, Confirm, Protect
from wallet.cli import main
from wallet.flows.offline import Offline
from wallet.signing.messages import Message
from wallet.signing.ur.paths import path_of
from wallet.signing.ur.requests import Place, plain_code

PHRASE = "correct horse battery staple"
PATIENCE = 60_000  # milliseconds, for all of it
Until = Callable[[], bool]


class Person:
    """Does one step after another, each once what it waits for is there."""

    def __init__(self, app: application.App, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.done: list[str] = []
        self._steps = self.steps()
        self._until: Until = lambda: True
        self._timer = QTimer(app.window)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(PATIENCE, app.qt.quit)

    def look(self) -> None:
        """Go on, if that is possible."""
        ended = True
        try:
            ended = self._until() and self._go_on()
        finally:  # also after a mistake of this person's, which the window itself would survive
            if ended:
                self._timer.stop()
                (self.folder / "done.json").write_text(json.dumps(self.done))
                self.app.qt.quit()

    def _go_on(self) -> bool:
        """Do the next step; answers whether there is none."""
        try:
            self._until = next(self._steps)
        except StopIteration:
            return True
        return False

    def page(self, key: str) -> QWidget:
        """A page of the frame."""
        frame = self.app.window.frame
        assert frame is not None
        frame.go(key)
        assert frame.page is not None
        return frame.page

    def steps(self) -> Iterator[Until]:
        """Everything that can be done there; each yields what it waits for."""
        app = self.app
        yield lambda: isinstance(app.window.view, FirstLaunch)
        launch = app.window.view
        assert isinstance(launch, FirstLaunch) and isinstance(launch.view, Choose)
        launch.view.new.click()
        words = launch.flow.words
        launch.go.click()
        assert isinstance(launch.view, Confirm)
        for place, field in zip(launch.flow.positions, launch.view.fields.values(), strict=True):
            assert isinstance(field, TextField)
            field.set_value(words[place - 1])
        launch.go.click()
        assert isinstance(launch.view, Protect)
        typed(launch.view.passphrase, PHRASE)
        typed(launch.view.again, PHRASE)
        launch.go.click()
        launch.go.click()
        yield lambda: app.window.frame is not None
        self.done.append("created")
        accounts = self.page("accounts")
        assert isinstance(accounts, OfflineAccountsPage)
        accounts.show_code.click()
        yield lambda: accounts.code is not None
        self.done.append("shown")
        keys = self.page("keys")
        assert isinstance(keys, OfflineKeysPage)
        keys.card.check.click()
        (check,) = keys.window().findChildren(CheckBackup)
        check.way.set_value(ALL)
        typed(check.fields["old"], PHRASE)
        check.submit()
        yield lambda: check.every.isVisible()
        typed(check.every, " ".join(words))
        check.submit()
        yield lambda: "The backup is right" in check.said.text()
        check.accept()
        self.done.append("checked")
        keys.card.file.click()
        (save,) = keys.window().findChildren(SaveKeyFile)
        save.file.set_value(str(self.folder / "key.json"))
        typed(save.fields["old"], PHRASE)
        typed(save.fields["passphrase"], PHRASE)
        typed(save.fields["again"], PHRASE)
        save.submit()
        yield lambda: (self.folder / "key.json").exists() and app.tasks.idle
        self.done.append("saved")
        assert app.offline is not None
        sign = self.page("sign")
        assert isinstance(sign, OfflineSignPage)
        sign.take(asked(app.offline.session))
        yield sign.sign.isEnabled
        sign.sign.click()
        yield lambda: sign.answer is not None
        self.done.append("signed")


def typed(field: QWidget, text: str) -> None:
    """Type into a field whose text is a secret."""
    assert isinstance(field, SecretField)
    field.input.put(text)


def asked(offline: Offline) -> str:
    """The codes of a message to be signed by the wallet's first account."""
    address = offline.card.addresses[0]
    place = Place(address, path_of("m/44'/60'/0'/0/0", offline.vault.public().master))
    return plain_code([Message(address, "Hello from the other machine.")], place).text


def run(folder: Path) -> int:
    """Open the window and do everything; what was loaded by then is written down."""
    begin = application.App.open_offline
    people: list[Person] = []

    def opened(app: application.App, open_wallets: application.OpenOffline) -> None:
        begin(app, open_wallets)
        people.append(Person(app, folder))

    application.App.open_offline = opened  # type: ignore[method-assign,assignment] # a person
    code = main(["--offline"])
    (folder / "modules.json").write_text(json.dumps(sorted(sys.modules)))
    return code


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1])))
