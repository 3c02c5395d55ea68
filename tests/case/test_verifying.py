"""Whoever has a case file and the hash of a block finds out whether it holds, or where not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.case.conftest import Told
from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.case import package
from wallet.case.layout import Line
from wallet.case.package import Package, open_file
from wallet.case.verifying import CONDITIONAL, FAILED, VERIFIED, Verdict, verify
from wallet.cli import main
from wallet.flows import case_proofs
from wallet.flows.case_making import Made
from wallet.signing.rlp import decode, encode

ROOT = Path(__file__).parents[2]


def test_a_position_is_verified_by_one_hash(told: Told, position: Made) -> None:
    found = verify(position.data, [position.anchor_hash])
    assert (found.outcome, found.missing) == (VERIFIED, ())
    claims = " ".join(found.claims)
    assert "held 480,000 shares of Alice Moreau (person 1): 4.80 %" in claims
    read = told.world.read("Ledger", "claimable", told.number("alice"), told.number("carol"))
    assert f"${read // 10**6}.{read % 10**6:06d} of what was shared" in claims
    assert verify(position.data, [position.anchor_hash.upper()[2:]]).outcome == VERIFIED


def test_a_debt_that_is_late_and_partly_paid_is_reckoned_as_the_contract_does(
    told: Told, debt: Made
) -> None:
    found = verify(debt.data, [debt.anchor_hash])
    assert found.outcome == VERIFIED
    due, late = told.world.chain.read("Companies", "due_now", 1, block=found.anchor)
    assert late > 50 * 86_400
    claims = " ".join(found.claims)
    assert f"${due // 10**6:,}.{due % 10**6:06d}: that much paid debt 1" in claims
    assert "is interest for being late, at 10 % a year" in claims
    text = json.dumps(open_file(debt.data).lines, ensure_ascii=False)
    assert "Paid, 20 days late" in text and "Paid, in time" in text


def test_without_a_hash_it_holds_only_if_that_is_right(position: Made) -> None:
    found = verify(position.data, [])
    assert found.outcome == CONDITIONAL
    assert [one.hash for one in found.missing] == [position.anchor_hash]
    assert "Not verified yet" in found.lines[0]


def test_another_hash_is_no_hash_of_it(position: Made, debt: Made) -> None:
    found = verify(position.data, ["0x" + "ab" * 32])
    assert found.outcome == FAILED and "no block in it has the hash 0xabab" in found.lines[0]
    # A block before the anchor proves that block, and nothing of what came after it.
    blocks = open_file(position.data).package.headers
    first = blocks[: case_end(blocks)]
    earlier = verify(position.data, ["0x" + keccak(first).hex()])
    assert earlier.outcome == CONDITIONAL and len(earlier.missing) == 1
    with pytest.raises(WalletError) as no:
        verify(debt.data, ["a hash"])
    assert no.value.code == "case.hash"


def case_end(blocks: bytes) -> int:
    from wallet.signing.rlp import end_of

    return end_of(blocks, 0)


def test_a_stranger_needs_no_network_and_no_home(position: Made, tmp_path: Path) -> None:
    path = tmp_path / "case.pdf"
    path.write_bytes(position.data)
    done = command(path, "--header", position.anchor_hash)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Verified: all that it says follows")
    assert command(path).returncode == 3
    altered = bytearray(position.data)
    altered[-2_000] ^= 1
    path.write_bytes(altered)
    failed = command(path, "--header", position.anchor_hash)
    assert failed.returncode == 1 and "at byte" in failed.stdout
    assert not (tmp_path / "home").exists()


def command(path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process that may open no socket, in a namespace without a network if any."""
    guard = (
        "import socket, sys\n"
        "def no(*a, **k): raise RuntimeError('a socket')\n"
        "socket.socket = socket.create_connection = no\n"
        "from wallet.cli import main\n"
        "found = main(sys.argv[1:])\n"
        "slow = {'web3', 'requests', 'aiohttp', 'PySide6', 'keyring', 'sqlite3'}\n"
        "heavy = slow & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else found)\n"
    )
    apart = ["unshare", "-rn"] if alone() else []
    env = {**os.environ, "SYMBOLON_HOME": str(path.parent / "home"), "PYTHONPATH": str(ROOT)}
    args = ["case", "verify", str(path), *more]
    return subprocess.run(
        [*apart, sys.executable, "-c", guard, *args], capture_output=True, text=True, env=env,
        check=False,
    )  # fmt: skip


def alone() -> bool:
    """Whether processes can be without a network here."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0


def made_again(
    data: bytes,
    change: Callable[[Package, list[Line]], tuple[Package, Sequence[Line]]],
) -> bytes:
    """A file that was altered by somebody who also made its manifest and its pages again."""
    opened = open_file(data)
    altered, lines = change(opened.package, json.loads(json.dumps(opened.lines)))
    return package.file_of(altered, lines, package.manifest_of(altered, lines), b"")


def failure(data: bytes, made: Made) -> Verdict:
    found = verify(data, [made.anchor_hash])
    assert found.outcome == FAILED, found.lines
    return found


def test_a_calculation_altered_with_its_manifest_is_quoted(debt: Made) -> None:
    text = "owed the holders of their shares $"

    def more(altered: Package, lines: list[Line]) -> tuple[Package, list[Line]]:
        for line in lines:
            if line[0] == "say" and text in line[1]:
                line[1] = line[1].replace(text, text + "9")
        return altered, lines

    same = made_again(debt.data, lambda altered, lines: (altered, lines))
    assert same == debt.data
    found = failure(made_again(debt.data, more), debt)
    assert "1 of the lines of its document do not follow" in found.lines[0]
    assert len(found.quoted) == 1 and text + "98,433" in found.quoted[0]


def test_a_document_that_leaves_out_or_turns_round_fails(position: Made) -> None:
    short = made_again(position.data, lambda one, lines: (one, lines[:5] + lines[6:]))
    found = failure(short, position)
    assert "leaves out" in found.lines[0] and "It leaves out: “" in found.lines[1]
    turned = made_again(position.data, lambda one, lines: (one, lines[::-1]))
    assert "another order" in failure(turned, position).lines[0]


@pytest.mark.parametrize("name", ["Claimed", "Siphoned", "Sold", "Placed"])
def test_an_event_that_is_left_out_is_missed(told: Told, position: Made, name: str) -> None:
    wanted = {
        row["tx"]
        for row in rows(told, name)
        if told.number("carol") in row["fields"] or name == "Siphoned"
    }
    assert wanted

    def drop(one: Package, lines: list[Line]) -> tuple[Package, list[Line]]:
        kept = [entry for entry in one.events if hash_in(entry) not in wanted]
        assert len(kept) < len(one.events)
        return replace(one, events=kept), lines

    assert "left out" in failure(made_again(position.data, drop), position).lines[0] or (
        "storage" in failure(made_again(position.data, drop), position).lines[0]
    )


def rows(told: Told, name: str) -> list[dict[str, Any]]:
    with told.store.reading() as tables:
        found = tables.rows("SELECT tx, fields FROM event WHERE name = ?", name)
    return [{"tx": row["tx"], "fields": list(json.loads(row["fields"]).values())} for row in found]


def hash_in(entry: Mapping[str, Any]) -> str:
    leaf = decode(bytes.fromhex(entry["transaction"][-1][2:]))
    value = leaf[1] if len(leaf) == 2 else leaf[16]
    assert isinstance(value, bytes)
    return "0x" + keccak(value).hex()


def test_a_payment_that_is_left_out_is_missed(told: Told, debt: Made) -> None:
    paid = [row["tx"] for row in rows(told, "DebtPaid")]
    for left_out in paid:
        found = failure(
            made_again(
                debt.data,
                lambda one, lines, tx=left_out: (  # type: ignore[misc] # one lambda a turn
                    replace(one, events=[e for e in one.events if hash_in(e) != tx]), lines,
                ),
            ),
            debt,
        )  # fmt: skip
        assert "left out" in found.lines[0] or "storage of the companies" in found.lines[0]


def spoil_events(change: Callable[[dict[str, Any]], None]) -> Callable[..., Any]:
    def spoil(one: Package, lines: list[Line]) -> tuple[Package, list[Line]]:
        events = json.loads(json.dumps(one.events))
        change(events[2])
        return replace(one, events=events), lines

    return spoil


def other_receipt(entry: dict[str, Any]) -> None:
    leaf = bytearray.fromhex(entry["receipt"][-1][2:])
    leaf[-1] ^= 1
    entry["receipt"][-1] = "0x" + leaf.hex()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (spoil_events(other_receipt), "transaction 3 of events.json is not proven"),
        (spoil_events(lambda one: one.update(index=1)), "transaction 3 of events.json"),
        (spoil_events(lambda one: one.update(block=1)), "transaction 3 of events.json"),
        (spoil_events(lambda one: one.update(transaction=[])), "transaction 3 of events.json"),
        (spoil_events(lambda one: one.pop("receipt")), "transaction 3 of events.json"),
        (lambda one, lines: (replace(one, events={}), lines), "no event"),
        (lambda one, lines: (replace(one, state={}), lines), "does not prove the storage"),
        (
            lambda one, lines: (
                replace(one, state={**one.state, "Ledger": {**one.state["Ledger"], "slots": {}}}),
                lines,
            ),
            "its contract Companies is not the one that the ledger obeys",
        ),
        (
            lambda one, lines: (replace(one, codes={**one.codes, "Ledger": b"\1"}), lines),
            "the storage or the code of Ledger is not proven",
        ),
        (
            lambda one, lines: (replace(one, case=replace(one.case, chain_id=1)), lines),
            "belongs to another network or another chain",
        ),
        (
            lambda one, lines: (replace(one, headers=one.headers[:-600]), lines),
            "is no header",
        ),
        (lambda one, lines: (replace(one, headers=one.headers * 2), lines), "not in its place"),
        (
            lambda one, lines: (replace(one, case=replace(one.case, person=2)), lines),
            "lacks the proof of a word in the storage of Ledger",
        ),
    ],
)  # fmt: skip
def test_whoever_makes_its_manifest_again_is_found_out(
    position: Made, change: Callable[..., Any], says: str
) -> None:
    found = failure(made_again(position.data, change), position)
    assert says in found.lines[0] or (says == "no event" and "shares" in found.lines[0])


def test_blocks_too_far_apart_each_need_a_hash(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_proofs, "MOST_HEADERS", 30)
    made = told.make(told.position)
    found = verify(made.data, [made.anchor_hash])
    assert found.outcome == CONDITIONAL and len(found.missing) >= 2
    text = json.dumps(open_file(made.data).lines)
    assert all(one.hash in text for one in found.missing)
    every = [made.anchor_hash, *(one.hash for one in found.missing)]
    assert verify(made.data, every).outcome == VERIFIED
    one_less = verify(made.data, every[:-1])
    assert one_less.outcome == CONDITIONAL
    assert any("How it came about needs the others" in line for line in one_less.lines)
    assert [one.hash for one in one_less.missing] == every[-1:]
    assert not any(line.startswith("Verified") for line in one_less.lines)


def test_a_header_between_that_is_another_breaks_the_chain(position: Made) -> None:
    def swap(one: Package, lines: list[Line]) -> tuple[Package, list[Line]]:
        end = case_end(one.headers)
        first = decode(one.headers[:end])
        first[11] = b"\1\2\3\4"
        return replace(one, headers=encode(first) + one.headers[end:]), lines

    assert "does not follow" in failure(made_again(position.data, swap), position).lines[0]


def test_the_command_says_what_it_found(
    position: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.pdf"
    path.write_bytes(position.data)
    assert main(["case", "verify", str(path), "--header", position.anchor_hash, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["outcome"] == VERIFIED and said["transactions"] > 5 and said["missing"] == []
    assert main(["case", "verify", str(path)]) == 3
    told = capsys.readouterr().out
    assert position.anchor_hash in told and "remain to be confirmed" in told
    assert main(["case", "verify", str(path), "--network", "nobody"]) == 1
    assert main(["case", "verify", str(tmp_path / "none.pdf")]) == 1
