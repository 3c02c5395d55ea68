"""The line to a Ledger: commands go over it in packets of 64 bytes (its HID framing).

A packet is a channel, a tag, a number that counts up, and a piece of the message; the first piece
begins with the message's length. What comes back is taken for a stranger's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from wallet.base.errors import WalletError

VENDOR: Final = 0x2C97
USAGE_PAGE: Final = 0xFFA0
PACKET: Final = 64
MOST_ANSWER: Final = 1_024
PATIENCE: Final = 180_000
"""Milliseconds for a person to read and press."""
_CHANNEL: Final = b"\x01\x01"
_TAG: Final = b"\x05"


class Transport(Protocol):
    """Carries one command at a time."""

    def exchange(self, command: bytes) -> bytes:
        """The answer to a command: data, then two bytes of status. Raises WalletError."""
        ...

    def close(self) -> None:
        """End the line."""
        ...


def packets(message: bytes) -> list[bytes]:
    """A message as packets of 64 bytes, the last filled with zeros."""
    rest = len(message).to_bytes(2, "big") + message
    made: list[bytes] = []
    while rest or not made:
        head = _CHANNEL + _TAG + len(made).to_bytes(2, "big")
        piece, rest = rest[: PACKET - len(head)], rest[PACKET - len(head) :]
        made.append((head + piece).ljust(PACKET, b"\0"))
    return made


def message_of(read: Callable[[], bytes]) -> bytes:
    """The message in the packets that `read` answers one by one. Raises WalletError."""
    body, length, number = b"", None, 0
    while length is None or len(body) < length:
        packet = read()
        head = _CHANNEL + _TAG + number.to_bytes(2, "big")
        if len(packet) < len(head) + 2 or packet[: len(head)] != head:
            raise _garbled()
        piece = packet[len(head) :]
        if length is None:
            length, piece = int.from_bytes(piece[:2], "big"), piece[2:]
            if not 2 <= length <= MOST_ANSWER:
                raise _garbled()
        body += piece
        number += 1
    return body[:length]


class HidTransport:
    """A Ledger on USB, through hidapi; made by `open_ledger`."""

    def __init__(self, device: Any) -> None:
        self._device = device

    def exchange(self, command: bytes) -> bytes:
        """The answer to a command. Raises WalletError when the device is gone or too slow."""
        try:
            for packet in packets(command):
                if self._device.write(b"\0" + packet) < 0:
                    raise _gone()
            return message_of(self._read)
        except (OSError, ValueError):
            raise _gone() from None

    def close(self) -> None:
        """End the line."""
        self._device.close()

    def _read(self) -> bytes:
        packet = bytes(self._device.read(PACKET, PATIENCE))
        if not packet:
            raise WalletError(
                "The Ledger did not answer in time.",
                "Look at its screen, then try again.",
                "ledger.slow",
            )
        return packet


def hidapi() -> Any:
    """The module of hidapi, which is loaded here and nowhere else. Raises WalletError."""
    try:
        import hid
    except ImportError:
        raise WalletError(
            "This wallet was installed without what talks to a Ledger.",
            "Install it with its extra named ledger, then try again.",
            "ledger.absent",
        ) from None
    return hid


def open_ledger(hid: Any = None) -> HidTransport:
    """The line to the first Ledger that is plugged in. Raises WalletError where there is none."""
    hid = hid or hidapi()
    found = [one for one in hid.enumerate(VENDOR, 0) if _answers(one)]
    if not found:
        raise WalletError(
            "No Ledger is plugged in.",
            "Plug it in, unlock it and open its Ethereum application. On Linux its maker’s rules "
            "for USB have to be installed.",
            "ledger.none",
        )
    device = hid.device()
    try:
        device.open_path(found[0]["path"])
    except OSError:
        raise WalletError(
            "The Ledger cannot be opened.",
            "Close other programs that use it. On Linux its maker’s rules for USB have to be "
            "installed.",
            "ledger.busy",
        ) from None
    return HidTransport(device)


def _answers(found: Any) -> bool:
    """Whether an interface of a device is the one that takes commands."""
    return bool(found.get("usage_page") == USAGE_PAGE or found.get("interface_number") == 0)


def _gone() -> WalletError:
    return WalletError(
        "The Ledger is no longer there.", "Plug it in again, then try again.", "ledger.gone"
    )


def _garbled() -> WalletError:
    return WalletError(
        "The Ledger answers something that cannot be understood.",
        "Unplug it, plug it in again, and try again.",
        "ledger.garbled",
    )
