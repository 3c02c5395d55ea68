"""The sealed envelope: what of a wallet is stored, readable only with its passphrase.

Layout, then base64url after the mark `symbolon1.`:
version 1 | log2 n 1 | r 1 | p 1 | wallet id 16 | salt 32 | nonce 12 | ciphertext and tag.
The key is scrypt(passphrase, salt, n, r, p), the cipher AES-256-GCM (NIST SP 800-38D); everything
before the ciphertext is authenticated with it, so no parameter can be changed unnoticed. The
plaintext is padded to 64 bytes, so that the length says little about the extra word.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.base.errors import WalletError
from wallet.keys.passphrase import check_passphrase
from wallet.keys.words import check_extra, words_from_entropy

MARK = "symbolon1."
MAX_TEXT = 1_279
LOG_N, R, P = 17, 8, 1
_VERSION = 1
_HEADER = 64
_BLOCK = 64
_MAX_LOG_N, _MAX_R, _MAX_P = 20, 8, 4


@dataclass(frozen=True)
class Secret:
    """What an envelope holds: the entropy of the words (16 or 32 bytes) and the extra word."""

    entropy: bytes = field(repr=False)
    extra: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """The 12 or 24 words."""
        return words_from_entropy(self.entropy)


@dataclass(frozen=True)
class Envelope:
    """A parsed envelope whose parameters are inside their bounds; still sealed."""

    header: bytes
    sealed: bytes = field(repr=False)

    @property
    def wallet_id(self) -> str:
        """The wallet's id, 32 hexadecimal digits."""
        return self.header[4:20].hex()

    @property
    def text(self) -> str:
        """The form in which it is stored, under 1,280 characters."""
        return MARK + base64.urlsafe_b64encode(self.header + self.sealed).decode("ascii")


def new_wallet_id() -> str:
    """A random id for a new wallet."""
    return secrets.token_hex(16)


def seal(secret: Secret, passphrase: str, wallet_id: str, log_n: int = LOG_N) -> Envelope:
    """Seal a secret under a passphrase (takes about 0.7 s at n = 2^17, outside the GIL)."""
    if not LOG_N <= log_n <= _MAX_LOG_N:
        raise ValueError("n is between 2^17 and 2^20")
    if len(secret.entropy) not in (16, 32):
        raise ValueError("entropy is 16 or 32 bytes")
    phrase = check_passphrase(passphrase)
    header = bytes([_VERSION, log_n, R, P]) + bytes.fromhex(wallet_id)
    header += secrets.token_bytes(32) + secrets.token_bytes(12)
    if len(header) != _HEADER:
        raise ValueError("a wallet id has 16 bytes")
    sealed = AESGCM(_key(phrase, header)).encrypt(header[52:], _pack(secret), header)
    return Envelope(header, sealed)


def parse_envelope(text: str) -> Envelope:
    """Read an envelope's outside; refuses what is too long, foreign, or costly to open.

    The bounds on n, r and p hold before any memory is taken, so that a forged envelope cannot
    exhaust the machine (at most 1 GiB at n = 2^20), nor weaken the passphrase (at least 2^17).
    """
    if len(text) > MAX_TEXT or not text.startswith(MARK) or not text.isascii():
        raise _damaged()
    try:
        raw = base64.b64decode(text[len(MARK) :], altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _damaged() from None
    header, sealed = raw[:_HEADER], raw[_HEADER:]
    if len(sealed) < _BLOCK + 16 or (len(sealed) - 16) % _BLOCK:
        raise _damaged()
    version, log_n, r, p = header[:4]
    if version != _VERSION:
        raise WalletError(
            "This wallet was stored by another version of Symbolon.",
            "Open it with that version, or restore it from its words.",
            "keys.envelope-version",
        )
    if not LOG_N <= log_n <= _MAX_LOG_N or r != R or not P <= p <= _MAX_P:
        raise _damaged()
    envelope = Envelope(header, sealed)
    if envelope.text != text:
        raise _damaged()
    return envelope


def open_envelope(envelope: Envelope, passphrase: str) -> Secret:
    """Open an envelope; a wrong passphrase and a changed envelope are refused alike."""
    phrase = check_passphrase(passphrase)
    try:
        key = _key(phrase, envelope.header)
        plain = AESGCM(key).decrypt(envelope.header[52:], envelope.sealed, envelope.header)
    except InvalidTag:
        raise WalletError(
            "That is not this wallet's passphrase.",
            "Try again; mind capital letters. If it is lost, restore the wallet from its words.",
            "keys.wrong-passphrase",
        ) from None
    except MemoryError:
        raise WalletError(
            "This machine has too little memory free to open the wallet.",
            "Close other programs and try again.",
            "keys.no-memory",
        ) from None
    return _unpack(plain)


def _key(phrase: str, header: bytes) -> bytes:
    n, r, p = 1 << header[1], header[2], header[3]
    try:
        return hashlib.scrypt(
            phrase.encode("utf-8"),
            salt=header[20:52],
            n=n,
            r=r,
            p=p,
            maxmem=128 * n * r + 128 * r * (p + 2) + (1 << 20),
            dklen=32,
        )
    except ValueError as error:
        # OpenSSL reports memory it cannot have as a ValueError.
        raise MemoryError("scrypt") from error


def _pack(secret: Secret) -> bytes:
    extra = check_extra(secret.extra).encode("utf-8")
    plain = bytes([len(secret.entropy)]) + secret.entropy + len(extra).to_bytes(2, "big") + extra
    return plain + bytes(-len(plain) % _BLOCK)


def _unpack(plain: bytes) -> Secret:
    size = plain[0]
    entropy, rest = plain[1 : 1 + size], plain[1 + size :]
    length = int.from_bytes(rest[:2], "big")
    extra = rest[2 : 2 + length]
    if size not in (16, 32) or len(entropy) != size or len(extra) != length:
        raise _damaged()
    try:
        return Secret(entropy, extra.decode("utf-8"))
    except UnicodeDecodeError:
        raise _damaged() from None


def _damaged() -> WalletError:
    return WalletError(
        "What is stored of this wallet is damaged.",
        "Restore the wallet from its words.",
        "keys.envelope-damaged",
    )
