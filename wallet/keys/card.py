"""The card of a wallet: the facts about it that are no secret, shown while it is locked."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from wallet.base import nesting
from wallet.base.addresses import checksum
from wallet.base.errors import WalletError

MAX_NAME = 40
MAX_TEXT = 1_279
MAX_ADDRESSES = 16
_ID = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


@dataclass(frozen=True)
class WalletCard:
    """A wallet's id, its name, when it was made (Unix seconds), and its accounts' addresses."""

    wallet_id: str
    name: str
    created: int
    addresses: tuple[str, ...]

    def to_json(self) -> str:
        """The stored form, under 1,280 characters; `parse_card` reads it back."""
        packed = [address[2:].lower() for address in self.addresses]
        return json.dumps(
            {"v": 1, "id": self.wallet_id, "name": self.name, "at": self.created, "acc": packed},
            separators=(",", ":"),
        )


def new_card(wallet_id: str, name: str, created: int, addresses: tuple[str, ...]) -> WalletCard:
    """A card whose name was checked; raises WalletError as `check_name` does."""
    if not 1 <= len(addresses) <= MAX_ADDRESSES:
        raise WalletError(
            f"A wallet shows between 1 and {MAX_ADDRESSES} accounts.",
            "Make another wallet for more.",
            "keys.card-accounts",
        )
    return WalletCard(wallet_id, check_name(name), created, addresses)


def check_name(name: str) -> str:
    """A wallet's name without space around it: 1 to 40 printable characters."""
    plain = unicodedata.normalize("NFC", name[:200]).strip()
    if not plain:
        raise WalletError(
            "The wallet needs a name.", 'Something like "Mine" will do.', "keys.name-empty"
        )
    if len(plain) > MAX_NAME:
        raise WalletError(
            "The wallet's name is too long.", f"Use at most {MAX_NAME} letters.", "keys.name-long"
        )
    if not plain.isprintable():
        raise WalletError(
            "The wallet's name has a character that cannot be shown.",
            "Use letters, digits and signs.",
            "keys.name-unprintable",
        )
    return plain


def parse_card(text: str) -> WalletCard:
    """Read a stored card; anything else than what `to_json` writes is refused."""
    if len(text) > MAX_TEXT:
        raise _damaged()
    try:
        found: Any = nesting.loads(text)
    except (ValueError, RecursionError):
        raise _damaged() from None
    if not isinstance(found, dict) or found.get("v") != 1:
        raise _damaged()
    wallet_id, created, packed = found.get("id"), found.get("at"), found.get("acc")
    if not isinstance(wallet_id, str) or not _ID.fullmatch(wallet_id):
        raise _damaged()
    if type(created) is not int or not 0 <= created < 1 << 40:
        raise _damaged()
    if not isinstance(packed, list) or not 1 <= len(packed) <= MAX_ADDRESSES:
        raise _damaged()
    addresses = tuple(_address(item) for item in packed)
    name = found.get("name")
    if not isinstance(name, str) or check_name(name) != name:
        raise _damaged()
    return WalletCard(wallet_id, name, created, addresses)


def check_wallet_id(text: str) -> str:
    """A wallet's id: 32 hexadecimal digits, and nothing that could be a path."""
    if not _ID.fullmatch(text):
        raise _damaged()
    return text


def _address(item: object) -> str:
    if not isinstance(item, str) or not _ADDRESS.fullmatch("0x" + item):
        raise _damaged()
    return checksum("0x" + item)


def _damaged() -> WalletError:
    return WalletError(
        "What is stored about this wallet is damaged.",
        "Restore the wallet from its words.",
        "keys.card-damaged",
    )
