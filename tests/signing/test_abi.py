"""Calldata: as eth_abi codes it, and in no other form."""

from typing import Any

import eth_abi.abi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.signing.abi import Function, NotCanonical, functions

ADDRESS = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"


def _named(kind: str, name: str = "x") -> dict[str, Any]:
    if kind.startswith("("):
        inner, suffix = kind[1:].rsplit(")", 1)
        parts = [_named(one, f"f{i}") for i, one in enumerate(inner.split(","))]
        return {"name": name, "type": "tuple" + suffix, "components": parts}
    return {"name": name, "type": kind}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(_plain(one) for one in value.values())
    if isinstance(value, list | tuple):
        return tuple(_plain(one) for one in value)
    return value.lower() if isinstance(value, str) and value.startswith("0x") else value


ATOMS: dict[str, st.SearchStrategy[Any]] = {
    "uint256": st.integers(0, 2**256 - 1),
    "uint64": st.integers(0, 2**64 - 1),
    "uint8": st.integers(0, 255),
    "bool": st.booleans(),
    "bytes32": st.binary(min_size=32, max_size=32),
    "address": st.just(ADDRESS),
    "bytes": st.binary(max_size=70),
    "string": st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="x"), max_size=40
    ),
}


@st.composite
def arguments(draw: st.DrawFn) -> tuple[list[str], list[Any]]:
    kinds, values = [], []
    for _ in range(draw(st.integers(0, 5))):
        shape = draw(st.sampled_from(["atom", "list", "fixed", "tuple", "tuples"]))
        base = draw(st.sampled_from(sorted(ATOMS)))
        if shape == "atom":
            kinds.append(base)
            values.append(draw(ATOMS[base]))
        elif shape in ("list", "fixed"):
            items = draw(st.lists(ATOMS[base], min_size=3 if shape == "fixed" else 0, max_size=3))
            kinds.append(base + ("[3]" if shape == "fixed" else "[]"))
            values.append(items)
        else:
            parts = draw(st.lists(st.sampled_from(sorted(ATOMS)), min_size=1, max_size=4))
            one = st.tuples(*(ATOMS[part] for part in parts))
            kinds.append(f"({','.join(parts)})" + ("[]" if shape == "tuples" else ""))
            values.append(draw(st.lists(one, max_size=3) if shape == "tuples" else one))
    return kinds, values


@settings(max_examples=300, deadline=None)
@given(arguments())
def test_it_codes_as_eth_abi(made: tuple[list[str], list[Any]]) -> None:
    kinds, values = made
    function = Function("act", tuple(_named(kind, f"a{i}") for i, kind in enumerate(kinds)), True)
    peer = eth_abi.abi.encode(kinds, values)
    assert function.encode(values)[4:] == peer
    assert _plain(function.decode(function.selector + peer)) == _plain(values)
    assert function.signature == f"act({','.join(kinds)})"


@settings(max_examples=300, deadline=None)
@given(arguments(), st.data())
def test_every_other_form_is_refused(
    made: tuple[list[str], list[Any]], data: st.DataObject
) -> None:
    kinds, values = made
    function = Function("act", tuple(_named(kind, f"a{i}") for i, kind in enumerate(kinds)), True)
    good = function.encode(values)
    other = bytearray(good)
    if data.draw(st.booleans()) and len(good) > 4:
        place = data.draw(st.integers(4, len(good) - 1))
        other[place] ^= data.draw(st.integers(1, 255))
    else:
        other += data.draw(st.binary(min_size=1, max_size=64))
    try:
        found = function.decode(bytes(other))
    except NotCanonical:
        return
    assert function.encode(list(found.values())) == bytes(other)


@pytest.mark.parametrize(
    "tail",
    [
        b"\0" * 31,
        b"\xff" * 32,
        (32).to_bytes(32, "big") + (2**255).to_bytes(32, "big"),
        (32).to_bytes(32, "big") + (1).to_bytes(32, "big") + b"a" + b"\1" * 31,
        (64).to_bytes(32, "big") + b"\0" * 64,
        (32).to_bytes(32, "big") + (1).to_bytes(32, "big") + b"\xff" + b"\0" * 31,
    ],
)
def test_hostile_text_is_refused(tail: bytes) -> None:
    function = Function("act", (_named("string"),), True)
    with pytest.raises(NotCanonical):
        function.decode(function.selector + tail)


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_values_or_refused(raw: bytes) -> None:
    for kinds in (["uint256[]", "string"], ["(uint256,bytes)[]"], ["bytes[]", "bool"]):
        function = Function(
            "act", tuple(_named(kind, k) for k, kind in zip("ab", kinds, strict=False)), True
        )
        try:
            function.decode(function.selector + raw)
        except NotCanonical:
            pass


def test_functions_are_found_by_selector() -> None:
    abi: list[dict[str, Any]] = [
        {"type": "event", "name": "Transfer", "inputs": []},
        {
            "type": "function",
            "name": "transfer",
            "stateMutability": "nonpayable",
            "inputs": [_named("address", "to"), _named("uint256", "amount")],
        },
        {"type": "function", "name": "total", "stateMutability": "view", "inputs": []},
    ]
    found = functions(abi)
    assert found[bytes.fromhex("a9059cbb")].changes_state
    assert [one.changes_state for one in found.values()] == [True, False]
