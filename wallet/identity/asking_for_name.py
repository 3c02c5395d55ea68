"""What an issuer hands a verifier: the name under which they want to issue, and that they ask.

A person's name stands nowhere on the network until they issue: a verifier looks at the document
they joined with, and signs that this person is called so. The request says which person asks, by
number, and the name wished for; it is made for one network and one verifier, counts for some days,
and its number is used once.
"""

from __future__ import annotations

import json
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from wallet.base.addresses import checksum, is_address_shape, same_address
from wallet.base.clock import DAY, MINUTE
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import hex_bytes
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature

MOST_TEXT: Final = 4_096
LONGEST_NAME: Final = 64
"""Bytes of UTF-8 that the ledger keeps of a name."""
FRESH: Final = 14 * DAY
_AHEAD: Final = 10 * MINUTE
_VERSION: Final = 1
_KIND: Final = "name request"
_PARTS: Final = {"version", "kind", "account", "chain", "verifier", "person", "name", "number",
                 "at", "signature"}  # fmt: skip


@dataclass(frozen=True)
class NameAsking:
    """One request before it is signed. `person` is the id of who asks, `number` 32 hex digits."""

    account: str
    chain_id: int
    verifier: str
    person: int
    name: str = field(repr=False)
    number: str
    made_at: int

    @property
    def text(self) -> str:
        """What the account signs, as a person reads it."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return "\n".join(
            (
                "I want to issue my token, and ask a verifier of Symbolon to confirm my name.",
                "This moves nothing and costs nothing.",
                "",
                f"My name: {self.name}",
                f"I am person {self.person} of the network",
                f"My wallet: {checksum(self.account)}",
                f"The verifier: {checksum(self.verifier)}",
                f"Network: {self.chain_id}",
                f"Number: {self.number}",
                f"Made: {made}",
            )
        )

    @property
    def message(self) -> Message:
        """The text, for the account to sign."""
        return Message(self.account, self.text)

    def signed(self, signature: bytes) -> str:
        """The request as a file or a code, with the account's signature of `message`.

        Raises WalletError (`signing.other-signature`) where that is somebody else's.
        """
        whole = checked_signature(
            self.message.digest, signature, self.chain_id, checksum(self.account)
        )
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "account": checksum(self.account),
            "chain": self.chain_id,
            "verifier": checksum(self.verifier),
            "person": self.person,
            "name": self.name,
            "number": self.number,
            "at": self.made_at,
            "signature": whole.hex(),
        }
        return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def ask_for_name(
    account: str, chain_id: int, verifier: str, person: int, name: str, now: int
) -> NameAsking:
    """A new request of a person to a verifier, with a number of its own.

    Raises WalletError beside `name`.
    """
    tidy = unicodedata.normalize("NFC", " ".join(name.split()))
    if not tidy:
        raise WalletError(
            "The name is empty.", "Write it as on your document.", "name.form", "name"
        )
    if not is_name(tidy):
        raise WalletError(
            "The name is too long, or has a sign that cannot be shown.",
            f"Write it as on your document, with at most {LONGEST_NAME} letters.",
            "name.form",
            "name",
        )
    return NameAsking(account, chain_id, verifier, person, tidy, secrets.token_hex(16), now)


def is_name(found: object) -> bool:
    """Whether this can stand on the ledger as a name, exactly as it is."""
    if not isinstance(found, str) or not found.isprintable() or found != found.strip():
        return False
    # One way to write each letter: else two names that look the same are not.
    composed = unicodedata.normalize("NFC", found) == found
    return composed and 0 < len(found.encode()) <= LONGEST_NAME


def peek_name_request(text: str) -> NameAsking:
    """What a request says, by its form alone: its signature was not looked at.

    Raises WalletError (`name.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    try:
        return _asking(parse_json(text, "The request"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error


def read_name_request(text: str, chain_id: int, verifier: str, now: int) -> NameAsking:
    """A request whose signature holds, made for this network and verifier, these days.

    Whether its number was used, and whether the account is that person's, is for the desk to say.
    Raises WalletError.
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The request")
    try:
        asking, signature = _asking(found), hex_bytes(found["signature"], 65)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error
    if asking.chain_id != chain_id or not same_address(asking.verifier, verifier):
        raise WalletError(
            "This request was made for another network or another verifier.",
            "Ask for one that was made for you.",
            "name.elsewhere",
        )
    if not now - FRESH <= asking.made_at <= now + _AHEAD:
        raise WalletError("This request is not of these days.", "Ask for a new one.", "name.stale")
    try:
        checked_signature(asking.message.digest, signature, chain_id, asking.account)
    except WalletError as error:
        raise WalletError(
            "Who made this request does not hold the key that it names, or it was changed.",
            "Ask for it again, from the wallet itself.",
            "name.signature",
        ) from error
    return asking


def _asking(found: Any) -> NameAsking:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    account, verifier, chain = found["account"], found["verifier"], found["chain"]
    person, name, made = found["person"], found["name"], found["at"]
    if not is_address_shape(account) or not is_address_shape(verifier):
        raise ValueError("no account")
    if any(type(one) is not int for one in (chain, person, made)):
        raise ValueError("no numbers")
    if not 0 < chain < 2**53 or not 0 < person < 2**53 or not 0 < made < 2**36:
        raise ValueError("numbers out of their bounds")
    if not is_name(name):
        raise ValueError("no name")
    number = hex_bytes(found["number"], 16).hex()
    return NameAsking(checksum(account), chain, checksum(verifier), person, name, number, made)


def _garbage() -> WalletError:
    return WalletError(
        "This is no request to confirm a name that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "name.garbage",
    )
