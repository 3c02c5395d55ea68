"""A network that is governed: members who joined long ago, an operator, and something to decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boa
from eth_utils.crypto import keccak

from tests.contracts.network import DAY, Actor, Network, account_of, deploy_with, now
from tests.contracts.recovering import accredit

FREEZE, LIGHT, HEAVY, RULES, SEAL, APPEAL, MEMBERS = range(1, 8)
PETITION, OPEN, EXECUTED, FALLEN, WITHDRAWN, EXPIRED, REJECTED = range(1, 8)
REASON = keccak(text="reasons, with salt")
YEAR = 365 * DAY
LONG = 9 * YEAR

# What lies outside of people and rules, as a test plays it: writes down what it was asked to do,
# fails when told to, and calls back when told to.
ELSEWHERE = """
# pragma version ~=0.4.3
accused: public(HashMap[uint256, uint256])
grounds: HashMap[uint256, uint8]
since: HashMap[uint256, uint256]
calls: public(DynArray[Bytes[36], 64])
callers: public(DynArray[address, 64])
broken: public(bool)
back_to: address
back_with: Bytes[1024]

@external
def set_accused(case: uint256, person: uint256):
    self.accused[case] = person

@external
def set_ground(person: uint256, grounds: uint8, since: uint256):
    self.grounds[person] = grounds
    self.since[person] = since

@external
def set_broken(broken: bool):
    self.broken = broken

@external
def set_back(to: address, data: Bytes[1024]):
    self.back_to = to
    self.back_with = data

@view
@external
def accused_of(number: uint256) -> uint256:
    return self.accused[number]

@view
@external
def ground(person: uint256) -> (uint8, uint256):
    return self.grounds[person], self.since[person]

@view
@external
def made() -> uint256:
    return len(self.calls)

@external
@payable
def __default__():
    assert not self.broken, "BROKEN"
    if self.back_to != empty(address):
        raw_call(self.back_to, self.back_with)
    self.calls.append(slice(msg.data, 0, 36))
    self.callers.append(msg.sender)
"""


def selector(signature: str) -> bytes:
    """The four bytes that name a function."""
    return keccak(text=signature)[:4]


def call_of(signature: str, *words: int) -> bytes:
    """A call whose arguments are single words."""
    return selector(signature) + b"".join(word.to_bytes(32, "big") for word in words)


STRIKE = "strike(uint256,bytes32)"
RULE_SMALL = "rule_small(uint256,uint256,uint256)"
RULE_LARGE = "rule_large(uint256,uint256,uint256)"
FORCE = "force_transfer(uint256,uint256,uint256,uint256)"
HALT = "halt(uint256,uint256)"


@dataclass
class Governed:
    """Contracts, the operator, the members in the order of their ranks, and what was published."""

    net: Network
    authority: Any
    members: Any
    registry: Any
    rules: Any
    elsewhere: Any
    operator: Actor
    people: list[Actor]
    published: dict[int, tuple[str, bytes]] = field(default_factory=dict)

    def join(self, count: int, prefix: str = "Member") -> list[Actor]:
        """So many more members, with attestations that last."""
        made = [self.enter(f"{prefix} {len(self.people) + n}") for n in range(count)]
        self.people += made
        return made

    def enter(self, name: str, **changed: Any) -> Actor:
        """Somebody joins, who is not kept among the people."""
        account = account_of(name)
        attested = self.net.attestation(account.address, **({"expiresAt": now() + LONG} | changed))
        signature = self.net.attest(attested)
        with boa.env.prank(account.address):
            pid = self.registry.join(tuple(attested.values()), signature)
        return Actor(name, account, int(pid))

    def publish(
        self,
        kind: int,
        subject: int,
        target: Any,
        data: bytes,
        reason: bytes = REASON,
        by: Actor | None = None,
    ) -> int:
        """Publish as the operator, or as somebody else."""
        with boa.env.prank((by or self.operator).address):
            number = self.authority.publish(
                kind, subject, target.address, data, reason, "https://example.org/reasons"
            )
        self.published[number] = (target.address, data)
        return int(number)

    def ban(self, person: Actor) -> int:
        """Publish a ban."""
        data = self.registry.ban.prepare_calldata(person.pid)
        return self.publish(HEAVY, person.pid, self.registry, data)

    def strike(self, person: Actor) -> int:
        """Publish a strike."""
        data = call_of(STRIKE, person.pid, 7)
        return self.publish(LIGHT, person.pid, self.elsewhere, data)

    def freeze(self, person: Actor, seconds: int = 14 * DAY) -> int:
        """Freeze a person from now."""
        data = self.registry.freeze.prepare_calldata(person.pid, now() + seconds)
        return self.publish(FREEZE, person.pid, self.registry, data)

    def halt(self, token: Actor, seconds: int = 14 * DAY) -> int:
        """Stop a token from now."""
        data = call_of(HALT, token.pid, now() + seconds)
        return self.publish(FREEZE, token.pid, self.elsewhere, data)

    def number(self, group: int, place: int, to: int) -> int:
        """Publish the change of a number."""
        data = self.rules.set_number.prepare_calldata(group, place, to)
        return self.publish(RULES, 0, self.rules, data)

    def propose(
        self, kind: int, subject: int, target: Any, data: bytes, by: Actor | None = None
    ) -> int:
        """Propose as a member, the last one if nobody is named."""
        with boa.env.prank((by or self.people[-1]).address):
            number = self.authority.propose(
                kind, subject, target.address, data, REASON, "https://example.org/reasons"
            )
        self.published[number] = (target.address, data)
        return int(number)

    def execute(self, decision: int, by: str | None = None) -> None:
        """Do what was decided; anybody may."""
        target, data = self.published[decision]
        with boa.env.prank(by or account_of("anybody").address):
            self.authority.execute(decision, target, data)

    def veto(self, decision: int, people: Iterable[Actor]) -> None:
        """Everybody of these vetoes."""
        for person in people:
            with boa.env.prank(person.address):
                self.authority.veto(decision)

    def support(self, decision: int, people: Iterable[Actor]) -> None:
        """Everybody of these stands behind a proposal."""
        for person in people:
            with boa.env.prank(person.address):
                self.authority.support(decision)

    def vote(self, decision: int, people: Iterable[Actor], yes: bool = True) -> None:
        """Everybody of these votes."""
        for person in people:
            with boa.env.prank(person.address):
                self.authority.vote(decision, yes)

    def status(self, decision: int) -> int:
        """How a decision stands."""
        return int(self.authority.decision(decision).status)

    def needed(self, decision: int) -> int:
        """The vetoes that overrule it."""
        return int(self.authority.decision(decision).needed)

    def until(self, month: float) -> None:
        """Go to this month of the network, of which twelve make a year; never back."""
        at = int(self.authority.genesis() + month * YEAR / 12)
        assert at >= now()
        boa.env.time_travel(seconds=at - now())

    def put_to_all(self, decision: int) -> None:
        """Have as many stand behind a proposal as it needs."""
        for person in self.people:
            if self.status(decision) == OPEN:
                return
            if not self.authority.has_voted(decision, 2, self.registry.rank_of(person.pid)):
                self.support(decision, [person])
        assert self.status(decision) == OPEN


def skip(seconds: int) -> None:
    """Let time pass."""
    boa.env.time_travel(seconds=seconds)


@cache
def elsewhere_source() -> Any:
    """The contract that stands for all the others, compiled."""
    return boa.loads_partial(ELSEWHERE)


def govern(count: int = 40) -> Governed:
    """A governed network of so many members, who joined 31 days ago."""
    elsewhere = elsewhere_source().deploy()
    given = dict.fromkeys(("Auction", "Disputes", "Watching", "Compliance"), elsewhere)
    net = deploy_with(
        given, without=("Dollar", "Ledger", "Face", "Offering", "Companies"), unwired=("Registry",)
    )
    operator = Actor("operator", account_of("operator"))
    authority, registry, rules = net.decisions, net.registry, net.rules
    governed = Governed(net, authority, net.members, registry, rules, elsewhere, operator, [])
    governed.join(count)
    accredit(net)
    with boa.env.prank(net.authority.address):
        authority.begin(operator.address)
        for contract in (registry, rules):
            contract.set_authority(authority.address)
    skip(31 * DAY)
    return governed
