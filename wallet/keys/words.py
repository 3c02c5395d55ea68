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
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from wallet.base.errors import WalletError
from wallet.keys.hardening import wipe
from wallet.keys.hidden import Hidden, Typed, hidden, plain

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
def _indices() -> dict[bytes, int]:
    return {word.encode("ascii"): index for index, word in enumerate(wordlist())}


def create_words(count: int = 12) -> Hidden:
    """New words from the system's randomness; `count` is 12 or 24."""
    if count not in COUNTS:
        raise WalletError(
            "A wallet has 12 or 24 words.", "Choose one of the two.", "keys.words-count"
        )
    with Hidden(secrets.token_bytes(count * 4 // 3)) as entropy:
        return words_from_entropy(entropy)


def words_from_entropy(entropy: bytes | bytearray) -> Hidden:
    """The words that stand for 16 or 32 bytes of entropy (BIP-39, checksum in the last word)."""
    return Hidden(b" ".join(word.encode("ascii") for word in list_of_words(entropy)))


def list_of_words(entropy: bytes | bytearray) -> tuple[str, ...]:
    """The same one by one, to be shown: the list's own strings, so that none is made for them."""
    if len(entropy) not in (16, 32):
        raise ValueError("entropy is 16 or 32 bytes")
    check_bits = len(entropy) // 4
    check = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    words = wordlist()
    return tuple(words[number] for number in _elevens(entropy, check, check_bits))


def suggestions(text: str, most: int = 3) -> tuple[str, ...]:
    """Words of the list that a person may have meant: those it begins, then those near it."""
    typed = " ".join(unicodedata.normalize("NFKD", text[:32]).lower().split())
    if not typed:
        return ()
    begun = [word for word in wordlist() if word.startswith(typed)]
    near = difflib.get_close_matches(typed, wordlist(), n=most, cutoff=0.7)
    return tuple(dict.fromkeys(begun + near))[:most]


def check_word(text: Typed, position: int) -> bytes:
    """The word that was typed at `position` (from 1), or a sentence with what to try."""
    word = bytes(_plain(hidden(text[:64])))
    if not word:
        raise WalletError(
            f"Word {position} is missing.", "Type it as you wrote it down.", "keys.words-missing"
        )
    if word in _indices():
        return word
    typed = word.decode("utf-8", "replace")
    near = suggestions(typed)
    step = (
        f"Did you mean {_either(near)}?"
        if near
        else "Look at what you wrote down; each word is an English one of three to eight letters."
    )
    shown = typed if len(typed) <= 16 else typed[:16] + "..."
    raise WalletError(
        f'Word {position}, "{shown}", is not one a wallet uses.', step, "keys.words-unknown"
    )


def check_words(text: Typed) -> Hidden:
    """The words in their plain form, when they are 12 or 24 that belong together.

    Raises WalletError with a sentence for a wrong count, an unknown word (with its position and
    what may have been meant), or a checksum that does not hold.
    """
    with entropy_from_words(text) as entropy:
        return words_from_entropy(entropy)


def entropy_from_words(text: Typed) -> Hidden:
    """The 16 or 32 bytes that checked words stand for; raises as `check_words` does."""
    if len(text) > MAX_TEXT:
        raise WalletError(
            "That is too long to be the words of a wallet.",
            "Type or paste only the 12 or 24 words.",
            "keys.words-long",
        )
    with _plain(hidden(text)) as tidy:
        typed = tidy.split()
    try:
        if len(typed) not in COUNTS:
            raise WalletError(
                f"A wallet has 12 or 24 words; here are {len(typed)}.",
                "Check that none is missing or written twice.",
                "keys.words-count",
            )
        index = _indices()
        numbers = [index[check_word(word, place)] for place, word in enumerate(typed, 1)]
    finally:
        for word in typed:
            wipe(word)
    return _entropy(numbers)


def _entropy(numbers: list[int]) -> Hidden:
    """The entropy of words by their numbers in the list; their checksum has to hold."""
    whole = _eights(numbers)
    size = len(numbers) * 4 // 3
    given = whole[size]
    entropy = Hidden(whole[:size])
    whole.wipe()
    check_bits = len(numbers) // 3
    expected = hashlib.sha256(entropy).digest()[0] >> (8 - check_bits)
    if not hmac.compare_digest(bytes([given >> (8 - check_bits)]), bytes([expected])):
        entropy.wipe()
        raise WalletError(
            "Each word is a right one, but together they are not a wallet.",
            "One word is another than you wrote down, or two have changed places.",
            "keys.words-checksum",
        )
    return entropy


def _elevens(entropy: bytes | bytearray, check: int, check_bits: int) -> Iterator[int]:
    """The bits of `entropy` and of its checksum, eleven at a time."""
    held, bits = 0, 0
    for byte in entropy:
        held, bits = (held << 8) | byte, bits + 8
        if bits >= 11:
            bits -= 11
            yield held >> bits
            held &= (1 << bits) - 1
    yield (held << check_bits) | check


def _eights(numbers: Iterable[int]) -> Hidden:
    """Numbers of eleven bits as bytes, the last one filled up with zeros."""
    found = bytearray()
    held, bits = 0, 0
    for number in numbers:
        held, bits = (held << 11) | number, bits + 11
        while bits >= 8:
            bits -= 8
            found.append(held >> bits)
            held &= (1 << bits) - 1
    found.append((held << (8 - bits)) & 0xFF)
    return Hidden(found)


def check_extra(extra: Typed) -> Hidden:
    """The optional extra word of BIP-39 in its plain form (NFKD), at most 256 bytes."""
    long = WalletError("The extra word is too long.", "Use at most 256 letters.", "keys.extra-long")
    if len(extra) > MAX_EXTRA_BYTES:
        raise long
    try:
        found = plain(extra, "NFKD")
    except ValueError:
        raise WalletError(
            "The extra word has a character that cannot be stored.",
            "Use letters, digits and signs.",
            "keys.extra-unreadable",
        ) from None
    if len(found) > MAX_EXTRA_BYTES:
        raise long
    return found


def seed(words: Typed, extra: Typed = b"") -> Hidden:
    """The 64-byte seed of checked words and an optional extra word (BIP-39, PBKDF2)."""
    found = Hidden(64)
    with check_words(words) as checked, check_extra(extra) as more:
        PBKDF2HMAC(SHA512(), 64, b"mnemonic" + more, _ROUNDS).derive_into(checked, found)
    return found


def _plain(text: Hidden) -> Hidden:
    """Typed words in small letters with one space between two; wipes what it was given."""
    with text:
        if text.isascii():
            return Hidden(b" ".join(text.lower().split()))
        letters = text.decode("utf-8", "replace")
    tidy = " ".join(unicodedata.normalize("NFKD", letters).lower().split())
    return Hidden(tidy.encode("utf-8", "replace"))


def _either(words: tuple[str, ...]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " or " + quoted[-1]
