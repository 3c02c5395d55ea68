"""The five commands of a Ledger's Ethereum application that a wallet needs.

They are: the address of a path, how the application is set, a transaction, a message, and the two
hashes of typed data. A command is class, instruction, two parameters, a length and at most 255
bytes; what is longer goes in chunks. Signatures come as v, r, s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.keys.accounts import path_steps
from wallet.signing.ledger.statuses import OK, failure
from wallet.signing.ledger.transport import Transport

CLASS: Final = 0xE0
ADDRESS: Final = 0x02
TRANSACTION: Final = 0x04
CONFIGURATION: Final = 0x06
MESSAGE: Final = 0x08
TYPED: Final = 0x0C
FIRST: Final = 0x00
MORE: Final = 0x80
CHUNK: Final = 255
MOST_MESSAGE: Final = 4_096
_SIGNATURE: Final = 65


@dataclass(frozen=True, slots=True)
class Configuration:
    """How the application is set: its version, and whether it signs what it cannot show."""

    blind_signing: bool
    version: tuple[int, int, int]


class EthereumApp:
    """Asks the application one thing at a time. Every method may raise WalletError."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def configuration(self) -> Configuration:
        """The application's version and settings."""
        answer = self._ask(CONFIGURATION, 0, 0, b"")
        if len(answer) < 4:
            raise _garbled()
        return Configuration(bool(answer[0] & 1), (answer[1], answer[2], answer[3]))

    def address(self, path: str, show: bool = False) -> str:
        """The address at a path; with `show` only after it was compared on the device."""
        answer = self._ask(ADDRESS, int(show), 0, _packed(path))
        size = answer[0] if answer else 0
        start = 1 + size
        length = answer[start] if len(answer) > start else 0
        text = "0x" + answer[start + 1 : start + 1 + length].decode("ascii", "replace")
        if not is_address_shape(text):
            raise _garbled()
        return checksum(text)

    def sign_raw(self, path: str, unsigned: bytes, trailer: int = 0) -> bytes:
        """The signature (v, r, s as the device says them) of an unsigned transaction's bytes.

        `trailer` is how many bytes at the end of a legacy transaction hold chain and two zeros:
        a chunk that ended right before them would be taken for a transaction without a chain.
        """
        body = _packed(path) + unsigned
        size = CHUNK
        while trailer and (len(body) - trailer) % size == 0:
            size -= 1
        return self._signature(TRANSACTION, body, size)

    def sign_message(self, path: str, message: bytes) -> bytes:
        """The signature of a message of at most 4,096 bytes (EIP-191), which the device shows."""
        if len(message) > MOST_MESSAGE:
            raise failure(0x6A84)
        return self._signature(MESSAGE, _packed(path) + len(message).to_bytes(4, "big") + message)

    def sign_hashes(self, path: str, domain: bytes, message: bytes) -> bytes:
        """The signature of typed data by its two hashes, which are all that the device shows."""
        if len(domain) != 32 or len(message) != 32:
            raise ValueError("a hash has 32 bytes")
        return self._signature(TYPED, _packed(path) + domain + message)

    def close(self) -> None:
        """End the line."""
        self._transport.close()

    def _signature(self, instruction: int, body: bytes, size: int = CHUNK) -> bytes:
        answer = b""
        for at in range(0, len(body), size):
            answer = self._ask(instruction, MORE if at else FIRST, 0, body[at : at + size])
        if len(answer) != _SIGNATURE:
            raise _garbled()
        return answer

    def _ask(self, instruction: int, one: int, two: int, data: bytes) -> bytes:
        command = bytes([CLASS, instruction, one, two, len(data)]) + data
        answer = self._transport.exchange(command)
        if len(answer) < 2:
            raise _garbled()
        status = int.from_bytes(answer[-2:], "big")
        if status != OK:
            raise failure(status)
        return answer[:-2]


def _packed(path: str) -> bytes:
    numbers = path_steps(path)
    return bytes([len(numbers)]) + b"".join(one.to_bytes(4, "big") for one in numbers)


def _garbled() -> WalletError:
    return WalletError(
        "The Ledger answers something that cannot be understood.",
        "Unplug it, plug it in again, and try again.",
        "ledger.garbled",
    )
