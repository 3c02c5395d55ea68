"""Bytewords (BCR-2020-012): bytes as words of four letters, checked by a CRC-32 at the end.

Three forms: words with spaces, words with hyphens (for addresses of pages), and the minimal form
of first and last letters, which is the one that codes carry.
"""

from __future__ import annotations

import zlib
from enum import Enum
from typing import Final

from wallet.signing.ur.problems import damaged, too_large

WORDS: Final = tuple(
    (
        "able acid also apex aqua arch atom aunt away axis back bald barn belt beta bias "
        "blue body brag brew bulb buzz calm cash cats chef city claw code cola cook cost "
        "crux curl cusp cyan dark data days deli dice diet door down draw drop drum dull "
        "duty each easy echo edge epic even exam exit eyes fact fair fern figs film fish "
        "fizz flap flew flux foxy free frog fuel fund gala game gear gems gift girl glow "
        "good gray grim guru gush gyro half hang hard hawk heat help high hill holy hope "
        "horn huts iced idea idle inch inky into iris iron item jade jazz join jolt jowl "
        "judo jugs jump junk jury keep keno kept keys kick kiln king kite kiwi knob lamb "
        "lava lazy leaf legs liar limp lion list logo loud love luau luck lung main many "
        "math maze memo menu meow mild mint miss monk nail navy need news next noon note "
        "numb obey oboe omit onyx open oval owls paid part peck play plus poem pool pose "
        "puff puma purr quad quiz race ramp real redo rich road rock roof ruby ruin runs "
        "rust safe saga scar sets silk skew slot soap solo song stub surf swan taco task "
        "taxi tent tied time tiny toil tomb toys trip tuna twin ugly undo unit urge user "
        "vast very veto vial vibe view visa void vows wall wand warm wasp wave waxy webs "
        "what when whiz wolf work yank yawn yell yoga yurt zaps zero zest zinc zone zoom "
    ).split()
)
"""The word of each byte, in order."""
MOST: Final = 262_144
"""Most bytes of one message, whatever carries it."""


class Style(Enum):
    """How words are written one after another."""

    STANDARD = " "
    URI = "-"
    MINIMAL = ""


_SHORT: Final = tuple(word[0] + word[3] for word in WORDS)
_BYTES: Final = {word: byte for byte, word in enumerate(WORDS)}
_SHORT_BYTES: Final = {word: byte for byte, word in enumerate(_SHORT)}


def crc32(data: bytes) -> int:
    """The CRC-32 of `data` (ISO 3309), as codes use it."""
    return zlib.crc32(data)


def encode(data: bytes, style: Style = Style.MINIMAL) -> str:
    """`data` and its checksum in words, in lower case."""
    checked = data + crc32(data).to_bytes(4, "big")
    words = _SHORT if style is Style.MINIMAL else WORDS
    return style.value.join(words[byte] for byte in checked)


def decode(text: str, style: Style = Style.MINIMAL) -> bytes:
    """The bytes that `encode` wrote, whatever the case of the letters.

    Raises WalletError (`ur.damaged`, `ur.large`) for an unknown word or a wrong checksum.
    """
    size = 2 if style is Style.MINIMAL else 5
    if len(text) > size * (MOST + 4):
        raise too_large()
    plain = text.lower()
    if style is Style.MINIMAL:
        words = [plain[at : at + 2] for at in range(0, len(plain), 2)]
    else:
        words = plain.split(style.value)
    known = _SHORT_BYTES if style is Style.MINIMAL else _BYTES
    try:
        checked = bytes([known[word] for word in words])
    except KeyError:
        raise damaged() from None
    data, checksum = checked[:-4], checked[-4:]
    if len(checked) < 5 or crc32(data).to_bytes(4, "big") != checksum:
        raise damaged()
    return data
