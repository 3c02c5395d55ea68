"""`symbolon case make` on the network of the story, as a person types it, and then `verify`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.story.conftest import PlayedStory, story
from tests.test_cli_show import demo
from wallet.base.files import write_json
from wallet.case.package import open_file
from wallet.cli import main
from wallet.flows import wallets
from wallet.flows.cast import PASSPHRASE
from wallet.flows.demo import cast_envelope
from wallet.flows.local_network import FILE, cast_addresses, demo_folder
from wallet.flows.wallets import file_wallets
from wallet.keys.card import new_card

pytestmark = pytest.mark.usefixtures("qapp")
"""One application for the whole process: a page that is painted would make a smaller one."""

__all__ = ["demo", "story"]


@pytest.fixture
def live(demo: Path, story: PlayedStory) -> Path:
    """The home of `demo`, on the node that still runs."""
    network = story.session.network
    fields = {
        "name": network.name, "chain_id": network.chain_id, "rpc_urls": list(network.rpc_urls),
        "contracts": dict(network.contracts), "deploy_block": 0, "local": True,
    }  # fmt: skip
    write_json(demo_folder() / FILE, {"filled": True, "network": fields})
    return demo


def header_of(told: str) -> str:
    return next(word for word in told.split() if word.startswith("0x") and len(word) == 66)


def test_a_position_is_made_and_verified(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, letter = tmp_path / "case.pdf", tmp_path / "letter.txt"
    letter.write_text("Dear Alice")
    made = ["case", "make", "position", "1", str(path), "--as", "eve", "--name", "5=Eve Example",
            "--words", "I asked her.", "--paper", str(letter)]  # fmt: skip
    assert main(made) == 0
    told = capsys.readouterr().out
    assert str(path) in told and "held 500,000 shares of Alice Moreau" in told
    text = json.dumps(open_file(path.read_bytes()).lines, ensure_ascii=False)
    assert "Signed by person 5, as investor" in text and "which is proven here." in text
    header = header_of(told)
    assert main(["case", "verify", str(path), "--header", header]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Verified") and "“I asked her.”" in told and "Eve Example" in told
    assert main(made) == 1
    assert "already" in capsys.readouterr().err


def test_it_is_signed_with_a_wallet_that_is_kept_here(
    live: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store, envelope, accounts = file_wallets(), cast_envelope(), cast_addresses()[:6]
    store.add(new_card(envelope.wallet_id, "Ours", 7, accounts), envelope)
    monkeypatch.setattr(wallets, "kept_wallets", lambda: store)
    path = tmp_path / "signed.pdf"
    make = ["case", "make", "position", "1", str(path), "--as", "eve", "--sign", "Ours", "--json"]
    for phrase, code in ((b"another\n", 1), (f"{PASSPHRASE}\n".encode(), 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(phrase)))
        assert main(make) == code
    said = json.loads(capsys.readouterr().out)
    assert said["signer"] == accounts[4]
    assert any(
        f"signed by person 5, with the account {accounts[4]}" in one for one in said["lines"]
    )


def test_a_debt_is_made_for_its_issuer_and_for_a_holder(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, theirs = tmp_path / "own.pdf", tmp_path / "theirs.pdf"
    assert main(["case", "make", "debt", "2", str(own), "--company-papers", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["outcome"] == "verified" and said["signer"] == ""
    assert b"Harbour Robotics" in own.read_bytes()
    assert main(["case", "make", "debt", "2", str(theirs), "--holder", "6"]) == 0
    told = capsys.readouterr().out
    assert "is due to person 6" in told
    assert b"Harbour Robotics" not in theirs.read_bytes()
    network = tmp_path / "network.json"
    fields = json.loads((demo_folder() / FILE).read_text("utf-8"))["network"]
    write_json(network, fields)
    verify = ["case", "verify", str(theirs), "--header", header_of(told), "--network"]
    assert main([*verify, str(network)]) == 0
    capsys.readouterr()
    other = {**fields["contracts"], "Ledger": "0x" + "11" * 20}
    write_json(network, {**fields, "contracts": other})
    assert main([*verify, str(network)]) == 1
    assert "its contract Ledger is not one of the network" in capsys.readouterr().out


def test_what_is_wrong_is_said(
    live: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "x.pdf")
    for args, words in (
        (["position", "1", path], "own shares"),
        (["position", "99", path], "no such position"),
        (["debt", "99", path], "no such position or debt"),
        (["debt", "2", str(tmp_path / "x.txt")], "is a PDF"),
        (["debt", "2", path, "--name", "Eve"], "given to a number"),
        (["debt", "2", path, "--paper", str(tmp_path / "none")], "not there"),
        (["debt", "2", path, "--sign", "nothing"], "wallet"),
    ):
        assert main(["case", "make", *args]) == 1
        assert words in capsys.readouterr().err, args
    assert not Path(path).exists()
    assert file_wallets().cards() == ()
    with pytest.raises(SystemExit):
        main(["case", "--help"])
    assert "3 where it holds if the hashes" in " ".join(capsys.readouterr().out.split())
