"""Through others: what reaches one by way of whom, as a graph to be walked, as bars, as a table."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import space
from ui.widgets.bars import Bar, Bars
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from ui.widgets.walk import Node, Walk
from wallet.base.money import ALL_SHARES, dollars, percent, percent_of_person
from wallet.books.depth import AT_LEAST
from wallet.books.through import PARTS, Behind, Leg, Through, ThroughRow

MOST_BARS = 8
AT_STAKE = (
    "At stake is what you own of somebody, directly and through others, at the reference price: it "
    "is gone at most, if they were banned and nobody paid anything for their shares any more. What "
    "is owed stays owed. Missed is what would not reach you of what they owe their holders now, if "
    "they never paid. Both are before what goes to your own holders; what is held through others "
    "is part of the value of those others, so these sums are not added up."
)
_TITLES = ("Person", "You hold", "In all", "Of a dollar", "At stake", "Missed")


class ThroughView(QWidget):
    """Shows a `Through`, and a `Behind` in the middle of its graph; `walk(person)` asks for one."""

    def __init__(self, walk: Callable[[int], object]) -> None:
        super().__init__()
        self._walk = walk
        self.trail: list[int] = []
        self._me = 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("xl"))
        self.least = Note("", "bronze")
        layout.addWidget(self.least)
        self.keeps, self.people = Figure("Of a dollar you gain"), Figure("People behind it")
        self.largest, self.stake = Figure("Largest holding"), Figure("Most at stake with one")
        figures = row(gap="l")
        for figure in (self.keeps, self.people, self.largest, self.stake):
            figures.addWidget(figure, 1)
        layout.addLayout(figures)
        self.graph = Walk("Who lies behind what you own")
        self.graph.walked.connect(self.go)
        self.graph.went_back.connect(self.back)
        card = Card("Who lies behind it")
        self.to_back = Button("Back", self.back, kind="link")
        self.to_me = Button("Back to you", lambda: self.go(self._me), kind="link")
        card.add_head(self.to_back)
        card.add_head(self.to_me)
        self.said = Text("", "body", "ink2")
        card.add(self.said)
        card.add(self.graph)
        layout.addWidget(card)
        self.cascade = Bars(
            "What a dollar gained by each is worth to you",
            ("Person", "Of a dollar, in the end", "Of that through others"),
            ("Directly", "Through others"),
        )
        self.cascade_card = Card("What a dollar gained by each is worth to you")
        self.cascade_card.add(self.cascade)
        layout.addWidget(self.cascade_card)
        self.rows = Table(
            [Column(title, bool(number), not number) for number, title in enumerate(_TITLES)],
            "Through others",
        )
        self.rows.opened.connect(self.go)
        self.table_card = Card("Everybody of whom something reaches you")
        self.table_card.add(Text(AT_STAKE, "caption", "ink2"))
        self.table_card.add(self.rows)
        layout.addWidget(self.table_card)
        layout.addStretch(1)

    @property
    def person(self) -> int:
        """Who stands in the middle, 0 for whoever looks."""
        return self.trail[-1] if self.trail else 0

    def go(self, person: object) -> None:
        """Walk to somebody; to me the way is forgotten."""
        if not isinstance(person, int):
            return
        if person == self._me:
            self.trail.clear()
        elif person != self.person:
            self.trail.append(person)
        self._walk(person)

    def back(self) -> None:
        """Go back the way one came."""
        if self.trail:
            self.trail.pop()
            self._walk(self.person or self._me)

    def show_through(self, seen: Through, behind: Behind) -> None:
        """Show what reaches one, and who stands in the middle."""
        self._me = seen.me.id
        self.least.say("" if seen.whole else AT_LEAST)
        self._show_figures(seen)
        self.show_behind(behind)
        bars = [_bar(one) for one in seen.rows[:MOST_BARS] if one.worth]
        self.cascade_card.setVisible(bool(bars))
        self.cascade.show_bars(bars)
        self.table_card.setVisible(bool(seen.rows))
        self.rows.show_rows([_row(one) for one in seen.rows])

    def show_behind(self, behind: Behind) -> None:
        """Stand on somebody."""
        row_ = behind.row
        self.to_back.setVisible(len(self.trail) > 1)
        self.to_me.setVisible(not behind.me)
        name = "You" if behind.me else row_.person.name
        most = max((leg.by_way for leg in (*behind.legs, *behind.holds)), default=1)
        self.graph.show_graph(
            Node(row_.person.id, name, _centre_words(behind)),
            (
                _nodes(behind.legs, most, self._me, "to you", "directly"),
                _nodes(behind.holds, most, self._me, "to you", "comes back"),
            ),
            (
                "" if behind.me else "Comes to you by way of",
                "You hold" if behind.me else f"{name} holds",
            ),
            (behind.more_legs, behind.more_holds),
        )
        self.said.say(_sentence(behind))

    def _show_figures(self, seen: Through) -> None:
        again = seen.worth - seen.keeps
        back = f", {percent(again, PARTS)} of it comes back in circles" if again else ""
        self.keeps.show_figure(percent(seen.worth, PARTS), f"stays with you{back}")
        only = sum(one.hops > 1 for one in seen.rows)
        more = f"{only} of them only through others" if only else "you hold all of them directly"
        if not seen.whole and not only:
            more = "of whom it is known"
        self.people.show_figure(f"{seen.people:,}", more)
        spread = seen.concentration
        if spread.largest is None or spread.largest_permyriad is None:
            self.largest.unknown("nothing you hold has a reference price")
        else:
            even = (spread.even_hundredths or 0) / 100
            self.largest.show_figure(
                percent(spread.largest_permyriad, 10_000),
                f"{spread.largest.name} · spread as if over {even:.1f} people evenly",
            )
        staked = [(one.at_stake, one) for one in seen.rows if one.at_stake is not None]
        if not staked:
            self.stake.unknown("nobody of them has a reference price")
        else:
            value, one = max(staked, key=lambda pair: pair[0])
            self.stake.show_figure(dollars(value), f"{one.person.name} · if they were banned")


def _nodes(legs: Sequence[Leg], most: int, me: int, words: str, mine: str) -> list[Node]:
    return [
        Node(
            leg.person.id,
            "You" if leg.person.id == me else leg.person.name,
            f"{percent(leg.by_way, PARTS)} {mine if leg.person.id == me else words}",
            leg.by_way / most if most else 0.0,
        )
        for leg in legs
    ]


def _centre_words(behind: Behind) -> str:
    if behind.me:
        return f"keep {percent(behind.row.worth, PARTS)} of a dollar"
    return f"{percent(behind.row.owned, PARTS)} reaches you"


def _sentence(behind: Behind) -> str:
    one = behind.row
    if behind.me:
        return "Choose somebody to see by way of whom their gains reach you."
    if not one.owned:
        return f"Nothing that {one.person.name} gains reaches you."
    direct = f", {percent_of_person(one.units)} directly" if one.units else ", none of it directly"
    kept = percent(one.worth, PARTS)
    return (
        f"You own {percent(one.owned, PARTS)} of {one.person.name}{direct}. Of a dollar that they "
        f"gain, {kept} is left with you after your own holders’ part."
    )


def _bar(one: ThroughRow) -> Bar:
    direct = one.worth * one.units * PARTS // (ALL_SHARES * one.owned) if one.owned else 0
    through = max(0, one.worth - direct)
    return Bar(
        one.person.name,
        direct,
        percent(one.worth, PARTS),
        "accent",
        through if through > 1 else 0,
        percent(through, PARTS) if through > 1 else "",
    )


def _row(one: ThroughRow) -> Row:
    way = {1: "directly", -1: "not at all"}.get(one.hops, f"through others, {one.hops} steps")
    if one.units and one.owned > one.units * PARTS // ALL_SHARES + 1:
        way = "directly and through others"
    unusual = one.person.standing in ("frozen", "banned")
    notes = f"{one.person.standing.capitalize()} · {way}" if unusual else way
    cells = (
        Cell(one.person.name, notes, beneath_tone="oxide" if unusual else "ink3"),
        Cell(
            percent_of_person(one.units) if one.units else "–", tone="ink" if one.units else "ink3"
        ),
        Cell(percent(one.owned, PARTS)),
        Cell(percent(one.worth, PARTS), hint="What is left of it with you after every step."),
        Cell("no price", tone="ink3") if one.at_stake is None else Cell(dollars(one.at_stake)),
        Cell(
            dollars(one.owed_me) if one.owed_me else "–",
            tone="bronze" if one.owed_me else "ink3",
        ),
    )
    return Row(one.person.id, cells, opens=True)
