"""Written terms and who signed them: an issuer's with every investor, an investor's own."""

from collections.abc import Callable, Sequence

from ui.context import Context
from ui.dialogs.bring_in import BringInDialog
from ui.dialogs.show_code import ShowCodeDialog
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.table import Cell, Column, Row, Table
from ui.widgets.text import Text
from wallet.base.clock import date_of, exact_time
from wallet.base.errors import WalletError
from wallet.base.money import dollars, share_count, shares
from wallet.books.signed_terms import BOUND, SignedEntry
from wallet.flows.signed_terms import SignTerms

SENTENCE = (
    "Both sides sign the same words, over the terms, the shares and the money. It is kept here "
    "with what was bought; the network keeps only a fingerprint of the terms."
)


class SignedCard(Card):
    """A table of commitments with who signed; buttons for the one that is chosen.

    `again` is called when something was signed or brought in.
    """

    def __init__(self, context: Context, again: Callable[[], object], own: bool) -> None:
        """`own` is whether they are the investors of one's own raise."""
        super().__init__("Signed terms")
        self.app, self._again, self._own = context, again, own
        self._entries: tuple[SignedEntry, ...] = ()
        self.add(Text(SENTENCE, "caption", "ink2"))
        who = "Investor" if own else "Raise"
        self.table = Table(
            [Column(who, False, True), Column("Shares"), Column("Signed"), Column("By")],
            "Signed terms",
        )
        self.table.acted.connect(self._act)
        self.said = Note("", "accent")
        self.said.hide()
        self.trouble = Note("", "oxide")
        self.trouble.hide()
        self.sign = Button("Sign", self._sign)
        self.bring = Button("Bring signed terms in", self._bring)
        self.hand = Button("Hand them over", self._hand)
        for widget in (self.table, self.said, self.trouble):
            self.add(widget)
        self.add(row(self.sign, self.bring, self.hand, None))

    def show_entries(self, entries: Sequence[SignedEntry]) -> None:
        """Show commitments; only those in which terms are wanted, or were signed."""
        self._entries = tuple(one for one in entries if one.state in BOUND or one.investor_signed)
        self.setVisible(bool(self._entries))
        self.table.show_rows([_row(one, self._own) for one in self._entries])
        waiting = [one for one in self._entries if self._waits(one)]
        self.sign.setVisible(bool(waiting))
        count = f" ({len(waiting)})" if len(waiting) > 1 else ""
        self.sign.say(f"Sign as issuer{count}" if self._own else f"Sign{count}")
        self.hand.setVisible(any(one.investor_signed for one in self._entries))

    def _waits(self, one: SignedEntry) -> bool:
        if one.state not in BOUND:
            return False
        if self._own:
            return one.investor_signed and not one.issuer_signed
        return not one.investor_signed

    def _act(self, key: object, action: str) -> None:
        if action == "Check":
            entry = next((one for one in self._entries if _key(one) == key), None)
            if entry is not None:
                self._check(entry)

    def _check(self, entry: SignedEntry) -> None:
        check, digest = self.app.session.check_signed, entry.digest
        self.said.hide()
        self.trouble.hide()
        self.app.tasks.run(lambda: check(digest), self._right, self._wrong, owner=self)

    def _right(self, sentence: str) -> None:
        self.said.say(sentence)

    def _wrong(self, error: WalletError) -> None:
        self.trouble.say(str(error))

    def _sign(self) -> None:
        """Sign what waits: of one's own raise all at once, else raise by raise."""
        waiting = next((one for one in self._entries if self._waits(one)), None)
        if waiting is not None:
            self.app.confirm(SignTerms(waiting.offering), lambda _: self._again())

    def _bring(self) -> None:
        BringInDialog(self.app, lambda _: self._again(), self.window()).open()

    def _hand(self) -> None:
        """What the other side gets: a file with all of it, and a code where it fits into one."""
        signed = [one for one in self._entries if one.investor_signed]
        if not signed:
            return
        chosen = next((one for one in signed if _key(one) == self.table.chosen()), signed[0])
        session, number = self.app.session, chosen.offering
        whom = 0 if self._own and self.table.chosen() is None else chosen.person.id
        whose = chosen.person.id
        self.app.tasks.run(
            lambda: session.package_code(number, whose) or "",
            lambda code: self._show_code(chosen, whom, code),
            self._wrong,
            owner=self,
        )

    def _show_code(self, chosen: SignedEntry, whom: int, code: str) -> None:
        session, number = self.app.session, chosen.offering
        other = chosen.person.name if self._own else chosen.issuer.name
        said = (
            f"Show the code to {other}, or send the file. The code has what was signed, the file "
            "the terms as well. Only the two of you need it, and a court."
        )
        if self._own and not whom:
            said = (
                f"The code is what {other} gets; choose another line for another investor. The "
                "file has all investors: keep it for yourself."
            )
        ShowCodeDialog(
            self.app,
            "Hand signed terms over",
            said,
            code,
            code,
            (
                (
                    "Save as a file",
                    f"signed-terms-{number}.json",
                    lambda: session.package(number, whom),
                ),
            ),
            self.window(),
        ).open()


def _key(one: SignedEntry) -> tuple[int, int]:
    return one.offering, one.number


def _row(one: SignedEntry, own: bool) -> Row:
    signers = [
        *((one.person.name,) if one.investor_signed else ()),
        *((one.issuer.name,) if one.issuer_signed else ()),
    ]
    tone: Tone = "bronze"
    if one.issuer_signed and one.investor_signed:
        state, tone = "signed by both", "accent"
    elif one.investor_signed:
        state = "waits for your signature" if own else "waits for the issuer’s signature"
    else:
        state = "their signature is not here" if own else "waits for your signature"
    if one.state not in BOUND:
        state, tone = f"{_ENDED.get(one.state, one.state)}, so it binds nobody", "ink3"
    name = one.person.name if own else f"Offering {one.offering}"
    when = Cell(
        date_of(one.agreed) if one.agreed else "–",
        hint=exact_time(one.agreed) if one.agreed else "",
    )
    cells = (
        Cell(name, state, beneath_tone=tone),
        Cell(share_count(one.units), dollars(one.paid), hint=shares(one.units, exact=True)),
        when,
        Cell(" and ".join(signers) or "nobody yet"),
    )
    return Row(_key(one), cells, "Check" if one.investor_signed else "")


_ENDED = {
    "withdrawn": "withdrawn",
    "rejected": "declined",
    "to refund": "to be refunded",
    "over the maximum": "above the maximum",
    "refunded": "refunded",
}
