"""Random acts in offerings and auctions."""

from __future__ import annotations

from tests.simulate.replay.network import PRICES, ROWS, Player
from wallet.rules.offerings import Raise
from wallet.rules.units import DAY, DOLLAR, HOUR, PRICE_UNITS, S


class MarketPlayer(Player):
    """People who raise, invest, buy and sell."""

    # Offerings

    def open_offering(self) -> None:
        """An issuer offers own shares."""
        if not self.tokens():
            return
        issuer = self.one_of(self.tokens())
        most = self.part_of(S // self.one_of((10, 40, 1_000))) + 1
        least, price = self.part_of(most) or 1, self.one_of(PRICES)
        deadline = self.now + self.one_of((1, 3, 3, 5, 10)) * DAY
        lockup, row = self.one_of((0, 0, 6 * DAY)), self.one_of(ROWS)
        terms = {"least": least, "most": most, "price": price, "deadline": deadline}
        self.do(
            lambda: self.rules.offerings.open(issuer, least, most, price, deadline, lockup, row),
            *("offer", issuer),
            **terms,
            lockup=lockup,
            row=row,
        )

    def _deal(self, *states: str) -> tuple[int, Raise] | None:
        """Draw an offering in one of these states."""
        found = [
            (number, deal)
            for number, deal in enumerate(self.rules.offerings.raises)
            if deal.state in states
        ]
        return self.one_of(found) if found else None

    def _place(self, deal: Raise, state: str) -> int | None:
        """Draw a place of a line, most often one in a state."""
        found = [n for n, entry in enumerate(deal.line) if entry.state == state]
        if not deal.line:
            return None
        return self.one_of(found or list(range(len(deal.line))))

    def commit(self) -> None:
        """An investor lays money in an offering."""
        found = self._deal("open")
        if not found:
            return
        (number, deal), person = found, self.anyone()
        units = min(self.affordable(person, deal.price), deal.most + 1)
        self.do(
            lambda: self.rules.offerings.commit(number, person, units),
            *("commit", person),
            offering=number,
            units=units,
        )

    def uncommit(self) -> None:
        """An investor takes it back."""
        found = self._deal("open")
        place = self._place(found[1], "in line") if found else None
        if found and place is not None:
            number, person = found[0], found[1].line[place].person
            self.do(
                lambda: self.rules.offerings.withdraw(number, place, person),
                *("uncommit", person),
                offering=number,
                place=place,
            )

    def reject(self) -> None:
        """An issuer refuses an investor."""
        found = self._deal("open")
        place = self._place(found[1], "in line") if found else None
        if found and place is not None:
            number, issuer = found[0], found[1].issuer
            self.do(
                lambda: self.rules.offerings.reject(number, place),
                *("reject", issuer),
                offering=number,
                place=place,
            )

    def close(self) -> None:
        """An offering is closed."""
        found = self._deal("open")
        if found:
            number, by = found[0], self.anyone_or_nobody()
            self.do(lambda: self.rules.offerings.close(number), "close", by, offering=number)

    def take(self) -> None:
        """Shares are pulled."""
        found = self._deal("succeeded")
        if not found or not found[1].line:
            return
        (number, deal), by = found, self.anyone_or_nobody()
        every = list(range(len(deal.line)))
        places = self.draw.sample(every, self.draw.randrange(1, min(len(every), 6) + 1))
        self.do(
            lambda: self.rules.offerings.take(number, places, by),
            *("take", by),
            offering=number,
            places=places,
        )

    def believe(self) -> None:
        """Costs count that came too early."""
        found = self._deal("succeeded")
        if found and found[1].line:
            number, places = found[0], list(range(len(found[1].line)))[:8]
            self.do(
                lambda: self.rules.offerings.believe(number, places),
                *("believe", self.anyone_or_nobody()),
                offering=number,
                places=places,
            )

    def refund(self) -> None:
        """Money is pulled back."""
        found = self._deal("open", "failed", "failed", "succeeded")
        place = self._place(found[1], "in line") if found else None
        if found and place is not None:
            number, own = found[0], found[1].line[place].person
            by = self.one_of((own, self.anyone_or_nobody()))
            self.do(
                lambda: self.rules.offerings.refund(number, place, by),
                *("refund", by),
                offering=number,
                place=place,
            )

    def proceeds(self) -> None:
        """An issuer gets the money of pulled shares."""
        found = self._deal("succeeded")
        if found:
            number, issuer = found[0], found[1].issuer
            self.do(
                lambda: self.rules.offerings.pay_out(number, issuer),
                *("pay_out", issuer),
                offering=number,
            )

    def state_year(self) -> None:
        """A year's statement."""
        person = self.anyone()
        with self.tap.event("state_year", person):
            self.rules.offerings.stated[person] = self.now

    # Auctions

    def sell(self) -> None:
        """A holder offers shares."""
        found = self.holding()
        if not found:
            return
        token, person = found
        free, lowest = max(0, self.net.sellable(token, person)), self.priced(token)
        units = max(self.part_of(free), min(free, 101 * DOLLAR * PRICE_UNITS // lowest))
        self.do(
            lambda: self.rules.auctions.sell(token, person, units, lowest),
            *("sell", person),
            token=token,
            units=units,
            lowest=lowest,
        )

    def buy(self) -> None:
        """Somebody asks for shares; one in six times the issuer."""
        if not self.tokens():
            return
        token = self.one_of(self.tokens())
        person = self.one_of((token, *(self.anyone() for _ in range(5))))
        highest = self.priced(token)
        units = self.affordable(person, highest)
        self.do(
            lambda: self.rules.auctions.buy(token, person, units, highest),
            *("buy", person),
            token=token,
            units=units,
            highest=highest,
        )

    def withdraw_buy(self) -> None:
        """Somebody takes a buy back."""
        calls = [call for call in self.rules.auctions.calls.values() if call.buys]
        if calls:
            call = self.one_of(calls)
            token, person = call.token.issuer, self.one_of(list(call.buys))
            self.do(
                lambda: self.rules.auctions.withdraw(token, person),
                *("withdraw_order", person),
                token=token,
            )

    def release_order(self) -> None:
        """A buy is given back that is too old."""
        calls = [call for call in self.rules.auctions.calls.values() if call.buys]
        if calls:
            call = self.one_of(calls)
            token, buy = call.token.issuer, self.one_of(list(call.buys.values()))
            if not call.running:
                self.jump(buy.expires, 0.5)
            self.do(
                lambda: self.rules.auctions.release(token, buy.person),
                *("release_order", self.anyone_or_nobody()),
                token=token,
                person=buy.person,
            )

    def settle(self) -> None:
        """An auction is settled, most often when it is over."""
        calls = [call for call in self.rules.auctions.calls.values() if call.running]
        if not calls:
            return
        call = self.one_of(calls)
        self.jump(self.rules.auctions.end(call), 0.8)
        token = call.token.issuer
        by = self.anyone_or_nobody()
        self.do(lambda: self.rules.auctions.settle(token), "settle", by, token=token)

    def halt(self) -> None:
        """A token is stopped."""
        if self.tokens():
            token, until = self.one_of(self.tokens()), self.now + self.one_of((HOUR, DAY, 9 * DAY))
            self.do(
                lambda: self.rules.auctions.halt(token, until), "halt", 0, token=token, until=until
            )

    def stop_market(self) -> None:
        """The market is stopped."""
        until = self.now + self.one_of((HOUR, 2 * DAY, 8 * DAY))
        self.do(lambda: self.rules.auctions.stop(until), "stop_market", 0, until=until)
