"""The auctions page with answers made by hand: what it shows, and what its buttons ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import (
    ALICE,
    BOB,
    KIRA,
    LONG,
    NOW,
    auction_page,
    auction_row,
    auctions,
    order,
    past_row,
    person,
)
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.pages.auctions import AuctionsPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.text import Text
from wallet.acts.trading import ReleaseOrder, Settle, WithdrawBuy
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import SHARE

Shown = Callable[[QWidget], QWidget]
LOST = WalletError("The node does not answer.", "Check the connection.")
MINE = order(ALICE, "buy", 50_000, 10, fills=40_000 * SHARE)


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    return HandMade(tasks, theme)


def _open(made: HandMade, shown: Shown, qtbot: QtBot, token: int = 0) -> AuctionsPage:
    page = AuctionsPage(made.context)
    page.resize(1064, 800)
    shown(page)
    page.refresh()
    if token:
        page.open_on(token)
    _settle(made, qtbot)
    return page


def _settle(made: HandMade, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.context.tasks.idle)
    qtbot.wait(10)


def _words(page: QWidget) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_lists_mine_first_and_nothing_twice(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    mine = auction_row(my_order=MINE)
    other = auction_row(person(5, "Eve Tanaka"))
    made.answers["auctions"] = auctions(mine, other, mine=(mine,), past=[past_row()])
    page = _open(made, shown, qtbot)
    assert page.concerning.rows.rowCount() == 1
    assert page.concerning.rows.row(0).cells[4].text == "buy 50,000"
    assert page.others.rows.rowCount() == 1
    assert page.others.rows.row(0).cells[0].text == "Eve Tanaka"
    assert page.past.rows.row(0).cells[1].text == "$0.18"


def test_none_yet(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    made.answers["auctions"] = auctions()
    page = _open(made, shown, qtbot)
    assert "No auction has been held yet." in _words(page)
    assert page.states.empty.button.isVisible()


def test_a_failure_says_so_and_can_be_tried_again(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.answers["auctions"] = LOST
    page = _open(made, shown, qtbot)
    assert "The node does not answer." in _words(page)
    made.answers["auctions"] = auctions(past=[past_row()])
    page.states.failed.button.click()
    _settle(made, qtbot)
    assert page.past.rows.rowCount() == 1


def test_a_later_failure_keeps_what_was_known(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    made.answers["auctions"] = auctions(past=[past_row()])
    page = _open(made, shown, qtbot)
    made.answers["auctions"] = LOST
    page.refresh()
    _settle(made, qtbot)
    assert page.past.isVisible()
    assert "may be out of date. The node does not answer." in _words(page)


def test_a_row_opens_the_auction_and_the_list_comes_back(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    row = auction_row()
    made.answers["auctions"] = auctions(row)
    made.answers["auction"] = auction_page(row)
    page = _open(made, shown, qtbot)
    page.others.opened.emit(BOB.id)
    _settle(made, qtbot)
    assert page.title.text() == "The auction of Bob Okafor"
    assert page.view.clears.figure.text() == "$0.10"
    assert page.view.sells.rows.row(0).cells[3].text == "40,000"
    page.open_on(None)
    _settle(made, qtbot)
    assert page.title.text() == "Auctions"
    assert page.lists.isVisible() and not page.view.isVisible()


def test_only_an_ended_auction_can_be_settled(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    row = auction_row()
    made.answers["auctions"] = auctions(row)
    made.answers["auction"] = auction_page(row)
    page = _open(made, shown, qtbot, BOB.id)
    assert page.buy.isVisible() and not page.settle.isVisible()
    ended = replace(row, state="to settle", settle_ready=True, end=NOW - HOUR)
    made.answers["auction"] = auction_page(ended)
    page.refresh()
    _settle(made, qtbot)
    assert not page.buy.isVisible() and not page.sell.isVisible()
    page.settle.click()
    assert made.confirmed == [Settle(BOB.id)]


def test_my_order_says_what_it_comes_to(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    row = auction_row(my_order=MINE)
    made.answers["auctions"] = auctions(row, mine=(row,))
    made.answers["auction"] = auction_page(row)
    page = _open(made, shown, qtbot, BOB.id)
    assert page.view.order.text() == (
        "You bid for 50,000 shares of Bob Okafor at $0.10 a share at most; $5,000.00 lie aside. At "
        "the orders there are now 40,000 shares would trade at $0.10 a share."
    )
    assert not page.withdraw.isVisible()


def test_an_order_that_may_be_taken_back_is(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    row = auction_row(my_order=MINE, can_withdraw=True, restarts=1)
    made.answers["auctions"] = auctions(row, mine=(row,))
    made.answers["auction"] = auction_page(row)
    page = _open(made, shown, qtbot, BOB.id)
    page.withdraw.click()
    assert made.confirmed == [WithdrawBuy(BOB.id)]


def test_a_lapsed_order_counts_no_more_and_is_given_back(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    row = auction_row(state="between", start=None, end=None, sell_units=0, sells=0)
    old = order(KIRA, "buy", 16_000, 18, expires=NOW - DAY)
    made.answers["auctions"] = auctions(row)
    made.answers["auction"] = auction_page(row, sells=(), buys=(old,))
    page = _open(made, shown, qtbot, BOB.id)
    assert page.view.wanted.figure.text() == "0"
    page.view.buys.acted.emit(KIRA.id, "Give back")
    assert made.confirmed == [ReleaseOrder(BOB.id, KIRA.id)]


@pytest.mark.parametrize("width", [1064, 808])
@pytest.mark.parametrize("token", [0, 2])
def test_long_names_and_large_figures_fit(
    width: int,
    token: int,
    made: HandMade,
    shown: Shown,
    qtbot: QtBot,
    theme: Theme,
    album: Path,
) -> None:
    long = person(2, LONG)
    mine = order(ALICE, "buy", 9_999_999, 99_999)
    row = auction_row(long, my_order=mine, sell_units=4_900_000 * SHARE)
    big = replace(past_row(long), money=10**15, price=10**16)
    made.answers["auctions"] = auctions(row, mine=(row,), past=[big])
    many = tuple(order(person(20 + n, f"{LONG} {n}"), "buy", 10**6 + n, 20 - n) for n in range(12))
    made.answers["auction"] = auction_page(row, buys=many)
    page = _open(made, shown, qtbot, token)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        page.resize(width, 700)
        qtbot.wait(20)
        picture(page, album, f"auctions-long-{token}-{mode}-{width}")
        assert not clipped(page) and not outside(page) and not nameless(page)
