"""The smaller parts of the kit: figures, states, needs, folds, codes, charts, icons."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import resources
from tests.ui import sample
from tests.ui.eyes import clipped, nameless, picture
from ui.clipboard import clear_ours
from ui.pages import PLACES
from ui.theme import Theme, tokens
from ui.widgets.address_card import AddressCard, grouped_address
from ui.widgets.badge import Badge
from ui.widgets.big_figure import BigFigure
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.chart import Chart, Line
from ui.widgets.details import Details
from ui.widgets.icon import app_icon, draw, source
from ui.widgets.layout import column
from ui.widgets.note import Note
from ui.widgets.qr import MOST, QUIET, QrCode, matrix
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.steps import Steps
from ui.widgets.task_list import Need, TaskList
from wallet.base.errors import WalletError

Show = Callable[[QWidget], QWidget]
ADDRESS = "0x8ba1f109551bD432803012645Ac136ddd64DBA72"
ICONS = sorted(path.stem for path in (Path(resources.__file__).parent / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", [name for name in ICONS if name != "symbolon"])
def test_icons_are_one_set(name: str) -> None:
    text = source(name)
    assert 'width="18" height="18" viewBox="0 0 18 18"' in text
    assert 'stroke="currentColor" stroke-width="1.5"' in text
    assert "#" not in text
    image = QImage(36, 36, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw(painter, name, QColor("red"), QRectF(0, 0, 36, 36))
    painter.end()
    inked = [(x, y) for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() > 128]
    assert len(inked) > 30, "nothing is drawn"
    assert all(image.pixelColor(*place).red() > 200 for place in inked)
    assert {0, 35}.isdisjoint({value for place in inked for value in place}), "it is cut off"


def test_every_place_has_an_icon() -> None:
    assert {place.icon for place in PLACES} <= set(ICONS)
    assert not app_icon().isNull()


def test_missing_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        source("nothing")


def test_figure_says_when_it_is_old_unknown_or_failing(qtbot: QtBot) -> None:
    figure = Figure("Net worth", "figureLarge")
    qtbot.addWidget(figure)
    assert figure.figure.text() == "–"
    figure.show_figure("$184,220.40", "at reference prices", "accent")
    assert figure.accessibleName() == "Net worth: $184,220.40. at reference prices"
    figure.stale("2 minutes ago")
    assert (figure.figure.text(), figure.figure.tone) == ("$184,220.40", "ink3")
    assert figure.caption.text() == "as it was 2 minutes ago"
    figure.failing("The node does not answer.")
    assert figure.figure.text() == "$184,220.40"
    figure.unknown("no auction has set a price yet")
    assert figure.figure.text() == "not known"
    figure.failing("The node does not answer.")
    assert figure.figure.text() == "not known"


def test_big_figure_is_written_smaller_where_it_must(shown: Show, qtbot: QtBot) -> None:
    figure = BigFigure("figureLarge")
    figure.say("$184,220,000.40")
    figure.resize(400, 38)
    shown(figure)
    wide = figure.font().pixelSize()
    figure.resize(figure.minimumSizeHint().width(), 38)
    assert (wide, figure.font().pixelSize()) == (30, 14)
    figure.resize(400, 38)
    assert figure.font().pixelSize() == 30


def test_card_keeps_its_content_together(shown: Show, qtbot: QtBot) -> None:
    card = Card("Holdings")
    first, second = QLabel("one"), QLabel("two")
    card.add(first)
    card.add(second)
    card.resize(300, 800)
    shown(card)
    assert second.mapTo(card, second.rect().topLeft()).y() < 120


def test_states_keep_old_content_when_something_fails(qtbot: QtBot) -> None:
    content = QLabel("rows")
    stack = StateStack(content, Placeholder("Nothing yet."), lambda: None)
    qtbot.addWidget(stack)
    stack.loading()
    assert stack.currentWidget() is stack.waiting
    stack.failing(WalletError("The node does not answer.", "Check the connection."))
    assert stack.currentWidget() is stack.failed
    assert stack.failed.sentence.text() == "The node does not answer."
    stack.show_content()
    stack.loading()
    assert stack.currentWidget() is content
    stack.failing(WalletError("The node does not answer."))
    assert stack.currentWidget() is content
    stack.show_empty()
    assert stack.currentWidget() is stack.empty


def test_empty_state_offers_the_first_step(qtbot: QtBot) -> None:
    taken: list[int] = []
    empty = Placeholder("Nobody holds you yet.", "Raise first.", "Raise", lambda: taken.append(1))
    qtbot.addWidget(empty)
    empty.button.click()
    assert taken == [1]


def test_needs_name_their_step_and_take_it(shown: Show, qtbot: QtBot) -> None:
    taken: list[int] = []
    needs = TaskList()
    needs.show_needs([Need("Claim $1,862.15", "from 3 people", "Claim", lambda: taken.append(1))])
    needs.resize(400, 200)
    shown(needs)
    button = needs.findChild(Button)
    assert button is not None and button.accessibleName() == "Claim: Claim $1,862.15"
    button.click()
    assert taken == [1]
    needs.show_needs([])
    qtbot.wait(10)
    assert [one for one in needs.findChildren(Button) if one.isVisible()] == []


def test_details_unfold_to_text_that_can_be_copied(shown: Show, qtbot: QtBot) -> None:
    details = Details("signing hash 46d3 83fb")
    details.resize(500, 200)
    shown(details)
    states = [details.unfolded]
    assert details.toggle.accessibleName() == "Details, folded"
    details.toggle.click()
    assert [*states, details.unfolded] == [False, True]
    assert details.text.isReadOnly()
    assert details.toggle.accessibleName() == "Details, unfolded"
    details.say("")
    assert not details.isVisible()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_code_is_black_on_white_with_a_quiet_zone(shown: Show, theme: Theme, mode: str) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    code = QrCode(ADDRESS, 180)
    shown(code)
    image = code.grab().toImage()
    modules = matrix(ADDRESS)
    unit = code.width() // (len(modules) + 2 * QUIET)
    edge = unit * QUIET
    for y, line in enumerate(modules):
        for x, dark in enumerate(line):
            seen = image.pixelColor(edge + x * unit + unit // 2, edge + y * unit + unit // 2)
            assert seen.name() == ("#000000" if dark else "#ffffff")
    quiet = [image.pixelColor(x, y).name() for x in range(edge) for y in range(code.height())]
    assert set(quiet) == {"#ffffff"}


def test_code_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="too long"):
        matrix("a" * (MOST + 1))


def test_address_is_copied_as_it_is(qtbot: QtBot) -> None:
    card = AddressCard(ADDRESS, "Give this to whoever pays you in dollars.")
    qtbot.addWidget(card)
    card.copy.click()
    assert QApplication.clipboard().text() == ADDRESS
    clear_ours()
    assert QApplication.clipboard().text() == ""
    assert grouped_address(ADDRESS).replace(" ", "").replace("\n", "") == ADDRESS


def test_steps_say_where_they_are(shown: Show) -> None:
    steps = Steps(("Signed", "Sent", "In a block"))
    shown(steps)
    assert steps.accessibleName() == "Step 1: Signed, now"
    steps.show_step(1, broken=True)
    assert steps.accessibleName() == "Step 2: Sent, failed"
    steps.show_step(3)
    assert steps.accessibleName() == "All steps are done."
    steps.grab()


@pytest.mark.parametrize("points", [(), ((1.0, 0.0),), ((1.0, 5.0), (1.0, 5.0)), ((0.0, -3.0),)])
def test_chart_draws_whatever_there_is(
    shown: Show, points: tuple[tuple[float, float], ...]
) -> None:
    chart = Chart("Prices of the last year")
    chart.show_lines([Line("price", points)], "day {:.0f}".format, "${:.2f}".format, (0.1, "cost"))
    shown(chart)
    chart.grab()
    assert chart.accessibleName() == "Prices of the last year"


def test_badge_grows_with_its_word(qtbot: QtBot) -> None:
    badge = Badge("1")
    qtbot.addWidget(badge)
    small = badge.sizeHint().width()
    badge.show_word("Running", "accent")
    assert badge.sizeHint().width() > small
    assert badge.text() == "Running"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_kit_side_by_side(shown: Show, theme: Theme, qtbot: QtBot, album: Path, mode: str) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    wall = QWidget()
    card = Card("Parts")
    for note in ("bronze", "oxide", "accent"):
        card.add(Note("A note that is long enough to wrap around at this width. " * 2, note))
    card.add(sample.needs())
    card.add(AddressCard(ADDRESS, "Give this to whoever pays you in dollars."))
    wall.setLayout(column(card, pad="l"))
    wall.resize(560, 900)
    shown(wall)
    qtbot.wait(30)
    assert clipped(wall) == [] and nameless(wall) == []
    shot = QImage(str(picture(wall, album, f"kit-{mode}")))
    ground = tokens().colours[mode]["ground"]
    assert shot.pixelColor(2, 2).name().upper() == ground
