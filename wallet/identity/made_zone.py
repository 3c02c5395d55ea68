"""A machine-readable zone made from what somebody types, with its check digits (ICAO 9303-3 to 5).

For networks on which nothing is at stake: there a person has no document at hand, and yet all that
is done with one shall be done. A number of up to nine signs makes a passport's zone (TD3), a longer
one a card's (TD1), whose zone has room for it.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

from wallet.base.errors import WalletError
from wallet.identity.mrz import check_digit
from wallet.identity.tags.subjects import LETTERS

MOST_NUMBER: Final = 22
_SHORT: Final = 9


def made_zone(
    issuer: str, surname: str, given: str, number: str, birth: date, expires: date
) -> str:
    """The lines of a zone; `issuer` is a state's code, like `FRA` or `D`.

    Raises WalletError beside `name` or `document` for what no zone can carry.
    """
    code = issuer.ljust(3, "<")
    days = f"{birth:%y%m%d}", f"{expires:%y%m%d}"
    if not 1 <= len(number) <= MOST_NUMBER:
        raise WalletError(
            "No document has a number of this length.",
            f"It has up to {MOST_NUMBER} letters and digits.",
            "zone.made",
            "document",
        )
    if len(number) <= _SHORT:
        field = number.ljust(_SHORT, "<")
        spare = "<" * 14
        first = "P<" + code + _names(surname, given, 39)
        second = field + check_digit(field) + code + days[0] + check_digit(days[0]) + "<"
        second += days[1] + check_digit(days[1]) + spare + "<"
        whole = second[0:10] + second[13:20] + second[21:43]
        return f"{first}\n{second}{check_digit(whole)}"
    rest = number[_SHORT:]
    digit = check_digit(number[:_SHORT] + "<" + rest)
    first = "I<" + code + number[:_SHORT] + "<" + (rest + digit).ljust(15, "<")
    second = days[0] + check_digit(days[0]) + "<" + days[1] + check_digit(days[1]) + code + "<" * 11
    whole = first[5:30] + second[0:7] + second[8:15] + second[18:29]
    return "\n".join((first, second + check_digit(whole), _names(surname, given, 30)))


def _names(surname: str, given: str, room: int) -> str:
    """Names as a zone carries them: capitals, `<` for what is between, cut where they are long."""
    first, more = _letters(surname), _letters(given)
    if not first:
        raise WalletError(
            "This name has no letter that a document could carry.",
            "Write it in Latin letters, as on a passport.",
            "zone.made",
            "name",
        )
    return f"{first}<<{more}"[:room].ljust(room, "<")


def _letters(text: str) -> str:
    wide = unicodedata.normalize("NFC", text).upper().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", wide).upper()
    kept = "".join(sign if "A" <= sign <= "Z" else "<" if sign in " -’'" else "" for sign in plain)
    return "<".join(part for part in kept.split("<") if part)
