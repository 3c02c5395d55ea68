"""The commands of a Ledger: as its application answered them, and every way in which it may not.

The answers were recorded from the application 1.22.0 in the emulator, which `test_emulated` asks
again where it is at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.keys.accounts import account_path
from wallet.signing import rlp
from wallet.signing.device import DeviceSigner
from wallet.signing.known import KnownNetwork
from wallet.signing.ledger.app import CHUNK, EthereumApp
from wallet.signing.ledger.device import Ledger
from wallet.signing.ledger.statuses import failure
from wallet.signing.ledger.transport import HidTransport, message_of, open_ledger, packets
from wallet.signing.raw import parse_unsigned
from wallet.signing.request import Request
from wallet.signing.signature import message_digest, signer_of
from wallet.signing.typed import statement

ME = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
OTHER = "0x1111111111111111111111111111111111111111"
CHAIN = 31_337
GWEI = 10**9
PATH = "058000002c8000003c800000000000000000000000"
ASK_ADDRESS = f"e002000015{PATH}"
ADDRESS = (
    "410437b0bb7a8288d38ed49a524b5dc98cff3eb5ca824c9f9dc0dfdb3d9cd600f299a6179912b7451c09896c4098"
    "eca7ce6b2e58330672795e847c4d6af44e0242302839383538456646443233324234303333453437643930303033"
    "4434314543333445636145646139349000"
)
ASK_CONFIGURATION = "e006000000"
BLIND, SEEING, OLD = "030116009000", "020116009000", "030108089000"
ASK_MESSAGE = f"e008000029{PATH}0000001048656c6c6f2c2053796d626f6c6f6e2e"
MESSAGE = (
    "1b0b18948a0eae4dfee49060bba1ca5f55e266cf83d64c83515479a5f9c82c955f466101eb519dc79feea834d2e5"
    "f14e072ecf49c9a0b11d5020579c358bad78159000"
)
ASK_LEGACY = f"e00400003b{PATH}e505843b9aca0082520894{OTHER[2:]}0780827a698080"
LEGACY = (
    "f56cfc72da56055c205ada2ab090999d72e3a1dd974f03476cd8e39171ff700c630bd5311e8c1884e0412eb787cf"
    "9ae6f8870a82bfcf1d2ac7776ac47660bf877e9000"
)
NETWORK = KnownNetwork(CHAIN, "Local network", {"Registry": "0x" + "66" * 20})
PAYMENT = Request(CHAIN, ME, OTHER, b"", 7, 21_000, 30 * GWEI, GWEI, 5)


@dataclass
class Script:
    """A line that answers as written, and remembers what it was asked."""

    answers: dict[str, str]
    rest: str = "6f00"
    asked: list[str] = field(default_factory=list)

    def exchange(self, command: bytes) -> bytes:
        self.asked.append(command.hex())
        return bytes.fromhex(self.answers.get(command.hex(), self.rest))

    def close(self) -> None:
        self.asked.append("closed")


def ledger(rest: str = "6f00", configuration: str = BLIND, **more: str) -> tuple[Ledger, Script]:
    known = {ASK_ADDRESS: ADDRESS, ASK_CONFIGURATION: configuration, ASK_MESSAGE: MESSAGE}
    script = Script({**known, ASK_LEGACY: LEGACY, **more}, rest)
    return Ledger(script), script


def refused(attempt: Callable[[], Any]) -> str:
    """The code with which something is refused."""
    with pytest.raises(WalletError) as error:
        attempt()
    assert error.value.sentence.endswith(".") and error.value.next_step.endswith(".")
    return error.value.code


def test_recorded_answers_are_understood() -> None:
    device, script = ledger()
    assert device.address(account_path(0)) == ME
    found = device.app.configuration()
    assert (found.blind_signing, found.version) == (True, (1, 22, 0))
    signature = device.sign_message(account_path(0), b"Hello, Symbolon.")
    assert signer_of(message_digest(b"Hello, Symbolon."), signature) == ME
    assert ASK_MESSAGE in script.asked
    device.close()
    assert script.asked[-1] == "closed"


def test_a_legacy_transaction_gets_the_chain_into_its_v_whatever_the_device_says() -> None:
    from eth_account import Account

    raw = rlp.encode([5, GWEI, 21_000, bytes.fromhex(OTHER[2:]), 7, b"", CHAIN, 0, 0])
    device, _script = ledger()
    signed = device.sign_raw(account_path(0), raw)
    assert Account.recover_transaction(signed) == ME
    assert (2 * CHAIN + 35) in (_v(signed), _v(signed) - 1)


def _v(signed: bytes) -> int:
    import rlp as theirs

    return int.from_bytes(theirs.decode(signed)[6], "big")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (0x5515, "ledger.locked"),
        (0x6982, "ledger.locked"),
        (0x6511, "ledger.wrong-app"),
        (0x6E00, "ledger.wrong-app"),
        (0x6985, "ledger.rejected"),
        (0x6D00, "ledger.too-old"),
        (0x6501, "ledger.too-old"),
        (0x6A84, "ledger.too-large"),
        (0x6980, "ledger.busy"),
        (0x6A80, "ledger.not-understood"),
        (0x6F42, "ledger.error"),
    ],
)
def test_every_status_is_a_sentence_with_a_next_step(status: int, code: str) -> None:
    device, _script = ledger(rest=f"{status:04x}")
    assert refused(lambda: device.app.sign_raw(account_path(0), b"\x02\xc0")) == code
    assert failure(status).code == code


def test_what_cannot_be_shown_is_refused_before_the_device_is_asked() -> None:
    device, script = ledger(configuration=SEEING)
    call = Request(CHAIN, ME, OTHER, b"\1\2\3\4", 0, 50_000, GWEI, GWEI, 5)
    assert refused(lambda: device.sign(account_path(0), call)) == "ledger.blind"
    assert script.asked == [ASK_CONFIGURATION]
    name = statement("Name", CHAIN, ME, NETWORK.contracts["Registry"], {"person": 1, "name": "A"})
    assert refused(lambda: device.sign_typed(account_path(0), name)) == "ledger.blind"


def test_a_refusal_of_data_is_told_from_a_request_that_is_not_understood() -> None:
    raw = rlp.encode([5, GWEI, 21_000, bytes.fromhex(OTHER[2:]), 7, b"\1", CHAIN, 0, 0])
    device, _script = ledger(rest="6a80", configuration=SEEING)
    assert refused(lambda: device.sign_raw(account_path(0), raw)) == "ledger.blind"
    device, _script = ledger(rest="6a80")
    assert refused(lambda: device.sign_raw(account_path(0), raw)) == "ledger.not-understood"


def test_an_application_that_is_too_old_is_not_asked_to_sign() -> None:
    device, script = ledger(configuration=OLD)
    assert refused(lambda: device.sign(account_path(0), PAYMENT)) == "ledger.too-old"
    assert script.asked == [ASK_CONFIGURATION]


def test_only_the_accounts_own_device_is_asked_and_only_its_signature_believed() -> None:
    device, script = ledger(rest="00" + "11" * 64 + "9000")
    signer = DeviceSigner(device, account_path(0), ME, (NETWORK,))
    assert refused(lambda: signer.sign(PAYMENT)) == "signing.other-key"
    other = DeviceSigner(device, account_path(0), OTHER, (NETWORK,))
    theirs = Request(CHAIN, OTHER, ME, b"", 7, 21_000, 30 * GWEI, GWEI, 5)
    script.asked.clear()
    assert refused(lambda: other.sign(theirs)) == "signing.other-device"
    assert script.asked == [ASK_ADDRESS]
    assert refused(lambda: other.sign(PAYMENT)) == "signing.other-account"


def test_the_boundary_is_checked_before_the_device_is_asked() -> None:
    device, script = ledger()
    signer = DeviceSigner(device, account_path(0), ME, (NETWORK,))
    foreign = Request(CHAIN, ME, OTHER, b"\1\2\3\4", 0, 50_000, GWEI, GWEI, 5)
    assert refused(lambda: signer.sign(foreign)) == "signing.foreign-contract"
    elsewhere = Request(1, ME, OTHER, b"", 7, 21_000, GWEI, GWEI, 5)
    assert refused(lambda: signer.sign(elsewhere)) == "signing.foreign-network"
    name = statement("Name", CHAIN, ME, OTHER, {"person": 1, "name": "A"})
    assert refused(lambda: signer.sign_typed(name)) == "signing.foreign-contract"
    assert script.asked == []


@given(st.integers(0, 900), st.integers(0, 40))
def test_no_chunk_is_too_long_and_none_ends_before_the_chain(size: int, trailer: int) -> None:
    script = Script({}, "00" * 65 + "9000")
    EthereumApp(script).sign_raw(account_path(0), bytes(size), trailer)
    chunks = [bytes.fromhex(one)[5:] for one in script.asked]
    assert b"".join(chunks) == bytes.fromhex(PATH) + bytes(size)
    assert all(0 < len(one) <= CHUNK for one in chunks)
    assert [int(one[4:6], 16) for one in script.asked] == [0] + [0x80] * (len(chunks) - 1)
    ends = [sum(len(one) for one in chunks[: at + 1]) for at in range(len(chunks))]
    if trailer:
        assert 21 + size - trailer not in ends[:-1]


@given(st.binary(min_size=2, max_size=1_000))
def test_packets_carry_what_was_put_in(message: bytes) -> None:
    made = packets(message)
    assert all(len(one) == 64 and one.startswith(b"\x01\x01\x05") for one in made)
    assert message_of(iter(made).__next__) == message


@given(st.lists(st.binary(max_size=70), max_size=4))
def test_hostile_packets_are_a_sentence(garbage: Sequence[bytes]) -> None:
    line = iter([*garbage, b""])
    try:
        message_of(line.__next__)
    except WalletError as error:
        assert error.code == "ledger.garbled"


@given(st.binary(max_size=200))
def test_hostile_answers_are_a_sentence(answer: bytes) -> None:
    script = Script({}, (answer + b"\x90\x00").hex())
    app = EthereumApp(script)
    for attempt in (
        app.configuration,
        lambda: app.address(account_path(0)),
        lambda: app.sign_message(account_path(0), b"x"),
    ):
        try:
            attempt()
        except WalletError as error:
            assert error.code == "ledger.garbled"


class Usb:
    """Stands for hidapi with devices that answer in packets."""

    def __init__(self, interfaces: list[dict[str, Any]], answers: list[bytes]) -> None:
        self.interfaces, self.answers = interfaces, answers
        self.written: list[bytes] = []
        self.opened = b""

    def enumerate(self, vendor: int, product: int) -> list[dict[str, Any]]:
        assert (vendor, product) == (0x2C97, 0)
        return self.interfaces

    def device(self) -> Usb:
        return self

    def open_path(self, path: bytes) -> None:
        if path == b"busy":
            raise OSError("open failed")
        self.opened = path

    def write(self, packet: bytes) -> int:
        self.written.append(packet)
        return -1 if not self.answers else len(packet)

    def read(self, size: int, patience: int) -> list[int]:
        return list(self.answers.pop(0))

    def close(self) -> None:
        self.opened = b""


def test_the_interface_that_takes_commands_is_opened() -> None:
    wrong = {"path": b"keyboard", "usage_page": 1, "interface_number": 1}
    right = {"path": b"commands", "usage_page": 0xFFA0, "interface_number": 2}
    usb = Usb([wrong, right], packets(bytes.fromhex(ADDRESS)))
    line = open_ledger(usb)
    assert usb.opened == b"commands"
    assert EthereumApp(line).address(account_path(0)) == ME
    assert usb.written == [b"\0" + one for one in packets(bytes.fromhex(ASK_ADDRESS))]
    assert refused(lambda: line.exchange(b"\1")) == "ledger.gone"
    line.close()
    assert usb.opened == b""
    assert refused(lambda: HidTransport(Usb([], [b""])).exchange(b"\1")) == "ledger.slow"


def test_a_ledger_that_is_not_there_is_said() -> None:
    assert refused(lambda: open_ledger(Usb([], []))) == "ledger.none"
    assert refused(lambda: open_ledger(Usb([{"path": b"busy", "interface_number": 0}], []))) == (
        "ledger.busy"
    )
    assert refused(open_ledger) == "ledger.none"  # by the real hidapi


@given(st.binary(max_size=120))
def test_hostile_transactions_are_a_sentence(data: bytes) -> None:
    try:
        what = parse_unsigned(data)
    except WalletError as error:
        assert error.code == "signing.raw"
    else:
        assert what.data == data
