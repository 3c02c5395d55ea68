"""The pictures of a printed statement: value over the months, distributions, who is held.

Each has its figures in a table of the statement, and says in words what its colours mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen

from ui.paged import Pages
from ui.theme import tokens
from wallet.base.clock import MONTHS
from wallet.base.money import dollars
from wallet.books.statement import HeldAt, Month

_LABEL = 40.0
_TWELVE = 12


def value_chart(months: Sequence[Month], pages: Pages, box: QRectF) -> None:
    """What was held at the end of each month: its value, and in bronze what was paid for it."""
    _legend(pages, box, (("at reference prices", "accent"), ("what you paid for it", "bronze")))
    values = [month.value for month in months]
    costs = [month.cost for month in months]
    most = max([one for one in (*values, *costs) if one is not None], default=0)
    plot = _frame(pages, box, most, len(months))
    _line(pages, plot, costs, most, "bronze")
    _line(pages, plot, values, most, "accent")


def distributions_chart(months: Sequence[Month], pages: Pages, box: QRectF) -> None:
    """What was claimed in each month: kept, and on top what went on to one's own holders."""
    _legend(pages, box, (("kept", "accent"), ("went on to your holders", "bronze")))
    most = max([month.received for month in months], default=0)
    plot = _frame(pages, box, most, len(months))
    step = plot.width() / _TWELVE
    for place, month in enumerate(months):
        if not month.received:
            continue
        left, wide = plot.left() + step * (place + 0.25), step * 0.5
        kept = plot.height() * (month.received - month.passed_on) / most
        passed = plot.height() * month.passed_on / most
        bar = QRectF(left, plot.bottom() - kept, wide, kept)
        pages.painter.fillRect(bar, _colour("accent"))
        over = QRectF(left, plot.bottom() - kept - passed, wide, passed)
        pages.painter.fillRect(over, _colour("bronze"))


def allocation_chart(held: Sequence[HeldAt], pages: Pages, box: QRectF) -> None:
    """A bar for each person held, as long as the value; where there is no price it says so."""
    most = max([one.value for one in held if one.value is not None], default=0)
    tall = box.height() / max(1, len(held))
    whole = sum(one.value or 0 for one in held)
    for place, one in enumerate(held):
        top = box.top() + tall * place
        pages.words_in(QRectF(box.left(), top, 420, tall), one.token.name, "ink")
        left = box.left() + 440
        room = box.right() - left - 430
        if one.value is None:
            pages.words_in(QRectF(left, top, 700, tall), "no price, so in no sum", "ink2")
            continue
        wide = room * one.value / most if most else 0.0
        bar = QRectF(left, top + tall * 0.12, max(wide, 2.0), tall * 0.56)
        pages.painter.fillRect(bar, _colour("accent"))
        part = f" · {one.value * 100 // whole} %" if whole else ""
        said = f"{dollars(one.value, exact=True)}{part}"
        pages.words_in(QRectF(box.right() - 420, top, 420, tall), said, "ink", True)


def _colour(tone: str) -> QColor:
    return QColor(tokens().colours["light"][tone])


def _legend(pages: Pages, box: QRectF, entries: Sequence[tuple[str, str]]) -> None:
    left = box.left() + 300
    for words, tone in entries:
        pages.painter.fillRect(QRectF(left, box.top() + 12, 40, 16), _colour(tone))
        pages.words_in(QRectF(left + 54, box.top(), 420, _LABEL), words)
        left += 500


def _frame(pages: Pages, box: QRectF, most: int, months: int) -> QRectF:
    """The axes: the highest value above, the months below; where the plot is."""
    plot = box.adjusted(0, _LABEL + 20, 0, -_LABEL - 14)
    pages.words_in(QRectF(box.left(), box.top(), 290, _LABEL), dollars(most, up=True), "ink")
    pages.painter.setPen(QPen(_colour("line"), 2))
    for part in (0.0, 0.5):
        height = plot.top() + plot.height() * part
        pages.painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
    pages.painter.setPen(QPen(_colour("ink3"), 2))
    pages.painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    step = plot.width() / _TWELVE
    for place, name in enumerate(MONTHS):
        where = QRectF(plot.left() + step * place + step * 0.25, plot.bottom() + 8, step, _LABEL)
        pages.words_in(where, name[:3], "ink2" if place < months else "ink3")
    return plot


def _line(pages: Pages, plot: QRectF, values: Sequence[int | None], most: int, tone: str) -> None:
    """A line over the months with a dot at each; it breaks where a value is not known."""
    step = plot.width() / _TWELVE
    path, before = QPainterPath(), False
    pages.painter.setPen(QPen(_colour(tone), 5))
    pages.painter.setBrush(_colour(tone))
    for place, value in enumerate(values):
        if value is None or not most:
            before = False
            continue
        x = plot.left() + step * (place + 0.5)
        point = QPointF(x, plot.bottom() - plot.height() * value / most)
        if before:
            path.lineTo(point)
        else:
            path.moveTo(point)
        before = True
        pages.painter.drawEllipse(point, 7, 7)
    pages.painter.setBrush(Qt.BrushStyle.NoBrush)
    pages.painter.drawPath(path)
