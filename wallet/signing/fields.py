"""Reading the fields of a request that came from outside: bounded, exact, or a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from wallet.base import nesting
from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,77}", re.ASCII)
_HEX = re.compile(r"0x(?:[0-9a-f]{2})*", re.ASCII)
MAX_UINT256 = 2**256 - 1


def object_of(text: str, most: int, kind: str) -> Mapping[str, Any]:
    """The JSON object in `text`, of at most `most` characters and of the given kind."""
    if len(text) > most:
        raise unreadable()
    try:
        found: Any = nesting.loads(text)
    except (ValueError, RecursionError):
        raise unreadable() from None
    if not isinstance(found, dict) or found.get("kind") != kind or found.get("v") != 1:
        raise unreadable()
    return found


def canonical(found: Mapping[str, Any]) -> str:
    """The one JSON text of an object: keys sorted, no space, ASCII."""
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def number(found: Mapping[str, Any], key: str, most: int = MAX_UINT256) -> int:
    """A whole number carried as a decimal string, from 0 to `most`."""
    text = found.get(key)
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text) or int(text) > most:
        raise unreadable()
    return int(text)


def truth(found: Mapping[str, Any], key: str) -> bool:
    """A yes or no."""
    said = found.get(key)
    if not isinstance(said, bool):
        raise unreadable()
    return said


def address(found: Mapping[str, Any], key: str) -> str:
    """An address, with its capitals put right."""
    text = found.get(key)
    if not isinstance(text, str) or not is_address_shape(text):
        raise unreadable()
    return checksum(text)


def data(found: Mapping[str, Any], key: str, most: int) -> bytes:
    """Bytes carried as lower-case hexadecimal with 0x."""
    text = found.get(key)
    if not isinstance(text, str) or len(text) > 2 * most + 2 or not _HEX.fullmatch(text):
        raise unreadable()
    return bytes.fromhex(text[2:])


def words(found: Mapping[str, Any], key: str, most: int = 64) -> str:
    """A short printable text."""
    text = found.get(key)
    if not isinstance(text, str) or len(text) > most or not (text.isprintable() or not text):
        raise unreadable()
    return text


def unreadable() -> WalletError:
    """The refusal of something that is no request."""
    return WalletError(
        "This is not something that can be signed here.",
        "Ask whoever gave it to you to make it again.",
        "signing.unreadable",
    )
