"""Signatures that come from elsewhere: whose they are is found out, never believed."""

from __future__ import annotations

from typing import Final

from coincurve import PublicKey

from wallet.base.addresses import keccak, same_address
from wallet.base.errors import WalletError
from wallet.keys.accounts import address_of_public

_ORDER: Final = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_PREFIX: Final = b"\x19Ethereum Signed Message:\n"


def message_digest(message: bytes) -> bytes:
    """What is signed of a message (EIP-191, version 0x45)."""
    return keccak(_PREFIX + str(len(message)).encode("ascii") + message)


def signer_of(digest: bytes, signature: bytes) -> str | None:
    """The address that made a signature of 65 bytes (r, s, and v as 27 or 28), if any did.

    A signature with the higher of the two possible s is refused, as the network refuses it.
    """
    if len(signature) != 65 or signature[64] not in (27, 28):
        return None
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:64], "big")
    if not 0 < r < _ORDER or not 0 < s <= _ORDER // 2:
        return None
    try:
        public = PublicKey.from_signature_and_message(
            signature[:64] + bytes([signature[64] - 27]), digest, hasher=None
        )
    except ValueError:
        return None
    return address_of_public(public)


def with_parity(digest: bytes, r_and_s: bytes, address: str) -> bytes:
    """The 65-byte signature of `address` for the 64 bytes r and s. Raises WalletError.

    The parity is found by trying both: what a device says of it depends on its age and on the
    kind of what is signed.
    """
    for v in (27, 28):
        signature = r_and_s + bytes([v])
        found = signer_of(digest, signature)
        if found is not None and same_address(found, address):
            return signature
    raise other_key()


def other_key() -> WalletError:
    """The refusal of a signature that is not the account's, or not of what was asked."""
    return WalletError(
        "What came back is not this account’s signature of what was asked.",
        "Nothing was sent. Look whether it is the right device, and the right account.",
        "signing.other-key",
    )
