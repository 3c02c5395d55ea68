"""Reading a CBOR map with numbered fields, each checked for its kind and its size."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container
from typing import Any, Final, TypeVar

from cbor2 import CBORTag

from wallet.signing.ur.cbor import UUID
from wallet.signing.ur.problems import damaged

UINT31: Final = 2**31 - 1
UINT32: Final = 2**32 - 1
MOST_WORDS: Final = 1_024
_Thing = TypeVar("_Thing")


class Fields:
    """The fields of one map. Raises WalletError (`ur.damaged`) for whatever does not fit."""

    def __init__(self, value: object, most: int) -> None:
        """`value` as `cbor.read` answers it; its keys are numbers from 1 to `most`."""
        if not isinstance(value, dict):
            raise damaged()
        if not all(type(key) is int and 1 <= key <= most for key in value):
            raise damaged()
        self._value: dict[int, Any] = value

    def number(self, key: int, most: int = UINT32) -> int:
        """A whole number from 0 to `most`."""
        found = self._value.get(key)
        if type(found) is not int or not 0 <= found <= most:
            raise damaged()
        return found

    def raw(self, key: int, sizes: Container[int]) -> bytes:
        """Bytes of one of the sizes."""
        found = self._value.get(key)
        if not isinstance(found, bytes) or len(found) not in sizes:
            raise damaged()
        return found

    def words(self, key: int) -> str:
        """Text of at most 1,024 characters."""
        found = self._value.get(key)
        if not isinstance(found, str) or len(found) > MOST_WORDS:
            raise damaged()
        return found

    def truth(self, key: int) -> bool:
        """A yes or no."""
        found = self._value.get(key)
        if not isinstance(found, bool):
            raise damaged()
        return found

    def items(self, key: int, least: int, most: int) -> list[Any]:
        """A list of a bounded length."""
        found = self._value.get(key)
        if not isinstance(found, list) or not least <= len(found) <= most:
            raise damaged()
        return found

    def mapping(self, key: int, most: int) -> dict[Any, Any]:
        """A map of at most so many entries, its keys and values not looked at."""
        found = self._value.get(key)
        if not isinstance(found, dict) or len(found) > most:
            raise damaged()
        return found

    def tagged(self, key: int, tags: Container[int]) -> Any:
        """What is inside one of the tags."""
        return untagged(self._value.get(key), tags)

    def id(self, key: int) -> bytes:
        """The 16 bytes of a UUID."""
        found = self._value.get(key)
        if not isinstance(found, uuid.UUID):
            raise damaged()
        return found.bytes

    def perhaps(self, key: int, read: Callable[[], _Thing]) -> _Thing | None:
        """What `read` answers if the field is there."""
        return read() if key in self._value else None


def untagged(value: object, tags: Container[int]) -> Any:
    """What is inside one of the tags. Raises WalletError."""
    if not isinstance(value, CBORTag) or value.tag not in tags:
        raise damaged()
    return value.value


def tagged_id(request_id: bytes) -> CBORTag:
    """The 16 bytes of a UUID under its tag."""
    return CBORTag(UUID, request_id)


def present(found: dict[int, Any]) -> dict[int, Any]:
    """A map without the fields that are None."""
    return {key: value for key, value in found.items() if value is not None}
