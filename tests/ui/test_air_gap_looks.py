"""Every page of the window without a network, and both sides' dialogs, looked at in all sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.two_machines import Online, network, offline, online, signed
from ui.app import App
from ui.dialogs.air_gap import OTHER
from ui.dialogs.remove_wallet import RemoveWallet
from ui.offline_house import OfflineHouse
from ui.pages.offline_accounts import OfflineAccountsPage
from ui.pages.offline_keys import OfflineKeysPage
from ui.pages.offline_sign import OfflineSignPage
from ui.settings import Settings
from wallet.acts.sending import SendDollars
from wallet.acts.trading import PlaceBuy
from wallet.base.money import DOLLAR, SHARE
from wallet.flows import offline as offline_flow
from wallet.flows.offline import Offline

__all__ = ["network", "offline", "online"]

SIZES = ((1_280, 800), (1_024, 700))
SOMEBODY = "0x" + "77" * 20


class Eye:
    """Looks at a widget in every size of the window and in both modes, and keeps the pictures."""

    def __init__(self, app: App, qtbot: QtBot, album: Path) -> None:
        self.app, self.qtbot, self.album = app, qtbot, album
        self.wrong: list[str] = []

    def settle(self, seen: QWidget) -> None:
        """Give it time to be laid out; what is clipped still is so after that."""
        for _ in range(20):
            self.qtbot.wait(60)
            if not clipped(seen):
                return

    def look(self, name: str, widget: QWidget | None = None) -> None:
        window = self.app.window
        for width, height in SIZES:
            window.resize(width, height)
            for mode in ("light", "dark"):
                self.app.theme.set_mode(mode)
                seen = widget if widget is not None else window
                self.settle(seen)
                picture(seen, self.album, f"gap-{name}-{width}-{mode}")
                found = [*clipped(seen), *outside(seen), *nameless(seen)]
                found += [
                    f"{type(one).__name__} beyond the window"
                    for one in seen.findChildren(QWidget)
                    if one.isVisibleTo(seen)
                    and one.mapTo(seen, one.rect().topRight()).x() > seen.width()
                ]
                if widget is not None and (seen.height() > height or seen.width() > width):
                    found.append(f"{seen.width()}x{seen.height()} in a window of {width}x{height}")
                self.wrong += [f"{name} {width} {mode}: {one}" for one in found]
        self.app.theme.set_mode("light")


@pytest.fixture
def quiet(qapp: QApplication, qtbot: QtBot, offline: Offline, album: Path) -> Iterator[Eye]:
    """The window of the machine with the keys."""
    app = App(["symbolon"], Settings(mode="light"))
    app.window.show()
    yield Eye(app, qtbot, album)
    if app.offline is not None:
        app.offline._rest()
    qtbot.waitUntil(lambda: app.tasks.idle)
    app.window.close()
    assert app.tasks.close()
    app.window.deleteLater()


def page_of(eye: Eye, key: str) -> QWidget:
    frame = eye.app.window.frame
    assert frame is not None
    frame.go(key)
    assert frame.page is not None
    return frame.page


def test_the_window_without_a_network(
    quiet: Eye, offline: Offline, online: Online, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = online.confirm(PlaceBuy(2, 20_000 * SHARE, 10**11))
    gap = online.show(dialog)
    shown = gap.code.text
    gap.reject()
    dialog.reject()
    quiet.app.window.raise_()
    offline.lock()
    house = quiet.app.offline = OfflineHouse(quiet.app, offline)
    qtbot.waitUntil(lambda: quiet.app.tasks.idle and quiet.app.window.view is not None)
    quiet.look("unlock")
    house.show_first_launch()
    quiet.look("first")
    (card,) = offline.kept.cards()
    offline.unlock(card.wallet_id, "local network")
    house.enter()
    qtbot.waitUntil(lambda: quiet.app.window.frame is not None)
    page = page_of(quiet, "sign")
    assert isinstance(page, OfflineSignPage)
    quiet.look("sign-empty")
    page.take("hello")
    quiet.look("sign-error")
    page.restart()
    page.take(shown)
    quiet.look("sign-asked")
    qtbot.waitUntil(page.sign.isEnabled)
    page.sign.click()
    qtbot.waitUntil(lambda: page.answer is not None, timeout=20_000)
    quiet.look("sign-signed")
    monkeypatch.setattr(offline_flow, "known_networks", lambda: ())
    page.restart()
    page.take(shown)
    quiet.look("sign-unknown")
    accounts = page_of(quiet, "accounts")
    assert isinstance(accounts, OfflineAccountsPage)
    quiet.look("accounts")
    accounts.show_code.click()
    qtbot.waitUntil(lambda: accounts.code is not None)
    quiet.look("accounts-code")
    keys = page_of(quiet, "keys")
    assert isinstance(keys, OfflineKeysPage)
    quiet.look("keys")
    keys.card.remove.click()
    (remove,) = keys.window().findChildren(RemoveWallet)
    quiet.look("remove", remove)
    remove.reject()
    assert not quiet.wrong, "\n".join(quiet.wrong)


def test_the_online_side(online: Online, offline: Offline, qtbot: QtBot, album: Path) -> None:
    eye = Eye(online.app, qtbot, album)
    dialog = online.confirm(PlaceBuy(2, 20_000 * SHARE, 10**11))
    eye.look("confirm", dialog)
    gap = online.show(dialog)
    eye.look("codes", gap)
    gap.take("hello")
    eye.look("codes-error", gap)
    gap.kind.set_value(OTHER)
    gap.begin()
    eye.look("codes-other", gap)
    gap.reject()
    eye.look("later", dialog)
    dialog.main.click()
    shown = online.wait_for(SendDollars(SOMEBODY, 4 * DOLLAR))
    online.activity()
    eye.look("activity")
    dialog = online.finish()
    eye.look("finish", dialog)
    gap = online.show(dialog)
    gap.take(signed(offline, shown))
    qtbot.waitUntil(lambda: bool(gap.reader.said.text()))
    eye.look("codes-wrong", gap)
    gap.reject()
    dialog.reject()
    assert not eye.wrong, "\n".join(eye.wrong)
