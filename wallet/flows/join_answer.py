"""What a verifier hands back: the attestation for the chain, and the credential for the wallet.

It names nobody to whom it does not show the credential, and yet it holds that: it goes to its
holder alone, by file or by code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from wallet.acts.identity import Attestation
from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.flows.verifier_answer import Frame, read_answer, write_answer
from wallet.identity.credential.reading import MOST_TEXT as MOST_CREDENTIAL
from wallet.identity.tags.letters import hex_bytes

MOST_TEXT: Final = MOST_CREDENTIAL + 4_096
_KIND: Final = "join answer"
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
        attestation = {
            "account": checksum(said.account),
            "personTag": said.person_tag.hex(),
            "level": said.level,
            "country": said.country,
            "investorClass": said.investor_class,
            "issuedAt": said.issued_at,
            "expiresAt": said.expires_at,
            "credentialHash": said.credential_hash.hex(),
            "nonce": str(said.nonce),
        }
        frame = Frame(self.chain_id, self.verifier, self.number, self.signature)
        return write_answer(
            _KIND, frame, {"attestation": attestation, "credential": self.credential}
        )


def read_join_answer(text: str) -> JoinAnswer:
    """An answer from its text; whether its signatures hold is for the caller to check.

    Raises WalletError (`join.answer`, `file.garbage`).
    """
    return read_answer(text, _KIND, {"attestation", "credential"}, MOST_TEXT, _read, _garbage)


def _read(frame: Frame, found: Any) -> JoinAnswer:
    credential = found["credential"]
    if not isinstance(credential, str) or len(credential) > MOST_CREDENTIAL:
        raise ValueError("no credential")
    attestation = _attestation(found["attestation"])
    return JoinAnswer(
        frame.chain_id, frame.verifier, frame.number, attestation, frame.signature, credential
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
