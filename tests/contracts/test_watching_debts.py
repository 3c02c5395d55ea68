"""Reports in the whole network: what is found out becomes debts, and reaches whom it should."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.market import give, open_offering
from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SHARE,
    Actor,
    Network,
    deploy_network,
    now,
    sign_typed,
)
from tests.contracts.recovering import accredit, recovered
from tests.contracts.watching import (
    BOND,
    COMPANY,
    CURED,
    HOUR,
    KEY_SALT,
    NO_EXIT,
    UPHELD,
    Watch,
    company_key,
)

pytestmark = pytest.mark.ignore_isolation

GAIN = 50_000 * DOLLAR
FIFTH = 10_000 * DOLLAR
LIFE = 3_000 * DAY
FAILED = 4
EXIT = [
    {"name": "exit", "type": "uint256"},
    {"name": "stake", "type": "uint256"},
    {"name": "units", "type": "uint256"},
    {"name": "proceeds", "type": "uint256"},
    {"name": "sellingCosts", "type": "uint256"},
    {"name": "closedAt", "type": "uint64"},
    {"name": "evidenceHash", "type": "bytes32"},
]


class World:
    """Alice, a fifth of whom Carol holds; Bob, who reports; three attestors."""

    def __init__(self, net: Network) -> None:
        self.net = net
        self.watch = Watch(net)
        self.attestors = [self.join(name) for name in ("Ann", "Ben", "Cid")]
        for attestor in self.attestors:
            net.appoint(attestor)
        self.alice, self.bob, self.carol = (self.join(name) for name in ("Alice", "Bob", "Carol"))
        net.issue(self.alice)
        give(net, self.alice, self.carol, 2_000_000)

    def join(self, name: str) -> Actor:
        """Somebody whose attestation outlives the tests."""
        return self.net.join(name, expiresAt=now() + LIFE)

    @property
    def companies(self) -> Any:
        """The real one."""
        return self.net.companies

    def declare(self) -> dict[str, Any]:
        """Alice declares her stake in the company of the reports."""
        named = tuple(one.pid for one in self.attestors)
        facts = (company_key(), b"\1" * 32, b"\2" * 32)
        number = self.companies.declare(*facts, named, sender=self.alice.address)
        record = (self.alice.pid, *facts, named, now())
        return {"stake": number, "version": 1, "record": record}

    def sell(self, stake: dict[str, Any], closed_at: int, proceeds: int = GAIN) -> dict[str, Any]:
        """Alice reports that she sold it, without opening what it cost."""
        named = stake["record"][4]
        no_opening = (0, 0, 0, b"\0" * 32)
        number = self.companies.report_exit(
            *stake.values(),
            *(1, proceeds, 0, closed_at, b"\3" * 32, no_opening),
            sender=self.alice.address,
        )
        sold = (stake["stake"], self.alice.pid, 1, proceeds, 0, 0, proceeds)
        return {"exit": number, "sold": (*sold, closed_at, now(), named, b"\3" * 32)}

    def attest(self, exit_: dict[str, Any]) -> None:
        """Two attestors confirm an exit."""
        number, sold = exit_["exit"], exit_["sold"]
        values = (number, sold[0], sold[2], sold[3], sold[4], sold[7], sold[10])
        fields = dict(zip((one["name"] for one in EXIT), values, strict=True))
        two = self.attestors[:2]
        signed = [
            sign_typed(one.account, self.companies, "Symbolon Companies", "Exit", EXIT, fields)
            for one in two
        ]
        self.companies.attest_exit(number, sold, signed, [one.pid for one in two])

    def show(self, how: str, report: int, stake: dict[str, Any], exit_: dict[str, Any]) -> None:
        """Alice cures a report, or declares after it."""
        function = getattr(self.watch.watching, how)
        facts = (COMPANY, KEY_SALT, *stake.values(), *exit_.values())
        function(report, *facts, sender=self.alice.address)

    def found_out(self, gain: int = GAIN) -> int:
        """Bob reports Alice, and is right."""
        report = self.watch.report(self.bob, self.watch.claim(self.alice))
        self.watch.wait(14 * DAY + 1)
        self.watch.rule(report, UPHELD, gain, large=True)
        return report

    def pay_all(self, payer: Actor) -> int:
        """Pay whatever Alice owes; what it took."""
        before = self.watch.cash(payer)
        for debts in (self.companies.debts_of, self.companies.personal_debts_of):
            for debt in debts(self.alice.pid):
                self.companies.pay_debt(debt, 2**90, NO_PERMIT, sender=payer.address)
        return before - self.watch.cash(payer)

    def collect(self, holder: Actor) -> None:
        """Take what a holding of Alice's token earned."""
        if self.net.ledger.claimable(self.alice.pid, holder.pid):
            self.net.ledger.claim(self.alice.pid, holder.pid, sender=holder.address)


@pytest.fixture(scope="module")
def made() -> World:
    return World(deploy_network())


@pytest.fixture
def world(made: World) -> Iterator[World]:
    with boa.env.anchor():
        yield made


def test_what_was_hidden_is_owed_with_the_penalty_and_the_reward(world: World) -> None:
    """Of 50,000 others hold a fifth: 10,000, and 10,000 of penalty, of which Bob has half."""
    watch = world.watch
    claim = watch.claim(world.alice, closed_at=now() - 40 * DAY)
    report = watch.report(world.bob, claim)
    watch.wait(14 * DAY + 1)
    watch.rule(report, UPHELD, GAIN)
    (debt,) = world.companies.debts_of(world.alice.pid)
    (reward,) = world.companies.personal_debts_of(world.alice.pid)
    kept = world.companies.debt(debt)
    assert (kept.issuer, kept.gain) == (world.alice.pid, GAIN + GAIN // 2)
    # As if it had been reported on the day of the ruling, 14 + 10 days and an hour too late.
    assert kept.due == claim[2] + 60 * DAY
    assert world.companies.debt(reward).creditor == world.bob.pid
    assert world.companies.blocked(world.alice.pid)
    alice, bob, carol = (watch.cash(one) for one in (world.alice, world.bob, world.carol))
    world.pay_all(world.alice)
    assert not world.companies.blocked(world.alice.pid)
    world.collect(world.carol)
    assert alice - watch.cash(world.alice) == 2 * FIFTH
    assert watch.cash(world.bob) - bob == FIFTH // 2
    assert 3 * FIFTH // 2 - 2 <= watch.cash(world.carol) - carol <= 3 * FIFTH // 2
    assert watch.kept() <= 2


def test_an_open_offering_fails_and_none_opens(world: World) -> None:
    offering = open_offering(world.net, world.alice)
    world.found_out()
    assert world.net.offering.offering(offering).status == FAILED
    with boa.reverts("OWN_MATTER_OPEN"):
        open_offering(world.net, world.alice)


def test_a_report_alone_stops_nothing(world: World) -> None:
    world.watch.report(world.bob, world.watch.claim(world.alice))
    assert not world.companies.blocked(world.alice.pid)
    open_offering(world.net, world.alice)


def test_a_stake_and_an_exit_declared_in_time_cure(world: World) -> None:
    watch = world.watch
    stake = world.declare()
    exit_ = world.sell(stake, now() - 40 * DAY)
    watch.wait(1)
    sale = watch.commit(world.bob, watch.claim(world.alice, closed_at=now() - 40 * DAY))
    holding = watch.commit(world.bob, watch.claim(world.alice, closed_at=0))
    watch.wait(HOUR)
    for report in (sale, holding):
        watch.reveal(report, world.bob)
        watch.answer(report, world.alice)
    world.show("cure", sale, stake, exit_)
    world.show("cure", holding, stake, {"exit": 0, "sold": NO_EXIT})
    assert watch.state(sale) == watch.state(holding) == CURED and watch.kept() == 0
    world.attest(exit_)
    (debt,) = world.companies.debts_of(world.alice.pid)
    assert world.companies.debt(debt).gain == GAIN  # interest only, and no strike
    assert watch.watching.strikes(world.alice.pid)[0] == 0


@pytest.mark.parametrize("attested", ["never", "before", "after"])
def test_declared_after_the_gain_is_owed_once_and_half_of_it_again(
    world: World, attested: str
) -> None:
    watch = world.watch
    report = watch.commit(world.bob, watch.claim(world.alice))
    closed = watch.claims[report][2]
    watch.wait(600)
    stake = world.declare()
    exit_ = world.sell(stake, closed)
    watch.wait(HOUR)
    watch.reveal(report, world.bob)
    world.show("declare_after", report, stake, exit_)
    if attested == "before":
        world.attest(exit_)
    watch.rule(report, UPHELD, GAIN)
    if attested == "after":
        world.attest(exit_)
    gains = [world.companies.debt(one).gain for one in world.companies.debts_of(world.alice.pid)]
    own = [] if attested == "never" else [GAIN]
    assert sorted(gains) == sorted([*own, GAIN // 4])
    (reward,) = world.companies.personal_debts_of(world.alice.pid)
    assert world.companies.debt(reward).gain == FIFTH // 4
    if attested == "never":  # until her exit is confirmed she neither raises nor buys back
        world.pay_all(world.alice)
        assert world.companies.blocked(world.alice.pid)


def test_who_hides_and_reports_themselves_pays_more_than_who_comes_forward(world: World) -> None:
    """Alice and Bob together; Bob is her friend. Dollar for dollar, in the whole network."""
    watch = world.watch
    pair = (world.alice, world.bob)

    def together() -> int:
        return sum(watch.cash(one) for one in pair)

    closed = now() - 40 * DAY
    with boa.env.anchor():
        before = together()
        world.attest(world.sell(world.declare(), closed))
        world.pay_all(world.alice)
        forward = before - together()
    assert forward == FIFTH
    with boa.env.anchor():
        before = together()
        report = watch.report(world.bob, watch.claim(world.alice, closed_at=closed))
        watch.answer(report, world.alice)
        watch.rule(report, UPHELD, GAIN)
        world.pay_all(world.alice)
        assert before - together() == 3 * FIFTH // 2
    before = together()
    report = watch.report(world.bob, watch.claim(world.alice, closed_at=closed))
    stake = world.declare()
    exit_ = world.sell(stake, closed)
    world.show("declare_after", report, stake, exit_)
    world.attest(exit_)
    watch.rule(report, UPHELD, GAIN)
    world.pay_all(world.alice)
    assert before - together() == 5 * FIFTH // 4


def test_a_full_list_of_debts_stops_no_ruling(world: World) -> None:
    stake = world.declare()
    for _ in range(32):
        world.attest(world.sell(stake, now(), 2_000_000))
    assert len(world.companies.debts_of(world.alice.pid)) == 32
    world.found_out()
    debts = world.companies.debts_of(world.alice.pid)
    assert len(debts) == 32
    total = sum(world.companies.debt(one).gain for one in debts)
    assert total == 32 * 2_000_000 + GAIN + GAIN // 2


def test_what_is_overdue_becomes_a_strike_and_a_ground(world: World) -> None:
    watch = world.watch
    world.attest(world.sell(world.declare(), now()))
    (debt,) = world.companies.debts_of(world.alice.pid)
    watch.wait(120 * DAY - 1)
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(debt)
    watch.wait(1)
    watch.watching.strike_late(debt, sender=world.carol.address)
    assert watch.watching.strikes(world.alice.pid)[0] == 1
    watch.wait(90 * DAY - 1)
    assert watch.watching.ban_grounds(world.alice.pid) == 0
    watch.wait(1)
    assert watch.watching.ban_grounds(world.alice.pid) == 4
    world.pay_all(world.carol)
    assert watch.watching.ban_grounds(world.alice.pid) == 0
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(debt)


def test_who_comes_forward_years_late_has_time_before_a_strike(world: World) -> None:
    """The debt was due long ago: interest runs from then, a strike only from when it began."""
    watch = world.watch
    world.attest(world.sell(world.declare(), now() - 700 * DAY))
    (debt,) = world.companies.debts_of(world.alice.pid)
    assert world.companies.due_now(debt)[1] == 640 * DAY
    with boa.reverts("NOT_LATE_ENOUGH"):
        watch.watching.strike_late(debt)
    assert watch.watching.ban_grounds(world.alice.pid) == 0
    watch.wait(90 * DAY)
    watch.watching.strike_late(debt)


def test_money_on_its_way_to_the_hider_pays_holders_first(world: World) -> None:
    """Bob's reward is due with the rest, but comes after the holders' part of the same case."""
    net, watch = world.net, world.watch
    world.found_out()
    watch.wait(31 * DAY)
    assert net.ledger.overdue(world.alice.pid)
    won = 5_000 * DOLLAR
    with boa.env.prank(net.auction.address):  # money that comes to Alice on the network
        net.ledger.pull(world.carol.pid, world.carol.address, won, net.ledger.address, NO_PERMIT)
        before = watch.cash(world.bob)
        net.ledger.pay(world.alice.pid, won, True)
    assert watch.cash(world.bob) == before
    (debt,) = world.companies.debts_of(world.alice.pid)
    assert world.companies.debt(debt).gain < GAIN + GAIN // 2
    assert net.ledger.claimable(world.alice.pid, world.carol.pid) >= won - 2


def test_strikes_and_reports_outlive_the_wallet(world: World) -> None:
    """Everything goes by person: whoever holds the wallet now answers."""
    watch, net = world.watch, world.net
    watch.watching.strike(world.alice.pid, b"\1" * 32, sender=net.authority.address)
    report = watch.report(world.bob, watch.claim(world.alice))
    accredit(net)
    again = recovered(net, world.alice, "Alice again")
    net.fund(again, BOND)
    with boa.reverts("NOT_YOURS"):
        watch.answer(report, world.alice)
    watch.answer(report, again)
    assert watch.watching.strikes(world.alice.pid)[0] == 1
    before = watch.cash(again)
    watch.rule(report, 2)
    assert watch.cash(again) - before == BOND


def test_shares_and_money_add_up_when_all_is_over(world: World) -> None:
    """Every bond out again, every debt paid, every claim taken: the ledger is empty but dust."""
    watch = world.watch
    give(world.net, world.alice, world.bob, 333_333)
    reports = [world.found_out(20_011 * DOLLAR + 7)]
    reports.append(watch.report(world.bob, watch.claim(world.alice, company="GB-COH:2")))
    watch.wait(14 * DAY + 1)
    watch.rule(reports[-1], 3)
    world.pay_all(world.carol)
    for holder in (world.bob, world.carol):
        world.collect(holder)
    assert watch.kept() <= 4
    assert world.net.ledger.balance_of(world.alice.pid, world.bob.pid) == 333_333 * SHARE
    assert keccak(text=COMPANY) == watch.watching.report(reports[0]).company_hash
