"""Checking what somebody shows: who issued it, whose it is, and that it answers this question."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Final

from jwcrypto import jwk, jws
from jwcrypto.common import JWException
from sd_jwt.verifier import SDJWTVerifier

from wallet.base.clock import MINUTE
from wallet.base.errors import WalletError
from wallet.identity.credential.claims import Value, check_claim
from wallet.identity.credential.issuing import hash_of
from wallet.identity.credential.reading import (
    BINDING_TYPE,
    Credential,
    decode_object,
    digest_of,
    read_credential,
)
from wallet.identity.credential.showing import expired

FRESH: Final = 15 * MINUTE
_AHEAD: Final = 2 * MINUTE


@dataclass(frozen=True)
class Question:
    """What somebody asked with: who they are, and a number that is used once."""

    audience: str
    nonce: str


@dataclass(frozen=True)
class Checked:
    """What was shown and held. `anchored` says that the chain confirmed this very credential."""

    issuer: str
    claims: Mapping[str, Value] = field(repr=False)
    expires_at: int
    anchored: bool


def question(audience: str) -> Question:
    """A new question, to be used once."""
    return Question(audience, secrets.token_urlsafe(24))


def check(
    text: str,
    asked: Question,
    now: int,
    issuer_keys: Mapping[str, jwk.JWK] | None = None,
    on_chain: bytes = b"",
) -> Checked:
    """Check a presentation. Raises WalletError with why it is not relied upon.

    The issuer is known by a key that was kept for its account (`issuer_keys`), or by the chain:
    `on_chain` is the credential hash that the attestation of the person carries, and needs the
    claim `chain_salt`. Without either nothing is relied upon.
    """
    credential = read_credential(text)
    credential.check_signature()
    anchored = _anchored(credential, on_chain)
    kept = (issuer_keys or {}).get(credential.issuer)
    if kept is not None and kept.thumbprint() != credential.issuer_key.thumbprint():
        raise _unknown()
    if kept is None and not anchored:
        raise _unknown()
    if credential.issued_at > now + _AHEAD:
        raise WalletError(
            "This credential is from the future.",
            "Check the clock of this computer.",
            "credential.early",
        )
    if credential.expires_at <= now:
        raise expired(credential)
    _check_binding(credential, text.strip(), asked, now)
    claims = _unfold(credential, text.strip(), asked)
    return Checked(credential.issuer, claims, credential.expires_at, anchored)


def _anchored(credential: Credential, on_chain: bytes) -> bool:
    if not on_chain:
        return False
    salt = credential.shown.get("chain_salt")
    if not isinstance(salt, str):
        raise WalletError(
            "It was not shown which person of the network this is.",
            "Ask for that claim too.",
            "credential.unlinked",
        )
    if not compare_digest(hash_of(credential, bytes.fromhex(salt)), on_chain):
        raise WalletError(
            "The network confirms another credential for this person than the one shown.",
            "Do not rely on what it says. A newer one may have been issued.",
            "credential.other",
        )
    return True


def _check_binding(credential: Credential, text: str, asked: Question, now: int) -> None:
    """The holder signed this presentation, for this question, just now."""
    token = jws.JWS()
    token.allowed_algs = ["ES256"]
    try:
        header = decode_object(credential.binding.split(".")[0])
        if header != {"alg": "ES256", "typ": BINDING_TYPE}:
            raise ValueError("another kind of signature")
        token.deserialize(credential.binding)
        token.verify(credential.holder, alg="ES256")
        said = decode_object(credential.binding.split(".")[1])
        made, rest = said["iat"], text[: text.rindex("~") + 1]
        if set(said) != {"nonce", "aud", "iat", "sd_hash"} or type(made) is not int:
            raise ValueError("it says something else")
        whole = compare_digest(str(said["sd_hash"]).encode(), digest_of(rest).encode())
    except (JWException, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _not_theirs() from error
    if not whole:
        raise _not_theirs()
    if said["aud"] != asked.audience or said["nonce"] != asked.nonce:
        raise WalletError(
            "This was shown to somebody else, or on another occasion.",
            "Ask its owner to show it to you now.",
            "credential.replay",
        )
    if not now - FRESH <= made <= now + _AHEAD:
        raise WalletError(
            "This was not shown just now.", "Ask its owner to show it again.", "credential.stale"
        )


def _unfold(credential: Credential, text: str, asked: Question) -> Mapping[str, Value]:
    """The claims as the library unfolds them, a second opinion on our own reading."""
    try:
        opened = SDJWTVerifier(
            text, lambda _issuer, _header: credential.issuer_key, asked.audience, asked.nonce
        )
        found = opened.get_verified_payload()
        claims = {name: check_claim(name, found[name]) for name in credential.shown}
    except (JWException, ValueError, TypeError, KeyError) as error:
        raise _not_theirs() from error
    if claims != dict(credential.shown):
        raise _not_theirs()
    return claims


def _unknown() -> WalletError:
    return WalletError(
        "Nothing here shows that a verifier of the network issued this credential.",
        "Ask to be shown which person of the network this is, or keep the verifier's key.",
        "credential.issuer",
    )


def _not_theirs() -> WalletError:
    return WalletError(
        "It was not shown by the person it was issued to, or was changed on the way.",
        "Do not rely on what it says. Ask its owner to show it again.",
        "credential.binding",
    )
