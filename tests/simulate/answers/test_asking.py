"""The table, the maps and the searches as one object, and as a file."""

from __future__ import annotations

import json

from tests.simulate.answers.small_answers import FEW, SCOPE, WORLD, small_answers
from wallet.simulate.answers.asking import ask
from wallet.simulate.answers.facts import facts
from wallet.simulate.payoff import Judge
from wallet.simulate.strategy import strategy


def test_each_row_is_what_the_judge_says() -> None:
    for row in small_answers().rows:
        kind = strategy(row.strategy)
        verdict = Judge(WORLD, FEW.seed, FEW.runs).judge(kind)
        assert row.gain.mean == round(verdict.mean, 2)
        assert (row.story, row.stops, row.outside) == (kind.story(), kind.stops, kind.outside)
        assert row.banned == verdict.banned / FEW.runs
        assert not row.payers or row.payers[0][0] == verdict.payer()


def test_what_brings_most_comes_first() -> None:
    means = [row.gain.mean for row in small_answers().rows]
    assert len(means) == 2 and means == sorted(means, reverse=True)
    assert small_answers().rows[0].strategy == "straw-person"
    assert small_answers().rows[0].verdict == "pays"


def test_the_same_seed_answers_the_same() -> None:
    said: list[str] = []
    assert ask(WORLD, FEW, SCOPE, said.append) == small_answers()
    assert len(said) == 2 + 2 + 1 + 1 + 5 + 2 * 2


def test_the_file_says_how_to_repeat_it() -> None:
    written = json.loads(json.dumps(facts(small_answers())))
    assert written["effort"]["seed"] == 3 and written["parameters"]["market"] == 20
    assert [row["strategy"] for row in written["table"]] == ["straw-person", "hide-exit"]
    assert [one["question"]["name"] for one in written["maps"]] == ["hiding", "bonds"]
    assert written["holes"][0]["mend left out"] == "dollar-debt"
    assert written["under the rules as they are"][0]["situation"] == "sold-company"
