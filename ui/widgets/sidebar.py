"""The sidebar: the coin, where one can go, what awaits, and who one is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import colour, font, space, tokens
from ui.widgets.badge import Avatar, Badge
from ui.widgets.icon import SIZE, Logo, draw
from ui.widgets.layout import Rule, column
from ui.widgets.text import Text, plain


@dataclass(frozen=True)
class Place:
    """A place one can go: its key, its name, its icon; `everyday` ones stand above the line.

    A `desk` is there for who serves at it, and for nobody else.
    """

    key: str
    name: str
    icon: str
    everyday: bool = True
    desk: bool = False


class NavItem(QPushButton):
    """One place of the sidebar, with a badge when something there awaits this person."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFixedHeight(tokens().frame["nav"])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.badge = Badge("", "bronze")
        self.badge.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, space("m"), 0)
        layout.addStretch(1)
        layout.addWidget(self.badge)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many things await this person there."""
        self.badge.say(str(count) if count < 100 else "99+")
        self.badge.setVisible(count > 0)
        awaits = f", {count} await you" if count > 1 else ", 1 awaits you" if count else ""
        self.setAccessibleName(self._place.name + awaits)

    def sizeHint(self) -> QSize:
        """Ask for the icon, the name and a badge."""
        return QSize(tokens().frame["sidebar"] - space("xl"), tokens().frame["nav"])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground by the style sheet, the icon and the name over it."""
        super().paintEvent(event)
        painter = QPainter(self)
        tint = colour(self, "accent" if self.isChecked() else "ink2")
        top = (self.height() - SIZE) / 2
        draw(painter, self._place.icon, tint, QRectF(space("m"), top, SIZE, SIZE))
        painter.setPen(tint)
        painter.setFont(font("control"))
        left = space("m") + SIZE + space("m")
        box = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._place.name)
        painter.end()


class PersonButton(QPushButton):
    """Who one is, with standing and its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(72)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.avatar = Avatar()
        self.name = Text("", "body", wrap=False)
        self.standing = Text("", "caption", "ink2")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(space("m"), 0, space("m"), 0)
        layout.setSpacing(space("s") + 2)
        layout.addWidget(self.avatar)
        layout.addLayout(column(None, self.name, self.standing, None, gap="none"), 1)

    def show_person(self, name: str, standing: str) -> None:
        """Show a person."""
        width = tokens().frame["sidebar"] - 90
        short = self.fontMetrics().elidedText(plain(name, 80), Qt.TextElideMode.ElideRight, width)
        self.avatar.show_name(name)
        self.name.say(short)
        self.standing.say(plain(standing, 60))
        self.setToolTip(plain(name, 80))
        self.setAccessibleName(f"You are {plain(name, 80)}. {self.standing.text()}")


class Sidebar(QFrame):
    """The column at the left. `chosen(key)`; `person_chosen` for the person at its foot."""

    chosen = Signal(str)
    person_chosen = Signal()

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(tokens().frame["sidebar"])
        self.items = {place.key: NavItem(place) for place in places}
        self.person = PersonButton()
        self.person.clicked.connect(lambda _=False: self.person_chosen.emit())
        layout = QVBoxLayout(self)
        edge = space("m")
        layout.setContentsMargins(edge, 0, edge, space("xl"))
        layout.setSpacing(2)
        layout.addLayout(_brand())
        before = True
        for place in places:
            if before and not place.everyday:
                layout.addSpacing(space("s") + 2)
                layout.addLayout(_inset_rule())
                layout.addSpacing(space("s") + 2)
            before = place.everyday
            item = self.items[place.key]
            item.clicked.connect(lambda _=False, key=place.key: self.chosen.emit(key))
            layout.addWidget(item)
            item.setVisible(not place.desk)
        self._desks = {place.key for place in places if place.desk}
        layout.addStretch(1)
        layout.addWidget(self.person)

    def choose(self, key: str) -> None:
        """Mark a place as the one that is shown."""
        if key in self.items:
            self.items[key].setChecked(True)

    def show_desks(self, desks: Collection[str]) -> None:
        """Show the desks at which this person serves, and no other."""
        for key in self._desks:
            self.items[key].setVisible(key in desks)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show what awaits this person, place by place."""
        for key, item in self.items.items():
            item.show_count(counts.get(key, 0))


def _brand() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(space("m") + 1, space("xl"), 0, space("l") + 2)
    line.setSpacing(space("m") - 1)
    line.addWidget(Logo())
    line.addWidget(Text("Symbolon", "brand", wrap=False), 1)
    return line


def _inset_rule() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(space("m"), 0, space("m"), 0)
    line.addWidget(Rule())
    return line
