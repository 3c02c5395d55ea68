"""Where a word lies in a contract's storage.

A variable begins at the slot that its artifact names; an entry of a mapping lies at the hash of the
mapping's place and the key, as vyper lays it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from wallet.base.addresses import address_bytes, keccak
from wallet.contracts.bindings import artifact

Key = int | str | bytes
"""A key of a mapping: a number, an address as text, or 32 bytes."""


@lru_cache(maxsize=1 << 16)
def slot_of(contract: str, variable: str, *keys: Key) -> int:
    """Where a variable of a contract lies, or an entry of a mapping in it.

    `variable` is named as in the artifact, `module.name` in modules. Raises KeyError.
    """
    if not keys:
        return _variables(contract)[variable]
    above = slot_of(contract, variable, *keys[:-1])
    return int.from_bytes(keccak(above.to_bytes(32, "big") + _padded(keys[-1])), "big")


@cache
def _variables(contract: str) -> Mapping[str, int]:
    found: Mapping[str, int] = artifact(contract)["storage"]
    return found


def _padded(key: Key) -> bytes:
    if isinstance(key, int):
        return key.to_bytes(32, "big")
    if isinstance(key, str):
        return address_bytes(key).rjust(32, b"\0")
    return key
