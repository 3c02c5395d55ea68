"""What a verifier hands back: the attestation for the chain, and the credential for the wallet.

It names nobody to whom it does not show the credential, and yet it holds that: it goes to its
holder alone, by file or by code.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.acts.identity import Attestation
from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.credential.reading import MOST_TEXT as MOST_CREDENTIAL
from wallet.identity.tags.letters import hex_bytes

MOST_TEXT: Final = MOST_CREDENTIAL + 4_096
_VERSION: Final = 1
_KIND: Final = "join answer"
_PARTS: Final = {"version", "kind", "chain", "verifier", "number", "attestation", "signature",
                 "credential"}  # fmt: skip
_NUMBERS: Final = {
    "level": 2**8,
    "country": 1_000,
    "investorClass": 2**8,
    "issuedAt": 2**36,
    "expiresAt": 2**36,
}


@dataclass(frozen=True)
class JoinAnswer:
    """A verifier's answer to the request numbered `number` (32 hexadecimal digits).

    `signature` are the verifier's 65 bytes over the attestation (EIP-712); `credential` is the
    SD-JWT with all its claims, empty where only the attestation was asked for.
    """

    chain_id: int
    verifier: str
    number: str
    attestation: Attestation
    signature: bytes
    credential: str = field(repr=False)

    def to_json(self) -> str:
        """The answer as a file or a code; `read_join_answer` reads it back."""
        said = self.attestation
        found = {
            "version": _VERSION,
            "kind": _KIND,
            "chain": self.chain_id,
            "verifier": checksum(self.verifier),
            "number": self.number,
            "attestation": {
                "account": checksum(said.account),
                "personTag": said.person_tag.hex(),
                "level": said.level,
                "country": said.country,
                "investorClass": said.investor_class,
                "issuedAt": said.issued_at,
                "expiresAt": said.expires_at,
                "credentialHash": said.credential_hash.hex(),
                "nonce": str(said.nonce),
            },
            "signature": self.signature.hex(),
            "credential": self.credential,
        }
        return json.dumps(found, separators=(",", ":"))


def read_join_answer(text: str) -> JoinAnswer:
    """An answer from its text; whether its signatures hold is for the caller to check.

    Raises WalletError (`join.answer`, `file.garbage`).
    """
    if len(text) > MOST_TEXT:
        raise _garbage()
    found = parse_json(text, "The verifier’s answer")
    try:
        return _read(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _garbage() from error


def _read(found: Any) -> JoinAnswer:
    if set(found) != _PARTS or (found["version"], found["kind"]) != (_VERSION, _KIND):
        raise ValueError("another kind")
    chain, verifier, credential = (found[name] for name in ("chain", "verifier", "credential"))
    if type(chain) is not int or not 0 < chain < 2**53 or not is_address_shape(verifier):
        raise ValueError("no network or no verifier")
    if not isinstance(credential, str) or len(credential) > MOST_CREDENTIAL:
        raise ValueError("no credential")
    return JoinAnswer(
        chain,
        checksum(verifier),
        hex_bytes(found["number"], 16).hex(),
        _attestation(found["attestation"]),
        hex_bytes(found["signature"], 65),
        credential,
    )


def _attestation(found: Any) -> Attestation:
    if set(found) != {*_NUMBERS, "account", "personTag", "credentialHash", "nonce"}:
        raise ValueError("another attestation")
    account, nonce = found["account"], found["nonce"]
    if not is_address_shape(account):
        raise ValueError("no account")
    if not isinstance(nonce, str) or not (nonce.isascii() and nonce.isdecimal()) or len(nonce) > 78:
        raise ValueError("no number")
    numbers = {name: found[name] for name in _NUMBERS}
    if any(type(one) is not int or not 0 <= one < _NUMBERS[name] for name, one in numbers.items()):
        raise ValueError("a number out of its bounds")
    return Attestation(
        account=checksum(account),
        person_tag=hex_bytes(found["personTag"], 32),
        level=numbers["level"],
        country=numbers["country"],
        investor_class=numbers["investorClass"],
        issued_at=numbers["issuedAt"],
        expires_at=numbers["expiresAt"],
        credential_hash=hex_bytes(found["credentialHash"], 32),
        nonce=int(nonce),
    )


def _garbage() -> WalletError:
    return WalletError(
        "This is no answer of a verifier that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "join.answer",
    )
