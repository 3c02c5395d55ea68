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
    CENT,
    KIRA,
    LONG,
    NOW,
    auction_page,
    auction_row,
    auctions,
    bid,
    market,
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
from wallet.acts.trading import PlaceBuy, ReleaseOrder, Settle, WithdrawBuy
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import SHARE
from wallet.books.odd_prices import OddPrice

Shown = Callable[[QWidget], QWidget]
LOST = WalletError("The node does not answer.", "Check the connection.")
MINE = order(ALICE, "buy", 50_000, 10, fills=40_000 * SHARE)


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    made = HandMade(tasks, theme)
    made.answers["odd_prices"] = ()
    made.answers["market"] = market(state="settling")
    return made


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


def odd(side: str, **changes: object) -> OddPrice:
    made = OddPrice(
        token=BOB, side=side, maker=KIRA, makers=1, units=40_000 * SHARE, price=7 * CENT,
        reference=18 * CENT, off=6_111, until=NOW + 10 * HOUR, my_units=420_000 * SHARE,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of it may be changed


def test_who_holds_is_told_of_an_order_far_from_the_reference_price(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.answers["auctions"] = auctions(auction_row())
    made.answers["odd_prices"] = (odd("sell"), odd("buy", token=ALICE, price=40 * CENT, off=12_222))
    page = _open(made, shown, qtbot)
    said = " ".join(text.text() for text in page.odd.findChildren(Text))
    assert page.odd_card.isVisible()
    assert "Kira Novak sells 0.40 % of Bob Okafor, up to 61 % below the reference price" in said
    assert "Kira Novak wants 0.40 % of Alice Moreau, up to 122 % above" in said
    made.answers["auction"] = auction_page(auction_row())
    page.open_on(2)
    _settle(made, qtbot)
    said = " ".join(text.text() for text in page.odd.findChildren(Text) if text.isVisible())
    assert "Bob Okafor" in said and "Alice Moreau" not in said
    made.answers["odd_prices"] = ()
    page.refresh()
    _settle(made, qtbot)
    assert not page.odd_card.isVisible()


def test_a_bid_for_an_amount_takes_one_step(
    made: HandMade, shown: Shown, qtbot: QtBot, album: Path
) -> None:
    made.answers["auctions"] = auctions(auction_row())
    made.answers["auction"] = auction_page(auction_row(my_order=None))
    made.answers["market"] = market(
        state="running", end=NOW + 10 * HOUR, early_until=NOW - HOUR, sells=(bid(11, 40_000, 7),)
    )
    page = _open(made, shown, qtbot, token=2)
    words = page.bid.means.text()
    assert page.bid.isVisible() and "7,142 shares of Bob Okafor at $0.07 a share at most" in words
    assert "it gets all of them" in words and "counts as your cost" in words
    page.bid.go.click()
    assert made.confirmed == [PlaceBuy(2, 7_142 * SHARE, 7 * CENT)]
    qtbot.keyClicks(page.bid.amount.input, "0")
    assert "71,428" in page.bid.means.text()
    page.bid.amount.set_value("99")
    assert not page.bid.go.isEnabled() and "100" in page.bid.means.text()
    picture(page, album, "bid-card")
    assert not clipped(page) and not outside(page) and not nameless(page)


def test_nobody_bids_twice_or_for_themselves(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    made.answers["auctions"] = auctions(auction_row())
    made.answers["auction"] = auction_page(auction_row())
    for seen in (market(order=MINE), market(token=ALICE), market(state="to settle"), market(me=0)):
        made.answers["market"] = seen
        page = _open(made, shown, qtbot, token=2)
        assert not page.bid.isVisible()
