"""Debts that are paid by what a settlement pays out, while the auction is locked."""

from __future__ import annotations

import pytest

from tests.contracts.plays_market import MarketPlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

# Each test is put back by its own fixture, after a last look at everything.
pytestmark = pytest.mark.ignore_isolation

OWING, OTHER, BUYER, HOLDER = 4, 5, 6, 7
PRICE = 10**11
"""Ten cents a share."""


@made_once
def scene() -> MarketPlays:
    """Two issuers who hold each other, and somebody who holds both."""
    plays = MarketPlays(members=4)
    for number, (issuer, holder) in enumerate(((OWING, OTHER), (OTHER, OWING))):
        plays.issue(issuer)
        assert plays.offer(issuer, 1, S // 5, PRICE, 5, 0)
        assert plays.commit(number, holder, S // 10)
        assert plays.commit(number, HOLDER, S // 10)
    plays.pass_time(5 * DAY)
    for number in (0, 1):
        assert plays.close(number)
        assert plays.take(number, [0, 1], 1)
    return plays


def restarts(plays: MarketPlays, token: int) -> int:
    return int(plays.chain.auction.auction(token).restarts)


def overdue(plays: MarketPlays, gain: int) -> None:
    """Make a debt that is overdue at once: the exit was long ago."""
    assert plays.owe(OWING, gain, ago=61 * DAY)
    assert plays.chain.ledger.overdue(OWING)


def test_a_sale_pays_off_the_sellers_debt_and_that_is_news_of_the_sellers_token(
    plays: MarketPlays,
) -> None:
    overdue(plays, 10_000 * DOLLAR)
    assert plays.sell(OWING, HOLDER, S // 100, PRICE)
    assert plays.sell(OTHER, OWING, S // 10, PRICE)
    assert plays.buy(OTHER, BUYER, S // 10, PRICE)
    plays.pass_time(DAY)
    assert plays.sell(OWING, OTHER, S // 100, PRICE) is False  # too late for it, for now
    plays.pass_time(DAY - 1)
    assert restarts(plays, OWING) == 0
    plays.pass_time(1)
    assert plays.settle(OTHER)
    assert not plays.chain.companies.blocked(OWING)
    assert restarts(plays, OWING) == 1
    assert plays.sell(OWING, OTHER, S // 100, PRICE)


def test_a_sale_that_pays_a_part_of_the_debt_is_no_news(plays: MarketPlays) -> None:
    overdue(plays, 10_000_000 * DOLLAR)
    assert plays.sell(OWING, HOLDER, S // 100, PRICE)
    assert plays.sell(OTHER, OWING, S // 10, PRICE)
    assert plays.buy(OTHER, BUYER, S // 10, PRICE)
    plays.pass_time(2 * DAY)
    assert plays.settle(OTHER)
    assert plays.chain.companies.blocked(OWING)
    assert restarts(plays, OWING) == 0


def test_a_released_buy_back_pays_the_debt_and_the_settlement_goes_on(plays: MarketPlays) -> None:
    assert plays.buy(OWING, OWING, S // 10, PRICE)
    assert plays.buy(OWING, BUYER, S // 100, PRICE)
    assert plays.sell(OWING, HOLDER, S // 100, PRICE // 2)
    # The exit raises the sells by its gain a share and restarts the clock.
    overdue(plays, 10_000 * DOLLAR)
    assert restarts(plays, OWING) == 1
    plays.pass_time(2 * DAY)
    assert plays.settle(OWING)
    assert not plays.chain.companies.blocked(OWING)
    assert plays.chain.auction.auction(OWING).opened == 0
    assert plays.chain.ledger.balance_of(OWING, BUYER) == S // 100


def test_a_debt_of_an_exit_that_was_no_news_is_none_when_it_is_paid(plays: MarketPlays) -> None:
    # Else an issuer would pay a trifle, and use up the one news in seven days that counts.
    assert plays.owe(OTHER, 1_000 * DOLLAR)  # the first report ever, which is always news
    assert plays.owe(OTHER, 1_000 * DOLLAR - 1)
    assert plays.sell(OTHER, HOLDER, S // 100, PRICE)
    assert plays.pay_debt(2, BUYER, 10**18)
    assert restarts(plays, OTHER) == 0
    assert plays.pay_debt(1, BUYER, 10**18)
    assert restarts(plays, OTHER) == 1


def test_nor_is_it_when_money_on_its_way_pays_it(plays: MarketPlays) -> None:
    assert plays.owe(OWING, 999 * DOLLAR, ago=61 * DAY)
    assert plays.sell(OWING, HOLDER, S // 100, PRICE)
    assert plays.distribute(OTHER, 5_000 * DOLLAR)
    assert plays.claim(OTHER, OWING, OWING)
    assert not plays.chain.companies.blocked(OWING)
    assert restarts(plays, OWING) == 0
