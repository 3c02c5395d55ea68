"""Scripts of drawn steps: the rules hold whatever is tried, and much of it is allowed."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

from tests.simulate.small import SMALL
from wallet.simulate.acts import KINDS
from wallet.simulate.payoff import gain, play
from wallet.simulate.scene import Scene
from wallet.simulate.script import DRAW, MOMENTS, Script, Step
from wallet.simulate.strategies.hide_exit import HideExit
from wallet.simulate.strategies.honest import Honest

TINY = replace(SMALL, market=10, holders=4, others=3)


def drawn(seed: int, count: int = 60) -> list[Step]:
    dice, kinds = random.Random(seed), sorted(DRAW)
    return [
        Step(dice.uniform(45, 900), dice.choice(kinds), dice.randrange(4),
             tuple(dice.random() for _ in range(5)))
        for _ in range(count)
    ]  # fmt: skip


def test_whatever_is_drawn_the_sums_hold_and_most_kinds_are_allowed_sometimes() -> None:
    done = set[str]()
    for seed in range(6):
        left_out = frozenset({"sold"}) if seed % 2 else frozenset[str]()
        scene = Scene(Script(drawn(seed, 120), left_out), TINY, seed).run()
        scene.world.check()
        tried = scene.world.tried - scene.world.refused
        done |= {kind for kind, count in tried.items() if count}
    assert set(DRAW) <= set(KINDS)
    assert len(done & set(DRAW)) >= len(DRAW) - 2, set(DRAW) - done


def test_a_script_without_steps_is_an_honest_person() -> None:
    assert gain(play(Script, SMALL, 1), play(Honest, SMALL, 1)) == 0


def test_a_moment_that_is_left_out_is_not_played() -> None:
    hiding = partial(Script, (), frozenset({"sold"}))
    twin = play(Honest, SMALL, 1)
    assert gain(play(hiding, SMALL, 1), twin) == gain(play(HideExit, SMALL, 1), twin)
    for moment in MOMENTS:
        assert callable(getattr(Script, moment))
    nothing = Scene(Script((), frozenset(MOMENTS)), TINY, 1).run()
    assert not nothing.rules.companies.stakes
