"""What a wallet hands a verifier: which account asks to be confirmed, and that it holds its keys.

A request is a short text that a person can read and any wallet can sign (EIP-191), a Ledger as well
as a key on paper; the key that will hold the credential signs the same text. It names no person. It
is made for one network and one verifier, counts for some days, and its number is used once.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from jwcrypto import jwk, jws
from jwcrypto.common import JWException

from wallet.base.addresses import checksum, is_address_shape, same_address
from wallet.base.clock import DAY, MINUTE
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.letters import hex_bytes, public_key
from wallet.signing.messages import Message
from wallet.signing.recovery import checked_signature

MOST_TEXT: Final = 4_096
FRESH: Final = 14 * DAY
_AHEAD: Final = 10 * MINUTE
_VERSION: Final = 1
_KIND: Final = "join request"
_TYPE: Final = "symbolon-join"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]+")
_PARTS: Final = {"version", "kind", "account", "chain", "verifier", "number", "at", "key",
                 "signature", "holds"}  # fmt: skip


@dataclass(frozen=True)
class JoinAsking:
    """One request before it is signed; `key` is the public half of the credential's key."""

    account: str
    chain_id: int
    verifier: str
    number: str
    made_at: int
    key: jwk.JWK = field(repr=False)

    @property
    def text(self) -> str:
        """What both keys sign, as a person reads it."""
        made = datetime.fromtimestamp(self.made_at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        return "\n".join(
            (
                "I ask a verifier of Symbolon to confirm who I am.",
                "This moves nothing and costs nothing.",
                "",
                f"My wallet: {checksum(self.account)}",
                f"The verifier: {checksum(self.verifier)}",
                f"Network: {self.chain_id}",
                f"Key of my credential: {self.key.thumbprint()}",
                f"Number: {self.number}",
                f"Made: {made}",
            )
        )

    @property
    def message(self) -> Message:
        """The text, for the account to sign."""
        return Message(self.account, self.text)

    def signed(self, signature: bytes, holder: jwk.JWK) -> str:
        """The request as a file or a code, with the account's signature of `message`.

        Raises WalletError (`signing.other-signature`) where that is somebody else's.
        """
        whole = checked_signature(
            self.message.digest, signature, self.chain_id, checksum(self.account)
        )
        token = jws.JWS(self.text)
        header = json.dumps({"alg": "ES256", "typ": _TYPE})
        token.add_signature(holder, alg="ES256", protected=header)
        token.detach_payload()
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "account": checksum(self.account),
            "chain": self.chain_id,
            "verifier": checksum(self.verifier),
            "number": self.number,
            "at": self.made_at,
            "key": self.key.export_public(as_dict=True),
            "signature": whole.hex(),
            "holds": token.serialize(compact=True),
        }
        return json.dumps(found, separators=(",", ":"))


def ask_to_join(
    account: str, chain_id: int, verifier: str, holder: jwk.JWK, now: int
) -> JoinAsking:
    """A new request of an account to a verifier, with a number of its own."""
    public = jwk.JWK(**holder.export_public(as_dict=True))
    return JoinAsking(account, chain_id, verifier, secrets.token_hex(16), now, public)


def peek_join_request(text: str) -> JoinAsking:
    """What a request says, by its form alone: none of its signatures was looked at.

    For a queue of thousands; `read_join_request` decides. Raises WalletError (`join.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    try:
        return _asking(parse_json(text, "The request"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, JWException) as error:
        raise _garbage() from error


def read_join_request(text: str, chain_id: int, verifier: str, now: int) -> JoinAsking:
    """A request whose two signatures hold, made for this network and verifier, these days.

    Whether its number was used before is for the desk's queue to say. Raises WalletError.
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The request")
    try:
        asking = _asking(found)
        signature, holds = hex_bytes(found["signature"], 65), found["holds"]
        if not isinstance(holds, str) or not _TOKEN.fullmatch(holds):
            raise ValueError("no proof of the key")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, JWException) as error:
        raise _garbage() from error
    if asking.chain_id != chain_id or not same_address(asking.verifier, verifier):
        raise WalletError(
            "This request was made for another network or another verifier.",
            "Ask for one that was made for you.",
            "join.elsewhere",
        )
    if not now - FRESH <= asking.made_at <= now + _AHEAD:
        raise WalletError("This request is not of these days.", "Ask for a new one.", "join.stale")
    try:
        checked_signature(asking.message.digest, signature, chain_id, asking.account)
    except WalletError as error:
        raise _not_theirs() from error
    _check_key(asking, holds)
    return asking


def _asking(found: Any) -> JoinAsking:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    account, verifier, chain, made = (
        found[name] for name in ("account", "verifier", "chain", "at")
    )
    if not is_address_shape(account) or not is_address_shape(verifier):
        raise ValueError("no account")
    if type(chain) is not int or not 0 < chain < 2**53 or type(made) is not int:
        raise ValueError("no numbers")
    if not 0 < made < 2**36:
        raise ValueError("no time")
    number = hex_bytes(found["number"], 16).hex()
    key = public_key(found["key"])
    return JoinAsking(checksum(account), chain, checksum(verifier), number, made, key)


def _check_key(asking: JoinAsking, holds: str) -> None:
    token = jws.JWS()
    token.allowed_algs = ["ES256"]
    try:
        token.deserialize(holds)
        if token.jose_header != {"alg": "ES256", "typ": _TYPE}:
            raise ValueError("signed as something else")
        token.verify(asking.key, alg="ES256", detached_payload=asking.text)
    except (JWException, KeyError, ValueError, TypeError) as error:
        raise _not_theirs() from error


def _garbage() -> WalletError:
    return WalletError(
        "This is no request of a wallet that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "join.garbage",
    )


def _not_theirs() -> WalletError:
    return WalletError(
        "Who made this request does not hold the keys that it names, or it was changed.",
        "Ask for it again, from the wallet itself.",
        "join.signature",
    )
