"""Encodings and signatures, byte for byte those of eth_account, rlp and the EIP-712 example."""

from dataclasses import replace
from typing import Any

import pytest
import rlp as peer_rlp
from eth_account import Account
from eth_account.messages import encode_typed_data
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signing.cases import CHAIN, NETWORK, SECRET, request_to, with_permit
from wallet.keys.accounts import account_key, address_of
from wallet.keys.words import seed
from wallet.signing import eip712, rlp
from wallet.signing.request import Request
from wallet.signing.typed import (
    HOMES,
    STRUCTS,
    TypedRequest,
    parse_typed,
    permit_request,
    statement,
)
from wallet.signing.unlocked import Unlocked

KEY = account_key(seed(SECRET.words), 0)
ME = address_of(KEY)
MAIL: eip712.Types = {
    "Person": (("string", "name"), ("address", "wallet")),
    "Mail": (("Person", "from"), ("Person", "to"), ("string", "contents")),
}


def signed_by_peer(request: Request) -> Any:
    fields: dict[str, Any] = {
        "type": 2,
        "chainId": request.chain_id,
        "nonce": request.nonce,
        "maxPriorityFeePerGas": request.max_priority_fee_per_gas,
        "maxFeePerGas": request.max_fee_per_gas,
        "gas": request.gas,
        "to": request.to or "",
        "value": request.value,
        "data": request.data,
    }
    return Account.sign_transaction(fields, KEY)


def typed_by_peer(asked: TypedRequest) -> bytes:
    return bytes(
        Account.sign_message(encode_typed_data(full_message=asked.standard()), KEY).signature
    )


@settings(max_examples=200)
@given(
    st.recursive(
        st.integers(0, 2**256) | st.binary(max_size=70),
        lambda inner: st.lists(inner, max_size=5),
        max_leaves=20,
    )
)
def test_rlp_agrees_with_the_reference(item: Any) -> None:
    assert rlp.encode(item) == peer_rlp.encode(item)


@given(st.lists(st.binary(max_size=300), max_size=30), st.binary(max_size=40))
def test_a_flat_list_is_read_the_fast_way_too(items: list[bytes], junk: bytes) -> None:
    data = rlp.encode(list(items))
    assert rlp.strings_in(data) == rlp.decode(data) == items
    assert rlp.end_of(data + junk, 0) == len(data)
    for wrong in (data + b"\0", data[:-1], rlp.encode([*items, []]), b""):
        with pytest.raises(ValueError, match=r".") as no:
            rlp.strings_in(wrong)
        assert str(no.value)
    try:
        rlp.strings_in(junk)
        rlp.end_of(junk, 0)
    except ValueError:
        pass


@settings(max_examples=60, deadline=None)
@given(
    st.binary(min_size=1, max_size=300),
    st.integers(0, 2**64 - 2),
    st.integers(1, 10**12),
    st.integers(21_000, 10**6),
)
def test_a_signed_transaction_is_that_of_eth_account(
    data: bytes, nonce: int, fee: int, gas: int
) -> None:
    request = request_to(
        "Ledger", data, ME, nonce=nonce, max_fee_per_gas=fee, max_priority_fee_per_gas=fee, gas=gas
    )
    ours = Unlocked(SECRET, (NETWORK,)).sign(request, 0)
    peer = signed_by_peer(request)
    assert ours.raw == bytes(peer.raw_transaction)
    assert ours.tx_hash == "0x" + bytes(peer.hash).hex()
    assert ours.request_id == request.id


def test_a_payment_of_coins_and_a_deployment_too() -> None:
    payment = replace(request_to("Ledger", b"", ME), to="0x" + "99" * 20, value=10**17)
    code = b"\x60\x00\x60\x00\xf3"
    deployment = replace(request_to("Ledger", code, ME), to=None)
    from wallet.base.addresses import keccak

    network = replace(NETWORK, creations=frozenset({"0x" + keccak(code).hex()}))
    wallet = Unlocked(SECRET, (network,))
    for request in (payment, deployment):
        assert wallet.sign(request, 0).raw == bytes(signed_by_peer(request).raw_transaction)


def test_the_permit_is_signed_into_the_transaction() -> None:
    request = with_permit(ME)
    assert request.permit is not None
    statement_ = permit_request(CHAIN, request.permit)
    signature = typed_by_peer(statement_)
    complete = request.with_permit_signature(signature)
    ours = Unlocked(SECRET, (NETWORK,)).sign(request, 0)
    assert ours.raw == bytes(signed_by_peer(complete).raw_transaction)
    assert ours.request_id == request.id


def test_the_example_of_the_standard() -> None:
    message = {
        "from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
        "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
        "contents": "Hello, Bob!",
    }
    contract = "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"
    assert eip712.encode_type(MAIL, "Mail") == (
        "Mail(Person from,Person to,string contents)Person(string name,address wallet)"
    )
    domain = eip712.domain_hash("Ether Mail", "1", 1, contract)
    assert domain.hex() == "f2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"
    hashed = eip712.hash_struct(MAIL, "Mail", message)
    assert hashed.hex() == "c52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e"
    digest = eip712.digest(domain, hashed)
    assert digest.hex() == "be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(set(STRUCTS) - {"Permit"})))
def test_a_signed_statement_is_that_of_eth_account(data: st.DataObject, kind: str) -> None:
    message: dict[str, int | str | bytes] = {}
    for type_, field in STRUCTS[kind]:
        if type_ == "address":
            message[field] = ME
        elif type_ == "string":
            message[field] = data.draw(st.text(st.characters(categories=["L", "N"]), max_size=30))
        elif type_ == "bytes32":
            message[field] = data.draw(st.binary(min_size=32, max_size=32))
        elif type_ == "bool":
            message[field] = data.draw(st.booleans())
        else:
            message[field] = data.draw(st.integers(0, 2 ** int(type_[4:]) - 1))
    asked = statement(kind, CHAIN, ME, NETWORK.contracts[HOMES[kind][0]], message)
    assert parse_typed(asked.to_json()) == asked
    assert Unlocked(SECRET, (NETWORK,)).sign_typed(asked, 0) == typed_by_peer(asked)


def test_a_field_that_is_missing_or_foreign_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="fields"):
        eip712.hash_struct(STRUCTS, "Name", {"person": 1})
    with pytest.raises(ValueError, match="fit"):
        eip712.hash_struct(STRUCTS, "Name", {"person": True, "name": "x"})
