"""Numbers lie in a word where their widths say, and what does not fit is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.addresses import address_bytes, keccak
from wallet.contracts.bindings import artifact
from wallet.simulate.replay import words
from wallet.simulate.replay.storage import Ground, Storage, beyond, spot
from wallet.simulate.replay.words import Word

FORMATS = {name: word for name, word in vars(words).items() if isinstance(word, Word)}


@given(st.sampled_from(sorted(FORMATS)), st.integers(0, 2**256 - 1))
def test_a_word_says_what_was_packed(name: str, number: int) -> None:
    numbers = FORMATS[name].unpack(number)
    packed = FORMATS[name].pack(**numbers)
    assert FORMATS[name].unpack(packed) == numbers
    assert packed & ~number == 0


def test_numbers_follow_one_another_from_the_lowest_bit() -> None:
    word = Word(low=8, high=4)
    assert word.pack(low=0x12, high=0x3) == 0x312
    assert word.pack(high=1) == 0x100
    assert word.unpack(0xF_312) == {"low": 0x12, "high": 0x3}


@pytest.mark.parametrize("numbers", [{"low": 256}, {"low": -1}, {"high": 16}, {"other": 0}])
def test_what_has_no_place_is_refused(numbers: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"fit|place"):
        Word(low=8, high=4).pack(**numbers)


def test_more_than_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="fit a word"):
        Word(one=200, other=57)


def test_entries_of_mappings_lie_at_hashes_of_place_and_key() -> None:
    stocks = artifact("Ledger")["storage"]["holdings.stocks"]
    inner = keccak(stocks.to_bytes(32, "big") + (3).to_bytes(32, "big"))
    outer = keccak(inner + (7).to_bytes(32, "big"))
    assert spot("Ledger", "holdings.stocks", 3, 7) == ("Ledger", int.from_bytes(outer, "big"))
    wallet = "0x" + "ab" * 20
    accounts = artifact("Dollar")["storage"]["accounts"].to_bytes(32, "big")
    at = keccak(accounts + address_bytes(wallet).rjust(32, b"\0"))
    assert spot("Dollar", "accounts", wallet)[1] == int.from_bytes(at, "big")
    assert beyond(("Rules", 2**256 - 1), 3) == ("Rules", 2)


def test_storage_remembers_what_was_looked_at() -> None:
    storage = Storage({("Rules", 1): 5})
    assert (storage["Rules", 1], storage["Rules", 2]) == (5, 0)
    assert storage.seen == {("Rules", 1), ("Rules", 2)}


def test_people_have_wallets_of_their_own_and_nobody_is_a_stranger() -> None:
    ground = Ground({}, 1, {9: "0x" + "11" * 20}, "")
    wallets = [ground.wallet(person) for person in (0, 1, 2, 10**5, 9)]
    assert len(set(wallets)) == 5 and wallets[-1] == "0x" + "11" * 20
