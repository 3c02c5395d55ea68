"""Tells on the desktop what happened while nobody looked: at most one notice a minute.

What comes in the meantime waits and is summed up in one.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.desktop import Desktop, Show
from ui.tasks import Tasks

if TYPE_CHECKING:
    from wallet.books.notices import Notice
    from wallet.flows.noticing import Noticing
    from wallet.session import Session

QUIET = 60_000  # milliseconds between two notices
_MOST_WAITING = 1_000
_WORDS = {
    "distribution": ("a distribution", "distributions"),
    "auction": ("an auction", "auctions"),
    "debt": ("a debt", "debts"),
    "attestation": ("your identity check", "identity checks"),
    "decision": ("a decision", "decisions"),
    "followed": ("a raise of somebody you follow", "raises of people you follow"),
    "order": ("an order of yours", "orders of yours"),
    "raise": ("your raise", "commitments to your raise"),
}


class Bursts(QObject):
    """Lets one notice through in a while, and sums up what came meanwhile."""

    def __init__(self, show: Show, quiet: int = QUIET, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._waiting: list[Notice] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(quiet)
        self._timer.timeout.connect(self._pass)

    def add(self, notices: "tuple[Notice, ...]") -> None:
        """Tell of these: at once, or when it was quiet for long enough."""
        self._waiting = [*self._waiting, *notices][-_MOST_WAITING:]
        if not self._timer.isActive():
            self._pass()

    def hush(self) -> None:
        """Forget what waits."""
        self._waiting = []

    def _pass(self) -> None:
        if self._waiting:
            self._show(in_one(self._waiting))
            self._waiting = []
            self._timer.start()


class Notifier(QObject):
    """Looks for news each time the chain was followed, for the account that is open."""

    def __init__(
        self,
        session: "Session",
        tasks: Tasks,
        kinds: Callable[[], tuple[str, ...]],
        parent: QObject | None = None,
    ) -> None:
        """`kinds` says what is wanted now."""
        super().__init__(parent)
        self._session, self._tasks, self._kinds = session, tasks, kinds
        self._noticing: Noticing | None = None
        self._looking = False
        self.desktop = Desktop(tasks, self)
        self.bursts = Bursts(self.desktop.show, parent=self)

    def look(self) -> None:
        """Look once, unless a look is under way."""
        if self._looking or not self._session.account:
            return
        self._looking = True
        self._tasks.run(self._fresh, self._heard, lambda _: self._heard(()), owner=self)

    def hush(self) -> None:
        """The wallet is being locked, or closed: tell nothing more of what is known."""
        self.bursts.hush()
        self.desktop.close()

    def _fresh(self) -> "tuple[Notice, ...]":
        from wallet.flows.noticing import Noticing  # with it come the books

        session = self._session
        if self._noticing is None:
            self._noticing = Noticing(session.store.path.with_name("notices.json"))
        return self._noticing.fresh(session.answers, session.account, self._kinds())

    def _heard(self, notices: "tuple[Notice, ...]") -> None:
        self._looking = False
        if notices and not self._session.locked:
            self.bursts.add(notices)


def in_one(notices: "list[Notice]") -> str:
    """Several notices as one; a single one as it is."""
    if len(notices) == 1:
        return notices[0].sentence
    counts = Counter(one.kind for one in notices)
    parts = []
    for kind, count in counts.most_common():
        one, many = _WORDS.get(kind, ("something else", "other things"))
        parts.append(one if count == 1 else f"{count} {many}")
    last = parts.pop()
    said = f"{', '.join(parts)} and {last}" if parts else last
    return f"{len(notices)} things to see: {said}. They are under Activity."
