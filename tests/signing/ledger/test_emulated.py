"""The real Ethereum application of a Ledger, in the emulator: byte for byte as eth-account signs.

Skipped where the application's file is not at hand; the README says how to get it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.signing.ledger.emulator import SEED, Emulator, why_not
from wallet.base.errors import WalletError
from wallet.contracts.bindings import contract
from wallet.keys.accounts import account_path, path_in
from wallet.signing import rlp
from wallet.signing.device import DeviceSigner
from wallet.signing.known import KnownNetwork
from wallet.signing.ledger.device import Ledger
from wallet.signing.request import PermitData, Request
from wallet.signing.typed import statement

WHY_NOT = why_not()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)

CHAIN, GWEI = 31_337, 10**9
FRIEND = "0x1111111111111111111111111111111111111111"
PATH = account_path(0)
CONTRACTS = {
    "Dollar": "0x3333333333333333333333333333333333333333",
    "Ledger": "0x4444444444444444444444444444444444444444",
    "Auction": "0x5555555555555555555555555555555555555555",
    "Registry": "0x6666666666666666666666666666666666666666",
}
NETWORK = KnownNetwork(CHAIN, "Local network", CONTRACTS)


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def ledger(emulator: Emulator) -> Ledger:
    """The device, its owner willing, blind signing allowed."""
    emulator.plan = "approve"
    device = Ledger(emulator)
    if not device.app.configuration().blind_signing:
        emulator.toggle_blind_signing()
    return device


@pytest.fixture(scope="module")
def account() -> Any:
    """The same account in eth-account's hands."""
    from eth_account import Account

    Account.enable_unaudited_hdwallet_features()
    return Account.from_mnemonic(SEED)


@pytest.fixture
def signer(ledger: Ledger) -> DeviceSigner:
    return DeviceSigner(ledger, PATH, ledger.address(PATH), (NETWORK,))


def test_addresses_and_settings_are_read(ledger: Ledger, account: Any) -> None:
    assert ledger.address(PATH) == account.address
    assert ledger.address(path_in(1, 1)) != ledger.address(account_path(1))
    found = ledger.app.configuration()
    assert found.blind_signing
    assert found.version >= (1, 9, 0)


def test_an_address_is_compared_on_the_device(ledger: Ledger, emulator: Emulator) -> None:
    address = ledger.address(PATH, show=True)
    assert address[2:].lower() in "".join(emulator.seen).replace(" ", "").lower()
    emulator.plan = "reject"
    with pytest.raises(WalletError) as refused:
        ledger.address(PATH, show=True)
    assert refused.value.code == "ledger.rejected"


def test_a_payment_is_signed_byte_for_byte(
    signer: DeviceSigner, account: Any, emulator: Emulator
) -> None:
    request = Request(CHAIN, account.address, FRIEND, b"", 7, 21_000, 30 * GWEI, GWEI, 5)
    signed = signer.sign(request)
    theirs = account.sign_transaction(_fields(request))
    assert signed.raw == bytes(theirs.raw_transaction)
    assert signed.tx_hash == "0x" + bytes(theirs.hash).hex()
    assert FRIEND[2:] in "".join(emulator.seen).replace(" ", ""), emulator.seen


def test_a_long_call_with_its_permit_is_signed_in_chunks(
    signer: DeviceSigner, account: Any, emulator: Emulator
) -> None:
    deadline, value = 1_900_000_000, 12_600 * 10**6
    blank = (value, deadline, 0, bytes(32), bytes(32))
    data = contract("Auction").encode("buy", (2, 84_000 * 10**18, 150_000_000_000, blank))
    at = len(data) - 96
    permit = PermitData(
        CONTRACTS["Dollar"], "Practice dollar", "1", account.address, CONTRACTS["Ledger"],
        value, 0, deadline, at,
    )  # fmt: skip
    request = Request(
        CHAIN, account.address, CONTRACTS["Auction"], data, 0, 300_000, 30 * GWEI, GWEI, 6, "",
        permit,
    )  # fmt: skip
    assert len(data) > 255
    assert "confirm twice" in signer.shows(request)
    signed = signer.sign(request)
    theirs = account.unsafe_sign_hash(_permit_digest(request)).signature
    complete = request.with_permit_signature(bytes(theirs))
    assert signed.raw == bytes(account.sign_transaction(_fields(complete)).raw_transaction)
    assert signed.request_id == request.id


def test_a_statement_is_signed_by_its_two_hashes(
    signer: DeviceSigner, account: Any, emulator: Emulator
) -> None:
    from eth_account.messages import encode_typed_data

    name = statement(
        "Name", CHAIN, account.address, CONTRACTS["Registry"], {"person": 3, "name": "Ada Nimo"}
    )
    ours = signer.sign_typed(name)
    theirs = account.sign_message(encode_typed_data(full_message=name.standard()))
    assert ours == bytes(theirs.signature)
    shown = "".join(emulator.seen).replace(" ", "").lower()
    assert name.domain_hash.hex() in shown
    assert name.message_hash.hex() in shown


@pytest.mark.parametrize("text", [b"Hello, Symbolon.", b"word " * 120])
def test_messages_are_signed(ledger: Ledger, account: Any, text: bytes) -> None:
    from eth_account.messages import encode_defunct

    ours = ledger.sign_message(PATH, text)
    assert ours == bytes(account.sign_message(encode_defunct(primitive=text)).signature)


def _legacy(chain: int, data: bytes) -> tuple[bytes, dict[str, Any]]:
    fields: list[rlp.Item] = [5, GWEI, 90_000, bytes.fromhex(FRIEND[2:]), 7, data]
    theirs = {
        "nonce": 5, "gasPrice": GWEI, "gas": 90_000, "to": FRIEND, "value": 7, "data": data,
        "chainId": chain,
    }  # fmt: skip
    return rlp.encode([*fields, chain, 0, 0]), theirs


def _access_list() -> tuple[bytes, dict[str, Any]]:
    fields: list[rlp.Item] = [CHAIN, 5, GWEI, 60_000, bytes.fromhex(FRIEND[2:]), 7, b"", []]
    theirs = {
        "type": 1, "chainId": CHAIN, "nonce": 5, "gasPrice": GWEI, "gas": 60_000, "to": FRIEND,
        "value": 7, "data": b"", "accessList": [],
    }  # fmt: skip
    return b"\x01" + rlp.encode(fields), theirs


def _awkward(chain: int) -> bytes:
    """Data with which a chunk of 255 would end right before the chain."""
    for size in range(150, 450):
        raw, _theirs = _legacy(chain, b"\x01" * size)
        if (21 + len(raw) - (len(rlp.encode(chain)) + 2)) % 255 == 0:
            return b"\x01" * size
    raise AssertionError("there is such a size")


RAW: list[tuple[str, Callable[[], tuple[bytes, dict[str, Any]]]]] = [
    ("access list", _access_list),
    ("legacy on chain 1", lambda: _legacy(1, b"")),
    ("legacy on chain 137", lambda: _legacy(137, b"")),
    ("legacy on a large chain", lambda: _legacy(11_155_111, b"")),
    ("legacy with data", lambda: _legacy(CHAIN, b"\x01" * 40)),
    ("legacy that an older one would cut badly", lambda: _legacy(CHAIN, _awkward(CHAIN))),
]


@pytest.mark.parametrize(("_name", "make"), RAW, ids=[name for name, _make in RAW])
def test_what_other_wallets_ask_for_is_signed_byte_for_byte(
    ledger: Ledger, account: Any, _name: str, make: Callable[[], tuple[bytes, dict[str, Any]]]
) -> None:
    raw, theirs = make()
    assert ledger.sign_raw(PATH, raw) == bytes(account.sign_transaction(theirs).raw_transaction)


def test_what_is_refused_on_the_device_is_said(
    signer: DeviceSigner, emulator: Emulator, account: Any
) -> None:
    emulator.plan = "reject"
    request = Request(CHAIN, account.address, FRIEND, b"", 7, 21_000, 30 * GWEI, GWEI, 5)
    with pytest.raises(WalletError) as refused:
        signer.sign(request)
    assert refused.value.code == "ledger.rejected"
    emulator.plan = "approve"
    assert signer.sign(request).raw  # and it goes on


def test_what_it_may_not_show_in_words_is_refused_before_it_is_asked(
    signer: DeviceSigner, ledger: Ledger, emulator: Emulator, account: Any
) -> None:
    emulator.toggle_blind_signing()
    data = contract("Auction").encode("settle", (2, 128))
    request = Request(
        CHAIN, account.address, CONTRACTS["Auction"], data, 0, 300_000, 30 * GWEI, GWEI, 6
    )
    for attempt in (
        lambda: signer.sign(request),
        lambda: ledger.sign_raw(PATH, _legacy(CHAIN, b"\x01" * 40)[0]),
    ):
        with pytest.raises(WalletError) as refused:
            attempt()
        assert refused.value.code == "ledger.blind"
    payment = replace(request, to=FRIEND, data=b"", gas=21_000)
    assert signer.sign(payment).raw


def test_what_the_application_does_not_know_is_said(ledger: Ledger) -> None:
    with pytest.raises(WalletError) as refused:
        ledger.app.sign_raw(PATH, b"\x03" + rlp.encode([CHAIN, 5]))
    assert refused.value.code == "ledger.too-old"


def _fields(request: Request) -> dict[str, Any]:
    return {
        "type": 2, "chainId": request.chain_id, "nonce": request.nonce, "to": request.to,
        "value": request.value, "gas": request.gas, "data": request.data,
        "maxFeePerGas": request.max_fee_per_gas,
        "maxPriorityFeePerGas": request.max_priority_fee_per_gas,
    }  # fmt: skip


def _permit_digest(request: Request) -> bytes:
    from wallet.signing.typed import permit_request

    assert request.permit is not None
    return permit_request(request.chain_id, request.permit).digest
