"""Properties 2, 3, 17, 26 and 27 over auctions and offerings, each by its number.

What the contracts answer is held against itself; what wanders does so under compliance, stops and
forced transfers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.market import commit, cost, open_offering
from tests.contracts.network import Network
from tests.contracts.plays_exchange import ExchangePlays
from tests.contracts.raising import Raising, people
from tests.contracts.test_properties_exchange import ExchangeMachine, exchange
from tests.contracts.test_properties_market import ISSUERS
from wallet.rules.units import DAY, S

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
STEPS = 25
SELL, BUY = 1, 2
CASH = 10**12
"""What everybody joins with."""
Check = Callable[[ExchangePlays, int], None]


def wander(draw: Callable[[Any], Any], check: Check) -> None:
    """Play some acts of the exchange, and look after each."""
    machine = ExchangeMachine.__new__(ExchangeMachine)
    machine.draw, machine.plays = draw, exchange()
    names = [name for name, weight in ExchangeMachine.acts.items() for _ in range(weight)]
    with machine.plays.fresh():
        for step in range(1, STEPS + 1):
            getattr(machine, draw(st.sampled_from(names)))()
            check(machine.plays, step)


def orders(plays: ExchangePlays, token: int, side: int) -> list[Any]:
    """What stands in a book."""
    return list(plays.chain.auction.orders(token, side))


def stakes(plays: ExchangePlays) -> int:
    """Money that lies in the ledger for buys."""
    return sum(
        cost(order.units, order.price) for token in ISSUERS for order in orders(plays, token, BUY)
    )


def owed(plays: ExchangePlays) -> int:
    """What all can claim, and what is credited to them."""
    ledger, everybody = plays.chain.ledger, plays.model.people
    claims = sum(
        ledger.claimable(token, who) for token in ISSUERS for who in everybody if who != token
    )
    return int(claims + sum(ledger.purse(who)[0] for who in everybody))


def pool(plays: ExchangePlays) -> int:
    """Money of the ledger."""
    return int(plays.chain.dollar.balanceOf(plays.chain.ledger.address))


# --- 2 and 3 ---


@FEW
@given(data=st.data())
def test_p02_money_covers_claims_credits_stakes_and_refunds(data: Any) -> None:
    def check(plays: ExchangePlays, _step: int) -> None:
        assert pool(plays) >= owed(plays) + stakes(plays)
        assert waiting(plays) == plays.chain.dollar.balanceOf(plays.chain.offering.address)

    wander(data.draw, check)


@FEW
@given(data=st.data())
def test_p03_what_was_paid_in_is_claimed_claimable_or_dust(data: Any) -> None:
    dust = [0]

    def check(plays: ExchangePlays, step: int) -> None:
        if not dust[0]:
            dust[0] = 1 + pool(plays) - owed(plays) - stakes(plays)
        # Each act rounds a few numbers for each of the twelve people at most.
        left = pool(plays) - owed(plays) - stakes(plays)
        assert 0 <= left <= dust[0] + 24 * step

    wander(data.draw, check)


# --- 17 ---


def test_p17_who_may_not_have_shares_gets_none_by_a_fuller_book() -> None:
    plays = exchange()
    buyers = [who for who in plays.members if who not in ISSUERS]
    with plays.fresh():
        token = ISSUERS[0]
        newcomer = next(w for w in buyers if not plays.chain.ledger.balance_of(token, w))
        assert plays.buy(token, newcomer, S // 10_000, 10**11)
        plays.caps(plays.law.counts(token)[0], 99)
        held = next(who for who in buyers if plays.model.sellable(token, who))
        assert plays.sell(token, held, S // 1_000, 10**11)
        plays.pass_time(2 * DAY)
        assert plays.settle(token)
        assert plays.chain.ledger.balance_of(token, newcomer) == 0
        assert orders(plays, token, BUY) == []
        plays.compare()


# --- 26 ---


def waiting(plays: ExchangePlays) -> int:
    """What of the money in offerings is for somebody: refunds, shares to pull, and proceeds."""
    offering = plays.chain.offering
    total = 0
    for number in range(1, offering.count() + 1):
        total += offering.offering(number).proceeds
        for place in range(offering.entries(number)):
            entry = offering.entry(number, place)
            if entry.state in (1, 3):  # in line, rejected
                total += entry.paid
    return int(total)


@FEW
@given(data=st.data())
def test_p26_all_money_of_offerings_is_somebodys(data: Any) -> None:
    def check(plays: ExchangePlays, _step: int) -> None:
        assert waiting(plays) == plays.chain.dollar.balanceOf(plays.chain.offering.address)

    wander(data.draw, check)


class Once:
    """An offering in which everybody does everything, as often as they can."""

    def __init__(self, raising: Raising, draw: Callable[[Any], Any]) -> None:
        self.raising, self.net, self.draw = raising, raising.net, draw
        least = self.draw(st.sampled_from([1, 400]))
        self.number = open_offering(self.net, raising.alice, least=least, most=500)
        self.paid_in = 0

    def one_of(self, those: list[Any]) -> Any:
        """Draw one."""
        return self.draw(st.sampled_from(those))

    def ways_out(self) -> list[Callable[[], None]]:
        """Everything that takes money out, or shares."""
        offering, number = self.net.offering, self.number
        senders = [self.raising.alice, *self.raising.investors]
        some = [self.one_of(senders).address for _ in range(3)]
        place = self.one_of(list(range(offering.entries(number))))
        return [
            lambda: offering.withdraw(number, place, sender=some[0]),
            lambda: offering.reject(number, place, sender=self.raising.alice.address),
            lambda: offering.refund(number, place, sender=some[1]),
            lambda: offering.take(number, [place, place], sender=some[2]),
            lambda: offering.proceeds(number, sender=self.raising.alice.address),
        ]

    def try_any(self, times: int) -> None:
        """Try so many of them; most are refused."""
        for _ in range(times):
            act = self.one_of(self.ways_out())
            with boa.env.anchor():
                try:
                    act()
                except boa.BoaError:
                    continue
            act()


@settings(FEW, max_examples=6)
@given(data=st.data(), amounts=st.lists(st.sampled_from([50, 100, 160]), min_size=2, max_size=6))
def test_p26_each_dollar_goes_out_once(
    deployed_network: Network, data: Any, amounts: list[int]
) -> None:
    net = deployed_network
    with boa.env.anchor():
        raising = people(net)
        everybody = [raising.alice, *raising.investors]
        had = sum(net.dollar.balanceOf(actor.address) for actor in everybody)
        once = Once(raising, data.draw)
        for turn, amount in enumerate(amounts):
            commit(net, once.number, raising.investors[turn % 4], amount)
        once.try_any(6)
        boa.env.timestamp = net.offering.offering(once.number).deadline
        net.offering.close(once.number, 10)
        once.try_any(12)
        boa.env.time_travel(seconds=3 * DAY)
        for place in range(len(amounts)):
            _try(net.offering.take, once.number, [place])
            _try(net.offering.refund, once.number, place)
        with boa.env.prank(raising.alice.address):
            _try(net.offering.proceeds, once.number)
        # Nothing is left there, and all of it is with those who paid or sold.
        assert net.dollar.balanceOf(net.offering.address) == 0
        credits_ = sum(net.ledger.purse(actor.pid)[0] for actor in everybody)
        have = sum(net.dollar.balanceOf(actor.address) for actor in everybody)
        assert have + credits_ == had
        sold = sum(net.ledger.balance_of(raising.alice.pid, one.pid) for one in raising.investors)
        assert net.dollar.balanceOf(raising.alice.address) == CASH + sold // 10**12
        once.try_any(6)
        assert net.dollar.balanceOf(net.offering.address) == 0
    net.actors.clear()


def _try(act: Any, *args: Any) -> None:
    """Do it, or leave it."""
    try:
        act(*args)
    except boa.BoaError:
        return


# --- 27 ---


@FEW
@given(data=st.data())
def test_p27_no_share_is_sold_twice(data: Any) -> None:
    def check(plays: ExchangePlays, _step: int) -> None:
        ledger, offering = plays.chain.ledger, plays.chain.offering
        for token in ISSUERS:
            offered = {order.person: order.units for order in orders(plays, token, SELL)}
            everybody = list(plays.model.people)
            assert sum(ledger.balance_of(token, who) for who in everybody) == S
            for who in everybody:
                said = ledger.position(token, who)
                assert said.reserved <= said.balance
                if who != token:
                    # What is reserved is one order's, and only what it offers.
                    assert said.reserved == offered.get(who, 0)
            number = offering.open_of(token)
            open_ = offering.offering(number).units_max if number else 0
            reserved = ledger.position(token, token).reserved
            assert reserved == open_ + offering.unpulled(token)

    wander(data.draw, check)
