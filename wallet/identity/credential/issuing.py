"""Issuing: the verifier signs hidden claims for the key of one holder.

The holder's key is on P-256 (ES256), and not the wallet's own on secp256k1. The library checks a
holder's signature by ES256 alone, as do the profiles by which others read credentials; a Ledger or
a Trezor signs no such thing; and the process that holds the wallet's key signs nothing that it
cannot explain. What ties the holder's key to the wallet is the chain: the attestation to that
wallet carries the hash of this very credential, and with it of the holder's key.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

from jwcrypto import jwk
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer

from wallet.base.addresses import keccak
from wallet.base.clock import YEAR
from wallet.identity.credential.claims import Claims
from wallet.identity.credential.reading import KIND, TYPE, Credential, read_credential
from wallet.identity.tags.letters import key_of

LONGEST: Final = 10 * YEAR
_HOLDER: Final = b"Symbolon holder key, version 1"


@dataclass(frozen=True)
class Issued:
    """A new credential, for its holder alone, and the hash of it for the attestation."""

    text: str = field(repr=False)
    credential_hash: bytes


def holder_key(secret: bytes, account: str) -> jwk.JWK:
    """The holder's key of one account, from a secret of 32 bytes that the wallet keeps.

    The same secret gives the same key, so that a wallet restored from its words can show its
    credentials again.
    """
    return key_of(secret, _HOLDER + b"|" + account.lower().encode())


def issue(
    claims: Claims,
    issuer: str,
    chain_id: int,
    key: jwk.JWK,
    holder: jwk.JWK,
    now: int,
    expires: int,
) -> Issued:
    """Issue a credential in the name of the verifier at `issuer` (an address)."""
    if not now < expires <= now + LONGEST:
        raise ValueError("it would never count, or for too long")
    salt = secrets.token_bytes(32)
    hidden = {**claims.values, "chain_salt": salt.hex()}
    content = {
        "iss": f"eip155:{chain_id}:{issuer.lower()}",
        "vct": KIND,
        "iat": now,
        "exp": expires,
        **{SDObj(name): value for name, value in hidden.items()},
    }
    made = SDJWTIssuer(
        content,
        key,
        jwk.JWK(**holder.export_public(as_dict=True)),
        extra_header_parameters={"typ": TYPE, "jwk": key.export_public(as_dict=True)},
    )
    text = str(made.sd_jwt_issuance)
    credential = read_credential(text)
    return Issued(text, hash_of(credential, salt))


def hash_of(credential: Credential, salt: bytes) -> bytes:
    """What the attestation on the chain says of a credential, 32 bytes: salted Keccak-256.

    It covers what the issuer signed, and so the digest of every claim, shown or not.
    """
    return keccak(salt + credential.token.encode())
