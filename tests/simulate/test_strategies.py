"""Which strategies pay at the defaults and which do not; seeds fixed, a few runs each.

Where the outcome hangs on one large exit the direction is told by more runs than these: see the
report. Here each strategy has to play through, keep the sums, and go the way it should.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.small import SMALL, judge
from wallet.simulate.payoff import Judge
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import strategies

PAYS = (
    "chain-of-holders", "circle", "inflate-early", "inflate-many", "inflate-offering",
    "own-first-raise", "straw-person", "walk-reference",
)  # fmt: skip
"""What friends do among themselves, or outside: nobody else is asked."""
DEPENDS = (
    "bribe-one", "bribe-two", "buy-back-before", "come-back", "friendly-members", "hide-and-run",
    "inflate-late", "inflate-weeks", "insider-friend", "merge-lots", "net-losses", "never-pay",
    "never-sell", "pump", "report-less", "run-away", "sell-at-the-end", "small-auction-first",
    "walk-late",
)  # fmt: skip
"""On the size of the exit, on how many there are, on what others think."""
HONEST = ("honest",)
SPITE = ("grief-line", "grief-orders", "grief-reports", "grief-restarts")
"""Done to others for nothing."""


def test_every_strategy_is_placed_here() -> None:
    assert {*PAYS, *DEPENDS, *HONEST, *SPITE} <= set(strategies())


@pytest.mark.parametrize("name", sorted(strategies()))
def test_it_plays_through_and_goes_its_way(name: str) -> None:
    kind = strategies()[name]
    scene = Scene(kind(), SMALL, 1).run()
    scene.world.check()
    if name in DEPENDS:
        return
    verdict = judge().judge(kind)
    if name in PAYS:
        assert verdict.mean > 2_000
    elif name in HONEST:
        assert verdict.mean == 0
    else:
        assert verdict.mean <= 0 if name in SPITE else verdict.mean < 0


@pytest.mark.parametrize("name", SPITE)
def test_spite_brings_nothing(name: str) -> None:
    verdict = judge().judge(strategies()[name])
    assert -10_000 < verdict.mean <= 0


def test_the_less_a_friend_can_be_trusted_the_less_it_pays_to_hold_through_one() -> None:
    gains = []
    for keeps in (0.0, 0.25, 0.5):
        known = replace(SMALL, friend_keeps=keeps)
        gains.append(Judge(known, 1, 2).judge(strategies()["straw-person"]).mean)
    assert gains[0] > 2_000 > 0 > gains[2]
    assert gains[0] - gains[1] == pytest.approx(gains[1] - gains[2], rel=0.01)


def test_a_raise_that_impresses_nobody_brings_nothing_by_being_filled() -> None:
    gains = []
    for impressed in (0.0, 0.25):
        known = replace(SMALL, impressed=impressed)
        gains.append(Judge(known, 1, 2).judge(strategies()["own-first-raise"]).mean)
    assert gains[0] <= 0 < 2_000 < gains[1]


def test_votes_cost_more_the_more_members_there_are() -> None:
    gains = []
    for people in (10, 200):
        known = replace(SMALL, market=people, exit_least=300_000, exit_most=300_000)
        gains.append(Judge(known, 1, 2).judge(strategies()["friendly-members"]).mean)
    assert gains[0] > 0 > gains[1]


def test_what_is_compared_is_there_and_a_control_cheats_nobody() -> None:
    found = strategies()
    for kind in found.values():
        assert not kind.compare or kind.compare in found
        assert not (kind.control and kind.outside)
    assert [name for name, kind in found.items() if kind.control] == ["small-auction-first"]
