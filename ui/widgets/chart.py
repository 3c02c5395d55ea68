"""Lines over time or over a price, in ink on paper, each point of which can be read out."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme import Tone, colour, font
from ui.widgets.date_ticks import date_ticks
from ui.widgets.plot import Plot, Say, figure_row
from ui.widgets.plotting import library
from ui.widgets.table import Column, Row
from ui.widgets.text import Span, plain

_ABOVE, _BESIDE = 0.08, 0.01  # parts of the picture that stay empty
_NEAR_TOP = 0.85
_DATE_ROOM, _HALF_DATE = 76, 32  # pixels for a date at the foot, and for the half of one


@dataclass(frozen=True)
class Line:
    """One line of a chart: points left to right, its name, tone, and whether it goes in steps.

    The last step goes on `until` there.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    tone: Tone = "accent"
    steps: bool = False
    until: float = 0.0

    def value(self, x: float) -> float | None:
        """The height of the line at `x`: of steps, that of the last one; else only at a point."""
        at = bisect_right(self.points, x, key=lambda point: point[0]) - 1
        if (
            at < 0
            or x > max(self.points[-1][0], self.until)
            or (not self.steps and self.points[at][0] != x)
        ):
            return None
        return self.points[at][1]

    def drawn(self) -> tuple[list[float], list[float]]:
        """The points to draw through, corners of steps among them."""
        across: list[float] = []
        upwards: list[float] = []
        for x, y in self.points:
            if self.steps and upwards:
                across.append(x)
                upwards.append(upwards[-1])
            across.append(x)
            upwards.append(y)
        if self.until > across[-1]:
            across.append(self.until)
            upwards.append(upwards[-1])
        return across, upwards


class Chart(Plot):
    """Lines over a baseline. `across` and `upwards` say values; `times` makes the first dates."""

    def __init__(
        self,
        summary: str,
        height: int = 196,
        *,
        first: str = "At",
        times: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`first` heads the first column of the figures."""
        super().__init__(summary, height, parent)
        self._first, self._times = first, times
        self._lines: tuple[Line, ...] = ()
        self._curves: list[Any] = []
        self._places: tuple[float, ...] = ()
        self._across: Say = str
        self._upwards: Say = str
        self._ticks: Say = str
        self._mark: tuple[float, str] | None = None

    def make_axes(self, pg: Any) -> dict[str, Any]:
        """Dates at the foot where the chart is over time."""
        axes = super().make_axes(pg)
        if self._times:
            _say_dates(axes["bottom"])
        return axes

    def make(self, pg: Any) -> None:
        """The line that goes along, its dots, and the height with a name."""
        self._guide = pg.InfiniteLine(angle=90)
        self._dots = pg.ScatterPlotItem(size=9)
        self._level = pg.InfiniteLine(angle=0)
        self._level_name = pg.TextItem(anchor=(1, 1))
        self._level_name.setFont(font("caption"))
        for item in (self._level, self._level_name, self._guide, self._dots):
            self.box.addItem(item, ignoreBounds=True)

    def show_lines(
        self,
        lines: Sequence[Line],
        across: Say,
        upwards: Say,
        mark: tuple[float, str] | None = None,
        ticks: Say | None = None,
    ) -> None:
        """Draw lines; `mark` is a height worth naming, `ticks` says heights at the axis briefly."""
        self._lines = tuple(line for line in lines if line.points)
        self._across, self._upwards, self._mark = across, upwards, mark
        self._ticks = ticks or upwards
        self._places = tuple(sorted({x for line in self._lines for x, _ in line.points}))
        self.show_legend([Span(line.name, tone=line.tone) for line in self._lines if line.name])
        self.redraw()

    def draw(self, pg: Any) -> None:
        """Draw the lines anew."""
        for curve in self._curves:
            self.box.removeItem(curve)
        self._curves = [pg.PlotCurveItem(*line.drawn(), antialias=True) for line in self._lines]
        for curve in self._curves:
            self.box.addItem(curve)
        _say_ticks(self.axes["left"], self._ticks)
        if not self._times:
            _say_ticks(self.axes["bottom"], self._across)
        self._frame()

    def count(self) -> int:
        """One place for each different x."""
        return len(self._places)

    def nearest(self, x: float, y: float) -> int | None:
        """The place whose x is nearest."""
        if not self._places:
            return None
        return min(range(len(self._places)), key=lambda at: abs(self._places[at] - x))

    def words(self, at: int) -> str:
        """The x, and the height of each line there."""
        x = self._places[at]
        said = [self._across(x)]
        for line in self._lines:
            value = line.value(x)
            if value is not None:
                said.append(f"{line.name} {self._upwards(value)}".strip())
        return " · ".join(said)

    def point(self, at: int | None) -> None:
        """A line across at a place, and a dot on each line."""
        for item in (self._guide, self._dots):
            item.setVisible(at is not None)
        if at is None:
            return
        x = self._places[at]
        self._guide.setPos(x)
        spots = [
            {"pos": (x, value), "brush": colour(self, line.tone), "pen": colour(self, "sheet")}
            for line in self._lines
            if (value := line.value(x)) is not None
        ]
        self._dots.setData(spots)

    def table(self) -> tuple[list[Column], list[Row]]:
        """A row for each place, newest last."""
        names = [line.name or "Value" for line in self._lines]
        columns = [Column(self._first, False, True), *(Column(name) for name in names)]
        rows = []
        for x in self._places:
            values = (line.value(x) for line in self._lines)
            said = ("–" if value is None else self._upwards(value) for value in values)
            rows.append(figure_row(x, (self._across(x), *said)))
        return columns, rows

    def colours(self) -> None:
        """Lines two pixels wide in their tones."""
        super().colours()
        pen = library().mkPen
        for line, curve in zip(self._lines, self._curves, strict=True):
            curve.setPen(pen(colour(self, line.tone), width=2))
        self._guide.setPen(pen(colour(self, "ink3"), width=1))
        self._level.setPen(pen(colour(self, "ink3"), width=1, style=Qt.PenStyle.DashLine))
        self._level_name.setColor(colour(self, "ink2"))

    def _frame(self) -> None:
        """Choose what is to be seen: all points, from zero upwards, and the height with a name."""
        heights = [0.0, *(y for line in self._lines for _, y in line.points)]
        if self._mark is not None and self._lines:
            heights.append(self._mark[0])
        low, high = min(heights), max(heights)
        left, right = (self._places[0], self._places[-1]) if self._places else (0.0, 1.0)
        right = max([right, *(line.until for line in self._lines)])
        room = (high - low) * _ABOVE or 1.0
        self.box.setXRange(left, right if right > left else left + 1, padding=_BESIDE)
        self.box.setYRange(low - (room if low < 0 else 0), high + room, padding=0)
        named = self._mark is not None and bool(self._lines)
        self._level.setVisible(named)
        self._level_name.setVisible(named)
        if self._mark is not None:
            self._level.setPos(self._mark[0])
            # Near the top the words stand below their line.
            near = self._mark[0] - low > (high + room - low) * _NEAR_TOP
            self._level_name.setAnchor((1, 0) if near else (1, 1))
            self._level_name.setText(plain(self._mark[1], 60))
            self._level_name.setPos(right, self._mark[0])


def _say_dates(axis: Any) -> None:
    """Let an axis have as many dates as there is room for, none of them cut at its ends."""

    def values(low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        edge = (high - low) * _HALF_DATE / max(size, 1.0)
        said = dict(date_ticks(low + edge, high - edge, int(size / _DATE_ROOM)))
        words.clear()
        words.update(said)
        return [(1.0, list(said))]

    words: dict[float, str] = {}
    axis.tickValues = values
    axis.tickStrings = lambda values, scale, spacing: [words.get(value, "") for value in values]


def _say_ticks(axis: Any, say: Say) -> None:
    axis.tickStrings = lambda values, scale, spacing: [say(value) for value in values]
    axis.picture = None  # drawn anew with these words
