"""A lost wallet: the new one asks two verifiers, or three in person, to be put in its place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.asking import AskingDialog, verifier_words
from ui.dialogs.hand_over import HandOverDialog
from ui.widgets.field import Check, ChoiceField
from ui.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.dialogs.with_key import Request
    from wallet.books.verifiers import Verifier
    from wallet.flows.asked import Asked
    from wallet.flows.papers import IdentityPaper

HOW: tuple[tuple[object, str], ...] = (
    (False, "Two verifiers, and a wait that the old wallet can cancel"),
    (True, "In person at three verifiers, after a recovery that waits or was cancelled"),
)
MOST = 5
TOO_FEW = "Fewer than two verifiers serve on this network, so no wallet can be replaced now."


class RecoverDialog(AskingDialog):
    """Chooses the way and the verifiers."""

    def __init__(
        self,
        context: Context,
        verifiers: "tuple[Verifier, ...]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "Take over from another wallet", parent, False, 680)
        wait = context.session.numbers.said("RECOVERY_WAIT")
        self.add(
            Text(
                "For a wallet that was lost, or that you want to leave. Show the verifiers a "
                f"document that you joined with. Then {wait} pass in which nothing leaves you "
                "or is sold, and in which the old wallet can say that it is not lost. All you own, "
                "owe and are owed comes over: it belongs to you, not to a wallet.",
                "body",
                "ink2",
            )
        )
        self.how = ChoiceField("How", HOW)
        self.how.changed.connect(self._turn_way)
        self.add(self.how)
        self.add(Text("Verifiers that you ask", "strong"))
        self.boxes = {one.account: Check(verifier_words(one)) for one in verifiers if one.serves}
        for number, box in enumerate(self.boxes.values()):
            box.setChecked(number < self.needed)
            box.toggled.connect(self._turn)
            self.add(box)
        self.finish("Show it to the verifiers")
        if len(self.boxes) < self.needed:
            self.go.hide()
            self.document.widget.hide()
            self.trouble.say(TOO_FEW)

    @property
    def in_person(self) -> bool:
        """Whether it is after proof in person."""
        return self.how.value is True

    @property
    def needed(self) -> int:
        """How many verifiers have to sign."""
        return 3 if self.in_person else 2

    @property
    def chosen(self) -> tuple[str, ...]:
        """The addresses of those who are ticked."""
        return tuple(account for account, box in self.boxes.items() if box.isChecked())

    def beginning(self) -> "Callable[[], Request]":
        """The request to the verifiers."""
        proving, chosen, in_person = self.app.session.proving, self.chosen, self.in_person
        return lambda: proving.begin_recovery(chosen, in_person)

    def why(self) -> str:
        """It has one path alone."""
        return "recover"

    def answered(self, asked: "Asked", paper: "IdentityPaper") -> object:
        """What as many local verifiers answer as it takes."""
        session = self.app.session
        desks = [one for one in session.verifier_desks if one.address in asked.verifiers]
        for desk in desks[: 3 if asked.in_person else 2]:
            answer = desk.answer_recovery(asked.request, paper)
            asked = session.proving.take_recovery(answer.to_json())
        act = session.proving.act_of(asked)
        session.check(act)
        return act

    def show_request(self, asked: "Asked", parent: QWidget | None) -> None:
        """Show it to the verifiers."""
        hand_over_lost(asked, parent)

    def _turn_way(self) -> None:
        for number, box in enumerate(self.boxes.values()):
            box.setChecked(number < self.needed)
        self._turn()

    def _turn(self, _: bool = False) -> None:
        self.clear()
        self.go.setEnabled(self.needed <= len(self.chosen) <= MOST)


def hand_over_lost(asked: "Asked", parent: QWidget | None) -> None:
    """Show a lost wallet's request for the verifiers to take."""
    needed = "Three" if asked.in_person else "Two"
    HandOverDialog(
        "Give this to the verifiers",
        (
            "Each of them takes it from the screen, or you send it as a file. "
            f"{needed} have to sign; show all of them the same document.",
            "It says which wallet asks, and not who you are. It counts for 14 days; it is kept "
            "under Identity until the answers are here.",
        ),
        asked.request,
        parent,
    ).open()
