"""Whole populations: sums hold, the same seed is the same run, the law reaches who hides."""

from __future__ import annotations

from dataclasses import replace

from wallet.simulate.parameters import DEFAULTS
from wallet.simulate.population import Population, Tally

BUSY = replace(DEFAULTS, raisers=0.4, dishonest=0.6, venture_fails=0.2, exit_years=0.3, find_rate=3)


def played(seed: int) -> tuple[Population, Tally]:
    population = Population(150, BUSY, seed)
    return population, population.run(2.5)


def test_a_population_keeps_every_sum_and_plays_every_kind_of_life() -> None:
    population, tally = played(1)
    population.world.check()
    for kind in ("offer", "commit", "take", "sell", "buy", "settle", "report_exit", "pay_debt",
                 "claim", "commit_report", "reveal", "publish", "execute"):  # fmt: skip
        assert tally.kinds.get(kind), kind
    assert 0 < tally.found <= tally.hidden < tally.exits
    assert tally.banned and tally.shared > 0 and tally.raised > 0


def test_the_same_seed_is_the_same_population() -> None:
    first, again, other = played(2)[1], played(2)[1], played(3)[1]
    assert first == again != other


def test_where_nobody_hides_nobody_is_accused_or_banned() -> None:
    population = Population(150, replace(BUSY, dishonest=0.0), 1)
    tally = population.run(2.5)
    assert tally.hidden == tally.found == tally.banned == 0
    assert not population.rules.watching.reports
