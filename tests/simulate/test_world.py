"""Time, luck, acts and whoever looks on."""

from __future__ import annotations

import pytest

from tests.simulate.small import SMALL
from wallet.rules.units import DAY, DOLLAR, Broken
from wallet.simulate.acts import KINDS, Act
from wallet.simulate.acts.kinds import SORTS
from wallet.simulate.chance import Chance
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.hide_exit import HideExit
from wallet.simulate.strategies.honest import Honest
from wallet.simulate.strategy import strategy
from wallet.simulate.world import GENESIS, Event, World


class Diary:
    """Writes down every act."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.before_times: list[int] = []

    def wants(self, act: Act, nth: int) -> bool:
        return act.kind != "join" or nth == 0

    def before(self, world: World, act: Act) -> None:
        self.before_times.append(world.now)

    def after(self, world: World, event: Event) -> None:
        self.events.append(event)


class Auditor:
    """Checks every sum of the rules after each tenth act."""

    def __init__(self) -> None:
        self.checks = 0

    def wants(self, act: Act, nth: int) -> bool:
        return nth % 10 == 9

    def before(self, world: World, act: Act) -> None:
        pass

    def after(self, world: World, event: Event) -> None:
        world.check()
        self.checks += 1


def diary_of(seed: int) -> Diary:
    scene = Scene(HideExit(), SMALL, seed)
    scene.world.taps.append(diary := Diary())
    scene.run()
    return diary


def test_the_same_seed_is_the_same_run_and_another_is_not() -> None:
    first, again, other = diary_of(3), diary_of(3), diary_of(4)
    told = [[(e.time, e.act, e.refused) for e in diary.events] for diary in (first, again, other)]
    assert told[0] == told[1] != told[2]


def test_whoever_looks_on_sees_each_act_before_and_after() -> None:
    diary = diary_of(1)
    assert [event.time for event in diary.events] == diary.before_times
    kinds = {event.act.kind for event in diary.events}
    assert {"offer", "commit", "settle", "commit_report", "publish", "execute"} <= kinds
    assert any(event.refused for event in diary.events)


@pytest.mark.parametrize("name", ["hide-exit", "grief-orders", "net-losses", "come-back"])
def test_the_rules_own_sums_hold_all_the_time(name: str) -> None:
    scene = Scene(strategy(name)(), SMALL, 1)
    scene.world.taps.append(auditor := Auditor())
    scene.run()
    assert auditor.checks > 15


def test_what_comes_first_happens_first_and_nothing_in_the_past() -> None:
    world, seen = World(SMALL, 1), list[tuple[int, str]]()
    world.at(GENESIS + 20, lambda: seen.append((world.now - GENESIS, "later")))
    world.at(GENESIS + 10, lambda: world.at(0, lambda: seen.append((10, "at once"))))
    world.run(GENESIS + 15)
    assert seen == [(10, "at once")] and world.now == GENESIS + 15
    world.run(GENESIS + 30)
    assert seen[1:] == [(20, "later")]


def test_luck_is_of_a_name_not_of_an_order() -> None:
    one, other = Chance(7), Chance(7)
    first = one.at("a", 1)
    other.at("b")
    assert other.at("a", 1) == first != Chance(8).at("a", 1)
    draws = [one.at("many", n) for n in range(4_000)]
    assert abs(sum(draws) / 4_000 - 0.5) < 0.02
    normals = [one.normal("n", n) for n in range(4_000)]
    assert abs(sum(normals)) / 4_000 < 0.05
    assert abs(sum(n * n for n in normals) / 4_000 - 1) < 0.08
    assert all(3.0 <= one.pareto(3.0, 1.5, 50.0, n) <= 50.0 for n in range(500))


def test_a_refused_act_changes_nothing_and_says_why() -> None:
    scene = Scene(Honest(), SMALL, 1)
    scene.world.run(GENESIS + 80 * DAY)
    before = scene.rules.network.people[scene.dan].cash
    made = scene.world.do("sell", scene.dan, scene.dan, 1, 1)
    assert made.refused == "issuers sell by offering" and not made.done
    assert scene.world.do("pay_debt", scene.dan, 999, 5).refused
    assert scene.rules.network.people[scene.dan].cash == before


def test_every_act_says_what_its_arguments_are() -> None:
    for kind in KINDS.values():
        assert set(kind.sorts) <= set(SORTS), kind.name
        assert kind.play.__code__.co_argcount == 2 + len(kind.sorts), kind.name
        assert kind.play.__doc__, kind.name


def test_money_that_is_made_or_lost_is_seen() -> None:
    scene = Scene(Honest(), SMALL, 1).run()
    scene.world.check()
    scene.rules.network.people[scene.dan].cash += 1 * DOLLAR
    with pytest.raises(Broken, match="money"):
        scene.world.check()
