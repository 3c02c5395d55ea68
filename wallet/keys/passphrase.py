"""The passphrase that opens a wallet here: the least it must be, and how strong it is."""

from __future__ import annotations

import math
import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

from wallet.base.errors import WalletError
from wallet.keys.hidden import Hidden, Typed, hidden, plain

LEAST = 8
MOST = 256
MOST_BYTES = 4 * MOST
_COMMON = frozenset(
    (
        "password passwort passphrase 12345678 123456789 1234567890 qwertyui qwertyuiop iloveyou "
        "sunshine princess football baseball trustno1 letmein1 password1 password123 admin123 "
        "welcome1 superman starwars whatever symbolon bitcoin1 ethereum changeme computer"
    ).split()
)


@dataclass(frozen=True)
class Strength:
    """How well a passphrase resists guessing: 0 too short, 1 weak, 2 fair, 3 strong."""

    level: int
    sentence: str


def check_passphrase(text: Typed) -> Hidden:
    """The passphrase in one plain form (NFKC), or a sentence saying what is wrong with it.

    The same letters typed on another machine must open the wallet, hence the normal form.
    """
    long = WalletError(
        "The passphrase is too long.", "Use at most 256 letters.", "keys.passphrase-long"
    )
    if len(text) > MOST_BYTES:
        raise long
    try:
        found = plain(text, "NFKC")
        letters = len(found) if found.isascii() else len(found.decode("utf-8"))
    except ValueError:
        raise WalletError(
            "The passphrase has a character that cannot be stored.",
            "Use letters, digits and signs.",
            "keys.passphrase-unreadable",
        ) from None
    if letters > MOST:
        raise long
    if letters < LEAST:
        raise WalletError(
            "The passphrase is too short.",
            "Use at least 8 letters, digits or signs.",
            "keys.passphrase-short",
        )
    return found


def strength(text: Typed) -> Strength:
    """A sentence on how well `text` resists guessing; an estimate from length and variety."""
    with hidden(text) as typed:
        signs = _signs(typed)
    if len(signs) < LEAST:
        return Strength(0, "Use at least 8 letters, digits or signs.")
    if _is_common(signs):
        return Strength(1, "This is among the first that anybody would try.")
    bits = _bits(signs)
    if bits < 40:
        return Strength(1, "Somebody who has this computer could guess it. Make it longer.")
    if bits < 60:
        return Strength(2, "Fair. Two more words would make it strong.")
    return Strength(3, "Strong.")


def _signs(text: Hidden) -> array[int]:
    """The code points of a passphrase, as far as it may be long."""
    if text.isascii():
        return array("L", list(text[:MOST]))
    letters = unicodedata.normalize("NFKC", text.decode("utf-8", "replace"))
    return array("L", map(ord, letters[:MOST]))


def _is_common(signs: array[int]) -> bool:
    """Whether it is one of the list, whatever its capitals."""
    return any(
        len(word) == len(signs)
        and all(chr(a).lower() == b for a, b in zip(signs, word, strict=True))
        for word in _COMMON
    )


def _bits(signs: array[int]) -> float:
    """Length counted without repeats and runs, times the bits of the kinds of signs used."""
    kinds = (
        (26, any(chr(c).islower() for c in signs)),
        (26, any(chr(c).isupper() for c in signs)),
        (10, any(chr(c).isdigit() for c in signs)),
        (20, any(not chr(c).isalnum() for c in signs)),
    )
    variety = sum(size for size, used in kinds if used) or 26
    steps = [b - a for a, b in pairwise(signs)]
    fresh = 1 + sum(1 for step in steps if step not in (-1, 0, 1))
    return min(fresh, 2 * len(set(signs))) * math.log2(variety)
