"""Whatever a network does in the model, the contracts do the same, to the base unit."""

from __future__ import annotations

import json

import pytest

from tests.simulate.replay.play_all import Everybody
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.result import Result, replay


@pytest.fixture(scope="module")
def result(played: Everybody, bench: Bench) -> Result:
    return replay(played.tap, bench)


def test_every_sample_agrees_to_the_base_unit(result: Result) -> None:
    assert result.agrees, "\n".join(map(str, result.disagreements))
    assert all(one.agreed == one.sampled for one in result.replayed)


def test_every_kind_of_event_was_done_and_replayed(result: Result) -> None:
    done = {one.kind for one in result.replayed if one.agreed and not one.refused}
    assert KINDS.keys() - done == set()


def test_debts_come_first_on_every_path_of_money(result: Result) -> None:
    done = {(one.kind, one.variety) for one in result.replayed if one.agreed and not one.refused}
    assert {
        ("claim", "own, passing on, debts first"),
        ("claim", "for another, passing on, debts first"),
        ("withdraw_credit", "plain, debts first"),
        ("pay_out", "debts first"),
        ("refund", "debts first"),
        ("settle", "debts first"),
    } <= {(kind, name) for kind, name in done} | {
        (kind, "debts first") for kind, name in done if name.endswith("debts first")
    }


def test_what_is_refused_is_refused_by_both(result: Result) -> None:
    refused = [one for one in result.replayed if one.refused]
    assert len(refused) > 20
    assert all(one.agreed == one.sampled > 0 for one in refused)


def test_the_result_says_of_each_kind_how_many_of_how_many(result: Result) -> None:
    told = json.loads(result.to_json())
    assert told["disagreements"] == []
    for one in told["replayed"]:
        assert one["sampled"] * 120 >= one["of"] >= one["sampled"] == one["agreed"] > 0


@pytest.mark.long
def test_a_long_run_agrees_in_every_event(bench: Bench) -> None:
    everybody = Everybody(99)
    everybody.play(12_000)
    found = replay(everybody.tap, bench)
    assert found.agrees, "\n".join(map(str, found.disagreements))
