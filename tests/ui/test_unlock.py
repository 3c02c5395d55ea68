"""Unlocking: the right passphrase, the wrong one, and nothing kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.dialogs.unlock import UnlockDialog, UnlockForm
from ui.tasks import Tasks
from wallet.base.errors import WalletError
from wallet.keys.card import WATCHED, WORDS, WalletCard
from wallet.keys.hidden import Hidden

ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b"
WALLETS = tuple(
    WalletCard(wallet_id, name, 1, (ADDRESS,), kind=kind)
    for wallet_id, name, kind in (
        ("one", "Alice", WORDS), ("two", "Savings", WORDS), ("three", "Cold", WATCHED)
    )
)  # fmt: skip


def _check(wallet: str, passphrase: Hidden) -> None:
    if wallet != "two" or passphrase != b"correct horse":
        raise WalletError("This is not the passphrase of this wallet.", "Check capitals.")


@pytest.fixture
def form(qtbot: QtBot, tasks: Tasks) -> UnlockForm:
    made = UnlockForm(tasks, WALLETS, _check)
    qtbot.addWidget(made)
    return made


def test_right_passphrase_opens_and_is_forgotten(form: UnlockForm, qtbot: QtBot) -> None:
    form.wallet.set_value("two")
    form.passphrase.set_value("correct horse")
    with qtbot.waitSignal(form.unlocked):
        QTest.keyClick(form.passphrase.input, Qt.Key.Key_Return)
    assert form.passphrase.value == b""


def test_wrong_passphrase_is_said_beside_the_field(form: UnlockForm, qtbot: QtBot) -> None:
    form.passphrase.set_value("wrong")
    form.submit()
    assert not form.button.isEnabled()
    qtbot.waitUntil(lambda: form.passphrase.wrong)
    assert "not the passphrase" in form.passphrase.beneath.text()
    assert form.button.isEnabled() and not form.passphrase.input.isReadOnly()


def test_empty_passphrase_asks_for_one(form: UnlockForm) -> None:
    form.submit()
    assert form.passphrase.beneath.text() == "Type your passphrase."
    assert form.button.isEnabled()


def test_one_wallet_needs_no_choice(qtbot: QtBot, tasks: Tasks) -> None:
    form = UnlockForm(tasks, WALLETS[:1], _check)
    qtbot.addWidget(form)
    assert form.wallet.isHidden()


def test_dialog_closes_when_unlocked(form: UnlockForm, qtbot: QtBot) -> None:
    dialog = UnlockDialog(form)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    form.wallet.set_value("two")
    form.passphrase.set_value("correct horse")
    with qtbot.waitSignal(dialog.accepted):
        form.submit()


def test_a_watched_wallet_needs_no_passphrase(qtbot: QtBot, tasks: Tasks) -> None:
    watched: list[str] = []
    form = UnlockForm(tasks, WALLETS, _check, watched.append)
    qtbot.addWidget(form)
    assert not form.passphrase.isHidden()
    form.wallet.set_value("three")
    assert form.passphrase.isHidden() and form.button.text() == "Watch"
    with qtbot.waitSignal(form.unlocked):
        form.button.click()
    assert watched == ["three"]
