"""Asking attestors whose desks are elsewhere: cards in, a sealed request out, answers in."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.bring_paper import BringPaperDialog
from ui.dialogs.hand_over_sealed import hand_over
from ui.dialogs.with_key import with_key
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.field import Check
from ui.widgets.layout import clear, column, row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.books.persons import PersonRef, name_list

if TYPE_CHECKING:
    from wallet.flows.attestor_answer import AttestorAnswer
    from wallet.flows.attestor_card import AttestorCard
    from wallet.flows.confirming import Confirming, Standing

STEPS = (
    "Each of them gives you a card once. Seal the request to those you choose, hand it to them as "
    "a file or a code, and bring back what they answer."
)


class AskElsewhere(QWidget):
    """How far it is with each of those named, and the steps. `ready(bool)`: two have signed."""

    grown = Signal()
    ready = Signal(bool)

    def __init__(
        self,
        context: Context,
        named: Sequence[PersonRef],
        confirming: "Callable[[], Confirming]",
        parent: QWidget | None = None,
    ) -> None:
        """`confirming` reads what is asked and how far it is; it is called in workers."""
        super().__init__(parent)
        self.app, self.named, self._confirming = context, tuple(named), confirming
        self.state = Note("", "bronze")
        self.people = column(gap="s")
        self.boxes: dict[int, Check] = {}
        self._left_out: set[int] = set()
        self._files = False
        self.card = Button("Bring a card", self.bring_card)
        self.seal = Button("Seal the request", self._seal)
        self.answer = Button("Bring an answer", self.bring_answer)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.setLayout(
            column(
                Text(STEPS, "body", "ink2"),
                self.state,
                self.people,
                row(self.card, self.seal, self.answer, None),
                self.trouble,
                gap="m",
            )
        )

    @property
    def chosen(self) -> tuple[int, ...]:
        """Those who are ticked (person ids)."""
        return tuple(
            person for person, box in self.boxes.items() if box.isChecked() and box.isEnabled()
        )

    def refresh(self) -> None:
        """Read again how far it is."""

        def read() -> "tuple[Standing, tuple[int, ...], bool]":
            flow = self._confirming()
            return flow.standing, flow.lacking([one.id for one in self.named]), bool(flow.files)

        self.app.tasks.run(read, self._show, self._failed, owner=self)

    def bring_card(self) -> None:
        """Take an attestor's card in."""
        session = self.app.session

        def take(text: str) -> "AttestorCard":
            from wallet.flows.attestor_card import keep_card  # with it comes all that seals

            return keep_card(session.documents, text, session.chain, session.known.chain_id)

        BringPaperDialog(
            self.app,
            "Bring an attestor’s card",
            "It says to which key your papers are sealed. It is held against the network: a card "
            "of somebody who is no attestor is not taken.",
            "an attestor’s card",
            take,
            lambda _: self.refresh(),
            self.window(),
        ).open()

    def bring_answer(self) -> None:
        """Take an attestor's answer in."""
        BringPaperDialog(
            self.app,
            "Bring an attestor’s answer",
            "A signature counts only if it is theirs, and of exactly what is on record.",
            "an attestor’s answer",
            lambda text: self._confirming().take(text),
            self._heard,
            self.window(),
        ).open()

    def _seal(self) -> None:
        chosen, session = self.chosen, self.app.session
        self.trouble.say("")

        def sealed() -> str:
            flow = self._confirming()
            files = session.paper_files() if flow.files else None
            return flow.sealed_to(chosen, files, session.now())

        if self._files:
            with_key(self.app, sealed, self._hand, self._failed, self)
        else:
            self.app.tasks.run(sealed, self._hand, self._failed, owner=self)

    def _hand(self, text: str) -> None:
        names = name_list(one.name for one in self.named if one.id in self.chosen)
        hand_over(
            "The request",
            f"It opens for {names} alone. Hand it to them as you like: nobody on the way can read "
            "it.",
            text,
            "request.sealed.json",
            self.window(),
        )
        self.refresh()

    def _heard(self, answer: "AttestorAnswer") -> None:
        self.refresh()

    def _show(self, found: "tuple[Standing, tuple[int, ...], bool]") -> None:
        standing, lacking, self._files = found
        self.state.say(standing.words({one.id: one.name for one in self.named}))
        clear(self.people)
        self.boxes = {}
        for one in self.named:
            words, tone = _state(one.id, standing, lacking)
            box = Check(one.name)
            able = one.id not in standing.signed and one.id not in lacking
            box.setEnabled(able)
            box.setChecked(able and one.id not in self._left_out)
            box.toggled.connect(partial(self._turn, one.id))
            self.boxes[one.id] = box
            self.people.addLayout(row(box, Text(words, "body", tone, wrap=False), None, gap="l"))
        self.seal.setEnabled(bool(self.chosen))
        self.ready.emit(standing.enough)
        self.grown.emit()

    def _turn(self, person: int, ticked: bool) -> None:
        """Remember whom one leaves out, also when somebody's card comes."""
        (self._left_out.discard if ticked else self._left_out.add)(person)
        self.seal.setEnabled(bool(self.chosen))

    def _failed(self, error: WalletError) -> None:
        self.trouble.say(str(error))
        self.grown.emit()


def _state(person: int, standing: "Standing", lacking: Sequence[int]) -> tuple[str, Tone]:
    if person in standing.signed:
        return "has signed", "accent"
    if person in standing.refused:
        return "refused", "oxide"
    if person in lacking:
        return "no card of theirs is here", "ink2"
    if person in standing.asked:
        return f"was asked on {date_of(standing.asked[person])}", "bronze"
    return "was not asked yet", "ink2"
