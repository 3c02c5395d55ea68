"""The command line: what it says, what it returns, and how long the smallest answer takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.checker import check
from wallet import __version__
from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.networks import load_network
from wallet.chain.node import LocalNode
from wallet.cli import main
from wallet.contracts.wiring import CONTRACTS
from wallet.flows.last_network import EMBEDDED, last_network, remember_network
from wallet.flows.onboarding import Onboarding
from wallet.flows.wallets import kept_wallets
from wallet.keys.accounts import addresses
from wallet.keys.words import seed

WORDS = "chunk rhythm twist calm into stem alert life notable flame bicycle interest"
PHRASE = "a passphrase for tests"


NO_SCREEN = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")


def run(*args: str, said: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "wallet.cli", *args],
        input=said,
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, **env},
        check=False,
    )


def test_the_version_is_said_without_loading_anything_heavy() -> None:
    probe = (
        "import sys\n"
        "from wallet.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'web3', 'eth_account', 'eth_abi', 'PySide6', 'sqlite3', 'cryptography'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines() == [f"symbolon {__version__}", "[]"]


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    probe = (
        "import sys\n"
        "from wallet import cli\n"
        "try:\n"
        "    cli._parser(sys.argv[1:]).parse_args(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(sorted(name for name in sys.modules if name.startswith('wallet.cli_')))\n"
    )
    loaded = {
        "show home": ["wallet.cli_show"],
        "network list": ["wallet.cli_books"],
        "--version": [],
    }
    for said, rooms in loaded.items():
        done = subprocess.run(
            [sys.executable, "-c", probe, *said.split()], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == repr(rooms), said
    for asked, code in (("--help", 0), ("no such command", 2)):
        done = run(asked)
        assert all(word in done.stdout + done.stderr for word in ("keys", "take", "import", "ur"))
        assert done.returncode == code


def test_without_a_screen_it_says_so_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (("demo",), ()):
        done = run(*command, **NO_SCREEN)
        assert done.returncode == 1
        assert "no screen" in done.stderr
        assert "--headless" in done.stderr
        assert "Traceback" not in done.stderr


def test_networks_are_listed_added_and_refused(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["network", "list"]) == 0
    assert "No network is known yet" in capsys.readouterr().out
    file = tmp_path / "mine.json"
    network = {
        "name": "Mine",
        "chain_id": 5,
        "rpc_urls": ["http://localhost:1"],
        "contracts": {name: "0x" + f"{at:040x}" for at, name in enumerate(CONTRACTS, start=1)},
        "deploy_block": 7,
    }
    file.write_text(json.dumps(network))
    assert main(["network", "add", str(file)]) == 0
    capsys.readouterr()
    assert main(["network", "list"]) == 0
    assert capsys.readouterr().out == "Mine: chain 5, http://localhost:1\n"
    assert main(["network", "open", "Nothing"]) == 1
    assert "no network called Nothing" in capsys.readouterr().err
    opened = run("network", "open", "Mine", SYMBOLON_HOME=str(home), **NO_SCREEN)
    assert "no screen" in opened.stderr
    known = last_network()
    assert known is not None
    assert known.name == "Mine"
    file.write_text(json.dumps({**network, "chain_id": "five"}))
    assert main(["network", "add", str(file)]) == 1
    assert "cannot be used" in capsys.readouterr().err
    assert main(["network", "add", str(tmp_path / "none.json")]) == 1
    assert "is not there" in capsys.readouterr().err


def test_the_headless_story_prints_a_table_and_writes_its_record(tmp_path: Path) -> None:
    file = tmp_path / "story.json"
    done = run("demo", "--headless", "--json", str(file), SYMBOLON_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for words in ("Alice Moreau", "PLAIN_TRANSFER", "Nothing is missing", "100 %  Ready."):
        assert words in done.stdout
    check(json.loads(file.read_text()))
    assert not (tmp_path / "home" / "data" / "wallets").exists()


@pytest.fixture
def keyring_wallet(keyring_ready: None, home: Path) -> Iterator[None]:
    """A wallet named Deployer in the system's real keyring, taken out again afterwards."""
    store = kept_wallets()
    flow = Onboarding()
    flow.start_restoring()
    flow.restore(WORDS)
    flow.protect(PHRASE, PHRASE)
    card = flow.finish("Deployer", store, 1)
    yield
    store.remove(card.wallet_id)


def test_the_contracts_are_deployed_to_another_chain_with_a_key_from_the_keyring(
    keyring_wallet: None, home: Path
) -> None:
    account, operator, verifier = addresses(seed(WORDS), 3)
    with LocalNode(None, chain_id=4242) as node:
        args = ("network", "deploy", "--rpc", node.url, "--name", "Second", "--account", "Deployer")
        poor = run(*args, said=PHRASE + "\n")
        assert poor.returncode == 1
        assert "not enough" in poor.stderr
        node.rpc("anvil_setBalance", account, hex(10**19))
        wrong = run(*args, said="another passphrase\n")
        assert wrong.returncode == 1
        assert "not this wallet's passphrase" in wrong.stderr
        itself = run(*args, "--operator", account, said=PHRASE + "\n")
        assert itself.returncode == 1
        assert "holds no power over it" in itself.stderr
        done = run(*args, "--verifier", verifier, said=PHRASE + "\n")
        assert done.returncode == 0, done.stderr
        assert f"{operator} publishes decisions" in done.stdout
        network = load_network(home / "data" / "networks" / "second.json")
        assert network.chain_id == 4242
        assert not network.local
        chain = Chain(network)
        try:
            assert chain.read("Registry", "is_verifier", verifier) is True
            authority = network.address("Authority")
            assert same_address(chain.read("Registry", "authority"), authority)
            assert same_address(chain.read("Authority", "operator"), operator)
        finally:
            chain.close()
        audited = run("network", "audit", "--rpc", node.url)
        assert audited.returncode == 0, audited.stdout + audited.stderr
        assert "holds nothing" in audited.stdout


def test_a_deployment_without_a_wallet_is_refused(
    keyring_ready: None, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["network", "deploy", "--rpc", "http://127.0.0.1:1", "--account", "Nobody"]) == 1
    assert "no wallet called Nobody" in capsys.readouterr().err


def test_a_window_opens_on_the_last_network(home: Path) -> None:
    assert last_network() is None
    remember_network(EMBEDDED)
    assert last_network() is None
    remember_network("Gone")
    with pytest.raises(WalletError, match="no network called Gone"):
        last_network()
