"""Dealing by letters: each desk publishes its commitments and seals its value to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from jwcrypto import jwe, jwk
from jwcrypto.common import JWException

from wallet.base.errors import WalletError
from wallet.identity.tags.group import (
    Point,
    decode_point,
    decode_scalar,
    encode_point,
    encode_scalar,
)
from wallet.identity.tags.letters import Circle, hex_bytes, read_letter, write_letter
from wallet.identity.tags.oprf import read_proof
from wallet.identity.tags.sharing import (
    THRESHOLD,
    Dealing,
    PublicKey,
    Share,
    check_dealing,
    combine_dealings,
)

DEALING: Final = "dealing"
_HEADER: Final = {"alg": "ECDH-ES", "enc": "A256GCM"}
_MOST_SEALED: Final = 1_024


def write_dealing(dealing: Dealing, circle: Circle, key: jwk.JWK) -> str:
    """The letter in which a desk deals; only the desk concerned can open a value in it."""
    values = {
        str(desk): seal_to(encode_scalar(value), circle.members[desk].key)
        for desk, value in dealing.values.items()
    }
    body = {
        "commitments": [encode_point(one).hex() for one in dealing.commitments],
        "proof": dealing.proof.to_bytes().hex(),
        "values": values,
    }
    return write_letter(DEALING, dealing.dealer, body, circle, key)


def seal_to(data: bytes, key: jwk.JWK) -> str:
    """Seal some bytes to a desk's key."""
    token = jwe.JWE(data, protected=json.dumps(_HEADER), recipient=key)
    return str(token.serialize(compact=True))


@dataclass
class Gathering:
    """One desk gathering what the five deal, its own dealing included."""

    desk: int
    circle: Circle
    key: jwk.JWK

    def __post_init__(self) -> None:
        self._values: dict[int, int] = {}
        self._commitments: dict[int, tuple[Point, ...]] = {}
        self._letters: dict[int, bytes] = {}

    @property
    def dealt(self) -> tuple[int, ...]:
        """The desks whose dealing was taken."""
        return tuple(sorted(self._values))

    def receive(self, text: str) -> int:
        """Take a dealing; answers whose it was. Raises WalletError naming a dealer who cheats."""
        letter = read_letter(text, DEALING, self.circle)
        dealer = letter.sender
        if self._letters.get(dealer, letter.digest) != letter.digest:
            raise WalletError(
                f"Desk {dealer} dealt twice, and differently.",
                "Start over, and ask that desk why.",
                "tags.dealt_twice",
            )
        commitments, value = self._open(dealer, letter.body)
        self._letters[dealer] = letter.digest
        self._values[dealer] = value
        self._commitments[dealer] = commitments
        return dealer

    def share(self) -> tuple[Share, PublicKey]:
        """The share, once all have dealt. Raises WalletError before.

        The desks compare `PublicKey.fingerprint` by another way before they use it: a dealer who
        sent them different letters would be seen by that, and by nothing else.
        """
        return combine_dealings(self.desk, self._values, self._commitments)

    def _open(self, dealer: int, body: Mapping[str, Any]) -> tuple[tuple[Point, ...], int]:
        try:
            rows, sealed = body["commitments"], body["values"][str(self.desk)]
            if not isinstance(rows, list) or len(rows) != THRESHOLD:
                raise ValueError("another threshold")
            commitments = tuple(decode_point(hex_bytes(one, 33)) for one in rows)
            proof = read_proof(hex_bytes(body["proof"], 64))
            value = decode_scalar(self._unseal(sealed))
        except (KeyError, TypeError, ValueError, JWException) as error:
            raise WalletError(
                f"What desk {dealer} dealt cannot be read.",
                f"Ask desk {dealer} for it again.",
                "tags.dealing_garbage",
            ) from error
        circle = self.circle.fingerprint
        check_dealing(dealer, circle, commitments, proof, self.desk, value)
        return commitments, value

    def _unseal(self, sealed: Any) -> bytes:
        if not isinstance(sealed, str) or len(sealed) > _MOST_SEALED:
            raise ValueError("not sealed")
        return unsealed(sealed, self.key)


def unsealed(sealed: str, key: jwk.JWK) -> bytes:
    """What was sealed to a desk's key. Raises ValueError, JWException."""
    token = jwe.JWE()
    token.allowed_algs = list(_HEADER.values())
    token.deserialize(sealed)
    if set(token.jose_header) - {"alg", "enc", "epk"}:
        raise ValueError("sealed in another way")
    token.decrypt(key)
    return bytes(token.payload)
