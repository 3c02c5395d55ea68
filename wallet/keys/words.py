"""The words of a wallet: made, checked one by one, and turned into a seed (BIP-39, English).

Written here rather than taken from eth_account because the process that holds an unlocked key
imports this module, and eth_account would bring a network stack and a second of start with it.
The word list is the published one (`english.txt`, SHA-256 in the tests).
"""

from __future__ import annotations

import difflib
import hashlib
import hmac
import secrets
import unicodedata
from functools import lru_cache
from importlib import resources

from wallet.base.errors import WalletError

COUNTS = (12, 24)
MAX_TEXT = 1_000
MAX_EXTRA_BYTES = 256
_ROUNDS = 2048


@lru_cache(maxsize=1)
def wordlist() -> tuple[str, ...]:
    """The 2,048 English words of BIP-39, in order."""
    text = resources.files(__package__).joinpath("english.txt").read_text("ascii")
    return tuple(text.split())


@lru_cache(maxsize=1)
def _indices() -> dict[str, int]:
    return {word: index for index, word in enumerate(wordlist())}


def create_words(count: int = 12) -> str:
    """New words from the system's randomness; `count` is 12 or 24."""
    if count not in COUNTS:
        raise WalletError(
            "A wallet has 12 or 24 words.", "Choose one of the two.", "keys.words-count"
        )
    return words_from_entropy(secrets.token_bytes(count * 4 // 3))


def words_from_entropy(entropy: bytes) -> str:
    """The words that stand for 16 or 32 bytes of entropy (BIP-39, checksum in the last word)."""
    if len(entropy) not in (16, 32):
        raise ValueError("entropy is 16 or 32 bytes")
    check_bits = len(entropy) // 4
    check = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    number = (int.from_bytes(entropy, "big") << check_bits) | check
    count = (len(entropy) * 8 + check_bits) // 11
    words = wordlist()
    return " ".join(words[(number >> (11 * i)) & 2047] for i in reversed(range(count)))


def suggestions(text: str, most: int = 3) -> tuple[str, ...]:
    """Words of the list that a person may have meant: those it begins, then those near it."""
    typed = _plain(text[:32])
    if not typed:
        return ()
    begun = [word for word in wordlist() if word.startswith(typed)]
    near = difflib.get_close_matches(typed, wordlist(), n=most, cutoff=0.7)
    return tuple(dict.fromkeys(begun + near))[:most]


def check_word(text: str, position: int) -> str:
    """The word that was typed at `position` (from 1), or a sentence with what to try."""
    word = _plain(text[:64])
    if not word:
        raise WalletError(
            f"Word {position} is missing.", "Type it as you wrote it down.", "keys.words-missing"
        )
    if word in _indices():
        return word
    near = suggestions(word)
    step = (
        f"Did you mean {_either(near)}?"
        if near
        else "Look at what you wrote down; each word is an English one of three to eight letters."
    )
    shown = word if len(word) <= 16 else word[:16] + "..."
    raise WalletError(
        f'Word {position}, "{shown}", is not one a wallet uses.', step, "keys.words-unknown"
    )


def check_words(text: str) -> str:
    """The words in their plain form, when they are 12 or 24 that belong together.

    Raises WalletError with a sentence for a wrong count, an unknown word (with its position and
    what may have been meant), or a checksum that does not hold.
    """
    if len(text) > MAX_TEXT:
        raise WalletError(
            "That is too long to be the words of a wallet.",
            "Type or paste only the 12 or 24 words.",
            "keys.words-long",
        )
    typed = _plain(text).split()
    if len(typed) not in COUNTS:
        raise WalletError(
            f"A wallet has 12 or 24 words; here are {len(typed)}.",
            "Check that none is missing or written twice.",
            "keys.words-count",
        )
    words = [check_word(word, position) for position, word in enumerate(typed, 1)]
    joined = " ".join(words)
    _entropy(words)
    return joined


def entropy_from_words(text: str) -> bytes:
    """The 16 or 32 bytes that checked words stand for; raises as `check_words` does."""
    return _entropy(check_words(text).split())


def _entropy(words: list[str]) -> bytes:
    index = _indices()
    number = 0
    for word in words:
        number = number << 11 | index[word]
    check_bits = len(words) // 3
    entropy = (number >> check_bits).to_bytes(len(words) * 4 // 3, "big")
    expected = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    if not hmac.compare_digest(bytes([number & ((1 << check_bits) - 1)]), bytes([expected])):
        raise WalletError(
            "Each word is a right one, but together they are not a wallet.",
            "One word is another than you wrote down, or two have changed places.",
            "keys.words-checksum",
        )
    return entropy


def check_extra(extra: str) -> str:
    """The optional extra word of BIP-39 in its plain form (NFKD), at most 256 bytes."""
    plain = unicodedata.normalize("NFKD", extra[: MAX_EXTRA_BYTES + 1])
    if len(extra) > MAX_EXTRA_BYTES or len(plain.encode("utf-8", "replace")) > MAX_EXTRA_BYTES:
        raise WalletError(
            "The extra word is too long.", "Use at most 256 letters.", "keys.extra-long"
        )
    try:
        plain.encode("utf-8")
    except UnicodeEncodeError:
        raise WalletError(
            "The extra word has a character that cannot be stored.",
            "Use letters, digits and signs.",
            "keys.extra-unreadable",
        ) from None
    return plain


def seed(words: str, extra: str = "") -> bytes:
    """The 64-byte seed of checked words and an optional extra word (BIP-39, PBKDF2)."""
    salt = b"mnemonic" + check_extra(extra).encode("utf-8")
    return hashlib.pbkdf2_hmac("sha512", check_words(words).encode("utf-8"), salt, _ROUNDS)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKD", text).lower().split())


def _either(words: tuple[str, ...]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
