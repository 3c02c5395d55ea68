"""The parts of the search: drawing, playing, reckoning, shortening, telling."""

from __future__ import annotations

import re
from random import Random

import pytest

from wallet.rules.flaws import Flaw
from wallet.simulate.acts import KINDS
from wallet.simulate.search.arguments import READERS
from wallet.simulate.search.breeding import MOST, Breeder
from wallet.simulate.search.genes import DRAWN, Gene
from wallet.simulate.search.hunt import Budget, Ground, Hunt
from wallet.simulate.search.reckoning import friend_would_take
from wallet.simulate.search.shortest import shortest
from wallet.simulate.search.situation import situations
from wallet.simulate.search.telling import TOLD, tell

ALL, WORTH = 0.0, 0.05
XENIA = 0.9
LATE_TRADE = (
    Gene("sell", 1, 2, (XENIA, ALL, 0.25)),
    Gene("buy", 0, 40, (XENIA, ALL, 0.25)),
)
"""Fay offers all at twice the reference price; Dan takes it a day and a half later."""


@pytest.fixture(scope="module")
def late() -> Ground:
    return Ground(situations()["rise"], 1, frozenset([Flaw.LATE_COST]))


def test_every_act_that_can_be_drawn_can_be_read_and_told() -> None:
    assert set(DRAWN) | {"settle", "take", "attest_exit"} == set(TOLD)
    assert {sort for kind in DRAWN for sort in KINDS[kind].sorts} <= set(READERS)
    roles = {name for name, kind in KINDS.items() if kind.needs}
    assert not roles & set(DRAWN) and {"sell", "offer", "report_exit", "hand"} <= set(DRAWN)


@pytest.mark.parametrize("name", situations())
def test_whatever_is_drawn_can_be_played_and_no_money_is_made(name: str) -> None:
    ground = Ground(situations()[name], 3)
    breeder = Breeder(Random(7), ground.size, 24 * ground.situation.days, ground.moments)
    genomes = [breeder.fresh() for _ in range(25)]
    genomes += [breeder.child(*breeder.random.sample(genomes, 2)) for _ in range(25)]
    for genome in genomes:
        assert len(genome) <= MOST
        ground.play(genome).world.check()


@pytest.mark.parametrize("name", situations())
def test_doing_nothing_takes_nothing(name: str) -> None:
    for seed in (1, 2, 3):
        assert Ground(situations()[name], seed).score(()).taken <= 0


def test_a_known_hole_pays_without_its_mend_only(late: Ground) -> None:
    assert late.score(LATE_TRADE).taken == 4_999
    assert Ground(situations()["rise"], 1).score(LATE_TRADE).taken <= 0


def test_a_friend_who_keeps_what_rises_is_reckoned_as_dan(late: Ground) -> None:
    straw = late.score(())
    assert abs(straw.gain) <= 1 and abs(straw.loss) <= 1


def test_what_is_not_reported_counts_as_found_out() -> None:
    silent = Ground(situations()["sold-company"], 1).score(())
    assert silent.gain < -100_000 * 10**6 and silent.loss < 0


def test_what_a_find_does_not_need_is_dropped(late: Ground) -> None:
    noise = (
        Gene("state_year", 1, 1, ()),
        *LATE_TRADE,
        Gene("hand", 1, 60, (ALL, 0.7)),
        Gene("claim", 0, 70, (XENIA, 0.0)),
    )
    least = shortest(late, noise)
    assert [gene.kind for gene in least] == ["sell", "buy"]
    assert late.score(least).taken >= late.score(noise).taken * 0.95
    assert shortest(late, noise[:1]) == ()


def test_a_find_is_told_in_plain_sentences(late: Ground) -> None:
    lines = [str(line) for line in tell(late.play(LATE_TRADE))]
    assert lines[:3] == [
        "Day 1, 02:00. Fay offers 500,000 shares of Xenia for no less than $0.10 each.",
        "Day 2, 16:00. Dan bids $0.10 each for 500,000 shares of Xenia.",
        "Day 3, 02:00. The auction of Xenia ends: 500,000 shares change hands at $0.10 each.",
    ]
    assert re.fullmatch(r"Day 13, 00:00\. Shares of Xenia are now worth \$0\.\d+ each\.", lines[3])


def test_a_refused_act_is_tried_again_a_day_later(late: Ground) -> None:
    early = (
        *LATE_TRADE,
        Gene("sell", 0, 51, (XENIA, ALL, WORTH)),  # too soon after the last auction
    )
    sells = [event for event in late.play(early).done if event.act.kind == "sell"]
    assert len(sells) == 2
    assert sells[1].time - sells[0].time == (51 + 24 - 2) * 3_600


def test_a_budget_in_seconds_ends_a_search(late: Ground) -> None:
    found = Hunt(late, Budget(1_000_000, seconds=0.05)).run()
    assert 0 < found.evaluations < 1_000_000


def test_what_a_friend_would_take_is_the_holders_part_of_the_rise() -> None:
    twin = Ground(situations()["rise"], 1).twin
    rise = 500_000 * (twin.risen / 10**12)  # dollars, where all of it rises in Dan's hands
    assert friend_would_take(twin) == pytest.approx(rise / 5, rel=0.001)
    assert friend_would_take(Ground(situations()["sold-company"], 1).twin) == 0
