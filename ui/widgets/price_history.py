"""Prices over time: a line through every raise and auction, with the last one named."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.widgets.chart import Chart, Line
from ui.widgets.layout import column
from ui.widgets.states import Placeholder
from wallet.base.clock import date_of
from wallet.base.money import price_figure, price_per_share


class Priced(Protocol):
    """A moment at which shares changed hands at a price (millionths for 10**6 shares)."""

    @property
    def at(self) -> int:
        """When, in seconds."""
        ...

    @property
    def price(self) -> int:
        """At what price."""
        ...


class PriceHistory(QWidget):
    """A chart of prices, or a sentence while there are fewer than two (`drawn`)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart(name, times=True, first="Since")
        self.few = Placeholder("", "")
        self.drawn = False
        layout = column(self.chart, self.few)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)  # the one that is hidden takes no room
        self.show_prices(())

    def show_prices(self, points: Sequence[Priced], until: int = 0) -> None:
        """Draw the prices, the oldest first; the last one as it holds `until` a time."""
        self.drawn = len(points) > 1
        self.chart.setVisible(self.drawn)
        self.few.setVisible(not self.drawn)
        if not self.drawn:
            self.few.say(*_few(points))
            return
        most = max(point.price for point in points)
        drawn = tuple((float(point.at), float(point.price)) for point in points)
        self.chart.show_lines(
            [Line("", drawn, "accent", steps=True, until=until)],
            lambda at: date_of(int(at)),
            lambda price: price_per_share(int(price)),
            self._mark(points[-1], most),
            lambda price: price_figure(max(0, int(price))),
        )

    @staticmethod
    def _mark(last: Priced, most: int) -> tuple[float, str] | None:
        """Name the last price, where it is not the highest, which is named already."""
        if last.price == most:
            return None
        return float(last.price), price_per_share(last.price)


def _few(points: Sequence[Priced]) -> tuple[str, str]:
    if not points:
        return "No price is known yet.", "A raise or an auction makes one."
    only = f"{price_per_share(points[0].price)}, on {date_of(points[0].at)}."
    return only, "A line is drawn from the second price on."
