"""Scenes told act by act agree in every act; and none of their acts is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.simulate.replay.scenes import SCENES, Scene, a_debt_from_before
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.result import replay


@pytest.mark.parametrize("tell", SCENES, ids=[scene.__name__ for scene in SCENES])
def test_a_scene_agrees_act_by_act(tell: Callable[[], Scene], bench: Bench) -> None:
    scene = tell()
    result = replay(scene.tap, bench)
    assert result.agrees, "\n".join(map(str, result.disagreements))
    assert [sample.event.kind for sample in scene.tap.samples if sample.reason] == []


def test_an_order_stands_whatever_debt_of_its_maker_comes_to_light() -> None:
    scene = a_debt_from_before()
    assert [debt.due < scene.now for debt in scene.net.open_debts(5)] == [True]
    assert scene.net.tokens[1].holding(5).units > 0
