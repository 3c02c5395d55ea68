"""The one confirmation: nothing by accident, nothing lost, nothing hidden."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.sample import confirmation
from ui.dialogs.sign import SignDialog
from ui.dialogs.sign_view import Confirmation, Outcome
from ui.tasks import Tasks
from wallet.base.errors import WalletError

DONE = Outcome(True, ("Your sell order is in the auction.",), receipt="receipt")
Open = Callable[..., SignDialog]


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks) -> Open:
    """Open a confirmation of the drawn sell order with a `perform` of the test's."""

    def make(
        perform: Callable[..., Outcome] = lambda view, report: DONE,
        prepare: Callable[[], Confirmation] = confirmation,
    ) -> SignDialog:
        dialog = SignDialog(tasks, prepare, perform)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return make


def _alive(qtbot: QtBot, dialog: SignDialog) -> None:
    qtbot.waitUntil(lambda: dialog.main.isEnabled(), timeout=3_000)


def _counting(signed: list[int]) -> Callable[..., Outcome]:
    def perform(view: Confirmation, report: Any) -> Outcome:
        signed.append(1)
        return DONE

    return perform


def test_says_what_will_be_signed(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    _alive(qtbot, dialog)
    assert dialog.kind.text() == "You are about to sign · sell order in an auction · 1 of 1"
    assert dialog.sentence.text().startswith("You offer 84,000 shares of Bob Okafor (0.84 % of")
    assert next(span.text for span in dialog.sentence.spans if span.bold) == (
        "84,000 shares of Bob Okafor"
    )
    assert not dialog.details.unfolded


def test_main_button_wakes_after_half_a_second_and_is_never_focused(
    opened: Open, qtbot: QtBot
) -> None:
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.main.text() == "Sign and send" and dialog._shown is not None)
    assert not dialog.main.isEnabled()
    qtbot.wait(250)
    assert not dialog.main.isEnabled()
    _alive(qtbot, dialog)
    assert not dialog.main.hasFocus()
    assert not dialog.main.isDefault()


def test_enter_does_not_sign(opened: Open, qtbot: QtBot) -> None:
    signed: list[int] = []
    dialog = opened(_counting(signed))
    _alive(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Enter)
    qtbot.wait(30)
    assert signed == []
    assert dialog.isVisible()


def test_progress_then_the_receipt(opened: Open, qtbot: QtBot) -> None:
    go = threading.Event()
    outcomes: list[Outcome] = []

    def perform(view: Confirmation, report: Any) -> Outcome:
        for stage in (1, 2, 3):
            report(stage)
        go.wait(5)
        return DONE

    dialog = opened(perform)
    dialog.finished_act.connect(outcomes.append)
    _alive(qtbot, dialog)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.steps.current == 3)
    assert not dialog.cancel.isEnabled() and not dialog.main.isEnabled()
    dialog.close()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "what is on its way must be heard of"
    go.set()
    qtbot.waitUntil(lambda: bool(outcomes))
    assert dialog.sentence.text() == "Your sell order is in the auction."
    assert dialog.main.text() == "Close"
    dialog.main.click()
    assert not dialog.isVisible()
    assert outcomes[0].receipt == "receipt"


def test_failure_keeps_everything_and_can_be_tried_again(opened: Open, qtbot: QtBot) -> None:
    tries: list[int] = []

    def perform(view: Confirmation, report: Any) -> Outcome:
        tries.append(1)
        report(1)
        if len(tries) == 1:
            raise WalletError("The node does not answer.", "Check the connection.")
        return DONE

    dialog = opened(perform)
    _alive(qtbot, dialog)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.note.isVisible())
    assert dialog.note.text.text() == "The node does not answer. Check the connection."
    assert "84,000 shares" in dialog.sentence.text()
    assert dialog.main.text() == "Try again"
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "Sign and send" and dialog.main.isEnabled())
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert len(tries) == 2


def test_refusal_on_the_chain_says_why(opened: Open, qtbot: QtBot) -> None:
    refused = Outcome(False, ("The auction has ended.",), "Wait for the next one.")
    dialog = opened(lambda view, report: refused)
    _alive(qtbot, dialog)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.note.isVisible())
    assert dialog.note.text.text() == "The auction has ended. Wait for the next one."


def test_what_cannot_be_done_is_never_offered_for_signing(opened: Open, qtbot: QtBot) -> None:
    signed: list[int] = []

    def refuse() -> Confirmation:
        raise WalletError("You have 84,000 shares of Bob Okafor.", "Choose fewer.")

    dialog = opened(_counting(signed), refuse)
    qtbot.waitUntil(lambda: dialog.main.isEnabled())
    assert dialog.sentence.text() == "You have 84,000 shares of Bob Okafor."
    assert dialog.main.text() == "Try again"
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.isEnabled())
    assert signed == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_looks_right(opened: Open, qtbot: QtBot, theme: Any, mode: str, album: Any) -> None:
    theme.set_mode(mode)
    dialog = opened()
    _alive(qtbot, dialog)
    qtbot.wait(30)
    assert clipped(dialog) == [] and outside(dialog) == [] and nameless(dialog) == []
    picture(dialog, album, f"sign-{mode}")
    dialog.details.toggle.click()
    qtbot.wait(30)
    assert dialog.details.unfolded
    assert clipped(dialog) == []
    picture(dialog, album, f"sign-details-{mode}")


def test_window_is_not_blocked_while_preparing(
    opened: Open, qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    release = threading.Event()

    def slow() -> Confirmation:
        release.wait(5)
        return confirmation()

    dialog = opened(prepare=slow)
    qtbot.wait(30)
    assert dialog.kind.text() == "One moment"
    assert dialog.cancel.isEnabled()
    dialog.cancel.click()
    assert not dialog.isVisible()
    release.set()


def test_what_takes_long_can_be_left_to_itself(opened: Open, qtbot: QtBot) -> None:
    views: list[Confirmation] = []

    def perform(view: Confirmation, report: Any) -> Outcome:
        views.append(view)
        report(1)
        report(2)
        assert view.left.wait(10)
        raise WalletError("It was sent, but is not in a block yet.", "See it.", "sending.slow")

    dialog = opened(perform)
    _alive(qtbot, dialog)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.steps.current == 2)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not views[0].left.is_set(), "it may still come at once"
    qtbot.waitUntil(lambda: dialog.cancel.isEnabled(), timeout=4_000)
    assert dialog.cancel.text() == "Leave it on its way"
    assert dialog.focusWidget() is dialog.cancel  # whichever window is in front
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert dialog.kind.text() == "On its way"
    assert dialog.sentence.text() == "It was sent, but is not in a block yet."
    assert not dialog.note.isVisible()


def test_what_waits_for_another_machine_is_no_failure(opened: Open, qtbot: QtBot) -> None:
    def perform(view: Confirmation, report: Any) -> Outcome:
        raise WalletError("It waits for its signature.", "It keeps its place.", "signing.later")

    dialog = opened(perform)
    _alive(qtbot, dialog)
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "Close")
    assert dialog.kind.text() == "Not signed yet"
    assert dialog.fee.text() == "It keeps its place."


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_warnings_and_the_place_of_another(
    opened: Open, qtbot: QtBot, theme: Any, mode: str, album: Any
) -> None:
    theme.set_mode(mode)
    chosen: list[bool] = []
    warned = replace(
        confirmation(),
        warnings=("This address looks like 0x71C7656E\u2026d8976F, but it is another.",),
        on_its_way="You claim what Bob Okafor owes you as a holder.",
        device="Ledger",
        remark="Your Ledger shows the account and the highest fee, but not what this does.",
    )
    dialog = opened(prepare=lambda: warned)
    dialog._choose = chosen.append
    _alive(qtbot, dialog)
    assert dialog.main.text() == "Sign on the Ledger"
    assert dialog.first.text() == "You claim what Bob Okafor owes you as a holder."
    assert dialog.remark.text().startswith("Your Ledger shows")
    qtbot.wait(30)
    assert clipped(dialog) == [] and outside(dialog) == [] and nameless(dialog) == []
    picture(dialog, album, f"sign-warned-{mode}")
    dialog.instead.setFocus()
    QTest.keyClick(dialog.instead, Qt.Key.Key_Space)
    assert chosen == [True]
    _alive(qtbot, dialog)
    assert dialog.instead.isChecked()
