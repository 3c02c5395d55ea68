"""A verifier's answers, with the credential in them, sealed at rest under the wallet's own key.

What is written among the private documents, and so into backups, can be opened only where the
account's secret is: AES-256-GCM under a key by HKDF-SHA256 (RFC 5869). The hash beside it stands on
the chain as well, and says nothing without the credential.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wallet.base.errors import WalletError
from wallet.books.documents import CREDENTIAL, Documents
from wallet.flows.join_answer import MOST_TEXT, JoinAnswer, read_join_answer

_INFO = b"Symbolon credential at rest, version 1|"
_NONCE = 12
_BLOCK = 1_024


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that is kept, without opening it. `credential_hash` is 0x and 64 digits.

    A `further` one has no credential: it adds the `tag` (64 digits) of another document or number,
    under a request that has its answer.
    """

    reference: str
    number: str
    credential_hash: str
    issued_at: int
    expires_at: int
    tag: str = ""

    @property
    def further(self) -> bool:
        """Whether it only adds a tag."""
        return bool(self.tag)


class CredentialBox:
    """The answers that one account keeps on one network."""

    def __init__(self, documents: Documents, chain_id: int, account: str) -> None:
        self._documents = documents
        self._prefix = f"{chain_id}:{account.lower()}:"

    def keep(self, answer: JoinAnswer, secret: bytes | bytearray) -> Kept:
        """Seal an answer; `secret` are the account's 32 bytes. Raises WalletError.

        One without a credential stands beside the one of its request, and takes no place of it.
        """
        said = answer.attestation
        tag = "" if answer.credential else said.person_tag.hex()
        kept = Kept(
            self._prefix + answer.number + (f":{tag[:16]}" if tag else ""),
            answer.number,
            "0x" + said.credential_hash.hex(),
            said.issued_at,
            said.expires_at,
            tag,
        )
        data = answer.to_json().encode()
        whole = len(data).to_bytes(4, "big") + data
        whole += bytes(-len(whole) % _BLOCK)  # so that its size says little
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + AESGCM(self._key(secret)).encrypt(nonce, whole, kept.reference.encode())
        body = {
            "hash": kept.credential_hash,
            "issued": kept.issued_at,
            "expires": kept.expires_at,
            "tag": tag,
            "sealed": base64.b64encode(sealed).decode(),
        }
        self._documents.keep(CREDENTIAL, kept.reference, body)
        return kept

    def every(self) -> tuple[Kept, ...]:
        """What is kept, newest first."""
        found = []
        for reference, body in self._documents.every(CREDENTIAL).items():
            if not reference.startswith(self._prefix):
                continue
            said, issued, expires = body.get("hash"), body.get("issued"), body.get("expires")
            tag = body.get("tag", "")
            if not (isinstance(said, str) and isinstance(tag, str)):
                continue
            if type(issued) is int and type(expires) is int:
                number = reference.removeprefix(self._prefix).partition(":")[0]
                found.append(Kept(reference, number, said, issued, expires, tag))
        return tuple(sorted(found, key=lambda one: -one.issued_at))

    def open(self, kept: Kept, secret: bytes | bytearray) -> JoinAnswer:
        """The answer itself. Raises WalletError where it is lost, damaged or another wallet's."""
        body = self._documents.find(CREDENTIAL, kept.reference) or {}
        text = body.get("sealed")
        try:
            if not isinstance(text, str) or len(text) > 2 * MOST_TEXT:
                raise ValueError("nothing sealed")
            sealed = base64.b64decode(text, validate=True)
            whole = AESGCM(self._key(secret)).decrypt(
                sealed[:_NONCE], sealed[_NONCE:], kept.reference.encode()
            )
            return read_join_answer(whole[4 : 4 + int.from_bytes(whole[:4], "big")].decode())
        except (InvalidTag, ValueError) as error:
            raise WalletError(
                "The credential that is kept here cannot be opened with this wallet.",
                "It was sealed by another, or was damaged. Ask a verifier for a new one.",
                "credential.sealed",
            ) from error

    def forget(self, kept: Kept) -> None:
        """Delete an answer."""
        self._documents.forget(CREDENTIAL, kept.reference)

    def _key(self, secret: bytes | bytearray) -> bytes:
        info = _INFO + self._prefix.encode()
        return HKDF(hashes.SHA256(), 32, salt=None, info=info).derive(bytes(secret))
