"""Decisions: published with a reason, late, once, exactly as published, or not at all."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.governing import (
    EXECUTED,
    EXPIRED,
    FORCE,
    HEAVY,
    LIGHT,
    OPEN,
    REASON,
    RULE_LARGE,
    RULES,
    STRIKE,
    WITHDRAWN,
    Governed,
    call_of,
    skip,
)
from tests.contracts.network import DAY, Actor, account_of, now


def publish(gov: Governed, kind: int) -> int:
    """A decision of each class that waits."""
    someone = gov.people[3]
    if kind == LIGHT:
        return gov.strike(someone)
    return gov.ban(someone) if kind == HEAVY else gov.number(0, 0, 8 * DAY)


DELAYS = {LIGHT: 3 * DAY, HEAVY: 21 * DAY, RULES: 30 * DAY}


@pytest.mark.parametrize("kind", DELAYS)
def test_nothing_is_done_before_its_delay_or_after_its_end(gov: Governed, kind: int) -> None:
    decision = publish(gov, kind)
    skip(DELAYS[kind] - 1)
    with boa.reverts("TOO_EARLY"):
        gov.execute(decision)
    skip(1)
    with boa.env.anchor():
        gov.execute(decision)
        assert gov.status(decision) == EXECUTED
    skip(14 * DAY - 1)
    with boa.env.anchor():
        gov.execute(decision)
    skip(1)
    assert gov.status(decision) == EXPIRED
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)


def test_a_ban_is_a_ban_once_it_is_executed(gov: Governed) -> None:
    someone = gov.people[3]
    decision = gov.ban(someone)
    skip(21 * DAY)
    assert gov.registry.standing(someone.pid) == 1
    gov.execute(decision)
    assert gov.registry.standing(someone.pid) == 4


def test_nothing_is_done_twice(gov: Governed) -> None:
    decision = gov.strike(gov.people[3])
    skip(3 * DAY)
    gov.execute(decision)
    assert gov.elsewhere.made() == 1
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)


def test_only_what_was_published_is_done(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    other = gov.ban(gov.people[4])
    skip(21 * DAY)
    target, _ = gov.published[decision]
    _, data = gov.published[other]
    with boa.reverts("OTHER_CALL"):
        gov.authority.execute(decision, target, data)
    with boa.reverts("OTHER_CALL"):
        gov.authority.execute(decision, gov.elsewhere.address, gov.published[decision][1])


def test_what_was_never_published_is_not_done(gov: Governed) -> None:
    data = gov.registry.ban.prepare_calldata(4)
    with boa.reverts("DECISION_CLOSED"):
        gov.authority.execute(7, gov.registry.address, data)


def test_a_decision_without_a_reason_is_refused(gov: Governed) -> None:
    data = gov.registry.ban.prepare_calldata(4)
    with boa.reverts("REASON_MISSING"):
        gov.publish(HEAVY, 4, gov.registry, data, reason=b"\0" * 32)


def test_only_the_operator_publishes(gov: Governed) -> None:
    data = gov.registry.ban.prepare_calldata(4)
    deployer = Actor("authority", gov.net.authority.account)
    for other in (gov.people[0], deployer):
        with boa.reverts("NOT_OPERATOR"):
            gov.publish(HEAVY, 4, gov.registry, data, by=other)
    with boa.reverts("NOT_OPERATOR"), boa.env.prank(gov.people[0].address):
        gov.authority.withdraw(gov.ban(gov.people[3]))


def test_the_operator_is_named_once(gov: Governed) -> None:
    with boa.reverts("ALREADY_WIRED"), boa.env.prank(gov.net.authority.address):
        gov.authority.begin(gov.people[0].address)
    with boa.reverts("NOT_DEPLOYER"):
        gov.authority.begin(gov.people[0].address)


def test_everybody_is_told_all_of_it(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    told = [one for one in gov.authority.get_logs() if type(one).__name__ == "Published"][-1]
    target, data = gov.published[decision]
    assert (told.decision, told.kind, told.subject) == (decision, HEAVY, 4)
    assert (told.target, told.data) == (target, data)
    assert told.call_hash == keccak(bytes.fromhex(target[2:]) + data)
    assert told.reason_hash == REASON and told.uri == "https://example.org/reasons"
    assert (told.ready, told.ends) == (now() + 21 * DAY, now() + 35 * DAY)
    assert (told.last_rank, told.members, told.needed) == (40, 40, 8)


def test_the_class_is_that_of_the_call(gov: Governed) -> None:
    data = gov.registry.ban.prepare_calldata(4)
    for kind in (0, 1, 2, 4, 5, 6, 7, 8):
        with boa.reverts("WRONG_CASE"):
            gov.publish(kind, 4, gov.registry, data)


def test_the_person_named_is_that_of_the_call(gov: Governed) -> None:
    data = gov.registry.ban.prepare_calldata(4)
    for subject in (0, 3, 5):
        with boa.reverts("WRONG_CASE"):
            gov.publish(HEAVY, subject, gov.registry, data)
    # Who loses shares by a forced transfer, not the token or who gets them.
    forced = call_of(FORCE, 1, 2, 3, 10**18)
    for subject in (0, 1, 3):
        with boa.reverts("WRONG_CASE"):
            gov.publish(HEAVY, subject, gov.elsewhere, forced)
    gov.publish(HEAVY, 2, gov.elsewhere, forced)


def test_the_person_of_a_ruling_is_the_accused_of_its_case(gov: Governed) -> None:
    ruling = call_of(RULE_LARGE, 9, 1, 500_000)
    with boa.reverts("WRONG_CASE"):
        gov.publish(HEAVY, 0, gov.elsewhere, ruling)
    gov.elsewhere.set_accused(9, 4)
    with boa.reverts("WRONG_CASE"):
        gov.publish(HEAVY, 5, gov.elsewhere, ruling)
    assert gov.authority.decision(gov.publish(HEAVY, 4, gov.elsewhere, ruling)).subject == 4


def test_the_person_behind_a_verifiers_account_does_not_vote_on_it(gov: Governed) -> None:
    member = gov.people[6]
    data = gov.registry.remove_verifier.prepare_calldata(member.address)
    with boa.reverts("WRONG_CASE"):
        gov.publish(LIGHT, 0, gov.registry, data)
    decision = gov.publish(LIGHT, member.pid, gov.registry, data)
    with boa.reverts("OWN_CASE"):
        gov.veto(decision, [member])
    stranger = gov.registry.remove_verifier.prepare_calldata(gov.net.verifier.address)
    decision = gov.publish(LIGHT, 0, gov.registry, stranger)
    skip(3 * DAY)
    gov.execute(decision)
    assert not gov.registry.is_verifier(gov.net.verifier.address)


def test_a_call_that_fails_takes_everything_back_and_is_tried_again(gov: Governed) -> None:
    decision = gov.strike(gov.people[3])
    skip(3 * DAY)
    gov.elsewhere.set_broken(True)
    with boa.reverts("BROKEN"):
        gov.execute(decision)
    assert gov.status(decision) == OPEN
    gov.elsewhere.set_broken(False)
    gov.execute(decision)
    assert gov.elsewhere.made() == 1


@pytest.mark.parametrize("act", ["execute", "publish", "veto", "withdraw"])
def test_nobody_comes_back_in_the_middle(gov: Governed, act: str) -> None:
    """A contract that is called can neither do a decision again nor anything else here."""
    decision = gov.strike(gov.people[3])
    target, data = gov.published[decision]
    inner: dict[str, tuple[Any, ...]] = {
        "execute": (decision, target, data),
        "publish": (LIGHT, 4, target, data, REASON, ""),
        "veto": (decision,),
        "withdraw": (decision,),
    }
    skip(3 * DAY)
    back = getattr(gov.authority, act).prepare_calldata(*inner[act])
    gov.elsewhere.set_back(gov.authority.address, back)
    with boa.reverts():
        gov.execute(decision)
    assert gov.status(decision) == OPEN and gov.elsewhere.made() == 0


def test_what_was_withdrawn_is_not_done(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    with boa.env.prank(gov.operator.address):
        gov.authority.withdraw(decision)
        with boa.reverts("DECISION_CLOSED"):
            gov.authority.withdraw(decision)
    assert gov.status(decision) == WITHDRAWN
    skip(21 * DAY)
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)
    gov.ban(gov.people[3])


def test_the_same_is_not_published_twice_at_a_time(gov: Governed) -> None:
    """A hundred copies would need a hundred times the vetoes."""
    decision = gov.ban(gov.people[3])
    with boa.reverts("DECISION_OPEN"):
        gov.ban(gov.people[3])
    gov.ban(gov.people[4])
    # Another amount or receiver does not make it another case, another token does.
    gov.publish(HEAVY, 2, gov.elsewhere, call_of(FORCE, 1, 2, 3, 10**18))
    with boa.reverts("DECISION_OPEN"):
        gov.publish(HEAVY, 2, gov.elsewhere, call_of(FORCE, 1, 2, 4, 10**17))
    gov.publish(HEAVY, 2, gov.elsewhere, call_of(FORCE, 5, 2, 3, 10**18))
    # Nor does what trails behind the call.
    with boa.reverts("DECISION_OPEN"):
        data = gov.registry.ban.prepare_calldata(gov.people[3].pid) + b"\1" * 32
        gov.publish(HEAVY, gov.people[3].pid, gov.registry, data)
    skip(35 * DAY)
    assert gov.status(decision) == EXPIRED
    gov.ban(gov.people[3])


def test_the_accused_answers_in_the_first_14_days(gov: Governed) -> None:
    someone = gov.people[3]
    decision = gov.ban(someone)
    with boa.env.prank(someone.address):
        with boa.reverts("EMPTY_HASH"):
            gov.authority.answer(decision, b"\0" * 32, "")
        skip(14 * DAY - 1)
        gov.authority.answer(decision, REASON, "https://example.org/answer")
        (told,) = [one for one in gov.authority.get_logs() if type(one).__name__ == "Answered"]
        assert (told.decision, told.person, told.answer_hash) == (decision, someone.pid, REASON)
        skip(1)
        with boa.reverts("TOO_LATE"):
            gov.authority.answer(decision, REASON, "")
    assert gov.authority.decision(decision).answer_hash == REASON


def test_nobody_else_answers_and_only_heavy_cases_are_answered(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    for other in (gov.people[4].address, account_of("stranger").address):
        with boa.reverts("NOT_THE_ACCUSED"), boa.env.prank(other):
            gov.authority.answer(decision, REASON, "")
    light = gov.strike(gov.people[3])
    number = gov.number(0, 0, 8 * DAY)
    for closed in (light, number):
        with boa.reverts("NOT_THE_ACCUSED"), boa.env.prank(gov.people[3].address):
            gov.authority.answer(closed, REASON, "")


def test_a_number_changes_within_its_bounds_only(gov: Governed) -> None:
    decision = gov.number(0, 0, 14 * DAY)
    beyond = gov.number(0, 1, 28 * DAY + 1)
    skip(30 * DAY)
    gov.execute(decision)
    assert gov.rules.number(0, 0) == 14 * DAY
    with boa.reverts("NUMBER_OUT_OF_BOUNDS"):
        gov.execute(beyond)


def test_the_operator_is_changed_by_a_heavy_decision(gov: Governed) -> None:
    other = account_of("another operator").address
    with boa.reverts("NOT_AUTHORITY"), boa.env.prank(gov.operator.address):
        gov.authority.set_operator(other)
    data = gov.authority.set_operator.prepare_calldata(other)
    decision = gov.publish(HEAVY, 0, gov.authority, data)
    skip(21 * DAY)
    gov.execute(decision)
    assert gov.authority.operator() == other
    with boa.reverts("NOT_OPERATOR"):
        gov.strike(gov.people[3])


def test_a_strike_is_what_reaches_the_other_contract(gov: Governed) -> None:
    decision = gov.strike(gov.people[3])
    skip(3 * DAY)
    gov.execute(decision)
    assert gov.elsewhere.calls(0) == call_of(STRIKE, gov.people[3].pid)
    assert gov.elsewhere.callers(0) == gov.authority.address
