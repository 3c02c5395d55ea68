"""Which company is meant: a register and a number in it, in the one way in which both are written.

The chain has a hash of `scheme:number` and a salt, and whoever reports a hidden company hashes the
same text without ever having seen it written: so a number has one form. Where a register gives its
numbers check digits, they are computed (python-stdnum); where it does not, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from wallet.base.errors import WalletError

MOST_NUMBER: Final = 60
OTHER: Final = "other"
"""The scheme of a register that is not known here: its numbers are taken as they are."""
_SEPARATORS: Final = re.compile(r"[\s.\-/]+")
_UK: Final = re.compile(r"[0-9]{8}|R[0-9]{7}|[A-Z]{2}(?:[0-9]{6}|[0-9]{5}R)")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A register: its key in the salted hash, its name, what a number looks like, what checks it.

    `checked` says in a sentence how far a wrong digit is found out.
    """

    key: str
    name: str
    example: str
    checked: str
    read: Callable[[str], str]


def checked_number(scheme: str, number: str) -> str:
    """The number of a company as it is hashed. Raises WalletError beside `number` or `scheme`."""
    known = BY_KEY.get(scheme)
    if known is None:
        raise WalletError(
            "This register is not known here.",
            "Choose one of those in the list, or another register.",
            "company.scheme",
            "scheme",
        )
    tidy = " ".join(number.split())
    if not tidy or len(tidy) > MOST_NUMBER or not tidy.isprintable():
        raise _wrong("The number is empty or too long.", f"It looks like {known.example}.")
    return known.read(tidy)


def named(scheme: str) -> str:
    """What a register is called; its key for one that is not known."""
    known = BY_KEY.get(scheme)
    return known.name if known else scheme


def _plain(number: str) -> str:
    return _SEPARATORS.sub("", number).upper()


def _digits(number: str, lengths: tuple[int, ...], what: str, example: str) -> str:
    """A number of digits alone; says which sign is none, or how many there are."""
    plain = _plain(number)
    _each(plain, lambda sign: sign in "0123456789", "a digit", example)
    if len(plain) not in lengths:
        least, most = lengths[0], lengths[-1]
        count = f"{most}" if least == most else f"{least} to {most}"
        raise _wrong(
            f"{what} has {count} digits, and this has {len(plain)}.", f"It looks like {example}."
        )
    return plain


def _each(plain: str, fits: Callable[[str], bool], kind: str, example: str, first: int = 1) -> None:
    for place, sign in enumerate(plain, start=first):
        if not fits(sign):
            raise _wrong(f"Sign {place} of it, {sign}, is not {kind}.", f"It looks like {example}.")


def _companies_house(number: str) -> str:
    plain = _plain(number)
    if plain.isascii() and plain.isdigit() and len(plain) < 8:
        plain = plain.rjust(8, "0")  # leading zeros are left out as often as not
    if not _UK.fullmatch(plain):
        raise _wrong(
            "A Companies House number has eight digits, or two letters and six digits.",
            "It looks like 09812345 or SC123456.",
        )
    return plain


def _lei(number: str) -> str:
    plain = _plain(number)
    _each(plain, lambda one: one.isascii() and one.isalnum(), "a letter or a digit", LEI_EXAMPLE)
    if len(plain) != 20:
        raise _wrong(
            f"An LEI has 20 letters and digits, and this has {len(plain)}.",
            f"It looks like {LEI_EXAMPLE}.",
        )
    _each(plain[18:], str.isdigit, "a digit, as its last two are", LEI_EXAMPLE, 19)
    return _stdnum("lei", plain, "an LEI", LEI_EXAMPLE)


def _siren(number: str) -> str:
    plain = _digits(number, (9,), "A SIREN", "552 081 317")
    return _stdnum("fr.siren", plain, "a SIREN", "552 081 317")


def _ein(number: str) -> str:
    plain = _digits(number, (9,), "An EIN", "91-1144442")
    try:
        return _valid("us.ein", plain)
    except _part("exceptions").ValidationError:
        raise _wrong(
            f"No EIN begins with {plain[:2]}: the first two digits stand for an office.",
            "It looks like 91-1144442.",
        ) from None


def _cik(number: str) -> str:
    lengths = tuple(range(1, 11))
    return _digits(number, lengths, "A CIK", "0000320193").rjust(10, "0")


def _delaware(number: str) -> str:
    return _digits(number, (5, 6, 7, 8), "A Delaware file number", "5812345")


def _hrb(number: str) -> str:
    try:
        return _valid("de.handelsregisternummer", number)
    except _part("exceptions").InvalidComponent:
        raise _wrong(
            "No court of that name keeps a commercial register.",
            "Write the court and the number, like Aachen HRB 11223.",
        ) from None
    except _part("exceptions").ValidationError:
        raise _wrong(
            "This is not a number of the German commercial register.",
            "Write the court and the number, like Aachen HRB 11223.",
        ) from None


def _vat(number: str) -> str:
    plain = _plain(number)
    if not (len(plain) > 4 and plain.isascii() and plain.isalnum() and plain[:2].isalpha()):
        raise _wrong("A VAT number begins with two letters.", "It looks like DE136695976.")
    try:
        return _valid("eu.vat", plain)
    except _part("exceptions").InvalidComponent:
        raise _wrong(
            f"{plain[:2]} is no country of the European Union.", "It looks like DE136695976."
        ) from None
    except _part("exceptions").InvalidChecksum:
        raise _check_digits("a VAT number", "DE136695976") from None
    except _part("exceptions").ValidationError:
        raise _wrong(
            f"VAT numbers of {plain[:2]} are written otherwise.", "It looks like DE136695976."
        ) from None


def _swiss(number: str) -> str:
    return _stdnum("ch.uid", _plain(number), "a Swiss UID", "CHE-109.322.551")


def _other(number: str) -> str:
    return number


def _part(name: str) -> Any:
    """A part of python-stdnum. It loads network code, which a wallet without network never does."""
    return import_module(f"stdnum.{name}")


def _valid(kind: str, number: str) -> str:
    """A number in the library's one form. Raises its `ValidationError`."""
    return str(_part(kind).validate(number))


def _stdnum(kind: str, plain: str, what: str, example: str) -> str:
    try:
        return _valid(kind, plain)
    except _part("exceptions").InvalidChecksum:
        raise _check_digits(what, example) from None
    except _part("exceptions").ValidationError:
        raise _wrong(f"This is not {what}.", f"It looks like {example}.") from None


def _check_digits(what: str, example: str) -> WalletError:
    return _wrong(
        f"This is not {what}: its check digits do not fit, so that a digit is wrong or two are "
        "swapped.",
        f"Compare it with the register, sign by sign. It looks like {example}.",
    )


def _wrong(sentence: str, next_step: str) -> WalletError:
    return WalletError(sentence, next_step, "company.number", "number")


LEI_EXAMPLE: Final = "213800KUD8LAJWSQ9D15"
_ALL: Final = "Its check digits are computed: a wrong digit is found."
_NONE: Final = "This register has no check digits: compare the number with the register itself."

SCHEMES: Final = (
    Scheme("gb-coh", "Companies House (United Kingdom)", "09812345", _NONE, _companies_house),
    Scheme("lei", "Legal Entity Identifier, anywhere", LEI_EXAMPLE, _ALL, _lei),
    Scheme("us-ein", "EIN (United States)", "91-1144442",
           "An EIN has no check digits; its first two digits are looked up.", _ein),
    Scheme("us-cik", "SEC CIK (United States)", "0000320193", _NONE, _cik),
    Scheme("us-de", "Delaware file number (United States)", "5812345", _NONE, _delaware),
    Scheme("de-hrb", "Handelsregister (Germany)", "Aachen HRB 11223",
           "The German register has no check digits; the court is looked up.", _hrb),
    Scheme("fr-siren", "SIREN (France)", "552 081 317", _ALL, _siren),
    Scheme("ch-uid", "UID (Switzerland)", "CHE-109.322.551", _ALL, _swiss),
    Scheme("eu-vat", "VAT number (European Union)", "DE136695976",
           "Its check digits are computed as its country has them.", _vat),
    Scheme(OTHER, "Another register", "its number there",
           "Nothing of it can be checked here: write it exactly as the register does.", _other),
)  # fmt: skip
"""The registers, in the order of a list to choose from."""
BY_KEY: Final = {one.key: one for one in SCHEMES}
