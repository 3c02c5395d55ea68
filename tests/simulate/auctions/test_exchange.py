"""The neighbours of the rule: each does what its sentence says, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wallet.rules.units import DAY, HOUR
from wallet.simulate.auctions.market import THIN
from wallet.simulate.auctions.neighbours import AS_WRITTEN, Rule, named
from wallet.simulate.auctions.notebook import PRICE, UNIT
from wallet.simulate.auctions.stage import BEGIN, Stage

VALUE = THIN.value


class Scene(Stage):
    """A stage without honest people; whoever is here was let in by the test."""

    def __init__(self, rule: Rule, sellers: int = 2, buyers: int = 3) -> None:
        super().__init__(THIN, 1, rule)
        self.sellers = [self.newcomer(1_000.0, 0.005) for _ in range(sellers)]
        self.buyers = [self.newcomer(100_000.0) for _ in range(buyers)]

    def wait(self, hours: float) -> None:
        """Let hours pass; what ends on the way is settled."""
        self._pass_to(self.now + int(hours * HOUR))

    def got(self, person: int) -> float:
        """The shares that somebody holds."""
        return self.call.token.holding(person).units / UNIT

    def spent(self, person: int) -> float:
        """The dollars that a buyer is without, beside what lies in an order."""
        staked = self.call.buys[person].stake if person in self.call.buys else 0
        return (100_000 * 10**6 - self.network.people[person].cash - staked) / 10**6

    def cost(self, person: int) -> float:
        """What counts as cost of all that somebody holds."""
        return sum(lot.cost for lot in self.call.token.holding(person).lots) / 10**6


def one_sale(rule: Rule, bid: float = 2.0, ask: float = 1.0, late: bool = False) -> Scene:
    """A thousand shares at an ask and a bid, in values, settled after the auction."""
    scene = Scene(rule)
    assert scene.sell(scene.sellers[0], 1_000, ask * VALUE)
    scene.wait(30 if late else 0)
    assert scene.buy(scene.buyers[0], 1_000, bid * VALUE)
    scene.wait(18 if late else 48)
    return scene


@pytest.mark.parametrize(
    ("name", "price"),
    [("as written", 1.5), ("price at L", 1.0), ("price at U", 2.0), ("pay as bid", 2.0)],
)
def test_the_price_lies_where_the_rule_says(name: str, price: float) -> None:
    scene = one_sale(named(name))
    assert scene.got(scene.buyers[0]) == 1_000
    assert scene.spent(scene.buyers[0]) == pytest.approx(1_000 * price * VALUE)


def test_pay_as_bid_lets_each_buyer_pay_their_own_and_keeps_every_cent() -> None:
    scene = Scene(named("pay as bid"))
    assert scene.sell(scene.sellers[0], 1_500, VALUE)
    for buyer, bid in zip(scene.buyers, (1.9, 1.4, 1.1), strict=True):
        assert scene.buy(buyer, 1_000, bid * VALUE)
    scene.wait(48)
    spent = [scene.spent(buyer) for buyer in scene.buyers]
    assert spent == pytest.approx([1_900 * VALUE, 700 * VALUE, 0])
    assert scene.network.people[scene.sellers[0]].cash / 10**6 == pytest.approx(
        1_000 + 2_600 * VALUE
    )
    scene.network.check(scene.exchange.staked)


@pytest.mark.parametrize(
    ("name", "late", "counts"),
    [
        ("as written", False, 1.5),
        ("as written", True, 1.0),
        ("late bids believed", True, 1.5),
        ("cost at reference", False, 1.0),
        ("cost 1.2", False, 1.2),
        ("early at once", True, 1.0),
    ],
)
def test_what_counts_as_cost(name: str, late: bool, counts: float) -> None:
    scene = one_sale(named(name), late=late)
    assert scene.cost(scene.buyers[0]) == pytest.approx(1_000 * counts * VALUE, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "hours"), [("as written", 48), ("24 hours", 24), ("96 hours", 96), ("one hour", 1)]
)
def test_an_auction_lasts_as_long_as_the_rule_says(name: str, hours: int) -> None:
    scene = Scene(named(name))
    scene.sell(scene.sellers[0], 1_000, VALUE)
    assert scene.exchange.end(scene.call) == BEGIN + hours * HOUR


@pytest.mark.parametrize(("name", "hours"), [("sells 12 hours", 12), ("sells 36 hours", 36)])
def test_sells_are_accepted_as_long_as_the_rule_says(name: str, hours: int) -> None:
    scene = Scene(named(name))
    scene.sell(scene.sellers[0], 1_000, VALUE)
    scene.wait(hours - 0.1)
    assert scene.sell(scene.sellers[1], 1_000, VALUE)
    scene = Scene(named(name))
    scene.sell(scene.sellers[0], 1_000, VALUE)
    scene.wait(hours)
    assert not scene.sell(scene.sellers[1], 1_000, VALUE)


@pytest.mark.parametrize(
    ("name", "bid", "still"),
    [
        ("as written", 0.6, True),
        ("no run-on", 0.6, False),
        ("floor", 0.6, False),
        ("band 1.5", 1.4, True),
        ("as written", 1.4, False),
    ],
)
def test_a_far_price_runs_on_or_does_not(name: str, bid: float, still: bool) -> None:
    ask = 0.2 if bid < 1 else 1.8
    scene = one_sale(named(name), bid=max(ask, bid), ask=ask)
    assert scene.call.running is still


def test_nothing_trades_below_the_floor() -> None:
    scene = one_sale(named("floor"), bid=0.45, ask=0.2)
    assert scene.got(scene.buyers[0]) == 0
    scene = one_sale(named("floor"), bid=0.7, ask=0.2)
    assert scene.spent(scene.buyers[0]) == pytest.approx(1_000 * 0.6 * VALUE)


@pytest.mark.parametrize(("name", "moves"), [("as written", 1.9), ("rise 1.2", 1.2)])
def test_the_reference_price_moves_as_far_as_the_rule_says(name: str, moves: float) -> None:
    scene = Scene(named(name))
    assert scene.sell(scene.sellers[0], 4_000, 1.8 * VALUE)
    assert scene.buy(scene.buyers[0], 4_000, 2.0 * VALUE)
    scene.wait(48)
    assert scene.call.token.reference == pytest.approx(moves * VALUE * PRICE, rel=1e-6)


def test_a_displaced_price_counts_unless_it_is_forgotten() -> None:
    spent = {}
    for forgotten in (False, True):
        rule = replace(AS_WRITTEN, displaced_forgotten=forgotten)
        scene = Scene(replace(rule, numbers=replace(rule.numbers, most_orders=2)))
        assert scene.sell(scene.sellers[0], 4_000, 0.1 * VALUE)
        assert scene.buy(scene.buyers[0], 4_000, VALUE)
        for straw in scene.buyers[1:]:
            assert scene.buy(straw, 2_000, 1.01 * VALUE)
        assert scene.buyers[0] not in scene.call.buys
        scene.wait(48 + 7 * 24)
        spent[forgotten] = scene.spent(scene.buyers[1])
    assert spent[False] >= 2_000 * VALUE > 1.5 * spent[True]


def test_news_raises_and_restarts_unless_the_hole_is_open() -> None:
    for name, raised in (("as written", 1.5), ("exits raise nothing", 1.0)):
        scene = Scene(named(name))
        scene.sell(scene.sellers[0], 1_000, VALUE)
        scene.wait(40)
        stake = scene.companies.declare(scene.issuer, 1, 0)
        gain = int(0.5 * THIN.worth * 10**6)
        scene.companies.report(stake, 1, gain, 0, scene.now, 0)
        assert scene.call.sells[scene.sellers[0]].limit == pytest.approx(raised * VALUE * PRICE)
        left = scene.exchange.end(scene.call) - scene.now
        assert left == (2 * DAY if name == "as written" else 8 * HOUR)
