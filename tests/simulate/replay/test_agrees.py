"""Whatever a network does in the model, the contracts do the same, to the base unit."""

from __future__ import annotations

import json

import pytest

from tests.simulate.replay.conftest import ONE_IN
from tests.simulate.replay.play_all import Everybody
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.kinds_authority import KINDS as AUTHORITY
from wallet.simulate.replay.result import Replayed, Result, replay


@pytest.fixture(scope="module")
def results(played: list[Everybody], bench: Bench) -> list[Result]:
    return [replay(everybody.tap, bench) for everybody in played]


def lines(results: list[Result], refused: bool) -> list[Replayed]:
    return [one for result in results for one in result.replayed if one.refused == refused]


def test_every_sample_agrees_to_the_base_unit(results: list[Result]) -> None:
    told = [str(one) for result in results for one in result.disagreements]
    assert told == [], "\n".join(told)
    assert all(one.agreed == one.sampled for result in results for one in result.replayed)


def test_every_kind_of_event_was_done_and_replayed(results: list[Result]) -> None:
    done = {one.kind for one in lines(results, False) if one.agreed}
    decisions = {kind.name for kind in AUTHORITY}  # on their own: see test_decisions
    assert KINDS.keys() - decisions - done == set()


def test_debts_come_first_on_many_paths_of_money(results: list[Result]) -> None:
    done = {one.kind for one in lines(results, False) if one.variety.endswith("debts first")}
    assert len(done) >= 6, done
    assert {"claim", "withdraw_credit", "take", "settle"} <= done


def test_what_the_model_refuses_the_contracts_refuse(results: list[Result]) -> None:
    refused = lines(results, True)
    assert len({one.kind for one in refused}) > 20
    assert all(one.agreed == one.sampled > 0 for one in refused)


def test_the_result_says_of_each_kind_how_many_of_how_many(results: list[Result]) -> None:
    for result in results:
        told = json.loads(result.to_json())
        assert told["disagreements"] == []
        for one in told["replayed"]:
            assert one["of"] >= one["sampled"] == one["agreed"] > 0
            assert one["sampled"] * ONE_IN >= one["of"]


@pytest.mark.long
@pytest.mark.timeout(3_000)
def test_in_a_long_run_every_single_event_agrees(bench: Bench) -> None:
    for seed in range(100, 104):
        everybody = Everybody(seed)
        everybody.play(12_000)
        found = replay(everybody.tap, bench)
        assert found.agrees, "\n".join(map(str, found.disagreements))
