"""The accounts of a wallet: private keys and addresses from one seed (BIP-32, BIP-44).

Forty lines over libsecp256k1 instead of eth_account, so that the signer's own process stays
small; checked in the tests against the published BIP-32 vectors and against eth_account.
"""

from __future__ import annotations

import hashlib
import hmac

from coincurve import PrivateKey, PublicKey

from wallet.base.addresses import checksum, keccak

PATH = "m/44'/60'/0'/0"
MAX_ACCOUNTS = 100
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_HARD = 1 << 31


def derive(seed: bytes, path: str) -> bytes:
    """The 32-byte private key at `path` (like m/44'/60'/0'/0/0) below a BIP-39 seed.

    Raises ValueError for a path that is not one, and for the keys that BIP-32 calls invalid
    (one in 2^127).
    """
    key, chain = _split(hmac.digest(b"Bitcoin seed", seed, hashlib.sha512))
    for index in _indices(path):
        if index >= _HARD:
            material = b"\0" + key
        else:
            material = PrivateKey(key).public_key.format(compressed=True)
        tweak, chain = _split(hmac.digest(chain, material + index.to_bytes(4, "big"), "sha512"))
        number = (int.from_bytes(tweak, "big") + int.from_bytes(key, "big")) % _ORDER
        if int.from_bytes(tweak, "big") >= _ORDER or number == 0:
            raise ValueError("this account does not exist; take the next one")
        key = number.to_bytes(32, "big")
    return key


def account_key(seed: bytes, index: int) -> bytes:
    """The private key of the account numbered `index` from 0, at m/44'/60'/0'/0/index."""
    if not 0 <= index < MAX_ACCOUNTS:
        raise ValueError("no such account")
    return derive(seed, f"{PATH}/{index}")


def address_of(key: bytes) -> str:
    """The checksummed address that belongs to a private key."""
    return address_of_public(PrivateKey(key).public_key)


def address_of_public(public: PublicKey) -> str:
    """The checksummed address that belongs to a public key: the end of its Keccak hash."""
    return checksum("0x" + keccak(public.format(compressed=False)[1:])[-20:].hex())


def addresses(seed: bytes, count: int) -> tuple[str, ...]:
    """The addresses of the first `count` accounts, from 1 to 100."""
    return tuple(address_of(account_key(seed, index)) for index in range(count))


def _split(digest: bytes) -> tuple[bytes, bytes]:
    return digest[:32], digest[32:]


def _indices(path: str) -> list[int]:
    head, *steps = path.split("/")
    if head != "m" or len(steps) > 10:
        raise ValueError("a path begins with m and has at most ten steps")
    return [_index(step) for step in steps]


def _index(step: str) -> int:
    hard = step.endswith("'")
    digits = step.rstrip("'") if hard else step
    if not (digits.isascii() and digits.isdigit()) or len(step) > 11 or int(digits) >= _HARD:
        raise ValueError("a step of a path is a number below 2^31")
    return int(digits) + (_HARD if hard else 0)
