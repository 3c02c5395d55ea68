"""The forms of orders: what they say while somebody types, and what they refuse beside a field."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import (
    ALICE,
    BOB,
    CENT,
    NOW,
    bid,
    market,
    order,
    portfolio,
    position,
)
from tests.ui.eyes import clipped, nameless, outside
from tests.ui.pages.hand_made import HandMade
from ui.dialogs.buy import BuyDialog
from ui.dialogs.order import OrderForm
from ui.dialogs.sell import SellDialog
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.field import ParsedField
from wallet.acts.trading import PlaceBuy, PlaceSell
from wallet.base.clock import HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.market import Market
from wallet.books.people import Found, PersonRow

Shown = Callable[[QWidget], QWidget]
RUNNING = market(
    state="running",
    end=NOW + 30 * HOUR,
    sells_until=NOW + 6 * HOUR,
    early_until=NOW - 6 * HOUR,
    sells=(bid(5, 40_000, 16),),
    buys=(bid(7, 100_000, 17),),
)


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    return HandMade(tasks, theme)


def _open(
    made: HandMade,
    qtbot: QtBot,
    kind: type[SellDialog] | type[BuyDialog],
    seen: Market,
    token: int = 2,
) -> OrderForm:
    made.answers["market"] = seen
    form = kind(made.context, token)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.open()
    _settle(made, qtbot)
    return form


def _settle(made: HandMade, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.context.tasks.idle)
    qtbot.wait(10)


def _type(qtbot: QtBot, field: ParsedField, words: str) -> None:
    field.input.selectAll()
    qtbot.keyClicks(field.input, words)


def test_selling_says_cost_gain_and_what_goes_to_holders(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, SellDialog, RUNNING)
    assert form.about.text() == (
        "You have 420,000 shares (4.20 %) of Bob Okafor, and can sell all of them."
    )
    _type(qtbot, form.units, "84,000")
    assert form.units.said == (
        "84,000 shares, 0.84 % of Bob Okafor. At the reference price that is $15,120.00."
    )
    assert not form.means.isVisible()
    _type(qtbot, form.price, "0.15")
    for words in ("$12,600.00", "$8,400.00", "$4,200.00 is a gain", "$840.00 of it goes"):
        assert words in form.means.text.text()
    # The bid of 100,000 at 17 cents takes them all, and a part of the 40,000 asked at 16.
    assert form.means.text.text().endswith(
        "At the orders there are now all of them sell at $0.16 a share for $13,440.00, of which "
        "$1,008.00 goes to your holders."
    )
    form.go.click()
    _settle(made, qtbot)
    assert made.confirmed == [PlaceSell(2, 84_000 * SHARE, 15 * CENT)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0", "The number of shares is zero."),
        ("many", "is not a number that can be read"),
        ("1.0000000000000000001", "too many decimals"),
        ("420,001", "That is more shares than you can sell. At most 420,000 shares are possible."),
        ("101 %", "A part cannot be more than 100 %."),
        ("-5", "cannot be negative"),
        ("12000000", "That is more shares than there are."),
    ],
)
def test_a_number_that_cannot_be_is_refused_beside_it_and_kept(
    words: str, said: str, made: HandMade, qtbot: QtBot
) -> None:
    form = _open(made, qtbot, SellDialog, market())
    _type(qtbot, form.price, "0.15")
    _type(qtbot, form.units, words)
    assert said in form.units.said
    assert form.units.wrong and not form.means.isVisible()
    form.go.click()
    _settle(made, qtbot)
    assert made.confirmed == []
    assert form.units.value == words and form.price.value == "0.15"
    assert not form.trouble.isVisible()  # it is said once, beside the field


def test_an_order_below_the_least_is_refused_until_it_is_larger(
    made: HandMade, qtbot: QtBot
) -> None:
    form = _open(made, qtbot, SellDialog, market())
    _type(qtbot, form.units, "500")
    _type(qtbot, form.price, "0.15")
    assert "This order is worth $75.00, and the least is $100.00." in form.units.said
    _type(qtbot, form.price, "0.25")
    # At the lower of its price and the reference price of 18 cents.
    assert "This order is worth $90.00" in form.units.said
    _type(qtbot, form.units, "600")
    assert not form.units.wrong and form.means.isVisible()


def test_all_of_them_and_a_part_in_percent(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, SellDialog, market())
    _type(qtbot, form.units, "4.2 %")
    assert form.units.peek() == 420_000 * SHARE
    form.units.set_value("")
    link = next(
        one for one in form.units.findChildren(QWidget) if one.accessibleName() == "All of them"
    )
    link.click()  # type: ignore[attr-defined]  # it is a button
    assert form.units.value == "420,000"


def test_a_loss_shares_nothing(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, SellDialog, market())
    _type(qtbot, form.units, "100000")
    _type(qtbot, form.price, "0.05")
    assert "that is no gain, and nothing is shared" in form.means.text.text()


@pytest.mark.parametrize(
    ("kind", "seen", "said"),
    [
        (SellDialog, market(next_open=NOW + 3 * HOUR), "The next auction of Bob Okafor can open"),
        (SellDialog, replace(RUNNING, sells_until=NOW - 1), "takes no more sell orders"),
        (SellDialog, market(sellable=0), "locked or on sale already"),
        (SellDialog, market(state="to settle", end=NOW - 1), "waits to be settled"),
        (SellDialog, market(order=order(ALICE, "sell", 5, 5)), "You have a sell order for Bob"),
        (SellDialog, market(me=2), "Your own shares are sold only by raising money."),
        (BuyDialog, market(order=order(ALICE, "buy", 5, 5)), "You have a buy order for Bob"),
        (BuyDialog, market(state="to settle", end=NOW - 1), "waits to be settled"),
    ],
)
def test_where_no_order_can_be_placed_it_says_why(
    kind: type[SellDialog] | type[BuyDialog],
    seen: Market,
    said: str,
    made: HandMade,
    qtbot: QtBot,
) -> None:
    form = _open(made, qtbot, kind, seen)
    assert said in form.trouble.text.text()
    assert not form.go.isEnabled()
    _type(qtbot, form.units, "1000")
    _type(qtbot, form.price, "0.2")
    assert said in form.trouble.text.text() and form.trouble.isVisible()


def test_buying_says_what_it_lays_aside_and_what_counts(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, BuyDialog, replace(RUNNING, reference=10 * CENT))
    _type(qtbot, form.units, "20000")
    _type(qtbot, form.price, "0.18")
    said = form.means.text.text()
    assert said.startswith("This lays $3,600.00 aside until the auction ends, tomorrow")
    assert "it gets all of them at $0.17 a share for $3,400.00, and $200.00 come back." in said
    assert "$2,000.00 of $3,400.00 counts as your cost when you sell them" in said
    assert "after the first 12 hours an order counts up to the reference price" in said
    form.go.click()
    _settle(made, qtbot)
    assert made.confirmed == [PlaceBuy(2, 20_000 * SHARE, 18 * CENT)]


def test_more_than_the_wallet_holds_is_refused_beside_the_number(
    made: HandMade, qtbot: QtBot
) -> None:
    form = _open(made, qtbot, BuyDialog, market(dollars=100 * DOLLAR))
    _type(qtbot, form.units, "1000")
    _type(qtbot, form.price, "0.2")
    assert "This takes $200.00, and you have $100.00." in form.units.said
    _type(qtbot, form.price, "0.1")
    assert not form.units.wrong


def test_what_the_network_refuses_is_said_beside_its_field(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, BuyDialog, market())
    _type(qtbot, form.units, "1000")
    _type(qtbot, form.price, "0.2")
    made.refusal = WalletError("The price is too high.", "Write another.", "act.x", "price")
    form.go.click()
    _settle(made, qtbot)
    assert form.price.said == "The price is too high. Write another."
    assert form.go.isEnabled() and made.confirmed == []


def test_a_node_that_is_down_is_said_and_nothing_can_be_sent(made: HandMade, qtbot: QtBot) -> None:
    made.answers["market"] = WalletError("The node does not answer.", "Check the connection.")
    form = SellDialog(made.context, 2)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.open()
    _settle(made, qtbot)
    assert "The node does not answer." in form.trouble.text.text()
    assert not form.go.isEnabled()


def test_whose_shares_to_sell_is_chosen_among_those_held(made: HandMade, qtbot: QtBot) -> None:
    made.answers["portfolio"] = portfolio(position(), position(ALICE, sellable=0))
    form = _open(made, qtbot, SellDialog, market(), token=0)
    assert isinstance(form, SellDialog)
    _settle(made, qtbot)
    assert form.whose.input.count() == 1
    assert form.token == BOB.id and form.market is not None


def test_whose_shares_to_buy_is_found_by_name(made: HandMade, qtbot: QtBot) -> None:
    row = PersonRow(BOB, "", 566, NOW, 18 * CENT, 0, 0, 0, None, None, 0)
    made.answers["found"], made.answers["people_rows"] = Found(NOW, array("q", [2]), 1, 1), (row,)
    form = _open(made, qtbot, BuyDialog, market(), token=0)
    assert isinstance(form, BuyDialog)
    assert not form.go.isEnabled()
    qtbot.keyClicks(form.whose.input, "oka")
    _settle(made, qtbot)
    qtbot.keyClick(form.whose.input, Qt.Key.Key_Return)
    _settle(made, qtbot)
    assert form.token == BOB.id and form.go.isEnabled()
    qtbot.keyClicks(form.whose.input, "x")
    assert not form.go.isEnabled()


@pytest.mark.parametrize("kind", [SellDialog, BuyDialog])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_is_to_be_seen(
    kind: type[SellDialog] | type[BuyDialog],
    mode: str,
    made: HandMade,
    qtbot: QtBot,
    theme: Theme,
) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    form = _open(made, qtbot, kind, RUNNING)
    _type(qtbot, form.units, "9000")
    _type(qtbot, form.price, "0.123456")
    qtbot.wait(20)
    assert not clipped(form) and not outside(form) and not nameless(form)


def test_the_first_field_has_the_keyboard(made: HandMade, qtbot: QtBot) -> None:
    form = _open(made, qtbot, SellDialog, market())
    assert form.focusWidget() is form.units.input
    qtbot.keyClick(form.units.input, Qt.Key.Key_Tab)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert form.price.input is form.focusWidget()
