"""The accounts of a wallet: private keys and addresses from one seed (BIP-32, BIP-44).

Forty lines over libsecp256k1 instead of eth_account, so that the signer's own process stays
small; checked in the tests against the published BIP-32 vectors and against eth_account.
"""

from __future__ import annotations

import hashlib
import hmac

from coincurve import PrivateKey, PublicKey

from wallet.base.addresses import checksum, keccak
from wallet.keys.hidden import Hidden

PATHS = ("m/44'/60'/0'/0/{}", "m/44'/60'/{}'/0/0", "m/44'/60'/0'/{}")
"""Where accounts are: as nearly all wallets count, as Ledger Live does, as Ledger once did."""
PER_PATH = 100
MAX_ACCOUNTS = PER_PATH * len(PATHS)
"""Accounts 0 to 99 are at the first of `PATHS`, 100 to 199 at the second, and so on."""
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
"""How many points secp256k1 has: a private key is a number from 1 to one below it."""
HARD = 1 << 31
"""Added to a step of a path whose children cannot be known from the public key."""


def derive(seed: bytes | bytearray, path: str) -> Hidden:
    """The 32-byte private key at `path` (like m/44'/60'/0'/0/0) below a BIP-39 seed.

    Raises ValueError for a path that is not one, and for the keys that BIP-32 calls invalid
    (one in 2^127).
    """
    key, chain = _split(hmac.digest(b"Bitcoin seed", seed, hashlib.sha512))
    for index in path_steps(path):
        if index >= HARD:
            material = b"\0" + key
        else:
            material = PrivateKey(key).public_key.format(compressed=True)
        tweak, chain = _split(hmac.digest(chain, material + index.to_bytes(4, "big"), "sha512"))
        number = (int.from_bytes(tweak, "big") + int.from_bytes(key, "big")) % ORDER
        if int.from_bytes(tweak, "big") >= ORDER or number == 0:
            raise ValueError("this account does not exist; take the next one")
        key = number.to_bytes(32, "big")
    return Hidden(key)


def account_path(number: int) -> str:
    """Where the account of a number is, like m/44'/60'/0'/0/3. Raises ValueError."""
    if not 0 <= number < MAX_ACCOUNTS:
        raise ValueError("no such account")
    return path_in(number // PER_PATH, number % PER_PATH)


def path_in(way: int, number: int) -> str:
    """The path of an account as one of `PATHS` numbers them, from 0."""
    return PATHS[way].format(number)


def account_key(seed: bytes | bytearray, number: int) -> Hidden:
    """The private key of the account of a number, from 0."""
    return derive(seed, account_path(number))


def address_of(key: bytes | bytearray) -> str:
    """The checksummed address that belongs to a private key."""
    return address_of_public(PrivateKey(bytes(key)).public_key)


def address_of_public(public: PublicKey) -> str:
    """The checksummed address that belongs to a public key: the end of its Keccak hash."""
    return checksum("0x" + keccak(public.format(compressed=False)[1:])[-20:].hex())


def addresses(seed: bytes | bytearray, count: int) -> tuple[str, ...]:
    """The addresses of the first `count` accounts, from 1 to 100."""
    return tuple(address_of(account_key(seed, number)) for number in range(count))


def path_steps(path: str) -> list[int]:
    """The numbers of a path, hardened ones with their highest bit set. Raises ValueError."""
    head, *steps = path.split("/")
    if head != "m" or len(steps) > 10:
        raise ValueError("a path begins with m and has at most ten steps")
    return [_step(step) for step in steps]


def _split(digest: bytes) -> tuple[bytes, bytes]:
    return digest[:32], digest[32:]


def _step(step: str) -> int:
    hard = step.endswith("'")
    digits = step[:-1] if hard else step
    if not (digits.isascii() and digits.isdigit()) or len(step) > 11:
        raise ValueError("a step of a path is a number, and hardened by one sign at most")
    if digits != str(int(digits)) or int(digits) >= HARD:
        raise ValueError("a step of a path is a number below 2^31")
    return int(digits) + (HARD if hard else 0)
