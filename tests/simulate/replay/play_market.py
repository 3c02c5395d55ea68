"""Random acts in the ledger, in offerings and in auctions."""

from __future__ import annotations

from tests.simulate.replay.doing import Doing
from tests.simulate.replay.network import PRICES, ROWS
from wallet.rules.offerings import Raise
from wallet.rules.order_book import Call
from wallet.rules.units import DAY, DOLLAR, HOUR, PRICE_UNITS, S


class MarketPlayer(Doing):
    """People who raise, invest, buy and sell."""

    def draw_issue(self) -> None:
        self.issue(self.anyone())

    def draw_claim(self) -> None:
        if found := self.holding():
            self.claim(*found, self.one_of((found[1], self.anyone_or_nobody())))

    def draw_withdraw_credit(self) -> None:
        with_credit = [who for who, person in self.net.people.items() if person.credit]
        self.withdraw_credit(self.one_of(with_credit or [self.anyone()]), self.anyone_or_nobody())

    def draw_distribute(self) -> None:
        amount = self.draw.randrange(1, 10 ** self.draw.randrange(1, 11))
        self.distribute(self.one_of(self.tokens() or [self.anyone()]), amount)

    # Offerings

    def draw_offer(self) -> None:
        if self.tokens():
            most = self.part_of(S // self.one_of((10, 40, 1_000))) + 1
            deadline = self.now + self.one_of((1, 3, 3, 5, 10)) * DAY
            terms = (self.part_of(most) or 1, most, self.one_of(PRICES), deadline)
            lockup, row = self.one_of((0, 0, 6 * DAY)), self.one_of(ROWS)
            self.offer(self.one_of(self.tokens()), *terms, lockup, row)

    def _deal(self, *states: str) -> tuple[int, Raise] | None:
        """Draw an offering in one of these states."""
        every = enumerate(self.rules.offerings.raises)
        found = [(number, deal) for number, deal in every if deal.state in states and deal.line]
        return self.one_of(found) if found else None

    def _place(self, deal: Raise, state: str = "in line") -> int:
        """Draw a place of a line, if there is one in a state."""
        every = range(len(deal.line))
        found = [place for place in every if deal.line[place].state == state]
        return self.one_of(found or every)

    def draw_commit(self) -> None:
        raises = self.rules.offerings.raises
        open_ = [number for number, deal in enumerate(raises) if deal.state == "open"]
        if open_:
            number, who = self.one_of(open_), self.anyone()
            units = self.affordable(who, raises[number].price)
            self.commit(number, who, min(units, raises[number].most + 1))

    def draw_uncommit(self) -> None:
        if found := self._deal("open"):
            place = self._place(found[1])
            self.uncommit(found[0], place, found[1].line[place].person)

    def draw_reject(self) -> None:
        if found := self._deal("open"):
            self.reject(found[0], self._place(found[1]))

    def draw_close(self) -> None:
        if found := self._deal("open"):
            self.close(found[0], self.anyone_or_nobody())

    def draw_take(self) -> None:
        if found := self._deal("succeeded"):
            every = range(len(found[1].line))
            places = self.draw.sample(every, self.draw.randrange(1, min(len(every), 6) + 1))
            self.take(found[0], places, self.anyone_or_nobody())

    def draw_believe(self) -> None:
        if found := self._deal("succeeded"):
            self.believe(found[0], list(range(len(found[1].line)))[:8], self.anyone_or_nobody())

    def draw_refund(self) -> None:
        if found := self._deal("open", "failed", "failed", "succeeded"):
            place = self._place(found[1])
            by = self.one_of((found[1].line[place].person, self.anyone_or_nobody()))
            self.refund(found[0], place, by)

    def draw_pay_out(self) -> None:
        if found := self._deal("succeeded"):
            self.pay_out(found[0])

    def draw_state_year(self) -> None:
        self.state_year(self.anyone())

    # Auctions

    def draw_sell(self) -> None:
        if found := self.holding():
            free, lowest = max(0, self.net.sellable(*found)), self.priced(found[0])
            units = max(self.part_of(free), min(free, 101 * DOLLAR * PRICE_UNITS // lowest))
            self.sell(*found, units, lowest)

    def draw_buy(self) -> None:
        if self.tokens():
            token = self.one_of(self.tokens())
            who = self.one_of((token, *(self.anyone() for _ in range(5))))
            highest = self.priced(token)
            self.buy(token, who, self.affordable(who, highest), highest)

    def _call(self, buys: bool) -> Call | None:
        """Draw a token's auction: one with buys, or one that runs."""
        every = self.rules.auctions.calls.values()
        found = [call for call in every if (call.buys if buys else call.running)]
        return self.one_of(found) if found else None

    def draw_withdraw_order(self) -> None:
        if call := self._call(buys=True):
            self.withdraw_order(call.token.issuer, self.one_of(list(call.buys)))

    def draw_release_order(self) -> None:
        if call := self._call(buys=True):
            buy = self.one_of(list(call.buys.values()))
            if not call.running:
                self.jump(buy.expires, 0.5)
            self.release_order(call.token.issuer, buy.person, self.anyone_or_nobody())

    def draw_settle(self) -> None:
        if call := self._call(buys=False):
            self.jump(self.rules.auctions.end(call), 0.8)
            self.settle(call.token.issuer, self.anyone_or_nobody())

    def draw_halt(self) -> None:
        if self.tokens():
            self.halt(self.one_of(self.tokens()), self.now + self.one_of((HOUR, DAY, 9 * DAY)))

    def draw_stop_market(self) -> None:
        self.stop_market(self.now + self.one_of((HOUR, 2 * DAY, 8 * DAY)))

    def draw_force(self) -> None:
        if found := self.holding():
            units = self.part_of(self.net.tokens[found[0]].holding(found[1]).units)
            self.force(*found, self.anyone(), units)
