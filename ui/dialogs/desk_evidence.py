"""One record of evidence: shown when asked, hidden again after a while, deleted for good."""

import json
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.facts import Facts
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import date_of
from wallet.base.countries import country_name
from wallet.base.errors import WalletError
from wallet.flows.desk.case import BOXES
from wallet.identity.evidence import DELETED, Record

HIDE_AFTER = 60_000  # milliseconds


class EvidenceDialog(Dialog):
    """What is known of a record without opening it; its content only for a minute."""

    def __init__(self, context: Context, identifier: str, parent: QWidget | None = None) -> None:
        super().__init__("Evidence", parent)
        self.app, self.identifier = context, identifier
        self.dates = Facts()
        self.add(self.dates)
        self.said = Text(
            "Nobody’s name is shown until you open it, and then for a minute.", "body", "ink2"
        )
        self.add(self.said)
        self.content_ = Facts()
        self.content_.hide()
        self.add(self.content_)
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.add(self.trouble)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(HIDE_AFTER)
        self._hide.timeout.connect(self.hide_content)
        self.remove = self.add_button(Button("Delete it", self._ask_delete, kind="danger"))
        self.add_button(Button("Close", self.reject))
        self.go = self.add_button(Button("Open it", self._open, kind="primary"))
        self._sure = False
        self.app.tasks.run(self._record, self._show_dates, self._fail, owner=self)

    def hide_content(self) -> None:
        """Show nobody's name any more."""
        self._hide.stop()
        self.content_.show_facts(())
        self.content_.hide()
        self.said.say("It is hidden again.")
        self.go.show()
        self.fit()

    def reject(self) -> None:
        """Forget what was shown, and close."""
        self.hide_content()
        super().reject()

    def _record(self) -> Record:
        found = self.app.session.desk().evidence.records
        for one in found:
            if one.identifier == self.identifier:
                return one
        raise WalletError("There is no such record, or it was deleted.", "", "evidence.missing")

    def _show_dates(self, record: Record) -> None:
        self.dates.show_facts(
            [("Kept since", date_of(record.created)), ("To be deleted on", date_of(record.until))]
        )
        self.fit()

    def _open(self) -> None:
        desk = self.app.session.desk
        identifier = self.identifier
        self.app.tasks.run(
            lambda: json.loads(desk().evidence.open(identifier)), self._show, self._fail, owner=self
        )

    def _show(self, found: dict[str, Any]) -> None:
        self.content_.show_facts(facts_of(found))
        self.content_.show()
        self.said.say("It is hidden again in a minute, and nothing of it is written anywhere else.")
        self.go.hide()
        self._hide.start()
        self.fit()

    def _ask_delete(self) -> None:
        if not self._sure:
            self._sure = True
            self.trouble.say(
                "The answer that was given can then not be given again, and nobody can ask you "
                "what you saw. Press once more to delete it."
            )
            self.trouble.show()
            self.remove.say("Delete it for good")
            self.fit()
            return
        desk, identifier = self.app.session.desk, self.identifier
        self.app.tasks.run(
            lambda: desk().evidence.delete(identifier), self._deleted, self._fail, owner=self
        )

    def _deleted(self, _: None) -> None:
        self.app.messages.tell(DELETED)
        self.accept()

    def _fail(self, error: WalletError) -> None:
        self.trouble.say(str(error))
        self.trouble.show()
        self.fit()


def facts_of(found: dict[str, Any]) -> list[tuple[str, str]]:
    """What a record says, as facts."""
    facts: list[tuple[str, str]] = []
    seen = found.get("seen")
    if isinstance(seen, dict):
        boxes = [BOXES[name] for name in seen.get("boxes", ()) if name in BOXES]
        facts += [
            ("Name", str(found.get("name", ""))),
            ("Lines of the document", str(seen.get("zone", ""))),
            ("Lines of another one", str(seen.get("other", "")) or "none"),
            ("Number for life", str(seen.get("national", "")) or "none"),
            ("Place of birth", str(seen.get("place", "")) or "none"),
            ("Lives in", country_name(int(seen.get("country", 0)))),
            ("Ticked", "\n".join(boxes)),
        ]
        chip = found.get("chip")
        facts.append(("Chip", str(chip["sentence"]) if isinstance(chip, dict) else "none brought"))
    for key, label in (("finding", "Judged"), ("reason", "Why"), ("refused", "Refused because")):
        if found.get(key):
            facts.append((label, str(found[key])))
    if found.get("answers"):
        facts.append(("Answer", "given, and kept here so that it is given again unchanged"))
    return facts
