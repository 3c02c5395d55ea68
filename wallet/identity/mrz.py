"""The machine-readable zone of a document: TD1 cards, TD2 cards, TD3 passports (ICAO 9303-3 to 6).

Our own, in place of the package `mrz` (0.6.2, GPL-3, last released in 2020): that one answers with
strings and one verdict, takes names as they come, and has a table of countries of its own, while a
desk needs the dates as dates and a sentence beside the field that is wrong. Check digits show a
slip of the pen, no forgery: whoever forges a document computes them too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from wallet.base.errors import WalletError
from wallet.identity.states import is_state

MOST_TEXT: Final = 256
"""Longest text that is looked at, in characters."""
_ZONE: Final = re.compile(r"[A-Z0-9<]+")
_WEIGHTS: Final = (7, 3, 1)
_SHAPES: Final = {(30, 30, 30): "TD1", (36, 36): "TD2", (44, 44): "TD3"}
_STATELESS: Final = tuple(f"XX{last}" for last in "ABCX")  # no nationality, or not known
_SEXES: Final = {"M": "M", "F": "F", "<": "", "X": "X"}


@dataclass(frozen=True, slots=True)
class Birth:
    """A day of birth; month and day are 0 where the document does not know them."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def years_on(self, day: date) -> int:
        """Whole years lived on a day, at the least: what is not known is taken as late."""
        month, of_month = self.month or 12, self.day or 31
        return day.year - self.year - ((day.month, day.day) < (month, of_month))


@dataclass(frozen=True, slots=True)
class Zone:
    """What a machine-readable zone says. States are its own codes (`D`, `UTO`).

    `cut` says that the names may have been shortened to fit. Its representation tells nothing, so
    that no log does.
    """

    shape: str
    kind: str
    issuer: str
    number: str = field(repr=False)
    surname: str = field(repr=False)
    given: str = field(repr=False)
    nationality: str
    birth: Birth = field(repr=False)
    sex: str
    expires: date
    optional: str = field(repr=False)
    cut: bool = False

    def __repr__(self) -> str:
        return f"Zone({self.shape}, kept private)"


def check_digit(text: str) -> str:
    """The check digit of `text` (ICAO 9303-3, 4.9); letters count from ten, fillers nothing."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def read_zone(text: str, today: date) -> Zone:
    """The zone in `text`, with its check digits held. Raises WalletError (`zone.*`) beside a field.

    Lines may come with spaces and in small letters, as people type them. Whether the document is
    still valid is not judged here: see `wallet.identity.mrz.run_out`.
    """
    reader = _Reader(_lines(text), today)
    found = reader.zone()
    if reader.problems:
        raise reader.problems[0]
    return found


def problems_of(text: str, today: date) -> tuple[WalletError, ...]:
    """Everything that is wrong with a zone, in the order of its fields; nothing for a good one."""
    try:
        reader = _Reader(_lines(text), today)
    except WalletError as refused:
        return (refused,)
    reader.zone()
    return tuple(reader.problems)


def run_out(zone: Zone, today: date) -> WalletError | None:
    """The refusal of a document that is no longer valid; None for one that is."""
    if zone.expires >= today:
        return None
    return WalletError(
        f"This document ran out on {zone.expires.isoformat()}.",
        "Ask for one that is valid. The old one still shows that both are of the same person.",
        "zone.run_out",
        "expires",
    )


def _lines(text: str) -> tuple[str, ...]:
    if len(text) > MOST_TEXT:
        raise _bad("This is more text than a document has.", "shape", "lines")
    rows = ["".join(row.split()).upper() for row in text.splitlines()]
    rows = [row for row in rows if row]
    if len(rows) == 1:  # scanners give it in one piece
        whole = rows[0]
        size = {88: 44, 72: 36, 90: 30}.get(len(whole), len(whole) or 1)
        rows = [whole[start : start + size] for start in range(0, len(whole), size)]
    if tuple(len(row) for row in rows) not in _SHAPES:
        raise WalletError(
            "The lines do not have the length of any document's.",
            "A passport has two lines of 44 characters, a card three of 30 or two of 36. "
            "Count the < at the end.",
            "zone.shape",
            "lines",
        )
    if not all(_ZONE.fullmatch(row) for row in rows):
        raise WalletError(
            "There is a sign in these lines that no document has.",
            "Only A to Z, 0 to 9 and < are in them; an umlaut is written AE, OE or UE.",
            "zone.signs",
            "lines",
        )
    return tuple(rows)


class _Reader:
    """Reads one zone whose lines have the right shape, and gathers what is wrong with it."""

    def __init__(self, rows: tuple[str, ...], today: date) -> None:
        self.shape = _SHAPES[tuple(len(row) for row in rows)]
        self.problems: list[WalletError] = []
        self._rows = rows
        self._today = today

    def zone(self) -> Zone:
        """Whatever can be read; to be believed only where no problem was found."""
        if self.shape == "TD1":
            first, second, names = self._rows
            number, digit, spare = first[5:14], first[14], first[15:30]
            dates, state, more = second[0:15], second[15:18], second[18:29]
            whole, last = first[5:30] + second[0:7] + second[8:15] + more, second[29]
        else:
            first, second = self._rows
            names = first[5:]
            number, digit, spare = second[0:9], second[9], second[28:-1]
            dates, state, more = second[13:28], second[10:13], ""
            whole, last = second[0:10] + second[13:20] + second[21:-1], second[-1]
        kind = self._letters(first[0:2], "kind", "the kind of document")
        issuer = self._state(first[2:5], "issuer")
        full, spare = self._number(number, digit, spare)
        self._check(whole, last, "whole", "all lines together")
        surname, given = self._names(names)
        return Zone(
            shape=self.shape, kind=kind, issuer=issuer, number=full, surname=surname, given=given,
            nationality=self._state(state, "nationality"), birth=self._birth(dates[0:7]),
            sex=self._sex(dates[7]), expires=self._expires(dates[8:15]),
            optional=" ".join((spare + "<" + more).replace("<", " ").split()),
            cut=not names.endswith("<"),
        )  # fmt: skip

    def _number(self, number: str, digit: str, spare: str) -> tuple[str, str]:
        """The document's number, which may run on into the optional data, and what is left."""
        if self.shape == "TD3":
            optional, its_digit = spare[:-1], spare[-1]
            # An empty field may carry a filler for its digit (9303-4, 4.2.2).
            if its_digit != "<" or optional.strip("<"):
                self._check(optional, its_digit, "optional", "the personal number")
            spare = optional
        elif digit == "<":
            rest, _, after = spare.partition("<")
            number, digit, spare = number + rest[:-1], rest[-1:], after
            if not rest[:-1]:
                self._wrong("The number of the document breaks off.", "number")
                return number.rstrip("<"), spare
            self._check(number[:9] + "<" + number[9:], digit, "number", "the document's number",
                        number)  # fmt: skip
            return number.rstrip("<"), spare
        self._check(number, digit, "number", "the document's number")
        if not number.strip("<"):
            self._wrong("The document has no number.", "number")
        return number.rstrip("<"), spare

    def _check(self, text: str, digit: str, name: str, what: str, other: str = "") -> None:
        """`other` is a second way in which states count the digit of a long number."""
        good = {check_digit(text)} | ({check_digit(other)} if other else set())
        if digit not in good:
            wanted = " or ".join(sorted(good))
            self._wrong(
                f"The check digit of {what} does not fit: it is {digit}, and for what is written "
                f"it would be {wanted}.",
                name,
            )

    def _names(self, text: str) -> tuple[str, str]:
        surname, _, given = text.partition("<<")
        if any(sign.isdigit() for sign in text) or not surname.strip("<"):
            self._wrong("The name cannot be read.", "name")
        return _words(surname), _words(given)

    def _state(self, text: str, name: str) -> str:
        code = text.rstrip("<")
        stateless = name == "nationality" and code in _STATELESS
        if not is_state(code) and not stateless:
            self._wrong(f"{text} is no state that issues documents.", name)
        return code

    def _letters(self, text: str, name: str, what: str) -> str:
        if not text[0].isalpha():
            self._wrong(f"The first letter should be {what}.", name)
        return text.rstrip("<")

    def _sex(self, sign: str) -> str:
        if sign not in _SEXES:
            self._wrong("The sign between the two dates should be M, F, X or <.", "sex")
        return _SEXES.get(sign, "")

    def _birth(self, text: str) -> Birth:
        self._check(text[:6], text[6], "birth", "the day of birth")
        parts = [text[0:2], text[2:4], text[4:6]]
        numbers = [0 if part == "<<" else int(part) if part.isdigit() else -1 for part in parts]
        year, month, day = numbers
        year += self._today.year // 100 * 100
        if (year, month, day) > (self._today.year, self._today.month, self._today.day):
            year -= 100
        if parts[0] == "<<" or not _is_day(year, month, day):
            self._wrong("The day of birth is none.", "birth")
            return Birth(0, 0, 0)
        return Birth(year, month, day)

    def _expires(self, text: str) -> date:
        self._check(text[:6], text[6], "expires", "the last day")
        if text[:6].isdigit():
            year = self._today.year // 100 * 100 + int(text[0:2])
            away = year - self._today.year
            year += 100 if away < -50 else -100 if away > 50 else 0
            try:
                return date(year, int(text[2:4]), int(text[4:6]))
            except ValueError:
                pass  # said below
        self._wrong("The last day of the document is none.", "expires")
        return date.min

    def _wrong(self, sentence: str, name: str) -> None:
        self.problems.append(_bad(sentence, name, name))


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def _bad(sentence: str, code: str, name: str) -> WalletError:
    return WalletError(
        sentence,
        "Compare it with the document; 0 and O, 1 and I, 5 and S are easily taken for each other.",
        f"zone.{code}",
        name,
    )
