"""The card of a wallet: the facts about it that are no secret, shown while it is locked."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wallet.base import nesting
from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.keys.accounts import MAX_ACCOUNTS
from wallet.keys.watch_only import WatchOnly, watch_only_of

WORDS, ONE_KEY, WATCHED = "words", "key", "watch"
KINDS = (WORDS, ONE_KEY, WATCHED)
MAX_NAME = 40
MAX_TEXT = 1_279
MAX_ADDRESSES = 16
_ID = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


@dataclass(frozen=True)
class WalletCard:
    """A wallet's id, its name, when it was made (Unix seconds), and its accounts' addresses.

    `numbers` are the accounts' numbers, beside their addresses (see `accounts.PATHS`). `kind` says
    what is kept of the wallet: its words, one key, or only what is needed to watch it (`watched`).
    `checked` is when a backup was last held against it here and was right, 0 for never.
    """

    wallet_id: str
    name: str
    created: int
    addresses: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    kind: str = WORDS
    watched: WatchOnly | None = None
    checked: int = 0

    def __post_init__(self) -> None:
        if not self.numbers:
            object.__setattr__(self, "numbers", tuple(range(len(self.addresses))))

    def address(self, number: int) -> str | None:
        """The address of the account of a number, where the card lists it."""
        return dict(zip(self.numbers, self.addresses, strict=True)).get(number)

    def with_accounts(self, found: Mapping[int, str]) -> WalletCard:
        """The same card with more accounts listed, in the order of their numbers."""
        every = dict(zip(self.numbers, self.addresses, strict=True)) | dict(found)
        numbers = tuple(sorted(every))
        addresses = tuple(every[number] for number in numbers)
        _check_count(addresses)
        return replace(self, addresses=addresses, numbers=numbers)

    def to_json(self) -> str:
        """The stored form, under 1,280 characters; `parse_card` reads it back."""
        packed = [address[2:].lower() for address in self.addresses]
        found: dict[str, Any] = {
            "v": 1, "id": self.wallet_id, "name": self.name, "at": self.created, "acc": packed
        }  # fmt: skip
        if self.numbers != tuple(range(len(self.addresses))):
            found["num"] = list(self.numbers)
        if self.kind != WORDS:
            found["kind"] = self.kind
        if self.checked:
            found["chk"] = self.checked
        if self.watched is not None:
            found["watch"] = self.watched.to_fields()
        return json.dumps(found, separators=(",", ":"))


def new_card(
    wallet_id: str, name: str, created: int, addresses: tuple[str, ...], kind: str = WORDS
) -> WalletCard:
    """A card whose name was checked; raises WalletError as `check_name` does."""
    _check_count(addresses)
    return WalletCard(wallet_id, check_name(name), created, addresses, kind=kind)


def watching_card(wallet_id: str, name: str, created: int, watched: WatchOnly) -> WalletCard:
    """The card of a wallet that is only watched."""
    addresses = watched.addresses or (watched.address(0),)
    card = new_card(wallet_id, name, created, addresses, WATCHED)
    return replace(card, watched=replace(watched, addresses=addresses))


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
    wallet_id, packed = found.get("id"), found.get("acc")
    created, checked = _instant(found.get("at")), _instant(found.get("chk", 0))
    if not isinstance(wallet_id, str) or not _ID.fullmatch(wallet_id):
        raise _damaged()
    if not isinstance(packed, list) or not 1 <= len(packed) <= MAX_ADDRESSES:
        raise _damaged()
    addresses = tuple(_address(item) for item in packed)
    name, kind = found.get("name"), found.get("kind", WORDS)
    if not isinstance(name, str) or check_name(name) != name or kind not in KINDS:
        raise _damaged()
    watched = _watched(found.get("watch"), addresses) if kind == WATCHED else None
    numbers = _numbers(found.get("num"), len(addresses))
    return WalletCard(wallet_id, name, created, addresses, numbers, kind, watched, checked)


def check_wallet_id(text: str) -> str:
    """A wallet's id: 32 hexadecimal digits, and nothing that could be a path."""
    if not _ID.fullmatch(text):
        raise _damaged()
    return text


def _instant(found: object) -> int:
    if type(found) is not int or not 0 <= found < 1 << 40:
        raise _damaged()
    return found


def _address(item: object) -> str:
    if not isinstance(item, str) or not _ADDRESS.fullmatch("0x" + item):
        raise _damaged()
    return checksum("0x" + item)


def _numbers(found: object, count: int) -> tuple[int, ...]:
    if found is None:
        return ()
    if not isinstance(found, list) or len(found) != count or len(set(map(str, found))) != count:
        raise _damaged()
    if not all(type(number) is int and 0 <= number < MAX_ACCOUNTS for number in found):
        raise _damaged()
    return tuple(found)


def _watched(found: object, addresses: tuple[str, ...]) -> WatchOnly:
    try:
        return watch_only_of(found, addresses)
    except ValueError:
        raise _damaged() from None


def _check_count(addresses: tuple[str, ...]) -> None:
    if not 1 <= len(addresses) <= MAX_ADDRESSES:
        raise WalletError(
            f"A wallet shows between 1 and {MAX_ADDRESSES} accounts.",
            "Make another wallet for more.",
            "keys.card-accounts",
        )


def _damaged() -> WalletError:
    return WalletError(
        "What is stored about this wallet is damaged.",
        "Restore the wallet from its words.",
        "keys.card-damaged",
    )
