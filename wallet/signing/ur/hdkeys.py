"""Keys in codes: `crypto-hdkey` and `crypto-coin-info` (BCR-2020-007), and plain keys (008)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from cbor2 import CBORTag

from wallet.signing.ur.maps import UINT31, UINT32, Fields, present
from wallet.signing.ur.paths import KeyPath, hexed, parse_path

ETHER: Final = 60
"""The coin of Ethereum and of what is like it (SLIP-44)."""


@dataclass(frozen=True, slots=True)
class CoinInfo:
    """Which coin a key is for, and which of the coin's networks."""

    TAGS: ClassVar = (305, 40305)

    coin: int | None = None
    network: int | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        return present({1: self.coin, 2: self.network})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs; what is left out means 0."""
        return {"coin": self.coin or 0, "network": self.network or 0}


@dataclass(frozen=True, slots=True)
class HdKey:
    """A key of a tree, with what is needed to derive from it.

    `key` has 33 bytes (32 on other curves than ours), and is secret where `master` or `private`.
    """

    TAGS: ClassVar = (303, 40303)

    key: bytes = field(repr=False)
    chain_code: bytes | None = field(default=None, repr=False)
    coin: CoinInfo | None = None
    origin: KeyPath | None = None
    children: KeyPath | None = None
    parent: int | None = None
    name: str | None = None
    note: str | None = None
    master: bool | None = None
    private: bool | None = None

    @property
    def secret(self) -> bool:
        """Whether it holds a private key."""
        return bool(self.master or self.private)

    def to_cbor(self) -> dict[int, Any]:
        """Its map, with the tags that every wallet reads."""
        return present(
            {
                1: self.master,
                2: self.private,
                3: self.key,
                4: self.chain_code,
                5: self.coin and CBORTag(305, self.coin.to_cbor()),
                6: self.origin and CBORTag(304, self.origin.to_cbor()),
                7: self.children and CBORTag(304, self.children.to_cbor()),
                8: self.parent,
                9: self.name,
                10: self.note,
            }
        )

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "is_master": bool(self.master),
            "is_private": bool(self.private),
            "key": self.key.hex(),
            "chain_code": self.chain_code and self.chain_code.hex(),
            "use_info": self.coin and self.coin.fields(),
            "origin": self.origin and self.origin.text,
            "xfp": self.origin and hexed(self.origin.fingerprint),
            "depth": self.origin and self.origin.depth,
            "children": self.children and self.children.text,
            "parent_fingerprint": hexed(self.parent),
            "name": self.name,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class EcKey:
    """A key without a tree."""

    TAGS: ClassVar = (306, 40306)

    data: bytes = field(repr=False)
    curve: int | None = None
    private: bool | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        return present({1: self.curve, 2: self.private, 3: self.data})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "curve": self.curve or 0,
            "is_private": bool(self.private),
            "key": self.data.hex(),
        }


def parse_coin(value: object) -> CoinInfo:
    """Read a coin's map. Raises WalletError."""
    found = Fields(value, 2)
    return CoinInfo(
        found.perhaps(1, lambda: found.number(1, UINT31)),
        found.perhaps(2, lambda: found.number(2, UINT32)),
    )


def parse_hdkey(value: object) -> HdKey:
    """Read a key's map. Raises WalletError."""
    found = Fields(value, 10)
    return HdKey(
        key=found.raw(3, (32, 33)),
        chain_code=found.perhaps(4, lambda: found.raw(4, (32,))),
        coin=found.perhaps(5, lambda: parse_coin(found.tagged(5, CoinInfo.TAGS))),
        origin=found.perhaps(6, lambda: parse_path(found.tagged(6, KeyPath.TAGS))),
        children=found.perhaps(7, lambda: parse_path(found.tagged(7, KeyPath.TAGS))),
        parent=found.perhaps(8, lambda: found.number(8)),
        name=found.perhaps(9, lambda: found.words(9)),
        note=found.perhaps(10, lambda: found.words(10)),
        master=found.perhaps(1, lambda: found.truth(1)),
        private=found.perhaps(2, lambda: found.truth(2)),
    )


def parse_eckey(value: object) -> EcKey:
    """Read a plain key's map. Raises WalletError."""
    found = Fields(value, 3)
    return EcKey(
        data=found.raw(3, (32, 33, 64, 65)),
        curve=found.perhaps(1, lambda: found.number(1)),
        private=found.perhaps(2, lambda: found.truth(2)),
    )
