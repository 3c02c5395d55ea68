"""`symbolon show` and `take`: answers and files from books on the disk, with no window or node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.story.conftest import PlayedStory, story
from wallet.base.files import write_json
from wallet.base.money import ALL_SHARES
from wallet.chain.networks import save_network
from wallet.cli import main
from wallet.flows.last_network import remember_network
from wallet.flows.local_network import FILE, demo_folder
from wallet.flows.shown import SHOWN, shown_schema

pytestmark = pytest.mark.usefixtures("qapp")
"""One application for the whole process: a page that is painted would make a smaller one."""

__all__ = ["story"]


@pytest.fixture
def demo(story: PlayedStory, home: Path) -> Iterator[Path]:
    """A home in which the embedded network was opened and closed again; no node answers it."""
    folder = demo_folder()
    books = folder / "wallet"
    books.mkdir(parents=True)
    with story.session.store.reading() as tables:
        (found,) = tables.rows("PRAGMA database_list")
    source = Path(found["file"])
    for name in ("books.sqlite", "books.sqlite-wal", "documents.sqlite", "journal.sqlite"):
        if (source.parent / name).exists():
            shutil.copy(source.parent / name, books / name)
    network = story.session.network
    fields = {
        "name": network.name, "chain_id": network.chain_id, "rpc_urls": ["http://127.0.0.1:9"],
        "contracts": dict(network.contracts), "deploy_block": 0, "local": True,
    }  # fmt: skip
    write_json(folder / FILE, {"filled": True, "network": fields})
    yield books


def answered(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    assert main(["show", *args, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    assert main([*args]) == 1
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
    return said.err


def test_every_answer_is_given_from_the_disk_and_fits_the_schema(
    demo: Path, capsys: pytest.CaptureFixture[str], story: PlayedStory
) -> None:
    validator = jsonschema.Draft202012Validator(shown_schema())
    for name, one in SHOWN.items():
        of = {
            "NUMBER": ("2",), "[YEAR]": ("all",), "[WORD]": ("Okafor",), "NUMBER,NUMBER": ("2,3",),
        }.get(one.of, ())  # fmt: skip
        said = answered(capsys, name, *of)
        validator.validate(said)
        assert (said["answer"], said["person"], said["network"]) == (name, 1, "Local network")
        assert said["result"] not in (None, []) or name in ("pending", "odd-prices")
    assert answered(capsys, "people", "Okafor")["result"][0]["person"]["name"] == "Bob Okafor"
    one, other = answered(capsys, "compare", "2,3")["result"]
    assert one["person"]["name"] == "Bob Okafor" and other["reference_dollars"] == "0.07"
    assert answered(capsys, "person", "2")["result"]["record"]["promptness"]["debts"] == 0
    assert len(answered(capsys, "history", "2")["result"]) > 10
    assert answered(capsys, "home")["block"] == story.session.index.block()[0]


def test_it_is_said_who_looks(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    as_number = answered(capsys, "identity", "--as", "2")
    as_key = answered(capsys, "identity", "--as", "bob")
    as_name = answered(capsys, "identity", "--as", "Bob Okafor")
    as_address = answered(capsys, "identity", "--as", as_key["account"])
    people = {said["person"] for said in (as_number, as_key, as_name, as_address)}
    assert people == {2}
    nobody = answered(capsys, "home", "--as", "0x" + "11" * 20)
    assert nobody["person"] is None and nobody["result"]["holdings"] == []
    assert "nobody called 999" in refused(capsys, "show", "home", "--as", "999")


def test_words_are_for_people(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "portfolio"]) == 0
    said = capsys.readouterr().out
    assert "Bob Okafor: 3.36 %, paid $33,600.00" in said
    for name, *of in (("portfolio",), ("returns",), ("worth",), ("through",), ("behind", "4")):
        assert main(["show", name, *of]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) >= 2 and all(line.endswith(".") for line in lines)
        if name in ("portfolio", "through"):
            assert any("Dan Petrov" in line and "no price" in line for line in lines)
    assert main(["show", "positions"]) == 0
    said = capsys.readouterr().out
    assert "token: Bob Okafor (2)" in said and "units: 336000" in said
    assert "units shares" not in said
    assert main(["show", "--list"]) == 0
    assert all(name in capsys.readouterr().out for name in ("home",))


def test_files_are_written_once(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sales.csv"
    assert main(["take", "disposals", str(file), "--year", "all", "--zone", "Asia/Tokyo"]) == 0
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Asset,Asset number,Quantity,Acquired,Disposed,Proceeds,Cost,Gain")
    assert len(lines) > 1 and all("+09:00" in line for line in lines[1:])
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    capsys.readouterr()
    assert "already" in refused(capsys, "take", "disposals", str(file))
    assert "no time zone called Mars" in refused(
        capsys, "take", "lots", str(tmp_path / "x.csv"), "--zone", "Mars"
    )
    assert "not a year" in refused(capsys, "take", "lots", str(tmp_path / "x.csv"), "--year", "26")
    assert "no statement" in refused(
        capsys, "take", "lots", str(tmp_path / "x.csv"), "--year", "2199"
    )
    for what, name in (("everything", "all.xlsx"), ("statement", "year.json")):
        assert main(["take", what, str(tmp_path / name)]) == 0
    assert sorted(one.name for one in tmp_path.glob("*.*")) == [
        "all.xlsx", "sales.csv", "year.json",
    ]  # fmt: skip


def test_a_statement_is_painted_without_a_screen(demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "year.pdf"
    bare = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    bare.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "wallet.cli", "take", "statement", str(file), "--as", "bob"],
        capture_output=True, text=True, timeout=60, check=False, env=bare,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The statement of a year: {file}\n"
    assert file.read_bytes().startswith(b"%PDF-") and len(file.read_bytes()) > 10_000


def test_without_books_it_says_what_to_do(
    story: PlayedStory, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "symbolon demo" in refused(capsys, "show", "home")
    save_network(story.session.network)
    remember_network(story.session.network.name)
    assert "--follow" in refused(capsys, "show", "home", "--as", "1")
    assert "no network called Else" in refused(capsys, "show", "home", "--network", "Else")


def test_a_chain_is_followed_without_a_window(
    story: PlayedStory, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_network(replace(story.session.network, name="Elsewhere"))
    said = answered(capsys, "portfolio", "--network", "Elsewhere", "--as", "1", "--follow")
    again = answered(capsys, "portfolio", "--network", "Elsewhere", "--as", "1")
    assert said == again and said["result"]["positions"]
    assert said["network"] == "Elsewhere"


def test_nothing_heavy_is_loaded_and_a_closed_pipe_is_no_error(demo: Path) -> None:
    probe = (
        "import sys\nfrom wallet.cli import main\nmain(['show', 'home', '--json'])\n"
        "heavy = {'web3', 'eth_account', 'PySide6', 'xlsxwriter', 'aiohttp'}\n"
        "sys.stderr.write(str(sorted(heavy & {one.split('.')[0] for one in sys.modules})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr == "[]"
    heard, said = os.pipe()
    os.close(heard)
    closed = subprocess.run(
        [sys.executable, "-m", "wallet.cli", "show", "activity", "--json"],
        stdout=said, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    os.close(said)
    assert (closed.returncode, closed.stderr) == (1, b"")


def test_what_is_behind_a_number_adds_up_in_json(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    through = answered(capsys, "through")["result"]
    behind = answered(capsys, "behind", "2")["result"]
    bob = next(one for one in through["rows"] if one["person"]["id"] == 2)
    assert behind["row"] == bob
    assert sum(leg["by_way"] for leg in behind["legs"]) == pytest.approx(bob["owned"], abs=10)
    folio = answered(capsys, "portfolio")["result"]
    held = next(one for one in folio["positions"] if one["token"]["id"] == 2)
    assert held["units"] * 10**12 // ALL_SHARES <= bob["owned"]
    assert bob["owned_part"].startswith("0.03")
    earned = answered(capsys, "returns")["result"]
    of_bob = next(one for one in earned["rows"] if one["token"]["id"] == 2)
    assert of_bob["tally"]["result"] == held["realised"]
    assert answered(capsys, "worth")["result"]["points"][-1]["worth_dollars"] is not None


def test_depth_and_proofs_without_a_window(
    story: PlayedStory, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*args: str) -> str:
        assert main(["network", *args]) == 0
        return capsys.readouterr().out

    save_network(replace(story.session.network, name="Elsewhere", local=False))
    assert "concerns me (mine)" in said("depth", "Elsewhere")
    before = answered(capsys, "portfolio", "--network", "Elsewhere", "--as", "1", "--follow")
    assert "figures agree" in said("prove", "Elsewhere", "--as", "1")
    assert "read anew" in said("depth", "Elsewhere", "network")
    assert "block 0 of" in said("depth", "Elsewhere")
    assert "--follow" in refused(capsys, "show", "home", "--network", "Elsewhere", "--as", "1")
    after = answered(capsys, "portfolio", "--network", "Elsewhere", "--as", "1", "--follow")
    assert after["result"] == before["result"] and after["result"]["positions"]
    whole = said("depth", "Elsewhere")
    assert "(network)" in whole and "anew" not in whole
    assert "already" in said("depth", "Elsewhere", "network")
    assert "mine or network" in refused(capsys, "network", "depth", "Elsewhere", "deep")
    proof = json.loads(said("prove", "Elsewhere", "--as", "1", "--json"))
    assert proof["outcome"] == "agrees" and proof["figures"] > 10
    save_network(replace(story.session.network, name="Elsewhere", rpc_urls=("http://127.0.0.1:9",)))
    assert "does not answer" in refused(capsys, "network", "prove", "Elsewhere", "--as", "1")
