"""A declared company beside what a register's export says of it, field by field."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from wallet.base.clock import date_of
from wallet.watch.identifiers import named
from wallet.watch.registry_records import RegistryRecord

SAME: Final = "says the same"
DIFFERS: Final = "differs"
SILENT: Final = "says nothing about it"
_FORMS: Final = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
                 "public": "plc", "gesellschaft": "ges"}  # fmt: skip
_WORD: Final = re.compile(r"[^\W_]+")
_MONTHS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Declared:
    """What is held against a register: a stake, or its sale where `closed_at` is above zero."""

    company: str
    scheme: str
    number: str
    units: int
    acquired_at: int
    owner: str = ""
    closed_at: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what was declared, what the register says, and how the two go together."""

    label: str
    declared: str
    register: str
    verdict: str


def compare_with(declared: Declared, record: RegistryRecord) -> tuple[Line, ...]:
    """Every field that can be compared, also those about which the register says nothing."""
    numbers = record.identifiers or {}
    return (
        Line(
            f"Number in {named(declared.scheme)}",
            declared.number,
            numbers.get(declared.scheme, ""),
            _verdict(numbers.get(declared.scheme), declared.number),
        ),
        _name(declared, record),
        _status(declared, record),
        _founded(declared, record),
        _shares(declared, record),
        Line("Classes of shares", "", ", ".join(record.classes), SILENT),
        _officers(declared, record),
    )


def plain_name(name: str) -> str:
    """A company's name for comparing: no case, no accents, no punctuation, its form shortened."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(_FORMS.get(word, word) for word in _WORD.findall(bare.replace("&", " and ")))


def _name(declared: Declared, record: RegistryRecord) -> Line:
    if not record.names:
        return Line("Name", declared.company, "", SILENT)
    wanted = plain_name(declared.company)
    if plain_name(record.names[0]) == wanted:
        return Line("Name", declared.company, record.names[0], SAME)
    former = next((one for one in record.names[1:] if plain_name(one) == wanted), "")
    said = f"{record.names[0]}, formerly {former}" if former else record.names[0]
    return Line("Name", declared.company, said, SAME if former else DIFFERS)


def _status(declared: Declared, record: RegistryRecord) -> Line:
    """It has to exist while somebody owns a part of it, and when that is sold."""
    said = record.status + (f", ended {record.ended}" if record.ended else "")
    if record.active is None:
        return Line("It exists", "yes", said, SILENT)
    ended = seconds(record.ended)
    if not record.active and declared.closed_at and ended is not None:
        kept = declared.closed_at <= ended
        label = f"on {date_of(declared.closed_at)}"
        return Line("It existed when it was sold", label, said, SAME if kept else DIFFERS)
    return Line("It exists", "yes", said, SAME if record.active else DIFFERS)


def _founded(declared: Declared, record: RegistryRecord) -> Line:
    label, since = "Shares were got after it began", seconds(record.founded)
    got = f"got {date_of(declared.acquired_at)}"
    if since is None:
        return Line(label, got, record.founded, SILENT)
    verdict = SAME if since <= declared.acquired_at else DIFFERS
    return Line(label, got, f"began {date_of(since)}", verdict)


def _shares(declared: Declared, record: RegistryRecord) -> Line:
    """Nobody has more shares of a company than there are."""
    mine = f"{declared.units:,}"
    if record.shares is None:
        return Line("Shares", mine, "", SILENT)
    at = f" on {record.shares_at}" if record.shares_at else ""
    verdict = SAME if declared.units <= record.shares else DIFFERS
    return Line("Shares, of all there are", mine, f"{record.shares:,}{at}", verdict)


def _officers(declared: Declared, record: RegistryRecord) -> Line:
    """Whether its owner is among the officers; an owner need not be one."""
    if not record.officers:
        return Line("Officers", declared.owner, "", SILENT)
    words = set(plain_name(declared.owner).split())
    there = bool(words) and any(words <= set(plain_name(one).split()) for one in record.officers)
    shown = ", ".join(record.officers[:4])
    more = f" and {len(record.officers) - 4} more" if len(record.officers) > 4 else ""
    return Line("Officers", declared.owner, shown + more, SAME if there else SILENT)


def _verdict(said: str | None, wanted: str) -> str:
    if not said:
        return SILENT
    return SAME if said == wanted else DIFFERS


def seconds(text: str) -> int | None:
    """A day as a register writes it, in unix seconds; None for what is no day."""
    for form in _MONTHS:
        try:
            return int(datetime.strptime(text[:19], form).replace(tzinfo=UTC).timestamp())
        except (ValueError, OverflowError):
            continue
    return None
