"""Which strategies pay at the defaults and which do not; seeds fixed, a few runs each.

Where the outcome hangs on one large exit the direction is told by more runs than these: see the
report. Here each strategy has to play through, keep the sums, and go the way it should.
"""

from __future__ import annotations

import pytest

from tests.simulate.small import SMALL, judge
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
