"""Which kinds of codes are known: their names, old and new, how they are read, what they are.

Older names and tags are read and written, newer ones read: not every device knows them yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from wallet.signing.ur import accounts, cbor, eth, hdkeys, outputs, papers, paths, requests
from wallet.signing.ur.codes import Carried, Resource
from wallet.signing.ur.problems import another, damaged


class Item(Carried, Protocol):
    """Something that a code carries, and that programs can ask about."""

    def fields(self) -> dict[str, Any]:
        """What it says, for programs: JSON with bytes as hexadecimal."""
        ...


@dataclass(frozen=True, slots=True)
class Plain:
    """Bytes of no kind, which only tests of codes use."""

    data: bytes

    def to_cbor(self) -> bytes:
        """The bytes."""
        return self.data

    def fields(self) -> dict[str, Any]:
        """The bytes, for programs."""
        return {"data": self.data.hex()}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of code: its name, newer names, what a person calls it, and its reader."""

    name: str
    words: str
    read: Callable[[object], Item]
    also: tuple[str, ...] = ()


def _plain(value: object) -> Plain:
    if not isinstance(value, bytes):
        raise damaged()
    return Plain(value)


KINDS: Final = (
    Kind("eth-sign-request", "a request to sign", eth.parse_sign_request),
    Kind("eth-signature", "a signature", eth.parse_signature),
    Kind("eth-batch-sign-request", "several requests to sign", eth.parse_batch_request),
    Kind("eth-batch-signature", "several signatures", eth.parse_batch_signature),
    Kind("crypto-hdkey", "an account", hdkeys.parse_hdkey, ("hdkey",)),
    Kind("crypto-account", "accounts", accounts.parse_account, ("account-descriptor",)),
    Kind("crypto-multi-accounts", "the accounts of a device", accounts.parse_multi_accounts),
    Kind("crypto-keypath", "the path of a key", paths.parse_path, ("keypath",)),
    Kind("crypto-coin-info", "a kind of coin", hdkeys.parse_coin, ("coin-info", "coininfo")),
    Kind("crypto-eckey", "a single key", hdkeys.parse_eckey, ("eckey",)),
    Kind("crypto-address", "an address", outputs.parse_coin_address, ("address",)),
    Kind("crypto-output", "a Bitcoin account", outputs.parse_output),
    Kind("output-descriptor", "a Bitcoin account", outputs.parse_descriptor),
    Kind(requests.KIND, "a request from Symbolon", requests.parse_symbolon_request),
    Kind(papers.KIND, "a paper from Symbolon", papers.parse_paper),
    Kind("bytes", "plain data", _plain),
)
_BY_NAME: Final[Mapping[str, Kind]] = {
    name: kind for kind in KINDS for name in (kind.name, *kind.also)
}


def kind_of(name: str) -> Kind | None:
    """The kind with a name, old or new; None for one that is not known."""
    return _BY_NAME.get(name)


def words_for(name: str) -> str:
    """What a person calls a kind of code."""
    kind = _BY_NAME.get(name)
    return kind.words if kind else f"something else ({name[:40]})"


def read(resource: Resource) -> Item | None:
    """What a code carries; None for a kind that is not known. Raises WalletError."""
    kind = _BY_NAME.get(resource.kind)
    return None if kind is None else kind.read(cbor.read(resource.cbor))


def expect(name: str, kinds: Collection[str], needed: str) -> None:
    """Raise WalletError (`ur.another`) unless a code is one of the kinds, by their old names.

    `needed` is what a person calls what is needed.
    """
    kind = _BY_NAME.get(name)
    if kind is None or kind.name not in kinds:
        raise another(words_for(name), needed)
