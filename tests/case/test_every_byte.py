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
from wallet.case.package import DOCUMENT, open_file
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
    parts = [*package.parts_of(opened.package), (DOCUMENT, package.canonical(opened.lines))]
    manifest = package.manifest_of(opened.package, opened.lines, opened.signer)
    mark = "0x" + opened.signature.hex() if opened.signature else ""
    every = [(MANIFEST, manifest), (SIGNATURE, package.canonical({"signature": mark})), *parts]
    fonts = {name: bundled(name) for name in FILES}
    foot = f"Case file. The SHA-256 of its manifest is\n{package.sha256(manifest)}"
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
            chosen |= {first, last - 1, *(some.randrange(first, last) for _ in range(5))}
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


@settings(max_examples=60)
@given(st.binary(max_size=2_000), st.integers(0, 40_000))
def test_junk_is_refused_in_a_sentence(junk: bytes, at: int) -> None:
    for data in (junk, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + junk):
        assert verify(data, []).outcome == FAILED


@settings(max_examples=40)
@given(data=st.data())
def test_parts_that_hold_anything_are_refused_in_a_sentence(
    signed_parts: package.Opened, data: st.DataObject
) -> None:
    """Whoever makes a file by this program's own means can put anything into its parts."""
    junk = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
        ),
        max_leaves=12,
    )
    one = signed_parts.package
    which = data.draw(st.sampled_from(["events", "state", "headers", "codes", "lines", "case"]))
    lines = signed_parts.lines
    if which == "events":
        entry = {**one.events[0], data.draw(st.sampled_from(sorted(one.events[0]))): None}
        entry = {key: value if value is not None else data.draw(junk)
                 for key, value in entry.items()}  # fmt: skip
        one = replace(one, events=data.draw(junk | st.just([entry])))
    elif which == "state":
        ledger = {**one.state["Ledger"], "slots": data.draw(junk)}
        one = replace(one, state=data.draw(junk | st.just({**one.state, "Ledger": ledger})))
    elif which == "headers":
        one = replace(one, headers=data.draw(st.binary(min_size=1, max_size=900)))
    elif which == "codes":
        one = replace(one, codes={**one.codes, "Registry": data.draw(st.binary(min_size=1))})
    elif which == "case":
        case = replace(one.case, token=data.draw(st.integers(1, 2**40)))
        one = replace(one, case=replace(case, debt=data.draw(st.integers(0, 2**40))))
    else:
        try:
            lines = checked_lines(data.draw(junk))
        except ValueError:
            return
    manifest = package.manifest_of(one, lines)
    try:
        made = package.file_of(one, lines, manifest, b"")
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
