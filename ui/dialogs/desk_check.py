"""One request at the desk: what is seen, its tags, the signature, and what is handed back."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.dialogs.desk_evidence import EvidenceDialog
from ui.dialogs.desk_seen import SeenForm
from ui.dialogs.desk_steps import DeskSteps
from ui.dialogs.desk_tags import TagsView
from ui.widgets.button import Button
from ui.widgets.facts import Facts
from ui.widgets.field import AreaField, ChoiceField
from ui.widgets.layout import clear, column, grouped, row
from ui.widgets.note import Note
from ui.widgets.papers import PaperCode
from ui.widgets.text import Text
from wallet.base.addresses import checksum, short_address
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.flows.desk.queue import ANSWERED
from wallet.flows.desk.work import Work
from wallet.identity.glance import JOIN, NAME, RECOVERY
from wallet.identity.tags.subjects import Kind

STEPS = ("Look", "Tags", "Sign", "Hand back")
LOOK, TAGS, SIGN, BACK = range(4)
MOST_COMPARED = 4
TITLES = {
    JOIN: "Confirm a person",
    RECOVERY: "Recover a lost wallet",
    NAME: "Confirm an issuer’s name",
}
OTHER_WORDS = ("They are another person", "They are the same person")
SAME_WORDS = ("They are the person whose wallet asks", "They are somebody else")
"""What lets it be signed, and what refuses it: of somebody alike, and of the wallet's owner."""


class CheckDialog(DeskSteps):
    """Leads through one request; closed at any time, it goes on where it was."""

    def __init__(self, context: Context, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(context, TITLES[work.case.kind], STEPS, parent)
        self.work = work
        self.about = Facts()
        self.about.show_facts(self._about())
        self.lay_out(self.about)
        self.form: SeenForm | None = None
        self.tags: TagsView | None = None
        self.reason: AreaField | None = None
        self.later = self.add_button(Button("Later", self.reject))
        self.no = self.add_button(Button("Refuse it", self._ask_refusal, kind="danger"))
        self.add_button(self.go)
        self.step = LOOK
        self._signatures: list[bytes] = []
        self._answers: tuple[str, ...] = ()
        self._begin()

    def _about(self) -> list[tuple[str, str]]:
        entry = self.work.entry
        facts = [
            ("The wallet that asks", short_address(checksum(entry.account))),
            ("Asked on", date_of(entry.made_at)),
        ]
        if self.work.recovers:
            way = '"inPerson":true' in entry.text.replace(" ", "")
            person = "yes, three verifiers sign" if way else "no, two verifiers sign"
            facts.append(("In person", person))
        if self.work.wished:
            facts.append(("The name to be confirmed", self.work.wished))
        return facts

    def _begin(self) -> None:
        case = self.work.case
        if self.work.entry.state == ANSWERED or case.done:
            self.run(self.work.answers, self._hand_back)
        elif case.tags and self.work.may_sign:
            self._show_sign()
        elif case.tags:
            self._show_judgement()
        elif case.record:
            self._show_tags()
        else:
            self._show_look()

    # Look

    def _show_look(self) -> None:
        form = SeenForm(self.work.case, self.work.today())
        form.chip_wanted.connect(self.bring_chip)
        form.changed.connect(self.fit)
        self.form = form
        self._show(LOOK, form, "Keep it, and ask for the tags")
        form.zone.setFocus()

    def bring_chip(self, path: str) -> None:
        """Check the files of a chip."""
        form = self.form
        if form is not None:
            self.app.tasks.run(
                lambda: self.work.bring_chip(Path(path)), form.show_chip, form.fail_chip, owner=form
            )

    def _keep(self) -> None:
        form = self.form
        if form is not None:
            seen = form.seen
            self.run(lambda: self.work.see(seen), lambda _: self._show_tags())

    # Tags

    def _show_tags(self) -> None:
        tags = TagsView(self.app, self.work)
        tags.complete.connect(self._judge)
        tags.grown.connect(self.fit)
        self._show(TAGS, tags, "")
        self.tags = tags
        if not self.work.waits_for:
            self._judge()

    def _judge(self) -> None:
        self.run(self.work.judge, lambda _: self._judged())

    def _judged(self) -> None:
        if self.work.may_sign:
            self._show_sign()
        else:
            self._show_judgement()

    def _show_judgement(self) -> None:
        """Somebody has to look, or it ends here."""
        case = self.work.case
        look = case.finding == "look"
        self.reason = None
        parts: list[Any] = [Note(case.said, "bronze" if look else "oxide")]
        if look:
            parts.append(Text(self._what_to_compare()))
            self.reason = AreaField("What you compared, and what you found", lines=3)
            for person in case.persons[:MOST_COMPARED]:
                name = self.app.session.names.name_of(person)
                parts.append(row(self._compare_with(person, name), None))
            yes, no = SAME_WORDS if self.work.proves_themselves else OTHER_WORDS
            another = Button(yes, lambda: self._decide(True))
            same = Button(no, lambda: self._decide(False), kind="danger")
            parts += [self.reason, grouped(row(another, same, None))]
        self._show(TAGS, grouped(column(*parts, gap="l")), "")

    def _what_to_compare(self) -> str:
        names = ", ".join(self.app.session.names.name_of(one) for one in self.work.case.persons)
        if self.work.proves_themselves:
            return (
                f"Is this {names}, whose wallet asks? Compare the picture with what was kept, ask "
                "for the document they joined with, or for what shows how their name changed."
            )
        return (
            f"Compare with {names}: the picture, the place of birth, the parents’ names, other "
            "documents. Two people can share a name and a birthday."
        )

    def _compare_with(self, person: int, name: str) -> Button:
        """Opens what this desk keeps of somebody alike."""

        def show(record: str) -> None:
            if record:
                EvidenceDialog(self.app, record, self).open()
            else:
                self.trouble.say(
                    f"This desk keeps nothing of {name}. Ask the verifier who confirmed them."
                )
                self.trouble.show()
                self.fit()

        return Button(
            f"See what you keep of {name}",
            lambda: self.run(lambda: self.work.kept_of(person), show),
            kind="link",
        )

    def _decide(self, accept: bool) -> None:
        typed = self.reason.value if self.reason is not None else ""
        ended = self._show_sign if accept else self._ended
        self.run(lambda: self.work.look(accept, typed), lambda _: ended())

    # Sign

    def _show_sign(self) -> None:
        case, wished = self.work.case, self.work.wished
        if wished:
            said = Text(
                f"{case.said} You sign that this person is called {wished}. The name becomes "
                "public when they issue their token."
            )
            self._show(SIGN, said, "Read and sign")
            return
        more = " Each further number or document is signed apart, as one more tag of theirs."
        several = len([kind for kind in case.tags if Kind(kind).strong]) > 1
        said = Text(
            f"{case.said} You sign that you checked them; nothing that names them goes to the "
            f"network.{more if several and not self.work.recovers else ''}"
        )
        self._show(SIGN, said, "Read and sign")

    def _sign(self) -> None:
        self._signatures = []
        self.run(self.work.statements, self._sign_next)

    def _sign_next(self, statements: tuple[Any, ...]) -> None:
        done = len(self._signatures)
        if done == len(statements):
            signatures = tuple(self._signatures)
            self.run(lambda: self.work.signed(signatures), self._hand_back)
            return

        def signed(signature: Any) -> None:
            self._signatures.append(signature)
            self._sign_next(statements)

        self.app.confirm(statements[done], signed)

    # Hand back

    def _hand_back(self, answers: tuple[str, ...]) -> None:
        self._answers = answers
        said = Text(
            "This is for the wallet that asked, and for nobody else: show it, save it, or copy it. "
            "Whoever asks again with the same request gets the very same.",
        )
        which = ChoiceField(
            "Which part",
            [
                (number, "The answer" if not number else f"A further tag, {number}")
                for number in range(len(answers))
            ],
        )
        which.setVisible(len(answers) > 1)
        place = column()

        def show() -> None:
            if self.code is not None:
                self.code.stop()
            clear(place)
            self.code = PaperCode(answers[int(str(which.value or 0))])
            place.addWidget(self.code)
            self.fit()

        which.changed.connect(show)
        self._show(BACK, grouped(column(said, which, grouped(place), gap="l")), "Done")
        show()

    # Refusing

    def _ask_refusal(self) -> None:
        self.reason = AreaField("Why you refuse it", lines=3)
        really = Button("Refuse it for good", self._refuse, kind="danger")
        self._show(
            self.step,
            grouped(
                column(
                    Text(
                        "The request ends here. What was kept as evidence stays until its day, "
                        "with your reason."
                    ),
                    self.reason,
                    row(Button("Back", self._begin), really, None),
                    gap="l",
                )
            ),
            "",
        )
        self.no.hide()

    def _refuse(self) -> None:
        reason = self.reason.value if self.reason is not None else ""
        if len(reason.strip()) < 3 and self.reason is not None:
            self.reason.fail("Say why: whoever asks later reads it.")
            return
        self.run(lambda: self.work.refuse(reason), lambda _: self._ended())

    def _ended(self) -> None:
        self.app.messages.tell("The request is refused. Tell the person why.")
        self.accept()

    # What all steps share

    def forward(self) -> None:
        """Go on from the step that is shown."""
        if self.step == LOOK:
            self._keep()
        elif self.step == SIGN:
            self._sign()
        else:
            self.accept()

    def _show(self, step: int, content: QWidget, words: str) -> None:
        self.stop()
        self.step = step
        self.steps.show_step(len(STEPS) if step == BACK else step)
        clear(self.place)
        if content is not self.form:
            self.form = None
        self.place.addWidget(content)
        self.trouble.hide()
        self.go.setVisible(bool(words))
        self.go.setEnabled(True)
        if words:
            self.go.say(words)
        self.no.setVisible(step != BACK)
        self.later.setVisible(step != BACK)
        self.fit()

    def fail(self, error: WalletError) -> None:
        """Say what went wrong beside its field, or beneath."""
        field = self.form.fields.get(error.field) if self.form is not None else None
        if field is None and error.field == "reason":
            field = self.reason
        if field is None:
            super().fail(error)
            return
        self.go.setEnabled(True)
        field.fail(error)
        field.setFocus()
        self.fit()

    def stop(self) -> None:
        """Show and look at nothing any more."""
        super().stop()
        if self.tags is not None:
            self.tags.stop()
            self.tags = None
