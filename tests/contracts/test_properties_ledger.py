"""Any sequence of sales, claims, gifts, debts, freezes and stops: the ledger keeps the rules.

Here the test itself is the market, so that prices and pairs are as wild as they can be.
"""

from __future__ import annotations

import pytest

from tests.contracts.machine import Machine, Play
from tests.contracts.plays import Plays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, S

ISSUERS = (4, 5, 6)


@made_once
def circle() -> Plays:
    """Three issuers who hold each other in a circle, and two more people: made once."""
    plays = Plays(members=5, deaf=True)
    for issuer in ISSUERS:
        plays.issue(issuer)
    for issuer, holder in ((4, 5), (5, 6), (6, 4), (4, 7)):
        assert plays.place(issuer, holder, S // 10, 50_000 * 10**6)
    return plays


class LedgerMachine(Machine):
    """Sales, claims, gifts and debts of three issuers."""

    acts = {
        "trade": 6,
        "place": 2,
        "claim": 4,
        "withdraw": 2,
        "distribute": 2,
        "owe": 2,
        "pay": 3,
        "wait": 3,
        "trouble": 1,
    }
    usual = 800
    for_long = 30_000
    scene = staticmethod(circle)

    def _holdings(self) -> list[tuple[int, int]]:
        """Who holds what of another's token."""
        return [
            (issuer, holder)
            for issuer, token in self.plays.model.tokens.items()
            for holder, holding in token.holdings.items()
            if holder != issuer and (holding.units or holding.pending)
        ]

    def place(self) -> None:
        """An issuer's own shares go to a buyer, locked or not."""
        issuer = self.one_of(ISSUERS)
        unlocks = self.one_of([0, self.plays.model.now + 5 * DAY])
        units = self.part_of(S // 200)
        self.plays.place(issuer, self.another(issuer), units, self.money(), unlocks)

    def trade(self) -> None:
        """A holder sells to somebody, the issuer too, for any money and any believed cost."""
        issuer, seller = self.one_of(self._holdings())
        units = self.part_of(self.plays.model.sellable(issuer, seller))
        self.plays.trade(issuer, seller, self.another(seller), units, self.money(), self.money())

    def claim(self) -> None:
        """Somebody claims for a holder."""
        owing = [pair for pair in self._holdings() if self.plays.model.owed(*pair)]
        issuer, holder = self.one_of(owing or self._holdings())
        self.plays.claim(issuer, holder, self.one_of([holder, self.another(holder)]))

    def withdraw(self) -> None:
        """Somebody asks for a credit, which may be none."""
        credited = [who.number for who in self.plays.model.people.values() if who.credit]
        self.plays.withdraw(self.one_of(credited or ISSUERS), self.one_of(self.plays.members))

    def distribute(self) -> None:
        """An issuer gives money away."""
        self.plays.distribute(self.one_of(ISSUERS), self.money())

    def owe(self) -> None:
        """An issuer sells a company that cost nothing, reported on time or late."""
        issuer = self.one_of(ISSUERS)
        if len(self.plays.model.open_debts(issuer)) < 12:
            self.plays.owe(issuer, self.money(), self.one_of([0, 10, 40, 400]) * DAY)

    def pay(self) -> None:
        """Somebody pays something of a debt."""
        debts = self.plays.model.debts.values()
        unpaid = [debt.number for debt in debts if debt.gain] or [1]
        self.plays.pay_debt(self.one_of(unpaid), self.one_of(self.plays.members), self.money())

    def wait(self) -> None:
        """Time passes; a stop of the dollar ends."""
        if self.plays.model.paused:
            self.plays.pause(False)
        self.plays.pass_time(self.one_of([1, 3_600, 2 * DAY, 30 * DAY]))

    def trouble(self) -> None:
        """A person or the money stops."""
        person = self.one_of(self.plays.members)
        trouble = self.one_of(["freeze", "blacklist", "end of it", "pause"])
        if trouble == "freeze":
            last = self.plays.model.people[person].frozen_until
            if not last or self.plays.model.now >= last + 90 * DAY:  # never sooner
                self.plays.freeze(person, 3 * DAY)
        elif trouble == "pause":
            self.plays.pause(True)
        else:
            self.plays.blacklist(person, trouble == "blacklist")


@pytest.mark.timeout(900)
def test_the_ledger_keeps_the_rules_in_any_order(play: Play) -> None:
    play(LedgerMachine)
