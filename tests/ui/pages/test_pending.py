"""What is on its way, on the activity page: its order, its buttons, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import NOW
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import Enter, page_of, settle
from tests.ui.pages.hand_made import HandMade
from ui.dialogs.send import SendDialog
from ui.dialogs.send_unread import SendUnreadDialog
from ui.dialogs.sign import SignDialog
from ui.pages.activity import ActivityPage
from ui.tasks import Tasks
from ui.theme import Mode, Theme
from ui.widgets.button import Button
from wallet.acts.finishing import Finish
from wallet.acts.replacing import Cancel, SpeedUp
from wallet.acts.sending import SendCoins, SendDollars, SendUnread
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.books.pending import PendingRow
from wallet.chain import journal as states

Shown = Callable[[QWidget], QWidget]
FIRST = PendingRow(
    7, 12, 0, "You offer 84,000 shares of Bob Okafor (0.84 %) for at least $12,600.00, that is "
    "$0.15 a share.", "Sent again with a higher fee. Sent, and not in a block yet.", states.SENT,
    NOW - 300, "0x12", 2, True, False,
)  # fmt: skip
SECOND = replace(
    FIRST, nonce=8, entry=13, sentence="You claim what Carol Lindqvist owes you as a holder.",
    detail="Sent. It comes after the one before it.", first=False, tries=1,
)  # fmt: skip
WAITING = replace(
    SECOND, nonce=9, entry=0, waiting=14, sentence="You send $500.00 to Eve Tanaka.",
    detail="It waits for a signature from your other machine. It keeps its place in line.",
    state=states.AWAITING, tries=0,
)  # fmt: skip
PAST = SimpleNamespace(
    at=NOW - 86_400, block=5, tx="0x5", sentence="You received $1.00.", detail="", tone="ink",
    kind="money",
)  # fmt: skip


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    found = HandMade(tasks, theme)
    found.answers.update(pending=(FIRST, SECOND, WAITING), activity=(PAST,))
    return found


def shown_page(made: HandMade, shown: Shown, qtbot: QtBot) -> ActivityPage:
    page = ActivityPage(made.context)
    page.resize(1_064, 700)
    shown(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.pending.isVisible())
    qtbot.wait(50)
    return page


def buttons(page: QWidget) -> dict[str, Button]:
    return {one.accessibleName(): one for one in page.findChildren(Button) if one.isVisible()}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_rows_look_right(
    made: HandMade, shown: Shown, qtbot: QtBot, theme: Theme, album: Path, mode: Mode
) -> None:
    theme.set_mode(mode)
    page = shown_page(made, shown, qtbot)
    picture(page, album, f"pending-{mode}")
    assert clipped(page) == [] and outside(page) == [] and nameless(page) == []


def test_only_the_first_is_hurried_and_only_what_waits_is_given_up(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    released: list[int] = []
    made.session.release = released.append
    turned: list[int] = []
    house: Any = SimpleNamespace(turned=lambda: turned.append(1))
    made.context = replace(made.context, house=house)
    page = shown_page(made, shown, qtbot)
    found = buttons(page.pending)
    assert sorted(found) == [
        f"Cancel: {FIRST.sentence}",
        f"Finish: {WAITING.sentence}",
        f"Give up: {WAITING.sentence}",
        f"Speed up: {FIRST.sentence}",
    ]
    by_word = {name.split(":")[0]: one for name, one in found.items()}
    for word, act in (
        ("Speed up", SpeedUp(12)),
        ("Cancel", Cancel(12)),
        ("Finish", Finish(14)),
    ):
        by_word[word].setFocus()
        QTest.keyClick(by_word[word], Qt.Key.Key_Space)
        assert made.confirmed[-1] == act
    by_word["Give up"].click()
    qtbot.waitUntil(lambda: bool(turned))
    assert released == [14]


def test_what_is_being_cancelled_can_only_be_hurried(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.answers["pending"] = (replace(FIRST, cancelling=True),)
    page = shown_page(made, shown, qtbot)
    assert [name.split(":")[0] for name in buttons(page.pending)] == ["Speed up"]
    assert not page.pending.order.isVisible()


def test_the_card_is_not_there_while_nothing_is_on_its_way(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.answers["pending"] = ()
    page = ActivityPage(made.context)
    shown(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.answer is not None)
    assert not page.pending.isVisible()


def test_a_payment_is_hurried_through_the_window(enter: Enter, qtbot: QtBot, album: Path) -> None:
    house = enter("eve")
    session, client = house.session, house.session.chain.client
    client.call("evm_setAutomine", (False,))
    try:
        with pytest.raises(WalletError, match="not in a block yet"):
            session.perform(session.prepare(SendCoins("0x" + "77" * 20, 9)), left=lambda: True)
        house.go("activity")
        settle(qtbot, house)
        page = page_of(house)
        assert isinstance(page, ActivityPage)
        by_word = {name.split(":")[0]: one for name, one in buttons(page.pending).items()}
        by_word["Speed up"].click()
        dialog = next(one for one in house.app.window.findChildren(SignDialog) if one.isVisible())
        qtbot.waitUntil(lambda: dialog.main.isEnabled(), timeout=10_000)
        assert dialog.kind.text().startswith("You are about to sign · speeding up: sending coins")
        picture(dialog, album, "speed-up")
        dialog.main.click()
        qtbot.waitUntil(lambda: dialog.steps.current == 2, timeout=10_000)
        client.call("anvil_mine", ("0x1",))
        qtbot.waitUntil(lambda: dialog.main.text() == "Close", timeout=10_000)
        dialog.main.click()
        settle(qtbot, house)
        qtbot.waitUntil(lambda: not page.pending.isVisible(), timeout=10_000)
        assert session.chain.balance_of_coin("0x" + "77" * 20) == 9
    finally:
        client.call("evm_setAutomine", (True,))


def test_sending_says_who_receives_and_refuses_a_slip(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    eve = "0x71C7656EC7ab88b098defB751B7401B5f6d8976F"
    made.session.names = SimpleNamespace(name_at=lambda at: "Eve Tanaka" if at == eve else None)
    dialog = SendDialog(made.context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(dialog)
    dialog.to.set_value(eve)
    dialog.amount.set_value("250")
    assert dialog.means.text.text() == "Eve Tanaka receives $250.00."
    dialog.to.set_value(eve.replace("C76", "c76"))
    dialog.submit()
    assert "slip" in dialog.to.said
    dialog.to.set_value("0x" + "12" * 20)
    assert dialog.means.text.text().startswith("somebody who is not known")
    dialog.to.set_value(eve)
    dialog.submit()
    qtbot.waitUntil(lambda: bool(made.confirmed))
    assert made.confirmed == [SendDollars(eve, 250 * DOLLAR)]


def test_what_cannot_be_read_is_taken_as_digits_only(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    dialog = SendUnreadDialog(made.context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(dialog)
    dialog.to.set_value("0x" + "12" * 20)
    for wrong in ("", "0x", "abc", "xyz1", "0x12 zz"):
        dialog.data.set_value(wrong)
        dialog.submit()
        assert dialog.data.said, wrong
    dialog.data.set_value("0xa9059cbb 00ff")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(made.confirmed))
    (act,) = made.confirmed
    assert cast(SendUnread, act).data == bytes.fromhex("a9059cbb00ff")
