"""Output descriptors in codes: version 1 (BCR-2020-010) and version 3 (BCR-2023-010).

They are Bitcoin's, and are read because accounts of several coins travel inside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeAlias

from cbor2 import CBORTag

from wallet.signing.ur.hdkeys import CoinInfo, EcKey, HdKey, parse_coin, parse_eckey, parse_hdkey
from wallet.signing.ur.maps import Fields, present
from wallet.signing.ur.problems import damaged

SCRIPTS: Final = {
    400: "sh",
    401: "wsh",
    402: "pk",
    403: "pkh",
    404: "wpkh",
    405: "combo",
    406: "multi",
    407: "sortedmulti",
    408: "raw",
    409: "tr",
    410: "cosigner",
}
_MULTI, _RAW = (406, 407), 408
MOST_KEYS: Final = 64


@dataclass(frozen=True, slots=True)
class CoinAddress:
    """An address of some coin."""

    TAGS: ClassVar = (307, 40307)

    data: bytes
    coin: CoinInfo | None = None
    form: int | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        coin = self.coin and CBORTag(305, self.coin.to_cbor())
        return present({1: coin, 2: self.form, 3: self.data})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "info": self.coin and self.coin.fields(),
            "type": self.form,
            "address": self.data.hex(),
        }


Key: TypeAlias = HdKey | EcKey | CoinAddress


@dataclass(frozen=True, slots=True)
class Output:
    """Scripts from the outermost in, around keys (`threshold` of them, where it is given)."""

    TAGS: ClassVar = (308,)

    scripts: tuple[int, ...]
    keys: tuple[Key, ...]
    threshold: int | None = None
    raw: bytes | None = None

    def to_cbor(self) -> Any:
        """Its nested tags."""
        value: Any = self.raw
        if self.raw is None:
            keys = [CBORTag(key.TAGS[0], key.to_cbor()) for key in self.keys]
            value = keys[0] if self.threshold is None else {1: self.threshold, 2: keys}
        for script in reversed(self.scripts):
            value = CBORTag(script, value)
        return value

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "scripts": [SCRIPTS[one] for one in self.scripts],
            "threshold": self.threshold,
            "keys": [key.fields() for key in self.keys],
            "raw": None if self.raw is None else self.raw.hex(),
        }


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor as text with places @0, @1 for its keys (version 3)."""

    TAGS: ClassVar = (40308,)

    source: str
    keys: tuple[Key, ...] | None = None
    name: str | None = None
    note: str | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map; it has no older form, so its keys keep the newer tags."""
        keys = self.keys and [CBORTag(key.TAGS[-1], key.to_cbor()) for key in self.keys]
        return present({1: self.source, 2: keys, 3: self.name, 4: self.note})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "source": self.source,
            "keys": [key.fields() for key in self.keys or ()],
            "name": self.name,
            "note": self.note,
        }


def parse_output(value: object) -> Output:
    """Read a version 1 descriptor. Raises WalletError."""
    scripts: list[int] = []
    while isinstance(value, CBORTag) and value.tag in SCRIPTS:
        scripts.append(value.tag)
        value = value.value
    last = scripts[-1] if scripts else 0
    if last in _MULTI:
        found = Fields(value, 2)
        keys = tuple(_key(one) for one in found.items(2, 1, MOST_KEYS))
        return Output(tuple(scripts), keys, found.number(1, len(keys)))
    if last == _RAW:
        if not isinstance(value, bytes):
            raise damaged()
        return Output(tuple(scripts), (), None, value)
    return Output(tuple(scripts), (_key(value),))


def parse_descriptor(value: object) -> Descriptor:
    """Read a version 3 descriptor. Raises WalletError."""
    found = Fields(value, 4)
    return Descriptor(
        found.words(1),
        found.perhaps(2, lambda: tuple(_key(one) for one in found.items(2, 1, MOST_KEYS))),
        found.perhaps(3, lambda: found.words(3)),
        found.perhaps(4, lambda: found.words(4)),
    )


def _key(value: object) -> Key:
    if not isinstance(value, CBORTag):
        raise damaged()
    if value.tag in HdKey.TAGS:
        return parse_hdkey(value.value)
    if value.tag in EcKey.TAGS:
        return parse_eckey(value.value)
    if value.tag in CoinAddress.TAGS:
        return parse_coin_address(value.value)
    raise damaged()


def parse_coin_address(value: object) -> CoinAddress:
    """Read an address's map. Raises WalletError."""
    found = Fields(value, 3)
    return CoinAddress(
        data=found.raw(3, range(1, 65)),
        coin=found.perhaps(1, lambda: parse_coin(found.tagged(1, CoinInfo.TAGS))),
        form=found.perhaps(2, lambda: found.number(2, 255)),
    )
