"""`symbolon simulate --report`."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from wallet.cli import main


def test_too_few_runs_are_refused_before_anything_is_played(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    assert main(["simulate", "--report", str(report), "--map-runs", "1"]) == 1
    assert "Give --map-runs a number from 2" in capsys.readouterr().err
    assert main(["simulate", "--report", str(report), "--auction-runs", "1"]) == 1
    assert "Give --auction-runs a number from 2" in capsys.readouterr().err
    assert main(["simulate", "--report", str(report), "--evaluations", "0"]) == 1
    assert not report.exists()


@pytest.mark.long
@pytest.mark.timeout(3_000)
def test_the_whole_report_is_made_by_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, facts = tmp_path / "report.html", tmp_path / "answers.json"
    few = ["--runs", "2", "--map-runs", "2", "--auction-runs", "2", "--evaluations", "50"]
    assert main(["simulate", "--report", str(report), "--json", str(facts), *few]) == 0
    written = json.loads(facts.read_text(encoding="utf-8"))
    text = report.read_text(encoding="utf-8")
    assert len(written["holes"]) == 8 and text.count("<svg") == len(written["maps"])
    assert all(escape(row["title"]) in text for row in written["table"])
    assert f"The report is in {report}." in capsys.readouterr().out
