"""Auctions, offerings, exits and debts in any order: contracts and rules agree to the base unit."""

from __future__ import annotations

import pytest

from tests.contracts.machine import Machine, Play
from tests.contracts.plays_market import MarketPlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, S

ISSUERS = (4, 5)
DOLLAR_A_SHARE = 10**12
PRICES = [DOLLAR_A_SHARE * cents // 100 for cents in (10, 30, 60, 90, 100, 101, 110, 150, 250, 700)]
ODD = [0, 1, 10**17 + 3, 123_456_789_012_345_678]
"""Fractions of shares that make every rounding visible."""


@made_once
def market() -> MarketPlays:
    """Two issuers, of whom each raised from five others at a dollar a share: made once."""
    plays = MarketPlays(members=7)
    for number, issuer in enumerate(ISSUERS):
        plays.issue(issuer)
        assert plays.offer(issuer, 1, S // 5, DOLLAR_A_SHARE // 10, 5, 0)
        for investor in plays.members:
            if investor != issuer:
                assert plays.commit(number, investor, S // 40)
    plays.pass_time(5 * DAY)
    for number, issuer in enumerate(ISSUERS):
        assert plays.close(number)
        assert plays.take(number, list(range(6)), 1)
        plays.pass_time(3 * DAY)
        assert plays.pay_out(number, issuer)
    plays.compare()
    return plays


class MarketMachine(Machine):
    """Everything that two issuers and their holders can do."""

    plays: MarketPlays
    scene = staticmethod(market)

    # Auctions

    def sell(self) -> None:
        """A holder offers shares for sale."""
        issuer = self.one_of(ISSUERS)
        holders = [who for who in self.plays.members if self.plays.model.sellable(issuer, who) > 0]
        seller = self.one_of(holders)
        units = self.part_of(self.plays.model.sellable(issuer, seller)) + self.one_of(ODD)
        self.plays.sell(issuer, seller, units, self.one_of(PRICES) // 10)

    def buy(self) -> None:
        """Somebody, the issuer too, asks for shares."""
        issuer, buyer = self.one_of(ISSUERS), self.one_of(self.plays.members)
        units = self.part_of(S // 40) + self.one_of(ODD)
        call = self.plays.auctions.calls.get(issuer)
        if call and call.sells and self.one_of([True, False]):
            # Only where the last orders meet to the unit does the price lie between two limits.
            units = self.one_of([order.units for order in call.sells.values()])
        self.plays.buy(issuer, buyer, units, self.one_of(PRICES) // 10 + self.one_of([0, 1, 7]))

    def withdraw_buy(self) -> None:
        """Somebody wants their buy order back."""
        issuer = self.one_of(ISSUERS)
        call = self.plays.auctions.calls.get(issuer)
        buyers = list(call.buys) if call else []
        self.plays.withdraw_buy(issuer, self.one_of(buyers or self.plays.members))

    def settle(self) -> None:
        """Wait for the end of an auction and settle it, in steps or at once."""
        calls = self.plays.auctions.calls
        running = [issuer for issuer, call in calls.items() if call.running]
        issuer = self.one_of(running or ISSUERS)
        call = calls.get(issuer)
        if call and call.running and not call.cancelled:
            end = self.plays.auctions.end(call)
            self.plays.pass_time(max(0, end - self.plays.model.now))
        self.plays.settle(issuer, self.one_of([1, 2, 64]))

    # Offerings

    def offer(self) -> None:
        """An issuer raises."""
        issuer = self.one_of(ISSUERS)
        most = self.one_of([S // 20, S // 30, self.part_of(S // 20) + 1])
        least = self.one_of([1, most // 2 + 1, most])
        lockup = self.one_of([0, 20 * DAY])
        self.plays.offer(
            issuer, least, most, self.one_of(PRICES) // 10, self.one_of([3, 30]), lockup
        )

    def _deal(self, *states: str) -> int | None:
        """Draw an offering in one of these states."""
        raises = self.plays.offerings.raises
        found = [number for number, deal in enumerate(raises) if deal.state in states]
        return self.one_of(found) if found else None

    def commit(self) -> None:
        """Some people lay money in an offering."""
        if (number := self._deal("open")) is not None:
            for person in self.plays.members[:: self.one_of([1, 2, 3, 7])]:
                line = self.plays.offerings.raises[number].line
                units = self.part_of(S // 60) + self.one_of(ODD)
                if self.one_of([True, False]) and line:
                    units = line[0].units  # where two are alike, neither has above half
                self.plays.commit(number, person, units)

    def leave(self) -> None:
        """An investor goes, or is sent away."""
        number = self._deal("open")
        if number is None or not (line := self.plays.offerings.raises[number].line):
            return
        place = self.one_of(range(len(line)))
        if self.one_of([True, False]):
            self.plays.uncommit(number, place, line[place].person)
        else:
            self.plays.reject(number, place)

    def close(self) -> None:
        """Wait for an offering's deadline and close it."""
        if (number := self._deal("open")) is not None:
            deadline = self.plays.offerings.raises[number].deadline
            self.plays.pass_time(max(0, deadline - self.plays.model.now))
            self.plays.close(number, self.one_of([1, 64]))

    def take(self) -> None:
        """Somebody pulls some investors' shares."""
        if (number := self._deal("succeeded")) is not None:
            places = range(len(self.plays.offerings.raises[number].line))
            some = [place for place in places if self.one_of([True, True, False])]
            self.plays.take(number, some, self.one_of(self.plays.members))

    def believe(self) -> None:
        """Somebody has a cost counted that came too early."""
        if (number := self._deal("succeeded")) is not None:
            line = self.plays.offerings.raises[number].line
            taken = [place for place, entry in enumerate(line) if entry.state == "taken"]
            if taken:
                self.plays.believe(number, [self.one_of(taken)])

    def refund(self) -> None:
        """Somebody pulls money back for an investor."""
        number = self._deal("succeeded", "failed", "open")
        if number is not None and (line := self.plays.offerings.raises[number].line):
            place = self.one_of(range(len(line)))
            person = line[place].person
            self.plays.refund(number, place, self.one_of([person, self.another(person)]))

    def pay_out(self) -> None:
        """An issuer wants the money."""
        if (number := self._deal("succeeded", "open")) is not None:
            issuer = self.plays.offerings.raises[number].issuer
            self.plays.pay_out(number, self.one_of([issuer, self.another(issuer)]))

    # Claims, companies, time and trouble

    def claim(self) -> None:
        """Somebody claims for a holder."""
        issuer = self.one_of(ISSUERS)
        holder = self.another(issuer)
        self.plays.claim(issuer, holder, self.one_of([holder, self.another(holder)]))

    def withdraw(self) -> None:
        """Somebody asks for a credit, which may be none."""
        credited = [who.number for who in self.plays.model.people.values() if who.credit]
        self.plays.withdraw(self.one_of(credited or ISSUERS), self.one_of(self.plays.members))

    def report(self) -> None:
        """An issuer sells a part of a company, for more or less than it cost."""
        issuer = self.one_of(ISSUERS)
        stake = self.plays.declare(issuer, 3, 60_000 * 10**6)
        if self.one_of([True, False]):
            assert self.plays.attest_stake(stake)
            self.plays.pass_time(self.one_of([1, 91]) * DAY)
        closed_at = self.plays.model.now - self.one_of([0, 0, 50 * DAY])
        units, opened = self.one_of([1, 3]), self.one_of([True, False])
        self.plays.report(stake, units, self.money(), self.money(), closed_at, opened)

    def report_rarely(self) -> None:
        """The same, so rarely that somebody may still raise."""
        if self.one_of([False, False, False, False, True]):
            self.report()

    def state(self) -> None:
        """An issuer files the year's statement."""
        self.plays.state(self.one_of(ISSUERS))

    def attest(self) -> None:
        """Attestors confirm an exit."""
        exits = self.plays.exits
        waiting = [number for number in exits.exits if exits.state(number) == "reported"]
        if waiting:
            self.plays.attest_exit(self.one_of(waiting))

    def pay(self) -> None:
        """Somebody pays something of a debt."""
        debts = self.plays.model.debts.values()
        if unpaid := [debt.number for debt in debts if debt.gain]:
            self.plays.pay_debt(self.one_of(unpaid), self.another(1), self.money())

    def wait(self) -> None:
        """Time passes; a stop of the dollar ends."""
        self.plays.pass_time(self.one_of([1, 3_600, 13 * 3_600, DAY, 2 * DAY, 31 * DAY]))

    def trouble(self) -> None:
        """Somebody is frozen, banned, blacklisted, or lets their attestation run out."""
        person = self.one_of(self.plays.members)
        trouble = self.one_of(["lapse", "renew", "freeze", "blacklist", "end of it", "ban"])
        if trouble == "freeze":
            last = self.plays.model.people[person].frozen_until
            if not last or self.plays.model.now >= last + 90 * DAY:
                self.plays.freeze(person, self.one_of([1, 13]) * DAY)
        elif trouble in ("lapse", "renew"):
            self.plays.renew(person, 1 if trouble == "lapse" else 3_000)
        elif trouble == "ban":
            banned = [who for who in self.plays.model.people.values() if who.banned]
            if not banned:
                self.plays.ban(person)
        else:
            self.plays.blacklist(person, trouble == "blacklist")


class AuctionMachine(MarketMachine):
    """Mostly auctions."""

    usual = 700
    for_long = 25_000

    acts = {
        "sell": 6,
        "buy": 8,
        "settle": 5,
        "withdraw_buy": 1,
        "claim": 2,
        "withdraw": 1,
        "report": 1,
        "attest": 1,
        "pay": 1,
        "wait": 2,
        "trouble": 1,
    }


class OfferingMachine(MarketMachine):
    """Mostly offerings."""

    usual = 700
    for_long = 20_000

    acts = {
        "commit": 6,
        "offer": 3,
        "close": 3,
        "take": 4,
        "refund": 2,
        "leave": 1,
        "believe": 2,
        "pay_out": 2,
        "claim": 1,
        "sell": 1,
        "report_rarely": 1,
        "state": 1,
        "attest": 1,
        "wait": 1,
        "trouble": 2,
    }


@pytest.mark.timeout(900)
def test_auctions_keep_the_rules_in_any_order(play: Play) -> None:
    play(AuctionMachine)


@pytest.mark.timeout(900)
def test_offerings_keep_the_rules_in_any_order(play: Play) -> None:
    play(OfferingMachine)
