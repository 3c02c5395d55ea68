"""Several keys at once: `crypto-account` (BCR-2020-015, 2023-019) and `crypto-multi-accounts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from cbor2 import CBORTag

from wallet.signing.ur.hdkeys import HdKey, parse_hdkey
from wallet.signing.ur.maps import Fields, present, untagged
from wallet.signing.ur.outputs import (
    SCRIPTS,
    Descriptor,
    Output,
    parse_descriptor,
    parse_output,
)
from wallet.signing.ur.paths import hexed

MOST_KEYS: Final = 64


@dataclass(frozen=True, slots=True)
class Account:
    """The accounts of one wallet, as descriptors, and its master fingerprint.

    Some devices leave out the tag around each descriptor; `wrapped` says whether it is there.
    """

    TAGS: ClassVar = (311, 40311)

    fingerprint: int
    outputs: tuple[Output | Descriptor, ...]
    wrapped: bool = True

    @property
    def keys(self) -> tuple[HdKey, ...]:
        """Every key of a tree inside it."""
        return tuple(
            key for output in self.outputs for key in output.keys or () if isinstance(key, HdKey)
        )

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        bare = [output.to_cbor() for output in self.outputs]
        tags = [output.TAGS[0] for output in self.outputs]
        tagged = [CBORTag(tag, value) for tag, value in zip(tags, bare, strict=True)]
        return {1: self.fingerprint, 2: tagged if self.wrapped else bare}

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "master_fingerprint": hexed(self.fingerprint),
            "outputs": [output.fields() for output in self.outputs],
        }


@dataclass(frozen=True, slots=True)
class MultiAccounts:
    """The accounts of one device, as keys, and which device it is."""

    TAGS: ClassVar = (1103,)

    fingerprint: int
    keys: tuple[HdKey, ...]
    device: str | None = None
    device_id: str | None = None
    version: str | None = None

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        keys = [CBORTag(303, key.to_cbor()) for key in self.keys]
        return present(
            {1: self.fingerprint, 2: keys, 3: self.device, 4: self.device_id, 5: self.version}
        )

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {
            "master_fingerprint": hexed(self.fingerprint),
            "keys": [key.fields() for key in self.keys],
            "device": self.device,
            "device_id": self.device_id,
            "version": self.version,
        }


def parse_account(value: object) -> Account:
    """Read either version of an account. Raises WalletError."""
    found = Fields(value, 2)
    items = found.items(2, 1, MOST_KEYS)
    wrapped = _tag(items[0]) not in SCRIPTS
    outputs = tuple(_output(one) if wrapped else parse_output(one) for one in items)
    return Account(found.number(1), outputs, wrapped)


def parse_multi_accounts(value: object) -> MultiAccounts:
    """Read a device's accounts. Raises WalletError."""
    found = Fields(value, 5)
    keys = found.items(2, 1, MOST_KEYS)
    return MultiAccounts(
        found.number(1),
        tuple(parse_hdkey(untagged(one, HdKey.TAGS)) for one in keys),
        found.perhaps(3, lambda: found.words(3)),
        found.perhaps(4, lambda: found.words(4)),
        found.perhaps(5, lambda: found.words(5)),
    )


def _output(value: object) -> Output | Descriptor:
    if _tag(value) in Output.TAGS:
        return parse_output(untagged(value, Output.TAGS))
    return parse_descriptor(untagged(value, Descriptor.TAGS))


def _tag(value: object) -> int | None:
    return value.tag if isinstance(value, CBORTag) else None
