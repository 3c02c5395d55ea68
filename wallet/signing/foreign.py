"""Transactions as other wallets write them: read exactly, and signed when asked; never composed.

Three forms: the first one, where the price of gas stands alone (with its chain inside, EIP-155);
with a list of accesses (EIP-2930); and with a ceiling and a tip (EIP-1559).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import address_from_bytes, keccak
from wallet.base.errors import WalletError
from wallet.signing import fields, rlp
from wallet.signing.request import MAX_DATA, Request

LEGACY, LISTED, PRICED = 0, 1, 2
"""The types of EIP-2718; the first form has no type byte, and counts as 0."""
MOST_BYTES: Final = MAX_DATA + 16_384
_MOST_ACCESSES: Final = 1_024
_LENGTHS = {LEGACY: 9, LISTED: 8, PRICED: 9}


@dataclass(frozen=True)
class ForeignTransaction:
    """An unsigned transaction: its form, what it does, and the very bytes that are signed.

    `max_fee` is the price of gas where that stands alone. `listed` says whether it names accesses
    in advance, which changes its cost and not what it does.
    """

    form: int
    chain_id: int
    nonce: int
    gas: int
    max_fee: int
    tip: int
    to: str | None
    value: int
    data: bytes
    listed: bool
    raw: bytes

    @property
    def digest(self) -> bytes:
        """The 32 bytes that are signed."""
        return keccak(self.raw)

    def request(self, sender: str) -> Request:
        """The same as a request, to be explained and checked as any other."""
        return Request(
            self.chain_id,
            sender,
            self.to,
            self.data,
            self.value,
            self.gas,
            self.max_fee,
            self.tip,
            self.nonce,
            "Asked for by another wallet",
        )

    def v(self, parity: int) -> bytes:
        """The last part of a signature in this form, in as many bytes as it takes."""
        number = parity + 35 + 2 * self.chain_id if self.form == LEGACY else parity
        return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")


def parse_foreign(raw: bytes, typed: bool) -> ForeignTransaction:
    """Read an unsigned transaction, `typed` or in the first form. Raises WalletError."""
    form = raw[0] if typed and raw else LEGACY
    if len(raw) > MOST_BYTES or form not in (LISTED, PRICED) if typed else len(raw) > MOST_BYTES:
        raise _unknown()
    try:
        items = rlp.decode(raw[1:] if typed else raw)
    except ValueError:
        raise _unknown() from None
    if form == LEGACY and len(items) == 6:
        raise _any_chain()
    if len(items) != _LENGTHS[form]:
        raise _unknown()
    return _legacy(items, raw) if form == LEGACY else _typed(form, items, raw)


def _legacy(items: list[rlp.Item], raw: bytes) -> ForeignTransaction:
    nonce, price, gas, to, value, data, chain, *blank = items
    if blank != [b"", b""]:
        raise _unknown()
    if chain == b"":
        raise _any_chain()
    return ForeignTransaction(
        LEGACY,
        _number(chain),
        _number(nonce),
        _number(gas),
        _number(price),
        _number(price),
        _address(to),
        _number(value),
        _bytes(data),
        False,
        raw,
    )


def _typed(form: int, items: list[rlp.Item], raw: bytes) -> ForeignTransaction:
    chain, nonce, tip, *others = items
    most = others.pop(0) if form == PRICED else tip
    gas, to, value, data, accesses = others
    return ForeignTransaction(
        form,
        _number(chain),
        _number(nonce),
        _number(gas),
        _number(most),
        _number(tip),
        _address(to),
        _number(value),
        _bytes(data),
        _check_accesses(accesses),
        raw,
    )


def _check_accesses(found: rlp.Item) -> bool:
    """Whether there are any; each is an address and a list of words."""
    if not isinstance(found, list) or len(found) > _MOST_ACCESSES:
        raise _unknown()
    for entry in found:
        if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[1], list):
            raise _unknown()
        if _address(entry[0]) is None or any(len(_bytes(word)) != 32 for word in entry[1]):
            raise _unknown()
    return bool(found)


def _number(item: rlp.Item) -> int:
    data = _bytes(item)
    if len(data) > 32 or data[:1] == b"\0":
        raise _unknown()
    return int.from_bytes(data, "big")


def _address(item: rlp.Item) -> str | None:
    data = _bytes(item)
    if len(data) not in (0, 20):
        raise _unknown()
    return address_from_bytes(data) if data else None


def _bytes(item: rlp.Item) -> bytes:
    if not isinstance(item, bytes):
        raise _unknown()
    return item


def _unknown() -> WalletError:
    return fields.unreadable()


def _any_chain() -> WalletError:
    return WalletError(
        "This does not say which network it is for, so anyone could repeat it on another.",
        "Nothing was signed. Ask for one that names its network.",
        "signing.any-chain",
    )
