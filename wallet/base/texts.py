"""Long texts as they travel: compressed within a limit, and never unpacked beyond one."""

from __future__ import annotations

import zlib
from typing import Final

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError

MOST_PACKED: Final = 24_576
"""Most bytes of a packed text."""
MOST_PLAIN: Final = 262_144
"""Most bytes of a plain text."""


def pack_text(text: str) -> bytes:
    """`text` compressed. Raises WalletError (`text.long`) where it does not fit."""
    plain = text.encode()
    packed = zlib.compress(plain, 9)
    if len(plain) > MOST_PLAIN or len(packed) > MOST_PACKED:
        raise WalletError(
            "The text is too long to be carried on the network.",
            "Shorten it, or give it to people as a file.",
            "text.long",
            "terms",
        )
    return packed


def unpack_text(packed: bytes) -> str:
    """The text that `pack_text` compressed. Raises WalletError (`text.garbage`)."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(packed[: MOST_PACKED + 1], MOST_PLAIN)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("longer than it may be, or cut off")
        return plain.decode()
    except (zlib.error, ValueError) as error:
        raise WalletError(
            "The text that was published cannot be read.", "Ask its author for it.", "text.garbage"
        ) from error


def text_hash(text: str) -> bytes:
    """The 32-byte Keccak-256 by which a text is named on the chain."""
    return keccak(text.encode())
