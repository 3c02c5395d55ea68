"""Requests and statements: one canonical form, and nothing else is read."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signing.cases import CHAIN, NETWORK, request_to, with_permit
from wallet.base.errors import WalletError
from wallet.signing.request import MAX_DATA, MAX_TEXT, Request, check_request, parse_request
from wallet.signing.typed import STRUCTS, TypedRequest, parse_typed, statement

ME = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
OTHER = "0x" + "77" * 20


def name_statement(**changes: object) -> TypedRequest:
    message: dict[str, int | str | bytes] = {"person": 12, "name": "Bob Okafor"}
    made = statement("Name", CHAIN, ME, NETWORK.contracts["Registry"], message, "Verify")
    return replace(made, **changes)  # type: ignore[arg-type] # named fields, checked by the class


@pytest.mark.parametrize(
    "request_",
    [request_to("Ledger", b"\x01\x02\x03\x04", ME), with_permit(ME)],
    ids=["plain", "permit"],
)
def test_a_request_survives_its_text(request_: Request) -> None:
    again = parse_request(request_.to_json())
    assert again == request_
    assert again.id == request_.id


def test_any_difference_makes_another_id() -> None:
    base = with_permit(ME)
    assert base.permit is not None
    others = [
        replace(base, nonce=42),
        replace(base, data=base.data + b"\0"),
        replace(base, to=OTHER),
        replace(base, chain_id=1),
        replace(base, value=1),
        replace(base, permit=None),
        replace(base, permit=replace(base.permit, nonce=4)),
    ]
    assert len({base.id, *(other.id for other in others)}) == len(others) + 1


def test_addresses_get_their_capitals() -> None:
    assert request_to("Ledger", b"", ME.lower()).sender == ME


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("chain", 31337),
        ("chain", "031337"),
        ("chain", "-1"),
        ("chain", "0"),
        ("gas", "20999"),
        ("gas", str(2**40)),
        ("nonce", "1e3"),
        ("maxPriority", str(10**10)),
        ("value", str(2**256)),
        ("data", "0xABCD"),
        ("data", "0x123"),
        ("data", "0x" + "00" * (MAX_DATA + 1)),
        ("to", "0x123"),
        ("to", 5),
        ("from", ME.lower()),
        ("act", "a\nb"),
        ("act", "x" * 65),
        ("v", 2),
        ("kind", "typed"),
        ("permit", []),
        ("permit", {}),
        ("more", "1"),
    ],
)
def test_what_is_not_exactly_a_request_is_refused(key: str, value: object) -> None:
    found = json.loads(request_to("Ledger", b"\x01\x02\x03\x04", ME).to_json())
    found[key] = value
    with pytest.raises(WalletError) as refused:
        parse_request(json.dumps(found))
    assert refused.value.code == "signing.unreadable"


def test_a_request_has_a_largest_size() -> None:
    with pytest.raises(WalletError):
        parse_request(" " * (MAX_TEXT + 1))
    with pytest.raises(WalletError):
        parse_request("[" * 100_000)


@pytest.mark.parametrize(
    "change",
    [
        {"value": 25_000_001},
        {"deadline": 1_800_000_001},
        {"owner": OTHER},
        {"at": 4 + 4 * 32},
        {"at": 4 + 6 * 32},
        {"at": 0},
        {"at": 10_000},
    ],
)
def test_a_permit_that_does_not_fit_its_calldata_is_refused(change: dict[str, object]) -> None:
    check_request(with_permit(ME))
    with pytest.raises(WalletError):
        check_request(with_permit(ME, **change))


def test_a_permit_signature_goes_where_it_belongs() -> None:
    signature = bytes(range(1, 65)) + b"\x1c"
    done = with_permit(ME).with_permit_signature(signature)
    assert done.permit is None
    assert done.data[-96:] == (28).to_bytes(32, "big") + signature[:64]
    assert len(done.data) == len(with_permit(ME).data)


def test_a_statement_survives_its_text() -> None:
    asked = name_statement()
    assert parse_typed(asked.to_json()) == asked


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("type", "Mail"),
        ("name", "Symbolon Companies"),
        ("version", "2"),
        ("message", {"person": "12"}),
        ("message", {"person": "12", "name": "Bob", "more": "1"}),
        ("message", {"person": "x", "name": "Bob"}),
        ("message", {"person": "12", "name": "x" * 257}),
        ("chain", "0"),
    ],
)
def test_what_is_not_exactly_a_statement_is_refused(key: str, value: object) -> None:
    found = json.loads(name_statement().to_json())
    found[key] = value
    with pytest.raises(WalletError):
        parse_typed(json.dumps(found))


def test_a_number_must_fit_its_type() -> None:
    message: dict[str, int | str | bytes] = {
        field: b"\0" * 32 if kind == "bytes32" else ME if kind == "address" else 1
        for kind, field in STRUCTS["Attestation"]
    }
    statement("Attestation", CHAIN, ME, NETWORK.contracts["Registry"], message)
    for field, value in (
        ("level", 256),
        ("country", -1),
        ("personTag", b"\0" * 31),
        ("nonce", "1"),
    ):
        with pytest.raises(WalletError):
            statement(
                "Attestation", CHAIN, ME, NETWORK.contracts["Registry"], {**message, field: value}
            )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(st.data())
def test_any_changed_field_is_read_or_refused(data: st.DataObject) -> None:
    for text, parse in (
        (with_permit(ME).to_json(), parse_request),
        (name_statement().to_json(), parse_typed),
    ):
        found = json.loads(text)
        found[data.draw(st.sampled_from(sorted(found)))] = data.draw(JSON)
        try:
            parse(json.dumps(found))
        except WalletError as refused:
            assert refused.next_step


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_request, parse_typed):
        with pytest.raises(WalletError):
            parse(text)
