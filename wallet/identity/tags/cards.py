"""A desk's card: who keeps it, its key, where it answers; signed by the verifier's own address.

Five cards make a circle, in the order of their addresses, so that whoever has the same five has the
same circle. The signature is over a text that a person reads (EIP-191): it ties the desk's key to
an address of which the registry says whether it is accredited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from jwcrypto import jwk
from jwcrypto.common import JWException

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import Circle, Member, hex_bytes, public_key
from wallet.identity.tags.sharing import DESKS
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature

MOST_TEXT: Final = 4_096
MOST_NAME: Final = 64
MOST_LINE: Final = 200
MOST_CIRCLE: Final = 6 * MOST_TEXT
_VERSION: Final = 1
_KIND: Final = "desk"
_PARTS: Final = {"version", "kind", "chain", "address", "name", "key", "line", "seal", "at",
                 "signature"}  # fmt: skip
_LINE: Final = re.compile(
    r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,118}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(?::([0-9]{1,5}))?/?"
)
_SEAL: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Card:
    """One desk. `line` is where it answers (https, or nothing), `seal` the SHA-256 of the
    certificate that it shows there, as 64 digits; empty where the system's authorities vouch.
    """

    chain_id: int
    address: str
    name: str
    key: jwk.JWK
    line: str
    seal: str
    made_at: int

    @property
    def text(self) -> str:
        """What the verifier signs, as a person reads it."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return "\n".join(
            (
                "I keep a verifier’s desk of Symbolon, and this is its key.",
                "This moves nothing and costs nothing.",
                "",
                f"Desk: {self.name}",
                f"Verifier: {checksum(self.address)}",
                f"Network: {self.chain_id}",
                f"Key: {self.key.thumbprint()}",
                f"Answers at: {self.line or 'no address'}",
                f"Its certificate: {self.seal or 'by the system’s authorities'}",
                f"Made: {made}",
            )
        )

    @property
    def message(self) -> Message:
        """The text, for the verifier's address to sign."""
        return Message(self.address, self.text)

    def signed(self, signature: bytes) -> str:
        """The card as a file or a code. Raises WalletError for somebody else's signature."""
        whole = checked_signature(
            self.message.digest, signature, self.chain_id, checksum(self.address)
        )
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "chain": self.chain_id,
            "address": checksum(self.address),
            "name": self.name,
            "key": self.key.export_public(as_dict=True),
            "line": self.line,
            "seal": self.seal,
            "at": self.made_at,
            "signature": whole.hex(),
        }
        return json.dumps(found, separators=(",", ":"))


def make_card(
    chain_id: int, address: str, name: str, key: jwk.JWK, line: str, seal: str, now: int
) -> Card:
    """A card to be signed. Raises WalletError beside `name` or `line`."""
    tidy = " ".join(name.split())
    if not 0 < len(tidy) <= MOST_NAME or not tidy.isprintable():
        raise WalletError(
            "A desk needs a name of at most 64 letters.",
            "Write how other verifiers know you.",
            "desk.name",
            "name",
        )
    if line and not is_line(line):
        raise WalletError(
            "This is no address at which a desk can answer.",
            "Write it like https://desk.example.org:8443, or leave it empty.",
            "desk.line",
            "line",
        )
    public = jwk.JWK(**key.export_public(as_dict=True))
    return Card(chain_id, checksum(address), tidy, public, line, seal if line else "", now)


def is_line(text: str) -> bool:
    """Whether a text is an https address of a host, with a port or without, and nothing more."""
    found = _LINE.fullmatch(text) if len(text) <= MOST_LINE else None
    return found is not None and 0 < int(found[1] or 443) < 65_536


def read_card(text: str, chain_id: int) -> Card:
    """A card whose signature holds, of this network. Raises WalletError (`desk.*`)."""
    if len(text) > MOST_TEXT:
        raise _no_card()
    found = parse_json(text, "The desk’s card")
    try:
        card, signature = _card(found), hex_bytes(found["signature"], 65)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, JWException) as error:
        raise _no_card() from error
    if card.chain_id != chain_id:
        raise WalletError(
            "This card is of a desk on another network.",
            "Ask for the one that was meant.",
            "desk.network",
        )
    try:
        checked_signature(card.message.digest, signature, chain_id, card.address)
    except WalletError as error:
        raise WalletError(
            "This card was not signed by the verifier that it names, or was changed.",
            "Ask that verifier for it again.",
            "desk.signature",
        ) from error
    return card


def _card(found: Any) -> Card:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    address, name, line, seal = (found[part] for part in ("address", "name", "line", "seal"))
    chain, made = found["chain"], found["at"]
    if not is_address_shape(address) or not isinstance(name, str) or not name.isprintable():
        raise ValueError("nobody's")
    if name != " ".join(name.split()) or not 0 < len(name) <= MOST_NAME:
        raise ValueError("no name")
    if type(chain) is not int or not 0 < chain < 2**53:
        raise ValueError("no network")
    if type(made) is not int or not 0 < made < 2**36:
        raise ValueError("no time")
    if line and not is_line(line):
        raise ValueError("no address")
    if not isinstance(seal, str) or (seal and not (line and _SEAL.fullmatch(seal))):
        raise ValueError("no certificate")
    return Card(chain, checksum(address), name, public_key(found["key"]), line or "", seal, made)


def circle_of(cards: Sequence[Card]) -> Circle:
    """The circle of five desks, numbered by their addresses. Raises WalletError (`desk.five`)."""
    alone = {card.address for card in cards}
    keys = {card.key.thumbprint() for card in cards}
    if len(cards) != DESKS or len(alone) != DESKS or len(keys) != DESKS:
        raise WalletError(
            f"A circle has {DESKS} desks, each of another verifier with a key of its own.",
            "Bring the card of each of the others.",
            "desk.five",
        )
    ordered = sorted(cards, key=lambda card: card.address.lower())
    members = {
        number: Member(card.address, card.name, card.key) for number, card in enumerate(ordered, 1)
    }
    return Circle(ordered[0].chain_id, members)


def _no_card() -> WalletError:
    return WalletError(
        "This is no card of a verifier’s desk that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "desk.card",
    )
