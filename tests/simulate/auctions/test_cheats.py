"""Cheats: what the rule stops, what a hole in it lets through, and that no money is made of air."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wallet.simulate.auctions.attacking import Play, attacks, outcome_of, play
from wallet.simulate.auctions.cheats import CHEATS, Cheat
from wallet.simulate.auctions.cheats.coalition import Coalition
from wallet.simulate.auctions.cheats.costs import EarlyInflated, LateHigh, QuietInflated
from wallet.simulate.auctions.cheats.news import BuyIntoExit
from wallet.simulate.auctions.cheats.selling import (
    SellAtHalfReference,
    SellAtTheClose,
    SellToFriend,
)
from wallet.simulate.auctions.market import THIN, UNSEEN, Market, calm
from wallet.simulate.auctions.neighbours import AS_WRITTEN, Rule, named
from wallet.simulate.auctions.purses import money, shares
from wallet.simulate.auctions.stage import Script

BUSY = replace(THIN, looks=0.1, holders=12, lookers=24, days=12)
QUIET = replace(UNSEEN, days=16)


def gain(cheat: type[Cheat], market: Market, rule: Rule = AS_WRITTEN, runs: int = 8) -> float:
    """What a cheat gains on average beyond honesty, as a part of the block."""
    return (
        attacks(runs, 1, (market,), (rule,), (cheat,))
        .of(market.name, rule.name, cheat.name)
        .gain.mean
    )


def test_a_late_high_bid_pays_only_where_it_is_believed() -> None:
    assert gain(LateHigh, QUIET) < 0.02
    assert gain(LateHigh, QUIET, named("late bids believed")) > 0.15


def test_an_early_inflated_bid_pays_where_nobody_looks_and_not_where_many_do() -> None:
    assert gain(EarlyInflated, QUIET) > 0.15
    assert gain(EarlyInflated, BUSY, runs=4) < 0.03
    assert gain(EarlyInflated, QUIET, named("cost at reference")) < 0.02
    assert gain(QuietInflated, QUIET, named("cost at reference")) < 0.02


def test_selling_low_to_a_friend_pays_where_nobody_looks_and_not_where_many_do() -> None:
    assert gain(SellAtHalfReference, QUIET) > 0.04
    assert gain(SellToFriend, BUSY, runs=4) < 0.02


def test_a_sale_that_nobody_has_time_to_answer_pays() -> None:
    market = replace(THIN, days=12)
    assert gain(SellAtHalfReference, market, named("one hour")) > 0.05 + gain(
        SellAtHalfReference, market
    )
    late = gain(SellAtTheClose, market, named("sells to the end"), runs=16)
    assert late > 0.025 + gain(SellAtTheClose, market, runs=16)


def test_an_exit_that_raises_nothing_feeds_who_knew_of_it() -> None:
    market = replace(THIN, days=18, looks=0.03)
    assert gain(BuyIntoExit, market, named("exits raise nothing")) > 0.02 + gain(
        BuyIntoExit, market
    )


def both(kind: type[Cheat], market: Market) -> list[tuple[Cheat, Play]]:
    """Honest and not."""
    cheat = kind()
    return [(cheat, cheat.honest), (cheat, cheat.play)]


@pytest.mark.parametrize("kind", CHEATS, ids=lambda kind: kind.name)
def test_what_a_cheat_wins_others_lose(kind: type[Cheat]) -> None:
    """All purses together hold the same, cheating or not; what they count is all there is."""
    market = replace(calm(THIN), days=20)
    totals = []
    for cheat, script in both(kind, market):
        coalition = play(market, 3, AS_WRITTEN, cheat, script)
        outcome = outcome_of(cheat, coalition)
        totals.append(outcome.coalition + sum(outcome.groups))
        stage = coalition.stage
        everybody = list(stage.network.people)
        counted = money(stage, everybody) + shares(stage, everybody)
        assert counted == pytest.approx(totals[-1], abs=0.01)
    assert totals[0] == pytest.approx(totals[1], abs=0.01)


@pytest.mark.parametrize("kind", CHEATS, ids=lambda kind: kind.name)
def test_every_cheat_has_a_story_and_does_something(kind: type[Cheat]) -> None:
    assert kind.__doc__ and kind.name
    market = replace(calm(THIN), days=20)
    ends = [
        [outcome_of(cheat, play(market, seed, AS_WRITTEN, cheat, script)) for seed in range(3)]
        for cheat, script in both(kind, market)
    ]
    assert ends[0] != ends[1]


def test_names_are_no_two_alike() -> None:
    assert len({kind.name for kind in CHEATS}) == len(CHEATS)


def test_a_coalition_waits_for_the_seconds_that_matter() -> None:
    """The last early second, the last for sells, the last of all: each is still within."""
    seen: list[int] = []

    class Patient(EarlyInflated):
        def raise_cost(self, c: Coalition) -> Script:
            call, numbers = c.stage.call, c.stage.exchange.numbers
            c.sell(c.anna, c.block(c.anna), c.value)
            yield from c.last_early_second()
            seen.append(c.stage.now - call.start - numbers.early)
            yield from c.before_sells_close()
            seen.append(c.stage.exchange.end(call) - numbers.sells_close - c.stage.now)
            yield from c.last_second()
            seen.append(c.stage.exchange.end(call) - c.stage.now)
            yield from c.settled()

    cheat = Patient()
    play(replace(calm(UNSEEN), days=10), 1, AS_WRITTEN, cheat, cheat.play)
    assert seen == [0, 1, 1]
