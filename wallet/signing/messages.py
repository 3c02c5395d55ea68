"""Messages for people (EIP-191): text that is signed as it is read, and can move nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.addresses import checksum, keccak
from wallet.base.errors import WalletError

MOST_BYTES: Final = 4_096
MOST_LINES: Final = 60


@dataclass(frozen=True)
class Message:
    """A text, and the account that is asked to sign it."""

    sender: str
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "sender", checksum(self.sender))

    @property
    def digest(self) -> bytes:
        """The 32 bytes that are signed."""
        data = self.text.encode()
        return keccak(b"\x19Ethereum Signed Message:\n%d" % len(data) + data)

    @property
    def id(self) -> str:
        """What it is called by: the hash of who signs and what."""
        return "0x" + keccak(self.sender.encode("ascii") + self.digest).hex()


def parse_message(sender: str, data: bytes) -> Message:
    """Read a message that came from outside.

    Raises WalletError for what no person can read: digits could stand for anything.
    """
    try:
        text = data[: MOST_BYTES + 1].decode()
    except UnicodeDecodeError:
        raise _unreadable() from None
    lines = text.split("\n")
    if not text.strip() or len(data) > MOST_BYTES or len(lines) > MOST_LINES:
        raise _unreadable()
    if not all(line.isprintable() or not line for line in lines):
        raise _unreadable()
    return Message(sender, text)


def _unreadable() -> WalletError:
    return WalletError(
        "This message is not a text that a person can read.",
        "Nothing was signed. Whoever asked for this may want to deceive you.",
        "signing.message",
    )
