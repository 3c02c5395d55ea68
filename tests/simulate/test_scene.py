"""The small world: what an honest Dan does in it, and who has what in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.small import SMALL, judge
from wallet.base.errors import WalletError
from wallet.rules.units import DAY, DOLLAR, S
from wallet.simulate.parameters import BOUNDS, DEFAULTS, PART
from wallet.simulate.payoff import gain, interval, play
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.hide_and_run import HideAndRun
from wallet.simulate.strategies.hide_exit import HideExit
from wallet.simulate.strategies.honest import Honest
from wallet.simulate.strategy import strategies, strategy


def test_an_honest_dan_raises_reports_and_pays() -> None:
    scene = Scene(Honest(), SMALL, 2).run()
    rules, dan = scene.rules, scene.dan
    scene.world.check()
    exits = [sold for sold in rules.companies.exits.values() if sold.owner == dan]
    assert exits and exits[0].proceeds == scene.luck.proceeds
    assert exits[0].cost == scene.luck.cost  # declared and attested in time
    assert not rules.network.open_debts(dan) and not rules.watching.strikes
    assert all(not scene.truth.hidden(sale) for sale in scene.truth.sales)
    held = sum(rules.network.tokens[dan].holding(one).units for one in scene.cast.holders)
    assert 0 < held <= S // 5


def test_a_hidden_exit_is_found_ruled_and_paid_with_its_penalty() -> None:
    scene = Scene(HideExit(), SMALL, 1).run()
    rules, dan = scene.rules, scene.dan
    assert scene.truth.sales[0].found
    assert [report.state for report in rules.watching.reports][:1] == ["upheld"]
    found = next(sold for sold in rules.companies.exits.values() if sold.owner == dan)
    assert found.gain == scene.luck.proceeds  # at zero cost
    assert rules.watching.strikes[dan] and rules.network.people[dan].banned
    assert not rules.network.open_debts(dan)
    scene.world.check()


def test_who_does_not_pay_is_struck_and_banned_and_owes_still() -> None:
    scene = Scene(HideAndRun(), SMALL, 1).run()
    assert scene.rules.network.open_debts(scene.dan)
    assert scene.rules.network.people[scene.dan].banned


def test_honesty_beside_itself_gains_nothing() -> None:
    verdict = judge().judge(Honest)
    assert verdict.gains == [0.0] * len(verdict.gains) and not verdict.pays


def test_what_a_coalition_gains_somebody_else_has_less_or_has_lost_standing() -> None:
    """Without a ban and without courts, money only changes hands between the two worlds."""
    free = replace(SMALL, ban_worth=0.0, strike_worth=0.0, earns_elsewhere=0.0)
    for name in ("inflate-offering", "buy-back-before", "pump"):
        outcome, twin = play(strategy(name), free, 3), play(Honest, free, 3)
        everybody = sum(outcome.wealth.values()) - sum(twin.wealth.values())
        # Only the second company makes money of itself, by how much was raised for it.
        assert abs(everybody) < 30_000 * DOLLAR, (name, everybody)


def test_nobody_looking_makes_hiding_pay_and_many_eyes_do_not() -> None:
    blind, sharp = replace(SMALL, find_rate=0.0), replace(SMALL, find_rate=5.0)
    for seed in (1, 3):
        assert gain(play(HideExit, blind, seed), play(Honest, blind, seed)) > 0
        assert gain(play(HideExit, sharp, seed), play(Honest, sharp, seed)) < 0


def test_courts_that_collect_make_running_pay_less() -> None:
    courts = replace(SMALL, collected=1.0)
    for seed in (1, 3):
        without = gain(play(HideAndRun, SMALL, seed), play(Honest, SMALL, seed))
        assert gain(play(HideAndRun, courts, seed), play(Honest, courts, seed)) < without


def test_an_interval_holds_its_mean_and_is_the_same_each_time() -> None:
    low, high = interval([1.0, 2.0, 3.0, 4.0])
    assert low < 2.5 < high and (low, high) == interval([1.0, 2.0, 3.0, 4.0])
    assert interval([5.0, 5.0]) == (5.0, 5.0)


def test_every_strategy_tells_its_story_and_what_stops_it() -> None:
    assert len(strategies()) >= 40 and "honest" in strategies()
    for name, kind in strategies().items():
        assert kind.name() == name
        assert kind.story().endswith(".") and kind.title().endswith("."), name
        assert kind.stops.endswith(".") and 0 <= kind.friends <= 3, name
    with pytest.raises(WalletError, match="no strategy called nobody"):
        strategy("nobody")


def test_a_number_is_set_within_its_bounds_or_refused_with_a_sentence() -> None:
    assert DEFAULTS.with_value("find_rate", "0.5").find_rate == 0.5
    assert DEFAULTS.with_value("holders", "20").holders == 20
    for name, text in (("find_rate", "-1"), ("notice", "1.1"), ("holders", "x"), ("rise", "nan")):
        with pytest.raises(WalletError, match="is no value for"):
            DEFAULTS.with_value(name, text)
    with pytest.raises(WalletError, match="no parameter called eyes"):
        DEFAULTS.with_value("eyes", "1")
    for name, value in vars(DEFAULTS).items():
        least, most = BOUNDS.get(name, PART)
        assert least <= value <= most, name


def test_whoever_pays_late_has_the_use_of_the_money() -> None:
    rich = replace(SMALL, earns_elsewhere=0.5)
    scene = Scene(Honest(), rich, 1).run()
    had = scene.elsewhere.of(scene.cast.market[0])
    years = SMALL.horizon_days * DAY / (365 * DAY)
    assert 0.3 * years < had / (SMALL.savings * DOLLAR) < 0.55 * years
