"""The record behind one line of what happened: all that the transaction did, its papers, its words.

What its sender signed is asked of the node when somebody wants to know, and told from the bytes.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.context import Context
from ui.widgets.activity_rows import activity_row, activity_table
from ui.widgets.button import Button
from ui.widgets.details import Details
from ui.widgets.dialog import Dialog
from ui.widgets.layout import column, grouped, row
from ui.widgets.note import Note
from ui.widgets.text import Text
from wallet.base.clock import exact_time
from wallet.base.errors import WalletError
from wallet.books.activity import ActivityRow
from wallet.books.histories import Transaction

if TYPE_CHECKING:
    from wallet.acts.sent import Sent

_MOST = 12  # sentences and papers of one transaction


class RecordDialog(Dialog):
    """Shows one thing that happened; hashes are under Details.

    `again` is called with an entry of the journal where what came to nothing can be begun anew.
    """

    def __init__(
        self,
        context: Context,
        record: ActivityRow,
        parent: QWidget | None = None,
        again: Callable[[int], object] | None = None,
    ) -> None:
        super().__init__("What happened", parent=parent)
        self.app, self.record = context, record
        self.add(Text(record.sentence, "sentence"))
        if record.detail:
            self.add(Text(record.detail, "body", "ink2"))
        self.add(Text(exact_time(record.at), "caption", "ink2"))
        self.others = column(gap="xs")
        self.add(self.others)
        self.papers = column(gap="s")
        self.add(self.papers)
        self.signed = Note("", "accent")
        self.signed.hide()
        self.add(self.signed)
        self.ask = Button("Show what was signed", self._explain, kind="link")
        self.ask.setVisible(record.block is not None and bool(record.tx))
        self.add(row(self.ask, None))
        self.details = Details()
        kept = "not in a block yet" if record.block is None else f"block {record.block:,}"
        self.details.say(f"{kept}\ntransaction {record.tx or 'not sent'}")
        self.add(self.details)
        self.close_ = self.add_button(Button("Close", self.accept))
        self._again = again
        self._entry = record.again
        if again is not None and record.again:
            self.anew = self.add_button(Button("Begin it anew", self._begin, kind="primary"))
        if record.block is not None and record.tx:
            block, tx, answers = record.block, record.tx, context.session.answers
            context.tasks.run(lambda: answers.transaction(block, tx), self._show, owner=self)

    def _begin(self) -> None:
        self.accept()
        if self._again is not None:
            self._again(self._entry)

    def _show(self, found: Transaction | None) -> None:
        if found is None:
            return
        also = [one for one in found.sentences if one != self.record.sentence]
        if also:
            self.others.addWidget(Text("In the same step", "captionBold", "ink2"))
        for sentence in also[:_MOST]:
            self.others.addWidget(Text(sentence, "body", "ink2"))
        if len(also) > _MOST:
            self.others.addWidget(Text(f"and {len(also) - _MOST} more", "caption", "ink2"))
        for paper in found.papers[:_MOST]:
            self.papers.addWidget(Details(paper.text, paper.title, kind="body"))
        self.fit()

    def _explain(self) -> None:
        from wallet.acts.sent import explain_sent  # few ask, and it knows every contract's words

        self.ask.setEnabled(False)
        session, tx = self.app.session, self.record.tx
        self.app.tasks.run(
            lambda: self._told(explain_sent(session.chain, session.known, session.names, tx)),
            self._said,
            self._unknown,
            owner=self,
        )

    def _told(self, sent: "Sent") -> str:
        with self.app.session.answers.view() as view:
            number = view.person_of(sent.sender)
            who = "You" if number == view.me and number else view.name_of(number or 0)
        if not number:
            who = "Somebody who is not a person of this network"
        meant = "" if who == "You" else f" (“you” is {who})"
        return f"{who} signed: {sent.explanation.plain}{meant}"

    def _said(self, words: str) -> None:
        self.signed.say(words)
        self.signed.show()
        self.ask.hide()
        self.fit()

    def _unknown(self, error: WalletError) -> None:
        self.signed.say(str(error))
        self.signed.show()
        self.ask.setEnabled(True)
        self.fit()


class HistoryDialog(Dialog):
    """All events about one thing; each opens its record."""

    def __init__(
        self,
        context: Context,
        title: str,
        person: int,
        thing: str = "",
        number: int = 0,
        parent: QWidget | None = None,
        case: Callable[[], object] | None = None,
    ) -> None:
        """`case` opens what makes a case file of the thing, where there can be one."""
        super().__init__(title, parent)
        self.app = context
        self.rows: tuple[ActivityRow, ...] = ()
        self.table = activity_table(title)
        self.table.opened.connect(self._open)
        self.nothing = Text("The books know of nothing more than is shown.", "body", "ink2")
        self.nothing.hide()
        self.add(grouped(column(self.table, self.nothing)))
        if case is not None:
            self.case = self.add_button(Button("Case file", case))
        self.add_button(Button("Close", self.accept))
        answers = context.session.answers
        context.tasks.run(
            lambda: answers.happened(person, thing, number), self._show, self._failed, owner=self
        )

    def _show(self, rows: tuple[ActivityRow, ...]) -> None:
        self.rows = rows
        self.table.show_rows([activity_row(number, one) for number, one in enumerate(rows)])
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.fit()

    def _failed(self, error: WalletError) -> None:
        self.nothing.say(str(error))
        self.nothing.show()

    def _open(self, key: object) -> None:
        if isinstance(key, int) and key < len(self.rows):
            RecordDialog(self.app, self.rows[key], self).open()
