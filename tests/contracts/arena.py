"""The contracts and the model side by side: every act is played in both, and they must agree.

People 1 to 3 are attestors; the others trade. Time stands still unless it is told to pass.
What people do is in `plays`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boa

from tests.contracts.network import (
    Actor,
    deploy_network,
    deploy_with,
    now,
    sign_typed,
)
from tests.contracts.network import Network as Chain
from wallet.rules.auctions import Auctions
from wallet.rules.companies import Companies
from wallet.rules.ledger import Network
from wallet.rules.offerings import Offerings
from wallet.rules.units import DAY, Refused

CASH = 1_000_000 * 10**6
ATTESTORS = (1, 2, 3)
LIFE = 3_000 * DAY

# Stands in for auctions and offerings where a test moves shares itself: hears news, says nothing.
DEAF = """
@external
def exit_news(token: uint256, gain: uint256):
    pass

@external
def debt_news(token: uint256):
    pass

@external
def standing_news(token: uint256):
    pass

@external
def fail(issuer: uint256):
    pass

waiting: HashMap[uint256, uint256]
backs: HashMap[uint256, DynArray[uint256[4], 8]]

@external
def set_unpulled(issuer: uint256, units: uint256):
    self.waiting[issuer] = units

@view
@external
def unpulled(issuer: uint256) -> uint256:
    return self.waiting[issuer]

@external
def buy_back(token: uint256, seller: uint256, units: uint256, premium: uint256):
    self.backs[token].append([seller, units, premium, block.timestamp])

@view
@external
def buyback(token: uint256, n: uint256) -> (uint256, uint256, uint256, uint256):
    back: uint256[4] = self.backs[token][n]
    return back[0], back[1], back[2], back[3]
"""

STATEMENTS = {
    "Stake": "uint256 stake, uint256 version, bytes32 companyKey, "
    "bytes32 commitment, bytes32 packageHash",
    "Exit": "uint256 exit, uint256 stake, uint256 units, uint256 proceeds, "
    "uint256 sellingCosts, uint64 closedAt, bytes32 evidenceHash",
    "Cost": "uint256 token, uint256 holder, uint256 serial, uint256 units, uint256 cost",
}
"""What attestors sign, and in which order its fields come."""


def hash32(number: int) -> bytes:
    """Return a number as 32 bytes, where any hash will do."""
    return number.to_bytes(32, "big")


def deploy_deaf() -> Chain:
    """Deploy the ledger and the companies; the test itself is the offering and the auction."""
    deaf = boa.loads(DEAF)
    return deploy_with({"Offering": deaf, "Auction": deaf})


class Arena:
    """One network in both forms."""

    def __init__(self, members: int = 6, deaf: bool = False) -> None:
        self.chain = deploy_deaf() if deaf else deploy_network()
        self.actors: dict[int, Actor] = {}
        self.model = Network(now())
        self.auctions = Auctions(self.model)
        self.offerings = Offerings(self.model)
        self.offerings.stops = self.auctions.stops
        self.exits = Companies(self.model, self.auctions, self.offerings)
        for _ in range(len(ATTESTORS) + members):
            self.join(self.model.now + LIFE)
        for attestor in ATTESTORS:
            self.chain.appoint(self.actors[attestor])

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Play within, then put both back to how they were."""
        kept = (self.model, self.auctions, self.offerings, self.exits)
        start = self.model.now
        self.model, self.auctions, self.offerings, self.exits = copy.deepcopy(kept)
        actors = dict(self.actors)
        try:
            with boa.env.anchor():
                boa.env.timestamp = start
                yield
        finally:
            self.model, self.auctions, self.offerings, self.exits = kept
            self.actors = actors
            boa.env.timestamp = start

    @property
    def members(self) -> list[int]:
        """Everybody but the attestors."""
        return [person for person in self.model.people if person not in ATTESTORS]

    def at(self, person: int) -> str:
        """Return the address of a person's wallet."""
        return self.actors[person].address

    def sign(self, person: int, kind: str, fields: dict[str, Any]) -> bytes:
        """Sign a statement for the companies contract, as an attestor does (EIP-712)."""
        types = [
            {"name": name, "type": kind_}
            for kind_, name in (field.split() for field in STATEMENTS[kind].split(", "))
        ]
        account = self.actors[person].account
        name = "Symbolon Companies"
        return sign_typed(account, self.chain.companies, name, kind, types, fields)

    # People and time

    def join(self, expires: int) -> int:
        """Add a person with money in the wallet and the ledger approved."""
        person = self.model.join(expires, CASH)
        name = f"Person {person}"
        self.actors[person] = self.chain.join(name, expiresAt=expires)
        assert self.actors[person].pid == person
        return person

    def issue(self, person: int) -> None:
        """Issue a person's token."""
        self.chain.issue(self.actors[person])
        self.model.issue(person)

    def pass_time(self, seconds: int) -> None:
        """Let time pass in both."""
        self.model.now += seconds
        boa.env.timestamp = self.model.now

    def freeze(self, person: int, seconds: int) -> None:
        """Freeze a person."""
        self.chain.freeze(self.actors[person], seconds)
        self.model.people[person].frozen_until = self.model.now + seconds
        self.auctions.standing_news(person)

    def ban(self, person: int) -> None:
        """Ban a person."""
        self.chain.ban(self.actors[person])
        self.model.people[person].banned = True
        self.auctions.standing_news(person)

    def renew(self, person: int, days: int) -> None:
        """Attest a person anew, for so many days from now; not a banned one."""
        if self.model.people[person].banned:
            return
        self.pass_time(1)
        expires = self.model.now + days * DAY
        self.chain.renew(self.actors[person], expiresAt=expires)
        self.model.people[person].expires = expires

    def blacklist(self, person: int, on: bool) -> None:
        """Let the dollar's issuer blacklist a wallet, or end that."""
        owner = self.chain.authority.address
        self.chain.dollar.set_blacklisted(self.at(person), on, sender=owner)
        self.model.people[person].undeliverable = on

    def pause(self, on: bool) -> None:
        """Let the dollar's issuer stop all its movements, or resume them."""
        self.chain.dollar.set_paused(on, sender=self.chain.authority.address)
        self.model.paused = on

    # Playing in both

    def both(self, act: Callable[[], object], rule: Callable[[], object]) -> bool:
        """Play an act in both, whole or not at all; whether it was allowed, as both must say."""
        try:
            rule()
        except Refused as refusal:
            with boa.env.anchor():
                try:
                    act()
                except boa.BoaError:
                    return False
            raise AssertionError(f"the contract allows what the rules refuse: {refusal}") from None
        act()
        return True

    # Comparing

    def compare(self) -> None:
        """Assert that both say the same of everybody, every holding and every dollar."""
        ledger, dollar = self.chain.ledger, self.chain.dollar
        for number, person in self.model.people.items():
            ours, theirs = person.cash, dollar.balanceOf(self.at(number))
            assert ours == theirs, f"person {number} has {theirs}, should have {ours}"
            credit, first_due = ledger.purse(number)
            assert credit == person.credit, f"credit of {number}: {credit}, not {person.credit}"
            dues = [debt.due for debt in self.model.open_debts(number)]
            assert first_due == min(dues, default=0), f"first due of {number}"
        for token in self.model.tokens:
            self.compare_token(token)
        self.compare_pool()

    def compare_pool(self) -> None:
        """Assert that the ledger holds what it should, enough for all claims, and no share less."""
        pool = self.chain.dollar.balanceOf(self.chain.ledger.address)
        assert pool == self.model.pool, f"the ledger has {pool}, should have {self.model.pool}"
        self.model.check(self.auctions.staked + self.exits.bonds)

    def compare_token(self, issuer: int) -> None:
        """Assert that both say the same of a token and its holders."""
        token, ledger = self.model.tokens[issuer], self.chain.ledger
        info = ledger.token_info(issuer)
        assert info.acc == token.earned
        assert info.reference == (token.reference or 0), f"reference of {issuer}"
        holders = sum(1 for who, h in token.holdings.items() if h.units and who != issuer)
        assert info.holders == holders
        assert ledger.outside(issuer) == token.outside
        for holder in self.model.people:
            holding = token.holdings.get(holder)
            if holding is None:
                continue
            said = ledger.position(issuer, holder)
            theirs = (said.balance, said.reserved, said.claimable)
            ours = (holding.units, holding.reserved, self.model.owed(issuer, holder))
            assert ours == theirs, f"{holder} in {issuer}: {theirs}, should be {ours}"
            if holder != issuer:
                self._compare_lots(issuer, holder)

    def _compare_lots(self, issuer: int, holder: int) -> None:
        """Assert that both say the same of a holder's lots."""
        theirs = [
            (lot.units, lot.cost, lot.acquired, lot.unlocks, lot.joined)
            for lot in self.chain.ledger.lots(issuer, holder)
        ]
        ours = [
            (lot.units, lot.cost, lot.acquired, lot.unlocks, lot.joined)
            for lot in self.model.tokens[issuer].holding(holder).lots
        ]
        assert ours == theirs, f"lots of {holder} in {issuer}: {theirs}, should be {ours}"
