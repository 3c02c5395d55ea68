"""What a credential says of a person, and how each claim is called where it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from wallet.base.clock import MONTHS
from wallet.base.countries import country_name
from wallet.base.errors import WalletError
from wallet.identity.mrz import Zone
from wallet.identity.states import number_of

Value = str | int | bool

# By the names of the OpenID Connect registry where it has one.
WORDS: Final[Mapping[str, str]] = {
    "given_name": "Given names",
    "family_name": "Family name",
    "birthdate": "Day of birth",
    "age_over_18": "Over 18",
    "country": "Country of residence",
    "nationality": "Nationality",
    "document_issuer": "Issuer of the document",
    "document_number": "Number of the document",
    "document_expires": "Last day of the document",
    "chain_salt": "Which person of the network this is",
}
"""Every claim there can be, hidden each, and its name on a screen."""

LINKS: Final = frozenset(("chain_salt",))
"""Claims that tie what is shown to a person of the network, and so to all they own there."""

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_TEXT: Final = 128


@dataclass(frozen=True)
class Claims:
    """What a verifier confirms; it has no representation that tells it."""

    values: Mapping[str, Value] = field(repr=False)

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            check_claim(name, value)


def check_claim(name: str, value: object) -> Value:
    """`value` itself. Raises ValueError for a claim that there is not, or of another form."""
    if name not in WORDS:
        raise ValueError("no such claim")
    if name == "age_over_18":
        good = isinstance(value, bool)
    elif name == "country":
        good = type(value) is int and 0 < value < 1000
    elif name == "chain_salt":
        good = isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None
    elif name in ("birthdate", "document_expires"):
        good = isinstance(value, str) and _DAY.fullmatch(value) is not None
    else:
        good = isinstance(value, str) and 0 < len(value) <= _MOST_TEXT and value.isprintable()
    if not good or not isinstance(value, str | int | bool):
        raise ValueError("a claim of another form")
    return value


def claims_of(zone: Zone, country: int, now: int, given: str = "", surname: str = "") -> Claims:
    """The claims that a document supports, on the day it was checked.

    `country` is where the person lives (ISO 3166-1 number); the names replace those of the zone,
    which knows capital letters only. Who turns 18 later has to have it renewed.
    Raises WalletError beside a field.
    """
    today = datetime.fromtimestamp(now, UTC).date()
    values: dict[str, Value] = {
        "given_name": given.strip() or zone.given,
        "family_name": surname.strip() or zone.surname,
        "birthdate": str(zone.birth),
        "age_over_18": _over_18(zone, today),
        "country": country,
        "nationality": zone.nationality,
        "document_issuer": zone.issuer,
        "document_number": zone.number,
        "document_expires": zone.expires.isoformat(),
    }
    if not values["given_name"]:
        del values["given_name"]  # some people have one name
    for name, value in values.items():
        try:
            check_claim(name, value)
        except ValueError as error:
            raise WalletError(
                f"{WORDS[name]}: this cannot stand in a credential.",
                "Write it as on the document.",
                "credential.claim",
                name,
            ) from error
    return Claims(values)


def _over_18(zone: Zone, today: date) -> bool:
    return zone.birth.years_on(today) >= 18


def said(name: str, value: Value) -> str:
    """A claim's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "country":
        return country_name(int(value))
    if name in ("nationality", "document_issuer"):
        number = number_of(str(value))
        return country_name(number) if number else str(value)
    if name == "chain_salt":
        return "shown"
    if name in ("birthdate", "document_expires"):
        return _day(str(value))
    return str(value)


def _day(text: str) -> str:
    """A day as people say it; what a document does not know of it is left out."""
    year, month, day = (int(part) for part in text.split("-"))
    parts = [str(day)] if day and 1 <= month <= 12 else []
    parts += [MONTHS[month - 1]] if 1 <= month <= 12 else []
    return " ".join((*parts, str(year)))
