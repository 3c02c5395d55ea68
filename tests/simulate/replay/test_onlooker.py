"""A world is looked at while it runs, and what happened in it agrees with the contracts."""

from __future__ import annotations

import pytest

from wallet.simulate.acts import KINDS as ACTS
from wallet.simulate.parameters import Parameters
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.onlooker import NAMES, NOT_COVERED, PARTLY, SPECIAL, Onlooker
from wallet.simulate.replay.result import replay
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import strategy


def test_every_act_of_a_world_is_replayed_or_it_is_said_why_not() -> None:
    assert ACTS.keys() - {*NAMES, *SPECIAL, *NOT_COVERED} == set()
    assert {*NAMES, *SPECIAL, *NOT_COVERED} - ACTS.keys() == set()
    assert {*NAMES} - KINDS.keys() == set()
    assert SPECIAL.keys() - PARTLY.keys() == {"join", "renew", "offer"}


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_arguments_are_told_by_name_in_their_order(kind: str) -> None:
    assert len(NAMES[kind]) == len(ACTS[kind].sorts)


@pytest.mark.parametrize("name", ["honest", "hide-exit"])
def test_a_scene_agrees_with_the_contracts(name: str, bench: Bench) -> None:
    scene = Scene(strategy(name)(), Parameters(), 3)
    onlooker = Onlooker(scene.world, 3, one_in=25)
    scene.world.taps.append(onlooker)
    scene.run()
    result = replay(onlooker.tap, bench)
    assert result.agrees, "\n".join(map(str, result.disagreements))
    for kind in ("sell", "buy", "settle", "commit", "take", "claim"):
        tried = sum(one.of for one in result.replayed if one.kind == kind)
        assert tried == scene.world.tried[kind] > 0, kind
        refused = sum(one.of for one in result.replayed if one.kind == kind and one.refused)
        assert refused == scene.world.refused[kind], kind


def test_what_happens_outside_is_counted_and_not_replayed() -> None:
    scene = Scene(strategy("hide-exit")(), Parameters(), 1)
    onlooker = Onlooker(scene.world, 1)
    scene.world.taps.append(onlooker)
    scene.run()
    count, why = onlooker.left_out["spend"]
    assert count == scene.world.tried["spend"] > 0
    assert "outside the contracts" in why
    assert onlooker.left_out.keys() <= {*NOT_COVERED, *PARTLY}
