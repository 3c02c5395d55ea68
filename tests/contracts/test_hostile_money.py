"""Hostile money against the whole network: nothing is lost, and nobody waits but who is barred.

The same story is told in money that answers nothing, or no, or too much, that fails, takes a fee,
bars somebody, and that calls every function of every contract in the middle of each movement.
"""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.hostile import (
    FAILS,
    GARBAGE,
    NAMES,
    NO,
    SHOUTS,
    SILENT,
    TALKS,
    WELL,
    Story,
    Told,
    story,
)
from tests.contracts.hostile_arms import arms
from tests.contracts.market import cost
from tests.contracts.watching import COMMITTED, OPEN

pytestmark = [pytest.mark.ignore_isolation, pytest.mark.timeout(900)]

BUY = 2
DUST = 12
"""Units that roundings may leave in the pools of this story."""


@pytest.fixture(scope="module")
def good() -> Told:
    """The story in good money."""
    tale = story()
    with boa.env.anchor():
        told = tale.play()
        assert told.again == told.failed == []
        assert accounted(tale, told)
        return told


@pytest.fixture
def tale(good: Told) -> Iterator[Story]:
    with boa.env.anchor():
        yield story()


def accounted(tale: Story, told: Told) -> bool:
    """Whether what lies in the contracts is what they owe, and dust: here, when all have drained,
    bonds, stakes of orders that stand, and credits that could not be delivered."""
    net = tale.net
    owed = int(net.watching.forfeited())
    for token in (tale.at("Alice").pid, tale.at("Carl").pid):
        for person in tale.everybody().values():
            order = net.auction.order(token, person)
            owed += cost(order.units, order.price) if order.side == BUY else 0
    for number in range(1, net.watching.reports() + 1):
        report = net.watching.report(number)
        if report.state in (OPEN, COMMITTED):
            owed += report.bond + report.counter_bond
    owed += sum(net.ledger.purse(person)[0] for person in tale.everybody().values())
    return owed <= told.left["ledger"] <= owed + DUST and told.left["offering"] == 0


@pytest.mark.parametrize("mode", [SILENT, TALKS])
def test_p03_money_that_answers_oddly_is_money(tale: Story, good: Told, mode: int) -> None:
    tale.dollar.tell(mode, 0)
    assert tale.play() == good


@pytest.mark.parametrize("mode", [NO, FAILS, SHOUTS, GARBAGE])
def test_p03_what_fails_is_done_again_and_nothing_is_lost(
    tale: Story, good: Told, mode: int
) -> None:
    told = tale.play(lambda: tale.dollar.tell(mode, 0), lambda: tale.dollar.tell(WELL, 0))
    assert "commit" in told.again and told.failed == []
    assert (told.wealth, told.left) == (good.wealth, good.left)


def test_p38_money_that_cannot_leave_the_ledger_stops_nobody(tale: Story, good: Told) -> None:
    """Whoever only receives is never waited for: settlements, rulings and debts go on."""
    told = tale.play(lambda: tale.dollar.tell(NO, 0), lambda: tale.dollar.tell(WELL, 0))
    for name in ("settle", "uphold", "frivolous", "unproven", "expire", "lapse", "claim"):
        assert name not in told.again
    assert told.wealth == good.wealth


@pytest.mark.parametrize("fee", [1, 50])
def test_p02_a_fee_is_never_paid_from_the_money_of_others(
    tale: Story, good: Told, fee: int
) -> None:
    """What a contract received is what counts: it can always pay what it owes."""
    told = tale.play(lambda: tale.dollar.tell(WELL, fee), lambda: tale.dollar.tell(WELL, 0))
    assert told.failed == []
    assert accounted(tale, told)
    assert sum(told.wealth.values()) < sum(good.wealth.values())
    assert "commit" in told.again and "distribute" not in told.again


@pytest.mark.parametrize("who", [*NAMES[3:], "Mallory"])
def test_p38_only_who_is_barred_waits(tale: Story, good: Told, who: str) -> None:
    """Barred but for what they pay themselves: all others have all of theirs in their wallets."""
    wallet = tale.wallet(who)
    told = tale.play(
        lambda: tale.dollar.bar(wallet, True),
        lambda: tale.dollar.bar(wallet, False),
        end=lambda: tale.dollar.bar(wallet, True),
    )
    assert told.failed == []
    assert told.wealth == good.wealth and accounted(tale, told)
    for name, person in tale.everybody().items():
        if name != who:
            assert tale.net.ledger.purse(person)[0] == 0


def test_p02_a_refund_is_what_was_paid_whatever_comes_in_its_midst(tale: Story) -> None:
    """Mallory bids and lays bonds while Dora's money goes from the offering to the ledger."""
    dollar, calls = tale.dollar, arms(tale)
    for name, function, data in calls:
        if (name, function) in (("auction", "buy"), ("watching", "commit"), ("ledger", "withdraw")):
            dollar.arm(getattr(tale.net, name).address, data)
    dora = tale.wallet("Dora")
    before = dollar.balanceOf(dora)
    for name, seconds, step in tale.steps():
        boa.env.time_travel(seconds=seconds)
        dollar.pause_arms(name != "refund", False)
        step()
        if name == "refund":
            break
    assert dollar.balanceOf(dora) == before


@pytest.mark.parametrize("late", [False, True])
def test_p02_calls_in_the_middle_of_a_movement_take_nothing_from_anybody(
    tale: Story, good: Told, late: bool
) -> None:
    """Mallory tries some 130 calls, before or after the money of each movement has moved: with
    money of her own that is credited, staked and laid down as bonds in its midst."""
    dollar, calls = tale.dollar, arms(tale)
    for name, _, data in calls:
        dollar.arm(getattr(tale.net, name).address, data)
    told = tale.play(
        lambda: dollar.pause_arms(False, late), end=lambda: dollar.pause_arms(True, late)
    )
    worked = {(calls[k][0], calls[k][1]) for k in range(len(calls)) if dollar.worked(k)}
    assert {("offering", "take"), ("auction", "sync"), ("companies", "state_year")} <= worked
    for name, wealth in good.wealth.items():
        assert name == "Mallory" or told.wealth[name] == wealth, (name, worked, told)
    assert told.wealth["Mallory"] <= good.wealth["Mallory"] and told.failed == []
    assert accounted(tale, told)
