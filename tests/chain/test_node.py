"""The local network: starts, stops, resumes, skips time, never outlives its wallet."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from wallet.base.errors import WalletError
from wallet.chain.node import GAS_LIMIT, LocalNode

DAY = 86_400


def until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def send(node: LocalNode) -> str:
    one, other = node.rpc("eth_accounts")[:2]
    tx = str(node.rpc("eth_sendTransaction", {"from": one, "to": other, "value": "0x7"}))
    assert until(lambda: node.rpc("eth_getTransactionReceipt", tx) is not None)
    return tx


def test_answers_with_its_chain_id_and_the_rules_of_a_real_network() -> None:
    with LocalNode(None, chain_id=4242) as node:
        assert node.rpc("eth_chainId") == hex(4242)
        block = node.rpc("eth_getBlockByNumber", "latest", False)
        assert int(block["gasLimit"], 16) == GAS_LIMIT
        assert node.running
    assert not node.running


def test_code_above_the_standard_limit_is_refused() -> None:
    with LocalNode(None) as node:
        sender = node.rpc("eth_accounts")[0]

        def deploy(size: int) -> str:
            # PUSH3 size, PUSH1 0, RETURN: a contract of `size` zero bytes.
            init = "0x62" + f"{size:06x}" + "6000f3"
            tx = node.rpc("eth_sendTransaction", {"from": sender, "data": init, "gas": "0x989680"})
            assert until(lambda: node.rpc("eth_getTransactionReceipt", tx) is not None)
            return str(node.rpc("eth_getTransactionReceipt", tx)["status"])

        assert deploy(24_576) == "0x1"
        assert deploy(24_577) == "0x0"


def test_resumes_with_its_history_and_never_turns_time_back(tmp_path: Path) -> None:
    with LocalNode(tmp_path) as node:
        assert not node.resumed
        tx = send(node)
        node.skip(10 * DAY)
        before = node.now()
        assert before > time.time() + 9 * DAY
    with LocalNode(tmp_path) as node:
        assert node.resumed
        assert node.rpc("eth_getTransactionReceipt", tx)["status"] == "0x1"
        send(node)
        assert node.now() >= before
        assert node.now() < before + 120
    assert oct((tmp_path / "state.json").stat().st_mode)[-3:] == "600"


def test_fresh_starts_over_and_keeps_the_old_state(tmp_path: Path) -> None:
    with LocalNode(tmp_path) as node:
        tx = send(node)
    with LocalNode(tmp_path, fresh=True) as node:
        assert not node.resumed
        assert node.rpc("eth_getTransactionReceipt", tx) is None
    assert (tmp_path / "state.before-fresh.json").exists()


def test_genesis_can_lie_in_the_past() -> None:
    past = int(time.time()) - 400 * DAY
    with LocalNode(None, genesis=past) as node:
        send(node)
        assert past <= node.now() < past + 60


@pytest.mark.parametrize("damage", [b"", b"{", b"{}", b"[1]", b"\xff\xfe", b'{"block": 5}'])
def test_a_damaged_state_is_put_aside_with_a_sentence(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "state.json").write_bytes(damage)
    with pytest.raises(WalletError) as refusal:
        LocalNode(tmp_path).start()
    assert refusal.value.code == "node.state"
    assert (tmp_path / "state.damaged.json").read_bytes() == damage
    with LocalNode(tmp_path) as node:
        assert not node.resumed


def test_save_writes_what_can_be_resumed(tmp_path: Path) -> None:
    with LocalNode(tmp_path) as node:
        tx = send(node)
        node.save()
        saved = (tmp_path / "state.json").read_bytes()
    assert json.loads(saved)["best_block_number"]
    (tmp_path / "state.json").write_bytes(saved)
    with LocalNode(tmp_path) as node:
        assert node.rpc("eth_getTransactionReceipt", tx)["status"] == "0x1"


@pytest.mark.parametrize(("cut", "blocks"), [(0, 2), (1, 1), (5000, 1)])
def test_what_the_node_saved_by_itself_is_taken_if_it_is_whole(
    tmp_path: Path, cut: int, blocks: int
) -> None:
    with LocalNode(tmp_path) as node:
        send(node)
        node.save()
        older = (tmp_path / "state.json").read_bytes()
        send(node)
    newer = (tmp_path / "state.json").read_bytes()
    (tmp_path / "state.json").write_bytes(older)
    os.utime(tmp_path / "state.json", (1, 1))
    (tmp_path / "state.new.json").write_bytes(newer[: len(newer) - cut])
    with LocalNode(tmp_path) as node:
        assert int(node.rpc("eth_blockNumber"), 16) == blocks


def test_one_folder_is_open_once(tmp_path: Path) -> None:
    with LocalNode(tmp_path), pytest.raises(WalletError) as refusal:
        LocalNode(tmp_path).start()
    assert refusal.value.code == "node.busy"


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(WalletError) as refusal:
        LocalNode(None, port=server.getsockname()[1]).start()
    assert refusal.value.code == "node.port"


def test_a_program_that_is_not_a_node_is_said(tmp_path: Path) -> None:
    with pytest.raises(WalletError) as refusal:
        LocalNode(None, binary=Path("/bin/false")).start()
    assert refusal.value.code == "node.start"


def test_time_only_moves_forward() -> None:
    with LocalNode(None) as node, pytest.raises(WalletError):
        node.skip(0)


def test_killing_the_wallet_ends_the_node_and_saves_its_state(tmp_path: Path) -> None:
    """The node is started in a thread that ends before the process is killed."""
    script = (
        "import sys, threading, time, pathlib\n"
        "from wallet.chain.node import LocalNode\n"
        "node = LocalNode(pathlib.Path(sys.argv[1]))\n"
        "t = threading.Thread(target=node.start); t.start(); t.join()\n"
        "a = node.rpc('eth_accounts')\n"
        "node.rpc('eth_sendTransaction', {'from': a[0], 'to': a[1], 'value': '0x7'})\n"
        "while node.rpc('eth_blockNumber') == '0x0': time.sleep(0.02)\n"
        "print(node.port, flush=True); time.sleep(60)\n"
    )
    wallet = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert wallet.stdout is not None
    assert wallet.stdout.readline().strip().isdigit()
    family = psutil.Process(wallet.pid).children(recursive=True)
    assert len(family) == 2 and all(member.is_running() for member in family)
    wallet.send_signal(signal.SIGKILL)
    wallet.wait()
    wallet.stdout.close()
    assert until(lambda: not any(member.is_running() for member in family))
    with LocalNode(tmp_path) as node:
        assert node.resumed and int(node.rpc("eth_blockNumber"), 16) == 1


def test_killing_the_keeper_ends_the_node(tmp_path: Path) -> None:
    node = LocalNode(tmp_path)
    node.start()
    keeper = node._keeper
    assert keeper is not None
    family = psutil.Process(keeper.pid).children()
    os.kill(keeper.pid, signal.SIGKILL)
    assert until(lambda: not any(member.is_running() for member in family))
    assert not node.running
    node.stop()


def test_a_node_that_died_is_a_sentence(tmp_path: Path) -> None:
    node = LocalNode(None)
    node.start()
    keeper = node._keeper
    assert keeper is not None
    for member in psutil.Process(keeper.pid).children():
        member.kill()
    assert until(lambda: not node.running)
    with pytest.raises(WalletError) as refusal:
        node.mine()
    assert refusal.value.code == "node.down"
    node.stop()
