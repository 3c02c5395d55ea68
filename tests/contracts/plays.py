"""What people do, played in the contracts and in the model at once."""

from __future__ import annotations

from typing import Any

from eth_abi.abi import encode
from eth_hash.auto import keccak

from tests.contracts.arena import ATTESTORS, Arena, hash32
from tests.contracts.model import Refused, S
from tests.contracts.network import NO_PERMIT

ACQUIRED = 1_700_000_000
TWO = ATTESTORS[:2]
NO_OPENING = (0, 0, 0, bytes(32))


class Plays(Arena):
    """An arena with acts. Each returns whether it was allowed, in both."""

    # Money

    def claim(self, issuer: int, holder: int, by: int) -> bool:
        """Take what a holding earned."""
        return self.both(
            lambda: self.chain.ledger.claim(issuer, holder, sender=self.at(by)),
            lambda: self.model.claim(issuer, holder, by),
        )

    def withdraw(self, person: int, by: int) -> bool:
        """Take a credit."""
        return self.both(
            lambda: self.chain.ledger.withdraw(person, sender=self.at(by)),
            lambda: self.model.withdraw(person),
        )

    def distribute(self, issuer: int, amount: int) -> bool:
        """Give money to one's own holders."""
        return self.both(
            lambda: self.chain.ledger.distribute(amount, NO_PERMIT, sender=self.at(issuer)),
            lambda: self.model.distribute(issuer, amount),
        )

    # Shares without a market: the test itself is the mover

    def place(self, issuer: int, buyer: int, units: int, cost: int, unlocks: int = 0) -> bool:
        """Move shares of an issuer to a buyer, as an offering does."""
        mover = self.chain.offering.address
        deal = (issuer, buyer, units, cost, cost, cost, unlocks)

        def rule() -> None:
            holding = self.model.tokens[issuer].holding(issuer)
            if (holding.units - units) * 100 < 51 * S or not self.model.active(buyer):
                raise Refused("keeps 51 %, or not active")
            holding.units -= units
            self.model.give_lot(issuer, buyer, units, cost, cost, unlocks)

        def act() -> None:
            self.chain.ledger.reserve(issuer, issuer, units, sender=mover)
            self.chain.ledger.place(deal, sender=mover)

        return self.both(act, rule)

    def trade(
        self, issuer: int, seller: int, buyer: int, units: int, money: int, cost: int
    ) -> bool:
        """Sell shares of a holder for money, as an auction does with a pair of orders."""
        mover = self.chain.auction.address
        ledger = self.chain.ledger.address
        deal = (issuer, seller, buyer, units, money, money, cost, cost, 0, True)

        def rule() -> None:
            if not 0 < units <= self.model.sellable(issuer, seller):
                raise Refused("not so many to sell")
            self.model.pull(buyer, money)
            sale = self.model.take_lots(issuer, seller, units, money)
            self.model.give_lot(issuer, buyer, units, cost, cost, 0)
            self.model.reach(seller, money - sale.shared)

        def act() -> None:
            self.chain.ledger.pull(buyer, self.at(buyer), money, ledger, NO_PERMIT, sender=mover)
            self.chain.ledger.reserve(issuer, seller, units, sender=mover)
            self.chain.ledger.trade(deal, sender=mover)

        return self.both(act, rule)

    # Companies

    def declare(self, owner: int, units: int, cost: int) -> int:
        """Declare a stake that names the three attestors; return its number."""
        number = self.exits.declare(owner, units, cost) + 1
        commitment = keccak(self._opening(number, units, cost))
        assert number == self.chain.companies.declare(
            hash32(number), commitment, hash32(2), ATTESTORS, sender=self.at(owner)
        )
        return number

    def _opening(self, number: int, units: int, cost: int) -> bytes:
        """Encode what a commitment hides."""
        kinds = ["uint256", "uint256", "uint256", "bytes32"]
        return encode(kinds, [units, cost, ACQUIRED, hash32(number)])

    def sign_stake(self, number: int, by: tuple[int, ...] = TWO) -> list[bytes]:
        """Sign a stake as attestors."""
        stake = self.chain.companies.stake(number)
        fields = {
            "stake": number,
            "companyKey": stake.company_key,
            "commitment": stake.commitment,
            "packageHash": stake.package_hash,
        }
        return [self.sign(who, "Stake", fields) for who in by]

    def attest_stake(self, number: int, by: tuple[int, ...] = TWO) -> bool:
        """Confirm a stake."""
        signatures = self.sign_stake(number, by)
        return self.both(
            lambda: self.chain.companies.attest_stake(number, signatures, by),
            lambda: self.exits.attest_stake(number - 1),
        )

    def report(
        self, number: int, units: int, proceeds: int, costs: int, closed_at: int, opened: bool
    ) -> bool:
        """Report an exit by the owner of the stake."""
        stake = self.exits.stakes[number - 1]
        opening: tuple[Any, ...] = NO_OPENING
        if opened:
            opening = (stake.units, stake.cost, ACQUIRED, hash32(number))
        facts = (number, units, proceeds, costs, closed_at, hash32(3), opening)
        return self.both(
            lambda: self.chain.companies.report_exit(*facts, sender=self.at(stake.owner)),
            lambda: self.exits.report(number - 1, units, proceeds, costs, closed_at, opened),
        )

    def sign_exit(self, number: int, by: tuple[int, ...] = TWO) -> list[bytes]:
        """Sign an exit as attestors."""
        sold = self.chain.companies.exit(number)
        fields = {
            "exit": number,
            "stake": sold.stake,
            "units": sold.units,
            "proceeds": sold.proceeds,
            "sellingCosts": sold.selling_costs,
            "closedAt": sold.closed_at,
            "evidenceHash": sold.evidence_hash,
        }
        return [self.sign(who, "Exit", fields) for who in by]

    def attest_exit(self, number: int, by: tuple[int, ...] = TWO) -> bool:
        """Confirm an exit."""
        signatures = self.sign_exit(number, by)
        return self.both(
            lambda: self.chain.companies.attest_exit(number, signatures, by),
            lambda: self.exits.attest_exit(number - 1),
        )

    def owe(self, owner: int, gain: int, ago: int = 0) -> bool:
        """Declare, report and attest an exit without cost: a debt, if there are holders."""
        stake = self.declare(owner, 1, 0)
        self.report(stake, 1, gain, 0, self.model.now - ago, False)
        return self.attest_exit(len(self.exits.exits))

    def pay_debt(self, number: int, payer: int, amount: int) -> bool:
        """Pay a debt, or a part."""
        return self.both(
            lambda: self.chain.companies.pay_debt(number, amount, NO_PERMIT, sender=self.at(payer)),
            lambda: self.exits.pay(number, payer, amount),
        )
