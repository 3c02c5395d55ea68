"""What the laboratory hands on: estimates, tables, verdicts, JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from wallet.simulate.auctions import (
    attacks,
    compare,
    judge,
    tell_attacks,
    tell_comparison,
    tell_map,
    tell_verdicts,
    where_it_pays,
)
from wallet.simulate.auctions.attacking import Attacked
from wallet.simulate.auctions.chance import Estimate, estimate
from wallet.simulate.auctions.cheats.costs import EarlyInflated, LateHigh
from wallet.simulate.auctions.cheats.selling import SellToFriend
from wallet.simulate.auctions.comparing import Comparison
from wallet.simulate.auctions.judging import Change, Verdict
from wallet.simulate.auctions.market import THIN, UNSEEN
from wallet.simulate.auctions.neighbours import named

MARKET = replace(THIN, days=12)
RULES = (named("96 hours"), named("cost at reference"))


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare(4, 1, (MARKET,), RULES)


@pytest.fixture(scope="module")
def attacked() -> Attacked:
    return attacks(4, 1, (MARKET,), RULES, (SellToFriend, EarlyInflated, LateHigh))


def test_an_estimate_lies_around_the_mean_and_is_sure_of_what_is_plain() -> None:
    sure = estimate([1.0, 1.1, 0.9, 1.05])
    assert sure.low <= sure.mean <= sure.high and sure.above
    unsure = estimate([1.0, -1.0, 2.0, -2.0])
    assert not unsure.above and not unsure.below
    assert estimate([]).mean != estimate([]).mean  # not a number


def test_the_rule_as_written_is_always_there_and_is_no_other_than_itself(
    compared: Comparison, attacked: Attacked
) -> None:
    cell = compared.of("thin", "as written")
    assert all(change == Estimate(0, 0, 0) for change in cell.against.values())
    assert attacked.of("thin", "as written", "late high bid").against == Estimate(0, 0, 0)
    with pytest.raises(KeyError):
        compared.of("thin", "no such rule")
    with pytest.raises(KeyError):
        attacked.of("thin", "as written", "no such cheat")


def test_the_same_seeds_find_the_same(compared: Comparison, attacked: Attacked) -> None:
    assert compare(4, 1, (MARKET,), RULES) == compared
    again = attacks(4, 1, (MARKET,), RULES, (SellToFriend, EarlyInflated, LateHigh))
    assert again == attacked


def test_a_longer_auction_is_held_less_often(compared: Comparison) -> None:
    cells = [compared.of("thin", name) for name in ("as written", "96 hours")]
    assert cells[1].auctions < cells[0].auctions


def test_all_that_is_found_travels_as_json(compared: Comparison, attacked: Attacked) -> None:
    told = json.loads(compared.to_json())
    assert told["runs"] == 4 and len(told["cells"]) == 3
    told = json.loads(attacked.to_json())
    assert {one["cheat"] for one in told["tried"]} == set(told["stories"])
    assert "NaN" not in attacked.to_json() + compared.to_json()


def test_all_that_is_found_is_told_in_sentences(compared: Comparison, attacked: Attacked) -> None:
    told = tell_comparison(compared)
    assert "In the thin market:" in told and "| 96 hours" in told
    told = tell_attacks(attacked)
    assert "a block of $15,000" in told and "| early inflated bid" in told
    told = tell_verdicts(judge(compared, attacked))
    assert "“96 hours” (Everything lasts twice as long)" in told


def test_a_verdict_needs_something_better_and_nothing_worse() -> None:
    served = Change("served", "thin", Estimate(0.02, 0.01, 0.03))
    assert Verdict("96 hours", (served,), ()).beats
    assert not Verdict("96 hours", (served,), (replace(served, what="price off"),)).beats
    assert not Verdict("96 hours", (), ()).beats
    assert Verdict("cost at reference", (), ()).beats  # it is simpler
    kept = tell_verdicts([Verdict("96 hours", (), (served,))])
    assert kept.startswith("Keep the rule as written")
    assert "Worse: served (thin) +2.0 [+1.0, +3.0]." in kept


def test_a_map_shows_where_a_cheat_stops_paying() -> None:
    market = replace(UNSEEN, days=10)
    found = where_it_pays((EarlyInflated,), runs=5, looks=(0.001, 0.1), crowds=(4,), market=market)
    rarely, often = (point.gain.mean for point in found.points)
    assert rarely > 0.1 > often
    assert "look 0.1 % an hour" in tell_map(found)
    assert json.loads(found.to_json())["runs"] == 5
