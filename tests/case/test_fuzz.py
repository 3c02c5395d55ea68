"""Bytes that are looked for, and not drawn by chance, break none of a case file's readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.case.conftest import Told
from tests.fuzzing import fuzz_for_a_minute, needs_atheris
from wallet.case.blocks import read_blocks
from wallet.case.manifest import canonical
from wallet.case.package import open_file
from wallet.chain.tries import value_at
from wallet.flows.case_making import Made
from wallet.signing.rlp import encode

# The process itself, instrumented, is 150 MB large; 250 more are allowed.
LIMITS = ("-timeout=5", "-rss_limit_mb=400", "-max_len=16384")
TARGETS = ("files", "headers", "events", "receipts", "documents", "papers")


def seed(target: str, made: Made, told: Told) -> bytes:
    """A real part of a real file from which a target is explored."""
    one = open_file(made.data)
    first = one.package.events[0]
    nodes = [bytes.fromhex(node[2:]) for node in first["receipt"]]
    block = read_blocks(one.package.headers)[first["block"]]
    receipt = value_at(block.receipts_root, encode(first["index"]), nodes) or b""
    return {
        "files": made.data[:16_000],
        "headers": one.package.headers[:12_000],
        "events": json.dumps(one.package.events[:1]).encode(),
        "receipts": receipt,
        "documents": json.dumps(one.lines[:20]).encode(),
        "papers": canonical(told.paper.to_json()),
    }[target]


@pytest.mark.long
@needs_atheris
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_what_reads_a_case_file(
    target: str, debt: Made, told: Told, tmp_path: Path
) -> None:
    fuzz_for_a_minute("tests.case.fuzzing", target, [seed(target, debt, told)], LIMITS, tmp_path)
