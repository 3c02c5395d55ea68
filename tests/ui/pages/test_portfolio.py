"""The portfolio with answers made by hand: positions, one in full, sales."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import LONG, market, person, portfolio, position, sale
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.dialogs.sell import SellDialog
from ui.pages.portfolio import PortfolioPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.portfolio import Portfolio

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    return HandMade(tasks, theme)


def _open(
    made: HandMade, shown: Shown, qtbot: QtBot, answer: Portfolio | WalletError, token: int = 0
) -> PortfolioPage:
    made.answers["portfolio"] = answer
    page = PortfolioPage(made.context)
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


def test_positions_and_sales(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    unpriced = position(
        person(4, "Dan Petrov", "banned"), reference=None, value=None, gain=None, claimable=0
    )
    sold = (sale(), sale(gain=0, result=-900))
    page = _open(made, shown, qtbot, portfolio(position(), unpriced, sales=sold))
    assert page.value.figure.text() == "$75,600.00"
    assert page.value.caption.text() == "at reference prices · 1 without a price"
    first, second = page.positions.rows.row(0), page.positions.rows.row(1)
    assert [cell.text for cell in first.cells] == [
        "Bob Okafor",
        "4.20 %",
        "$42,000.00",
        "$75,600.00",
        "+ $33,600.00",
        "$1,679.99",
    ]
    assert first.cells[0].beneath == "partly locked · 2 purchases"
    assert second.cells[0].beneath == "Banned · partly locked · 2 purchases"
    assert second.cells[3].text == "no price" and second.cells[4].text == "–"
    gained, lost = page.sales.rows.row(0), page.sales.rows.row(1)
    assert gained.cells[4].text == "$6,720.00" and gained.cells[5].text == "$1,344.00"
    assert lost.cells[4].text == "− $900.00" and lost.cells[5].text == "–"


def test_what_is_not_known_is_never_zero(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio(position(value=None, gain=None, reference=None)), 2)
    assert page.view.value.figure.text() == "not known"
    assert page.view.gain.figure.text() == "not known"
    page.open_on(None)
    assert page.value.figure.text() == "not known"


def test_a_position_shows_every_purchase(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio(position(), sales=(sale(),)))
    page.positions.opened.emit(2)
    _settle(made, qtbot)
    assert page.title.text() == "Bob Okafor"
    free, locked = page.view.lots.rows.row(0), page.view.lots.rows.row(1)
    assert free.cells[0].beneath == "can be sold"
    assert locked.cells[0].beneath.startswith("locked until ")
    assert (locked.cells[2].text, locked.cells[3].text) == ("$2,000.00", "$0.00")
    assert page.view.sales.rows.rowCount() == 1
    page.auction.click()
    assert made.gone == [("auctions", 2)]
    page.back.click()
    _settle(made, qtbot)
    assert page.lists.isVisible()


def test_selling_begins_with_the_position_that_is_open(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.answers["market"] = market()
    page = _open(made, shown, qtbot, portfolio(position()), 2)
    page.sell.click()
    _settle(made, qtbot)
    form = page.window().findChild(SellDialog)
    assert isinstance(form, SellDialog) and form.token == 2
    form.reject()


def test_a_position_that_was_sold_meanwhile_gives_way_to_the_list(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    page = _open(made, shown, qtbot, portfolio(position()), 2)
    assert page.view.isVisible()
    made.answers["portfolio"] = portfolio(sales=(sale(),))
    page.refresh()
    _settle(made, qtbot)
    assert page.lists.isVisible() and not page.sell.isEnabled()
    assert "You hold nobody’s shares now." in _words(page)


def test_nothing_yet_leads_to_people(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio())
    assert "You hold nobody’s shares yet." in _words(page)
    assert not page.sell.isVisible()
    page.states.empty.button.click()
    assert made.gone == [("invest", None)]


def test_a_failure_says_so(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, WalletError("The node does not answer.", "Try again."))
    assert "The node does not answer." in _words(page)


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
    much = 10**9 * DOLLAR
    big = position(
        person(2, LONG), cost=much, value=much, gain=-much, claimable=much, units=SHARE // 10**6
    )
    sold = tuple(sale(person(2, LONG), gain=10**9, result=10**9) for _ in range(3))
    page = _open(made, shown, qtbot, portfolio(big, sales=sold), token)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        page.resize(width, 700)
        qtbot.wait(20)
        picture(page, album, f"portfolio-long-{token}-{mode}-{width}")
        assert not clipped(page) and not outside(page) and not nameless(page)
