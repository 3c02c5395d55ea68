"""What honest people do when they look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.auctions.test_exchange import VALUE, Scene
from wallet.simulate.auctions.crowd import Honest
from wallet.simulate.auctions.luck import Want
from wallet.simulate.auctions.market import THIN
from wallet.simulate.auctions.neighbours import AS_WRITTEN, named
from wallet.simulate.auctions.notebook import PRICE


@pytest.fixture
def scene() -> Scene:
    """Two who hold and three who have money."""
    return Scene(AS_WRITTEN)


def person(scene: Scene, number: int) -> Honest:
    """Make somebody honest."""
    return Honest(scene, number, THIN)


def limit(scene: Scene, number: int) -> float | None:
    """At how many values somebody's order stands; None: they have none."""
    order = scene.call.buys.get(number) or scene.call.sells.get(number)
    return order.limit / PRICE / VALUE if order else None


def test_without_a_reason_nobody_opens_an_auction(scene: Scene) -> None:
    person(scene, scene.sellers[0]).look(0.0)
    person(scene, scene.buyers[0]).look(0.3)
    assert not scene.call.running and not scene.call.buys


def test_a_bargain_is_bid_for_and_a_fair_offer_is_not(scene: Scene) -> None:
    scene.sell(scene.sellers[0], 5_000, VALUE)
    person(scene, scene.buyers[0]).look(0.0)
    assert limit(scene, scene.buyers[0]) is None
    scene.sell(scene.sellers[1], 5_000, 0.3 * VALUE)
    person(scene, scene.buyers[0]).look(0.0)
    assert limit(scene, scene.buyers[0]) == pytest.approx(0.9)


def test_a_bargain_that_is_taken_already_tempts_nobody(scene: Scene) -> None:
    scene.sell(scene.sellers[0], 5_000, 0.3 * VALUE)
    scene.buy(scene.buyers[1], 5_000, VALUE)
    person(scene, scene.buyers[0]).look(0.0)
    assert limit(scene, scene.buyers[0]) is None


def test_who_pays_a_lot_is_sold_to(scene: Scene) -> None:
    scene.buy(scene.buyers[0], 3_000, 1.05 * VALUE)
    person(scene, scene.sellers[0]).look(0.0)
    assert limit(scene, scene.sellers[0]) is None
    scene.buy(scene.buyers[1], 3_000, 2 * VALUE)
    person(scene, scene.sellers[0]).look(0.0)
    assert limit(scene, scene.sellers[0]) == pytest.approx(1.1)


def test_nobody_takes_the_trouble_for_less_than_it_is_worth(scene: Scene) -> None:
    scene.buy(scene.buyers[0], 140, 1.45 * VALUE)
    person(scene, scene.sellers[0]).look(0.0)
    assert limit(scene, scene.sellers[0]) is None
    eager = Honest(scene, scene.sellers[0], replace(THIN, bother=1.0))
    eager.look(0.0)
    assert limit(scene, scene.sellers[0]) == pytest.approx(1.1)


def test_who_needs_money_asks_for_less_and_who_saves_bids_more(scene: Scene) -> None:
    seller, buyer = person(scene, scene.sellers[0]), person(scene, scene.buyers[0])
    seller.want(Want(0, 0, True, 0.3, 0.5))
    buyer.want(Want(0, 0, False, 0.2, 0.01))
    seller.look(0.0)
    buyer.look(0.0)
    assert limit(scene, scene.sellers[0]) == pytest.approx(0.7)
    assert limit(scene, scene.buyers[0]) == pytest.approx(1.2)


def test_a_reason_fades_and_is_gone(scene: Scene) -> None:
    seller = person(scene, scene.sellers[0])
    seller.want(Want(0, 0, True, 0.5, 0.5))
    fresh = seller.traded(True, 100, VALUE) / scene.value()
    scene.wait(7 * 24)
    assert seller.traded(True, 100, VALUE) / scene.value() == pytest.approx(fresh / 2)
    scene.wait(8 * 24)
    assert seller.urgent() is None


def test_who_regrets_a_standing_buy_takes_it_back(scene: Scene) -> None:
    buyer = person(scene, scene.buyers[0])
    buyer.want(Want(0, 0, False, 0.2, 0.01))
    buyer.look(0.0)
    scene.extra = -0.5 * VALUE
    buyer.look(0.0)
    assert limit(scene, scene.buyers[0]) == pytest.approx(0.6)


def test_where_orders_are_sealed_nobody_answers_what_they_cannot_see() -> None:
    scene = Scene(named("sealed"))
    scene.buy(scene.buyers[0], 3_000, 3 * VALUE)
    person(scene, scene.sellers[0]).look(0.0)
    assert not scene.call.sells
    scene.sell(scene.sellers[1], 3_000, 5 * VALUE)
    person(scene, scene.buyers[1]).look(0.0)
    assert limit(scene, scene.buyers[1]) == pytest.approx(0.9)
