"""Fuzzing by coverage of everything that a stranger's code, text or request can reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.test_airgap import HELLO, ME, buying, naming, selling
from tests.fuzzing import fuzz_for_a_minute, needs_atheris
from tests.signing.cases import NETWORK
from tests.signing.said import TIME, Names
from tests.signing.ur.published import resources
from wallet.keys.accounts import account_path
from wallet.signing.asked import asked_of
from wallet.signing.standard import to_standard
from wallet.signing.ur import cbor, registry
from wallet.signing.ur.claims import HeardNames, claims_of
from wallet.signing.ur.codes import Piece, Resource, Sender, parse
from wallet.signing.ur.paths import path_of
from wallet.signing.ur.requests import Place, own_code, plain_code

PLACE = Place(ME, path_of(account_path(0), 0x12345678))
CLAIMS = claims_of(NETWORK, HeardNames(Names()), (("Your dollars", "$1.00", "$2.00"),), TIME)
TARGETS = ("lines", "parts", "kinds", "requests", "asked", "typed")
# A second is counted on a machine of its own: here others may run at the same time.
LIMITS = ("-timeout=3", "-rss_limit_mb=200", "-max_len=4096")


def seeds(target: str) -> Iterator[bytes]:
    """Real bytes from which a target is explored."""
    names = [kind.name for kind in registry.KINDS]
    for case in resources():
        found = parse(case["ur"])
        if not isinstance(found, Resource):
            continue
        kind = registry.kind_of(found.kind)
        if target == "lines":
            yield case["ur"].encode()
        elif target == "kinds" and kind is not None:
            yield bytes([names.index(kind.name)]) + found.cbor
        elif target == "requests" and found.kind == "eth-sign-request":
            yield b"\1" + found.cbor
    if target == "requests":
        yield b"\0" + own_code([buying(), naming(), HELLO], PLACE, CLAIMS).cbor
        yield b"\1" + plain_code([selling()], PLACE).cbor
    if target == "asked":
        for asked in (asked_of(one) for one in (buying(), naming(), HELLO)):
            yield bytes([asked.kind - 1]) + asked.data
    if target == "typed":
        yield to_standard(naming())
    if target == "parts":
        sender = Sender(Resource("bytes", cbor.write(bytes(range(200)))), 40)
        pieces = [parse(line) for line in sender.lines(12)]
        parts = [one.part.to_cbor() for one in pieces if isinstance(one, Piece)]
        yield b"".join(bytes([len(part)]) + part for part in parts)


@pytest.mark.long
@needs_atheris
@pytest.mark.parametrize("target", TARGETS)
def test_nothing_breaks_what_reads_from_strangers(target: str, tmp_path: Path) -> None:
    fuzz_for_a_minute("tests.signing.fuzzing", target, seeds(target), LIMITS, tmp_path)
