"""Renewing: why, as one of a few paths, each with what to bring and what it cannot do."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.widgets.action_list import Action, ActionList, Thing
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.text import Text
from wallet.flows.paths import RENEWING, Path


class RenewDialog(Dialog):
    """Lists the paths; `chosen(path)` for the one that is taken."""

    def __init__(self, chosen: Callable[[Path], object], parent: QWidget | None = None) -> None:
        super().__init__("Renew, or change what was confirmed", parent, width=720)
        self._chosen = chosen
        self.add(
            Text(
                "A verifier looks at your documents again and confirms you anew. You stay the same "
                "person with the same shares, whatever changed.",
                "body",
                "ink2",
            )
        )
        self.paths = ActionList("What changed")
        self.paths.show_things(
            [
                Thing(
                    one.title,
                    f"{one.bring} {one.limit}",
                    tone="accent",
                    actions=(Action("Choose", partial(self._take, one)),),
                )
                for one in RENEWING
            ]
        )
        self.add(self.paths)
        self.add_button(Button("Cancel", self.reject))

    def _take(self, path: Path) -> None:
        self.accept()
        self._chosen(path)
