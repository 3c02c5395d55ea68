"""A Trezor through its maker's library: what goes over the wire, and every way to be refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.arch.tree import ROOT
from tests.signing.trezor.player import ME, Player
from wallet.base.errors import WalletError
from wallet.keys.accounts import account_path
from wallet.signing.device import DeviceSigner
from wallet.signing.known import KnownNetwork
from wallet.signing.request import PermitData, Request
from wallet.signing.signature import message_digest, signer_of
from wallet.signing.transaction import signing_hash
from wallet.signing.trezor.device import Trezor, plugged_in
from wallet.signing.typed import TypedRequest, permit_request, statement

CHAIN, GWEI = 31_337, 10**9
FRIEND = "0x1111111111111111111111111111111111111111"
PATH = account_path(0)
AT = {
    "Dollar": "0x3333333333333333333333333333333333333333",
    "Ledger": "0x4444444444444444444444444444444444444444",
    "Registry": "0x6666666666666666666666666666666666666666",
}
NETWORK = KnownNetwork(CHAIN, "Local network", AT)
PAYMENT = Request(CHAIN, ME, FRIEND, b"", 7, 21_000, 30 * GWEI, GWEI, 5)
NAME = statement("Name", CHAIN, ME, AT["Registry"], {"person": 3, "name": "Ada Nimo"})


def signer_with(player: Player) -> DeviceSigner:
    return DeviceSigner(Trezor(player), PATH, ME, (NETWORK,))


def refused(attempt: Callable[[], Any]) -> str:
    """The code with which something is refused."""
    with pytest.raises(WalletError) as error:
        attempt()
    assert error.value.sentence.endswith(".") and error.value.next_step.endswith(".")
    return error.value.code


def kinds(player: Player) -> list[str]:
    """What was asked of the device, by its kind."""
    return [type(one).__name__ for one in player.asked if "Ethereum" in type(one).__name__]


def test_a_payment_is_signed_byte_for_byte() -> None:
    from eth_account import Account

    player = Player()
    signed = signer_with(player).sign(PAYMENT)
    assert Account.recover_transaction(signed.raw) == ME
    assert kinds(player) == ["EthereumGetAddress", "EthereumSignTxEIP1559"]
    asked = player.asked[-2]
    assert (asked.to, asked.chain_id, asked.value) == (FRIEND, CHAIN, b"\x07")
    assert (asked.nonce, asked.gas_limit) == (b"\x05", (21_000).to_bytes(2, "big"))


def test_long_data_goes_in_pieces_and_the_permit_first() -> None:
    value, deadline = 9, 1_900_000_000
    data = bytes(4) + value.to_bytes(32, "big") + deadline.to_bytes(32, "big") + bytes(96)
    data += b"\7" * 32 * 60
    permit = PermitData(AT["Dollar"], "Dollar", "1", ME, AT["Ledger"], value, 0, deadline, 68)
    request = Request(
        CHAIN, ME, AT["Ledger"], data, 0, 300_000, 30 * GWEI, GWEI, 6, "", permit
    )  # fmt: skip
    player = Player()
    signer = signer_with(player)
    signed = signer.sign(request)
    assert kinds(player)[1] == "EthereumSignTypedData"
    assert kinds(player).count("EthereumTxAck") == 2
    assert "confirm twice" in signer.shows(request)
    typed = player.asked.index(next(one for one in player.asked if kinds(player)[1] in repr(one)))
    assert typed  # it came before the transaction
    complete = request.with_permit_signature(_permit_signature(request))
    assert signer_of(signing_hash(complete), _signature(signed.raw)) == ME


def _permit_signature(request: Request) -> bytes:
    assert request.permit is not None
    return signer_with(Player()).sign_typed(permit_request(CHAIN, request.permit))


def _signature(raw: bytes) -> bytes:
    import rlp

    parity, r, s = rlp.decode(raw[1:])[9:]
    v = 27 + int.from_bytes(parity, "big")
    return bytes(r.rjust(32, b"\0") + s.rjust(32, b"\0") + bytes([v]))


@pytest.mark.parametrize(
    ("model", "version", "asked"),
    [("T2T1", (2, 8, 9), "EthereumSignTypedData"), ("T1B1", (1, 13, 0), "EthereumSignTypedHash")],
)
def test_statements_are_signed_field_by_field_or_by_their_hashes(
    model: str, version: tuple[int, int, int], asked: str
) -> None:
    for request in (NAME, _attestation()):
        player = Player(model, version)
        signature = signer_with(player).sign_typed(request)
        assert signer_of(request.digest, signature) == ME
        assert asked in kinds(player)


def _attestation() -> TypedRequest:
    message: dict[str, int | str | bytes] = {
        "account": FRIEND, "personTag": b"\1" * 32, "level": 2, "country": 756, "investorClass": 0,
        "issuedAt": 1, "expiresAt": 2, "credentialHash": b"\2" * 32, "nonce": 5,
    }  # fmt: skip
    return statement("Attestation", CHAIN, ME, AT["Registry"], message)


def test_messages_are_signed_and_addresses_compared() -> None:
    player = Player()
    device = Trezor(player)
    signature = device.sign_message(PATH, b"Hello, Symbolon.")
    assert signer_of(message_digest(b"Hello, Symbolon."), signature) == ME
    DeviceSigner(device, PATH, ME, (NETWORK,)).show_address()
    assert player.asked[-2].show_display


@pytest.mark.filterwarnings("ignore:Firmware is out of date")  # the library says so as well
def test_every_refusal_is_a_sentence() -> None:
    player = Player()
    signer = signer_with(player)
    player.refuses = True
    assert refused(lambda: signer.sign(PAYMENT)) == "trezor.rejected"
    assert refused(lambda: signer.sign_typed(NAME)) == "trezor.rejected"
    player.refuses, player.locked = False, True
    assert refused(lambda: signer.sign(PAYMENT)) == "trezor.locked"
    player.locked, player.empty = False, True
    assert refused(lambda: signer.sign(PAYMENT)) == "trezor.empty"
    player.empty = False
    assert signer.sign(PAYMENT).raw
    assert refused(lambda: Trezor(Player("T2T1", (2, 0, 1)))) == "trezor.too-old"
    assert refused(plugged_in) in ("trezor.none", "trezor.usb")


@given(st.binary(max_size=100))
def test_hostile_answers_are_a_sentence(answer: bytes) -> None:
    player = Player()
    signer = signer_with(player)
    player.garbles = answer
    for attempt in (lambda: signer.sign(PAYMENT), lambda: signer.sign_typed(NAME)):
        code = refused(attempt)
        assert code.startswith("trezor.") or code == "signing.other-key"


def test_nothing_of_it_is_loaded_before_it_is_asked_for_and_nothing_that_talks_after() -> None:
    code = (
        "import sys, wallet.signing.trezor.device as device\n"
        "before = sorted(name for name in sys.modules if name.startswith('trezorlib'))\n"
        "try: device.plugged_in()\n"
        "except Exception: pass\n"
        "talks = {'requests', 'urllib3', 'http', 'ssl', 'trezorlib.transport.bridge',"
        " 'trezorlib.transport.udp'}\n"
        "print(before, sorted(talks & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"
