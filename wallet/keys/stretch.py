"""Making a key from a passphrase: scrypt (RFC 7914) and PBKDF2 (RFC 8018), into wiped buffers.

Whoever calls has bounded the parameters: nothing here refuses what is costly. Both leave Python's
lock alone while they compute.
"""

from __future__ import annotations

from typing import cast

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from wallet.base.errors import WalletError
from wallet.keys.hidden import Hidden


def scrypt(phrase: Hidden, salt: bytes, n: int, r: int, p: int, length: int = 32) -> Hidden:
    """A key by scrypt; takes 128 * n * r bytes. WalletError where there is too little memory."""
    if n >> (16 * r):
        return _scrypt_beyond(phrase, salt, n, r, p, length)
    found = Hidden(length)
    try:
        Scrypt(salt, length, n, r, p).derive_into(phrase, found)
    except MemoryError:
        raise WalletError(
            "This machine has too little memory free to open the wallet.",
            "Close other programs and try again.",
            "keys.no-memory",
        ) from None
    return found


def load_all() -> None:
    """Load what `scrypt` needs for numbers beyond its definition, while files can be opened."""
    from Crypto.Protocol import KDF

    KDF.scrypt("", "", 16, 2, 1, 1)


def _scrypt_beyond(phrase: Hidden, salt: bytes, n: int, r: int, p: int, length: int) -> Hidden:
    """The same for an n that RFC 7914 does not allow, and which key files have all the same.

    OpenSSL refuses it; this takes twice as long, and is loaded only where key files are opened.
    """
    from Crypto.Protocol import KDF

    # It wants the passphrase as immutable bytes.
    made = KDF.scrypt(cast(str, bytes(phrase)), cast(str, salt), length, n, r, p)
    return Hidden(cast(bytes, made))


def pbkdf2(phrase: Hidden, salt: bytes, rounds: int, length: int = 32) -> Hidden:
    """A key by PBKDF2 with HMAC-SHA-256."""
    found = Hidden(length)
    PBKDF2HMAC(SHA256(), length, salt, rounds).derive_into(phrase, found)
    return found
