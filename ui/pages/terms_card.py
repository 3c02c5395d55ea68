"""The terms of an offering: what they say, whether they are its own, ways to take them along."""

from collections.abc import Callable

from ui.context import Context
from ui.dialogs.bring_in import BringInDialog
from ui.dialogs.show_code import ShowCodeDialog
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.terms_view import TermsView
from ui.widgets.text import Text
from wallet.base.errors import WalletError
from wallet.books.offering_terms import OfferingTerms, read_terms
from wallet.books.raising import Offering
from wallet.books.signed_terms import SignedEntry, TermsSeen

NOT_HERE = (
    "The terms of this raise are not on this computer. The network names them by a fingerprint "
    "alone: ask the issuer for their link, their PDF or their file, and bring it in."
)
RIGHT = "These are the terms that this offering names."
OTHER = "These terms contradict the offering itself. What the network holds counts: "


class TermsCard(Card):
    """Shows what is here of the terms. `again` is called when they were brought in."""

    def __init__(self, context: Context, again: Callable[[], object]) -> None:
        super().__init__("Terms", gap="m")
        self.app, self._again = context, again
        self.said = Text("", "body", "accent")
        self.missing = Note(NOT_HERE)
        self.view = TermsView()
        self.pdf = Button("Take them along", self._take)
        self.bring = Button("Bring terms in", self._bring)
        for widget in (self.said, self.missing, self.view):
            self.add(widget)
        self.add(row(self.pdf, self.bring, None))
        self._offer: Offering | None = None
        self._seen: TermsSeen | None = None
        self._signed: tuple[SignedEntry, ...] = ()

    def show_seen(
        self, offer: Offering, seen: TermsSeen | None, signed: tuple[SignedEntry, ...] = ()
    ) -> None:
        """Show terms, or that they are not here."""
        self._offer, self._seen, self._signed = offer, seen, signed
        terms = read_terms(seen.text) if seen is not None else None
        there = seen is not None and seen.form != "none"
        self.missing.setVisible(not there)
        self.said.setVisible(there and seen is not None and not seen.differs)
        self.said.say(RIGHT)
        if terms is not None and seen is not None:
            self.view.show_terms(terms, (OTHER, *seen.differs) if seen.differs else ())
        else:
            self.view.show_text(seen.text if seen is not None else "")
        self.view.setVisible(there)
        self.pdf.setVisible(there)
        self.bring.setVisible(not there)

    def _bring(self) -> None:
        if self._offer is not None:
            BringInDialog(self.app, lambda _: self._again(), self.window(), self._offer.id).open()

    def _take(self) -> None:
        offer, seen = self._offer, self._seen
        if offer is None or seen is None:
            return
        terms = read_terms(seen.text)
        name = f"terms-{offer.id}"
        files: list[tuple[str, str, Callable[[], bytes]]] = []
        if terms is not None:
            files.append(("Save as a PDF", f"{name}.pdf", lambda: self._paint(offer.id, terms)))
        ending = "json" if terms is not None else "txt"
        files.append(("Save the data alone", f"{name}.{ending}", lambda: seen.text.encode()))
        ShowCodeDialog(
            self.app,
            "Take the terms along",
            "The PDF is for people; the data they were made from is attached to it, and the "
            "network's fingerprint is that of the data. Either can be brought into a wallet and "
            "checked.",
            "",
            "",
            tuple(files),
            self.window(),
        ).open()

    def _paint(self, number: int, terms: OfferingTerms) -> bytes:
        """The PDF, with signed terms where there are any; in a worker."""
        from ui.terms_pdf import terms_pdf  # what paints is loaded for it alone

        session = self.app.session
        rules = next((one for one in session.answers.regimes() if one.id == terms.regime), None)
        signed = tuple(one for one in self._signed if one.investor_signed)
        package = b""
        try:
            package = session.package(number) if signed else b""
        except WalletError:
            signed = ()
        return terms_pdf(terms, session.network.name, rules, signed, package)
