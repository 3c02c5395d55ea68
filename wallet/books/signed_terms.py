"""Who has signed the terms under which shares were bought, and whether a signature is what it says.

A statement is about the commitment on the chain with the same person, shares and money.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.base.texts import text_hash
from wallet.books.documents import TERMS, Documents
from wallet.books.offering_terms import differences, read_terms
from wallet.books.persons import PersonRef, name_list
from wallet.books.purchases import INVESTOR, ISSUER, KIND, Purchase, kept
from wallet.books.raising import Entry, Offering, my_offerings, offering, offerings_of
from wallet.books.task import BRONZE, Task
from wallet.books.terms import terms_text
from wallet.books.view import View
from wallet.signing.known import KnownNetwork
from wallet.signing.signature import signer_of
from wallet.signing.typed import HOMES

BOUND: Final = ("committed", "to take", "taken")
"""States of a commitment in which signed terms are wanted."""


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """A commitment, and whether its terms are signed.

    `agreed` is when whoever bought signed (None: not that this wallet knows), `digest` what both
    sign. `terms_kept` says whether the terms themselves are here.
    """

    offering: int
    number: int
    person: PersonRef
    issuer: PersonRef
    units: int
    paid: int
    state: str
    digest: str
    agreed: int | None
    investor_signed: bool
    issuer_signed: bool
    investor_account: str
    issuer_account: str
    terms_kept: bool


@dataclass(frozen=True, slots=True)
class TermsSeen:
    """The terms that an offering names: whether they are here, and what they say.

    `form` is "none" (not kept here), "text" (written as plain text) or "data"; `differs` are the
    sentences in which they contradict the offering on the chain.
    """

    offering: int
    terms_hash: str
    form: str
    text: str
    differs: tuple[str, ...]


def terms_seen(view: View, documents: Documents, offer: Offering) -> TermsSeen:
    """What is here of the terms of an offering; they can be those of the issuer's token."""
    text = str((documents.find(TERMS, offer.terms_hash) or {}).get("text", ""))
    if not text:
        public = terms_text(view, offer.issuer.id) or ""
        text = public if "0x" + text_hash(public).hex() == offer.terms_hash else ""
    terms = read_terms(text)
    if terms is None:
        return TermsSeen(offer.id, offer.terms_hash, "text" if text else "none", text, ())
    return TermsSeen(offer.id, offer.terms_hash, "data", text, differences(terms, offered(offer)))


def offered(offer: Offering) -> dict[str, int]:
    """An offering as terms are held against it."""
    return {
        "issuer": offer.issuer.id,
        "units_min": offer.units_min,
        "units_max": offer.units_max,
        "price": offer.price,
        "deadline": offer.deadline,
        "lockup": offer.lockup,
        "regime": offer.regime,
    }


def signed_entries(view: View, documents: Documents, number: int) -> tuple[SignedEntry, ...]:
    """Every commitment of an offering that stands or stood, with who signed its terms."""
    offer = offering(view, number)
    if offer is None:
        return ()
    about: dict[tuple[object, ...], deque[tuple[str, Purchase]]] = defaultdict(deque)
    for digest, one in kept(documents, number).items():
        about[one.investor, one.units, one.paid, "0x" + one.terms_hash.hex()].append((digest, one))
    seen = terms_seen(view, documents, offer).form != "none"
    found = []
    for entry in offer.entries:  # the earliest statement belongs to the earliest commitment
        waiting = about[entry.person.id, entry.units, entry.paid, offer.terms_hash]
        found.append(_entry(offer, entry, waiting.popleft() if waiting else None, seen))
    return tuple(found)


def signed_with(view: View, documents: Documents, issuer: int) -> tuple[SignedEntry, ...]:
    """What whoever looks bought in all offerings of an issuer, the newest offering first."""
    return tuple(
        one
        for offer in offerings_of(view, issuer)
        if offer.my_entries
        for one in signed_entries(view, documents, offer.id)
        if view.is_me(one.person.id)
    )


def signatures_due(view: View, documents: Documents) -> tuple[Task, ...]:
    """What investors have signed and the issuer has not, a task for each raise of whoever looks."""
    found = []
    for offer in my_offerings(view):
        due = [
            one
            for one in signed_entries(view, documents, offer.id)
            if one.state in BOUND and one.investor_signed and not one.issuer_signed
        ]
        if due:
            names = name_list(dict.fromkeys(one.person.name for one in due))
            found.append(
                Task(
                    kind="signature",
                    tone=BRONZE,
                    sentence=f"Sign the terms with {names}",
                    detail="They have signed them; it takes one signature of yours for all.",
                    action="Sign",
                    page="raise",
                    target=offer.id,
                )
            )
    return tuple(found)


def check_purchase(view: View, known: KnownNetwork, purchase: Purchase) -> Offering:
    """The offering that a signed statement belongs to. Raises WalletError saying what is wrong."""
    if purchase.chain != known.chain_id or not same_address(
        purchase.contract, known.contracts[HOMES[KIND][0]]
    ):
        raise WalletError(
            "This was signed for another network, so it says nothing about an offering here.",
            f"This wallet is open on {known.name}.",
            "terms.other-network",
        )
    offer = offering(view, purchase.offering)
    if offer is None:
        raise WalletError(
            f"There is no offering {purchase.offering} on this network.",
            "Ask which offering was meant.",
            "terms.no-offering",
        )
    if "0x" + purchase.terms_hash.hex() != offer.terms_hash:
        raise WalletError(
            f"It agrees to other terms than those that offering {offer.id} names.",
            "Have the terms of this offering signed.",
            "terms.other-terms",
        )
    if purchase.issuer != offer.issuer.id:
        raise WalletError(
            f"It names another issuer than that of offering {offer.id}.",
            "Ask for the signature once more.",
            "terms.other-issuer",
        )
    if not purchase.signatures:
        raise WalletError("Nobody has signed this.", "Ask for a signature.", "terms.unsigned")
    for side, (account, signature) in purchase.signatures.items():
        _check_signature(view, purchase, side, account, signature)
    if not any(_about(purchase, offer, entry) for entry in offer.entries):
        raise WalletError(
            f"{view.name_of(purchase.investor)} has made no commitment of these shares and this "
            f"money to offering {offer.id}.",
            "Wait until the network shows it, or ask what was meant.",
            "terms.no-commitment",
        )
    return offer


def accounts_of(view: View, person: int) -> frozenset[str]:
    """Every address that was a person's wallet, as far as the books know, in lower case."""
    found = {account_of(view, person)} - {""}
    told = view.tables.rows(
        "SELECT e.fields FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log"
        " WHERE i.who = ? AND e.contract = 'Registry' AND e.name IN ('Joined', 'Recovered')",
        str(person),
    )
    for one in told:
        said = json.loads(one["fields"])
        if said.get("person") == person and isinstance(said.get("account"), str):
            found.add(said["account"].lower())
    return frozenset(found)


def account_of(view: View, person: int) -> str:
    """The address that is a person's wallet now, in lower case; empty for nobody."""
    row = view.tables.row("SELECT account FROM person WHERE id = ?", person)
    return str(row["account"]).lower() if row is not None else ""


def _check_signature(
    view: View, purchase: Purchase, side: str, account: str, signature: bytes
) -> None:
    who = purchase.investor if side == INVESTOR else purchase.issuer
    name = view.name_of(who)
    signer = signer_of(purchase.request(account).digest, signature)
    if signer is None or not same_address(signer, account):
        raise WalletError(
            f"The signature of {name} does not fit what is said here: it was altered, or is not "
            "theirs.",
            "Ask for it once more.",
            "terms.other-signature",
        )
    if account.lower() not in accounts_of(view, who):
        raise WalletError(
            f"This is signed by somebody else than {name}.",
            "Only the wallet of that person can sign it.",
            "terms.stranger",
        )


def _entry(
    offer: Offering, entry: Entry, stated: tuple[str, Purchase] | None, terms_kept: bool
) -> SignedEntry:
    digest, purchase = stated if stated is not None else ("", None)
    signatures = purchase.signatures if purchase is not None else {}
    return SignedEntry(
        offering=offer.id,
        number=entry.number,
        person=entry.person,
        issuer=offer.issuer,
        units=entry.units,
        paid=entry.paid,
        state=entry.state,
        digest=digest,
        agreed=purchase.at if purchase is not None and INVESTOR in signatures else None,
        investor_signed=INVESTOR in signatures,
        issuer_signed=ISSUER in signatures,
        investor_account=signatures[INVESTOR][0] if INVESTOR in signatures else "",
        issuer_account=signatures[ISSUER][0] if ISSUER in signatures else "",
        terms_kept=terms_kept,
    )


def _about(purchase: Purchase, offer: Offering, entry: Entry) -> bool:
    """Whether a statement can be about a commitment."""
    said = (purchase.investor, purchase.units, purchase.paid, "0x" + purchase.terms_hash.hex())
    return said == (entry.person.id, entry.units, entry.paid, offer.terms_hash)
