"""Auctions with offerings under compliance, stops and forced transfers, in any order."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Play
from tests.contracts.plays_exchange import ROWS, ExchangePlays
from tests.contracts.scenes import made_once
from tests.contracts.test_properties_market import (
    DOLLAR_A_SHARE,
    ISSUERS,
    ODD,
    PRICES,
    MarketMachine,
)
from wallet.rules.units import DAY, DOLLAR, S

HOUR = 3_600


@made_once
def exchange() -> ExchangePlays:
    """Two issuers who raised from six others, and two whom only World ID knows: made once."""
    plays = ExchangePlays(members=6)
    for number, issuer in enumerate(ISSUERS):
        plays.issue(issuer)
        assert plays.offer(issuer, 1, S // 5, DOLLAR_A_SHARE // 10, 5, 0)
        for investor in plays.members[:5]:
            if investor != issuer:
                assert plays.commit(number, investor, S // 40)
    for _ in range(2):
        plays.admit()
    plays.pass_time(5 * DAY)
    for number, issuer in enumerate(ISSUERS):
        assert plays.close(number)
        assert plays.take(number, list(range(4)), 1)
        plays.pass_time(3 * DAY)
        assert plays.pay_out(number, issuer)
    plays.compare()
    return plays


class ExchangeMachine(MarketMachine):
    """Everything at once, with few seats for holders."""

    plays: ExchangePlays
    scene = staticmethod(exchange)
    usual = 500
    for_long = 30_000

    acts = {
        "sell": 6,
        "buy": 9,
        "small_buy": 3,
        "settle": 5,
        "withdraw_buy": 2,
        "stop": 3,
        "halt": 1,
        "force": 4,
        "seats": 3,
        "reclass": 2,
        "offer_under": 2,
        "commit": 3,
        "leave": 1,
        "close": 2,
        "take": 3,
        "believe": 1,
        "refund": 2,
        "pay_out": 1,
        "claim": 1,
        "state": 1,
        "report_rarely": 1,
        "attest": 1,
        "wait": 3,
        "trouble": 1,
    }

    def small_buy(self) -> None:
        """Somebody without a document, mostly, asks for what they may pay for."""
        bare = [who for who, facts in self.plays.law.facts.items() if not facts.document]
        issuer, buyer = self.one_of(ISSUERS), self.one_of(bare or self.plays.members)
        price = self.one_of(PRICES) // 10
        units = self.one_of([100, 300, 999, 1_000, 1_001]) * DOLLAR * 10**24 // price
        self.plays.buy(issuer, buyer, units + self.one_of(ODD), price)

    def stop(self) -> None:
        """The market is stopped for a while."""
        self.plays.stop(self.one_of([HOUR, 5 * HOUR, DAY, 7 * DAY, 7 * DAY + 1]))

    def halt(self) -> None:
        """A token is stopped for a while."""
        days = self.one_of([1, 3, 14, 15])
        self.plays.halt(self.one_of(ISSUERS), days * DAY)

    def force(self) -> None:
        """Shares go to another person, orders on them or not."""
        issuer = self.one_of(ISSUERS)
        token = self.plays.model.tokens[issuer]
        holders = [who for who, holding in token.holdings.items() if holding.units]
        giver = self.one_of(holders)
        units = self.one_of([token.holding(giver).units, self.part_of(token.holding(giver).units)])
        self.plays.force(issuer, giver, self.another(giver), units)

    def seats(self) -> None:
        """There is room for fewer holders, or for more."""
        many = max(self.plays.law.counts(issuer)[0] for issuer in ISSUERS)
        holders = many + self.one_of([0, 0, 1, 2, 9])
        self.plays.caps(holders, max(0, holders - self.one_of([0, 0, 1, 3])))

    def reclass(self) -> None:
        """Somebody turns out to be accredited, to live elsewhere, or to have a document."""
        country, document = self.one_of([276, 276, 840]), self.one_of([False, False, True])
        person = self.one_of(self.plays.members)
        self.plays.reclass(person, self.one_of([True, False]), country, document)

    def offer_under(self) -> None:
        """An issuer raises under some row."""
        most = self.one_of([S // 20, S // 30, self.part_of(S // 20) + 1])
        terms = (self.one_of([1, most // 2 + 1]), most, self.one_of(PRICES) // 10)
        days, lockup = self.one_of([3, 30]), self.one_of([0, 20 * DAY])
        row = self.one_of(range(len(ROWS)))
        self.plays.offer_under(self.one_of(ISSUERS), row, (*terms, days, lockup))

    def settle(self) -> None:
        """Wait for the end of an auction, perhaps not for that of a stop, and settle it."""
        running = [who for who, call in self.plays.auctions.calls.items() if call.running]
        issuer = self.one_of(running or ISSUERS)
        stops, moment = self.plays.auctions.stops, self.plays.model.now
        until = max(stops.until, stops.halted_until(issuer))
        if until > moment and self.one_of([True, True, False]):
            self.plays.pass_time(until - moment)
        super().settle()


@pytest.mark.timeout(900)
def test_the_exchange_keeps_the_rules_in_any_order(play: Play) -> None:
    play(ExchangeMachine)
