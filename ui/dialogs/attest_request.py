"""One request at the attestor's desk: the paper beside the network, its files, a register's word,
and the answer."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.context import Context
from ui.dialogs.hand_over_sealed import hand_over
from ui.dialogs.refuse import RefuseDialog
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.layout import Rule, clear, column, row
from ui.widgets.note import Note
from ui.widgets.register_card import RegisterCard
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.files import write_new

if TYPE_CHECKING:
    from wallet.flows.attestor_answer import AttestorAnswer
    from wallet.flows.paper_against_chain import Compared, Held
    from wallet.flows.sealed_papers import PaperRequest

_WHAT = {"Stake": "a part of a company", "Exit": "a sale of a company", "Cost": "what shares cost"}
_TONES: dict[bool | None, Tone] = {True: "accent", False: "oxide", None: "ink3"}
SENTENCE = (
    "Compare the papers with what you know. What you sign counts on the network; what you are "
    "shown stays between you and them."
)


class AttestRequestDialog(Dialog):
    """Opens a request by its number in the list; `named` are names of people by id."""

    def __init__(
        self, context: Context, number: int, named: dict[int, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("A request to you", parent, width=860, heading=False)
        self.app, self.number, self._named = context, number, dict(named)
        self.request: PaperRequest | None = None
        self.answer: AttestorAnswer | None = None
        self.heading = Text("A request to you", "title")
        self.line = Text("Opening it.", "body", "ink2")
        self.add(column(self.heading, self.line, gap="xs"))
        self.state = Note("", "bronze")
        self.state.hide()
        self.add(self.state)
        self.table = Table(
            [Column("The papers say", False, True), Column("The network has"), Column("")],
            "The papers beside the network",
        )
        self.add(self.table)
        self.papers = Details("", "The papers in words", kind="body")
        self.add(self.papers)
        self.files = column(gap="s")
        self.add(self.files)
        self.register = RegisterCard(context)
        self.register.grown.connect(self.fit)
        self.add(Rule())
        self.add(self.register)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self.add_button(Button("Close", self.reject))
        self.refuse = self.add_button(Button("Refuse", self._refuse))
        self.go = self.add_button(Button("Confirm and sign", self._sign, kind="primary"))
        self.hand = self.add_button(Button("Hand the answer back", self._hand, kind="primary"))
        for button in (self.refuse, self.go, self.hand):
            button.setEnabled(False)
        self.hand.hide()
        self.ask()

    def ask(self) -> None:
        """Open the request, hold it against the chain, and look whether it is answered."""
        session, number = self.app.session, self.number

        def read() -> "tuple[PaperRequest, Compared, AttestorAnswer | None, str]":
            request = session.attestor_queue().request(number)
            compared = session.compare(request)
            given = session.attestor_queue().given(request.subject, compared.version)
            return request, compared, given, session.names.name_of(compared.owner)

        self.app.tasks.run(read, self._show, self._failed, owner=self)

    def save_file(self, name: str, path: Path) -> None:
        """Write one of the files to a place that was chosen; it stands open there."""
        request = self.request
        if request is None:
            return
        try:
            write_new(path, request.files[name])
        except WalletError as error:
            self._failed(error)
            return
        self.remark.say(f"{path.name} is saved, and anybody on this machine may read it there.")
        self.fit()

    def reject(self) -> None:
        """Close; a search in a register's file is stopped."""
        self.register.stop()
        super().reject()

    def _show(self, found: "tuple[PaperRequest, Compared, AttestorAnswer | None, str]") -> None:
        request, compared, given, owner = found
        self.request, self.answer = request, given
        from wallet.flows.attestor_queue import company_of  # with it comes all that opens papers

        self.heading.say(company_of(request))
        self.line.say(
            f"{owner} asks you to confirm {_WHAT[compared.kind]}, sealed on "
            f"{date_of(request.made_at)}. {SENTENCE}"
        )
        self.table.show_rows([_row(number, one) for number, one in enumerate(compared.fields)])
        self.papers.say(_words(request))
        self._show_files(request)
        self.register.show_paper(request.paper, owner)
        self._show_state(compared, given)
        self.fit()

    def _show_files(self, request: "PaperRequest") -> None:
        clear(self.files)
        for name, data in request.files.items():
            save = Button("Save to look at it", partial(self._choose, name), kind="link")
            save.setAccessibleName(f"Save {name} to look at it")
            self.files.addLayout(
                row(Text(f"{name} · {_size(len(data))}", "body", wrap=False), save, None)
            )

    def _show_state(self, compared: "Compared", given: "AttestorAnswer | None") -> None:
        wrong = [one.label for one in compared.fields if one.same is False]
        if given is not None:
            how = "You confirmed this." if given.signed else f"You refused this: {given.reason}"
            self.state.say(f"{how} An answer is given once: hand this one back.")
        elif wrong:
            self.state.say(
                f"The papers differ from the network: {', '.join(wrong)}. They cannot be "
                "confirmed as they are."
            )
        elif compared.settled:
            self.state.say("This is confirmed already, or needs no attestor any more.")
        else:
            self.state.say("")
        answered = given is not None
        self.go.setVisible(not answered)
        self.refuse.setVisible(not answered)
        self.hand.setVisible(answered)
        self.hand.setEnabled(answered)
        self.go.setEnabled(not answered and not wrong and not compared.settled)
        self.refuse.setEnabled(not answered)

    def _sign(self) -> None:
        session, number = self.app.session, self.number
        self.trouble.say("")
        self.app.tasks.run(lambda: session.to_sign(number), self._confirm, self._failed, owner=self)

    def _confirm(self, statement: object) -> None:
        self.app.confirm(statement, lambda signature: self._answered(cast(bytes, signature)))

    def _answered(self, signature: bytes = b"", reason: str = "") -> None:
        session, number = self.app.session, self.number
        self.app.tasks.run(
            lambda: session.answer_request(number, signature, reason),
            self._given,
            self._failed,
            owner=self,
        )

    def _given(self, answer: "AttestorAnswer") -> None:
        self.answer = answer
        self.ask()
        self._hand()

    def _refuse(self) -> None:
        RefuseDialog(lambda reason: self._answered(reason=reason), self).open()

    def _hand(self) -> None:
        answer = self.answer
        if answer is None:
            return
        name = answer.subject.replace(":", "-")
        hand_over(
            "Your answer",
            "Give it back to whoever asked you. It names no company: only what it is about on the "
            "network.",
            answer.to_json(),
            f"answer-{name}.json",
            self,
        )
        session, number = self.app.session, self.number
        self.app.tasks.run(lambda: session.attestor_queue().handed(number), owner=self)

    def _choose(self, name: str) -> None:
        start = str(Path.home() / name)
        chosen, _ = QFileDialog.getSaveFileName(self, "Save to look at it", start)
        if chosen:
            self.save_file(name, Path(chosen))

    def _failed(self, error: WalletError) -> None:
        self.trouble.say(str(error))
        self.fit()


def _row(number: int, one: "Held") -> Row:
    tone = _TONES[one.same]
    cells = (
        Cell(one.paper, one.label, beneath_tone="ink3", hint=one.paper),
        Cell(one.published or "–", tone="ink" if one.published else "ink3"),
        Cell(one.words, tone=tone),
    )
    return Row(number, cells)


def _words(request: "PaperRequest") -> str:
    """The text that is shown with the files."""
    from wallet.flows.papers import ExitPaper, StakePaper  # with it comes all that reads papers

    paper = request.paper
    if isinstance(paper, StakePaper):
        return paper.package
    return (
        f"{paper.evidence}\n\n{paper.stake.package}"
        if isinstance(paper, ExitPaper)
        else (paper.evidence)
    )


def _size(count: int) -> str:
    if count < 10_000:
        return f"{count:,} bytes"
    return f"{count // 1_000:,} kilobytes"
