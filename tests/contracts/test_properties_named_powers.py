"""Properties 37 and 38: what decisions never touch, and what no stop of anything keeps from people.

On a whole network, handed over: every act of the authority is a published decision.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.governing import FREEZE, HEAVY, LIGHT, REASON, RULES, SEAL, skip
from tests.contracts.market import PRICE, buy, commit, give, open_offering, sell, withdraw
from tests.contracts.network import DAY, DOLLAR, NO_PERMIT, SHARE, Actor, Network, account_of, now

GAIN = 40_000 * DOLLAR
LONG = 8 * 365 * DAY


@dataclass
class Whole:
    """A handed-over network in the middle of everything."""

    net: Network
    operator: Actor
    alice: Actor
    bob: Actor
    carol: Actor
    dora: Actor
    attestors: list[Actor]
    offering: int = 0
    debt: int = 0
    exit: int = 0
    record: tuple[Any, ...] = ()

    @property
    def people(self) -> list[Actor]:
        """Who has shares or money here."""
        return [self.alice, self.bob, self.carol, self.dora]

    def decide(self, kind: int, subject: int, target: Any, function: str, *args: Any) -> None:
        """Publish, wait, and do it."""
        data = getattr(target, function).prepare_calldata(*args)
        with boa.env.prank(self.operator.address):
            number = self.net.decisions.publish(kind, subject, target.address, data, REASON, "")
        if kind not in (FREEZE, SEAL):
            skip(self.net.decisions.delay(kind))
            before = self.touched()
            self.net.decisions.execute(number, target.address, data)
            assert (kind == HEAVY and function == "force_transfer") or self.touched() == before

    def touched(self) -> dict[str, Any]:
        """Shares, accumulators, claims, credits and dollars: what a decision must not change."""
        ledger, dollar = self.net.ledger, self.net.dollar
        seen: dict[str, Any] = {}
        for token in self.people:
            info = ledger.token_info(token.pid)
            seen[f"acc {token.name}"] = info.acc
            seen[f"reference {token.name}"] = info.reference
            for person in self.people:
                at = f"{token.name} {person.name}"
                seen[f"balance {at}"] = ledger.balance_of(token.pid, person.pid)
                seen[f"claimable {at}"] = ledger.claimable(token.pid, person.pid)
                seen[f"lots {at}"] = ledger.lots(token.pid, person.pid)
        for person in self.people:
            seen[f"credit {person.name}"] = ledger.purse(person.pid)[0]
            seen[f"wallet {person.name}"] = dollar.balanceOf(person.address)
        for name, contract in self.net.contracts.items():
            seen[f"dollars {name}"] = dollar.balanceOf(contract.address)
        seen["dollars operator"] = dollar.balanceOf(self.operator.address)
        seen["all dollars"] = dollar.totalSupply()
        seen["due"] = self.net.companies.debt(self.debt)
        return seen


@pytest.fixture
def whole(net: Network) -> Whole:
    """A token with holders and claims, a debt, an offering, a standing order; then handed over."""
    people = [net.join(name, expiresAt=now() + LONG) for name in ("Alice", "Bob", "Carol", "Dora")]
    attestors = [net.join(f"Attestor {n}", expiresAt=now() + LONG) for n in range(3)]
    for attestor in attestors:
        net.appoint(attestor)
    alice, bob, carol, dora = people
    for issuer in (alice, dora):
        net.issue(issuer)
    give(net, alice, bob, 2_000_000)
    give(net, alice, carol, 500_000)
    give(net, dora, bob, 1_000)
    with boa.env.prank(alice.address):
        net.ledger.distribute(1_000 * DOLLAR, NO_PERMIT)
    operator = Actor("operator", account_of("operator"))
    whole = Whole(net, operator, alice, bob, carol, dora, attestors)
    with boa.env.prank(net.watching.address):
        whole.debt = net.companies.open_found(alice.pid, GAIN, GAIN, bob.pid, 0, 0)
    whole.offering = open_offering(net, dora, days=50)
    commit(net, whole.offering, bob, 200)
    commit(net, whole.offering, carol, 200)
    buy(net, dora, carol, 200, PRICE)
    with boa.env.prank(bob.address):
        net.ledger.claim(dora.pid, bob.pid)
    with boa.env.prank(net.authority.address):
        for contract in net.contracts.values():
            if hasattr(contract, "set_authority"):
                contract.set_authority(net.decisions.address)
        net.decisions.begin(whole.operator.address)
    return whole


def test_p37_no_decision_touches_accumulators_money_or_balances(whole: Whole) -> None:
    """(37) Each thing that can be decided, but for a ruling, which moves bonds, and a transfer."""
    net, registry = whole.net, whole.net.registry
    someone = account_of("another verifier").address
    row = (0, 0, False, 10, 0, 0, 0, (0, 0, 0, 0))
    whole.decide(LIGHT, whole.bob.pid, net.watching, "strike", whole.bob.pid, REASON)
    whole.decide(HEAVY, 0, registry, "appoint_verifier", someone)
    whole.decide(LIGHT, 0, registry, "remove_verifier", someone)
    whole.decide(HEAVY, whole.carol.pid, registry, "appoint_attestor", whole.carol.pid)
    whole.decide(LIGHT, whole.carol.pid, registry, "remove_attestor", whole.carol.pid)
    whole.decide(RULES, 0, net.rules, "set_number", 2, 2, 110)
    whole.decide(RULES, 0, net.compliance, "add_regime", "another", REASON, row)
    whole.decide(HEAVY, 0, net.decisions, "set_operator", whole.operator.address)
    before = whole.touched()
    whole.decide(FREEZE, whole.bob.pid, registry, "freeze", whole.bob.pid, now() + 9 * DAY)
    whole.decide(FREEZE, whole.dora.pid, net.auction, "halt", whole.dora.pid, now() + 9 * DAY)
    whole.decide(SEAL, 0, net.rules, "stop_market", now() + 7 * DAY)
    assert whole.touched() == before
    whole.decide(HEAVY, whole.dora.pid, registry, "ban", whole.dora.pid)


def test_p37_shares_move_by_an_executed_forced_transfer_alone(whole: Whole) -> None:
    """(37) Published, it moves nothing; executed, exactly what was published."""
    net, ledger = whole.net, whole.net.ledger
    alice, bob, carol = whole.alice, whole.bob, whole.carol
    units = 300_000 * SHARE
    before = whole.touched()
    args = (alice.pid, bob.pid, carol.pid, units)
    data = net.auction.force_transfer.prepare_calldata(*args)
    with boa.env.prank(whole.operator.address):
        number = net.decisions.publish(HEAVY, bob.pid, net.auction.address, data, REASON, "")
        for moment in (0, 21 * DAY - 1):
            skip(moment)
            with boa.reverts("TOO_EARLY"):
                net.decisions.execute(number, net.auction.address, data)
        with boa.reverts("NOT_AUTHORITY"):
            net.auction.force_transfer(*args)
        # An issuer's own shares never move so, and not to nobody.
        own = net.auction.force_transfer.prepare_calldata(alice.pid, alice.pid, carol.pid, units)
        bad = net.decisions.publish(HEAVY, alice.pid, net.auction.address, own, REASON, "")
    assert whole.touched() == before
    skip(1)
    net.decisions.execute(number, net.auction.address, data)
    changed = {name for name, value in whole.touched().items() if value != before[name]}
    assert changed <= {
        f"{kind} Alice {who}"
        for kind in ("balance", "lots", "claimable")
        for who in ("Bob", "Carol")
    }
    assert ledger.balance_of(alice.pid, bob.pid) == before["balance Alice Bob"] - units
    assert ledger.balance_of(alice.pid, carol.pid) == before["balance Alice Carol"] + units
    for who in ("Bob", "Carol"):  # what had been earned stays with who earned it
        assert whole.touched()[f"claimable Alice {who}"] == before[f"claimable Alice {who}"]
    skip(21 * DAY - 1)
    with boa.reverts():
        net.decisions.execute(bad, net.auction.address, own)


def test_p37_a_ruling_moves_bonds_alone(whole: Whole) -> None:
    """(37) Of a disputed exit: not a cent more than the two bonds changes hands."""
    net, bob, carol = whole.net, whole.bob, whole.carol
    disputed(whole)
    state = net.disputes.window(whole.exit)
    before = whole.touched()
    gain = 500 * DOLLAR  # of 1,000 reported
    data = net.disputes.rule_small.prepare_calldata(whole.exit, whole.record, gain)
    with boa.env.prank(whole.operator.address):
        number = net.decisions.publish(
            LIGHT, whole.dora.pid, net.disputes.address, data, REASON, ""
        )
    skip(3 * DAY)
    net.decisions.execute(number, net.disputes.address, data)
    after = whole.touched()
    changed = {name for name, value in after.items() if value != before[name]}
    bonds = ("wallet Carol", "credit Carol", "dollars Ledger", "acc Dora", "claimable Dora")
    assert changed and all(name.startswith(bonds) for name in changed)
    assert after["all dollars"] == before["all dollars"]
    to_carol = (
        after["wallet Carol"]
        + after["credit Carol"]
        - (before["wallet Carol"] + before["credit Carol"])
    )
    to_holders = sum(after[n] - before[n] for n in after if n.startswith("claimable Dora"))
    assert 0 < to_carol + to_holders <= 2 * state.bond
    assert bob.pid != carol.pid


def disputed(whole: Whole) -> None:
    """Dora's exit, opened by Bob, disputed by Carol."""
    net, dora = whole.net, whole.dora
    told = (b"\1" * 32, b"\2" * 32, b"\3" * 32, [one.pid for one in whole.attestors])
    declared = now()
    with boa.env.prank(dora.address):
        stake = net.companies.declare(*told)
        record = (dora.pid, *told, declared)
        unopened = (0, 0, 0, b"\0" * 32)
        proceeds = 1_000 * DOLLAR
        whole.exit = net.companies.report_exit(
            stake, 1, record, 1, proceeds, 0, now(), b"\4" * 32, unopened
        )
    whole.record = (
        stake, dora.pid, 1, proceeds, 0, 0, proceeds, now(), now(), told[3], b"\4" * 32,
    )  # fmt: skip
    with boa.env.prank(whole.bob.address):
        net.disputes.open_window(whole.exit, whole.record, NO_PERMIT)
    with boa.env.prank(whole.carol.address):
        net.disputes.dispute(whole.exit, whole.record, keccak(text="too low"), NO_PERMIT)


# --- 38 ---


def sealed(whole: Whole) -> None:
    """The market is stopped."""
    whole.decide(SEAL, 0, whole.net.rules, "stop_market", now() + 7 * DAY)


def halted(whole: Whole) -> None:
    """Both tokens are stopped."""
    for token in (whole.alice, whole.dora):
        whole.decide(FREEZE, token.pid, whole.net.auction, "halt", token.pid, now() + 10 * DAY)


def frozen(whole: Whole) -> None:
    """Both issuers are frozen."""
    for one in (whole.alice, whole.dora):
        whole.decide(FREEZE, one.pid, whole.net.registry, "freeze", one.pid, now() + 10 * DAY)


def all_at_once(whole: Whole) -> None:
    """All of that."""
    for stop in (halted, frozen, sealed):
        stop(whole)


def ended(whole: Whole) -> None:
    """The powers have ended."""
    skip(whole.net.decisions.powers_until() + 1 - now())


def banned(whole: Whole) -> None:
    """Both issuers are banned."""
    for one in (whole.alice, whole.dora):
        whole.decide(HEAVY, one.pid, whole.net.registry, "ban", one.pid)


STOPS: tuple[Callable[[Whole], None], ...] = (sealed, halted, frozen, all_at_once, ended, banned)


@pytest.mark.parametrize("stop", STOPS)
def test_p38_claims_refunds_and_debt_payments_work_in_every_stop(
    whole: Whole, stop: Callable[[Whole], None]
) -> None:
    """(38) Whatever is stopped, claims, refunds, standing orders, and debts are paid."""
    net, ledger = whole.net, whole.net.ledger
    alice, bob, carol, dora = whole.people
    stop(whole)
    if stop is not ended and stop is not banned:
        with boa.env.anchor(), boa.reverts():  # it is a stop
            sell(net, dora, bob, 200, PRICE)
            buy(net, dora, alice, 200, PRICE)
    # Claims: one's own, and anybody's for anybody.
    owed, hers = (ledger.claimable(alice.pid, one.pid) for one in (bob, carol))
    assert owed + hers + 2 >= 1_000 * DOLLAR
    had = net.dollar.balanceOf(bob.address)
    with boa.env.prank(bob.address):
        ledger.claim(alice.pid, bob.pid)
    assert net.dollar.balanceOf(bob.address) == had + owed
    ledger.claim(alice.pid, carol.pid)
    assert ledger.purse(carol.pid)[0] == hers
    had = net.dollar.balanceOf(carol.address)
    ledger.withdraw(carol.pid)
    assert net.dollar.balanceOf(carol.address) == had + hers
    # A debt, in parts: by the issuer, whatever became of them, and by anybody for them.
    had, seen = ledger.claimable(alice.pid, bob.pid), []
    for payer in (alice, carol):
        with boa.env.prank(payer.address):
            seen.append(net.companies.pay_debt(whole.debt, 1_000 * DOLLAR, NO_PERMIT))
    assert seen == [1_000 * DOLLAR] * 2
    assert ledger.claimable(alice.pid, bob.pid) > had
    # Money in an offering: taken back before, and pulled back after it has failed.
    before = net.dollar.balanceOf(carol.address)
    if now() < net.offering.offering(whole.offering).deadline - 2 * DAY:
        with boa.env.prank(carol.address):
            net.offering.withdraw(whole.offering, 1)
        assert net.dollar.balanceOf(carol.address) == before + 200 * DOLLAR
    with boa.env.prank(net.companies.address):
        net.offering.fail(dora.pid)
    before = net.dollar.balanceOf(bob.address)
    with boa.env.prank(bob.address):
        net.offering.refund(whole.offering, 0)
    assert net.dollar.balanceOf(bob.address) == before + 200 * DOLLAR
    # The money of a standing order.
    before = net.dollar.balanceOf(carol.address)
    withdraw(net, dora, carol)
    assert net.dollar.balanceOf(carol.address) == before + 200 * DOLLAR
