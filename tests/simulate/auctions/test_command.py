"""`symbolon simulate --auctions`."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from wallet.cli import main
from wallet.simulate.answers import auctions
from wallet.simulate.auctions import attacks, compare
from wallet.simulate.auctions.market import THIN
from wallet.simulate.auctions.neighbours import HOLES, NEIGHBOURS

SHORT = replace(THIN, days=4)


def test_the_tables_are_printed_and_the_facts_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # One market for four days instead of five for a month: the rules are all there.
    for name, play in (("compare", compare), ("attacks", attacks)):
        monkeypatch.setattr(auctions, name, partial(play, markets=(SHORT,)))
    file = tmp_path / "facts.json"
    assert main(["simulate", "--auctions", "--runs", "1", "--seed", "7", "--json", str(file)]) == 0
    caught = capsys.readouterr()
    assert "Honest people under every rule: 1 runs" in caught.out and "seeds 7 to 7" in caught.out
    assert "What cheats gain beyond honesty" in caught.out
    assert "beats the rule as written" in caught.out or "Keep the rule as written" in caught.out
    assert "Honest people in the thin market." in caught.err  # what it is at
    facts = json.loads(file.read_text())
    assert {one["rule"] for one in facts["verdicts"]} == {rule.name for rule in NEIGHBOURS}
    assert {rule.name for rule in HOLES} <= {one["rule"] for one in facts["cheats"]["paying"]}
