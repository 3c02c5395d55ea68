"""Over time: net worth, what holdings returned, and what each of them brought."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.position_view import gain_tone
from ui.theme import space
from ui.widgets.bars import Bar, Bars
from ui.widgets.card import Card, Figure
from ui.widgets.chart import Chart, Line
from ui.widgets.layout import row
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_and_time, date_of
from wallet.base.money import brief_dollars, dollars, signed_dollars, signed_percent
from wallet.books.performance import Earned, Performance
from wallet.books.returns import Rates
from wallet.books.worth import Worth, WorthPoint

MOST_BARS = 8
EXPLAINED = (
    "The return is of each dollar while it was in, whatever came and went; that of your money also "
    "counts how much was in when. Both are after your holders’ part and before fees. The past is "
    "at the reference prices of the time, and at what you paid before there was one."
)
_TITLES = ("Person", "Return", "Of your money", "By selling", "Passed on", "Received")


class OverTimeView(QWidget):
    """Shows `Worth` and `Performance`."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("xl"))
        self.returned, self.money = Figure("Return"), Figure("Return of your money")
        self.gained, self.received = Figure("Gained by selling"), Figure("Received")
        figures = row(gap="l")
        for figure in (self.returned, self.money, self.gained, self.received):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        self.worth = Chart("Net worth over time", 220, first="When", times=True)
        self.worth_note = Text("", "caption", "ink2")
        card = Card("Net worth")
        card.add(self.worth)
        card.add(self.worth_note)
        layout.addWidget(card)
        self.returns = Bars("Return of each holding", ("Person", "Return"))
        self.returns_card = Card("Returns")
        self.returns_card.add(self.returns)
        layout.addWidget(self.returns_card)
        self.rows = Table(
            [Column(title, bool(number), not number) for number, title in enumerate(_TITLES)],
            "What each holding brought",
        )
        self.table_card = Card("What each brought")
        self.table_card.add(Text(EXPLAINED, "caption", "ink2"))
        self.table_card.add(self.rows)
        layout.addWidget(self.table_card)
        layout.addStretch(1)

    def show_time(self, earned: Performance, worth: Worth) -> None:
        """Show both."""
        self._show_figures(earned)
        self._show_worth(worth)
        known = [one for one in earned.rows if one.rates.time_weighted is not None]
        self.returns_card.setVisible(bool(known))
        self.returns.show_bars([_bar(one) for one in known[:MOST_BARS]])
        self.table_card.setVisible(bool(earned.rows))
        self.rows.show_rows([_row(one) for one in earned.rows])

    def _show_figures(self, earned: Performance) -> None:
        rates = earned.rates
        left = f" · {earned.left_out} without a price left out" if earned.left_out else ""
        for figure, whole, year in (
            (self.returned, rates.time_weighted, rates.time_weighted_year),
            (self.money, rates.money_weighted, rates.money_weighted_year),
        ):
            if whole is None or rates.since is None:
                figure.unknown("nothing with a price was held for a while")
                continue
            said = f"since {date_of(rates.since, earned.at)}{left}"
            if year is not None:
                said = f"{signed_percent(year)} a year, {said}"
            figure.show_figure(signed_percent(whole), said, gain_tone(whole))
        self.gained.show_figure(
            signed_dollars(earned.result),
            f"over the oldest cost · {signed_dollars(earned.average_result)} over the average",
            gain_tone(earned.result),
        )
        self.received.show_figure(
            dollars(earned.received),
            f"{dollars(earned.passed_on)} of it and {dollars(earned.siphon)} of sales passed on",
        )

    def _show_worth(self, worth: Worth) -> None:
        points = worth.points
        known = all(point.worth is not None for point in points)
        lines = [
            Line("All you have" if known else "All but the dollars in your wallet",
                 tuple((float(one.at), float(_whole(one, known))) for one in points),
                 "accent", True),
            Line("Holdings", tuple((float(one.at), float(one.holdings)) for one in points),
                 "bronze", True),
        ]  # fmt: skip
        self.worth.show_lines(
            lines,
            lambda at: date_and_time(int(at), worth.at),
            lambda value: dollars(int(value)),
            None,
            lambda value: brief_dollars(int(value)),
        )
        said = ["At the reference prices of the time, less what you owed."]
        if not known:
            said.append("What was in your wallet before now is not known on this network.")
        if points and points[-1].unpriced:
            said.append("Holdings without a price are left out.")
        if worth.thinned:
            said.append("Not every change is drawn.")
        self.worth_note.say(" ".join(said))


def _whole(one: WorthPoint, known: bool) -> int:
    if known and one.worth is not None:
        return one.worth
    return one.holdings + one.waiting - one.owed


def _bar(one: Earned) -> Bar:
    rate = one.rates.time_weighted or 0
    return Bar(one.token.name, abs(rate), signed_percent(rate), "oxide" if rate < 0 else "accent")


def _rate(rates: Rates, whole: int | None, year: int | None, now_known: bool) -> Cell:
    if whole is None:
        why = "No single rate fits." if now_known else "There is no reference price."
        return Cell("not known", tone="ink3", hint=why)
    beneath = f"{signed_percent(year)} a year" if year is not None else ""
    since = "" if rates.since is None else f"Since {date_of(rates.since)}"
    return Cell(signed_percent(whole), beneath, tone=gain_tone(whole), hint=since)


def _row(one: Earned) -> Row:
    rates, tally = one.rates, one.tally
    known = one.value is not None
    passed = tally.siphon + tally.passed_on
    cells = (
        Cell(one.token.name, "held" if tally.units else "all sold", beneath_tone="ink3"),
        _rate(rates, rates.time_weighted, rates.time_weighted_year, known),
        _rate(rates, rates.money_weighted, rates.money_weighted_year, known),
        Cell(
            signed_dollars(tally.result) if tally.proceeds else "–",
            f"{signed_dollars(tally.average_result)} by average" if tally.proceeds else "",
            tone=gain_tone(tally.result) if tally.proceeds else "ink3",
        ),
        Cell(dollars(passed) if passed else "–", tone="bronze" if passed else "ink3"),
        Cell(
            dollars(tally.received) if tally.received else "–",
            tone="ink" if tally.received else "ink3",
        ),
    )
    return Row(one.token.id, cells)
