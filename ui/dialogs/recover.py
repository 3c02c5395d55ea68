"""A lost wallet: the new one asks two verifiers, or three in person, to be put in its place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.document_fields import DocumentFields
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.join import verifier_words
from ui.dialogs.with_key import sign_request
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Check, ChoiceField
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.errors import WalletError

if TYPE_CHECKING:
    from wallet.books.verifiers import Verifier
    from wallet.flows.asked import Asked
    from wallet.flows.papers import IdentityPaper

HOW: tuple[tuple[object, str], ...] = (
    (False, "Two verifiers, and a wait that the old wallet can cancel"),
    (True, "In person at three verifiers, after a recovery that waits or was cancelled"),
)
MOST = 5


class RecoverDialog(Dialog):
    """Chooses the verifiers and signs the request; on a local network they answer at once."""

    def __init__(
        self,
        context: Context,
        verifiers: "tuple[Verifier, ...]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Take over from another wallet", parent, width=680)
        self.app = context
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
        self.how.changed.connect(self._turn)
        self.add(self.how)
        self.add(Text("Verifiers that you ask", "strong"))
        self.boxes = {one.account: Check(verifier_words(one)) for one in verifiers if one.serves}
        for number, box in enumerate(self.boxes.values()):
            box.setChecked(number < 2)
            box.toggled.connect(self._turn)
            self.add(box)
        self.local = context.session.network.local
        self.document = DocumentFields(classes=False)
        self.document.widget.setVisible(self.local)
        self.add(self.document.widget)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Cancel", self.reject))
        words = "Show it to the verifiers" if self.local else "Make the request"
        self.go = self.add_button(Button(words, self.submit, kind="primary"))
        if len(self.boxes) < 2:
            self.go.hide()
            self.trouble.say(
                "Fewer than two verifiers serve on this network, so no wallet can be replaced now."
            )

    @property
    def in_person(self) -> bool:
        """Whether it is after proof in person."""
        return self.how.value is True

    @property
    def chosen(self) -> tuple[str, ...]:
        """The addresses of those who are ticked."""
        return tuple(account for account, box in self.boxes.items() if box.isChecked())

    def submit(self) -> None:
        """Sign the request; then hand it over, or have the local desks answer."""
        self.trouble.say("")
        paper = None
        if self.local:
            try:
                paper = self.document.read()
            except WalletError as error:
                self.fail(error)
                return
        self._busy(True)
        proving, chosen, in_person = self.app.session.proving, self.chosen, self.in_person

        def made(asked: "Asked") -> None:
            if paper is None:
                self._hand_over(asked)
            else:
                self._show_document(asked, paper)

        sign_request(
            self.app,
            lambda: proving.begin_recovery(chosen, in_person),
            "recover",
            made,
            self.fail,
            self,
        )

    def fail(self, error: WalletError) -> None:
        """Show what is wrong beside its field, or at the foot."""
        self._busy(False)
        field = self.document.by_name.get(error.field or "")
        if field is not None:
            field.fail(error)
            field.setFocus()
        elif not any(one.said == str(error) for one in self.document.by_name.values()):
            self.trouble.say(str(error))
        self.fit()

    def _show_document(self, asked: "Asked", paper: "IdentityPaper") -> None:
        """What a person does at two or three desks, done here at once."""
        session = self.app.session
        proving = session.proving

        def answered() -> object:
            desks = [one for one in session.verifier_desks if one.address in asked.verifiers]
            grown = asked
            try:
                for desk in desks[: 3 if asked.in_person else 2]:
                    answer = desk.answer_recovery(asked.request, paper)
                    grown = proving.take_recovery(answer.to_json())
                act = proving.act_of(grown)
                session.check(act)
            except WalletError:
                proving.forget(asked)
                raise
            return act

        self.app.tasks.run(answered, self._confirm, self.fail, owner=self)

    def _confirm(self, act: object) -> None:
        self._busy(False)
        self.app.confirm(act, lambda _: self.accept())

    def _hand_over(self, asked: "Asked") -> None:
        self._busy(False)
        parent = self.parentWidget()
        self.accept()
        self.app.house.turned()  # it is listed from now on
        hand_over_lost(asked, parent)

    def _turn(self, _: bool = False) -> None:
        self.trouble.say("")
        needed = 3 if self.in_person else 2
        boxes = list(self.boxes.values())
        if self.sender() is self.how:
            for number, box in enumerate(boxes):
                box.setChecked(number < needed)
        self.go.setEnabled(needed <= len(self.chosen) <= MOST)

    def _busy(self, busy: bool) -> None:
        self.go.setEnabled(not busy)


def hand_over_lost(asked: "Asked", parent: QWidget | None) -> None:
    """Show a lost wallet's request for the verifiers to take."""
    needed = "three" if asked.in_person else "two"
    HandOverDialog(
        "Give this to the verifiers",
        (
            "Each of them takes it from the screen, or you send it as a file. "
            f"{needed.capitalize()} have to sign; show all of them the same document.",
            "It says which wallet asks, and not who you are. It counts for 14 days; it is kept "
            "under Identity until the answers are here.",
        ),
        asked.request,
        parent,
    ).open()
