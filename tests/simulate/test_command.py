"""`symbolon simulate`, as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wallet.cli import main

SMALL = ["--people", "20", "--years", "3", "--runs", "2"]


def test_a_strategy_is_judged_in_plain_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    assert main(["simulate", "hide-exit", *SMALL, "--json", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Dan sells his company and says nothing." in said
    assert "than if all were honest" in said and "What stops it:" in said
    facts = json.loads(file.read_text())
    assert facts[0]["strategy"] == "hide-exit" and len(facts[0]["gains"]) == 2


def test_a_population_is_told_in_plain_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--people", "100", "--years", "1", "--set", "raisers=0.3"]) == 0
    said = capsys.readouterr().out
    assert "100 people in 1 year" in said and "They raised $" in said


def test_the_list_names_strategies_numbers_and_mends(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--list"]) == 0
    said = capsys.readouterr().out
    for name in ("straw-person", "Hiding an exit.", "find_rate", "late-cost"):
        assert name in said


def test_a_number_and_a_mend_change_what_comes_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "hide-exit", *SMALL, "--set", "find_rate=0"]) == 0
    assert "It pays." in capsys.readouterr().out
    assert main(["simulate", "pay-before-pulled", *SMALL, "--flaw", "unpulled"]) == 0
    assert "It pays." in capsys.readouterr().out
    said = []
    for penalty in ("50", "200"):
        assert main(["simulate", "hide-exit", *SMALL, "--rule", f"penalty={penalty}"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] != said[1]


def test_a_number_of_the_rules_changes_what_a_population_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = []
    for changes in ([], ["--rule", "smallest=200"]):
        asked = ["--people", "300", "--years", "2", "--set", "raisers=0.3"]
        assert main(["simulate", *asked, *changes]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] != said[1]


def test_a_search_is_asked_for_beside_strategies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--search", "--situation", "rise", "--evaluations", "12"]) == 0
    assert "12 sequences tried" in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked",
    [
        ["nobody"],
        ["honest", "--set", "find_rate=much"],
        ["honest", "--set", "eyes"],
        ["--search", "--evaluations", "0"],
        ["honest", "--search"],
        ["--auctions", "--flaw", "unpulled"],
        ["--report", "nowhere.html", "--rule", "penalty=50"],
        ["--search", "--auctions"],
        ["honest", "--rule", "interest=21"],
        ["honest", "--rule", "eyes=1"],
        ["honest", "--rule", "interest"],
        ["honest", "--runs", "0"],
        ["honest", "--seed", "-1"],
        ["--people", "100001"],
        ["--years", "nan"],
        ["honest", "--runs", "1", "--people", "0", "--json", "/nowhere/at/all.json"],
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *asked]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and error.endswith(".\n") and "Traceback" not in error
