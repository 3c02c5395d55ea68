"""Which persons were noted with which weak tags: kept by each desk, told to the others by letter.

A weak tag says nothing to who cannot ask three desks, so the list is kept as it is. It refuses
nobody: it tells a verifier whom to compare somebody with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from jwcrypto import jwk

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, read_json, write_json
from wallet.identity.tags.letters import Circle, hex_bytes, read_letter, write_letter
from wallet.identity.tags.subjects import Kind

NOTES: Final = "weak tags"
MOST_PERSONS: Final = 8
"""Persons noted with one tag: more of one name and birthday are a mistake or a flood."""
MOST_TAGS: Final = 200_000
_A_LETTER: Final = 180  # rows of the longest form still fit
_MOST_FILE: Final = 64 * MEGABYTE


class WeakRegister:
    """The weak tags that a desk knows of."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[bytes, set[int]] = {}
        if path.exists():
            found = read_json(path, _MOST_FILE)
            try:
                if found["version"] != 1:
                    raise ValueError("another version")
                self._rows = _rows(found["rows"], MOST_TAGS)
            except (KeyError, TypeError, ValueError) as error:
                raise WalletError(
                    "The list of weak tags of this desk is damaged.",
                    "Restore it from a backup, or ask the other desks for theirs.",
                    "tags.register",
                ) from error

    def alike(self, tag: bytes) -> tuple[int, ...]:
        """The persons noted with a tag."""
        return tuple(sorted(self._rows.get(tag, ())))

    def note(self, person: int, tags: Mapping[Kind, bytes]) -> None:
        """Note the weak ones among a person's tags. Raises WalletError where that fails."""
        self._merge((tag, (person,)) for kind, tag in tags.items() if not kind.strong)

    def letters(self, desk: int, circle: Circle, key: jwk.JWK) -> tuple[str, ...]:
        """All that this desk knows, for the others, in as many letters as it takes."""
        rows = [[tag.hex(), sorted(persons)] for tag, persons in sorted(self._rows.items())]
        return tuple(
            write_letter(NOTES, desk, {"rows": rows[start : start + _A_LETTER]}, circle, key)
            for start in range(0, len(rows), _A_LETTER)
        )

    def receive(self, text: str, circle: Circle) -> int:
        """Add what another desk knows; answers which. Raises WalletError."""
        letter = read_letter(text, NOTES, circle)
        try:
            rows = _rows(letter.body["rows"], _A_LETTER)
        except (KeyError, TypeError, ValueError) as error:
            raise WalletError(
                f"The list of {circle.members[letter.sender].name} cannot be read.",
                "Ask for it again.",
                "tags.notes",
            ) from error
        self._merge(rows.items())
        return letter.sender

    def _merge(self, rows: Iterable[tuple[bytes, Iterable[int]]]) -> None:
        merged = {tag: set(persons) for tag, persons in self._rows.items()}
        for tag, persons in rows:
            merged.setdefault(tag, set()).update(persons)
        if len(merged) > MOST_TAGS or any(len(one) > MOST_PERSONS for one in merged.values()):
            raise WalletError(
                "So many people of one name and day of birth cannot be.",
                "Nothing was noted. Speak with the desk whose list this is.",
                "tags.flood",
            )
        content: dict[str, Any] = {
            "version": 1,
            "rows": [[tag.hex(), sorted(persons)] for tag, persons in sorted(merged.items())],
        }
        write_json(self._path, content)
        self._rows = merged


def _rows(found: Any, most: int) -> dict[bytes, set[int]]:
    """Rows as they are written. Raises KeyError, TypeError, ValueError."""
    if not isinstance(found, list) or len(found) > most:
        raise ValueError("no rows")
    rows: dict[bytes, set[int]] = {}
    for tag, persons in found:
        if not isinstance(persons, list) or not 0 < len(persons) <= MOST_PERSONS:
            raise ValueError("no persons")
        if not all(type(one) is int and 0 < one < 2**64 for one in persons):
            raise ValueError("no persons")
        rows[hex_bytes(tag, 32)] = set(persons)
    return rows
