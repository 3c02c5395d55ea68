"""Bars that lie, one for each name, with its words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Tone, colour, font
from ui.widgets.plot import Plot, figure_row
from ui.widgets.plotting import library
from ui.widgets.table import Column, Row
from ui.widgets.text import Span, plain

_TALL = 30  # pixels for each bar
_THICK = 0.5  # of that is the bar itself
_AROUND = 16  # pixels around the words beside a bar
_NAME = 170  # pixels at most for a name
_BESIDE = 1.35  # of the longest bar, so that words fit beside it


@dataclass(frozen=True)
class Bar:
    """One bar: its name, how long, its words, and the tone; a second part may follow the first."""

    name: str
    value: float
    words: str
    tone: Tone = "accent"
    more: float = 0.0
    more_words: str = ""


class Bars(Plot):
    """Bars from the top down; `more` parts are drawn in bronze behind the first."""

    steps = (Qt.Key.Key_Up, Qt.Key.Key_Down)

    def __init__(
        self,
        summary: str,
        heads: tuple[str, ...],
        parts: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`heads` are those of the figures, `parts` names the two parts of a bar."""
        super().__init__(summary, _TALL, parent)
        self._parts = parts
        self._heads = heads
        self._bars: tuple[Bar, ...] = ()
        self._items: list[tuple[Any, Tone]] = []
        self._labels: list[Any] = []

    def make_axes(self, pg: Any) -> dict[str, Any]:
        """Names at the left."""
        return {"left": pg.AxisItem("left")}

    def make(self, pg: Any) -> None:
        """The ground behind the bar that is read out."""
        self._chosen = pg.LinearRegionItem(orientation="horizontal", movable=False)
        self._chosen.setZValue(-10)
        self.box.addItem(self._chosen, ignoreBounds=True)
        self.box.invertY(True)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Replace all bars."""
        self._bars = tuple(bars)
        self.set_height(max(1, len(bars)) * _TALL + 8)
        if self._parts is not None:
            first, second = self._parts
            self.show_legend([Span(first, tone="accent"), Span(second, tone="bronze")])
        self.redraw()

    def draw(self, pg: Any) -> None:
        """Draw the bars anew."""
        for item in (*(item for item, _ in self._items), *self._labels):
            self.box.removeItem(item)
        bars, places = self._bars, list(range(len(self._bars)))
        self._items = []
        for tone in sorted({bar.tone for bar in bars}):
            self._add(pg, [at for at in places if bars[at].tone == tone], tone, more=False)
        self._add(pg, [at for at in places if bars[at].more], "bronze", more=True)
        self._labels = [self._label(pg, at, bar) for at, bar in enumerate(bars)]
        names = QFontMetrics(font("caption"))
        shown = [
            names.elidedText(plain(bar.name, 80), Qt.TextElideMode.ElideRight, _NAME)
            for bar in bars
        ]
        self.axes["left"].setTicks([list(zip(places, shown, strict=True))])
        self._leave_room()
        self.box.setYRange(-0.5, max(1, len(bars)) - 0.5, padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the words at another width."""
        super().resizeEvent(event)
        if self.view is not None:
            self._leave_room()

    def _leave_room(self) -> None:
        """Let the bars be so short that the words beside each are seen whole."""
        longest = max((bar.value + bar.more for bar in self._bars), default=0.0) or 1.0
        metrics = QFontMetrics(font("caption"))
        whole, across = max(1, self.width() - _NAME), longest * _BESIDE
        for bar in self._bars:
            words = metrics.horizontalAdvance(plain(bar.words, 60)) + _AROUND
            left = max(whole - words, whole // 4)
            across = max(across, (bar.value + bar.more) * whole / left)
        self.box.setXRange(0, across, padding=0)

    def count(self) -> int:
        """One place for each bar."""
        return len(self._bars)

    def nearest(self, x: float, y: float) -> int | None:
        """The bar at a height."""
        at = round(y)
        return at if 0 <= at < len(self._bars) else None

    def words(self, at: int) -> str:
        """The bar's name and words."""
        bar = self._bars[at]
        return " · ".join(part for part in (bar.name, bar.words, bar.more_words) if part)

    def point(self, at: int | None) -> None:
        """A ground behind a bar."""
        self._chosen.setVisible(at is not None)
        if at is not None:
            self._chosen.setRegion((at - 0.5, at + 0.5))

    def table(self) -> tuple[list[Column], list[Row]]:
        """A row for each bar."""
        columns = [Column(head, bool(n), not n) for n, head in enumerate(self._heads)]
        rows = [
            figure_row(at, (bar.name, bar.words, bar.more_words)[: len(columns)])
            for at, bar in enumerate(self._bars)
        ]
        return columns, rows

    def colours(self) -> None:
        """Bars in their tones, words in ink."""
        super().colours()
        clear = library().mkPen(None)
        self.axes["left"].setTextPen(colour(self, "ink"))
        self.axes["left"].setPen(clear)
        for item, tone in self._items:
            item.setOpts(brush=colour(self, tone), pen=clear)
        for label in self._labels:
            label.setColor(colour(self, "ink2"))
        self._chosen.setBrush(colour(self, "sunk"))
        for line in self._chosen.lines:
            line.setPen(clear)

    def _add(self, pg: Any, places: list[int], tone: Tone, *, more: bool) -> None:
        if not places:
            return
        bars = [self._bars[at] for at in places]
        item = pg.BarGraphItem(
            x0=[bar.value if more else 0.0 for bar in bars],
            width=[bar.more if more else bar.value for bar in bars],
            y=places,
            height=_THICK,
        )
        self.box.addItem(item)
        self._items.append((item, tone))

    def _label(self, pg: Any, at: int, bar: Bar) -> Any:
        label = pg.TextItem(plain(bar.words, 60), anchor=(0, 0.5))
        label.setFont(font("caption"))
        label.setPos(bar.value + bar.more, at)
        self.box.addItem(label, ignoreBounds=True)
        return label
