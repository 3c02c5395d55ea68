"""News of a real network reaches a desktop over a real bus, once."""

from __future__ import annotations

import subprocess

from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import Enter, settle
from tests.ui.test_notify import desktop
from wallet.base.files import read_json, write_json

__all__ = ["desktop"]


def test_the_news_of_a_network_is_told_once(
    enter: Enter, qtbot: QtBot, desktop: subprocess.Popen[str]
) -> None:
    house = enter("alice")
    session = house.session
    path = session.store.path.with_name("notices.json")
    qtbot.waitUntil(path.exists)  # the first look has nothing to tell, and notes where it stands
    account = session.account.lower()
    assert read_json(path)[account]["block"] == session.index.block()[0]
    write_json(path, {account: {"block": 0, "keys": []}})
    house.notifier._noticing = None  # as after a restart, having seen nothing of it
    house.notifier.look()
    settle(qtbot, house)
    assert desktop.stdout is not None
    said = desktop.stdout.readline()
    assert " things to see: " in said and "auctions" in said and "distribution" in said
    told = len(read_json(path)[account]["keys"])
    assert told > 3
    house.notifier._noticing = None
    house.notifier.look()
    settle(qtbot, house)
    assert len(read_json(path)[account]["keys"]) == told and not house.notifier.bursts._waiting
    path.unlink()
