"""What a tag is made of, and the paths of people whose papers change.

Strong, each enough to refuse a second person: the national number, where the state gives one for
life, and each document by issuer, kind and number. Weak, which only ask for a human look: name and
day of birth, with and without the place, since not every document states it.

The registry takes one tag with each attestation: the document's when the person joins, every other
strong one by a renewal. Weak tags stay among the verifiers.

*A document is renewed.* The new one has another number, so another tag. The person shows both, or
renews from the wallet that has joined: the registry then adds the new tag to the same person.
Without the old document and the wallet, the national number or the weak tag leads to a look.
*A name changes.* Strong tags do not contain it. The new weak tag is kept beside the old one.
*Two nationalities.* Each document and each number is a strong tag of the same person, for whoever
shows both. **Limit:** who shows one passport today and, as a stranger, the other one later is
found only by the weak tag, and by nobody where the two papers spell the name differently.
*Twins, and people of one name born on one day* meet in a weak tag: that is why it refuses nobody.
*States that reuse numbers of documents* give two people one tag: the second is refused, and needs
the verifiers to look and to use another document.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from wallet.base.errors import WalletError
from wallet.identity.mrz import Zone
from wallet.identity.states import number_of

MOST_SUBJECTS: Final = 4
MOST_TEXT: Final = 128
_MARK: Final = "symbolon tag 1"
# ICAO 9303-3, 6.A: letters that are more than a letter with a mark on it.
LETTERS: Final = str.maketrans({
    "\u00c4": "AE", "\u00d6": "OE", "\u00dc": "UE", "\u00df": "SS", "\u1e9e": "SS", "\u00c6": "AE",
    "\u00d8": "OE", "\u00c5": "AA", "\u00de": "TH", "\u00d0": "D", "\u0110": "D", "\u0141": "L",
    "\u0152": "OE", "\u0132": "IJ", "\u0126": "H", "\u0131": "I", "\u014a": "N", "\u0166": "T",
})  # fmt: skip


class Kind(Enum):
    """What a tag was made of. Strong ones refuse a second person."""

    NATIONAL = "national"
    DOCUMENT = "document"
    OTHER = "other document"
    PLACE = "name, birth and place"
    BIRTH = "name and birth"

    @property
    def strong(self) -> bool:
        """Whether two people can never have it."""
        return self in (Kind.NATIONAL, Kind.DOCUMENT, Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a tag is asked for. Its content never leaves the desk."""

    kind: Kind
    message: bytes = field(repr=False)


def subjects_of(zone: Zone, national: str = "", place: str = "") -> tuple[Subject, ...]:
    """All subjects of one document, the document itself first.

    `national` is a number that the state gives for life, `place` the place of birth, as they stand
    on the document. Raises WalletError beside `national` or `place`.
    """
    state = str(number_of(zone.issuer) or zone.issuer)
    found = [_subject(Kind.DOCUMENT, state, zone.kind[:1], _code(zone.number))]
    if national.strip():
        number = _code(national)
        if not 4 <= len(number) <= 32:
            raise WalletError(
                "This is not the number of a person.",
                "Write it as on the document, or leave it empty.",
                "tags.national",
                "national",
            )
        found.append(_subject(Kind.NATIONAL, state, number))
    # Further given names are cut off in some zones and written in others.
    given = zone.given.split(" ")[0]
    name = (_letters(zone.surname), _letters(given), str(zone.birth))
    if place.strip():
        where = _letters(place)
        if not where:
            raise WalletError(
                "This is not the name of a place in Latin letters.",
                "Write it as on the document, or leave it empty.",
                "tags.place",
                "place",
            )
        found.append(_subject(Kind.PLACE, *name, where))
    found.append(_subject(Kind.BIRTH, *name))
    return tuple(found)


def subjects_with(
    zone: Zone, other: Zone, national: str = "", place: str = ""
) -> tuple[Subject, ...]:
    """The subjects of a document and of another that the same person shows with it.

    The other one's tag is the one that it has as a document of its own; where there would be more
    than a desk asks at once, the tag with the place is left out: the one without it finds more.
    Raises WalletError beside `other`, `national` or `place`.
    """
    found = subjects_of(zone, national, place)
    message = subjects_of(other)[0].message
    if message == found[0].message:
        raise WalletError(
            "These are the lines of the same document.",
            "Type those of the other one, or leave them out.",
            "tags.same",
            "other",
        )
    if len(found) == MOST_SUBJECTS:
        found = tuple(one for one in found if one.kind is not Kind.PLACE)
    return (found[0], Subject(Kind.OTHER, message), *found[1:])


def _subject(kind: Kind, *parts: str) -> Subject:
    return Subject(kind, "|".join((_MARK, kind.value, *parts)).encode())


def _code(text: str) -> str:
    """Letters and digits alone: spaces, points and dashes are typed or left out at will."""
    wide = unicodedata.normalize("NFKC", text[:MOST_TEXT]).upper()
    return "".join(sign for sign in wide if sign.isascii() and sign.isalnum())


def _letters(text: str) -> str:
    """A name in the letters of the machine-readable zone, without spaces, dashes and marks."""
    wide = unicodedata.normalize("NFC", text[:MOST_TEXT]).upper().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", wide).upper()
    return "".join(sign for sign in plain if "A" <= sign <= "Z")
