"""The portfolio with answers made by hand: positions, one in full, sales."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import (
    ALICE,
    BOB,
    CENT,
    KIRA,
    LONG,
    behind,
    earned,
    market,
    performance,
    person,
    portfolio,
    position,
    rates,
    sale,
    through,
    through_row,
    worth,
)
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.dialogs.sell import SellDialog
from ui.pages.portfolio import PortfolioPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.text import Text
from ui.widgets.walk import WalkNode
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR, SHARE
from wallet.books.portfolio import Portfolio
from wallet.books.returns import UNKNOWN
from wallet.books.through import PARTS, Leg

Shown = Callable[[QWidget], QWidget]


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    return HandMade(tasks, theme)


def _open(
    made: HandMade, shown: Shown, qtbot: QtBot, answer: Portfolio | WalletError, token: int = 0
) -> PortfolioPage:
    made.answers["portfolio"] = answer
    held = answer.positions if isinstance(answer, Portfolio) else ()
    rows = [
        earned(one.token, **({} if one.value else {"value": None, "rates": UNKNOWN}))
        for one in held
    ]
    made.answers.setdefault("performance", performance(*rows))
    made.answers.setdefault("person", None)
    made.answers.setdefault("signed_with", ())
    made.answers.setdefault("worth", worth())
    made.answers.setdefault("through", through(through_row()))
    made.answers.setdefault("behind", behind(through_row()))
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
    assert page.held.value.figure.text() == "$75,600.00"
    assert page.held.value.caption.text() == "at reference prices · 1 without a price"
    first, second = page.held.positions.rows.row(0), page.held.positions.rows.row(1)
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
    gained, lost = page.held.sales.rows.row(0), page.held.sales.rows.row(1)
    assert gained.cells[4].text == "$6,720.00" and gained.cells[5].text == "$1,344.00"
    assert lost.cells[4].text == "− $900.00" and lost.cells[5].text == "–"


def test_what_is_not_known_is_never_zero(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio(position(value=None, gain=None, reference=None)), 2)
    assert page.view.value.figure.text() == "not known"
    assert page.view.gain.figure.text() == "not known"
    page.open_on(None)
    _settle(made, qtbot)
    assert page.held.value.figure.text() == "not known"


def test_a_position_shows_every_purchase(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio(position(), sales=(sale(),)))
    page.held.positions.opened.emit(2)
    _settle(made, qtbot)
    assert page.title.text() == "Bob Okafor"
    free, locked = page.view.lots.rows.row(0), page.view.lots.rows.row(1)
    assert free.cells[0].beneath == "can be sold"
    assert locked.cells[0].beneath.startswith("locked until ")
    assert [cell.text for cell in locked.cells[1:]] == [
        "48 hours", "20,000", "$2,000.00", "$0.00",
    ]  # fmt: skip
    assert page.view.sales.rows.rowCount() == 1
    page.auction.click()
    assert made.gone == [("auctions", 2)]
    page.back.click()
    _settle(made, qtbot)
    assert page.held.isVisible()


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
    assert page.held.isVisible() and not page.sell.isEnabled()
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


def test_the_average_is_another_way_to_count(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, portfolio(position()))
    assert page.held.realised.figure.text() == "+ $5,220.00"
    page.held.views.items["average"].click()
    row = page.held.positions.rows.row(0)
    assert row.cells[2].text == "$40,000.00" and row.cells[4].text == "+ $35,600.00"
    assert row.cells[4].beneath == "return + 80.52 %"
    assert page.held.cost.figure.text() == "$40,000.00"
    assert page.held.realised.figure.text() == "+ $4,720.00"


def test_what_an_auction_would_pay_now_is_said_apart(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    much = 84_000 * DOLLAR
    made.answers["performance"] = performance(earned(clears_at=20 * 10**10, clears_value=much))
    page = _open(made, shown, qtbot, portfolio(position()))
    value = page.held.positions.rows.row(0).cells[3]
    assert (value.text, value.beneath) == ("$75,600.00", "$84,000.00 in the auction now")


def test_through_others_is_walked_by_mouse_and_by_keys(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    kira = through_row(KIRA, units=0, owned=PARTS // 100, worth=PARTS // 125, hops=2, at_stake=None)
    made.answers["through"] = through(through_row(owed_me=900 * DOLLAR), kira)
    me = through_row(ALICE, units=0, owned=PARTS, worth=PARTS * 81 // 100, hops=0)
    made.answers["behind"] = behind(me, holds=(Leg(BOB, PARTS // 25, PARTS // 25),))
    page = _open(made, shown, qtbot, portfolio(position()))
    page.choice.items["through"].click()
    _settle(made, qtbot)
    view = page.through
    assert view.isVisible() and not page.held.isVisible()
    assert view.keeps.figure.text() == "81.00 %"
    bob, other = (view.rows.rows.row(number).cells for number in range(2))
    assert [cell.text for cell in bob][1:] == [
        "4.20 %", "4.50 %", "3.60 %", "$81,000.00", "$900.00",
    ]  # fmt: skip
    assert bob[0].beneath == "directly and through others"
    assert (other[0].beneath, other[4].text) == ("through others, 2 steps", "no price")
    ways = (Leg(KIRA, PARTS // 4, PARTS * 3 // 1_000), Leg(ALICE, PARTS // 25, PARTS * 42 // 1_000))
    made.answers["behind"] = behind(through_row(), ways)
    centre = view.graph.centre
    assert centre is not None
    centre.setFocus()
    qtbot.keyClick(centre, Qt.Key.Key_Right)
    there = page.focusWidget()
    assert isinstance(there, WalkNode) and there.node.key == BOB.id
    qtbot.keyClick(there, Qt.Key.Key_Return)
    _settle(made, qtbot)
    assert view.trail == [BOB.id] and view.to_me.isVisible()
    assert "You own 4.50 % of Bob Okafor, 4.20 % directly." in view.said.text()
    assert view.graph.centre is not None and page.focusWidget() is view.graph.centre
    qtbot.keyClick(view.graph.centre, Qt.Key.Key_Left)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
    you = page.focusWidget()
    assert isinstance(you, WalkNode) and you.accessibleName() == "You. 4.20 % directly"
    made.answers["behind"] = behind(me)
    qtbot.keyClick(you, Qt.Key.Key_Backspace)
    _settle(made, qtbot)
    assert view.trail == [] and not view.to_me.isVisible()
    view.rows.opened.emit(KIRA.id)
    assert view.trail == [KIRA.id]
    _settle(made, qtbot)


def test_over_time(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    lost = earned(KIRA, rates=rates(time_weighted=-3_000, money_weighted=None))
    made.answers["performance"] = performance(earned(), lost, left_out=1)
    page = _open(made, shown, qtbot, portfolio(position()))
    page.open_on("time")
    _settle(made, qtbot)
    assert page.time.returned.figure.text() == "+ 80.52 %"
    assert "1 without a price left out" in page.time.returned.caption.text()
    assert page.time.worth.words(3).endswith("All you have $116,900.00 · Holdings $75,600.00")
    row = page.time.rows.rows.row(1)
    assert [cell.text for cell in row.cells[1:3]] == ["− 30.00 %", "not known"]
    made.answers["worth"] = worth(known=False)
    page.refresh()
    _settle(made, qtbot)
    assert "All but the dollars in your wallet" in page.time.worth.legend.text()
    assert "not known on this network" in page.time.worth_note.text()


@pytest.mark.parametrize("key", ["held", "through", "time"])
@pytest.mark.parametrize("width", [1064, 808])
def test_every_view_fits(
    key: str, width: int, made: HandMade, shown: Shown, qtbot: QtBot, theme: Theme, album: Path
) -> None:
    much = 10**9 * DOLLAR
    who = person(2, LONG)
    row = through_row(who, at_stake=much, owed_me=much)
    made.answers["performance"] = performance(earned(who, clears_value=much, clears_at=CENT))
    made.answers["through"] = through(row)
    legs = tuple(Leg(person(n, LONG), PARTS // 9, PARTS // (n + 9)) for n in range(3, 12))
    made.answers["behind"] = behind(row, legs, legs[:2])
    page = _open(made, shown, qtbot, portfolio(position(who, value=much, gain=-much)))
    page.open_on(key)
    _settle(made, qtbot)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        page.resize(width, 1_400)
        qtbot.wait(20)
        picture(page, album, f"portfolio-{key}-{mode}-{width}")
        assert not clipped(page) and not outside(page) and not nameless(page)
