"""What a verifier's desk stands on: its circle, the certificates of countries, its evidence."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFileDialog

from ui.context import Context
from ui.dialogs.desk_circle import CircleDialog
from ui.dialogs.desk_evidence import EvidenceDialog
from ui.dialogs.desk_handing import HandOnDialog
from ui.dialogs.desk_line import LineDialog
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.facts import Facts
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.flows.desk.circle import Stage
from wallet.flows.desk.overview import DeskState
from wallet.identity.evidence import DELETED

Again = Callable[[], object]
SHOWN = 12
STAGES = {
    Stage.CARD: "Five verifiers compute tags together, none alone. Begin with your desk’s card.",
    Stage.CARDS: "Your card is ready. Hand it to the four others, and bring theirs.",
    Stage.DEALING: "All five cards are here. Now the five desks make the key together.",
    Stage.COMPARE: "The key is made. Compare its number with the four others before it is used.",
    Stage.READY: "Any three of these five compute a person’s tags together.",
}


class CircleCard(Card):
    """The five desks, and what comes next with them."""

    def __init__(self, context: Context, again: Again) -> None:
        super().__init__("The circle of five desks")
        self.app, self._again = context, again
        self.said = Text("", "body", "ink2")
        self.add(self.said)
        self.table = Table((Column("Desk", False, True),), "Desks of the circle")
        self.add(self.table)
        self.line = Text("", "caption", "ink2")
        self.add(self.line)
        self.go = Button("Set it up", self._set_up)
        self.serve = Button("How others reach me", self._serve)
        self.hand = Button("Hand shares on", self._hand_on)
        self.add(row(self.go, self.serve, self.hand, None))

    def show_state(self, answer: DeskState) -> None:
        """Show the desks and the next step."""
        self.said.say(STAGES[answer.stage])
        self.table.show_rows(
            [
                Row(
                    one.number,
                    (
                        Cell(
                            f"{one.name} (you)" if one.mine else one.name,
                            _reached(one.line, one.mine, answer.local),
                        ),
                    ),
                )
                for one in answer.members
            ]
        )
        self.table.setVisible(bool(answer.members))
        ready = answer.stage is Stage.READY
        self.go.say("See the circle" if ready else "Go on" if answer.members else "Set it up")
        self.serve.setVisible(ready)
        self.hand.setVisible(answer.stage in (Stage.CARDS, Stage.READY))
        self.hand.say("Hand shares on" if ready else "Take a share over")
        self.line.setVisible(ready)
        self.line.say(
            f"You answer other desks on port {answer.port}, while this wallet is unlocked."
            if answer.port
            else "You answer other desks by letters that you bring and take; over the network not."
        )

    def _set_up(self) -> None:
        dialog = CircleDialog(self.app, self.window())
        dialog.finished.connect(lambda _: self._again())
        dialog.open()

    def _hand_on(self) -> None:
        dialog = HandOnDialog(self.app, self.window())
        dialog.finished.connect(lambda _: self._again())
        dialog.open()

    def _serve(self) -> None:
        dialog = LineDialog(self.app, self.window())
        dialog.finished.connect(lambda _: self._again())
        dialog.open()


class CertificatesCard(Card):
    """The folder with certificates of countries: how many of which, and what is wrong with it."""

    def __init__(self, context: Context, again: Again) -> None:
        super().__init__("Certificates of countries")
        self.app, self._again = context, again
        self.add(
            Text(
                "A chip is held against the certificates in a folder that you keep, from a source "
                "that you trust. Nothing is fetched.",
                "body",
                "ink2",
            )
        )
        self.problem = Note("", "bronze")
        self.add(self.problem)
        self.facts = Facts()
        self.add(self.facts)
        self.problems = Text("", "caption", "ink2")
        self.add(self.problems)
        self.choose = Button("Choose the folder", self._choose)
        self.add(row(self.choose, None))

    def show_state(self, answer: DeskState) -> None:
        """Show what the folder holds."""
        trust = answer.trust
        self.problem.say(trust.problem)
        facts = []
        if trust.counts:
            few = ", ".join(f"{name} {count}" for name, count in trust.counts[:SHOWN])
            more = len(trust.counts) - SHOWN
            facts.append(("Countries", few + (f" and {more} more" if more > 0 else "")))
            late = f"{trust.expired:,}" if trust.expired else "None"
            facts.append(("Ran out", late))
            facts.append(("Lists of withdrawn ones", f"{trust.lists:,}" if trust.lists else "None"))
        self.facts.show_facts(facts)
        self.facts.setVisible(bool(facts))
        self.problems.say("\n".join(trust.problems))
        self.problems.setVisible(bool(trust.problems))

    def use_folder(self, folder: str) -> None:
        """Keep certificates there from now on."""
        desk = self.app.session.desk

        def change() -> None:
            desk().change(replace(desk().settings, certificates=folder))

        self.app.tasks.run(change, lambda _: self._again(), owner=self)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Choose the folder with certificates of countries")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.use_folder)
        dialog.open()


class EvidenceCard(Card):
    """What is kept of people, by dates and without names; opened one by one, deleted at its day."""

    def __init__(self, context: Context, again: Again) -> None:
        super().__init__("Evidence")
        self.app, self._again = context, again
        self.add(
            Text(
                "What you saw is sealed on this computer, its key in the keyring. Nobody’s name is "
                "to be read until you open a record.",
                "body",
                "ink2",
            )
        )
        columns = (Column("Kept since", False, True), Column("To be deleted on"))
        self.table = Table(columns, "Evidence", most_rows=6)
        self.table.opened.connect(self._open)
        self.add(self.table)
        self.nothing = Text("No evidence is kept.", "body", "ink2")
        self.add(self.nothing)
        self.due = Button("Delete what is due", self._delete_due, kind="danger")
        self.anew = Button("Put it aside, and begin new evidence", self._begin_anew)
        self.add(row(self.due, self.anew, None))

    def show_state(self, answer: DeskState) -> None:
        """Show the records, the first to be deleted first."""
        rows = [
            Row(
                one.identifier,
                (
                    Cell(date_of(one.created)),
                    Cell(date_of(one.until), tone="bronze" if one.until <= answer.at else "ink"),
                ),
                opens=True,
            )
            for one in answer.records
        ]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows and not answer.evidence_problem)
        self.due.setVisible(bool(answer.due))
        self.anew.setVisible(answer.evidence_lost)
        self.due.say(f"Delete the {answer.due:,} whose day has passed")

    def _open(self, key: object) -> None:
        dialog = EvidenceDialog(self.app, str(key), self.window())
        dialog.finished.connect(lambda _: self._again())
        dialog.open()

    def _delete_due(self) -> None:
        desk = self.app.session.desk
        self.app.tasks.run(
            lambda: desk().evidence.delete_due(desk().views.now()), self._deleted, owner=self
        )

    def _begin_anew(self) -> None:
        desk = self.app.session.desk
        self.app.tasks.run(
            lambda: desk().begin_evidence_anew(), lambda _: self._again(), owner=self
        )

    def _deleted(self, count: int) -> None:
        self.app.messages.tell(f"{count:,} records are deleted. {DELETED}")
        self._again()


def _reached(line: str, mine: bool, local: bool) -> str:
    if mine:
        return "Answers at " + line if line else "This desk"
    if line:
        return f"Answers at {line}"
    return "On this machine: it answers at once" if local else "By letters, as files or codes"
