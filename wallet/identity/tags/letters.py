"""Letters between the five desks: small, signed, of a known kind and version; by file or otherwise.

A letter is a compact JWS (RFC 7515, ES256) of a JSON object. Who signed it is seen from the circle:
the list of the five desks with their keys, which each desk has and compares by its fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from jwcrypto import jwk, jws
from jwcrypto.common import JWException

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.group import ORDER
from wallet.identity.tags.sharing import DESKS

VERSION: Final = 1
MOST_LETTER: Final = 65_536
MOST_CIRCLE: Final = 16_384
_COMPACT: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_ADDRESS: Final = re.compile(r"0x[0-9a-fA-F]{40}")
_HEADER: Final = {"alg": "ES256", "typ": "symbolon-letter"}


@dataclass(frozen=True)
class Member:
    """One desk: its verifier's address and name, and the key by which its letters are known."""

    address: str
    name: str
    key: jwk.JWK


@dataclass(frozen=True)
class Circle:
    """The five desks that hold a key together, on one network."""

    chain_id: int
    members: Mapping[int, Member]

    @property
    def fingerprint(self) -> bytes:
        """By which desks see that they mean the same circle, 32 bytes."""
        rows = [
            [number, one.address.lower(), one.key.thumbprint()]
            for number, one in sorted(self.members.items())
        ]
        return hashlib.sha256(json.dumps([VERSION, self.chain_id, rows]).encode()).digest()

    def to_json(self) -> str:
        """The circle as a file; `read_circle` reads it back."""
        desks = {
            str(number): {
                "address": one.address,
                "name": one.name,
                "key": one.key.export_public(as_dict=True),
            }
            for number, one in self.members.items()
        }
        return json.dumps(
            {"version": VERSION, "kind": "circle", "chain": self.chain_id, "desks": desks}
        )


def read_circle(text: str) -> Circle:
    """A circle from its file. Raises WalletError (`letter.circle`, `file.garbage`)."""
    if len(text) > MOST_CIRCLE:
        raise _no_circle()
    found = parse_json(text, "The list of desks")
    try:
        if found["version"] != VERSION or found["kind"] != "circle":
            raise _no_circle()
        chain, desks = found["chain"], found["desks"]
        numbers = [str(number) for number in range(1, DESKS + 1)]
        if type(chain) is not int or not 0 < chain < 2**63 or sorted(desks) != numbers:
            raise _no_circle()
        members = {int(number): _member(desks[number]) for number in numbers}
    except (KeyError, TypeError, ValueError, AttributeError, JWException) as error:
        raise _no_circle() from error
    if len({one.key.thumbprint() for one in members.values()}) != DESKS:
        raise _no_circle()
    return Circle(chain, members)


def _member(found: Any) -> Member:
    address, name, key = found["address"], found["name"], found["key"]
    if not _ADDRESS.fullmatch(address) or not isinstance(name, str) or not name.isprintable():
        raise _no_circle()
    if not 0 < len(name) <= 64:
        raise _no_circle()
    return Member(address, name, public_key(key))


def public_key(found: Any) -> jwk.JWK:
    """A public key on P-256 from JSON. Raises ValueError, JWException for anything else."""
    if not isinstance(found, dict) or set(found) - {"kty", "crv", "x", "y", "kid", "use", "alg"}:
        raise ValueError("no public key")
    if found.get("kty") != "EC" or found.get("crv") != "P-256":
        raise ValueError("a key on another curve")
    key = jwk.JWK(**{name: found[name] for name in ("kty", "crv", "x", "y")})
    key.get_op_key("verify")  # raises for a point that is not on the curve
    return key


def key_of(secret: bytes, info: bytes) -> jwk.JWK:
    """The key on P-256 that a secret of 32 bytes always gives for one purpose (`info`)."""
    if len(secret) != 32:
        raise ValueError("a secret has 32 bytes")
    wide = HKDF(hashes.SHA256(), 48, salt=None, info=info).derive(secret)
    number = int.from_bytes(wide, "big") % (ORDER - 1) + 1
    return jwk.JWK.from_pyca(ec.derive_private_key(number, ec.SECP256R1()))


def new_key() -> jwk.JWK:
    """A new key of a desk or a holder, on P-256."""
    return jwk.JWK.generate(kty="EC", crv="P-256")


@dataclass(frozen=True)
class Letter:
    """A letter whose signature fits the desk that it says it is from."""

    kind: str
    sender: int
    body: Mapping[str, Any]
    digest: bytes


def write_letter(
    kind: str, sender: int, body: Mapping[str, Any], circle: Circle, key: jwk.JWK
) -> str:
    """Sign a letter of one desk."""
    payload = {
        "version": VERSION,
        "kind": kind,
        "circle": circle.fingerprint.hex(),
        "from": sender,
        "body": dict(body),
    }
    token = jws.JWS(json.dumps(payload, sort_keys=True))
    token.add_signature(key, alg="ES256", protected=json.dumps(_HEADER))
    text = str(token.serialize(compact=True))
    if len(text) > MOST_LETTER:
        raise ValueError("longer than a letter may be")
    return text


def read_letter(text: str, kind: str, circle: Circle) -> Letter:
    """Read a letter of one kind to this circle. Raises WalletError (`letter.*`)."""
    tidy = text.strip() if len(text) <= MOST_LETTER + 16 else ""
    if not _COMPACT.fullmatch(tidy):
        raise _garbage()
    token = jws.JWS()
    token.allowed_algs = ["ES256"]
    try:
        token.deserialize(tidy)
        if token.jose_header != _HEADER:
            raise _garbage()
        payload = token.objects["payload"]
        found = nesting.loads(payload)
        if found["version"] != VERSION or found["kind"] != kind:
            raise _foreign("This letter is of another kind or version.")
        if found["circle"] != circle.fingerprint.hex():
            raise _foreign("This letter is for another circle of desks.")
        sender, body = found["from"], found["body"]
        if type(sender) is not int or sender not in circle.members or not isinstance(body, dict):
            raise _garbage()
        token.verify(circle.members[sender].key, alg="ES256")
    except jws.InvalidJWSSignature as error:
        raise WalletError(
            "This letter was not signed by the desk that it names, or was changed.",
            "Ask that desk for it again.",
            "letter.signature",
        ) from error
    except (JWException, KeyError, TypeError, ValueError, AttributeError,
            RecursionError) as error:  # fmt: skip
        raise _garbage() from error
    return Letter(kind, sender, body, hashlib.sha256(payload).digest())


def hex_bytes(found: Any, size: int) -> bytes:
    """`size` bytes written as hexadecimal digits. Raises ValueError."""
    if not isinstance(found, str) or len(found) != 2 * size or not found.isascii():
        raise ValueError("not so many bytes")
    return bytes.fromhex(found)


def _garbage() -> WalletError:
    return WalletError(
        "This is no letter of a desk that can be read.",
        "Ask for it again; it may have been cut off on the way.",
        "letter.garbage",
    )


def _foreign(sentence: str) -> WalletError:
    return WalletError(sentence, "Ask for the one that was meant.", "letter.foreign")


def _no_circle() -> WalletError:
    return WalletError(
        "This is no list of the five desks.",
        "Ask another verifier of this network for it.",
        "letter.circle",
    )
