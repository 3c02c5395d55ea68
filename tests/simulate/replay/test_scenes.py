"""Scenes told act by act agree in every act; and none of their acts is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.simulate.replay.scenes import SCENES, Scene, a_debt_from_before
from wallet.rules.units import DAY, DOLLAR
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.result import replay


@pytest.mark.parametrize("tell", SCENES, ids=[scene.__name__ for scene in SCENES])
def test_a_scene_agrees_act_by_act(tell: Callable[[], Scene], bench: Bench) -> None:
    scene = tell()
    result = replay(scene.tap, bench)
    assert result.agrees, "\n".join(map(str, result.disagreements))
    assert [sample.event.kind for sample in scene.tap.samples if sample.reason] == []


OTHERS = {
    "interest": 17,
    "watch_bond": 51 * DOLLAR,
    "penalty": 130,
    "most_reward": 20_000 * DOLLAR,
    "pay_within": 16 * DAY,
    "report_within": 15 * DAY,
    "rest": 2 * DAY,
    "premium": 61,
    "fewest_buyers": 2,
    "answer_within": 8 * DAY,
    "large_hiding": 5_000 * DOLLAR,
}


@pytest.mark.parametrize("tell", SCENES, ids=[scene.__name__ for scene in SCENES])
def test_a_scene_agrees_under_other_numbers_too(
    tell: Callable[[], Scene], bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scene, "numbers", OTHERS)
    result = replay(tell().tap, bench)
    assert result.agrees, "\n".join(map(str, result.disagreements))


def test_an_order_stands_whatever_debt_of_its_maker_comes_to_light() -> None:
    scene = a_debt_from_before()
    assert [debt.due < scene.now for debt in scene.net.open_debts(5)] == [True]
    assert scene.net.tokens[1].holding(5).units > 0
