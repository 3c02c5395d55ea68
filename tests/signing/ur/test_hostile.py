"""Bytes from a stranger: refused in a sentence, soon, and in little memory.

Hypothesis looks for bytes that end in anything but an answer or a WalletError. What is known to
exhaust careless readers runs in a process that may take 200 MB more than it starts with and a
second for each.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.arch.tree import ROOT
from tests.signing.ur.published import resources
from wallet.base.errors import WalletError
from wallet.signing.ur import bytewords, cbor, registry
from wallet.signing.ur.codes import Receiver, Resource, parse, resource
from wallet.signing.ur.fountain import parse_part

REAL = [found for case in resources() if isinstance(found := parse(case["ur"]), Resource)]

values = st.recursive(
    st.integers(0, 2**64 - 1)
    | st.booleans()
    | st.none()
    | st.binary(max_size=40)
    | st.text(max_size=12)
    | st.sampled_from([1, 2, 33, 44, 60]),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.dictionaries(st.integers(1, 11) | st.text(max_size=3), inner, max_size=6)
        | st.builds(cbor2.CBORTag, st.sampled_from(sorted(cbor.KNOWN_TAGS)), inner)
    ),
    max_leaves=8,
)


def answers(read: Callable[..., Any], *given: object) -> Any:
    """What a reader says: an answer, or None where it refuses with a whole sentence."""
    try:
        return read(*given)
    except WalletError as refused:
        assert refused.sentence.endswith(".")
        assert refused.next_step
        assert refused.code.startswith("ur.")
        return None


@given(st.binary(max_size=200))
@example(b"\x9f\xff")
@example(b"\xd8\x25\x41\x00")
@example(b"\xa2\x01\x00\x01\x00")
@example(b"\x18\x05")
@example(b"\x61\xff")
@example(b"\xfb" + bytes(8))
@example(b"\xc0\x61a")
@example(b"\xbf" * 200)
def test_bytes_are_read_in_their_one_form_or_refused(data: bytes) -> None:
    found = answers(cbor.read, data)
    if found is not None:
        assert cbor.write(found) == data
    answers(parse_part, data)


@given(values)
def test_values_come_back_and_every_kind_reads_or_refuses_them(value: object) -> None:
    data = answers(cbor.write, value)
    if answers(cbor.read, data) is None:
        return
    for kind in registry.KINDS:
        item = answers(registry.read, Resource(kind.name, data))
        if item is not None:
            again = resource(kind.name, item)
            assert registry.read(again) == item


@given(st.sampled_from(REAL), st.randoms(use_true_random=False))
def test_real_codes_with_bytes_changed_are_read_or_refused(
    found: Resource, luck: random.Random
) -> None:
    data = bytearray(found.cbor)
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(data))
        match luck.randrange(3):
            case 0:
                data[at] = luck.randrange(256)
            case 1:
                del data[at:]
            case _:
                data[at:at] = luck.randbytes(luck.randint(1, 3))
        if not data:
            return
    item = answers(registry.read, Resource(found.kind, bytes(data)))
    if item is not None:
        item.fields()


@given(st.lists(st.text(max_size=60) | st.binary(max_size=60), max_size=4))
@settings(max_examples=200)
def test_lines_are_taken_or_refused(lines: list[str | bytes]) -> None:
    receiver = Receiver()
    for line in lines:
        words = line if isinstance(line, str) else f"ur:bytes/1-2/{bytewords.encode(line)}"
        answers(receiver.take, words)
    assert 0 <= receiver.progress.fraction <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="limits on memory are set as Linux has them")
def test_what_exhausts_careless_readers_takes_little_time_and_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.signing.ur.exhausting"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert float(done.stdout) < 1.0
