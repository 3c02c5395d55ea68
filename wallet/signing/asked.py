"""What may be asked of a key, as bytes: a transaction in any form, a statement, or a message.

The wallet reads it to explain it; the signer's own process reads it again before it signs, so
that what is signed is what these bytes say and nothing that was said about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from wallet.base.addresses import checksum
from wallet.signing import fields
from wallet.signing.boundary import check_statement, check_transaction
from wallet.signing.foreign import MOST_BYTES, ForeignTransaction, parse_foreign
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message, parse_message
from wallet.signing.request import Request
from wallet.signing.standard import parse_standard, to_standard
from wallet.signing.transaction import unsigned
from wallet.signing.typed import TypedRequest


class DataType(IntEnum):
    """What the bytes to sign are, by the numbers of ERC-4527."""

    TRANSACTION = 1
    TYPED_DATA = 2
    MESSAGE = 3
    TYPED_TRANSACTION = 4


Meaning: TypeAlias = ForeignTransaction | TypedRequest | Message
Askable: TypeAlias = Request | TypedRequest | Message


@dataclass(frozen=True)
class Asked:
    """Bytes to sign, what they are, and the account that is asked."""

    kind: DataType
    data: bytes
    sender: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "sender", checksum(self.sender))

    @property
    def meaning(self) -> Meaning:
        """What the bytes say. Raises WalletError for whatever cannot be read to the last byte."""
        if self.kind is DataType.TYPED_DATA:
            return parse_standard(self.data, self.sender)
        if self.kind is DataType.MESSAGE:
            return parse_message(self.sender, self.data)
        return parse_foreign(self.data, self.kind is DataType.TYPED_TRANSACTION)

    def to_json(self) -> str:
        """The form in which it is handed to the signer's process."""
        return fields.canonical(
            {
                "kind": "asked",
                "v": 1,
                "type": str(int(self.kind)),
                "data": "0x" + self.data.hex(),
                "from": self.sender,
            }
        )


def parse_asked(text: str) -> Asked:
    """Read what `to_json` wrote; anything else is refused with a WalletError."""
    found = fields.object_of(text, 2 * MOST_BYTES + 256, "asked")
    kind = fields.number(found, "type", max(DataType))
    if kind < min(DataType):
        raise fields.unreadable()
    data = fields.data(found, "data", MOST_BYTES)
    return Asked(DataType(kind), data, fields.address(found, "from"))


def asked_of(request: Askable) -> Asked:
    """What signing a request, a statement or a message asks; a permit must be written in."""
    if isinstance(request, Request):
        return Asked(DataType.TYPED_TRANSACTION, unsigned(request), request.sender)
    if isinstance(request, TypedRequest):
        return Asked(DataType.TYPED_DATA, to_standard(request), request.sender)
    return Asked(DataType.MESSAGE, request.text.encode(), request.sender)


def check_asked(asked: Asked, networks: Iterable[KnownNetwork]) -> Meaning:
    """What the bytes say, when it may be signed; else a WalletError saying why not."""
    meaning = asked.meaning
    if isinstance(meaning, TypedRequest):
        check_statement(meaning, networks)
    elif isinstance(meaning, ForeignTransaction):
        check_transaction(meaning.request(asked.sender), networks)
    return meaning
