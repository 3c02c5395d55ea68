"""Everything that happens in a small network, by weight; and stories that chance seldom tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from tests.simulate.replay.doing import company_of
from tests.simulate.replay.network import ROWS
from tests.simulate.replay.play_law import LawPlayer
from wallet.rules.units import DAY, DOLLAR, HOUR, PRICE_UNITS, S

PRICE = 10**12


class Everybody(LawPlayer):
    """A network in which everything happens."""

    acts: ClassVar[Mapping[str, float]] = {
        "wait": 20,
        "circumstance": 1,
        "issue": 3,
        "claim": 12,
        "withdraw_credit": 6,
        "distribute": 6,
        "offer": 8,
        "commit": 24,
        "uncommit": 2,
        "reject": 2,
        "close": 8,
        "take": 12,
        "believe": 4,
        "refund": 6,
        "pay_out": 6,
        "state_year": 2,
        "sell": 24,
        "buy": 30,
        "withdraw_order": 2,
        "release_order": 0.5,
        "settle": 5,
        "halt": 0.3,
        "stop_market": 0.3,
        "force": 1,
        "declare": 4,
        "amend": 2,
        "attest_stake": 4,
        "report_exit": 4,
        "attest_exit": 4,
        "pay_debt": 8,
        "open_window": 5,
        "dispute": 5,
        "end_window": 3,
        "rule_case": 2,
        "make_whole": 3,
        "commit_report": 6,
        "reveal": 8,
        "lapse_report": 0.5,
        "answer": 4,
        "cure": 3,
        "declare_after": 3,
        "rule_report": 3,
        "expire_report": 0.5,
        "strike": 1,
        "strike_late": 2,
        "freeze": 0.5,
        "unfreeze": 1,
        "ban": 0.2,
        "unban": 1,
        "renew": 1,
        "join": 1,
        "hidden_exit": 3,
        "popular_offering": 1.5,
        "early_buyback": 5,
        "unruled_case": 0.7,
    }

    def draw_hidden_exit(self) -> None:
        """An exit is reported after somebody reported it, or just before."""
        if not (stake := self._stake()):
            return
        owner, closed_at = self.rules.companies.stakes[stake - 1].owner, self.now - 31 * DAY
        before, proceeds = self.chance(0.4), self.draw.randrange(10**11)
        sale = (stake, 1, proceeds, 0, closed_at, 0)
        if before:
            self.report_exit(*sale)
            self.net.now += 1
        self.commit_report(self.another(owner), owner, company_of(stake), closed_at, 0)
        self.net.now += HOUR
        number = len(self.rules.watching.reports)
        self.reveal(number)
        if not before:
            self.report_exit(*sale)
        answer = self.cure if before else self.declare_after
        answer(number, stake, self.rules.companies.count)

    def draw_popular_offering(self) -> None:
        """Some take their shares before it is known that the price counts."""
        if not self.tokens():
            return
        issuer, most = self.one_of(self.tokens()), S // 100_000
        terms = (most // 10, most, PRICE, self.now + 3 * DAY, 0, ROWS[0])
        self.offer(issuer, *terms)
        number = len(self.rules.offerings.raises) - 1
        for who in self.draw.sample([one for one in self.net.people if one != issuer], 5):
            if self.net.people[who].document and self.net.active(who):
                self.commit(number, who, most // 5)
        self.net.now += 3 * DAY
        self.close(number)
        places = list(range(len(self.rules.offerings.raises[number].line)))
        self.take(number, places[:2])
        self.take(number, places[2:])
        self.believe(number, places)

    def draw_early_buyback(self) -> None:
        """An issuer buys back, and sells a company whose sale had closed before."""
        if not (found := self.holding()):
            return
        token, seller = found
        price = self.net.tokens[token].reference or PRICE
        units = min(self.net.sellable(token, seller), 150 * DOLLAR * PRICE_UNITS // price)
        self.sell(token, seller, units, price)
        self.buy(token, token, units, price)
        self.net.now = self.rules.auctions.end(self.rules.auctions.calls[token])
        self.settle(token)
        self.declare(token, 1, 0)
        stake = len(self.rules.companies.stakes)
        self.report_exit(stake, 1, self.draw.randrange(10**12), 0, self.now - 3 * DAY, 0)
        exit_ = self.rules.companies.count
        self.attest_exit(exit_)
        if backs := self.rules.auctions.bought_back.get(token):
            self.make_whole(exit_, len(backs) - 1, 0)

    def draw_unruled_case(self) -> None:
        """An exit is disputed, and nobody rules."""
        number = self._exit("reported")
        people = [who for who in self.net.people if self.net.people[who].document]
        if number and len(people) > 2:
            opener, disputer = self.draw.sample(people, 2)
            self.open_window(number, opener)
            self.dispute(number, disputer)
            self.net.now += 61 * DAY
            self.lapse_case(number, 0)
