"""Properties 24 and 25 of every auction, each by its number.

What the contracts answer is held against itself, and against a search over every price.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import boa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.market import cost, events, worth
from tests.contracts.network import NO_PERMIT, SHARE, Actor, Network
from wallet.rules.units import DAY, S

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
Offer = tuple[int, int]
"""Units and a limit."""


# --- 24 and 25 ---


PRICE = 10**11
LIMITS = st.integers(PRICE * 7 // 10, PRICE * 14 // 10)
CASH = 10**12
"""What everybody joins with."""
AMOUNTS = st.one_of(st.integers(2_000 * SHARE, S // 300), st.just(S // 400))
SIDE = st.lists(st.tuples(AMOUNTS, LIMITS), min_size=1, max_size=4)


class Book:
    """Sells and buys of different people in one auction that has run out."""

    def __init__(self, net: Network, sells: list[Offer], buys: list[Offer]) -> None:
        self.net = net
        self.issuer = net.join("Issuer")
        net.issue(self.issuer)
        self.sells = [(net.join(f"Seller {n}"), *one) for n, one in enumerate(sells)]
        self.buys = [(net.join(f"Buyer {n}"), *one) for n, one in enumerate(buys)]
        offering, ledger, token = net.offering.address, net.ledger, self.issuer.pid
        for seller, units, _ in self.sells:
            with boa.env.prank(offering):
                ledger.reserve(token, token, units)
                ledger.place((token, seller.pid, units, 0, 0, 0, 0))
        for seller, units, limit in self.sells:
            net.auction.sell(token, units, limit, sender=seller.address)
        for buyer, units, limit in self.buys:
            net.auction.buy(token, units, limit, NO_PERMIT, sender=buyer.address)
        boa.env.time_travel(seconds=2 * DAY)

    def cash(self, actor: Actor) -> int:
        """Dollars in a wallet."""
        return int(self.net.dollar.balanceOf(actor.address))

    def settle(self, steps: int, by: str) -> list[Any]:
        """Settle so many pairs a step; what was told."""
        told: list[Any] = []
        auction, token = self.net.auction, self.issuer.pid
        while auction.auction(token).opened:
            auction.settle(token, steps, sender=by)
            told += auction.get_logs()
        return told

    def after(self) -> list[tuple[int, ...]]:
        """What everybody has then."""
        found: list[tuple[int, ...]] = []
        for actor, _units, _limit in (*self.sells, *self.buys):
            said = self.net.ledger.position(self.issuer.pid, actor.pid)
            order = self.net.auction.order(self.issuer.pid, actor.pid)
            facts = (said.balance, said.reserved, order.units, order.side)
            found.append((self.cash(actor), self.net.ledger.purse(actor.pid)[0], *facts))
        return found


@settings(FEW, max_examples=8)
@given(sells=SIDE, buys=SIDE)
def test_p24_whoever_settles_and_in_however_many_steps(
    deployed_network: Network, sells: list[Offer], buys: list[Offer]
) -> None:
    with boa.env.anchor():
        book = Book(deployed_network, sells, buys)
        ends = []
        for steps, by in ((1, book.sells[0][0]), (2, book.buys[0][0]), (128, book.issuer)):
            with boa.env.anchor():
                book.settle(steps, by.address)
                ends.append(book.after())
        assert all(one == other for one, other in pairwise(ends))
    deployed_network.actors.clear()


@settings(FEW, max_examples=8)
@given(sells=SIDE, buys=SIDE, steps=st.sampled_from([1, 128]))
def test_p24_nobody_outside_their_limit_and_what_did_not_trade_is_released_whole(
    deployed_network: Network, sells: list[Offer], buys: list[Offer], steps: int
) -> None:
    with boa.env.anchor():
        book = Book(deployed_network, sells, buys)
        net, token = book.net, book.issuer.pid
        sales = events(book.settle(steps, book.issuer.address), "Sold")
        paid_in_all = got_in_all = 0
        for seller, units, limit in book.sells:
            mine = [sale for sale in sales if sale.seller == seller.pid]
            sold = sum(sale.units for sale in mine)
            proceeds = sum(sale.proceeds for sale in mine)
            assert sold <= units and proceeds >= worth(sold, limit)
            said = net.ledger.position(token, seller.pid)
            assert (said.balance, said.reserved) == (units - sold, 0)
            assert book.cash(seller) - CASH == proceeds - sum(s.siphon for s in mine)
            got_in_all += proceeds
        for buyer, units, limit in book.buys:
            mine = [sale for sale in sales if sale.buyer == buyer.pid]
            bought = sum(sale.units for sale in mine)
            paid = sum(sale.paid for sale in mine)
            assert bought <= units and paid <= cost(bought, limit)
            assert net.ledger.balance_of(token, buyer.pid) == bought
            order = net.auction.order(token, buyer.pid)
            staked = cost(order.units, order.price)
            assert CASH - book.cash(buyer) == paid + staked
            assert order.units <= units - bought
            paid_in_all += paid
        # Up for those who pay and down for those who receive: a base unit for an order at most.
        assert 0 <= paid_in_all - got_in_all <= len(book.sells) + len(book.buys)
    deployed_network.actors.clear()


def search(sells: list[Offer], buys: list[Offer]) -> tuple[int, int]:
    """The price and the units, by trying every limit, and then by what the rules call L and U."""

    def supply(price: int) -> int:
        return sum(units for units, limit in sells if limit <= price)

    def demand(price: int) -> int:
        return sum(units for units, limit in buys if limit >= price)

    trials = {limit for _, limit in (*sells, *buys)}
    most = max(min(supply(price), demand(price)) for price in trials)
    if not most:
        return 0, 0
    # The last filled: the limit at which the first so many units of a side are reached.
    last_sell = min(limit for _, limit in sells if supply(limit) >= most)
    last_buy = max(limit for _, limit in buys if demand(limit) >= most)
    left_buys = [price for _, price in buys if price < last_buy]
    left_sells = [price for _, price in sells if price > last_sell]
    if demand(last_buy) > most:
        left_buys.append(last_buy)
    if supply(last_sell) > most:
        left_sells.append(last_sell)
    low = max([last_sell, *left_buys])
    high = min([last_buy, *left_sells])
    return (low if low > high else (low + high) // 2), most


@settings(FEW, max_examples=12)
@given(sells=SIDE, buys=SIDE)
def test_p25_one_price_and_the_one_the_rules_name(
    deployed_network: Network, sells: list[Offer], buys: list[Offer]
) -> None:
    with boa.env.anchor():
        book = Book(deployed_network, sells, buys)
        price, units = search(sells, buys)
        assert tuple(book.net.auction.clearing(book.issuer.pid)) == (price, units)
        told = book.settle(1, book.issuer.address)
        priced = [(e.price, e.units) for e in events(told, "AuctionPriced")]
        assert priced == ([(price, units)] if units else [])
        sales = events(told, "Sold")
        assert sum(sale.units for sale in sales) == units
        for sale in sales:
            # One price for all: each pair is within a base unit of it, rounded over an order.
            assert abs(sale.paid - cost(sale.units, price)) <= 1
            assert abs(sale.proceeds - worth(sale.units, price)) <= 1
    deployed_network.actors.clear()
