"""A sale of the story across an air gap: two processes, one without a network, and pictures.

The machine with the keys runs in a network namespace of its own, where there is nothing but
itself. What passes between the two are picture files, as a camera would see them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.conftest import PlayedStory
from ui.pictures import codes_in_file
from wallet.acts.act import Act
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle
from wallet.base.clock import DAY
from wallet.chain.receipts import Receipt
from wallet.flows.airgap_accounts import Importing
from wallet.flows.bringing import keep_watched
from wallet.flows.cast import ENVELOPE, PASSPHRASE, PHRASE, member
from wallet.flows.scene import cents, shares
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.envelope import parse_envelope
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.session import Session
from wallet.signing.ur.codes import Sender
from wallet.signing.ur.pictures import draw, png

ALICE, EVE, JONAS = (member(who).account for who in ("alice", "eve", "jonas"))
BOB = member("bob").account + 1
CUT_OFF = ("unshare", "--map-root-user", "--net")


def can_be_cut_off() -> bool:
    """Whether this system lets a process have a network namespace of its own."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*CUT_OFF, "true"], capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(
    not can_be_cut_off(), reason="this system gives no process a network of its own"
)


class Offline:
    """The machine with the keys: the command in a process that has no network."""

    def __init__(self, home: Path, network: dict[str, object]) -> None:
        self.home = home
        wallet_id = parse_envelope(ENVELOPE).wallet_id
        card = new_card(wallet_id, "Cast", 0, tuple(addresses(seed(PHRASE), 12)))
        FileStore(home / "data" / "wallets").add(card, parse_envelope(ENVELOPE))
        (home / "data" / "networks").mkdir()
        (home / "data" / "networks" / "local.json").write_text(json.dumps(network))

    def run(self, *args: str | Path) -> str:
        """`symbolon sign`; what it told the person."""
        done = subprocess.run(
            [*CUT_OFF, sys.executable, "-m", "wallet.cli", "sign", *map(str, args)],
            input=f"{PASSPHRASE}\n",
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, "SYMBOLON_HOME": str(self.home)},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    def reaches(self, port: int) -> bool:
        """Whether it reaches a node on this machine."""
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        asked = [*CUT_OFF, sys.executable, "-c", code]
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.fixture
def online(story: PlayedStory, tmp_path: Path) -> Iterator[Session]:
    """A session of its own on the story's network, which is put back afterwards."""
    rpc = story.session.chain.client
    mark = rpc.call("evm_snapshot", ())
    store = FileStore(tmp_path / "watched")
    session = Session(story.session.network, store, folder=tmp_path / "books")
    yield session
    session.close()
    rpc.call("evm_revert", (mark,))


def pictures(sender: Sender, folder: Path) -> list[Path]:
    """What is shown, a picture file for each code."""
    folder.mkdir()
    files = []
    for number, line in enumerate(sender.lines(sender.count), start=1):
        files.append(folder / f"{number:03d}.png")
        files[-1].write_bytes(png(draw(line)))
    return files


def seen(folder: Path, name: str) -> str:
    """The codes in all pictures of an answer, which may need several."""
    files = sorted(folder.glob(f"{name}*.png"))
    return "\n".join(code for file in files for code in codes_in_file(file))


def test_the_storys_sale_is_signed_where_there_is_no_network(
    story: PlayedStory, online: Session, tmp_path: Path
) -> None:
    network = story.session.network
    offline = Offline(
        tmp_path / "offline",
        {
            "name": network.name,
            "chain_id": network.chain_id,
            "rpc_urls": ["http://localhost:1"],
            "contracts": dict(network.contracts),
            "deploy_block": 0,
        },
    )
    port = int(network.rpc_urls[0].rpartition(":")[2].strip("/"))
    assert not offline.reaches(port)  # the node that the other machine talks to

    offline.run("--accounts", "--out", tmp_path / "accounts.png")
    importing = Importing()
    importing.take(seen(tmp_path, "accounts"))
    store = online.wallets
    assert store is not None
    card = keep_watched(store, importing.found[0], "Offline", 0)
    online.watch(card.wallet_id)
    online.refresh()
    assert online.person_id == ALICE + 1

    def signed_offline(account: int, act: Act, *expected: str) -> Receipt:
        online.use_account(account)
        online.refresh()
        prepared = online.reserve(online.prepare(act))
        asking = online.asking(prepared)(False)
        folder = tmp_path / f"round {account} {type(act).__name__}"
        answer = folder / "answer.png"
        told = offline.run(*pictures(asking.sender(), folder), "--out", answer)
        for words in expected:
            assert words in told
        asking.take(seen(folder, "answer"))
        receipt = online.perform(prepared, signer=asking.signer())
        assert receipt.ok
        return receipt

    dollars = {who: _dollars(online, who) for who in (ALICE, EVE)}
    signed_offline(EVE, PlaceBuy(BOB, shares(40_000), cents(20)), "40,000 shares", "$8,000.00")
    signed_offline(ALICE, PlaceSell(BOB, shares(40_000), cents(15)), "You offer 40,000 shares")
    online.skip_time(2 * DAY + 1)
    signed_offline(JONAS, Settle(BOB))
    assert _dollars(online, EVE) < dollars[EVE]
    earned = _dollars(online, ALICE) - dollars[ALICE]
    assert 0 < earned <= dollars[EVE] - _dollars(online, EVE)
    assert online.locked or not online.vault.unlocked  # no key was ever here


def _dollars(session: Session, account: int) -> int:
    return int(session.chain.read("Dollar", "balanceOf", session.opened.address(account)))
