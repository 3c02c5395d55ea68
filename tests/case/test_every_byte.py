"""One altered byte, whichever it is, and the file fails with a sentence that names the place."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case.conftest import Told
from wallet.base.errors import WalletError
from wallet.case import package
from wallet.case.container import MANIFEST, SIGNATURE, Composed, compose
from wallet.case.fonts import FILES, bundled, is_known, read_font
from wallet.case.layout import checked_lines
from wallet.case.manifest import DOCUMENT, canonical, sha256
from wallet.case.package import open_file
from wallet.case.verifying import FAILED, VERIFIED, verify
from wallet.flows.case_making import Made, Signing

PLACES = re.compile(
    r"the part [a-zA-Z0-9.-]+|the font |page \d+|a font|the list of|the end of|"
    r"the head of|manifest|signature|begin as a case file|follows its end"
)


@pytest.fixture(scope="module")
def signed(told: Told) -> Made:
    """A small file, signed by Carol."""
    from wallet.flows.case_making import make_case
    from wallet.signing.signature import message_digest

    key = told.world.keys["carol"]

    def sign(text: str) -> bytes:
        return bytes(key.unsafe_sign_hash(message_digest(text.encode())).signature)

    signing = Signing(key.address, sign)
    return make_case(told.world.chain, told.store, told.documents, told.debt, signing=signing)


def composed(data: bytes) -> Composed:
    """The file made again, with where its pieces are."""
    opened = open_file(data)
    parts = [*package.parts_of(opened.package), (DOCUMENT, canonical(opened.lines))]
    manifest = package.manifest_of(opened.package, opened.lines, opened.signer)
    mark = "0x" + opened.signature.hex() if opened.signature else ""
    every = [(MANIFEST, manifest), (SIGNATURE, canonical({"signature": mark})), *parts]
    fonts = {name: bundled(name) for name in FILES}
    foot = f"Case file. The SHA-256 of its manifest is\n{sha256(manifest)}"
    again = compose(every, fonts, opened.lines, foot)
    assert bytes(again.data) == data
    return again


def check_flip(data: bytes, at: int, bit: int, header: str) -> None:
    altered = bytearray(data)
    altered[at] ^= bit
    found = verify(bytes(altered), [header])
    assert found.outcome == FAILED, f"byte {at} counts for nothing"
    assert PLACES.search(found.lines[0]), f"byte {at}: {found.lines[0]}"
    assert not found.claims


def test_who_signed_is_proven(told: Told, signed: Made) -> None:
    found = verify(signed.data, [signed.anchor_hash])
    assert found.outcome == VERIFIED and found.signer == told.world.keys["carol"].address
    assert any("It is signed by person 3" in line for line in found.lines)


def test_bytes_of_every_piece_count(signed: Made) -> None:
    again, some = composed(signed.data), random.Random(7)
    starts = [start for start, _ in again.regions] + [len(signed.data)]
    chosen = {0, len(signed.data) - 1}
    for first, last in pairwise(starts):
        if first < last:
            chosen |= {first, last - 1, *(some.randrange(first, last) for _ in range(2))}
    for at in sorted(chosen):
        check_flip(signed.data, at, 1 << some.randrange(8), signed.anchor_hash)


@pytest.mark.long
def test_every_byte_counts(signed: Made) -> None:
    """Each of what is short; of pieces that are long, and that one hash stands for, some."""
    again, some = composed(signed.data), random.Random(8)
    for at in _most(again, len(signed.data)):
        check_flip(signed.data, at, 1 << some.randrange(8), signed.anchor_hash)


def _most(again: Composed, size: int) -> Iterator[int]:
    starts = [start for start, _ in again.regions]
    for at in range(size):
        place = bisect_right(starts, at) - 1
        said, first = again.regions[place][1], starts[place]
        opaque = said.startswith(("the part code-", "the font ", "the part headers"))
        whole = said.startswith(("the part m", "the part sig", "the part case", "the part doc"))
        step = 1 if whole else 997 if opaque else 11
        if at < first + 200 or at % step == 0:
            yield at


def test_bytes_that_are_missing_or_too_many_count(signed: Made) -> None:
    data = signed.data
    cut = (data[:1], data[:-1], data[1:], data[:5_000], data[: len(data) // 2], b"")
    longer = (data + b"\n", data * 2, data.replace(b"%%EOF", b"%%EOF\n"))
    for altered in (*cut, *longer):
        found = verify(altered, [signed.anchor_hash])
        assert found.outcome == FAILED and "changed or damaged" in found.lines[0]


def test_a_signature_of_somebody_else_fails(told: Told, signed: Made) -> None:
    opened = open_file(signed.data)
    other = told.world.keys["dan"].address
    for signer, mark in ((other, opened.signature), (opened.signer, b"\1" * 65),
                         (opened.signer, b""), ("", opened.signature)):  # fmt: skip
        manifest = package.manifest_of(opened.package, opened.lines, signer)
        data = package.file_of(opened.package, opened.lines, manifest, mark)
        found = verify(data, [signed.anchor_hash])
        assert found.outcome == FAILED and "signature" in found.lines[0]


@settings(max_examples=40)
@given(st.binary(max_size=2_000), st.integers(0, 40_000))
def test_junk_is_refused_in_a_sentence(junk: bytes, at: int) -> None:
    for data in (junk, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + junk):
        assert verify(data, []).outcome == FAILED


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
ENTRY = ("block", "index", "transaction", "receipt")
PARTS = ("events", "entry", "state", "slots", "headers", "code", "case", "lines")


@settings(max_examples=40)
@given(st.sampled_from(PARTS), st.sampled_from(ENTRY), JUNK, st.binary(min_size=1, max_size=900))
def test_parts_that_hold_anything_are_refused_in_a_sentence(
    signed_parts: package.Opened, which: str, key: str, junk: object, data: bytes
) -> None:
    """Whoever makes a file by this program's own means can put anything into its parts."""
    one, lines = signed_parts.package, signed_parts.lines
    ledger = {**one.state["Ledger"], "slots": junk}
    number = int.from_bytes(data[:5], "big") + 1
    changes: dict[str, package.Package] = {
        "events": replace(one, events=junk),
        "entry": replace(one, events=[{**one.events[0], key: junk}, *one.events[1:]]),
        "state": replace(one, state=junk),
        "slots": replace(one, state={**one.state, "Ledger": ledger}),
        "headers": replace(one, headers=data),
        "code": replace(one, codes={**one.codes, "Registry": data}),
        "case": replace(one, case=replace(one.case, token=number, debt=number)),
    }
    one = changes.get(which, one)
    try:
        lines = checked_lines(junk) if which == "lines" else lines
        made = package.file_of(one, lines, package.manifest_of(one, lines), b"")
    except ValueError:
        return
    assert verify(made, []).outcome == FAILED or one == signed_parts.package


@pytest.fixture(scope="module")
def signed_parts(signed: Made) -> package.Opened:
    """The small file taken apart."""
    return open_file(signed.data)


def test_the_fonts_are_those_that_files_are_made_with() -> None:
    for name in FILES:
        assert is_known(name, bundled(name)), "keep the older hash, and add the new one"
        assert not is_known(name, bundled(name)[:-1] + b"\7")
    with pytest.raises(ValueError, match="font"):
        read_font(b"no font")


def test_another_font_cannot_be_put_in(monkeypatch: pytest.MonkeyPatch, signed: Made) -> None:
    opened = open_file(signed.data)
    altered = bytearray(bundled("body"))
    altered[-1] ^= 1
    monkeypatch.setattr(
        package, "bundled", lambda name: bytes(altered) if name == "body" else bundled(name)
    )
    manifest = package.manifest_of(opened.package, opened.lines)
    data = package.file_of(opened.package, opened.lines, manifest, b"")
    found = verify(data, [signed.anchor_hash])
    assert found.outcome == FAILED and "its font body is not one" in found.lines[0]


def test_a_manifest_of_another_kind_is_refused(signed: Made) -> None:
    opened = open_file(signed.data)
    manifest = package.manifest_of(opened.package, opened.lines)
    for old, new in ((b'"v":1', b'"v":2'), (b"case file", b"some file"), (b'"case.json"', b'"a"'),
                     (b'"body"', b'"bald"'), (b'"signer":""', b'"signer":"0x1"')):  # fmt: skip
        assert old in manifest
        data = package.file_of(opened.package, opened.lines, manifest.replace(old, new), b"")
        found = verify(data, [signed.anchor_hash])
        assert found.outcome == FAILED
    with pytest.raises(WalletError):
        open_file(b"%PDF-1.4\n")
