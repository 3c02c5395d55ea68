"""The part of the session that has to do with written terms: kept, signed, brought in, handed over.

The chain has a hash of the terms of an offering and nothing of who signed them; all of that is
among the wallet's documents.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from wallet.base.errors import WalletError
from wallet.base.texts import text_hash
from wallet.books.answers import Answers
from wallet.books.documents import Documents
from wallet.books.purchases import INVESTOR, garbage, keep_purchase, purchase_from, purchases
from wallet.flows import signed_terms
from wallet.flows.airgap import Asking, claims_of_statements
from wallet.flows.airgap_accounts import place_of
from wallet.flows.open_wallet import OpenWallet, watches_only
from wallet.flows.pdf_files import attached, is_pdf
from wallet.flows.places import (
    SIGNED,
    Place,
    check_place,
    is_link,
    other_terms,
    parse_place,
    split,
    terms_of,
)
from wallet.signing.known import KnownNetwork
from wallet.signing.signer import Signer
from wallet.signing.typed import TypedRequest

if TYPE_CHECKING:
    from wallet.acts.naming import BookNames
    from wallet.acts.prepared import Prepared
    from wallet.chain.networks import Network

UNREAD_TERMS: Final = (
    "The terms of this offering are not on this computer, so you would agree to what you have not "
    "read. Ask the issuer for them first."
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What something was that was brought in: offering, person, terms or signed; and its number."""

    kind: str
    number: int
    sentence: str


class Agreeing:
    """A part of the session: terms of offerings, and who signed them."""

    network: Network
    known: KnownNetwork
    names: BookNames
    documents: Documents
    opened: OpenWallet
    account_number: int

    @property
    @abstractmethod
    def answers(self) -> Answers:
        """The answers of the books."""

    @property
    @abstractmethod
    def signer(self) -> Signer:
        """What signs for the account."""

    @abstractmethod
    def now(self) -> int:
        """The chain's time."""

    def warned(self, prepared: Prepared) -> Prepared:
        """What was prepared, with a word where terms would be signed that are not here."""
        for one in prepared.statements:
            if one.kind == signed_terms.STATEMENT:
                seen = self.answers.terms_seen(int(one.message["offering"]))
                if seen is None or seen.form == "none":
                    return replace(prepared, warnings=(UNREAD_TERMS, *prepared.warnings))
                if seen.differs:
                    return replace(prepared, warnings=(*seen.differs, *prepared.warnings))
        return prepared

    def terms_to_sign(self, offering: int) -> signed_terms.ToSign:
        """What waits for this person's signature in an offering. Raises WalletError for nothing."""
        found = signed_terms.to_sign(self.answers, self.names, self.known, self.documents, offering)
        if found is None:
            raise WalletError(
                "Nothing waits for your signature in this offering.",
                "When an investor has signed, bring in what they sent you.",
                "terms.nothing",
            )
        return found

    def sign_terms(self, wanted: signed_terms.ToSign, signer: Signer | None = None) -> int:
        """Sign it all at one consent, and keep it; answers how many. Raises WalletError."""
        by = signer or self.signer
        kept = signed_terms.sign_all(wanted, by, self.documents, self.opened.after_signing)
        return len(kept)

    def asking_terms(self, wanted: signed_terms.ToSign) -> Callable[[bool], Asking]:
        """Begin to ask the machine that has the key of a watched wallet. Raises WalletError."""
        watched = self.opened.card.watched if self.opened.card is not None else None
        if watched is None:
            raise watches_only()
        place = place_of(watched, self.account_number)
        claims = claims_of_statements(wanted.requests, self.known, self.names, self.now())
        return lambda others: Asking(wanted.requests, place, claims, others)

    def take_signed(self, data: bytes | str) -> signed_terms.Taken:
        """Check what somebody sent, and keep it. Raises WalletError."""
        return signed_terms.take_signed(data, self.answers, self.known, self.documents)

    def check_signed(self, digest: str) -> str:
        """Check again what is kept of one purchase, and say it. Raises WalletError."""
        return signed_terms.checked(self.answers, self.known, self.documents, digest)

    def package(self, offering: int, person: int = 0) -> bytes:
        """Signed terms to hand over or to keep elsewhere. Raises WalletError for none."""
        made = signed_terms.signed_terms_of(self.documents, offering, person)
        if made is None:
            raise WalletError(
                "No signed terms of this offering are kept here.",
                "They are made when an investor commits, and when the issuer signs as well.",
                "terms.none",
            )
        return made

    def package_code(self, offering: int, person: int) -> str | None:
        """The same of one person as a text for one picture; None where it does not fit into one."""
        found = [one for one in purchases(self.documents, offering) if one.investor == person]
        return signed_terms.link_of(self.documents, found) if found else None

    def take_terms(self, offering: int, text: str) -> None:
        """Keep terms that somebody sent. Raises WalletError where they are not this offering's."""
        offer = self.answers.offering(offering)
        if offer is None or "0x" + text_hash(text).hex() != offer.terms_hash:
            raise other_terms()
        self.documents.keep_terms(text_hash(text), text)

    def bring(self, data: bytes | str, offering: int = 0) -> Brought:
        """Take whatever somebody sent: a link, terms, signed terms, or a PDF that has them with it.

        `offering` is the one that it is meant for, 0 for whichever it says. Raises WalletError
        saying what is wrong with it; nothing is kept then.
        """
        if isinstance(data, bytes) and is_pdf(data):
            inside = attached(data, signed_terms.MOST_PACKAGE)
            if not inside:
                raise WalletError(
                    "This PDF has no terms with it that this wallet could read.",
                    "Ask for the PDF as it was saved, or for the file of the terms.",
                    "terms.pdf",
                )
            data = inside[0]
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
        if len(text) > signed_terms.MOST_PACKAGE:
            raise garbage()
        if is_link(text) and split(text)[0] != SIGNED:
            kind, number = self.visit(parse_place(text))
            return Brought(kind, number, "")
        if is_link(text) or looks_signed(text):
            taken = self.take_signed(text)
            return Brought("signed", taken.offering, _said_of(taken))
        return self._bring_terms(text, offering)

    def _bring_terms(self, text: str, offering: int) -> Brought:
        if offering:
            self.take_terms(offering, text)
        else:
            offering = self.answers.offering_of_terms("0x" + text_hash(text).hex()) or 0
            if not offering:
                raise WalletError(
                    "This is nothing that an offering on this network names: no terms, no signed "
                    "terms and no link.",
                    "Open what you were sent as it is: one changed letter makes it something else.",
                    "terms.unknown",
                )
            self.take_terms(offering, text)
        return Brought("terms", offering, f"These are the terms that offering {offering} names.")

    def visit(self, place: Place) -> tuple[str, int]:
        """Where a link leads, by kind and number; terms that came along are kept.

        Raises WalletError: for another network, an offering or person that the books do not know,
        or terms that are not its own.
        """
        check_place(place, self.known)
        if place.kind == "person":
            if self.answers.person(place.number) is None:
                raise _unknown("person", place.number)
            return "person", place.number
        offer = self.answers.offering(place.number)
        if offer is None:
            raise _unknown("offering", place.number)
        text = terms_of(place, offer.terms_hash)
        if text:
            self.documents.keep_terms(bytes.fromhex(offer.terms_hash[2:]), text)
        return "offering", offer.id

    def place(self, kind: str, number: int) -> Place:
        """A link to an offering or a person, with the terms where they are kept."""
        seen = self.answers.terms_seen(number) if kind == "offering" else None
        return Place(
            kind,
            self.network.chain_id,
            self.network.address("Registry"),
            number,
            seen.text if seen is not None else "",
        )

    def _keep_stated(self, signed: Sequence[tuple[TypedRequest, bytes]]) -> None:
        """Keep what was signed beside an act: nothing on the chain can give it back."""
        for request, signature in signed:
            keep_purchase(self.documents, purchase_from(request, INVESTOR, signature))


def looks_signed(text: str) -> bool:
    """Whether a text means to be a package of signed terms."""
    return text.lstrip()[:1] == "{" and '"signed-terms"' in text


def _said_of(taken: signed_terms.Taken) -> str:
    if not taken.new:
        return f"You have these signed terms of offering {taken.offering} already. They are right."
    count = "One signature" if taken.new == 1 else f"{taken.new} signatures"
    also = ", and the terms themselves" if taken.terms else ""
    return f"{count} of offering {taken.offering} came in{also}. Everything in it is right."


def _unknown(what: str, number: int) -> WalletError:
    return WalletError(
        f"There is no {what} {number} on this network, as far as this wallet has read it.",
        "Wait a moment if it is very new, or ask for the link once more.",
        "link.unknown",
    )
