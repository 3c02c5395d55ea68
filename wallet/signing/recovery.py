"""Whose signature it is: the address that a signature of some bytes recovers to."""

from __future__ import annotations

from coincurve import PublicKey

from wallet.base.errors import WalletError
from wallet.keys.accounts import address_of_public

_HALF = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0


def checked_signature(digest: bytes, signature: bytes, chain_id: int, sender: str) -> bytes:
    """The 65 bytes r, s and v as 27 or 28, once they are the sender's own signature of `digest`.

    `signature` is r, s and v in any of the ways that signers write it: 0 or 1, 27 or 28, or with
    the chain's id in it (EIP-155), in as many bytes as it takes. Raises WalletError
    (`signing.other-signature`) where it is not theirs, or one that no chain accepts.
    """
    v = int.from_bytes(signature[64:], "big")
    for parity in (0, 1):
        if v not in (parity, 27 + parity, 35 + 2 * chain_id + parity):
            continue
        if int.from_bytes(signature[32:64], "big") > _HALF:
            break
        compact = signature[:64] + bytes([parity])
        try:
            public = PublicKey.from_signature_and_message(compact, digest, hasher=None)
        except ValueError:
            break
        if address_of_public(public) == sender:
            return signature[:64] + bytes([27 + parity])
    raise other_signature()


def other_signature() -> WalletError:
    """The refusal of a signature that is not the one that was asked for."""
    return WalletError(
        "This signature is not by the account that was asked, or not of what it was asked for.",
        "Show your request to the other device again, and choose the right account there.",
        "signing.other-signature",
    )
