"""An attestor's card: under which key papers are sealed to them, signed by their wallet.

It is a short text that a person can read and any wallet can sign (EIP-191). The chain says who
attests; the card says only which key belongs to that wallet, and counts for one network. Whoever
gets one holds it against the chain before a paper is sealed to it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from jwcrypto import jwk
from jwcrypto.common import JWException

from wallet.acts.facts import Views
from wallet.base.addresses import checksum, is_address_shape, same_address
from wallet.base.clock import MINUTE
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.books.documents import Documents
from wallet.identity.tags.letters import hex_bytes, key_of, public_key
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature

MOST_TEXT: Final = 4_096
CARD: Final = "attestor card"
"""The kind of document under which cards are kept; the reference is the person id."""
_PAPERS: Final = b"Symbolon papers key, version 1"
_AHEAD: Final = 10 * MINUTE
_VERSION: Final = 1
_PARTS: Final = {"version", "kind", "chain", "person", "account", "key", "at", "signature"}


def papers_key(secret: bytes, account: str) -> jwk.JWK:
    """The key (P-256) that opens papers sealed to an account, from its secret of 32 bytes."""
    return key_of(secret, _PAPERS + b"|" + account.lower().encode())


@dataclass(frozen=True)
class AttestorCard:
    """A card before and after it is signed; `key` is the public half of the papers' key."""

    chain_id: int
    person: int
    account: str
    made_at: int
    key: jwk.JWK = field(repr=False)
    signature: bytes = b""

    @property
    def text(self) -> str:
        """What the wallet signs, as a person reads it."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return "\n".join(
            (
                "I attest for companies on Symbolon, and papers for me are sealed to this key.",
                "This moves nothing and costs nothing.",
                "",
                f"My number: person {self.person}",
                f"My wallet: {checksum(self.account)}",
                f"Network: {self.chain_id}",
                f"Key of my papers: {self.key.thumbprint()}",
                f"Made: {made}",
            )
        )

    @property
    def message(self) -> Message:
        """The text, for the account to sign."""
        return Message(self.account, self.text)

    def signed(self, signature: bytes) -> AttestorCard:
        """The card with its signature. Raises WalletError where that is somebody else's."""
        whole = checked_signature(
            self.message.digest, signature, self.chain_id, checksum(self.account)
        )
        return AttestorCard(self.chain_id, self.person, self.account, self.made_at, self.key, whole)

    def to_json(self) -> str:
        """The signed card as a file or a code; `read_card` reads it back."""
        found = {
            "version": _VERSION,
            "kind": CARD,
            "chain": self.chain_id,
            "person": self.person,
            "account": checksum(self.account),
            "key": self.key.export_public(as_dict=True),
            "at": self.made_at,
            "signature": self.signature.hex(),
        }
        return json.dumps(found, separators=(",", ":"))


def own_card(chain_id: int, person: int, account: str, key: jwk.JWK, now: int) -> AttestorCard:
    """One's own card, still to be signed."""
    return AttestorCard(chain_id, person, account, now, jwk.JWK(**key.export_public(as_dict=True)))


def read_card(text: str, chain_id: int, now: int) -> AttestorCard:
    """A card whose signature holds, for this network. Raises WalletError (`card.*`)."""
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The card")
    try:
        card = _card(found)
    except (KeyError, TypeError, ValueError, OverflowError, JWException) as error:
        raise _garbage() from error
    if card.chain_id != chain_id:
        raise WalletError(
            "This card is for another network.", "Ask the attestor for one of this.", "card.chain"
        )
    if card.made_at > now + _AHEAD:
        raise WalletError(
            "This card is from a day that is still to come.",
            "Ask the attestor for a new one.",
            "card.time",
        )
    try:
        return card.signed(card.signature)
    except WalletError as error:
        raise WalletError(
            "Whoever made this card does not hold the wallet that it names, or it was changed.",
            "Ask the attestor for it again.",
            "card.signature",
        ) from error


def check_serves(card: AttestorCard, views: Views) -> None:
    """The chain says that whom a card names attests, from that wallet. Raises `card.nobody`."""
    if not same_address(card.account, str(views.read("Registry", "attestor_of", card.person))):
        raise WalletError(
            "The wallet that made this card does not belong to an attestor of this network.",
            "Seal nothing to it. Ask the attestor whom you named for theirs.",
            "card.nobody",
        )


def keep_card(documents: Documents, text: str, views: Views, chain_id: int) -> AttestorCard:
    """Check a card and keep it, unless a newer one of the same attestor is kept already.

    Raises WalletError (`card.*`, `file.garbage`).
    """
    card = read_card(text, chain_id, views.now())
    check_serves(card, views)
    kept = kept_card(documents, card.person, chain_id, views)
    if kept is not None and kept.made_at > card.made_at:
        raise WalletError(
            "You have a newer card of this attestor already.",
            "It is used; this one may be of a key that they gave up.",
            "card.older",
        )
    documents.keep(CARD, _ref(chain_id, card.person), {"card": card.to_json()})
    return card


def kept_card(
    documents: Documents, person: int, chain_id: int, views: Views
) -> AttestorCard | None:
    """The card that is kept of a person, None where there is none that still holds."""
    body = documents.find(CARD, _ref(chain_id, person))
    if body is None:
        return None
    try:
        card = read_card(str(body.get("card", "")), chain_id, views.now())
    except WalletError:
        return None
    serves_at = str(views.read("Registry", "attestor_of", person))
    return card if same_address(card.account, serves_at) and card.person == person else None


def _ref(chain_id: int, person: int) -> str:
    return f"{chain_id}:{person}"


def _card(found: Any) -> AttestorCard:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, CARD):
        raise ValueError("another kind")
    account, chain, person, made = (found[name] for name in ("account", "chain", "person", "at"))
    if not is_address_shape(account):
        raise ValueError("no account")
    bounds = ((chain, 2**53), (person, 2**40), (made, 2**36))
    if any(type(one) is not int or not 0 < one < most for one, most in bounds):
        raise ValueError("no numbers")
    key, signature = public_key(found["key"]), hex_bytes(found["signature"], 65)
    return AttestorCard(chain, person, checksum(account), made, key, signature)


def _garbage() -> WalletError:
    return WalletError(
        "This is no card of an attestor that can be read.",
        "Ask the attestor for it again; it may have been cut off on the way.",
        "card.garbage",
    )
