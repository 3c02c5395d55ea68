"""Shares that a decision moves: held from its publication until it is carried out or ends."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.governing import (
    FALLEN,
    FORCE,
    HEAVY,
    OPEN,
    PETITION,
    Governed,
    call_of,
    skip,
)
from tests.contracts.network import DAY, Actor

TOKEN, UNITS = 1, 10**18


def transfer(holder: Actor, to: Actor) -> bytes:
    """The call that moves a holder's shares."""
    return call_of(FORCE, TOKEN, holder.pid, to.pid, UNITS)


def publish(gov: Governed, holder: Actor) -> int:
    return gov.publish(HEAVY, holder.pid, gov.elsewhere, transfer(holder, gov.people[9]))


def held(gov: Governed, holder: Actor) -> bool:
    """What the auction, which lies elsewhere, is told."""
    with boa.env.prank(gov.elsewhere.address):
        return bool(gov.authority.claims_shares(TOKEN, holder.pid))


@pytest.fixture
def holder(gov: Governed) -> Actor:
    return gov.people[3]


def test_shares_are_held_from_publication_to_the_end(gov: Governed, holder: Actor) -> None:
    assert not held(gov, holder)
    publish(gov, holder)
    assert held(gov, holder) and not held(gov, gov.people[4])
    skip(35 * DAY - 1)
    assert held(gov, holder)
    skip(1)
    assert not held(gov, holder)


def test_only_the_auction_that_the_decision_calls_is_told_so(gov: Governed, holder: Actor) -> None:
    publish(gov, holder)
    assert not gov.authority.claims_shares(TOKEN, holder.pid)


def test_what_is_carried_out_holds_no_longer_and_heirs_follow(gov: Governed, holder: Actor) -> None:
    decision = publish(gov, holder)
    skip(21 * DAY)
    gov.execute(decision)
    assert not held(gov, holder)
    publish(gov, holder)  # the next heir
    assert held(gov, holder)


def test_members_who_overrule_set_free_at_once(gov: Governed, holder: Actor) -> None:
    decision = publish(gov, holder)
    gov.veto(decision, gov.people[4 : 4 + gov.needed(decision)])
    assert gov.status(decision) == FALLEN and not held(gov, holder)


@pytest.mark.parametrize("ends", ["withdrawn", "expired"])
def test_what_came_to_nothing_holds_nothing_again_for_90_days(
    gov: Governed, holder: Actor, ends: str
) -> None:
    """Else shares would be held for ever by decisions that nobody means to carry out."""
    decision = publish(gov, holder)
    if ends == "withdrawn":
        with boa.env.prank(gov.operator.address):
            gov.authority.withdraw(decision)
    else:
        skip(35 * DAY)
    with boa.env.anchor():
        skip(90 * DAY - 1)
        again = publish(gov, holder)
        assert gov.status(again) == OPEN and not held(gov, holder)
        with boa.reverts("FROZEN_LATELY"):
            claim(gov, again)
        skip(1)
        claim(gov, again)
        assert held(gov, holder)
    skip(90 * DAY)
    publish(gov, holder)
    assert held(gov, holder)


def claim(gov: Governed, decision: int) -> None:
    """Anyone has the shares held."""
    target, data = gov.published[decision]
    with boa.env.prank(gov.people[8].address):
        gov.authority.claim_shares(decision, target, data)


def test_members_decisions_hold_once_they_are_put_to_all(gov: Governed, holder: Actor) -> None:
    gov.until(61)
    data = transfer(holder, gov.people[9])
    decision = gov.propose(HEAVY, holder.pid, gov.elsewhere, data)
    assert gov.status(decision) == PETITION
    with boa.reverts("DECISION_CLOSED"):
        claim(gov, decision)
    gov.put_to_all(decision)
    assert not held(gov, holder)
    claim(gov, decision)
    claim(gov, decision)  # no more than once, and no harm
    assert held(gov, holder)


def test_nothing_else_is_a_claim_on_shares(gov: Governed, holder: Actor) -> None:
    decision = gov.ban(holder)
    with boa.reverts("WRONG_CASE"):
        claim(gov, decision)
    other = publish(gov, holder)
    gov.published[other] = (gov.elsewhere.address, transfer(gov.people[5], gov.people[9]))
    with boa.reverts("OTHER_CALL"):
        claim(gov, other)
