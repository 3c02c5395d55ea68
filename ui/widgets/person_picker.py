"""Find a person by name: a search line and those who match beneath it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.widgets.field import TextField
from ui.widgets.text import plain

_MOST = 50
_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Choice:
    """A person to choose: the id, the name, and what tells them from others of that name."""

    key: int
    name: str
    about: str = ""


Search = Callable[[str, Callable[[list[Choice]], object]], object]
"""Looks for words, and hands the people over later."""


class PeopleList(QListWidget):
    """The people who match."""


class PersonPicker(TextField):
    """A field whose value is a person; `picked(key)` when one was chosen."""

    picked = Signal(int)

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label, hint, placeholder="Search by name")
        self._people: tuple[Choice, ...] = ()
        self._chosen: Choice | None = None
        self._search: Search | None = None
        self.found = PeopleList()
        self.found.setAccessibleName(f"{label}: people found")
        self.found.itemClicked.connect(self._take)
        self.found.itemActivated.connect(self._take)
        self.found.setFixedHeight(168)
        self.found.hide()
        self._layout.insertWidget(2, self.found)
        self.input.installEventFilter(self)

    @property
    def person(self) -> Choice | None:
        """Who was chosen."""
        return self._chosen

    def show_people(self, people: Sequence[Choice]) -> None:
        """Say who can be chosen."""
        self._people = tuple(people)

    def search_by(self, search: Search) -> None:
        """Ask `search` for people, where there are too many to say them all beforehand."""
        self._search = search

    def choose(self, key: int) -> None:
        """Choose somebody by their id, if they are among the people."""
        for person in self._people:
            if person.key == key:
                self._settle(person)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter reach the list from the line."""
        if (
            watched is self.input
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not self.found.isHidden()
        ):
            if event.key() == Qt.Key.Key_Down:
                self.found.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.found.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _edited(self, _: str = "") -> None:
        self._chosen = None
        wanted = self.value.strip().casefold()
        if self._search is not None:
            super()._edited()
            if wanted:
                self._search(wanted, partial(self._found, wanted))
            else:
                self._offer((), wanted)
            return
        super()._edited()
        self._offer([one for one in self._people if wanted in one.name.casefold()], wanted)

    def _found(self, wanted: str, people: Sequence[Choice]) -> None:
        """Offer what was searched for, unless something else is wanted or chosen by now."""
        if self._chosen is None and wanted == self.value.strip().casefold():
            self._people = tuple(people)
            self._offer(people, wanted)

    def _offer(self, people: Sequence[Choice], wanted: str) -> None:
        self.found.clear()
        for person in people[:_MOST]:
            words = f"{person.name} · {person.about}" if person.about else person.name
            item = QListWidgetItem(plain(words, 120))
            item.setData(_ROLE, person.key)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.found.setVisible(bool(wanted) and self.found.count() > 0)
        if wanted and not self.found.count():
            self.fail("Nobody of that name is known. Try another spelling.")

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.choose(item.data(_ROLE))

    def _settle(self, person: Choice) -> None:
        self._chosen = person
        self.input.setText(person.name)
        self.found.hide()
        self.clear_error()
        self.changed.emit()
        self.picked.emit(person.key)
