"""Packages that somebody brings: what they hold is added up, and hostile ones are refused."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import Hand
from tests.flows.test_cap_format import BOB, CAROL, DAN, SALT, hand, packed, store
from wallet.base.errors import WalletError
from wallet.base.files import write_folder
from wallet.base.money import DOLLAR, SHARE
from wallet.books.cap_table import cap_table
from wallet.flows.cap_format_held import held_by, holder_named
from wallet.flows.cap_format_reading import (
    MOST_BYTES,
    MOST_FILES,
    parse_zip,
    read_package,
)
from wallet.flows.papers import write_stake_paper
from wallet.flows.taking_cap import zip_bytes

__all__ = ["hand", "store"]

Files = dict[str, bytes]


def issued(number: int, who: str, count: str, **more: Any) -> dict[str, Any]:
    return {
        "id": f"i{number}", "object_type": "TX_STOCK_ISSUANCE", "date": f"2020-01-{number:02d}",
        "security_id": f"s{number}", "custom_id": f"CS-{number}", "stakeholder_id": who,
        "stock_class_id": "c1", "security_law_exemptions": [], "quantity": count,
        "share_price": {"amount": "0.50", "currency": "USD"}, "stock_legend_ids": [], **more,
    }  # fmt: skip


def company(*transactions: dict[str, Any], **manifest: Any) -> Files:
    """A package of Northwind, whose holders are Ann and Ben."""
    people = [
        {"id": key, "object_type": "STAKEHOLDER", "name": {"legal_name": name},
         "stakeholder_type": "INDIVIDUAL", "tax_ids": [{"tax_id": "078-05-1120", "country": "US"}]}
        for key, name in (("ann", "Ann Example"), ("ben", "Ben Example"))
    ]  # fmt: skip
    classes = [{"id": "c1", "object_type": "STOCK_CLASS", "name": "Common"}]
    files = {
        "Stakeholders.ocf.json": {"file_type": "OCF_STAKEHOLDERS_FILE", "items": people},
        "Classes.ocf.json": {"file_type": "OCF_STOCK_CLASSES_FILE", "items": classes},
        "Tx.ocf.json": {"file_type": "OCF_TRANSACTIONS_FILE", "items": list(transactions)},
    }
    data = {name: json.dumps(value).encode() for name, value in files.items()}
    return {**data, "Manifest.ocf.json": manifest_of(data, **manifest)}


def manifest_of(data: Files, **changes: Any) -> bytes:
    named = {
        name: [{"filepath": f"./{name}", "md5": hashlib.md5(held).hexdigest()}]
        for name, held in data.items()
    }
    said = {
        "file_type": "OCF_MANIFEST_FILE", "ocf_version": "1.2.0", "as_of": "2026-01-01",
        "issuer": {"id": "n", "object_type": "ISSUER", "legal_name": "Northwind Sorting Ltd"},
        "stakeholders_files": named["Stakeholders.ocf.json"],
        "stock_classes_files": named["Classes.ocf.json"],
        "transactions_files": named["Tx.ocf.json"],
    }  # fmt: skip
    return json.dumps({**said, **changes}).encode()


def moved(number: int, count: str, became: str, rest: str = "") -> dict[str, Any]:
    made = {
        "id": f"t{number}", "object_type": "TX_STOCK_TRANSFER", "date": "2021-05-05",
        "security_id": f"s{number}", "quantity": count, "resulting_security_ids": [became],
    }  # fmt: skip
    return {**made, "balance_security_id": rest} if rest else made


def test_what_is_held_is_what_was_not_transferred(tmp_path: Path) -> None:
    files = company(
        issued(1, "ann", "1000"), issued(2, "ben", "500.5"), moved(1, "400", "s3", "s4"),
        issued(3, "ben", "400"), issued(4, "ann", "600", date="2021-05-05"),
        issued(5, "ann", "50", cost_basis={"amount": "12.345678", "currency": "USD"}),
    )  # fmt: skip
    write_folder(tmp_path / "package", files)
    package = read_package(tmp_path / "package")
    assert package.names() == (("ann", "Ann Example"), ("ben", "Ben Example"))
    ann = held_by(package, holder_named(package, " ann  EXAMPLE"))
    assert (ann.company, ann.units, ann.securities) == ("Northwind Sorting Ltd", 650, 2)
    assert ann.cost == 300 * DOLLAR + 12_345_678 and ann.unsure == ()
    assert ann.acquired == 1_577_836_800  # the rest is as old as what it is left of
    ben = held_by(package, "ben")
    assert ben.units == 900 and "part of a share" in ben.unsure[0]


def test_attestors_are_shown_no_more_than_what_is_theirs() -> None:
    package = parse_zip(zip_bytes(company(
        issued(1, "ann", "1000", comments=["Ben sold them"]), issued(2, "ben", "777"),
        moved(1, "400", "s3", "s4"), issued(3, "ben", "400"), issued(4, "ann", "600"),
    )))  # fmt: skip
    papers = held_by(package, "ann").package
    assert "Ben" not in papers and "ben" not in papers and "777" not in papers
    assert "078-05" not in papers and '"s3"' not in papers
    paper = write_stake_paper("Northwind", "gb-coh", "09812345", 600, 0, 1_600_000_000, papers)
    assert json.loads(paper.package)["issuer"]["legal_name"] == "Northwind Sorting Ltd"


def test_what_cannot_be_known_is_said_and_not_guessed() -> None:
    euros = {"amount": "1.00", "currency": "EUR"}
    split = {"id": "x", "object_type": "TX_STOCK_CLASS_SPLIT", "date": "2022-01-01"}
    package = parse_zip(zip_bytes(company(issued(1, "ann", "10", share_price=euros), split)))
    ann = held_by(package, "ann")
    assert ann.cost is None and len(ann.unsure) == 2
    for who, code in (("ben", "ocf.nothing"), ("carol", "ocf.nobody"), ("", "ocf.nobody")):
        with pytest.raises(WalletError) as caught:
            held_by(package, who)
        assert caught.value.code == code


def test_our_own_packages_are_read_back(hand: Hand) -> None:
    with hand.view(BOB) as view:
        files, _ = packed(view, SALT)
        table = cap_table(view, BOB)
    package = parse_zip(zip_bytes(files))
    assert table is not None
    units = {one.person.id: one.units // SHARE for one in table.holders}
    assert held_by(package, holder_named(package, "Carol Lindqvist")).units == units[CAROL]
    bob = held_by(package, holder_named(package, "Bob Okafor"))
    assert abs(bob.units - units[BOB]) <= 1
    assert DAN not in units or units[DAN] == 0


def wrapped(name: str, data: bytes) -> bytes:
    files = company(issued(1, "ann", "1"))
    files[name] = data
    if name != "Manifest.ocf.json":
        rest = {key: held for key, held in files.items() if key != "Manifest.ocf.json"}
        files["Manifest.ocf.json"] = manifest_of(rest)
    return zip_bytes(files)


def listed(path: str) -> bytes:
    return manifest_of(
        company(issued(1, "ann", "1")),
        stakeholders_files=[{"filepath": path, "md5": "0" * 32}],
    )


def bomb() -> bytes:
    return wrapped("Tx.ocf.json", b" " * (MOST_BYTES + 1))


def many() -> bytes:
    return zip_bytes({f"{number}": b"" for number in range(MOST_FILES + 1)})


def lzma() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("Manifest.ocf.json", "{}")
    return out.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"PK\x03\x04 and so on",
    "no manifest": lambda: zip_bytes({"a": b"1"}),
    "two manifests": lambda: zip_bytes({"Manifest.ocf.json": b"{}", "a/Manifest.ocf.json": b"{}"}),
    "no object": lambda: wrapped("Manifest.ocf.json", b"[]"),
    "deep": lambda: wrapped("Manifest.ocf.json", b"[" * 200_000),
    "outside": lambda: wrapped("Manifest.ocf.json", listed("../../etc/passwd")),
    "absolute": lambda: wrapped("Manifest.ocf.json", listed("/etc/passwd")),
    "altered": lambda: wrapped("Manifest.ocf.json", listed("Stakeholders.ocf.json")),
    "lacking": lambda: wrapped("Manifest.ocf.json", listed("Nobody.ocf.json")),
    "bomb": bomb,
    "many": many,
    "another packing": lzma,
    "no list": lambda: wrapped("Tx.ocf.json", b'{"items": {"a": 1}}'),
    "no objects": lambda: wrapped("Tx.ocf.json", b'{"items": [1]}'),
    "ids of lists": lambda: wrapped("Tx.ocf.json", b'{"items": [{"security_id": []}]}'),
    "no names": lambda: wrapped("Stakeholders.ocf.json", b'{"items": [{"id": "a"}]}'),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_packages_are_refused_in_words(what: str) -> None:
    with pytest.raises(WalletError) as caught:
        parse_zip(HOSTILE[what]())
    assert caught.value.code in ("ocf.garbage", "file.garbage") and caught.value.next_step


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": "-5"}, {"quantity": 5}, {"quantity": "1e9"}, {"quantity": "9" * 31},
        {"quantity": "9" * 30}, {"quantity": "0"}, {"date": "2020-13-01"}, {"date": "0001-01-01"},
        {"date": 5}, {"cost_basis": {"amount": [], "currency": "USD"}}, {"custom_id": "\ud800"},
    ],
)  # fmt: skip
def test_securities_that_make_no_sense_are_refused(changes: dict[str, Any]) -> None:
    package = parse_zip(zip_bytes(company(issued(1, "ann", "5", **changes))))
    with pytest.raises(WalletError) as caught:
        held_by(package, "ann")
    assert caught.value.code == "ocf.garbage"


def test_a_security_that_is_issued_twice_is_counted_in_no_sum() -> None:
    package = parse_zip(zip_bytes(company(issued(1, "ann", "5"), issued(1, "ann", "5"))))
    with pytest.raises(WalletError) as caught:
        held_by(package, "ann")
    assert "twice" in caught.value.sentence


def test_rests_that_go_in_a_circle_end() -> None:
    package = parse_zip(zip_bytes(company(
        issued(1, "ann", "5"), issued(2, "ann", "5"),
        {"id": "a", "object_type": "TX_OTHER", "security_id": "s1", "balance_security_id": "s2"},
        {"id": "b", "object_type": "TX_OTHER", "security_id": "s2", "balance_security_id": "s1"},
    )))  # fmt: skip
    assert held_by(package, "ann").units == 10


def test_a_folder_is_read_no_deeper_and_through_no_link(tmp_path: Path) -> None:
    files = company(issued(1, "ann", "1"))
    write_folder(tmp_path / "package", files)
    linked = tmp_path / "package" / "Tx.ocf.json"
    secret = tmp_path / "secret.json"
    secret.write_bytes(linked.read_bytes())
    linked.unlink()
    linked.symlink_to(secret)
    with pytest.raises(WalletError) as caught:
        read_package(tmp_path / "package")
    assert "lacks" in caught.value.sentence
    with pytest.raises(WalletError):
        read_package(tmp_path / "nowhere.zip")


@settings(max_examples=60)
@given(at=st.integers(0, 10_000), new=st.integers(0, 255), cut=st.integers(0, 10_000))
def test_any_damage_is_refused_or_read(at: int, new: int, cut: int) -> None:
    whole = bytearray(zip_bytes(company(issued(1, "ann", "5"), moved(1, "5", "s2"))))
    whole[at % len(whole)] = new
    for data in (bytes(whole), bytes(whole[: cut % len(whole)])):
        try:
            package = parse_zip(data)
            held_by(package, "ann")
        except WalletError as refused:
            assert refused.sentence


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=80)
@given(
    field=st.sampled_from([
        "object_type", "security_id", "stakeholder_id", "stock_class_id", "quantity", "date",
        "share_price", "cost_basis", "balance_security_id", "resulting_security_ids", "id",
    ]),
    value=VALUES,
)  # fmt: skip
def test_any_value_in_any_field_is_refused_or_read(field: str, value: Any) -> None:
    try:
        package = parse_zip(zip_bytes(company(issued(1, "ann", "5", **{field: value}))))
        held_by(package, "ann")
    except WalletError as refused:
        assert refused.sentence
