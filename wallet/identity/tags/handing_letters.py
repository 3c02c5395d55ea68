"""Handing shares on by letters: three old desks write, five new ones gather.

A letter is signed in the old circle and sealed to the members of the new one. What a new desk needs
to judge it is the old circle's cards and the public half of its key: the succession.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jwcrypto import jwk
from jwcrypto.common import JWException

from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.identity.tags.cards import MOST_CIRCLE, circle_of, read_card
from wallet.identity.tags.dealing import seal_to, unsealed
from wallet.identity.tags.group import (
    Point,
    decode_point,
    decode_scalar,
    encode_point,
    encode_scalar,
)
from wallet.identity.tags.handing import Handing, check_handing, combine_handings
from wallet.identity.tags.letters import Circle, hex_bytes, read_letter, write_letter
from wallet.identity.tags.sharing import DESKS, THRESHOLD, PublicKey, Share

HANDING: Final = "handing"
_KIND: Final = "succession"
_MOST_SEALED: Final = 1_024


@dataclass(frozen=True)
class Succession:
    """The old circle and the public half of its key, as a new desk is told of them."""

    circle: Circle
    public: PublicKey
    cards: tuple[str, ...] = field(repr=False)

    def to_json(self) -> str:
        """As a file; `read_succession` reads it back."""
        rows = [encode_point(one).hex() for one in self.public.commitments]
        cards = [json.loads(one) for one in self.cards]
        return json.dumps({"version": 1, "kind": _KIND, "cards": cards, "commitments": rows})


def read_succession(text: str, chain_id: int) -> Succession:
    """A succession whose five cards hold. Raises WalletError (`tags.succession`, `desk.*`)."""
    if len(text) <= 2 * MOST_CIRCLE:
        found = parse_json(text, "What was brought")
        try:
            if found["version"] == 1 and found["kind"] == _KIND:
                texts = tuple(json.dumps(one) for one in found["cards"][: DESKS + 1])
                points = tuple(decode_point(hex_bytes(one, 33)) for one in found["commitments"])
                if len(points) == THRESHOLD:
                    circle = circle_of([read_card(one, chain_id) for one in texts])
                    return Succession(circle, PublicKey(points), texts)
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # said below
    raise WalletError(
        "This does not say from which desks shares are handed on.",
        "Ask one of the old desks for it again.",
        "tags.succession",
    )


def write_handing(handing: Handing, old: Circle, new: Circle, key: jwk.JWK) -> str:
    """The letter in which an old desk hands its share on to the new ones."""
    body = {
        "to": new.fingerprint.hex(),
        "dealers": list(handing.dealers),
        "commitments": [encode_point(one).hex() for one in handing.commitments],
        "values": {
            str(desk): seal_to(encode_scalar(value), new.members[desk].key)
            for desk, value in handing.values.items()
        },
    }
    return write_letter(HANDING, handing.dealer, body, old, key)


@dataclass
class HandingGathering:
    """One new desk gathering what three old ones hand on."""

    desk: int
    new: Circle
    old: Succession
    key: jwk.JWK

    def __post_init__(self) -> None:
        self._values: dict[int, int] = {}
        self._commitments: dict[int, tuple[Point, ...]] = {}
        self._dealers: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all three have handed on."""
        return len(self._values) == THRESHOLD

    @property
    def handed(self) -> tuple[int, ...]:
        """The old desks whose letter was taken."""
        return tuple(sorted(self._values))

    def receive(self, text: str) -> int:
        """Take one letter; answers whose. Raises WalletError naming a dealer who cheats."""
        letter = read_letter(text, HANDING, self.old.circle)
        dealer, body = letter.sender, letter.body
        dealers, commitments, value = self._read(dealer, body)
        if self._dealers and dealers != self._dealers:
            raise WalletError(
                f"Desk {dealer} handed its share on together with others than these.",
                "All three have to name the same three.",
                "tags.other_three",
            )
        check_handing(dealer, dealers, self.old.public, commitments, self.desk, value)
        self._dealers = dealers
        self._values[dealer], self._commitments[dealer] = value, commitments
        return dealer

    def share(self) -> tuple[Share, PublicKey]:
        """The new share of the same key. Raises WalletError before all three have come."""
        if not self.complete:
            raise WalletError(
                f"{len(self._values)} of 3 desks have handed on.", "Wait for the others.",
                "tags.handings",
            )  # fmt: skip
        return combine_handings(self.desk, self.old.public, self._values, self._commitments)

    def _read(
        self, dealer: int, body: Mapping[str, Any]
    ) -> tuple[tuple[int, ...], tuple[Point, ...], int]:
        try:
            dealers, rows = body["dealers"], body["commitments"]
            sealed = body["values"][str(self.desk)]
            if body["to"] != self.new.fingerprint.hex() or len(rows) != THRESHOLD:
                raise ValueError("for other desks")
            if not all(type(one) is int for one in dealers) or len(dealers) != THRESHOLD:
                raise ValueError("no dealers")
            if not isinstance(sealed, str) or len(sealed) > _MOST_SEALED:
                raise ValueError("not sealed")
            commitments = tuple(decode_point(hex_bytes(one, 33)) for one in rows)
            value = decode_scalar(unsealed(sealed, self.key))
        except (KeyError, TypeError, ValueError, JWException) as error:
            raise WalletError(
                f"What desk {dealer} handed on cannot be read, or is for other desks.",
                f"Ask desk {dealer} for it again, for this new circle.",
                "tags.handing_garbage",
            ) from error
        return tuple(dealers), commitments, value
