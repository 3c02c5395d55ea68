"""Showing: the person chooses claims, sees what will be shown, and shows that and no more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from jwcrypto import jwk, jws
from sd_jwt.holder import SDJWTHolder

from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.identity.credential.claims import LINKS, WORDS, said
from wallet.identity.credential.issuing import hash_of
from wallet.identity.credential.reading import BINDING_TYPE, Credential, digest_of, read_credential

MOST_WORD: Final = 200


@dataclass(frozen=True)
class Preview:
    """What somebody would learn: rows of names and values, and what stays hidden, in sentences."""

    audience: str
    rows: tuple[tuple[str, str], ...] = field(repr=False)
    hidden: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A presentation that was made, with what it says, read back from the text itself."""

    text: str = field(repr=False)
    preview: Preview


def received(text: str, holder: jwk.JWK, now: int, attested: bytes = b"") -> Credential:
    """Check one's own credential; `attested` is the hash in the attestation it came with.

    Raises WalletError (`credential.*`).
    """
    credential = read_credential(text)
    credential.check_signature()
    if credential.hidden or credential.binding:
        raise WalletError(
            "Not everything that this credential hides came with it.",
            "Ask the verifier for it again.",
            "credential.partial",
        )
    if credential.holder.thumbprint() != holder.thumbprint():
        raise WalletError(
            "This credential was issued to another wallet.",
            "Open the wallet that asked for it.",
            "credential.holder",
        )
    if credential.expires_at <= now:
        raise expired(credential)
    salt = credential.shown.get("chain_salt", "")
    if attested and hash_of(credential, bytes.fromhex(str(salt))) != attested:
        raise WalletError(
            "The attestation that came with this credential is for another one.",
            "Ask the verifier for both again, before you join with it.",
            "credential.attestation",
        )
    return credential


def preview(text: str, chosen: Iterable[str], audience: str) -> Preview:
    """What would be shown, before it is. Raises WalletError for a claim that is not there."""
    credential = read_credential(text)
    names = _chosen(credential, chosen)
    return _preview(credential, names, audience)


def show(
    text: str, chosen: Iterable[str], audience: str, nonce: str, holder: jwk.JWK, now: int
) -> Shown:
    """Show chosen claims to an audience that gave a nonce. Raises WalletError.

    The presentation is read back before it is given out: it shows what the preview said.
    """
    credential = received(text, holder, now)
    names = _chosen(credential, chosen)
    for word, what in ((audience, "whom it is for"), (nonce, "what they asked it with")):
        if not 8 <= len(word) <= MOST_WORD or not word.isascii() or not word.isprintable():
            raise WalletError(
                f"It is not clear {what}.", "Scan or paste their request again.", "credential.asked"
            )
    maker = SDJWTHolder(text.strip())
    maker.create_presentation(dict.fromkeys(names, True))
    made = str(maker.sd_jwt_presentation)
    # The library would bind it by the machine's time, which is not that of every network.
    made += _binding(made, audience, nonce, holder, now)
    back = read_credential(made)
    if set(back.shown) != set(names) or not back.binding or back.token != credential.token:
        raise ValueError("it would show something else")
    return Shown(made, _preview(back, names, audience, hidden=set(credential.shown) - set(names)))


def _binding(made: str, audience: str, nonce: str, holder: jwk.JWK, now: int) -> str:
    """The holder's signature of a presentation, for one audience and one question."""
    said = {"nonce": nonce, "aud": audience, "iat": now, "sd_hash": digest_of(made)}
    token = jws.JWS(json.dumps(said))
    token.add_signature(
        holder, alg="ES256", protected=json.dumps({"alg": "ES256", "typ": BINDING_TYPE})
    )
    return str(token.serialize(compact=True))


def expired(credential: Credential) -> WalletError:
    """The refusal of a credential that ran out."""
    return WalletError(
        f"This credential ran out on {date_of(credential.expires_at)}.",
        "A verifier can renew it.",
        "credential.expired",
    )


def _chosen(credential: Credential, chosen: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(chosen))
    missing = [name for name in names if name not in credential.shown]
    if missing:
        word = WORDS.get(missing[0], "One of these claims")
        raise WalletError(
            f"{word} is not in this credential.", "Choose what is there.", "credential.missing"
        )
    return names


def _preview(
    credential: Credential, names: tuple[str, ...], audience: str, hidden: Iterable[str] = ()
) -> Preview:
    rest = [name for name in (*credential.shown, *hidden) if name not in names]
    warnings = [
        "Whoever is shown this twice can see that it was the same person: the verifier's signature "
        "is in both."
    ]
    if LINKS & set(names):
        warnings.append(
            "They learn which person of the network you are, and so what you own there."
        )
    return Preview(
        audience,
        tuple((WORDS[name], said(name, credential.shown[name])) for name in names),
        tuple(WORDS[name] for name in WORDS if name in rest),
        tuple(warnings),
    )
