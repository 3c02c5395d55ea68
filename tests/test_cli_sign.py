"""`symbolon sign`: a machine without a network signs what another shows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.flows.test_airgap import ME, buying, selling
from tests.signing.cases import NETWORK, PHRASE, SECRET, WALLET_ID
from tests.signing.said import TIME, Names
from tests.signing.ur.published import resources
from wallet.flows.airgap import Asking
from wallet.flows.airgap_accounts import Importing, place_of
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import seal
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.signing.asked import Askable
from wallet.signing.transaction import SignedTransaction
from wallet.signing.unlocked import Unlocked
from wallet.signing.ur.claims import Claims, HeardNames, claims_of
from wallet.signing.ur.pictures import draw, png
from wallet.signing.ur.requests import Place

WATCHED = """
import json, sys
opened = []
def hook(event, args):
    if event in ("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo"):
        opened.append([event, str(args[1:3])])
sys.addaudithook(hook)
from wallet.cli import main
code = main(sys.argv[2:])
loaded = sorted(sys.modules)
with open(sys.argv[1], "w") as file:
    json.dump({"opened": opened, "loaded": loaded}, file)
sys.exit(code)
"""
HDKEY = next(case["ur"] for case in resources() if case["ur"].startswith("ur:crypto-hdkey"))
NETWORKED = {"web3", "eth_account", "http.client", "requests", "aiohttp", "websockets", "urllib3"}


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an offline machine: one wallet in a file, and the network's file."""
    home = tmp_path_factory.mktemp("offline")
    store = FileStore(home / "data" / "wallets")
    card = new_card(WALLET_ID, "Vault", 7, addresses(seed(SECRET.words), 2))
    store.add(card, seal(SECRET, PHRASE, WALLET_ID))
    network = {
        "name": NETWORK.name,
        "chain_id": NETWORK.chain_id,
        "rpc_urls": ["http://localhost:1"],
        "contracts": {**NETWORK.contracts, "Face": "0x" + "fa" * 20},
        "deploy_block": 0,
    }
    (home / "data" / "networks").mkdir()
    (home / "data" / "networks" / "local.json").write_text(json.dumps(network))
    return home


@cache
def alone() -> tuple[str, ...]:
    """What runs a command where there is no network at all, if this system lets us."""
    command = ("unshare", "-rn")
    if shutil.which("unshare") is None:
        return ()
    done = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if done.returncode == 0 else ()


def sign(home: Path, *args: str | Path, said: str) -> subprocess.CompletedProcess[str]:
    """The command on the offline machine, whose system keeps no keyring."""
    kept = {"SYMBOLON_HOME": str(home), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    seen = home / "seen.json"
    done = subprocess.run(
        [*alone(), sys.executable, "-c", WATCHED, str(seen), "sign", *map(str, args)],
        input=said,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **kept},
        check=False,
    )
    saw = json.loads(seen.read_text())
    assert saw["opened"] == []
    assert not NETWORKED & set(saw["loaded"])
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def place(offline: Path) -> Place:
    """The account, as the online machine imported it."""
    shown = sign(offline, "--accounts", said=f"{PHRASE}\n")
    assert shown.returncode == 0, shown.stderr
    importing = Importing()
    importing.take(shown.stdout)
    (watched,) = importing.found
    assert watched.origin.source == "Vault"
    return place_of(watched, 0)


def claims() -> Claims:
    """What the online machine says besides."""
    return claims_of(NETWORK, HeardNames(Names()), made=TIME)


def lines(asking: Asking, fragment: int = 200) -> str:
    """What is shown, a line for each code."""
    return "\n".join(asking.sender(fragment).lines(40))


def check(asking: Asking, requests: Sequence[Askable]) -> None:
    """What came back is what the key signs itself."""
    here = Unlocked(SECRET, (NETWORK,))
    for one, signed in zip(requests, asking.signed(), strict=True):
        assert isinstance(signed, SignedTransaction)
        assert signed == here.sign(one, 0)  # type: ignore[arg-type] # transactions all


def test_a_request_on_standard_input_is_explained_and_signed(offline: Path, place: Place) -> None:
    asking = Asking([buying()], place, claims())
    done = sign(offline, said=f"{lines(asking)}\n{PHRASE}\n")
    assert done.returncode == 0, done.stderr
    for words in (
        "You order 84,000 shares of Person 2 (0.84 %) for at most $12,600.00",
        f"On {NETWORK.name}.",
        "nobody checked it",
        "You are Person 1.",
        "parts are here",
        "Your passphrase signs this.",
    ):
        assert words in done.stderr
    assert asking.take(done.stdout)
    check(asking, [buying()])


def test_pictures_are_read_and_written(offline: Path, place: Place, tmp_path: Path) -> None:
    requests = [selling(nonce) for nonce in range(12)]
    asking = Asking(requests, place)
    pictures = []
    for number, line in enumerate(asking.sender().lines(asking.sender().count)):
        pictures.append(tmp_path / f"{number}.png")
        pictures[-1].write_bytes(png(draw(line), 4))
    out = tmp_path / "answer.png"
    done = sign(offline, *pictures, "--out", out, said=f"{PHRASE}\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    from ui.pictures import codes_in_file

    written = sorted(tmp_path.glob("answer-*.png"))
    assert len(written) > 1
    for path in written:
        asking.take("\n".join(codes_in_file(path)))
    check(asking, requests)


def test_addresses_from_the_request_alone_are_taken_only_when_told_so(
    offline: Path, place: Place, tmp_path: Path
) -> None:
    wallets = tmp_path / "data" / "wallets"
    wallets.mkdir(parents=True)
    for path in (offline / "data" / "wallets").iterdir():
        (wallets / path.name).write_bytes(path.read_bytes())
    asking = Asking([selling()], place, claims())
    said = f"{lines(asking)}\n{PHRASE}\n"
    refused = sign(tmp_path, said=said)
    assert refused.returncode == 1
    assert "known from the request alone" in refused.stderr
    assert NETWORK.contracts["Ledger"] in refused.stderr
    assert refused.stdout == ""
    text, kept = tmp_path / "request.txt", tmp_path / "answer.txt"
    text.write_text(lines(asking))
    taken = sign(tmp_path, text, "--take-addresses", "--out", kept, said=f"{PHRASE}\n")
    assert taken.returncode == 0, taken.stderr
    asking.take(kept.read_text())
    check(asking, [selling()])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "not a code that a wallet shows"),
        (f"{HDKEY}\n", "code for an account"),
        ("{request}\nanother passphrase\n", "not this wallet's passphrase"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    said: str, sentence: str, offline: Path, place: Place
) -> None:
    request = lines(Asking([selling()], place), 5_000)
    done = sign(offline, said=said.replace("{request}", request))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_part_of_a_request_is_not_signed(offline: Path, place: Place) -> None:
    first = lines(Asking([buying()], place), 100).splitlines()[0]
    done = sign(offline, said=f"{first}\n")
    assert done.returncode == 1
    assert "parts are still missing" in done.stderr
    assert place.address == ME
