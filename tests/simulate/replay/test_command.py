"""`symbolon simulate ... --replay`: what was played is held against the real contracts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wallet.cli import main
from wallet.rules.offerings import Offerings
from wallet.simulate.parameters import Parameters
from wallet.simulate.payoff import Judge
from wallet.simulate.replay.command import Recorder
from wallet.simulate.strategies.hide_exit import HideExit

SMALL = ["--people", "20", "--years", "3", "--runs", "2"]


def test_strategies_are_replayed_and_agree(
    own_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    asked = ["simulate", "hide-exit", "come-back", *SMALL, "--replay", "--json", str(file)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "were replayed on the real contracts" in said
    assert "All of them agree, to the base unit." in said
    facts = json.loads(file.read_text())
    assert [one["strategy"] for one in facts["played"]] == ["hide-exit", "come-back"]
    lines = facts["replay"]["replayed"]
    assert {"join", "commit", "settle", "reveal", "execute"} <= {one["kind"] for one in lines}
    assert all(one["sampled"] * 1_000 >= one["of"] > 0 for one in lines)
    assert all(one["sampled"] == one["agreed"] > 0 for one in lines)
    # A banned person does not come back: the burnt tag is refused on the chain too.
    assert [one for one in lines if one["kind"] == "join" and one["refused"]]


def test_a_population_is_replayed_and_agrees(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["simulate", "--people", "100", "--years", "1", "--set", "raisers=0.3", "--replay"]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "100 people in 1 year" in said and "All of them agree, to the base unit." in said


def test_a_model_that_is_off_by_one_is_told_and_fails(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    true = Offerings.pay_out

    def generous(rules: Offerings, number: int, caller: int) -> None:
        true(rules, number, caller)
        rules.network.people[rules.raises[number].issuer].cash += 1

    monkeypatch.setattr(Offerings, "pay_out", generous)
    assert main(["simulate", "honest", *SMALL, "--replay"]) == 1
    said = capsys.readouterr().out
    assert "do not agree:" in said and "pay_out by person" in said


def test_several_runs_are_sampled_as_one() -> None:
    known, counts = Parameters(market=20, holders=4, others=3, horizon_days=900), []
    for runs in (1, 4):
        recorder = Recorder(1, frozenset(), one_in=100)
        Judge(known, 1, runs, look=recorder.look).judge(HideExit)
        quotas = recorder.tap.quotas.values()
        assert all(quota.kept >= quota.seen / 100 for quota in quotas if quota.seen)
        assert len(recorder.tap.samples) == sum(quota.kept for quota in quotas)
        counts.append((sum(quota.seen for quota in quotas), len(recorder.tap.samples)))
    (seen, kept), (seen_in_four, kept_in_four) = counts
    assert seen_in_four > 3 * seen and kept_in_four < 3 * kept


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["hide-exit", "--flaw", "unpulled"], "Leave out --flaw, or --replay."),
        (["nobody"], "There is no strategy called nobody."),
    ],
)
def test_what_cannot_be_replayed_is_said(
    own_home: Path, asked: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *asked, "--replay"]) == 1
    assert says in capsys.readouterr().err


def test_a_missing_node_is_said_before_anything_is_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    assert main(["simulate", "honest", *SMALL, "--replay"]) == 1
    caught = capsys.readouterr()
    assert "anvil" in caught.err and "symbolon demo" in caught.err and not caught.out
