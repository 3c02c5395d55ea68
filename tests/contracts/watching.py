"""Reports as tests play them: a network whose companies contract is told what was declared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import boa
from eth_utils.crypto import keccak

from tests.contracts.compiled import deployer_of
from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SUPPLY,
    Actor,
    Network,
    account_of,
    deploy_with,
    now,
)

HOUR = 3_600
BOND = 100 * DOLLAR
UPHELD, UNPROVEN, FRIVOLOUS, EXPIRED, CURED, REPEATED, LAPSED, OPEN, COMMITTED = range(1, 10)
COMPANY = "GB-COH:01234567"
KEY_SALT = keccak(text="salt of the company's key")

PLAIN_COMPANIES = """
# pragma version ~=0.4.3
# Companies as a test tells them: what was declared, which debts are late, what was found out.
from interfaces import ICompanies

struct Found:
    issuer: uint256
    gain: uint256
    owed: uint256
    reporter: uint256
    reward: uint256
    closed_at: uint256

stakes: HashMap[bytes32, bool]
exits: HashMap[bytes32, bool]
lateness: HashMap[uint256, uint256]
debtor: HashMap[uint256, uint256]
open: HashMap[uint256, DynArray[uint256, 32]]
found: public(DynArray[Found, 64])
refuses: public(bool)

@external
def tell_stake(stake: uint256, version: uint256, record: ICompanies.Stake):
    self.stakes[keccak256(abi_encode(stake, version, record))] = True

@external
def tell_exit(exit: uint256, record: ICompanies.Exit):
    self.exits[keccak256(abi_encode(exit, record))] = True

@external
def tell_late(debt: uint256, issuer: uint256, due: uint256):
    if self.debtor[debt] == 0:
        self.open[issuer].append(debt)
    self.debtor[debt] = issuer
    self.lateness[debt] = due

@external
def tell_refusing(refuses: bool):
    self.refuses = refuses

@view
@external
def is_declared(stake: uint256, version: uint256, record: ICompanies.Stake) -> bool:
    return self.stakes[keccak256(abi_encode(stake, version, record))]

@view
@external
def is_reported(exit: uint256, record: ICompanies.Exit) -> bool:
    return self.exits[keccak256(abi_encode(exit, record))]

@view
@external
def late_for(debt: uint256) -> (uint256, uint256):
    due: uint256 = self.lateness[debt]
    if due == 0 or due >= block.timestamp:
        return 0, 0
    return self.debtor[debt], block.timestamp - due

@view
@external
def debts_of(person: uint256) -> DynArray[uint256, 32]:
    return self.open[person]

@external
def open_found(
    issuer: uint256, gain: uint256, owed: uint256, reporter: uint256, reward: uint256,
    closed_at: uint256,
) -> uint256:
    assert not self.refuses
    self.found.append(Found(
        issuer=issuer, gain=gain, owed=owed, reporter=reporter, reward=reward,
        closed_at=closed_at,
    ))
    return len(self.found)

@view
@external
def found_count() -> uint256:
    return len(self.found)
"""


@dataclass
class Watch:
    """A network, and what is done about reports in it."""

    net: Network
    salts: int = 0
    claims: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    opened: dict[int, bytes] = field(default_factory=dict)

    @property
    def watching(self) -> Any:
        """The contract."""
        return self.net.watching

    @property
    def companies(self) -> Any:
        """What it asks."""
        return self.net.companies

    def cash(self, person: Actor) -> int:
        """Dollars in a wallet, and credited in the ledger."""
        held = int(self.net.dollar.balanceOf(person.address))
        return held + int(self.net.ledger.purse(person.pid)[0])

    def kept(self) -> int:
        """Money in the ledger."""
        return int(self.net.dollar.balanceOf(self.net.ledger.address))

    def salt(self) -> bytes:
        """Another salt."""
        self.salts += 1
        return keccak(text=f"salt {self.salts}")

    def claim(
        self,
        subject: Actor,
        company: str = COMPANY,
        closed_at: int | None = None,
        amount: int = 50_000 * DOLLAR,
    ) -> tuple[Any, ...]:
        """What a report says; by default of an exit that closed 40 days ago."""
        closed = now() - 40 * DAY if closed_at is None else closed_at
        evidence = keccak(text="evidence")
        return (subject.pid, company, closed, amount if closed else 0, evidence)

    def commit(self, reporter: Actor, claim: tuple[Any, ...]) -> int:
        """Commit to a report; its claim and salt are kept for the opening."""
        salt = self.salt()
        hashed = self.watching.commitment(reporter.pid, claim, salt)
        report = int(self.watching.commit(hashed, NO_PERMIT, sender=reporter.address))
        self.claims[report], self.opened[report] = claim, salt
        return report

    def reveal(self, report: int, reporter: Actor) -> None:
        """Open a report."""
        claim, salt = self.claims[report], self.opened[report]
        self.watching.reveal(report, claim, salt, sender=reporter.address)

    def report(self, reporter: Actor, claim: tuple[Any, ...]) -> int:
        """Commit, wait an hour, open."""
        report = self.commit(reporter, claim)
        boa.env.time_travel(seconds=HOUR)
        self.reveal(report, reporter)
        return report

    def answer(self, report: int, accused: Actor) -> None:
        """Deny it."""
        hashed = keccak(text="answer")
        self.watching.answer(report, hashed, NO_PERMIT, sender=accused.address)

    def rule(self, report: int, outcome: int, gain: int = 0, large: bool = False) -> None:
        """The authority rules."""
        rule = self.watching.rule_large if large else self.watching.rule_small
        rule(report, outcome, gain, sender=self.net.authority.address)

    def state(self, report: int) -> int:
        """What became of a report."""
        return int(self.watching.report(report).state)

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        boa.env.time_travel(seconds=seconds)


def company_key(company: str = COMPANY, salt: bytes = KEY_SALT) -> bytes:
    """The key under which a stake in this company is declared."""
    return bytes(keccak(company.encode() + b":" + salt))


def stake_record(
    owner: Actor, declared_at: int, company: str = COMPANY, salt: bytes = KEY_SALT
) -> tuple[Any, ...]:
    """A stake as it was declared."""
    key = company_key(company, salt)
    return (owner.pid, key, b"\1" * 32, b"\2" * 32, (1, 2, 3), declared_at)


def exit_record(
    owner: Actor,
    stake: int,
    proceeds: int,
    closed_at: int,
    reported_at: int,
    gain: int | None = None,
) -> tuple[Any, ...]:
    """An exit as it was reported; its gain is all of it, unless told otherwise."""
    counted = proceeds if gain is None else gain
    return (
        *(stake, owner.pid, 1, proceeds, 0, proceeds - counted, counted),
        *(closed_at, reported_at, (1, 2, 3), b"\3" * 32),
    )


NO_EXIT = (0, 0, 0, 0, 0, 0, 0, 0, 0, (0, 0, 0), b"\0" * 32)


def deploy_watch() -> Watch:
    """Registry, ledger, rules and watching as they are; the companies are told by the test."""
    played = {name: account_of(name.lower()).address for name in ("Offering", "Auction")}
    played["Disputes"] = account_of("disputes").address
    deployer_of("Watching")  # from here on interfaces of the contracts are found
    with boa.env.prank(account_of("authority").address):
        companies = boa.loads(PLAIN_COMPANIES)
    return Watch(deploy_with({**played, "Companies": companies}, unwired=("Registry",)))


def people(watch: Watch) -> tuple[Actor, Actor, Actor]:
    """An accused of whom others hold a fifth, a reporter, and somebody else."""
    net = watch.net
    alice, bob, carol = net.join("Alice"), net.join("Bob"), net.join("Carol")
    net.issue(alice)
    net.place(alice, carol, SUPPLY // 5, 0)
    return alice, bob, carol
