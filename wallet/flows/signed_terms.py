"""Signed terms on their way between issuer and investor, and as a package to keep or to show.

The package is JSON, with whole numbers as decimal text and bytes as 0x and hexadecimal digits:

    {"kind": "signed-terms", "v": 1, "chain": "8453", "contract": "0x<Offering>",
     "offering": "7", "termsHash": "0x<32 bytes>", "terms": "<the text that this is the Keccak-256
     of; empty where it is not kept here>",
     "purchases": [
       {"chain": ..., "contract": ..., "offering": ..., "termsHash": ..., "issuer": "12",
        "investor": "30", "units": "...", "paid": "...", "at": "...",
        "signatures": {"investor": {"account": "0x...", "signature": "0x<65 bytes>"},
                       "issuer":   {"account": "0x...", "signature": "0x<65 bytes>"}},
        "digest": "0x<what both signed>", "typed": {<the same as the JSON of EIP-712>}}]}

`digest` and `typed` repeat what follows from the rest, so that a stranger can check a signature
with any program that knows EIP-712; they are left out where a package travels as a picture, and
when one is read they are computed, never believed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.acts.naming import BookNames
from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.base.texts import text_hash
from wallet.books.answers import Answers
from wallet.books.documents import TERMS, Documents
from wallet.books.purchases import (
    INVESTOR,
    ISSUER,
    Purchase,
    garbage,
    keep_purchase,
    kept,
    purchase_of,
    purchases,
)
from wallet.books.raising import offering
from wallet.books.signed_terms import BOUND, SignedEntry, account_of, check_purchase
from wallet.flows.places import MOST_CODE, SCHEME, SIGNED, is_link, pack, split, unpack
from wallet.signing.explain import explain_typed
from wallet.signing.known import KnownNetwork
from wallet.signing.sentence import Sentence, sentence, strong
from wallet.signing.signer import MOST_TOGETHER, Signer
from wallet.signing.typed import TypedRequest

KIND: Final = "signed-terms"
STATEMENT: Final = "Purchase"
MOST_PACKAGE: Final = 4 * 2**20
MOST_PURCHASES: Final = 2_000


@dataclass(frozen=True)
class SignTerms:
    """Wanting to sign what waits for one's signature in an offering; nothing of it is sent."""

    offering: int


@dataclass(frozen=True)
class ToSign:
    """Statements that wait for the signature of whoever looks, and what they say.

    `later` counts those that do not fit into one go.
    """

    side: str
    requests: tuple[TypedRequest, ...]
    purchases: tuple[Purchase, ...]
    sentences: tuple[Sentence, ...]
    details: str
    later: int = 0


@dataclass(frozen=True)
class Taken:
    """What a package brought: how many statements were new or got a signature, and about what."""

    offering: int
    new: int
    known: int
    terms: bool


def signed_terms_of(documents: Documents, number: int, person: int = 0) -> bytes | None:
    """The package of an offering, or of one person's purchases in it; None where nothing is kept.

    `person` is the investor's id, 0 for all. It reads the wallet's documents alone.
    """
    found = [one for one in purchases(documents, number) if person in (0, one.investor)]
    return package_of(documents, found) if found else None


def package_of(documents: Documents, found: Sequence[Purchase], whole: bool = True) -> bytes:
    """A package of purchases in one offering; not `whole` without what follows from the rest."""
    first = found[0]
    named = "0x" + first.terms_hash.hex()
    text = str((documents.find(TERMS, named) or {}).get("text", "")) if whole else ""
    made = {
        "kind": KIND,
        "v": 1,
        "chain": str(first.chain),
        "contract": first.contract,
        "offering": str(first.offering),
        "termsHash": named,
        "terms": text,
        "purchases": [_shown(one, whole) for one in found],
    }
    if whole:
        return json.dumps(made, indent=1, sort_keys=True).encode()
    return json.dumps(made, separators=(",", ":"), sort_keys=True).encode()


def link_of(documents: Documents, found: Sequence[Purchase]) -> str | None:
    """A few purchases as a link for one picture, None where they are too many for it."""
    link = f"{SCHEME}{SIGNED}?d={pack(package_of(documents, found, whole=False).decode('ascii'))}"
    return link if len(link) <= MOST_CODE else None


def read_package(data: bytes | str) -> tuple[tuple[Purchase, ...], str]:
    """The purchases in a package, and the terms that came along. Raises WalletError.

    `data` is a package or a link that holds one.
    """
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    if len(text) > MOST_PACKAGE:
        raise garbage()
    if is_link(text):
        kind, given = split(text)
        if kind != SIGNED:
            raise garbage()
        text = unpack(given.get("d", ""))
    try:
        found: Any = nesting.loads(text)
    except (ValueError, RecursionError):
        raise garbage() from None
    if not isinstance(found, dict) or found.get("kind") != KIND or found.get("v") != 1:
        raise garbage()
    rows, terms = found.get("purchases"), found.get("terms")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_PURCHASES:
        raise garbage()
    if not isinstance(terms, str):
        raise garbage()
    return tuple(purchase_of(one) for one in rows), terms


def take_signed(
    data: bytes | str, answers: Answers, known: KnownNetwork, documents: Documents
) -> Taken:
    """Check everything in a package against the chain, then keep it: all of it or nothing.

    Raises WalletError: for another network or offering, other terms, a signature that is not
    theirs, or a purchase of which the chain knows nothing.
    """
    found, terms = read_package(data)
    with answers.view() as view:
        offers = [check_purchase(view, known, one) for one in found]
    for one in found:
        if terms and text_hash(terms) != one.terms_hash:
            raise WalletError(
                "The terms in it are others than those that were signed: they were altered.",
                "Ask for it once more.",
                "terms.altered",
            )
    before = kept(documents)
    new = 0
    for one in found:
        merged, known_before = keep_purchase(documents, one), before.get(one.digest)
        new += known_before is None or set(known_before.signatures) != set(merged.signatures)
    if terms:
        documents.keep_terms(found[0].terms_hash, terms)
    return Taken(offers[0].id, new, len(found) - new, bool(terms))


def to_sign(
    answers: Answers, names: BookNames, known: KnownNetwork, documents: Documents, number: int
) -> ToSign | None:
    """What whoever looks has still to sign in an offering; None where there is nothing.

    The issuer countersigns what investors have signed; an investor signs what they committed to
    with another program, or on another machine.
    """
    with answers.view() as view:
        offer = offering(view, number)
        if offer is None or view.me is None:
            return None
        mine = view.me == offer.issuer.id
        account, now = view.account, view.now
    entries = answers.signed_terms(number)
    side = ISSUER if mine else INVESTOR
    if mine:
        stated = kept(documents, number)
        found = [stated[one.digest] for one in entries if _awaits_issuer(one)]
        with answers.view() as view:
            for one in found:  # nobody countersigns what the other side has not signed
                check_purchase(view, known, one)
    else:
        found = [
            Purchase(
                chain=known.chain_id,
                contract=known.contracts["Offering"],
                offering=number,
                terms_hash=bytes.fromhex(offer.terms_hash[2:]),
                issuer=offer.issuer.id,
                investor=one.person.id,
                units=one.units,
                paid=one.paid,
                at=now + place,  # no two statements are the same
                signatures={},
            )
            for place, one in enumerate(entries)
            if one.person.id == view.me and one.state in BOUND and not one.investor_signed
        ]
    if not found:
        return None
    these = tuple(found[:MOST_TOGETHER])
    requests = tuple(one.request(account) for one in these)
    told = [explain_typed(one, known, names) for one in requests]
    return ToSign(
        side,
        requests,
        these,
        _sentences(these, told[0].sentences, offer.id),
        "\n".join(line for one in told for line in one.details),
        len(found) - len(these),
    )


def keep_signed(
    wanted: ToSign, signatures: Sequence[bytes], documents: Documents
) -> tuple[Purchase, ...]:
    """Keep what was signed."""
    return tuple(
        keep_purchase(documents, one.signed(wanted.side, request.sender, signature))
        for one, request, signature in zip(
            wanted.purchases, wanted.requests, signatures, strict=True
        )
    )


def sign_all(
    wanted: ToSign, signer: Signer, documents: Documents, after: Callable[[], object]
) -> tuple[Purchase, ...]:
    """Have everything signed at one consent, and keep it. Raises WalletError."""
    try:
        _, signatures = signer.sign_together(None, wanted.requests)
    finally:
        after()
    return keep_signed(wanted, signatures, documents)


def checked(answers: Answers, known: KnownNetwork, documents: Documents, digest: str) -> str:
    """Check what is kept of one purchase again, and say what is so. Raises WalletError."""
    stated = kept(documents).get(digest)
    if stated is None:
        raise WalletError(
            "These signed terms are not kept here any more.",
            "Ask the other side for them.",
            "terms.lost",
        )
    with answers.view() as view:
        offer = check_purchase(view, known, stated)
        signed = [
            (view.name_of(who), account.lower() == account_of(view, who))
            for side, (account, _) in stated.signatures.items()
            for who in (stated.investor if side == INVESTOR else stated.issuer,)
        ]
    names = " and by ".join(name for name, _ in signed)
    moved = [name for name, still in signed if not still]
    text = str((documents.find(TERMS, offer.terms_hash) or {}).get("text", ""))
    said = f"Signed by {names}, over these shares, this money and these terms."
    if moved:
        said += f" {moved[0]} has another wallet since."
    if text and "0x" + text_hash(text).hex() == offer.terms_hash:
        return f"{said} The terms kept here are the ones that offering {offer.id} names."
    return f"{said} The terms themselves are not kept here."


def _awaits_issuer(one: SignedEntry) -> bool:
    return one.state in BOUND and one.investor_signed and not one.issuer_signed


def _shown(one: Purchase, whole: bool) -> dict[str, Any]:
    body = one.body()
    if whole:
        request = one.request(one.contract)
        body |= {"digest": one.digest, "typed": request.standard()}
    return body


def _sentences(
    these: Sequence[Purchase], first: tuple[Sentence, ...], number: int
) -> tuple[Sentence, ...]:
    """One purchase in its own words; of several how many, with all of them under Details."""
    if len(these) == 1:
        return first
    people = len({one.investor for one in these})
    return (
        sentence(
            "You agree to the written terms of ",
            strong(f"offering {number}"),
            " with ",
            strong(f"{people} {'investor' if people == 1 else 'investors'}"),
            f", in {len(these)} purchases. Each signs, and you sign, the same words.",
        ),
    )
