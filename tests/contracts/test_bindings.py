"""Calldata, answers and events of our contracts, coded and decoded."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.contracts.bindings import contract

TRADE = {
    "token": 1,
    "seller": 2,
    "buyer": 3,
    "units": 4,
    "paid": 5,
    "proceeds": 5,
    "believed": 6,
    "believed_if_joined": 7,
    "unlocks": 0,
    "first": True,
}
uint = st.integers(0, 2**256 - 1)


@given(uint, uint)
def test_calldata_comes_back(token: int, holder: int) -> None:
    data = contract("Ledger").encode("claim", (token, holder))
    assert data == (
        bytes.fromhex("c3490263") + token.to_bytes(32, "big") + holder.to_bytes(32, "big")
    )
    assert contract("Ledger").decode_input(data) == ("claim", (token, holder))


def test_structs_are_given_by_field_or_in_order() -> None:
    ledger = contract("Ledger")
    by_field = ledger.encode("trade", (TRADE,))
    assert by_field == ledger.encode("trade", (tuple(TRADE.values()),))
    name, (trade,) = ledger.decode_input(by_field)
    assert name == "trade"
    assert trade == tuple(TRADE.values())
    assert (trade.seller, trade.first) == (2, True)


def test_arguments_that_do_not_fit_are_refused() -> None:
    ledger = contract("Ledger")
    wrong: list[tuple[str, tuple[Any, ...]]] = [
        ("claim", (1,)),
        ("claim", (1, 2, 3)),
        ("claim", (-1, 2)),
        ("claim", (2**256, 2)),
        ("claim", ("1", 2)),
        ("trade", ({**TRADE, "more": 1},)),
        ("trade", ((1, 2, 3),)),
        ("issue", ("x" * 3, b"", b"short", b"", b"")),
    ]
    for function, args in wrong:
        with pytest.raises(ValueError):
            ledger.encode(function, args)
    with pytest.raises(KeyError):
        ledger.encode("mint", (1,))


def test_answers_are_values_tuples_or_structs() -> None:
    ledger = contract("Ledger")
    word = (7).to_bytes(32, "big")
    assert ledger.decode_output("balance_of", word) == 7
    assert ledger.decode_output("purse", word + bytes(32)) == (7, 0)
    assert ledger.decode_output("pay", b"") is None
    position = ledger.decode_output("position", word * 5)
    assert (position.balance, position.lots_count) == (7, 7)
    lots = ledger.decode_output(
        "lots", (32).to_bytes(32, "big") + (1).to_bytes(32, "big") + word * 5 + bytes(32)
    )
    assert lots[0].serial == 7 and lots[0].joined is False


@given(st.binary(max_size=200))
def test_garbage_is_refused_and_never_breaks(data: bytes) -> None:
    ledger = contract("Ledger")
    for read in (
        lambda: ledger.decode_input(data),
        lambda: ledger.decode_output("lots", data),
        lambda: ledger.decode_output("name_of", data),
        lambda: ledger.decode_log([ledger.topic("Issued"), data[:32].ljust(32)], data),
    ):
        try:
            read()
        except ValueError:
            pass


def test_too_much_data_is_refused() -> None:
    with pytest.raises(ValueError, match="too much"):
        contract("Ledger").decode_output("name_of", bytes((1 << 20) + 1))


def test_events_are_read_by_field() -> None:
    ledger = contract("Ledger")
    topics = [ledger.topic("Credited"), (12).to_bytes(32, "big")]
    data = (500).to_bytes(32, "big")
    assert ledger.decode_log(topics, data) == ("Credited", {"person": 12, "amount": 500})
    for bad in ([], topics[:1], [b"\0" * 32, topics[1]], [*topics, topics[1]]):
        with pytest.raises(ValueError):
            ledger.decode_log(bad, data)


def test_only_our_contracts_are_bound() -> None:
    for name in ("Unknown", "../Ledger", "", "ledger"):
        with pytest.raises(KeyError):
            contract(name)


def test_constructor_arguments_follow_the_code() -> None:
    ledger = contract("Ledger")
    addresses = ["0x" + f"{n:040x}" for n in (1, 2)]
    data = ledger.creation(addresses)
    assert data.endswith(b"".join(n.to_bytes(32, "big") for n in (1, 2)))
    with pytest.raises(ValueError):
        ledger.creation(addresses[:1])
