"""What other wallets ask for: read to the last byte, signed as eth_account signs, or refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rlp as peer_rlp
from eth_account import Account
from eth_account.messages import encode_defunct
from hypothesis import given
from hypothesis import strategies as st

from tests.signing.cases import CHAIN, NETWORK, SECRET, request_to, with_permit
from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.keys.accounts import account_key, address_of
from wallet.keys.words import seed
from wallet.signing import rlp
from wallet.signing.asked import Asked, DataType, asked_of, check_asked, parse_asked
from wallet.signing.asked_words import explain_asked, network_for
from wallet.signing.foreign import LEGACY, ForeignTransaction, parse_foreign
from wallet.signing.messages import Message, parse_message
from wallet.signing.recovery import checked_signature
from wallet.signing.standard import parse_standard, to_standard
from wallet.signing.teller import NoNames
from wallet.signing.transaction import unsigned
from wallet.signing.typed import TypedRequest, permit_request, statement
from wallet.signing.unlocked import Unlocked

KEY = account_key(seed(SECRET.words), 0)
ME = address_of(KEY)
FRIEND = checksum("0x" + "5a" * 20)
ACCESSES = [{"address": FRIEND, "storageKeys": ["0x" + "01" * 32]}]
COMMON = {"nonce": 4, "gas": 21_000, "to": FRIEND, "value": 10**17, "data": b""}


@pytest.fixture(scope="module")
def wallet() -> Unlocked:
    return Unlocked(SECRET, (NETWORK,))


def signed_by_peer(fields: dict[str, Any]) -> tuple[bytes, Any]:
    """The unsigned bytes of a transaction as eth_account makes them, and its signature."""
    signed = Account.sign_transaction(fields, KEY)
    raw = bytes(signed.raw_transaction)
    if "type" not in fields:
        items = peer_rlp.decode(raw)
        return peer_rlp.encode([*items[:6], fields["chainId"], b"", b""]), signed
    items = peer_rlp.decode(raw[1:])
    return raw[:1] + peer_rlp.encode(items[:-3]), signed


def legacy(chain: int = CHAIN, **changes: object) -> dict[str, Any]:
    """A transaction in the first form."""
    return {**COMMON, "gasPrice": 2 * 10**9, "chainId": chain, **changes}


def listed(**changes: object) -> dict[str, Any]:
    """A transaction with a list of accesses (EIP-2930)."""
    return {**legacy(), "type": 1, "accessList": ACCESSES, **changes}


def priced(**changes: object) -> dict[str, Any]:
    """A transaction with a ceiling and a tip (EIP-1559) and a list of accesses."""
    fees = {"maxFeePerGas": 2 * 10**9, "maxPriorityFeePerGas": 10**9}
    return {**COMMON, **fees, "chainId": CHAIN, "type": 2, "accessList": ACCESSES, **changes}


@pytest.mark.parametrize("fields", [legacy(), listed(), priced()], ids=["first", "2930", "1559"])
def test_each_form_is_read_and_signed_as_eth_account_does(
    fields: dict[str, Any], wallet: Unlocked
) -> None:
    raw, peer = signed_by_peer(fields)
    kind = DataType.TYPED_TRANSACTION if "type" in fields else DataType.TRANSACTION
    asked = Asked(kind, raw, ME)
    meaning = asked.meaning
    assert isinstance(meaning, ForeignTransaction)
    assert meaning.request(ME).to == FRIEND
    assert (meaning.value, meaning.nonce, meaning.listed) == (10**17, 4, "accessList" in fields)
    signature = wallet.sign_asked(asked, 0)
    assert int.from_bytes(signature[:32], "big") == peer.r
    assert int.from_bytes(signature[32:64], "big") == peer.s
    assert int.from_bytes(signature[64:], "big") == peer.v
    checked = checked_signature(meaning.digest, signature, CHAIN, ME)
    assert checked[:64] == signature[:64]
    assert checked == checked_signature(meaning.digest, checked, CHAIN, ME)
    words = explain_asked(meaning, ME, NETWORK, NoNames())
    assert words.plain.startswith("You send 0.1 coins to ")


def test_a_first_form_signature_for_a_large_chain_takes_two_bytes_for_v() -> None:
    raw, peer = signed_by_peer(legacy(CHAIN))
    found = parse_foreign(raw, typed=False)
    assert found.form == LEGACY
    assert {found.v(0), found.v(1)} == {(62_709).to_bytes(2, "big"), (62_710).to_bytes(2, "big")}
    assert found.v(peer.v - 62_709) == peer.v.to_bytes(2, "big")


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        (b"", True),
        (b"", False),
        (b"\x02", True),
        (b"\x03\xc0", True),
        (signed_by_peer(priced())[0], False),
        (signed_by_peer(legacy())[0], True),
        (signed_by_peer(legacy())[0] + b"\0", False),
        (signed_by_peer(listed())[0][:-1], True),
        (bytes(Account.sign_transaction(priced(), KEY).raw_transaction), True),
        (b"\x01" + peer_rlp.encode([b"\1"] * 8), True),
        (peer_rlp.encode([b"\0", *[b""] * 5, b"\1", b"", b""]), False),
        (peer_rlp.encode([b"", b"", b"", b"\1" * 19, b"", b"", b"\1", b"", b""]), False),
        (peer_rlp.encode([*[b""] * 6, b"\1", b"\1", b""]), False),
        (b"\xf8\x01\x80", False),
        (b"\xc1" * 40, False),
        (b"\xff" * 12, False),
    ],
)
def test_what_is_no_unsigned_transaction_is_refused(raw: bytes, typed: bool) -> None:
    with pytest.raises(WalletError) as refused:
        parse_foreign(raw, typed)
    assert refused.value.code == "signing.unreadable"


def test_one_that_could_be_repeated_on_any_chain_is_refused() -> None:
    nameless = peer_rlp.encode([b"\4", b"\1", b"\x52\x08", bytes.fromhex(FRIEND[2:]), b"", b""])
    for raw in (nameless, peer_rlp.encode([*peer_rlp.decode(nameless), b"", b"", b""])):
        with pytest.raises(WalletError, match="repeat it on another"):
            parse_foreign(raw, typed=False)


@given(st.binary(max_size=120), st.sampled_from(DataType))
def test_any_bytes_are_read_or_refused(data: bytes, kind: DataType) -> None:
    asked = Asked(kind, data, ME)
    assert parse_asked(asked.to_json()) == asked
    try:
        meaning = asked.meaning
    except WalletError as refused:
        assert refused.next_step
    else:
        assert len(meaning.digest) == 32


@given(st.recursive(st.binary(max_size=60), lambda inner: st.lists(inner, max_size=5)))
def test_lists_are_decoded_as_they_were_encoded(item: Any) -> None:
    if isinstance(item, list):
        try:
            assert rlp.decode(rlp.encode(item)) == item
        except ValueError:
            assert str(item).count("[") > 7  # deeper than any transaction


def test_a_request_and_its_bytes_say_the_same(wallet: Unlocked) -> None:
    request = request_to("Ledger", bytes.fromhex("4e71d92d"), ME)
    asked = asked_of(request)
    assert asked.data == unsigned(request)
    meaning = check_asked(asked, (NETWORK,))
    assert isinstance(meaning, ForeignTransaction)
    assert network_for(meaning, (NETWORK,)) is NETWORK
    signed = wallet.sign(request, 0).raw
    assert wallet.sign_asked(asked, 0)[:32].lstrip(b"\0") in signed


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (legacy(1), "signing.foreign-network"),
        (legacy(gas=10**9, gasPrice=10**12), "signing.fee-ceiling"),
        (legacy(data=b"\1\2\3\4"), "signing.foreign-contract"),
        (legacy(to=NETWORK.contracts["Ledger"]), "signing.value"),
        (legacy(gas=20_000), "signing.unreadable"),
    ],
)
def test_the_boundary_holds_for_what_others_ask(
    fields: dict[str, Any], code: str, wallet: Unlocked
) -> None:
    with pytest.raises(WalletError) as refused:
        wallet.sign_asked(Asked(DataType.TRANSACTION, signed_by_peer(fields)[0], ME), 0)
    assert refused.value.code == code


def test_another_account_is_not_signed_for(wallet: Unlocked) -> None:
    with pytest.raises(WalletError, match="another account"):
        wallet.sign_asked(Asked(DataType.MESSAGE, b"hello", FRIEND), 0)


def test_a_message_is_shown_whole_and_signed_as_eth_account_does(wallet: Unlocked) -> None:
    text = "Let me in.\n\nOnce: 8f3a, caf\u00e9"
    asked = asked_of(Message(ME, text))
    peer = Account.sign_message(encode_defunct(text=text), KEY)
    assert wallet.sign_asked(asked, 0) == bytes(peer.signature)
    words = explain_asked(asked.meaning, ME, NETWORK, NoNames())
    assert [one.text for one in words.sentences[1:]] == text.split("\n")


@pytest.mark.parametrize(
    "data",
    [b"", b" \n", b"\xff", bytes(32), b"a\x1b[2J", "a\u202eb".encode(), b"a\n" * 61, b"a" * 4_097],
)
def test_a_message_that_nobody_can_read_is_refused(data: bytes) -> None:
    with pytest.raises(WalletError) as refused:
        parse_message(ME, data)
    assert refused.value.code == "signing.message"


def statements() -> list[TypedRequest]:
    """A statement of the network and a permit."""
    asked = with_permit(ME)
    if asked.permit is None:
        raise ValueError("it was made with one")
    message: dict[str, int | str | bytes] = {"person": 12, "name": "Bob Okafor"}
    named = statement("Name", CHAIN, ME, NETWORK.contracts["Registry"], message)
    return [named, permit_request(CHAIN, asked.permit)]


def test_statements_are_read_from_the_json_of_the_standard(wallet: Unlocked) -> None:
    for made in statements():
        assert parse_standard(to_standard(made), ME) == made
        assert wallet.sign_asked(asked_of(made), 0) == wallet.sign_typed(made, 0)
    numbers = {"person": 12, "name": "Bob Okafor"}
    for person in (12, "12", "0xc"):
        other = {**statements()[0].standard(), "message": {**numbers, "person": person}}
        assert parse_standard(json.dumps(other).encode(), ME) == statements()[0]


def changed(**changes: object) -> bytes:
    """A statement with parts of its JSON replaced."""
    return json.dumps({**statements()[0].standard(), **changes}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"{" * 5_000,
        changed(primaryType="Order"),
        changed(types={}),
        changed(domain={}),
        changed(message={"person": 12}),
        changed(message={"person": 12, "name": "Bob", "more": 1}),
        changed(message={"person": -1, "name": "Bob"}),
        changed(message={"person": True, "name": "Bob"}),
        changed(message={"person": 12, "name": 5}),
        changed(message=[]),
        b" " * 20_000,
    ],
)
def test_other_typed_data_is_refused(data: bytes) -> None:
    with pytest.raises(WalletError) as refused:
        parse_standard(data, ME)
    assert refused.value.code in ("signing.not-understood", "signing.unreadable")


def test_a_signature_is_taken_only_from_the_account_and_for_the_bytes() -> None:
    digest = Message(ME, "hello").digest
    good = bytes(Account.sign_message(encode_defunct(text="hello"), KEY).signature)
    parity = good[64] - 27
    for v in (good[64:], bytes([parity]), (35 + 2 * CHAIN + parity).to_bytes(2, "big")):
        assert checked_signature(digest, good[:64] + v, CHAIN, ME) == good
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    high = (order - int.from_bytes(good[32:64], "big")).to_bytes(32, "big")
    for bad in (
        good[:64] + bytes([1 - parity]),
        good[:64] + bytes([99]),
        good[:32] + high + bytes([28 - parity]),
        bytes(65),
        b"\xff" * 64 + b"\0",
    ):
        with pytest.raises(WalletError) as refused:
            checked_signature(digest, bad, CHAIN, ME)
        assert refused.value.code == "signing.other-signature"
    with pytest.raises(WalletError):
        checked_signature(Message(ME, "hallo").digest, good, CHAIN, ME)
    with pytest.raises(WalletError):
        checked_signature(digest, good, CHAIN, FRIEND)


@pytest.mark.parametrize(
    "data",
    [b"\xc2\x81\x05", b"\xf8\x01\x05", b"\xc3\xb8\x01\x05", b"\xc1", b"\xc0\x05", b"\x05", b""],
)
def test_another_encoding_of_a_list_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"form|item|early"):
        rlp.decode(data)
