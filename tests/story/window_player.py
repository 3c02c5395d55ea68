"""Plays the story through the real window: pages, forms, the one confirmation, real clicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.buy import BuyDialog
from ui.dialogs.commit import CommitDialog
from ui.dialogs.form import ActForm
from ui.dialogs.sell import SellDialog
from ui.dialogs.sign import SignDialog
from ui.house import House
from ui.pages.distributions import DistributionsPage
from ui.widgets.button import Button
from ui.widgets.field import ParsedField
from wallet.acts.act import Act
from wallet.acts.claiming import Claim
from wallet.acts.investing import Commit
from wallet.acts.raising import CloseOffering, TakeShares, WithdrawProceeds
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle
from wallet.base.errors import WalletError
from wallet.base.money import dollars, money_of, price_figure, share_count
from wallet.chain.receipts import Receipt

PATIENCE = 30_000  # milliseconds
D = TypeVar("D", bound=QDialog)


class WindowPlayer:
    """One person after the other sits down at the same window. `by_form` counts what they typed."""

    def __init__(self, house: House, qtbot: QtBot) -> None:
        self.house, self.qtbot = house, qtbot
        self.by_form: dict[str, int] = {}

    def do(self, account: int, act: Act) -> Receipt:
        """Do `act` as a person would. Raises WalletError with the words on the screen."""
        self._sit_down(account)
        way = WAYS.get(type(act))
        if way is not None and way(self, act):
            name = type(act).__name__
            self.by_form[name] = self.by_form.get(name, 0) + 1
        else:
            self.house.confirm(act)
        return self._sign()

    def skip_to(self, instant: int) -> None:
        """Move the network's time, as the button in Settings does."""
        session = self.house.session
        seconds = instant - session.chain.now()
        if seconds > 0:
            session.skip_time(seconds)

    def page(self, key: str, target: object = None) -> Any:
        """Open a page and wait until it is filled."""
        self.house.go(key, target)
        self.settle()
        frame = self.house.app.window.frame
        assert frame is not None
        return frame.page

    def settle(self) -> None:
        """Wait until nothing is being asked."""
        self.qtbot.waitUntil(lambda: self.house.app.tasks.idle, timeout=PATIENCE)
        self.qtbot.wait(1)

    def click(self, button: Button) -> None:
        """Click a button that can be clicked."""
        assert button.isVisible() and button.isEnabled(), f"{button.text()} cannot be clicked"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, field: ParsedField, words: str) -> None:
        """Type into a field, in place of what is there."""
        field.input.selectAll()
        QTest.keyClicks(field.input, words)

    def link(self, within: QWidget, words: str) -> Button | None:
        """A visible button by what it says."""
        for button in within.findChildren(Button):
            if button.text() == words and button.isVisible():
                return button
        return None

    def dialog(self, kind: type[D]) -> D:
        """Wait for a dialog of a kind."""
        found: list[D] = []

        def there() -> bool:
            found[:] = [one for one in self._window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(there, timeout=PATIENCE)
        return found[-1]

    def submit(self, form: ActForm, act: Act) -> bool:
        """Send a form on, where it says just what the story says; else close it."""
        self.settle()
        try:
            same = form.go.isEnabled() and form.compose() == act
        except WalletError:
            same = False
        if not same:
            form.reject()
            return False
        self.click(form.go)
        return True

    @property
    def _window(self) -> QWidget:
        return self.house.app.window

    def _sit_down(self, account: int) -> None:
        self.settle()
        self.house.session.use_account(account)
        self.house.turned()
        self.settle()

    def _sign(self) -> Receipt:
        """Read the confirmation, sign, and wait for what comes of it."""
        sign = self.dialog(SignDialog)
        outcomes: list[Any] = []
        sign.finished_act.connect(outcomes.append)
        self.qtbot.waitUntil(
            lambda: sign.main.isEnabled() and sign.kind.text() != "One moment", timeout=PATIENCE
        )
        if sign.kind.text().startswith("This cannot"):
            raise self._refused(sign, sign.sentence.text())
        assert not sign.main.hasFocus(), "the main button must not be focused before reading"
        self.click(sign.main)
        self.qtbot.waitUntil(
            lambda: bool(outcomes) or sign.main.text() == "Try again", timeout=PATIENCE
        )
        if not outcomes:
            raise self._refused(sign, sign.note.text.text())
        self.click(sign.main)  # it says Close now
        self.settle()
        self._leave_dialogs()
        receipt: Receipt = outcomes[0].receipt
        return receipt

    def _refused(self, sign: SignDialog, sentence: str) -> WalletError:
        error = WalletError(sentence, sign.note.text.text(), "refused.on_screen")
        self._leave_dialogs()
        return error

    def _leave_dialogs(self) -> None:
        for dialog in reversed(self._window.findChildren(QDialog)):
            if dialog.isVisible():
                dialog.reject()
        self.settle()


def _commit(player: WindowPlayer, act: Any) -> bool:
    offer = player.house.session.answers.offering(act.offering)
    assert offer is not None
    page = player.page("invest", ("person", offer.issuer.id))
    player.settle()
    link = player.link(page, "Commit")
    if link is None:
        return False
    player.click(link)
    form = player.dialog(CommitDialog)
    player.write(form.amount, dollars(money_of(act.units, act.price, up=True), exact=True))
    return player.submit(form, act)


def _buy(player: WindowPlayer, act: Any) -> bool:
    page = player.page("auctions", act.token)
    player.settle()
    if not page.buy.isVisible():
        return False
    player.click(page.buy)
    form = player.dialog(BuyDialog)
    player.settle()
    player.write(form.units, share_count(act.units, exact=True))
    player.write(form.price, price_figure(act.highest))
    return player.submit(form, act)


def _sell(player: WindowPlayer, act: Any) -> bool:
    page = player.page("auctions", act.token)
    player.settle()
    if not page.sell.isVisible():
        return False
    player.click(page.sell)
    form = player.dialog(SellDialog)
    player.settle()
    player.write(form.units, share_count(act.units, exact=True))
    player.write(form.price, price_figure(act.lowest))
    return player.submit(form, act)


def _claim(player: WindowPlayer, act: Any) -> bool:
    page = player.page("distributions")
    assert isinstance(page, DistributionsPage)
    wanted = tuple(claim.token.id for claim in page.answer.claimable) if page.answer else ()
    if set(act.tokens) != set(wanted) or len(wanted) != len(act.tokens):
        return False
    player.click(page.claim_all)
    return True


def _settle(player: WindowPlayer, act: Any) -> bool:
    page = player.page("auctions", act.token)
    player.settle()
    if not page.settle.isVisible():
        return False
    player.click(page.settle)
    return True


def _on_raise(button: str) -> Callable[[WindowPlayer, Any], bool]:
    def way(player: WindowPlayer, act: Any) -> bool:
        page = player.page("raise", act.offering)
        there = getattr(page, button)
        if not there.isVisible():
            return False
        player.click(there)
        return True

    return way


WAYS: dict[type, Callable[[WindowPlayer, Any], bool]] = {
    Commit: _commit,
    PlaceBuy: _buy,
    PlaceSell: _sell,
    Claim: _claim,
    Settle: _settle,
    CloseOffering: _on_raise("close_it"),
    TakeShares: _on_raise("hand_out"),
    WithdrawProceeds: _on_raise("proceeds"),
}
