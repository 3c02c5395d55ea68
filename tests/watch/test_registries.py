"""Registry exports as they are published, what is said of them, and files that are no export."""

from __future__ import annotations

import json
import random
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.watch.registry_compare import (
    DIFFERS,
    SAME,
    SILENT,
    Declared,
    compare_with,
    plain_name,
    seconds,
)
from wallet.watch.registry_records import RegistryRecord, look_up
from wallet.watch.registry_search import MOST_HITS, PIECE, partial_object

LEI = "213800KUD8LAJWSQ9D15"
HEAD = (
    "CompanyName, CompanyNumber,RegAddress.CareOf,CompanyCategory,CompanyStatus,CountryOfOrigin,"
    "DissolutionDate,IncorporationDate,PreviousName_1.CONDATE, PreviousName_1.CompanyName\n"
)
ROW = (
    '"NORTHWIND SORTING LIMITED","09812345","","Private Limited Company","Active",'
    '"United Kingdom","","07/10/2015","01/02/2016","NORTH, WIND & SONS LTD"\n'
)
PROFILE = {
    "company_name": "NORTHWIND SORTING LIMITED",
    "company_number": "09812345",
    "company_status": "dissolved",
    "date_of_creation": "2015-10-07",
    "date_of_cessation": "2025-03-01",
    "type": "ltd",
    "links": {"self": "/company/09812345"},
}
OFFICERS = {
    "items": [
        {"name": "MOREAU, Alice", "officer_role": "director", "appointed_on": "2015-10-07"},
        {"name": "GONE, Person", "officer_role": "director", "resigned_on": "2020-01-01"},
    ],
    "links": {"self": "/company/09812345/officers"},
    "total_results": 2,
}
GLEIF_ANSWER = {
    "data": {
        "type": "lei-records",
        "id": LEI,
        "attributes": {
            "lei": LEI,
            "entity": {
                "legalName": {"name": "Northwind Sorting Ltd", "language": "en"},
                "status": "ACTIVE",
                "registeredAs": "09812345",
                "jurisdiction": "GB",
                "creationDate": "2015-10-07T00:00:00Z",
            },
            "registration": {"status": "ISSUED"},
        },
    }
}
GLEIF_COPY = {
    "LEI": {"$": LEI},
    "Entity": {
        "LegalName": {"@xml:lang": "en", "$": "Northwind Sorting Ltd"},
        "LegalJurisdiction": {"$": "GB"},
        "RegistrationAuthority": {
            "RegistrationAuthorityID": {"$": "RA000585"},
            "RegistrationAuthorityEntityID": {"$": "09812345"},
        },
        "EntityStatus": {"$": "ACTIVE"},
    },
}
GLEIF_ROW = (
    '"LEI","Entity.LegalName","Entity.LegalJurisdiction","Entity.EntityStatus",'
    '"Entity.RegistrationAuthority.RegistrationAuthorityEntityID"\n'
    f'"{LEI}","Northwind Sorting Ltd","GB","ACTIVE","09812345"\n'
)
FACTS = {
    "cik": 320193,
    "entityName": "Northwind Inc.",
    "facts": {
        "dei": {
            "EntityCommonStockSharesOutstanding": {
                "label": "Shares",
                "units": {
                    "shares": [
                        {"end": "2024-10-18", "val": 900_000, "form": "10-K"},
                        {"end": "2025-10-17", "val": 1_000_000, "form": "10-K"},
                    ]
                },
            }
        },
        "us-gaap": {f"Fact{n}": {"units": {"USD": [{"val": n}] * 40}} for n in range(2_000)},
    },
}
SUBMISSIONS = {
    "cik": "0000320193",
    "entityType": "operating",
    "name": "Northwind Inc.",
    "tickers": ["NWND"],
    "ein": "942404110",
    "formerNames": [{"name": "NORTH WIND COMPUTER INC", "from": "2001", "to": "2007"}],
    "filings": {"recent": {"form": ["10-K"] * 200_000}},
}
MINE = Declared("Northwind Sorting Ltd", "gb-coh", "09812345", 1_000_000, 1_700_000_000, "Alice")
Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(data: bytes) -> Path:
        path = tmp_path / "export"
        path.write_bytes(data)
        return path

    return put


def crowd(count: int) -> str:
    """Rows of other companies, some with words that look like numbers."""
    chance = random.Random(7)
    rows = (
        f'"COMPANY {n}, ""THE"" LTD","{chance.randrange(10**7):08d}","","Ltd","Active","UK","",'
        f'"01/01/2000","",""\n'
        for n in range(count)
    )
    return "".join(rows)


@pytest.mark.parametrize("after", [0, 20_000])
@pytest.mark.parametrize("before", [0, 20_000])
def test_a_row_of_the_bulk_table_is_found_anywhere(write: Write, before: int, after: int) -> None:
    path = write((HEAD + crowd(before) + ROW + crowd(after)).encode())
    record = look_up(path, "gb-coh", "09812345")
    assert record is not None
    assert record.names == ("NORTHWIND SORTING LIMITED", "NORTH, WIND & SONS LTD")
    assert (record.status, record.active, record.founded) == ("Active", True, "07/10/2015")


@pytest.mark.parametrize(
    ("data", "scheme", "number", "source"),
    [
        (json.dumps(PROFILE), "gb-coh", "09812345", "Companies House"),
        (json.dumps(OFFICERS, indent=2), "gb-coh", "09812345", "Companies House, officers"),
        (json.dumps(GLEIF_ANSWER), "lei", LEI, "GLEIF"),
        (json.dumps(GLEIF_ANSWER), "gb-coh", "09812345", "GLEIF"),
        (json.dumps({"records": [GLEIF_COPY] * 3}), "lei", LEI, "GLEIF"),
        (GLEIF_ROW, "lei", LEI, "GLEIF"),
        (json.dumps(FACTS), "us-cik", "0000320193", "SEC"),
        (json.dumps(SUBMISSIONS), "us-cik", "0000320193", "SEC"),
        (json.dumps(SUBMISSIONS), "us-ein", "942404110", "SEC"),
        (json.dumps({"0": {"cik_str": 320193, "ticker": "N", "title": "Northwind Inc."}}),
         "us-cik", "0000320193", "SEC"),
    ],
)  # fmt: skip
def test_each_form_of_export_is_read(
    write: Write, data: str, scheme: str, number: str, source: str
) -> None:
    record = look_up(write(data.encode()), scheme, number)
    assert record is not None and record.source == source
    assert record.officers == (("MOREAU, Alice",) if "officers" in source else ())
    if "Facts" in data or '"dei"' in data:
        assert (record.shares, record.shares_at) == (1_000_000, "2025-10-17")


def test_an_archive_is_searched_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("BasicCompanyData.csv", HEAD + crowd(5_000) + ROW)
    record = look_up(path, "gb-coh", "09812345")
    assert record is not None and record.active
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(WalletError):
        look_up(_broken(path), "gb-coh", "00000000")


def _broken(path: Path) -> Path:
    """An archive whose list is whole and whose content is not."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", crowd(3_000))
    data = bytearray(path.read_bytes())
    data[2_000:2_050] = b"\xff" * 50
    path.write_bytes(data)
    return path


def test_fields_are_held_against_the_register(write: Write) -> None:
    record = look_up(write((HEAD + ROW).encode()), "gb-coh", "09812345")
    assert record is not None
    verdicts = {line.label: line.verdict for line in compare_with(MINE, record)}
    assert verdicts == {
        "Number in Companies House (United Kingdom)": SAME,
        "Name": SAME,
        "It exists": SAME,
        "Shares were got after it began": SAME,
        "Shares": SILENT,
        "Classes of shares": SILENT,
        "Officers": SILENT,
    }


@pytest.mark.parametrize(
    ("declared", "record", "label", "verdict"),
    [
        (MINE, RegistryRecord("x", ("Harbour Ltd",)), "Name", DIFFERS),
        (MINE, RegistryRecord("x", ("Harbour", "Northwind Sorting Limited")), "Name", SAME),
        (MINE, RegistryRecord("x", status="dissolved", active=False), "It exists", DIFFERS),
        (replace(MINE, closed_at=seconds("2025-02-01") or 0),
         RegistryRecord("x", status="dissolved", active=False, ended="2025-03-01"),
         "It existed when it was sold", SAME),
        (replace(MINE, closed_at=seconds("2025-04-01") or 0),
         RegistryRecord("x", status="dissolved", active=False, ended="2025-03-01"),
         "It existed when it was sold", DIFFERS),
        (replace(MINE, acquired_at=DAY), RegistryRecord("x", founded="07/10/2015"),
         "Shares were got after it began", DIFFERS),
        (MINE, RegistryRecord("x", shares=999_999), "Shares, of all there are", DIFFERS),
        (MINE, RegistryRecord("x", officers=("MOREAU, Alice",)), "Officers", SAME),
        (MINE, RegistryRecord("x", officers=("WEBER, Jonas",)), "Officers", SILENT),
        (MINE, RegistryRecord("x", identifiers={"gb-coh": "1"}),
         "Number in Companies House (United Kingdom)", DIFFERS),
    ],
)  # fmt: skip
def test_a_difference_is_named(
    declared: Declared, record: RegistryRecord, label: str, verdict: str
) -> None:
    assert {one.label: one.verdict for one in compare_with(declared, record)}[label] == verdict


def test_names_are_compared_as_people_mean_them() -> None:
    assert plain_name("Société & Co. Limited") == plain_name("SOCIETE AND COMPANY LTD")
    assert plain_name("Northwind") != plain_name("Northwing")


def test_a_huge_file_is_read_with_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    block = crowd(20_000).encode()
    with path.open("wb") as file:
        file.write(HEAD.encode())
        for _ in range(64):
            file.write(block)
        file.write(ROW.encode())
    heard: list[tuple[int, int]] = []
    began = time.monotonic()
    assert look_up(path, "gb-coh", "09812345", lambda done, of: heard.append((done, of)))
    assert time.monotonic() - began < 10
    assert heard[-1][0] == heard[-1][1] == path.stat().st_size > 64 * PIECE
    assert look_up(path, "gb-coh", "09812345", stop=lambda: len(heard) > 0) is None


HOSTILE = {
    "nothing": b"",
    "zeros": b"\0" * 3_000_000,
    "the number alone": b"09812345",
    "the number on and on": b"09812345" * 400_000,
    "open braces": b'{"a":' * 300_000 + b'"09812345"',
    "open lists": b'{"a":' + b"[" * 500_000 + b'"09812345"',
    "a line without end": HEAD.encode() + b'"' + b"x" * 5_000_000 + b'09812345"',
    "a table of one column": b"CompanyNumber\n09812345\n",
    "another kind": json.dumps({"company_number": "09812345"}).encode(),
    "not of its kind": json.dumps({**PROFILE, "company_name": {"a": [1]}}).encode(),
    "an endless number": b'{"cik":' + b"9" * 400_000 + b',"n":"09812345","company_name":"x"}',
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_no_export_says_nothing_or_is_refused(write: Write, name: str) -> None:
    began = time.monotonic()
    try:
        record = look_up(write(HOSTILE[name]), "gb-coh", "09812345")
    except WalletError as error:
        assert error.code.startswith("registry.")
    else:
        assert record is None or not record.names
    assert time.monotonic() - began < 20, "a hostile file takes too long"


def test_a_missing_file_is_said_to_be(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(WalletError) as refused:
            look_up(path, "gb-coh", "09812345")
        assert refused.value.code == "registry.read"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_around_the_number_end_well(write: Write, before: bytes, after: bytes) -> None:
    try:
        look_up(write(before + b"09812345" + after), "gb-coh", "09812345")
    except WalletError:
        pass


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner,
                                                                max_size=4),
    max_leaves=12,
), st.integers(0, 200))  # fmt: skip
def test_a_whole_object_is_read_whole_and_a_cut_one_in_part(value: object, cut: int) -> None:
    text = json.dumps({"a": value, "b": {"c": value}})
    found, end, whole = partial_object(text, 0)
    assert whole and end == len(text) and found == json.loads(text)
    part, _, whole = partial_object(text[: min(cut, len(text) - 1)], 0)
    assert not whole and set(part) <= {"a", "b"}
    assert MOST_HITS > 0
