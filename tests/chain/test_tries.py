"""Tries: roots that commit to what is in them, proofs that show nothing else, and junk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.addresses import keccak
from wallet.chain.tries import EMPTY, root_of, value_at
from wallet.signing.rlp import encode


def test_roots_that_are_known() -> None:
    assert root_of({}) == EMPTY
    assert EMPTY.hex() == "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
    # From the tests of Ethereum: `dogs`, `puppy` and `foo`.
    dogs = {b"doe": b"reindeer", b"dog": b"puppy", b"dogglesworth": b"cat"}
    assert root_of(dogs).hex() == (
        "8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3"
    )
    food = {b"foo": b"bar", b"food": b"bass"}
    assert root_of(food).hex() == (
        "17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3"
    )


def test_a_leaf_alone_proves_itself_and_the_lack_of_others() -> None:
    key, value = keccak(b"key"), b"value"
    root = root_of({key: value})
    leaf = encode([b"\x20" + key, value])
    assert keccak(leaf) == root
    assert value_at(root, key, [leaf]) == value
    assert value_at(root, keccak(b"other"), [leaf]) is None
    assert value_at(EMPTY, key, []) is None
    for proof in ([], [leaf[:-1]], [leaf] * 66, [encode([b"\x20" + key, b"other"])]):
        with pytest.raises(ValueError, match=r"proof|node"):
            value_at(root, key, proof)
    for node in ([b"\x20", [b""]], [[b""], b"x"], [b"\xf0", b"x"], [b"", b"x"], [b"x"]):
        data = encode(node)  # type: ignore[arg-type] # lists of lists
        with pytest.raises(ValueError, match="node"):
            value_at(keccak(data), b"", [data])


@given(st.binary(max_size=80), st.lists(st.binary(max_size=40), max_size=4))
def test_junk_is_no_proof(data: bytes, more: list[bytes]) -> None:
    try:
        value_at(keccak(data), b"\1" * 32, [data, *more])
    except ValueError:
        pass
