"""The verifier's folder and the chip's files: read within limits, named where they are no use."""

from __future__ import annotations

import io
import json
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from asn1crypto import pem
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.identity.documents import NOW, Country, dg1, td3
from wallet.base.errors import WalletError
from wallet.identity.mrz import read_zone
from wallet.identity.passport.chip import Chip, read_chip, unpack_chip
from wallet.identity.passport.der import MOST_DEPTH, bounded
from wallet.identity.passport.folder import Kept, read_folder, read_master_list, read_trust
from wallet.identity.passport.outcome import Forged, Outcome, Stopped, Unchecked
from wallet.identity.passport.passive import authenticate

COUNTRY = Country()
CHIP = COUNTRY.chip()
TRUSTED = (COUNTRY.authority().dump(), COUNTRY.master_list(), COUNTRY.revoked(1, 2, 3))
ZONE = read_zone("\n".join((td3()[:44], td3()[44:])), date(2026, 11, 28))
KEPT = Kept(read_trust(COUNTRY.authority().dump())[0])


def test_a_folder_holds_every_kind_and_names_what_cannot_be_used(tmp_path: Path) -> None:
    belgium = Country(letters="BE")
    (tmp_path / "nl.cer").write_bytes(COUNTRY.authority().dump())
    (tmp_path / "be.pem").write_bytes(pem.armor("CERTIFICATE", belgium.authority().dump()))
    (tmp_path / "nl.crl").write_bytes(COUNTRY.revoked(99))
    (tmp_path / "all.ml").write_bytes(COUNTRY.master_list(Country(letters="FR").authority()))
    (tmp_path / "broken.der").write_bytes(b"no certificate")
    (tmp_path / "notes.txt").write_text("not looked at", encoding="utf-8")
    kept = read_folder(tmp_path)
    assert kept.countries == ("BE", "FR", "NL")
    assert len(kept.certificates) == 3, "the same certificate twice is one"
    assert len(kept.lists) == 1
    assert [one.partition(":")[0] for one in kept.problems] == ["broken.der"]
    assert authenticate(CHIP, kept, NOW).genuine


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(WalletError, match="cannot be read"):
        read_folder(tmp_path / "nowhere")
    (tmp_path / "a.cer").mkdir()
    assert len(read_folder(tmp_path).problems) == 1


def test_a_master_list_that_was_changed_is_refused() -> None:
    data = COUNTRY.master_list()
    assert len(read_master_list(data)) == 1
    inside = COUNTRY.authority().dump()
    at = data.index(inside) + len(inside) - 4
    with pytest.raises(Forged):
        read_master_list(COUNTRY.master_list(signature=COUNTRY.signs.sign(b"another list")))
    with pytest.raises(Forged):
        read_master_list(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_a_chip_comes_as_a_folder_or_a_zip(tmp_path: Path) -> None:
    files = {"EF_SOD.bin": CHIP.sod, "EF.COM": CHIP.com, "photo.jpg": b"x"}
    files |= {f"DG{number}.bin": data for number, data in CHIP.groups.items()}
    (tmp_path / "chip.zip").write_bytes(packed(**{f"chip/{k}": v for k, v in files.items()}))
    folder = tmp_path / "chip"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    assert read_chip(folder) == read_chip(tmp_path / "chip.zip") == CHIP
    (folder / "sod").write_bytes(b"another")
    with pytest.raises(WalletError, match="two different files called SOD"):
        read_chip(folder)


def test_a_zip_that_swells_is_not_unpacked() -> None:
    with pytest.raises(WalletError, match="more in this file"):
        unpack_chip(packed(sod=bytes(40_000_000), dg1=b"a"))
    with pytest.raises(WalletError, match="missing"):
        unpack_chip(packed(sod=b"a"))


def test_what_is_nested_or_endless_is_bounded() -> None:
    deep = b""
    for _ in range(MOST_DEPTH + 1):
        deep = (
            b"\x30"
            + (bytes([len(deep)]) if len(deep) < 128 else b"\x81" + bytes([len(deep)]))
            + deep
        )
    for data, code in (
        (deep, "deep"),
        (b"\x30\x80\x00\x00", "length"),
        (b"\x30\x05\x01", "cut"),
        (b"\x30\x84\xff\xff\xff\xff", "cut"),
        (b"\x30\x00\x00", "more"),
        (b"\x30\x83\x00\x9c\x40" + b"\x05\x00" * 20_000, "elements"),
        (b"\x30\x0a\x30\x02\x04\x03" + bytes(6), "cut"),
        (b"", "cut"),
        (b"\x1f\xff", "cut"),
        (b"\x30\x03\x04\x05\x00", "cut"),
    ):
        with pytest.raises(Unchecked) as caught:
            bounded(data, 50_000, "It")
        assert caught.value.code == code, data[:8]


MARRED = st.lists(st.tuples(st.integers(0, len(CHIP.sod) - 1), st.binary(max_size=4)), max_size=4)


@settings(max_examples=400)
@given(MARRED, st.booleans())
def test_a_marred_signed_file_is_answered_and_never_genuine(
    changes: list[tuple[int, bytes]], grow: bool
) -> None:
    sod = CHIP.sod
    for at, put in changes:
        sod = sod[:at] + put + sod[at if grow else at + len(put) :]
    found = authenticate(replace(CHIP, sod=sod), KEPT, NOW)
    # Some bytes around what is signed are not signed themselves: they may change nothing else.
    assert found.outcome is not Outcome.GENUINE or found.zone == ZONE
    assert found.sentence.endswith(".")


@settings(max_examples=200)
@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_bytes_are_answered(data: bytes, zone: bytes) -> None:
    assert not authenticate(Chip(data, {1: data}, data), KEPT, NOW).genuine
    odd = COUNTRY.chip(groups={1: b"\x61" + bytes([len(zone)]) + zone})
    assert not authenticate(odd, KEPT, NOW).genuine
    for read in (read_trust, unpack_chip):
        with pytest.raises((Stopped, WalletError)):
            read(data)


@settings(max_examples=200)
@given(st.integers(0, 900), st.integers(0, 255))
def test_a_marred_certificate_or_list_is_answered(at: int, put: int) -> None:
    for whole in TRUSTED:
        place = at % len(whole)
        try:
            certificates, lists = read_trust(whole[:place] + bytes([put]) + whole[place + 1 :])
            found = authenticate(CHIP, Kept(certificates, lists), NOW)
            assert found.sentence.endswith(".")
        except Stopped as refused:
            assert refused.sentence.endswith(".")


def test_the_largest_file_is_answered_at_once() -> None:
    heavy = b"\x77\x83\x01\xff\xf0" + b"\x30\x82\x01\x00" * 32_764
    begun = time.process_time()
    for sod in (heavy, bytes(131_072), b"\x77" + b"\xff" * 131_000):
        assert not authenticate(replace(CHIP, sod=sod), KEPT, NOW).genuine
    assert time.process_time() - begun < 1


def test_a_verdict_on_an_altered_chip_tells_nothing_of_its_holder() -> None:
    other = authenticate(replace(CHIP, groups={1: dg1() + b"x"}), KEPT, NOW)
    assert other.zone is None
    assert "BRUIJN" not in json.dumps([other.sentence, repr(other), repr(CHIP)])
