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
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.base.errors import WalletError
from wallet.keys.hardening import wipe
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.passphrase import check_passphrase
from wallet.keys.stretch import scrypt
from wallet.keys.words import check_extra, words_from_entropy

MARK = "symbolon1."
MAX_TEXT = 1_279
LOG_N, R, P = 17, 8, 1
_VERSION = 1
_HEADER = 64
_ONE_KEY = 0xA0  # where the entropy's length stands, for a wallet that is one private key
_BLOCK = 64
_MAX_LOG_N, _MAX_R, _MAX_P = 20, 8, 4


@dataclass(frozen=True)
class Secret:
    """What an envelope holds: the entropy of the words (16 or 32 bytes) and the extra word.

    Or, of a wallet without words, one private key (32 bytes). All three are kept as buffers of
    its own, which `wipe` overwrites.
    """

    entropy: bytes | bytearray = field(default=b"", repr=False)
    extra: Typed = field(default=b"", repr=False)
    key: bytes | bytearray = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        for name in ("entropy", "extra", "key"):
            object.__setattr__(self, name, hidden(getattr(self, name)))

    @property
    def words(self) -> Hidden:
        """The 12 or 24 words. Raises WalletError for a wallet that has none."""
        if self.key:
            raise WalletError(
                "This wallet was made from a key, and has no words.",
                "Save it as a key file instead.",
                "keys.no-words",
            )
        return words_from_entropy(self.entropy)

    def wipe(self) -> None:
        """Overwrite what it holds."""
        for part in (self.entropy, self.extra, self.key):
            if isinstance(part, bytearray):
                wipe(part)


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


def seal(secret: Secret, passphrase: Typed, wallet_id: str, log_n: int = LOG_N) -> Envelope:
    """Seal a secret under a passphrase (takes about 0.7 s at n = 2^17, outside the GIL)."""
    if not LOG_N <= log_n <= _MAX_LOG_N:
        raise ValueError("n is between 2^17 and 2^20")
    if len(secret.entropy) not in (16, 32) and len(secret.key) != 32:
        raise ValueError("entropy is 16 or 32 bytes, a key 32")
    header = bytes([_VERSION, log_n, R, P]) + bytes.fromhex(wallet_id)
    header += secrets.token_bytes(32) + secrets.token_bytes(12)
    if len(header) != _HEADER:
        raise ValueError("a wallet id has 16 bytes")
    with _key(passphrase, header) as key, _pack(secret) as packed:
        return Envelope(header, AESGCM(key).encrypt(header[52:], packed, header))


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


def open_envelope(envelope: Envelope, passphrase: Typed) -> Secret:
    """Open an envelope; a wrong passphrase and a changed envelope are refused alike."""
    with _key(passphrase, envelope.header) as key, Hidden(len(envelope.sealed) - 16) as packed:
        try:
            AESGCM(key).decrypt_into(envelope.header[52:], envelope.sealed, envelope.header, packed)
        except InvalidTag:
            raise WalletError(
                "That is not this wallet's passphrase.",
                "Try again; mind capital letters. If it is lost, restore the wallet from its "
                "words.",
                "keys.wrong-passphrase",
            ) from None
        return _unpack(packed)


def _key(passphrase: Typed, header: bytes) -> Hidden:
    with check_passphrase(passphrase) as phrase:
        return scrypt(phrase, header[20:52], 1 << header[1], header[2], header[3])


def _pack(secret: Secret) -> Hidden:
    if secret.key:
        return _padded(Hidden(bytes([_ONE_KEY]) + secret.key))
    with check_extra(secret.extra) as extra:
        size = bytes([len(secret.entropy)])
        packed = Hidden(size + secret.entropy + len(extra).to_bytes(2, "big") + extra)
    return _padded(packed)


def _padded(packed: Hidden) -> Hidden:
    with packed:
        return Hidden(packed + bytes(-len(packed) % _BLOCK))


def _unpack(packed: Hidden) -> Secret:
    size = packed[0]
    if size == _ONE_KEY:
        return Secret(key=packed[1:33])
    if size not in (16, 32):
        raise _damaged()
    end = 3 + size + int.from_bytes(packed[1 + size : 3 + size], "big")
    if end > len(packed):
        raise _damaged()
    with Hidden(packed[3 + size : end]) as extra:
        try:
            return Secret(packed[1 : 1 + size], check_extra(extra))
        except WalletError:
            raise _damaged() from None


def _damaged() -> WalletError:
    return WalletError(
        "What is stored of this wallet is damaged.",
        "Restore the wallet from its words.",
        "keys.envelope-damaged",
    )
