"""Opening an account of a device: found, compared on its screen, used; or said why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.signing.cases import NETWORK
from tests.signing.trezor.player import ME, Player
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.tasks import Tasks
from ui.theme import Mode, Theme
from ui.wizards.device import DeviceGate
from wallet.base.errors import WalletError
from wallet.signing.device import Device
from wallet.signing.trezor.device import Trezor

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    found = HandMade(tasks, theme)
    found.session.known = NETWORK
    found.session.used = []
    found.session.use_device = found.session.used.append
    found.session.names = SimpleNamespace(name_at=lambda at: "Ada Nimo" if at == ME else None)
    return found


def gate(made: HandMade, plug: Callable[[str], Device], done: list[int]) -> DeviceGate:
    return DeviceGate(made.context, lambda: done.append(1), lambda: None, plug)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_an_account_is_found_compared_and_used(
    made: HandMade, shown: Shown, qtbot: QtBot, theme: Theme, album: Path, mode: Mode
) -> None:
    theme.set_mode(mode)
    player, done = Player(), list[int]()
    view = gate(made, lambda kind: Trezor(player), done)
    view.resize(1_000, 800)
    shown(view)
    view.search.click()
    qtbot.waitUntil(lambda: view.found.isVisible())
    qtbot.wait(50)
    picture(view, album, f"device-{mode}")
    assert clipped(view) == [] and outside(view) == [] and nameless(view) == []
    view.table.acted.emit("m/44'/60'/0'/0/0", "")
    qtbot.waitUntil(lambda: bool(done))
    (signer,) = made.session.used
    assert (signer.kind, signer.address) == ("Trezor", ME)
    assert player.asked[-2].show_display


def test_a_refusal_on_the_device_opens_nothing(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    player, done = Player(), list[int]()
    view = gate(made, lambda kind: Trezor(player), done)
    shown(view)
    view.search.click()
    qtbot.waitUntil(lambda: view.found.isVisible())
    player.refuses = True
    view.table.acted.emit("m/44'/60'/0'/0/0", "")
    qtbot.waitUntil(lambda: view.trouble.isVisible())
    assert "You refused it on the Trezor" in view.trouble.text.text()
    assert done == [] and made.session.used == [] and view.search.isEnabled()


def test_a_device_that_is_not_there_is_said(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    def plug(kind: str) -> Any:
        raise WalletError(f"No {kind} is plugged in.", "Plug it in.", "device.none")

    view = gate(made, plug, [])
    shown(view)
    view.search.click()
    qtbot.waitUntil(lambda: view.trouble.isVisible())
    assert view.trouble.text.text() == "No Ledger is plugged in. Plug it in."
