"""What is on its way, in the order in which it will happen, with what can be done about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.action_list import Action, ActionList, Thing
from ui.widgets.card import Card
from ui.widgets.text import Text
from wallet.base.clock import exact_time
from wallet.base.errors import WalletError
from wallet.books.pending import PendingRow

_WORDS = {
    "awaiting signature": "awaiting signature",
    "signed": "signed",
    "sent": "sent",
    "undone": "undone",
}
_LINE = (
    "The network takes these one after the other, so they are finished in this order. Only the "
    "first can be sped up or cancelled. What you sent again takes the place of what was before it."
)


class PendingCard(Card):
    """Hidden while nothing is on its way; `changed` is called after something was given up."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("On its way", parent=parent)
        self.app = context
        self.list = ActionList("On its way")
        self.order = Text(_LINE, "caption", "ink2")
        self.add(self.list)
        self.add(self.order)
        self.hide()

    def show_rows(self, rows: Sequence[PendingRow]) -> None:
        """Show what is on its way now."""
        waiting = next((one.waiting for one in rows if one.waiting), 0)
        self.list.show_things([self._thing(one, one.waiting == waiting) for one in rows])
        self.order.setVisible(len(rows) > 1)
        self.setVisible(bool(rows))

    def _thing(self, one: PendingRow, next_: bool) -> Thing:
        word = "being cancelled" if one.cancelling else _WORDS.get(one.state, one.state)
        begun = f"Begun {exact_time(one.made)}"
        return Thing(one.sentence, one.detail, word, "bronze", self._actions(one, next_), begun)

    def _actions(self, one: PendingRow, next_: bool) -> tuple[Action, ...]:
        actions: list[Action] = []
        if one.waiting:
            if next_:  # what comes after it may not be possible before it
                actions.append(Action("Finish", partial(self.finish, one.waiting)))
            actions.append(Action("Give up", partial(self._release, one.waiting), "danger"))
        elif one.can_hurry:
            actions.append(Action("Speed up", partial(self._speed_up, one.entry)))
            if not one.cancelling:
                actions.append(Action("Cancel", partial(self._cancel, one.entry), "danger"))
        return tuple(actions)

    def finish(self, entry: int) -> None:
        """Have signed what waits for its signature, or waited in vain."""
        from wallet.acts.finishing import Finish  # as below

        self.app.confirm(Finish(entry))

    def _speed_up(self, entry: int) -> None:
        from wallet.acts.replacing import (
            SpeedUp,  # loads what acts load, which is not needed before
        )

        self.app.confirm(SpeedUp(entry))

    def _cancel(self, entry: int) -> None:
        from wallet.acts.replacing import Cancel  # as above

        self.app.confirm(Cancel(entry))

    def _release(self, entry: int) -> None:
        release = self.app.session.release
        self.app.tasks.run(
            lambda: release(entry), self._released, self._failed, lane="sign", owner=self
        )

    def _released(self, _: None) -> None:
        self.app.messages.tell("It was given up. Its place in line is free.")
        self.app.house.turned()

    def _failed(self, error: WalletError) -> None:
        self.app.messages.tell_error(error)
        self.app.house.turned()
