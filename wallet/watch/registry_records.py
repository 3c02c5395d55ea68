"""What registers say of a company, from the exports that an attestor brings.

Read are: Companies House (the bulk table, and the answers of its interface: profile, officers),
GLEIF (the golden copy as a table or JSON, and one record of its interface), and the SEC (company
facts, submissions, the list of tickers). Sources of the field names: the three registers' own
descriptions of their data. Whatever a file does not say stays unsaid; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.watch.identifiers import checked_number
from wallet.watch.registry_search import Found, Progress, Stop, search

MOST_TEXT: Final = 200
MOST_NAMES: Final = 20
MOST_OFFICERS: Final = 200


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """What one export says: `active` None where it does not say; dates as it writes them.

    `names` has the present name first, then former ones. `shares` are all shares of the company
    at the date `shares_at`. `identifiers` are its numbers by scheme.
    """

    source: str
    names: tuple[str, ...] = ()
    status: str = ""
    active: bool | None = None
    identifiers: Mapping[str, str] | None = None
    founded: str = ""
    ended: str = ""
    shares: int | None = None
    shares_at: str = ""
    classes: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()


def look_up(
    path: Path,
    scheme: str,
    number: str,
    progress: Progress = lambda done, of: None,
    stop: Stop = lambda: False,
) -> RegistryRecord | None:
    """What a file says of a company; None where it is not in it, or the search was stopped.

    Raises WalletError (`registry.*`).
    """
    kept: list[RegistryRecord] = []

    def take(found: Found) -> bool:
        for read in _READERS:
            record = read(found)
            if record is not None and (record.identifiers or {}).get(scheme) == number:
                kept.append(record)
                return True
        return False

    search(path, needles(scheme, number), take, progress, stop)
    return kept[0] if kept else None


def needles(scheme: str, number: str) -> tuple[bytes, ...]:
    """How a number may be written in a file, as bytes."""
    forms = [number]
    if scheme == "us-cik":
        short = number.lstrip("0") or "0"
        forms += [f'"cik":{short}', f'"cik": {short}', f'"cik_str":{short}', f'"cik":"{short}"',
                  f'"cik_str": {short}']  # fmt: skip
    elif scheme == "us-ein":
        forms.append(f"{number[:2]}-{number[2:]}")
    elif scheme == "de-hrb":
        forms.append(" ".join(number.split()[-2:]))
    elif scheme == "fr-siren":
        forms.append(" ".join((number[:3], number[3:6], number[6:])))
    return tuple(dict.fromkeys(form.encode() for form in forms))


def text_of(value: object) -> str:
    """A text of a record: one line, not too long; empty for anything else."""
    if isinstance(value, Mapping):
        value = value.get("$", value.get("name", ""))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    tidy = " ".join(str(value).split())
    return "".join(sign for sign in tidy if sign.isprintable())[:MOST_TEXT]


def _companies_house_row(found: Found) -> RegistryRecord | None:
    if "CompanyName" not in found or "CompanyNumber" not in found:
        return None
    former = [found.get(f"PreviousName_{n}.CompanyName") for n in range(1, 11)]
    return RegistryRecord(
        "Companies House",
        _names(found["CompanyName"], former),
        text_of(found.get("CompanyStatus")),
        _active(text_of(found.get("CompanyStatus"))),
        _numbers(("gb-coh", found["CompanyNumber"])),
        text_of(found.get("IncorporationDate")),
        text_of(found.get("DissolutionDate")),
    )


def _companies_house_profile(found: Found) -> RegistryRecord | None:
    if "company_number" not in found or "company_name" not in found:
        return None
    former = [text_of(_map(one).get("name")) for one in _list(found.get("previous_company_names"))]
    return RegistryRecord(
        "Companies House",
        _names(found["company_name"], former),
        text_of(found.get("company_status")),
        _active(text_of(found.get("company_status"))),
        _numbers(("gb-coh", found["company_number"])),
        text_of(found.get("date_of_creation")),
        text_of(found.get("date_of_cessation")),
    )


_OFFICERS: Final = re.compile(r"/company/([A-Z0-9]{8})/officers")


def _companies_house_officers(found: Found) -> RegistryRecord | None:
    """The list of officers, which has the company's number in its own link alone."""
    match = _OFFICERS.match(text_of(_map(found.get("links")).get("self")))
    items = [_map(one) for one in _list(found.get("items"))[:MOST_OFFICERS]]
    if match is None or not any("officer_role" in one for one in items):
        return None
    serving = [text_of(one.get("name")) for one in items if not one.get("resigned_on")]
    return RegistryRecord(
        "Companies House, officers",
        identifiers=_numbers(("gb-coh", match[1])),
        officers=tuple(filter(None, serving)),
    )


def _gleif_row(found: Found) -> RegistryRecord | None:
    if "LEI" not in found or "Entity.LegalName" not in found:
        return None
    return _gleif(
        found["LEI"],
        found["Entity.LegalName"],
        found.get("Entity.EntityStatus"),
        found.get("Entity.RegistrationAuthority.RegistrationAuthorityEntityID"),
        found.get("Entity.LegalJurisdiction"),
        found.get("Entity.EntityCreationDate"),
    )


def _gleif_record(found: Found) -> RegistryRecord | None:
    """One record of the golden copy in JSON."""
    entity = _map(found.get("Entity"))
    if "LEI" not in found or "LegalName" not in entity:
        return None
    authority = _map(entity.get("RegistrationAuthority"))
    return _gleif(
        found["LEI"],
        entity["LegalName"],
        entity.get("EntityStatus"),
        authority.get("RegistrationAuthorityEntityID"),
        entity.get("LegalJurisdiction"),
        entity.get("EntityCreationDate"),
    )


def _gleif_answer(found: Found) -> RegistryRecord | None:
    """One record of GLEIF's interface: an object with `attributes`."""
    attributes = _map(found.get("attributes"))
    entity = _map(attributes.get("entity"))
    if "lei" not in attributes or "legalName" not in entity:
        return None
    return _gleif(
        attributes["lei"],
        entity["legalName"],
        entity.get("status"),
        entity.get("registeredAs"),
        entity.get("jurisdiction"),
        entity.get("creationDate"),
    )


_BY_COUNTRY: Final = {"GB": "gb-coh", "FR": "fr-siren", "US-DE": "us-de", "CH": "ch-uid"}


def _gleif(
    lei: object, name: object, status: object, local: object, country: object, since: object
) -> RegistryRecord:
    own = _BY_COUNTRY.get(text_of(country).upper(), "")
    return RegistryRecord(
        "GLEIF",
        _names(name, ()),
        text_of(status).lower(),
        _active(text_of(status)),
        _numbers(("lei", text_of(lei)), (own, text_of(local))),
        text_of(since)[:10],
    )


def _sec(found: Found) -> RegistryRecord | None:
    name = found.get("entityName", found.get("name", found.get("title")))
    number = found.get("cik", found.get("cik_str"))
    if name is None or number is None:
        return None
    former = [text_of(_map(one).get("name")) for one in _list(found.get("formerNames"))]
    record = RegistryRecord(
        "SEC",
        _names(name, former),
        text_of(found.get("entityType")),
        None,
        _numbers(("us-cik", text_of(number)), ("us-ein", text_of(found.get("ein")))),
    )
    return _with_shares(record, found)


def _with_shares(record: RegistryRecord, found: Found) -> RegistryRecord:
    """The newest number of shares that company facts have, and the classes that are listed."""
    facts = _map(
        _map(_map(found.get("facts")).get("dei")).get("EntityCommonStockSharesOutstanding")
    )
    rows = [_map(one) for one in _list(_map(facts.get("units")).get("shares"))]
    counted = [(text_of(one.get("end")), one.get("val")) for one in rows]
    whole = [(end, val) for end, val in counted if type(val) is int and 0 < val < 2**96 and end]
    tickers = tuple(
        filter(None, (text_of(one) for one in _list(found.get("tickers"))[:MOST_NAMES]))
    )
    if not whole:
        return replace(record, classes=tickers)
    end, val = max(whole, key=lambda one: one[0])
    return replace(record, shares=int(val), shares_at=end, classes=tickers)


_READERS: Final[Sequence[Callable[[Found], RegistryRecord | None]]] = (
    _companies_house_row,
    _companies_house_profile,
    _companies_house_officers,
    _gleif_row,
    _gleif_record,
    _gleif_answer,
    _sec,
)


def _names(name: object, former: Sequence[object]) -> tuple[str, ...]:
    every = [text_of(name), *(text_of(one) for one in former[:MOST_NAMES])]
    return tuple(dict.fromkeys(one for one in every if one))


def _numbers(*said: tuple[str, object]) -> dict[str, str]:
    """Numbers by scheme in the one way in which they are written; none for what is no number."""
    found: dict[str, str] = {}
    for scheme, number in said:
        try:
            if scheme:
                found[scheme] = checked_number(scheme, text_of(number))
        except WalletError:
            continue  # what is no number names no company
    return found


def _active(status: str) -> bool | None:
    """Whether a status means that the company exists; None where it does not say."""
    plain = status.casefold()
    if plain in ("active", "open", "issued", "registered"):
        return True
    ended = ("dissolv", "inactive", "liquidat", "closed", "removed", "converted", "strike", "cease")
    return False if any(word in plain for word in ended) else None


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
