"""A credential's text, read strictly before the library sees it.

`sd-jwt` 0.10.4 issues and unfolds; it checks no times, takes any algorithm that fits a key, and
lets disclosures pass that belong to nothing. So the form, the sizes, the headers and the digests
are held here, and only what passed is handed on.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jwcrypto import jwk, jws
from jwcrypto.common import JWException

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.identity.credential.claims import Value, check_claim
from wallet.identity.tags.letters import public_key

MOST_TEXT: Final = 16_384
MOST_HIDDEN: Final = 32
KIND: Final = "urn:symbolon:person:1"
TYPE: Final = "dc+sd-jwt"
BINDING_TYPE: Final = "kb+jwt"
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_PART: Final = re.compile(r"[A-Za-z0-9_-]+")
_DIGEST: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_ISSUER: Final = re.compile(r"eip155:[0-9]{1,18}:0x[0-9a-f]{40}")
_PUBLIC: Final = {"iss", "vct", "iat", "exp", "cnf", "_sd", "_sd_alg"}


@dataclass(frozen=True)
class Credential:
    """A credential that can be read; its signature was not looked at yet.

    `issuer` is the verifier's account as `eip155:CHAIN:ADDRESS`, `shown` the claims whose
    disclosures are there, `binding` the holder's signature, if any.
    """

    token: str = field(repr=False)
    issuer: str
    issued_at: int
    expires_at: int
    holder: jwk.JWK = field(repr=False)
    issuer_key: jwk.JWK = field(repr=False)
    shown: Mapping[str, Value] = field(repr=False)
    hidden: int
    disclosures: Mapping[str, str] = field(repr=False)
    binding: str = field(repr=False)

    def check_signature(self) -> None:
        """Hold the issuer's signature by the key it carries. Raises WalletError."""
        token = jws.JWS()
        token.allowed_algs = ["ES256"]
        try:
            token.deserialize(self.token)
            token.verify(self.issuer_key, alg="ES256")
        except (JWException, ValueError, TypeError) as error:
            raise WalletError(
                "This credential was changed after it was issued, or never was.",
                "Ask its owner for it again. Do not rely on what it says.",
                "credential.signature",
            ) from error


def read_credential(text: str) -> Credential:
    """Read a credential or a presentation of one. Raises WalletError (`credential.garbage`)."""
    tidy = text.strip() if len(text) <= MOST_TEXT else ""
    token, *disclosures, binding = tidy.split("~") if "~" in tidy else ["", ""]
    try:
        if not _TOKEN.fullmatch(token) or len(disclosures) > MOST_HIDDEN:
            raise ValueError("no credential")
        if binding and not _TOKEN.fullmatch(binding):
            raise ValueError("no binding")
        header, payload = decode_object(token.split(".")[0]), decode_object(token.split(".")[1])
        if set(header) != {"alg", "typ", "jwk"} or (header["alg"], header["typ"]) != (
            "ES256",
            TYPE,
        ):
            raise ValueError("signed as something else")
        return _credential(token, header, payload, disclosures, binding)
    except (ValueError, TypeError, KeyError, AttributeError, JWException,
            RecursionError) as error:  # fmt: skip
        raise WalletError(
            "This is no credential that can be read.",
            "Ask for it again; it may have been cut off on the way.",
            "credential.garbage",
        ) from error


def _credential(
    token: str, header: Any, payload: Any, disclosures: list[str], binding: str
) -> Credential:
    if set(payload) != _PUBLIC or payload["vct"] != KIND or payload["_sd_alg"] != "sha-256":
        raise ValueError("another kind of credential")
    digests, cnf, issuer = payload["_sd"], payload["cnf"], payload["iss"]
    if not isinstance(issuer, str) or not _ISSUER.fullmatch(issuer) or set(cnf) != {"jwk"}:
        raise ValueError("no issuer or no holder")
    if not isinstance(digests, list) or not 0 < len(digests) <= MOST_HIDDEN:
        raise ValueError("nothing in it")
    if len(set(digests)) != len(digests) or not all(_DIGEST.fullmatch(one) for one in digests):
        raise ValueError("digests twice")
    times = payload["iat"], payload["exp"]
    if not all(type(one) is int and 0 < one < 2**40 for one in times):
        raise ValueError("no times")
    shown: dict[str, Value] = {}
    kept: dict[str, str] = {}
    for one in disclosures:
        name, value = _disclosed(one)
        if digest_of(one) not in digests or name in shown:
            raise ValueError("a claim that belongs to nothing")
        shown[name] = value
        kept[name] = one
    return Credential(
        token=token,
        issuer=issuer,
        issued_at=payload["iat"],
        expires_at=payload["exp"],
        holder=public_key(cnf["jwk"]),
        issuer_key=public_key(header["jwk"]),
        shown=shown,
        hidden=len(digests) - len(shown),
        disclosures=kept,
        binding=binding,
    )


def _disclosed(text: str) -> tuple[str, Value]:
    found = _decode(text)
    if not isinstance(found, list) or len(found) != 3 or not isinstance(found[0], str):
        raise ValueError("no claim")
    if len(found[0]) < 16 or not isinstance(found[1], str):
        raise ValueError("a claim without salt")
    return found[1], check_claim(found[1], found[2])


def digest_of(text: str) -> str:
    """The digest of a disclosure, or of a presentation, as SD-JWT writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def decode_object(text: str) -> dict[str, Any]:
    """A JSON object in base64url. Raises ValueError."""
    found = _decode(text)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _decode(text: str) -> Any:
    if not _PART.fullmatch(text):
        raise ValueError("not in base64url")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not in base64url") from error
    return nesting.loads(raw)
