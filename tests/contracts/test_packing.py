"""Words are laid out as their modules say, for every number that fits, and no other number."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contracts.compiled import SOURCES
from tests.contracts.network import account_of

HARNESS = """
# pragma version ~=0.4.3
import packing
import standing

@pure
@external
def stock(balance: uint256, checkpoint: uint256) -> uint256:
    return packing.stock(balance, checkpoint)

@pure
@external
def read_stock(word: uint256) -> (uint256, uint256):
    return packing.held(word), packing.checkpoint(word)

@pure
@external
def desk(d: packing.Desk) -> uint256:
    return packing.desk(d)

@pure
@external
def read_desk(word: uint256) -> packing.Desk:
    return packing.read_desk(word)

@pure
@external
def pending(word: uint256) -> (uint256, uint256):
    return packing.pending(word), packing.without_pending(word)

@pure
@external
def lot(units: uint256, cost: uint256, acquired: uint256, unlocks: uint256) -> uint256:
    return packing.lot(units, cost, acquired, unlocks)

@pure
@external
def read_lot(word: uint256) -> (uint256, uint256, uint256, uint256):
    return (packing.lot_units(word), packing.lot_cost(word), packing.lot_acquired(word),
            packing.lot_unlocks(word))

@pure
@external
def sheet(face: address, reference: uint256, counts: uint256) -> uint256:
    return packing.sheet(face, reference, counts)

@pure
@external
def counted(word: uint256, retail: bool, joins: bool) -> uint256:
    if joins:
        return packing.with_holder(word, retail)
    return packing.without_holder(word, retail)

@pure
@external
def read_sheet(word: uint256) -> (address, uint256, uint256, uint256, uint256, bool):
    return (packing.face(word), packing.reference(word), packing.counts(word),
            packing.holders(word), packing.retail(word), packing.is_issued(word))

@pure
@external
def purse(credit: uint256, first_due: uint256) -> uint256:
    return packing.purse(credit, first_due)

@pure
@external
def read_purse(word: uint256) -> (uint256, uint256):
    return packing.credit(word), packing.first_due(word)

@pure
@external
def person(wallet: address, expires: uint256, frozen: uint256, country: uint256, level: uint256,
           class_: uint256, flags: uint256) -> uint256:
    return standing.pack(wallet, expires, frozen, country, level, class_, flags)

@pure
@external
def read_person(word: uint256) -> (address, uint256, uint256, uint256, uint256, uint256, bool):
    return (standing.wallet(word), standing.expires(word), standing.frozen_until(word),
            standing.country(word), standing.level(word), standing.investor_class(word),
            standing.is_banned(word))

@view
@external
def standing_of(word: uint256) -> (uint8, bool):
    return standing.of(word), standing.is_frozen(word)
"""


@pytest.fixture(scope="module")
def harness() -> Any:
    """The modules, to be asked one function at a time; made before any example is played."""
    boa.interpret.set_search_paths([str(SOURCES)])
    return boa.loads(HARNESS)


def laid_out(*fields: tuple[int, int]) -> int:
    """A word of (value, width) from the lowest bit up, by Python's own integers."""
    word = shift = 0
    for value, width in fields:
        assert 0 <= value < 1 << width
        word |= value << shift
        shift += width
    assert shift <= 256
    return word


def bits(width: int) -> st.SearchStrategy[int]:
    """Numbers of that width, edges often."""
    top = (1 << width) - 1
    return st.one_of(st.sampled_from([0, 1, top - 1, top]), st.integers(0, top))


def refused(call: Any, *args: Any) -> None:
    with boa.reverts("TOO_LARGE"):
        call(*args)


quick = settings(max_examples=60)


@quick
@given(bits(84), bits(172))
def test_stock(harness: Any, balance: int, checkpoint: int) -> None:
    word = harness.stock(balance, checkpoint)
    assert word == laid_out((balance, 84), (checkpoint, 172))
    assert harness.read_stock(word) == (balance, checkpoint)


@quick
@given(bits(84), bits(84), bits(32), bits(8), bits(8), bits(32), st.booleans(), st.booleans())
def test_desk(
    harness: Any,
    reserved: int,
    pending: int,
    serial: int,
    span: int,
    joined: int,
    unlock: int,
    settled: bool,
    retail: bool,
) -> None:
    values = (reserved, pending, serial, span, joined, unlock, settled, retail)
    word = harness.desk(values)
    widths = (84, 84, 32, 8, 8, 32, 1, 1)
    assert word == laid_out(*zip(map(int, values), widths, strict=True))
    assert tuple(harness.read_desk(word)) == values
    assert harness.pending(word) == (pending, word - (pending << 84))


@quick
@given(bits(96), bits(96), bits(32), bits(32))
def test_lot(harness: Any, units: int, cost: int, acquired: int, unlocks: int) -> None:
    word = harness.lot(units, cost, acquired, unlocks)
    assert word == laid_out((units, 96), (cost, 96), (acquired, 32), (unlocks, 32))
    assert harness.read_lot(word) == (units, cost, acquired, unlocks)


@quick
@given(bits(160), bits(64), bits(16), bits(15))
def test_sheet(harness: Any, face: int, reference: int, holders: int, retail: int) -> None:
    address = boa.util.abi.Address("0x" + face.to_bytes(20, "big").hex())
    counts = laid_out((holders, 16), (retail, 15))
    word = harness.sheet(address, reference, counts)
    assert word == laid_out((face, 160), (reference, 64), (holders, 16), (retail, 15), (1, 1))
    assert harness.read_sheet(word) == (address, reference, counts, holders, retail, True)
    assert harness.read_sheet(0)[5] is False


@quick
@given(bits(160), bits(64), st.integers(1, 2**15 - 2), st.integers(1, 2**14), st.booleans())
def test_counting_a_holder_in_and_out(
    harness: Any, face: int, reference: int, holders: int, retail: int, of_them: bool
) -> None:
    address = boa.util.abi.Address("0x" + face.to_bytes(20, "big").hex())
    word = harness.sheet(address, reference, laid_out((holders, 16), (retail, 15)))
    more = harness.counted(word, of_them, True)
    assert harness.read_sheet(more)[3:] == (holders + 1, retail + of_them, True)
    assert harness.read_sheet(more)[:2] == (address, reference)
    assert harness.counted(more, of_them, False) == word


def test_more_holders_than_fit_are_refused(harness: Any) -> None:
    full = harness.sheet(account_of("someone").address, 1, 2**16 - 1)
    refused(harness.counted, full, False, True)


@quick
@given(bits(96), bits(32))
def test_purse(harness: Any, credit: int, due: int) -> None:
    word = harness.purse(credit, due)
    assert word == laid_out((credit, 96), (due, 32))
    assert harness.read_purse(word) == (credit, due)


@quick
@given(bits(160), bits(32), bits(32), bits(16), bits(4), bits(4), bits(8))
def test_person(
    harness: Any,
    wallet: int,
    expires: int,
    frozen: int,
    country: int,
    level: int,
    klass: int,
    flags: int,
) -> None:
    address = boa.util.abi.Address("0x" + wallet.to_bytes(20, "big").hex())
    word = harness.person(address, expires, frozen, country, level, klass, flags)
    widths = (160, 32, 32, 16, 4, 4, 8)
    values = (wallet, expires, frozen, country, level, klass, flags)
    assert word == laid_out(*zip(values, widths, strict=True))
    read = (address, expires, frozen, country, level, klass, flags % 2 == 1)
    assert harness.read_person(word) == read


@pytest.mark.parametrize(
    ("maker", "widths"),
    [("stock", (84, 172)), ("lot", (96, 96, 32, 32)), ("purse", (96, 32))],
)
def test_what_does_not_fit_is_refused(harness: Any, maker: str, widths: tuple[int, ...]) -> None:
    make = getattr(harness, maker)
    for place, width in enumerate(widths):
        values = [0] * len(widths)
        values[place] = (1 << width) - 1
        make(*values)
        values[place] += 1
        refused(make, *values)


def test_what_does_not_fit_a_desk_a_sheet_or_a_person_is_refused(harness: Any) -> None:
    desk = [0, 0, 0, 0, 0, 0, False, False]
    for place, most in enumerate([2**84 - 1, 2**84 - 1, 2**32 - 1, 255, 255, 2**32 - 1]):
        full = [*desk[:place], most, *desk[place + 1 :]]
        harness.desk(tuple(full))
        refused(harness.desk, (*desk[:place], most + 1, *desk[place + 1 :]))
    someone = account_of("someone").address
    refused(harness.sheet, someone, 2**64, 0)
    refused(harness.sheet, someone, 0, 2**31)
    for place, width in enumerate([32, 32, 16, 4, 4, 8]):
        person = [someone, 0, 0, 0, 0, 0, 0]
        person[place + 1] = (1 << width) - 1
        harness.person(*person)
        person[place + 1] = 1 << width
        refused(harness.person, *person)


def test_standing_a_ban_beats_a_freeze_beats_an_end(harness: Any) -> None:
    someone = account_of("someone").address
    at = boa.env.timestamp

    def standing(expires: int, frozen: int, flags: int) -> tuple[int, bool]:
        word = harness.person(someone, expires, frozen, 276, 2, 0, flags)
        found: tuple[int, bool] = harness.standing_of(word)
        return found

    assert harness.standing_of(0) == (0, False)
    assert standing(at + 1, 0, 0) == (1, False)
    assert standing(at, 0, 0) == (2, False)
    assert standing(at + 1, at, 0) == (1, False)
    assert standing(at + 1, at + 1, 0) == (3, True)
    assert standing(at, at + 1, 0) == (3, True)
    assert standing(at, at + 1, 1) == (4, True)
    assert standing(at + 1, 0, 1) == (4, False)
    assert standing(at + 1, 0, 2) == (3, True)  # a recovery waits
    assert standing(at + 1, 0, 4 | 8 | 16) == (1, False)  # other flags stop nothing
