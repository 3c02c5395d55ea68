"""A scene small enough for tests: fewer people in the market, the rest as it is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from wallet.rules.flaws import NONE, Flaw
from wallet.simulate.parameters import DEFAULTS
from wallet.simulate.payoff import Judge

SMALL = replace(DEFAULTS, market=40, means=10_000.0, horizon_days=1_100)
RUNS = 4


@cache
def judge(flaws: frozenset[Flaw] = NONE) -> Judge:
    """A judge of small scenes; its honest twins are played once for all tests."""
    return Judge(SMALL, 1, RUNS, flaws)
