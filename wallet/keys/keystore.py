"""Key files of other wallets: version 3 of the Web3 Secret Storage definition, read and written.

A key file holds one private key, encrypted with AES-128-CTR under a key that scrypt or PBKDF2
makes from a passphrase, and authenticated by a Keccak hash. The file says itself how much work
that is, so every number in it is bounded before anything is computed or any memory is taken.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from wallet.base import nesting
from wallet.base.addresses import keccak, same_address
from wallet.base.errors import WalletError
from wallet.keys.accounts import address_of
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.private_key import check_key
from wallet.keys.stretch import pbkdf2, scrypt

MAX_TEXT = 16_384
MAX_PHRASE = 1_024
SCRYPT, PBKDF2 = "scrypt", "pbkdf2"
_N, _R, _P = 1 << 18, 8, 1
"""What geth writes: 256 MiB and about a second."""
_ROUNDS = 600_000
_MOST_MEMORY = 1 << 28
"""Bytes that scrypt may take for a file of another wallet: what geth's own files need."""
_MOST_WORK = 1 << 21
"""n * r * p of geth's files and of the definition's examples, about a second; none asks more."""
_MOST_ROUNDS = 1 << 21
_HEX = re.compile(r"[0-9a-fA-F]*")


@dataclass(frozen=True)
class KeyFile:
    """A parsed key file whose numbers are inside their bounds; still locked.

    `address` is what the file says about itself, "" where it says nothing.
    """

    address: str
    kdf: str
    numbers: tuple[int, ...]
    length: int
    salt: bytes = field(repr=False)
    iv: bytes = field(repr=False)
    sealed: bytes = field(repr=False)
    mac: bytes = field(repr=False)


def parse_key_file(text: str | bytes) -> KeyFile:
    """Read a key file's outside. Raises WalletError for anything that is none or too costly."""
    if len(text) > MAX_TEXT:
        raise _not_one("It is too long.")
    try:
        found: Any = nesting.loads(text)
    except (ValueError, RecursionError):
        raise _not_one() from None
    if not isinstance(found, dict) or found.get("version") != 3:
        raise _not_one("Only files of version 3 are read.")
    inner = found.get("crypto", found.get("Crypto"))
    if not isinstance(inner, dict) or inner.get("cipher") != "aes-128-ctr":
        raise _not_one()
    numbers = _object(inner, "kdfparams")
    kdf = inner.get("kdf")
    return KeyFile(
        _address(found.get("address", "")),
        str(kdf),
        _cost(kdf, numbers),
        _number(numbers, "dklen", 32, 64),
        _bytes(numbers, "salt", 0, 128),
        _bytes(_object(inner, "cipherparams"), "iv", 16, 16),
        _bytes(inner, "ciphertext", 32, 32),
        _bytes(inner, "mac", 32, 32),
    )


def open_key_file(file: KeyFile, passphrase: Typed) -> Hidden:
    """The private key in a key file; a wrong passphrase and a changed file are refused alike."""
    with _phrase(passphrase) as phrase, _stretched(file, phrase) as made:
        if not hmac.compare_digest(keccak(bytes(made[16:32]) + file.sealed), file.mac):
            raise WalletError(
                "That is not this key file's passphrase.",
                "It is the one that was chosen when the file was saved, perhaps in another "
                "wallet. Try again; mind capital letters.",
                "keys.file-passphrase",
            )
        key = check_key(_crypt(made, file.iv, file.sealed))
    if file.address and not same_address(file.address, address_of(key)):
        key.wipe()
        raise WalletError(
            "This key file says that it is for another account than its key opens.",
            "Do not use it: somebody may have changed it.",
            "keys.file-address",
        )
    return key


def write_key_file(key: Hidden, passphrase: Typed, kdf: str = SCRYPT) -> str:
    """A key file for a private key (takes about a second), to be written by whoever calls."""
    numbers = (_N, _R, _P) if kdf == SCRYPT else (_ROUNDS,)
    salt, iv = secrets.token_bytes(32), secrets.token_bytes(16)
    file = KeyFile(address_of(key), kdf, numbers, 32, salt, iv, b"", b"")
    with _phrase(passphrase) as phrase, _stretched(file, phrase) as made:
        sealed = bytes(_crypt(made, iv, key))
        mac = keccak(bytes(made[16:32]) + sealed)
    names = ("n", "r", "p") if kdf == SCRYPT else ("c",)
    cost: dict[str, object] = dict(zip(names, numbers, strict=True))
    if kdf == PBKDF2:
        cost["prf"] = "hmac-sha256"
    crypto = {
        "cipher": "aes-128-ctr",
        "cipherparams": {"iv": iv.hex()},
        "ciphertext": sealed.hex(),
        "kdf": kdf,
        "kdfparams": {**cost, "dklen": 32, "salt": salt.hex()},
        "mac": mac.hex(),
    }
    address = file.address[2:].lower()
    return json.dumps(
        {"version": 3, "id": str(uuid.uuid4()), "address": address, "crypto": crypto}, indent=1
    )


def _stretched(file: KeyFile, phrase: Hidden) -> Hidden:
    if file.kdf == SCRYPT:
        n, r, p = file.numbers
        return scrypt(phrase, file.salt, n, r, p, file.length)
    return pbkdf2(phrase, file.salt, file.numbers[0], file.length)


def _crypt(made: Hidden, iv: bytes, data: bytes | bytearray) -> Hidden:
    """AES-128-CTR, which is its own reverse."""
    found = Hidden(len(data) + 15)
    coder = Cipher(AES(bytes(made[:16])), CTR(iv)).encryptor()
    with found:
        size = coder.update_into(data, found)
        return Hidden(found[:size])


def _phrase(passphrase: Typed) -> Hidden:
    """The definition names no normal form; geth and MetaMask use the bytes as they were typed."""
    if len(passphrase) > MAX_PHRASE:
        raise WalletError(
            "The passphrase is too long.", "Use at most 256 letters.", "keys.passphrase-long"
        )
    try:
        secret = hidden(passphrase)
        if not secret.isascii():
            secret.decode("utf-8")
    except ValueError:
        raise WalletError(
            "The passphrase has a character that cannot be stored.",
            "Use letters, digits and signs.",
            "keys.passphrase-unreadable",
        ) from None
    return secret


def _cost(kdf: object, numbers: dict[str, Any]) -> tuple[int, ...]:
    """The numbers that say how much work the key is, inside their bounds."""
    if kdf == PBKDF2:
        if numbers.get("prf") != "hmac-sha256":
            raise _not_one()
        return (_number(numbers, "c", 1, _MOST_ROUNDS, costly=True),)
    if kdf != SCRYPT:
        raise _not_one()
    n = _number(numbers, "n", 2, _MOST_WORK, costly=True)
    r = _number(numbers, "r", 1, 1 << 10, costly=True)
    p = _number(numbers, "p", 1, 1 << 10, costly=True)
    if n & (n - 1):
        raise _not_one()
    if 128 * r * (n + p) > _MOST_MEMORY + (1 << 20) or n * r * p > _MOST_WORK:
        raise _costly()
    return n, r, p


def _object(found: dict[str, Any], name: str) -> dict[str, Any]:
    inner = found.get(name)
    if not isinstance(inner, dict):
        raise _not_one()
    return inner


def _number(found: dict[str, Any], name: str, least: int, most: int, costly: bool = False) -> int:
    number = found.get(name)
    if type(number) is not int or number < least:
        raise _not_one()
    if number > most:
        raise _costly() if costly else _not_one()
    return number


def _bytes(found: dict[str, Any], name: str, least: int, most: int) -> bytes:
    text = found.get(name)
    if not isinstance(text, str) or len(text) > 2 * most + 2:
        raise _not_one()
    digits = text[2:] if text.startswith("0x") else text
    if not _HEX.fullmatch(digits) or not 2 * least <= len(digits) <= 2 * most or len(digits) % 2:
        raise _not_one()
    return bytes.fromhex(digits)


def _address(found: object) -> str:
    if found in ("", None):
        return ""
    if not isinstance(found, str) or not re.fullmatch(r"(0[xX])?[0-9a-fA-F]{40}", found):
        raise _not_one()
    return "0x" + found[-40:].lower()


def _not_one(more: str = "") -> WalletError:
    return WalletError(
        f"This is not a key file that can be read. {more}".strip(),
        "Choose the file that your other wallet saved, often called UTC--... or keystore.json.",
        "keys.file-garbage",
    )


def _costly() -> WalletError:
    return WalletError(
        "Opening this key file would take far more work than any wallet asks for.",
        "Do not use it: it may be made to stop this machine. Save it anew in the wallet that "
        "made it.",
        "keys.file-costly",
    )
