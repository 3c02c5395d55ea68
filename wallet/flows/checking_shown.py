"""Checking what somebody shows, against the books: whose it is, who issued it, what counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jwcrypto import jwk
from jwcrypto.common import JWException

from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.books.documents import VERIFIER, Documents
from wallet.books.persons import BANNED, EXPIRED, FROZEN, PersonRef
from wallet.books.verifiers import Verifier
from wallet.books.view import View
from wallet.identity.credential.asking import ClaimsAsked
from wallet.identity.credential.checking import check
from wallet.identity.credential.claims import WORDS, said
from wallet.identity.credential.issuing import hash_of
from wallet.identity.credential.reading import Credential, read_credential
from wallet.identity.tags.letters import public_key

_STANDINGS: Final[Mapping[str, str]] = {
    BANNED: "This person is banned from the network.",
    FROZEN: "This person is frozen at the moment.",
    EXPIRED: "This person’s identity check on the network has run out.",
}


@dataclass(frozen=True)
class Seen:
    """What was shown and held: rows of names and values, who vouches for it, and what to know.

    `person` is whose it is on the network, None where that was not shown; `missing` are claims
    that were asked for and not shown; `notes` are sentences of what speaks against relying on it.
    """

    rows: tuple[tuple[str, str], ...] = field(repr=False)
    verifier: Verifier
    person: PersonRef | None
    missing: tuple[str, ...]
    expires_at: int
    notes: tuple[str, ...]


def check_shown(
    text: str,
    asked: ClaimsAsked,
    view: View,
    verifiers: tuple[Verifier, ...],
    documents: Documents,
) -> Seen:
    """Check a presentation that answers `asked`. Raises WalletError with why it does not count.

    A verifier whose signature the chain confirmed once is known by it from then on, so that later
    claims count without telling which person of the network they are about.
    """
    credential = read_credential(text)
    verifier = _verifier(credential, asked.chain_id, verifiers)
    person, on_chain = _anchor(credential, view, verifier)
    keys = kept_keys(documents, asked.chain_id)
    if on_chain:
        keys.pop(credential.issuer, None)  # the chain knows better: a verifier may have a new key
    found = check(text, asked.question, view.now, keys, on_chain)
    if found.anchored:
        keep_key(documents, verifier.account, credential.issuer_key, asked.chain_id)
    missing = tuple(WORDS[name] for name in asked.claims if name not in found.claims)
    return Seen(
        rows=tuple((WORDS[name], said(name, found.claims[name])) for name in found.claims),
        verifier=verifier,
        person=person,
        missing=missing,
        expires_at=found.expires_at,
        notes=tuple(_notes(verifier, person, missing, view.now, credential.issued_at)),
    )


def kept_keys(documents: Documents, chain_id: int) -> dict[str, jwk.JWK]:
    """The keys of verifiers that are known, by the issuer's name in a credential."""
    keys = {}
    for account, body in documents.every(VERIFIER).items():
        try:
            keys[f"eip155:{chain_id}:{account}"] = public_key(json.loads(body[f"key:{chain_id}"]))
        except (KeyError, ValueError, TypeError, JWException):
            continue  # a name alone, or a damaged backup: then the chain has to vouch again
    return keys


def keep_key(documents: Documents, verifier: str, key: jwk.JWK, chain_id: int) -> None:
    """Remember the key of a verifier, at an address, that the chain has vouched for."""
    account = verifier.lower()
    body = documents.find(VERIFIER, account) or {}
    body[f"key:{chain_id}"] = json.dumps(key.export_public(as_dict=True))
    documents.keep(VERIFIER, account, body)


def _verifier(credential: Credential, chain_id: int, known: tuple[Verifier, ...]) -> Verifier:
    """Who says that they issued it, if they ever served here. Raises WalletError."""
    for one in known:
        if credential.issuer == f"eip155:{chain_id}:{one.account.lower()}":
            return one
    raise WalletError(
        "Whoever issued this was never a verifier of this network.",
        "Do not rely on what it says.",
        "credential.stranger",
    )


def _anchor(
    credential: Credential, view: View, verifier: Verifier
) -> tuple[PersonRef | None, bytes]:
    """Whose credential the chain confirms it to be, where that was shown. Raises WalletError."""
    salt = credential.shown.get("chain_salt")
    if not isinstance(salt, str):
        return None, b""
    hashed = hash_of(credential, bytes.fromhex(salt))
    row = view.tables.row(
        "SELECT id, verifier FROM person WHERE credential = ?", "0x" + hashed.hex()
    )
    if row is None or row["verifier"].lower() != verifier.account.lower():
        raise WalletError(
            "The network confirms this credential for nobody.",
            "Do not rely on what it says. Its owner may have a newer one.",
            "credential.other",
        )
    return view.person(row["id"]), hashed


def _notes(
    verifier: Verifier,
    person: PersonRef | None,
    missing: tuple[str, ...],
    now: int,
    issued: int,
) -> list[str]:
    notes = []
    if not verifier.serves:
        notes.append(f"{verifier.name} is no verifier of this network any more.")
    if person is not None and person.standing in _STANDINGS:
        notes.append(_STANDINGS[person.standing])
    if missing:
        notes.append(f"Not shown: {', '.join(missing)}.")
    if person is None:
        notes.append(
            f"It says what was so when it was issued, on {date_of(issued, now)}. Whether its owner "
            "is still in good standing on the network is not shown."
        )
    return notes
