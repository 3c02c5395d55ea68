"""What people do in auctions and offerings, played in the contracts and in the model at once."""

from __future__ import annotations

from typing import Any

from tests.contracts.arena import hash32
from tests.contracts.network import NO_PERMIT
from tests.contracts.plays import Plays
from wallet.rules.clearing import Order
from wallet.rules.offerings import Raise

STATES = {"in line": 1, "withdrawn": 2, "rejected": 3, "taken": 4, "refunded": 5}
SELL, BUY = 1, 2


class MarketPlays(Plays):
    """An arena whose auctions and offerings are the real ones."""

    # Auctions

    def sell(self, issuer: int, person: int, units: int, lowest: int) -> bool:
        """Place a sell order."""
        return self.both(
            lambda: self.chain.auction.sell(issuer, units, lowest, sender=self.at(person)),
            lambda: self.auctions.sell(issuer, person, units, lowest),
        )

    def buy(self, issuer: int, person: int, units: int, highest: int) -> bool:
        """Place a buy order."""
        buyer = self.at(person)
        return self.both(
            lambda: self.chain.auction.buy(issuer, units, highest, NO_PERMIT, sender=buyer),
            lambda: self.auctions.buy(issuer, person, units, highest),
        )

    def withdraw_buy(self, issuer: int, person: int) -> bool:
        """Take a buy order back."""
        return self.both(
            lambda: self.chain.auction.withdraw(issuer, sender=self.at(person)),
            lambda: self.auctions.withdraw(issuer, person),
        )

    def settle(self, issuer: int, pairs: int = 64) -> bool:
        """Settle an auction, so many pairs a step."""

        def act() -> None:
            auction = self.chain.auction
            auction.settle(issuer, pairs, sender=self.at(1))
            while auction.auction(issuer).settling or auction.auction(issuer).cancelled:
                auction.settle(issuer, pairs, sender=self.at(2))

        return self.both(act, lambda: self.auctions.settle(issuer))

    def compare_orders(self, issuer: int) -> None:
        """Assert that both have the same orders of a token."""
        call = self.auctions.calls.get(issuer)
        ours: dict[tuple[int, int], Order] = {}
        if call:
            ours = {(SELL, who): order for who, order in call.sells.items()}
            ours |= {(BUY, who): order for who, order in call.buys.items()}
        theirs: dict[tuple[int, int], Any] = {}
        for side in (SELL, BUY):
            for order in self.chain.auction.orders(issuer, side):
                theirs[side, order.person] = order
        assert ours.keys() == theirs.keys(), f"orders of {issuer}"
        for key, order in ours.items():
            said = (theirs[key].units, theirs[key].price)
            assert said == (order.units, order.limit), f"order {key} of {issuer}: {said}"

    # Offerings

    def offer(self, issuer: int, least: int, most: int, price: int, days: int, lockup: int) -> bool:
        """Open an offering."""
        deadline = self.model.now + days * 86_400
        facts = (least, most, price, deadline, 0, lockup, hash32(9))
        return self.both(
            lambda: self.chain.offering.open(*facts, sender=self.at(issuer)),
            lambda: self.offerings.open(issuer, least, most, price, deadline, lockup),
        )

    def state(self, issuer: int) -> None:
        """File a year's statement."""
        self.chain.companies.state_year(hash32(5), sender=self.at(issuer))
        self.offerings.stated[issuer] = self.model.now

    def commit(self, number: int, person: int, units: int) -> bool:
        """Lay money in an offering."""
        investor = self.at(person)
        return self.both(
            lambda: self.chain.offering.commit(number + 1, units, NO_PERMIT, sender=investor),
            lambda: self.offerings.commit(number, person, units),
        )

    def uncommit(self, number: int, place: int, person: int) -> bool:
        """Take a commitment back."""
        return self.both(
            lambda: self.chain.offering.withdraw(number + 1, place, sender=self.at(person)),
            lambda: self.offerings.withdraw(number, place, person),
        )

    def reject(self, number: int, place: int) -> bool:
        """Refuse an investor, as the issuer."""
        issuer = self.at(self.offerings.raises[number].issuer)
        return self.both(
            lambda: self.chain.offering.reject(number + 1, place, sender=issuer),
            lambda: self.offerings.reject(number, place),
        )

    def close(self, number: int, steps: int = 64) -> bool:
        """Close an offering, so many places of the line a step."""

        def act() -> None:
            self.chain.offering.close(number + 1, steps)
            while self.chain.offering.offering(number + 1).status == 2:
                self.chain.offering.close(number + 1, steps)

        return self.both(act, lambda: self.offerings.close(number))

    def take(self, number: int, places: list[int], by: int) -> bool:
        """Pull investors' shares."""
        return self.both(
            lambda: self.chain.offering.take(number + 1, places, sender=self.at(by)),
            lambda: self.offerings.take(number, places, by),
        )

    def believe(self, number: int, places: list[int]) -> bool:
        """Let costs count that came too early."""
        return self.both(
            lambda: self.chain.offering.believe(number + 1, places),
            lambda: self.offerings.believe(number, places),
        )

    def refund(self, number: int, place: int, by: int) -> bool:
        """Pull money back."""
        return self.both(
            lambda: self.chain.offering.refund(number + 1, place, sender=self.at(by)),
            lambda: self.offerings.refund(number, place, by),
        )

    def pay_out(self, number: int, by: int) -> bool:
        """Pull the money of pulled shares, as the issuer."""
        return self.both(
            lambda: self.chain.offering.proceeds(number + 1, sender=self.at(by)),
            lambda: self.offerings.pay_out(number, by),
        )

    def compare_offering(self, number: int, deal: Raise) -> None:
        """Assert that both say the same of an offering and its line."""
        status = {"open": 1, "succeeded": 3, "failed": 4}[deal.state]
        said = self.chain.offering.offering(number + 1)
        assert (said.status, said.proceeds) == (status, deal.proceeds), f"offering {number}"
        for place, entry in enumerate(deal.line):
            theirs = self.chain.offering.entry(number + 1, place)
            ours = (entry.person, entry.units, entry.paid, STATES[entry.state])
            assert (theirs.person, theirs.units, theirs.paid, theirs.state) == ours

    def compare(self) -> None:
        """Compare orders and offerings too, and the money that waits in offerings."""
        super().compare()
        for issuer in self.model.tokens:
            self.compare_orders(issuer)
        for number, deal in enumerate(self.offerings.raises):
            self.compare_offering(number, deal)

    def compare_pool(self) -> None:
        """Assert that the offerings hold what they should, too."""
        super().compare_pool()
        waiting = sum(deal.held for deal in self.offerings.raises)
        assert self.chain.dollar.balanceOf(self.chain.offering.address) == waiting
