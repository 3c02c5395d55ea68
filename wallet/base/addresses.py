"""Addresses: read, checked, shown short, and told apart from those made to look like them.

The checksum is that of EIP-55.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wallet.base.errors import WalletError

_SHAPE = re.compile(r"0[xX][0-9a-fA-F]{40}", re.ASCII)
ZERO = "0x" + "0" * 40
"""The address that nobody holds."""


def keccak(data: bytes) -> bytes:
    """The 32-byte Keccak-256 of `data`."""
    # Late, because few need it; and not by eth_hash, which loads sockets to find this same code.
    from Crypto.Hash import keccak as hasher

    return hasher.new(digest_bits=256, data=data).digest()


def checksum(address: str) -> str:
    """`address` with the capitals of EIP-55. Raises WalletError when it is not an address."""
    if not is_address_shape(address):
        raise WalletError(
            "This is not an address.",
            "An address has 42 characters and begins with 0x.",
            "address.shape",
        )
    plain = address[2:].lower()
    digest = keccak(plain.encode("ascii")).hex()
    marked = (c.upper() if int(d, 16) >= 8 else c for c, d in zip(plain, digest, strict=False))
    return "0x" + "".join(marked)


def is_address_shape(text: str) -> bool:
    """Whether `text` is 0x and 40 hexadecimal digits, whatever their capitals."""
    return _SHAPE.fullmatch(text) is not None


def parse_address(text: str) -> str:
    """The checksummed address that a person wrote or pasted.

    Mixed capitals must agree with EIP-55, because they are there to catch a slip. Raises
    WalletError (`address.empty`, `address.shape`, `address.checksum`, `address.zero`).
    """
    tidy = text[:128].strip()
    if not tidy:
        raise WalletError("The address is empty.", "Paste or scan it.", "address.empty")
    marked = checksum(tidy)
    digits = tidy[2:]
    if digits not in (digits.lower(), digits.upper()) and digits != marked[2:]:
        raise WalletError(
            "This address has a slip in it: its capitals do not agree with its digits.",
            "Copy it again from where it came.",
            "address.checksum",
        )
    if marked == ZERO:
        raise WalletError("Nobody holds this address.", "Check where it came from.", "address.zero")
    return marked


def address_bytes(address: str) -> bytes:
    """The 20 bytes of an address. Raises WalletError when it is not one."""
    return bytes.fromhex(checksum(address)[2:])


def address_from_bytes(data: bytes) -> str:
    """The checksummed address of 20 bytes. Raises WalletError for any other length."""
    return checksum("0x" + data.hex())


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are the same, whatever their capitals."""
    return one.lower() == other.lower()


def short_address(address: str) -> str:
    """`0x52908400…69D27D`: enough to tell, too little to trust. For Details only."""
    marked = checksum(address)
    return f"{marked[:10]}\u2026{marked[-6:]}"


def looks_like(address: str, known: Iterable[str]) -> str | None:
    """The known address that `address` could be mistaken for, though it is another; else None.

    People compare the first and last few digits. Whoever poisons a history makes addresses that
    agree there: four digits at the front and four at the end, or six at either. An address that is
    known itself is never taken for another, so that two known ones may resemble each other.
    """
    plain = address[2:].lower()
    every = [(other, other[2:].lower()) for other in known]
    if any(there == plain for _other, there in every):
        return None
    for other, there in every:
        both = plain[:4] == there[:4] and plain[-4:] == there[-4:]
        if both or plain[:6] == there[:6] or plain[-6:] == there[-6:]:
            return other
    return None
