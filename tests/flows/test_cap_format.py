"""A cap table as a package: by the published schemas, whole, the same again, telling no more."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books.hand import CENT, DAY, Hand
from tests.books.test_disposals import sell
from tests.flows import cap_schemas
from wallet.base.errors import WalletError
from wallet.base.files import write_folder
from wallet.base.money import DOLLAR, SHARE
from wallet.books.cap_table import CapBook, cap_book, cap_table
from wallet.books.documents import Documents
from wallet.books.store import Store
from wallet.books.view import View
from wallet.flows.cap_format import FINEST, MANIFEST, NOWHERE, cap_package

ME, BOB, CAROL, DAN = 1, 2, 3, 4
SALT = bytes(range(32))
Files = dict[str, bytes]


@pytest.fixture
def hand(store: Store) -> Hand:
    """Bob's token: placed with two, sold between them and back, and a third given a part."""
    made = Hand(store)
    made.people(4)
    made.issue(CAROL, "Carol Lindqvist")
    made.issue(BOB, "Bob Okafor")
    made.place(BOB, ME, 1_000, 7 * CENT, 0, unlocks=made.at + 400 * DAY)
    made.place(BOB, ME, 2_000, 9 * CENT, 1)
    made.place(BOB, CAROL, 500, 9 * CENT)
    assert sell(made, BOB, ME, DAN, 777 * SHARE + 13, 11 * CENT)
    assert sell(made, BOB, DAN, BOB, 77 * SHARE + 5, 12 * CENT)
    assert sell(made, BOB, DAN, CAROL, 700 * SHARE + 8, 12 * CENT, 1)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Any:
    made = Store(tmp_path / "books.sqlite", "test")
    yield made
    made.close()


def packed(view: View, salt: bytes = SALT) -> tuple[Files, CapBook]:
    book = cap_book(view, BOB)
    assert book is not None
    return cap_package(book, salt, view.now), book


def items(files: Files, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[f"{name}.ocf.json"])["items"]
    return found


def outstanding(files: Files) -> dict[str, Decimal]:
    """What each stakeholder holds, by the format's own rules: issued, and not transferred since."""
    issued: dict[str, dict[str, Any]] = {}
    gone: set[str] = set()
    named: set[str] = set()
    for one in items(files, "Transactions"):
        if one["object_type"] == "TX_STOCK_ISSUANCE":
            assert one["security_id"] not in issued
            issued[one["security_id"]] = one
            continue
        assert one["security_id"] in issued and one["security_id"] not in gone
        gone.add(one["security_id"])
        after = [*one["resulting_security_ids"]]
        after += [one["balance_security_id"]] if "balance_security_id" in one else []
        named |= set(after)
    first, *_ = items(files, "Transactions")
    assert named == set(issued) - {first["security_id"]}
    held: dict[str, Decimal] = {}
    for key, one in issued.items():
        if key not in gone:
            who = one["stakeholder_id"]
            held[who] = held.get(who, Decimal(0)) + Decimal(one["quantity"])
    return held


def conserved(files: Files) -> None:
    """No transfer makes or loses a share."""
    issued = {
        one["security_id"]: Decimal(one["quantity"])
        for one in items(files, "Transactions")
        if one["object_type"] == "TX_STOCK_ISSUANCE"
    }
    for one in items(files, "Transactions"):
        if one["object_type"] == "TX_STOCK_TRANSFER":
            (became,) = one["resulting_security_ids"]
            rest = issued.get(one.get("balance_security_id", ""), Decimal(0))
            assert issued[one["security_id"]] == Decimal(one["quantity"]) + rest
            assert issued[became] == Decimal(one["quantity"])


def test_what_is_held_is_what_the_cap_table_says(hand: Hand) -> None:
    with hand.view(BOB) as view:
        files, book = packed(view)
        table = cap_table(view, BOB)
    conserved(files)
    held = outstanding(files)
    assert table is not None and sum(held.values()) == 10_000_000
    ids = dict(zip(book.people, [one["id"] for one in items(files, "Stakeholders")], strict=True))
    for one in table.holders:
        off = held.pop(ids[one.person.id]) - Decimal(one.units) / SHARE
        assert abs(off) < 10 * Decimal(FINEST) / SHARE
    assert not held


STEPS = st.lists(
    st.tuples(st.sampled_from([ME, CAROL, DAN, BOB]), st.integers(1, 3 * 10**21)), max_size=9
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_whatever_is_sold_every_share_is_in_one_hand(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    store = Store(tmp_path_factory.mktemp("books") / "books.sqlite", "test")
    hand = Hand(store)
    hand.people(4)
    hand.issue(BOB, "Bob")
    hand.place(BOB, ME, 3_000, CENT)
    hand.place(BOB, CAROL, 3_000, 2 * CENT)
    for place, (who, units) in enumerate(steps):
        seller = ME if who == CAROL else CAROL
        sell(hand, BOB, seller, who, units, 3 * CENT, 50 + place)
    with hand.view(BOB) as view:
        files, _ = packed(view)
    conserved(files)
    assert sum(outstanding(files).values()) == 10_000_000
    store.close()


@cap_schemas.NEEDED
def test_every_file_is_valid_by_its_published_schema(hand: Hand) -> None:
    with hand.view(BOB) as view:
        files, _ = packed(view)
    kinds = {cap_schemas.check(data)["file_type"] for data in files.values()}
    assert kinds == set(cap_schemas.FILES)
    # The schemas can refuse: they reach into the objects of a file.
    said = json.loads(files["Transactions.ocf.json"])
    said["items"][0]["quantity"] = 5
    with pytest.raises(jsonschema.ValidationError):
        cap_schemas.check(json.dumps(said).encode())


def test_the_manifest_names_every_file_with_its_sum(hand: Hand) -> None:
    with hand.view(BOB) as view:
        files, _ = packed(view)
    manifest = json.loads(files[MANIFEST])
    named = [one for key, held in manifest.items() if key.endswith("_files") for one in held]
    assert {one["filepath"] for one in named} == set(files) - {MANIFEST}
    for one in named:
        assert hashlib.md5(files[one["filepath"]]).hexdigest() == one["md5"]
    assert manifest["issuer"]["country_of_formation"] == NOWHERE


def test_only_display_names_go_out(hand: Hand) -> None:
    labels = {ME: "My neighbour Ingrid"}
    with hand.view(BOB) as view:
        object.__setattr__(view, "labels", labels)
        assert view.name_of(ME) == "My neighbour Ingrid"
        files, book = packed(view)
    told = b"".join(files.values()).decode()
    names = [one["name"]["legal_name"] for one in items(files, "Stakeholders")]
    assert names == ["Bob Okafor", "Holder 1", "Carol Lindqvist", "Holder 3"]
    assert "Ingrid" not in told and "Person" not in told and "0x" not in told
    with hand.store.reading() as tables:
        for event in tables.rows("SELECT tx, at FROM event"):
            assert event["tx"] not in told and str(event["at"]) not in told
    assert book.person.id == BOB


def test_ids_are_the_same_again_and_strange_to_others(hand: Hand) -> None:
    with hand.view(BOB) as view:
        first, _ = packed(view)
        other, _ = packed(view, bytes(32))
    assert sell(hand, BOB, CAROL, DAN, 5 * SHARE, CENT, 9)
    with hand.view(BOB) as view:
        later, _ = packed(view)
    before, after = items(first, "Transactions"), items(later, "Transactions")
    assert after[: len(before)] == before and len(after) > len(before)
    assert items(later, "Stakeholders") == items(first, "Stakeholders")
    mine = {one["id"] for name in ("Transactions", "Stakeholders") for one in items(first, name)}
    theirs = {one["id"] for name in ("Transactions", "Stakeholders") for one in items(other, name)}
    assert not mine & theirs and len(mine) == len(theirs)


def test_the_salt_is_kept_and_comes_back_from_a_backup(tmp_path: Path) -> None:
    here, there = Documents(tmp_path / "a.sqlite"), Documents(tmp_path / "b.sqlite")
    salt = here.salt_for("cap table of 2")
    assert len(salt) == 32 and here.salt_for("cap table of 2") == salt
    assert here.salt_for("cap table of 3") != salt
    there.take_in(here.export())
    assert there.salt_for("cap table of 2") == salt
    there.keep("salt", "x", {"salt": "zz"})
    with pytest.raises(WalletError):
        there.salt_for("x")
    here.close()
    there.close()


def test_a_folder_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    target = tmp_path / "package"
    write_folder(target, {"a": b"1", "b": b"2"})
    assert sorted(one.name for one in target.iterdir()) == ["a", "b"]
    with pytest.raises(WalletError) as there:
        write_folder(target, {"a": b"3"})
    assert there.value.code == "file.there" and (target / "a").read_bytes() == b"1"
    with pytest.raises(WalletError):
        write_folder(tmp_path / "half", {"a": b"1", "nowhere/b": b"2"})
    assert [one.name for one in tmp_path.iterdir()] == ["package"]


def test_prices_and_lock_ups_are_said(hand: Hand) -> None:
    with hand.view(BOB) as view:
        files, _ = packed(view)
    made = [
        one for one in items(files, "Transactions")
        if one["object_type"] == "TX_STOCK_ISSUANCE" and one["quantity"] == "1000"
    ]  # fmt: skip
    (first,) = made
    assert first["share_price"] == {"amount": "0.07", "currency": "USD"}
    assert first["cost_basis"]["amount"] == f"{70 * DOLLAR // DOLLAR}.00"
    assert len(first["stock_legend_ids"]) == 2
    assert first["comments"][0].startswith("Locked until 20")
