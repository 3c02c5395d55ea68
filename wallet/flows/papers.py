"""What is shown to a verifier or an attestor and never goes on a chain: only salted hashes do.

Papers travel as JSON files between the people concerned; reading one is total and bounded.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from wallet.acts.companies import Opening
from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.base.files import parse_json
from wallet.base.money import MAX_MONEY
from wallet.flows.attached import (
    Attached,
    check_files,
    files_of,
    hash_with,
    parse_attached,
    unreadable,
)
from wallet.identity.made_zone import MOST_NUMBER, made_zone
from wallet.identity.states import code_of
from wallet.watch.identifiers import OTHER, checked_number

MOST_TEXT: Final = 131_072
_MOST_WORD: Final = 200


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """A document as it is typed on a local network: `country` issued it (ISO 3166-1 number).

    `lives_in` is the country of residence, 0 for the same; `born` a day as 1990-12-31.
    """

    name: str
    document: str
    country: int
    investor_class: int = 0
    born: str = "1990-01-01"
    lives_in: int = 0

    @property
    def names(self) -> tuple[str, str]:
        """Given names and family name: the last word is taken for the latter."""
        given, _, family = self.name.strip().rpartition(" ")
        return given.strip(), family

    def zone(self, today: date) -> str:
        """The machine-readable zone of this document, which runs out in five years.

        Raises WalletError beside `name`, `document` or `country`.
        """
        self.check()
        given, family = self.names
        code = code_of(self.country)
        if not code:
            raise _bad("This country issues no documents.", "Choose another.", "country")
        number = "".join(self.document.split()).upper()
        until = date(today.year + 5, today.month, 1)
        return made_zone(code, family, given, number, date.fromisoformat(self.born), until)

    def check(self) -> None:
        """Raises WalletError beside `name`, `document`, `born` or `country`."""
        if not self.name.strip() or len(self.name.encode()) > 64 or not self.name.isprintable():
            raise _bad("The name is empty or too long.", "Write it as on your document.", "name")
        number = "".join(self.document.split())
        if not 5 <= len(number) <= MOST_NUMBER or not number.isalnum() or not number.isascii():
            raise _bad(
                "This is not the number of a document.",
                f"It has 5 to {MOST_NUMBER} letters and digits, like X4711082.",
                "document",
            )
        try:
            date.fromisoformat(self.born)
        except ValueError:
            raise _bad(
                "This is not a day of birth.", "Write it like 31 December 1990.", "born"
            ) from None
        if not 1 <= self.country <= 999:
            raise _bad("The country is missing.", "Choose the one on your document.", "country")

    def __repr__(self) -> str:
        return "IdentityPaper(kept private)"


@dataclass(frozen=True, slots=True)
class StakePaper:
    """Equity in a company as its attestors are shown it; money in base units, times in seconds.

    `package` is an Open Cap Format package as text; `key_salt` and `package_salt` are 32 bytes.
    `files` are shown with it, and its hash covers them.
    """

    company: str
    scheme: str
    number: str
    opening: Opening
    package: str
    key_salt: bytes
    package_salt: bytes
    files: tuple[Attached, ...] = ()

    @property
    def company_key(self) -> bytes:
        """The salted name of the company on the chain, 32 bytes."""
        return keccak(f"{self.scheme}:{self.number}:".encode() + self.key_salt)

    @property
    def commitment(self) -> bytes:
        """What is committed to about units, cost and date, 32 bytes."""
        opening = self.opening
        words = (opening.units, opening.cost, opening.acquired_at)
        return keccak(b"".join(word.to_bytes(32, "big") for word in words) + opening.salt)

    @property
    def package_hash(self) -> bytes:
        """The salted hash of the package and the files shown with it, 32 bytes."""
        return hash_with(self.package_salt, self.package, self.files)

    def to_json(self) -> dict[str, Any]:
        """The paper as a file holds it; `parse_stake_paper` reads it back."""
        return {
            "kind": "stake",
            "company": self.company,
            "scheme": self.scheme,
            "number": self.number,
            "units": str(self.opening.units),
            "cost": str(self.opening.cost),
            "acquired_at": str(self.opening.acquired_at),
            "salt": self.opening.salt.hex(),
            "package": self.package,
            "key_salt": self.key_salt.hex(),
            "package_salt": self.package_salt.hex(),
            **files_of(self.files),
        }

    def __repr__(self) -> str:
        return "StakePaper(kept private)"


@dataclass(frozen=True, slots=True)
class ExitPaper:
    """The evidence of a sale as its attestors are shown it, with what it says in figures."""

    stake: StakePaper
    units: int
    proceeds: int
    selling_costs: int
    closed_at: int
    evidence: str
    salt: bytes
    files: tuple[Attached, ...] = ()

    @property
    def evidence_hash(self) -> bytes:
        """The salted hash of the evidence and the files shown with it, 32 bytes."""
        return hash_with(self.salt, self.evidence, self.files)

    def to_json(self) -> dict[str, Any]:
        """The paper as a file holds it; `parse_exit_paper` reads it back."""
        return {
            "kind": "exit",
            "stake": self.stake.to_json(),
            "units": str(self.units),
            "proceeds": str(self.proceeds),
            "selling_costs": str(self.selling_costs),
            "closed_at": str(self.closed_at),
            "evidence": self.evidence,
            "salt": self.salt.hex(),
            **files_of(self.files),
        }

    def __repr__(self) -> str:
        return "ExitPaper(kept private)"


def new_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


def write_stake_paper(
    company: str,
    scheme: str,
    number: str,
    units: int,
    cost: int,
    acquired_at: int,
    package: str,
    files: Sequence[Attached] = (),
) -> StakePaper:
    """A paper with fresh salts, its number in the one way in which that is written.

    Raises WalletError beside the field that does not fit.
    """
    for text, name in ((company, "company"), (scheme, "scheme"), (number, "number")):
        if not text.strip() or len(text) > _MOST_WORD or not text.isprintable():
            raise _bad("This is empty or too long.", "Write it as the register does.", name)
    known = checked_number(scheme.strip(), number)
    if not 0 < units < 2**96:
        raise _bad("The number of shares is zero.", "Write how many you have.", "units")
    if not 0 <= cost <= MAX_MONEY:
        raise _bad("The cost cannot be kept.", "Write what you paid for all of them.", "cost")
    check_files(files)
    if len(package) > MOST_TEXT // 2:
        raise _bad("The package is too large.", "Leave out what is not yours.", "package")
    opening = Opening(units, cost, acquired_at, new_salt())
    return StakePaper(
        company.strip(),
        scheme.strip(),
        known,
        opening,
        package,
        new_salt(),
        new_salt(),
        tuple(files),
    )


def amend_stake_paper(
    before: StakePaper,
    units: int,
    cost: int,
    acquired_at: int,
    package: str,
    files: Sequence[Attached] = (),
) -> StakePaper:
    """The paper of a stake as corrected: of the same company, by the name that the chain knows.

    Raises WalletError beside the field that does not fit.
    """
    fresh = write_stake_paper(
        before.company, OTHER, before.number, units, cost, acquired_at, package, files
    )
    return replace(fresh, scheme=before.scheme, number=before.number, key_salt=before.key_salt)


def parse_stake_paper(value: object) -> StakePaper:
    """The paper that decoded JSON holds. Raises WalletError (`paper.garbage`)."""
    found = _object(value, "stake")
    opening = Opening(
        _number(found, "units"),
        _number(found, "cost"),
        _number(found, "acquired_at"),
        _salt(found, "salt"),
    )
    return StakePaper(
        _text(found, "company", _MOST_WORD),
        _text(found, "scheme", _MOST_WORD),
        _text(found, "number", _MOST_WORD),
        opening,
        _text(found, "package", MOST_TEXT),
        _salt(found, "key_salt"),
        _salt(found, "package_salt"),
        parse_attached(found),
    )


def parse_exit_paper(value: object) -> ExitPaper:
    """The paper that decoded JSON holds. Raises WalletError (`paper.garbage`)."""
    found = _object(value, "exit")
    return ExitPaper(
        parse_stake_paper(found.get("stake")),
        _number(found, "units"),
        _number(found, "proceeds"),
        _number(found, "selling_costs"),
        _number(found, "closed_at"),
        _text(found, "evidence", MOST_TEXT),
        _salt(found, "salt"),
        parse_attached(found),
    )


def read_paper(data: bytes) -> StakePaper | ExitPaper:
    """The paper in a file. Raises WalletError (`paper.garbage`, `file.garbage`)."""
    if len(data) > 2 * MOST_TEXT:
        raise unreadable()
    value = parse_json(data, "This file")
    if isinstance(value, dict) and value.get("kind") == "exit":
        return parse_exit_paper(value)
    return parse_stake_paper(value)


def _object(value: object, kind: str) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("kind") != kind:
        raise unreadable()
    return value


def _number(found: dict[str, Any], key: str) -> int:
    text = found.get(key)
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > 39:
        raise unreadable()
    return int(text)


def _text(found: dict[str, Any], key: str, most: int) -> str:
    text = found.get(key)
    if not isinstance(text, str) or len(text) > most:
        raise unreadable()
    return text


def _salt(found: dict[str, Any], key: str) -> bytes:
    text = found.get(key)
    try:
        salt = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        salt = b""
    if len(salt) != 32:
        raise unreadable()
    return salt


def _bad(sentence: str, next_step: str, field: str) -> WalletError:
    return WalletError(sentence, next_step, f"paper.{field}", field)
