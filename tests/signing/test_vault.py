"""The signer's own process: what it holds, what it refuses, and that it dies."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tests.signing.cases import CHAIN, NETWORK, PHRASE, SECRET, WALLET_ID, request_to, with_permit
from wallet.base.errors import WalletError
from wallet.keys.accounts import addresses
from wallet.keys.envelope import Envelope, seal
from wallet.keys.words import seed
from wallet.signing import vault as vault_module
from wallet.signing.asked import asked_of
from wallet.signing.frames import MAX_FRAME
from wallet.signing.messages import Message
from wallet.signing.request import Request
from wallet.signing.typed import permit_request, statement
from wallet.signing.unlocked import PURPOSES, Unlocked
from wallet.signing.vault import Vault
from wallet.signing.vault_process import SignerProcess, child_command

ACCOUNTS = addresses(seed(SECRET.words), 3)
ME = ACCOUNTS[0]
OTHER = "0x" + "77" * 20


@pytest.fixture(scope="module")
def envelope() -> Envelope:
    return seal(SECRET, PHRASE, WALLET_ID)


@pytest.fixture(scope="module")
def vault(envelope: Envelope) -> Iterator[Vault]:
    opened = Vault()
    assert opened.unlock(envelope, PHRASE, [NETWORK]) == ME
    yield opened
    opened.lock()


@pytest.fixture
def fresh(envelope: Envelope) -> Iterator[Vault]:
    opened = Vault()
    opened.unlock(envelope, PHRASE, [NETWORK])
    yield opened
    opened.lock()


def test_it_signs_what_the_same_key_signs_here(vault: Vault) -> None:
    here = Unlocked(SECRET, (NETWORK,))
    assert vault.unlocked
    assert vault.wallet_id == WALLET_ID
    assert vault.addresses(3) == ACCOUNTS
    for account, sender in enumerate(ACCOUNTS):
        request = with_permit(sender)
        assert vault.signer(account).sign(request) == here.sign(request, account)
    asked = statement(
        "Name", CHAIN, ME, NETWORK.contracts["Registry"], {"person": 12, "name": "Bob Okafor"}
    )
    assert vault.signer(0).sign_typed(asked) == here.sign_typed(asked, 0)
    assert vault.signer(0).address == ME


REFUSED: list[tuple[Request, str]] = [
    (replace(request_to("Ledger", b"\1\2\3\4", ME), chain_id=1), "signing.foreign-network"),
    (replace(request_to("Ledger", b"\1\2\3\4", ME), to=OTHER), "signing.foreign-contract"),
    (replace(request_to("Ledger", b"\1\2\3\4", ME), to=None), "signing.foreign-contract"),
    (request_to("Ledger", b"\1\2\3\4", ME, value=1), "signing.value"),
    (request_to("Ledger", b"", ME, value=1), "signing.value"),
    (request_to("Ledger", b"\1\2\3\4", ACCOUNTS[1]), "signing.other-account"),
    (request_to("Ledger", b"\1\2\3\4", OTHER), "signing.other-account"),
    (
        request_to("Ledger", b"\1\2\3\4", ME, gas=10**6, max_fee_per_gas=10**12 + 1),
        "signing.fee-ceiling",
    ),
    (request_to("Ledger", b"\1\2\3\4", ME, gas=0), "signing.unreadable"),
    (with_permit(ME, spender=OTHER), "signing.foreign-spender"),
    (with_permit(ME, token=OTHER), "signing.foreign-spender"),
    (with_permit(ME, value=1), "signing.permit"),
]


@pytest.mark.parametrize(("request_", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_it_refuses_by_itself_what_is_out_of_bounds(
    vault: Vault, request_: Request, code: str
) -> None:
    with pytest.raises(WalletError) as refused:
        vault.sign(request_, 0)
    assert refused.value.code == code
    assert vault.unlocked


def test_it_refuses_a_statement_for_a_foreign_contract(vault: Vault) -> None:
    message: dict[str, int | str | bytes] = {"person": 12, "name": "Bob"}
    for contract in (OTHER, NETWORK.contracts["Companies"]):
        with pytest.raises(WalletError) as refused:
            vault.sign_typed(statement("Name", CHAIN, ME, contract, message), 0)
        assert refused.value.code == "signing.foreign-contract"
    permit = with_permit(ME, spender=OTHER).permit
    assert permit is not None
    with pytest.raises(WalletError) as refused:
        vault.sign_typed(permit_request(CHAIN, permit), 0)
    assert refused.value.code == "signing.foreign-spender"


def test_only_the_code_that_was_named_may_be_deployed(fresh: Vault) -> None:
    from wallet.base.addresses import keccak

    code = b"\x60\x00\x60\x00\xf3"
    deployment = replace(request_to("Ledger", code, ME), to=None)
    fresh.allow([replace(NETWORK, creations=frozenset({"0x" + keccak(code).hex()}))])
    assert fresh.sign(deployment, 0).raw
    with pytest.raises(WalletError):
        fresh.sign(replace(deployment, data=code + b"\0"), 0)


def test_a_wrong_passphrase_leaves_it_locked(envelope: Envelope) -> None:
    vault = Vault()
    with pytest.raises(WalletError) as refused:
        vault.unlock(envelope, PHRASE + "x", [NETWORK])
    assert refused.value.code == "keys.wrong-passphrase"
    assert not vault.unlocked
    assert vault.process is None


def test_locking_ends_the_process(fresh: Vault) -> None:
    process = fresh.process
    assert process is not None
    signer = fresh.signer(0)
    fresh.lock()
    assert not psutil.pid_exists(process.pid)
    assert not fresh.unlocked
    with pytest.raises(WalletError) as refused:
        signer.sign(request_to("Ledger", b"\1\2\3\4", ME))
    assert refused.value.code == "keys.locked"
    fresh.lock()


def test_a_killed_signer_is_a_locked_wallet(fresh: Vault, envelope: Envelope) -> None:
    process = fresh.process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(WalletError) as refused:
        fresh.sign(request_to("Ledger", b"\1\2\3\4", ME), 0)
    assert refused.value.code == "keys.locked"
    assert not fresh.unlocked
    assert fresh.unlock(envelope, PHRASE, [NETWORK]) == ME


def test_locking_does_not_wait_for_an_unlock_under_way(envelope: Envelope) -> None:
    vault, codes = Vault(), []

    def unlock() -> None:
        try:
            vault.unlock(envelope, PHRASE, [NETWORK])
        except WalletError as refused:
            codes.append(refused.code)

    thread = threading.Thread(target=unlock)
    thread.start()
    while vault.process is None:
        thread.join(0.01)
    vault.lock()
    thread.join(10)
    assert codes == ["keys.locked"]
    assert not vault.unlocked


def test_a_lock_while_the_process_starts_is_not_lost(
    envelope: Envelope, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault()

    def slow_start() -> SignerProcess:
        vault.lock()
        return SignerProcess()

    monkeypatch.setattr(vault_module, "SignerProcess", slow_start)
    with pytest.raises(WalletError) as refused:
        vault.unlock(envelope, PHRASE, [NETWORK])
    assert refused.value.code == "keys.locked"
    assert not vault.unlocked


def test_it_outlives_the_thread_that_opened_it(envelope: Envelope) -> None:
    vault = Vault()
    thread = threading.Thread(target=vault.unlock, args=(envelope, PHRASE, [NETWORK]))
    thread.start()
    thread.join()
    assert vault.address(0) == ME
    vault.lock()


def test_it_ends_with_its_parent() -> None:
    source = (
        "from wallet.signing.vault_process import SignerProcess; import os, sys;"
        "print(SignerProcess().pid, flush=True); os.kill(os.getpid(), 9)"
    )
    parent = subprocess.run(
        [sys.executable, "-c", source], stdout=subprocess.PIPE, text=True, check=False, timeout=30
    )
    assert parent.returncode == -9
    try:
        psutil.Process(int(parent.stdout)).wait(10)
    except psutil.NoSuchProcess:
        pass  # it was quicker than we were


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which only Linux has")
def test_the_process_has_no_socket_no_secret_and_no_way_to_open_one(fresh: Vault) -> None:
    process = fresh.process
    assert process is not None
    assert dict(process.hardening) == {
        "not_dumpable": True,
        "no_core": True,
        "no_new_files": True,
    }
    proc = Path(f"/proc/{process.pid}")
    command = (proc / "cmdline").read_bytes()
    assert PHRASE.encode() not in command
    assert WALLET_ID.encode() not in command
    limits = (proc / "limits").read_text()
    assert [line.split()[3:5] for line in limits.splitlines() if "open files" in line] == [
        ["0", "0"]
    ]
    if os.access(proc / "fd", os.R_OK) and os.geteuid() == 0:
        open_files = [os.readlink(entry) for entry in (proc / "fd").iterdir()]
        assert not [name for name in open_files if name.startswith("socket:")]
        environment = (proc / "environ").read_bytes()
        assert b"HOME" not in environment
        assert b"PYTHON" not in environment


PROBE = """
import sys; sys.path.insert(0, {root!r})
import wallet.signing.vault_child as child
from wallet.keys.hardening import harden
harden(close_doors=True)
import _socket
try:
    _socket.socket()
except OSError as error:
    print("no socket:", error.errno)
"""


def test_a_socket_cannot_be_made_once_the_doors_are_closed() -> None:
    # `_socket` is built in or an extension; either way it is loaded before the doors close.
    source = PROBE.replace("import sys;", "import sys, _socket;").format(root=child_command()[-1])
    done = subprocess.run(
        [sys.executable, "-I", "-c", source],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stdout.strip() == "no socket: 24", done.stderr


def test_its_modules_are_those_of_three_rooms_and_nothing_that_talks() -> None:
    source = (
        f"import sys; sys.path.insert(0, {child_command()[-1]!r});"
        "import wallet.signing.vault_child; from wallet.base.addresses import keccak; keccak(b'');"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", source], capture_output=True, text=True, check=True, timeout=30
    )
    modules = done.stdout.split()
    ours = {".".join(name.split(".")[:2]) for name in modules if name.startswith("wallet.")}
    assert ours == {"wallet.base", "wallet.keys", "wallet.signing"}
    talking = {
        "socket", "_socket", "ssl", "http", "http.client", "urllib.request", "asyncio", "web3",
        "requests", "urllib3", "aiohttp", "eth_account", "eth_utils", "pydantic", "keyring",
        "PySide6",
    }  # fmt: skip
    assert not talking & set(modules)


def test_strace_sees_no_socket(tmp_path: Path) -> None:
    strace = Path("/usr/bin/strace")
    if not strace.exists():
        pytest.skip("strace is not installed")
    log = tmp_path / "calls"
    command = [str(strace), "-f", "-e", "trace=network", "-o", str(log), *child_command()]
    done = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert b"ready" in done.stdout
    calls = log.read_text()
    assert "exited with 0" in calls
    assert "socket(" not in calls


@pytest.mark.parametrize(
    "sent", [b"", b"\0\0", b"\xff\xff\xff\xff", b"\0\0\0\2[]", b"\0\0\0\3abc", b"\0\0\0\x40{"]
)
def test_garbage_on_the_pipe_ends_it(sent: bytes) -> None:
    done = subprocess.run(child_command(), input=sent, capture_output=True, check=False, timeout=30)
    assert done.returncode == 0
    assert done.stderr == b""
    assert len(done.stdout) < 500


def test_frames_that_make_no_sense_are_refused() -> None:
    process = SignerProcess()
    try:
        for frame in ({}, {"do": 5}, {"do": "sign", "account": 0}, {"do": "unlock"}):
            with pytest.raises(WalletError) as refused:
                process.ask(frame)
            assert refused.value.code in ("keys.locked", "signing.unreadable")
        with pytest.raises(ValueError, match="too long"):
            process.ask({"do": "x" * MAX_FRAME})
        assert process.alive
    finally:
        process.end()


def test_no_secret_shows(
    fresh: Vault, envelope: Envelope, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "another " + "phrase 9"
    shown = repr(fresh) + repr(fresh.signer(0)) + repr(fresh.process) + repr(vars(fresh))
    shown += repr(Unlocked(SECRET, (NETWORK,)))
    try:
        fresh.unlock(envelope, wrong, [NETWORK])
    except WalletError as refused:
        shown += "".join(traceback.format_exception(refused)) + repr(refused)
    shown += caplog.text
    for leak in (
        PHRASE,
        wrong,
        SECRET.words.decode(),
        SECRET.entropy.hex(),
        seed(SECRET.words).hex(),
    ):
        assert leak not in shown


def test_an_account_has_a_secret_for_each_purpose(vault: Vault) -> None:
    here = Unlocked(SECRET, (NETWORK,))
    found = {(i, p): vault.secret_for(i, p) for i in range(2) for p in PURPOSES}
    assert len({bytes(one) for one in found.values()}) == 2 * len(PURPOSES)
    assert all(len(one) == 32 and bytes(one) == bytes(here.secret_for(*at)) for at, one in
               found.items())  # fmt: skip
    with pytest.raises(WalletError) as refused:
        vault.secret_for(0, "anything else")
    assert refused.value.code == "signing.unreadable"


def test_this_test_process_could_open_a_socket() -> None:
    socket.socket().close()


def test_it_signs_what_another_wallet_asks_and_shows_its_public_side(vault: Vault) -> None:
    asked = asked_of(Message(ME, "hello"))
    assert vault.sign_asked(asked, 0) == Unlocked(SECRET, (NETWORK,)).sign_asked(asked, 0)
    with pytest.raises(WalletError, match="another account"):
        vault.sign_asked(asked, 1)
    public = vault.public()
    assert tuple(public.address(number) for number in range(3)) == ACCOUNTS


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which only Linux has")
def test_the_process_keeps_all_its_memory_from_swap_and_this_one_does_not(fresh: Vault) -> None:
    process = fresh.process
    assert process is not None
    Unlocked(SECRET, (NETWORK,))

    def part_held(pid: int) -> float:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        kilobytes = {
            name: int(words.split()[0])
            for name, _, words in (line.partition(":") for line in lines)
            if name in ("VmLck", "VmRSS")
        }
        return kilobytes["VmLck"] / kilobytes["VmRSS"]

    if part_held(process.pid) == 0:
        pytest.skip("this system lets nothing be kept from swap")
    # Here the pages of single secrets are held, of whichever tests came before.
    assert part_held(process.pid) > 0.8 and part_held(os.getpid()) < 0.1
