"""The passphrase that opens a wallet here: the least it must be, and how strong it is."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from wallet.base.errors import WalletError

LEAST = 8
MOST = 256
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


def check_passphrase(text: str) -> str:
    """The passphrase in one plain form (NFKC), or a sentence saying what is wrong with it.

    The same letters typed on another machine must open the wallet, hence the normal form.
    """
    if len(text) > MOST:
        raise WalletError(
            "The passphrase is too long.", "Use at most 256 letters.", "keys.passphrase-long"
        )
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) < LEAST:
        raise WalletError(
            "The passphrase is too short.",
            "Use at least 8 letters, digits or signs.",
            "keys.passphrase-short",
        )
    if any(unicodedata.category(char) == "Cs" for char in plain):
        raise WalletError(
            "The passphrase has a character that cannot be stored.",
            "Use letters, digits and signs.",
            "keys.passphrase-unreadable",
        )
    return plain


def strength(text: str) -> Strength:
    """A sentence on how well `text` resists guessing; an estimate from length and variety."""
    plain = unicodedata.normalize("NFKC", text[:MOST])
    if len(plain) < LEAST:
        return Strength(0, "Use at least 8 letters, digits or signs.")
    if plain.lower() in _COMMON:
        return Strength(1, "This is among the first that anybody would try.")
    bits = _bits(plain)
    if bits < 40:
        return Strength(1, "Somebody who has this computer could guess it. Make it longer.")
    if bits < 60:
        return Strength(2, "Fair. Two more words would make it strong.")
    return Strength(3, "Strong.")


def _bits(text: str) -> float:
    """Length counted without repeats and runs, times the bits of the kinds of signs used."""
    kinds = (
        (26, any(c.islower() for c in text)),
        (26, any(c.isupper() for c in text)),
        (10, any(c.isdigit() for c in text)),
        (20, any(not c.isalnum() for c in text)),
    )
    variety = sum(size for size, used in kinds if used) or 26
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    fresh = 1 + sum(1 for step in steps if step not in (-1, 0, 1))
    return min(fresh, 2 * len(set(text))) * math.log2(variety)
