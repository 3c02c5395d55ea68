"""Pictures: what they say under the pointer and by keys, their figures, and both themes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.eyes import picture
from ui.theme import Theme, tokens
from ui.widgets import plotting
from ui.widgets.bars import Bar, Bars
from ui.widgets.card import Card
from ui.widgets.chart import Chart, Line
from ui.widgets.choice import Choice
from ui.widgets.price_history import PriceHistory
from ui.widgets.split import Split
from wallet.books.token import PricePoint

Show = Callable[[QWidget], QWidget]
DAY = 86_400.0


def _chart() -> Chart:
    chart = Chart("Net worth", first="When", times=True)
    points = tuple((number * DAY, 100.0 + number) for number in range(5))
    few = ((DAY, 50.0), (3 * DAY, 60.0))
    chart.show_lines(
        [Line("all", points), Line("held", few, "bronze", True)],
        lambda at: f"day {at / DAY:.0f}",
        "${:.2f}".format,
        (80.0, "you paid $80.00"),
    )
    return chart


def test_keys_read_out_each_point(shown: Show, qtbot: QtBot) -> None:
    chart = _chart()
    shown(chart)
    chart.view.setFocus()
    said = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(chart.view, key)
        said.append(chart.readout.text())
    assert said == [
        "day 0 · all $100.00",
        "day 1 · all $101.00 · held $50.00",
        "day 2 · all $102.00 · held $50.00",
        "day 4 · all $104.00",
    ]
    assert chart.view.accessibleName() == "Net worth. day 4 · all $104.00"
    qtbot.keyClick(chart.view, Qt.Key.Key_Home)
    qtbot.keyClick(chart.view, Qt.Key.Key_Left)
    assert chart.at == 0


def test_the_pointer_reads_out_the_nearest_point(shown: Show, qtbot: QtBot) -> None:
    chart = _chart()
    chart.resize(600, 300)
    shown(chart)
    port = chart.view.viewport()
    where = chart.box.mapViewToScene(QPointF(2.9 * DAY, 50.0)).toPoint()
    qtbot.mouseMove(port, where + QPoint(3, 0))
    qtbot.mouseMove(port, where)
    qtbot.waitUntil(lambda: chart.at == 3)
    assert chart.readout.text() == "day 3 · all $103.00 · held $60.00"
    QApplication.sendEvent(port, QEvent(QEvent.Type.Leave))
    assert chart.at is None and chart.readout.text() == ""


def test_the_figures_are_behind_each_picture(shown: Show, qtbot: QtBot) -> None:
    chart = _chart()
    shown(chart)
    chart.figures.click()
    table = chart._table
    assert table is not None and table.isVisible() and table.rows.rowCount() == 5
    cells = [cell.text for cell in table.rows.row(1).cells]
    assert cells == ["day 1", "$101.00", "$50.00"]
    assert [cell.text for cell in table.rows.row(4).cells] == ["day 4", "$104.00", "–"]
    chart.show_lines([Line("all", ((0.0, 1.0),))], str, str)
    assert table.rows.rowCount() == 1
    chart.figures.click()
    assert not table.isVisible()


def test_scrolling_is_left_to_the_page(shown: Show) -> None:
    chart = _chart()
    shown(chart)
    turn = QWheelEvent(
        QPointF(50, 50), QPointF(50, 50), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    turn.accept()
    before = chart.box.viewRect()
    QApplication.sendEvent(chart.view.viewport(), turn)
    assert not turn.isAccepted() and chart.box.viewRect() == before


def test_bars_by_keys_and_with_a_second_part(shown: Show, qtbot: QtBot) -> None:
    bars = Bars("Worth", ("Person", "Of a dollar", "Through others"), ("Directly", "Through"))
    bars.show_bars(
        [Bar("Bob", 3.0, "3 %"), Bar("Carol", 1.0, "2 %", "oxide", 1.0, "1 % through others")]
    )
    shown(bars)
    bars.view.setFocus()
    qtbot.keyClick(bars.view, Qt.Key.Key_Down)
    qtbot.keyClick(bars.view, Qt.Key.Key_Down)
    assert bars.readout.text() == "Carol · 2 % · 1 % through others"
    bars.figures.click()
    assert bars._table is not None and bars._table.rows.rowCount() == 2
    bars.show_bars([])
    assert bars.count() == 0 and not bars.figures.isVisible()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_pictures_are_drawn_in_the_colours_of_the_theme(
    shown: Show, theme: Theme, qtbot: QtBot, album: Path, mode: str
) -> None:
    card = Card("Pictures")
    chart, bars = _chart(), Bars("Spread", ("Person", "Value"))
    bars.show_bars([Bar("Bob", 3.0, "3 %"), Bar("Carol", 1.0, "2 %", "oxide")])
    card.add(chart)
    card.add(bars)
    card.resize(640, 480)
    shown(card)
    theme.set_mode("dark" if mode == "dark" else "light")
    qtbot.wait(30)
    shot = QImage(str(picture(card, album, f"plots-{mode}")))
    seen = {
        shot.pixelColor(x, y).name().upper()
        for x in range(0, shot.width(), 2)
        for y in range(shot.height())
    }
    colours = tokens().colours[mode]
    assert {colours[name] for name in ("accent", "bronze", "oxide", "sheet")} <= seen
    other = tokens().colours["light" if mode == "dark" else "dark"]
    assert not {other[name] for name in ("accent", "bronze", "oxide")} & seen


def test_arrow_keys_choose_among_views(shown: Show, qtbot: QtBot) -> None:
    heard: list[str] = []
    choice = Choice("Show", (("a", "First"), ("b", "Second"), ("c", "Third")), heard.append)
    shown(choice)
    choice.items["a"].setFocus()
    qtbot.keyClick(choice.items["a"], Qt.Key.Key_Right)
    assert choice.key == "b" and heard == ["b"] and choice.focusWidget() is choice.items["b"]


def test_a_picture_is_made_when_it_is_first_seen(shown: Show, qtbot: QtBot) -> None:
    chart = _chart()
    assert chart.view is None and chart.words(0) == "day 0 · all $100.00"
    shown(chart)
    assert len(chart._curves) == 2


def test_no_worker_loads_the_library() -> None:
    plotting.library.cache_clear()
    refused: list[BaseException] = []

    def work() -> None:
        plotting.warm_library()
        try:
            plotting.library()
        except RuntimeError as error:
            refused.append(error)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert len(refused) == 1 and plotting.library().__name__ == "pyqtgraph"


def test_the_library_leaves_the_process_as_it_was() -> None:
    probe = (
        "import atexit, sys, threading\n"
        "before = sys.excepthook, threading.excepthook\n"
        "from ui.widgets.plotting import library\npg = library()\n"
        "assert (sys.excepthook, threading.excepthook) == before\n"
        "print(pg.__version__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_highest_figure_at_the_axis_is_seen_whole(shown: Show, qtbot: QtBot) -> None:
    chart = Chart("Prices", first="When", times=True)
    points = ((0.0, 0.10), (20 * DAY, 0.186))  # the axis then goes up to $0.20, and no further
    chart.show_lines([Line("", points)], str, "${:.2f}".format)
    chart.resize(400, 260)
    shown(chart)
    qtbot.wait(30)
    shot = chart.view.grab().toImage()
    ground = shot.pixelColor(shot.width() // 2, 1)
    assert all(shot.pixelColor(x, 0) == ground for x in range(shot.width()))
    inked = [y for y in range(20) for x in range(40) if shot.pixelColor(x, y) != ground]
    assert inked and max(inked) - min(inked) >= 8  # a line of small letters, from foot to head


def _prices(count: int) -> list[PricePoint]:
    return [PricePoint(1_784_409_849 + n, 10**11 + n, 0, 0, "auction") for n in range(count)]


def test_one_price_is_a_sentence_that_takes_no_more_room_than_it_needs(shown: Show) -> None:
    prices = PriceHistory("Prices")
    shown(prices)
    prices.show_prices(_prices(1))
    assert not prices.drawn and "$0.10 a share, on 18 July 2026." in prices.few.sentence.text()
    assert prices.sizeHint().height() < 80
    prices.show_prices(_prices(3))
    assert prices.sizeHint().height() > 196


def test_a_part_alone_has_the_whole_width(shown: Show) -> None:
    one, other = Card("One"), Card("Other")
    split = Split(one, other)
    split.resize(1_000, 200)
    shown(split)
    assert one.width() < 1_000
    other.hide()
    QApplication.processEvents()
    assert one.width() == 1_000
    other.show()
    QApplication.processEvents()
    assert one.width() < 1_000


def test_the_library_is_loaded_while_nothing_else_is_to_be_done() -> None:
    probe = (
        "import builtins, linecache, sys, time\n"
        "import ui\n"
        "assert builtins.__import__.__name__ != '__feature_import__'\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from ui.widgets.plotting import Ahead, warm_library\n"
        "app = QApplication([])\n"
        "warm_library()\n"
        "window = QWidget()\n"
        "turns = []\n"
        "step = Ahead._go_on\n"
        "def go_on(self):\n"
        "    step(self)\n"
        "    turns.append('pyqtgraph' in sys.modules)\n"
        "    if turns[-1]:\n"
        "        app.quit()\n"
        "Ahead._go_on = go_on\n"
        "ahead = Ahead(window)\n"
        "app.exec()\n"
        "assert len(turns) > 3 and not any(turns[:-1]), turns\n"
        "print(len(linecache.cache))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 40  # the text of a module is not kept because it was imported
