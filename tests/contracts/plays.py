"""What people do, played in the contracts and in the model at once."""

from __future__ import annotations

from typing import Any

from eth_abi.abi import encode
from eth_hash.auto import keccak

from tests.contracts.arena import ATTESTORS, Arena, hash32
from tests.contracts.network import NO_PERMIT
from wallet.rules.units import Refused, S

ACQUIRED = 1_700_000_000
TWO = ATTESTORS[:2]
NO_OPENING = (0, 0, 0, bytes(32))


class Plays(Arena):
    """An arena with acts. Each returns whether it was allowed, in both."""

    @property
    def stakes(self) -> dict[int, list[tuple[Any, ...]]]:
        """What was declared, by stake and version."""
        return self.exits.declared

    @property
    def records(self) -> dict[int, tuple[Any, ...]]:
        """What was reported, by exit."""
        return self.exits.reported

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

    def company_key(self, number: int) -> bytes:
        """The salted name of a stake's company."""
        return hash32(number)

    def declare(self, owner: int, units: int, cost: int) -> int:
        """Declare a stake that names the three attestors; return its number."""
        number = self.exits.declare(owner, units, cost) + 1
        commitment = keccak(self._opening(number, units, cost))
        assert number == self.chain.companies.declare(
            self.company_key(number), commitment, hash32(2), ATTESTORS, sender=self.at(owner)
        )
        self.stakes[number] = [self._version(number)]
        return number

    def amend(self, number: int, units: int, cost: int) -> bool:
        """Declare a stake anew."""
        owner = self.exits.stakes[number - 1].owner
        commitment = keccak(self._opening(number, units, cost))
        record = self.stakes[number][-1]
        done = self.both(
            lambda: self.chain.companies.amend(
                number, record, commitment, hash32(2), ATTESTORS, sender=self.at(owner)
            ),
            lambda: self.exits.amend(number - 1, units, cost),
        )
        if done:
            self.stakes[number].append(self._version(number))
        return done

    def _version(self, number: int) -> tuple[Any, ...]:
        """What was declared as the newest version of a stake."""
        stake = self.exits.stakes[number - 1]
        version = stake.versions[-1]
        commitment = keccak(self._opening(number, version.units, version.cost))
        hashes = (self.company_key(number), commitment, hash32(2))
        return (stake.owner, *hashes, list(ATTESTORS), self.model.now)

    def _opening(self, number: int, units: int, cost: int) -> bytes:
        """Encode what a commitment hides."""
        kinds = ["uint256", "uint256", "uint256", "bytes32"]
        return encode(kinds, [units, cost, ACQUIRED, hash32(number)])

    def sign_stake(self, number: int, by: tuple[int, ...] = TWO, version: int = 0) -> list[bytes]:
        """Sign a version of a stake as attestors; 0: the newest."""
        version = version or len(self.stakes[number])
        record = self.stakes[number][version - 1]
        fields = {
            "stake": number,
            "version": version,
            "companyKey": record[1],
            "commitment": record[2],
            "packageHash": record[3],
        }
        return [self.sign(who, "Stake", fields) for who in by]

    def attest_stake(self, number: int, by: tuple[int, ...] = TWO) -> bool:
        """Confirm a stake as it was last declared."""
        signatures = self.sign_stake(number, by)
        version, record = len(self.stakes[number]), self.stakes[number][-1]
        return self.both(
            lambda: self.chain.companies.attest_stake(number, version, record, signatures, by),
            lambda: self.exits.attest_stake(number - 1),
        )

    def report(
        self,
        number: int,
        units: int,
        proceeds: int,
        costs: int,
        closed_at: int,
        opened: bool,
        version: int = 0,
    ) -> bool:
        """Report an exit by the owner of the stake, by a version of it; 0: the newest."""
        stake = self.exits.stakes[number - 1]
        version = version or len(stake.versions)
        said = stake.versions[version - 1]
        opening: tuple[Any, ...] = NO_OPENING
        if opened:
            opening = (said.units, said.cost, ACQUIRED, hash32(number))
        record = self.stakes[number][version - 1]
        facts = (units, proceeds, costs, closed_at, hash32(3), opening)
        done = self.both(
            lambda: self.chain.companies.report_exit(
                number, version, record, *facts, sender=self.at(stake.owner)
            ),
            lambda: self.exits.report(
                number - 1, units, proceeds, costs, closed_at, version if opened else 0
            ),
        )
        if done:
            sold = self.exits.exits[self.exits.count]
            self.records[self.exits.count] = (
                *(number, stake.owner, units, proceeds, costs, sold.cost, sold.gain),
                *(closed_at, self.model.now, list(ATTESTORS), hash32(3)),
            )
            exit_ = self.exits.count
            assert self.chain.companies.is_reported(exit_, self.records[exit_])
        return done

    def sign_exit(self, number: int, by: tuple[int, ...] = TWO) -> list[bytes]:
        """Sign an exit as attestors."""
        record = self.records[number]
        names = ("stake", "units", "proceeds", "sellingCosts", "closedAt", "evidenceHash")
        values = (record[0], *record[2:5], record[7], record[10])
        fields = {"exit": number, **dict(zip(names, values, strict=True))}
        return [self.sign(who, "Exit", fields) for who in by]

    def attest_exit(self, number: int, by: tuple[int, ...] = TWO) -> bool:
        """Confirm an exit."""
        signatures, record = self.sign_exit(number, by), self.records[number]
        return self.both(
            lambda: self.chain.companies.attest_exit(number, record, signatures, by),
            lambda: self.exits.attest_exit(number),
        )

    def owe(self, owner: int, gain: int, ago: int = 0) -> bool:
        """Declare, report and attest an exit without cost: a debt, if there are holders."""
        stake = self.declare(owner, 1, 0)
        self.report(stake, 1, gain, 0, self.model.now - ago, False)
        return self.attest_exit(self.exits.count)

    def pay_debt(self, number: int, payer: int, amount: int) -> bool:
        """Pay a debt, or a part."""
        return self.both(
            lambda: self.chain.companies.pay_debt(number, amount, NO_PERMIT, sender=self.at(payer)),
            lambda: self.exits.pay(number, payer, amount),
        )
