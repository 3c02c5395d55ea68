"""Of each kind and variety the first event is kept, then one of each thousand; none is lost."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulate.replay.network import Everything, Player
from tests.simulate.replay.play_all import Everybody
from wallet.rules.flaws import Flaw
from wallet.rules.units import Refused
from wallet.simulate.replay.tap import ONE_IN, Label, Quota, Tap


@settings(max_examples=25)
@given(st.integers(1, 4_000), st.integers(1, ONE_IN), st.integers(0, 2**32))
def test_never_fewer_than_one_in_so_many_are_kept(events: int, one_in: int, seed: int) -> None:
    quota = Quota(random.Random(seed).randrange, one_in)
    for event in range(1, events + 1):
        quota.count(keep=quota.due)
        assert quota.kept * one_in >= event
    assert quota.kept <= 1 + -(-events // one_in)


def test_one_in_a_thousand_is_the_least_that_is_promised() -> None:
    assert Tap(Everything(), 1)._one_in == ONE_IN == 1_000


def test_the_same_seed_keeps_the_same_events() -> None:
    def kept(seed: int) -> list[tuple[str, int]]:
        everybody = Everybody(3, one_in=7)
        everybody.tap = Tap(everybody.rules, seed, 7)
        everybody.play(400)
        return [(sample.event.kind, sample.event.at) for sample in everybody.tap.samples]

    assert kept(1) == kept(1) != kept(2)


def test_everything_is_counted_and_each_label_has_its_first_event() -> None:
    everybody = Everybody(3, one_in=50)
    everybody.play(600)
    tap = everybody.tap
    kept = Counter(sample.label for sample in tap.samples)
    for label, quota in tap.quotas.items():
        assert kept[label] == quota.kept
        assert quota.kept * 50 >= quota.seen
        assert bool(quota.seen) == bool(quota.kept)


def test_a_refusal_is_counted_apart_and_goes_on_to_whoever_tried() -> None:
    player = Player(1, people=2)
    with pytest.raises(Refused, match="no holders"):
        player.do(lambda: player.net.distribute(1, 5), "distribute", 1, amount=5)
    assert player.tap.quotas[Label("distribute", "", True)].seen == 1
    assert player.tap.quotas[Label("distribute", "", False)].seen == 0
    sample = player.tap.samples[-1]
    assert sample.reason == "no holders" and sample.after == sample.before


def test_an_error_is_nobodys_refusal() -> None:
    player = Player(1, people=2)
    before = len(player.tap.samples)
    with pytest.raises(ZeroDivisionError), player.tap.event("issue", 1):
        _ = 1 // 0
    assert len(player.tap.samples) == before


def test_rules_with_a_flaw_are_not_held_against_the_contracts() -> None:
    rules = Everything()
    rules.network.flaws = frozenset({Flaw.LATE_COST})
    with pytest.raises(ValueError, match="flaw"):
        Tap(rules, 1)


def test_numbers_that_no_contract_can_have_are_refused_at_once() -> None:
    rules = Everything()
    rules.network.numbers.watch_bond += 1
    with pytest.raises(ValueError, match="whole dollars"):
        Tap(rules, 1)


def test_there_is_no_event_of_a_kind_that_there_is_not() -> None:
    with pytest.raises(KeyError), Tap(Everything(), 1).event("steal", 1):
        pass
