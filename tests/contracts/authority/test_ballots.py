"""Majorities: from month 24 for rules, from month 48 for heavy things, and what members propose."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.governing import (
    APPEAL,
    EXECUTED,
    EXPIRED,
    FALLEN,
    HEAVY,
    LIGHT,
    MEMBERS,
    OPEN,
    PETITION,
    REASON,
    REJECTED,
    SEAL,
    YEAR,
    Governed,
    skip,
)
from tests.contracts.network import DAY, account_of, now

ADVISER = account_of("adviser").address


def adviser(gov: Governed, by: int = -1) -> int:
    """A proposal to appoint the adviser."""
    data = gov.members.set_adviser.prepare_calldata(ADVISER)
    return gov.propose(MEMBERS, 0, gov.members, data, by=gov.people[by])


def before(gov: Governed, years: int, seconds: int) -> None:
    """Go to so many seconds before that many years are over."""
    skip(gov.authority.genesis() + years * YEAR - seconds - now())


@pytest.mark.parametrize(("years", "heavy"), [(2, False), (4, True)])
def test_a_majority_is_needed_of_what_is_ready_from_then_on(
    gov: Governed, years: int, heavy: bool
) -> None:
    delay = 21 * DAY if heavy else 30 * DAY

    def publish(place: int) -> int:
        return (
            gov.ban(gov.people[place])
            if heavy
            else gov.number(1, place, gov.rules.printed(1, place))
        )

    before(gov, years, delay + 1)
    free = publish(4)
    skip(1)
    bound = publish(5)
    said = gov.authority.decision(free), gov.authority.decision(bound)
    assert (said[0].quorum, said[1].quorum) == (0, 5)
    assert said[0].ends == gov.authority.genesis() + years * YEAR
    assert said[1].ends == said[1].ready + 14 * DAY
    skip(delay - 1)
    with boa.env.anchor():
        gov.execute(free)
    skip(1)
    assert (gov.status(free), gov.status(bound)) == (EXPIRED, REJECTED)
    for decision in (free, bound):
        with boa.reverts("DECISION_CLOSED"):
            gov.execute(decision)


def test_a_majority_of_votes_cast_with_a_quorum(gov: Governed) -> None:
    gov.until(49)
    quorum = 2  # 5 % of 40
    for yes, no, status in ((2, 1, OPEN), (1, 1, REJECTED), (quorum - 1, 0, REJECTED)):
        with boa.env.anchor():
            decision = gov.ban(gov.people[3])
            skip(7 * DAY)
            gov.vote(decision, gov.people[4 : 4 + yes])
            gov.vote(decision, gov.people[10 : 10 + no], yes=False)
            skip(14 * DAY)
            assert gov.status(decision) == status
            if status == OPEN:
                gov.execute(decision)
            else:
                with boa.reverts("DECISION_CLOSED"):
                    gov.execute(decision)
                with boa.reverts("OVERRULED_LATELY"):
                    gov.ban(gov.people[3])


def test_members_vote_in_the_last_14_days_before_it_is_ready(gov: Governed) -> None:
    """After the accused had a week to answer, and while they still may."""
    gov.until(49)
    decision = gov.ban(gov.people[3])
    skip(7 * DAY - 1)
    with boa.reverts("NO_BALLOT"):
        gov.vote(decision, gov.people[4:5])
    skip(1)
    gov.vote(decision, gov.people[4:5])
    with boa.reverts("VOTED"):
        gov.vote(decision, gov.people[4:5], yes=False)
    with boa.reverts("OWN_CASE"):
        gov.vote(decision, gov.people[3:4], yes=False)
    skip(14 * DAY - 1)
    gov.vote(decision, gov.people[5:6])
    skip(1)
    with boa.reverts("NO_BALLOT"):
        gov.vote(decision, gov.people[6:7])


def test_a_majority_does_not_save_what_was_overruled(gov: Governed) -> None:
    gov.until(49)
    decision = gov.ban(gov.people[3])
    skip(7 * DAY)
    gov.vote(decision, gov.people[4:20])
    gov.veto(decision, gov.people[4 : 4 + gov.needed(decision)])
    assert gov.status(decision) == FALLEN
    skip(14 * DAY)
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)


def test_what_needs_no_majority_is_not_voted_on(gov: Governed) -> None:
    for decision in (gov.ban(gov.people[3]), gov.number(0, 0, 8 * DAY), gov.strike(gov.people[3])):
        skip(1 * DAY)
        with boa.reverts("NO_BALLOT"):
            gov.vote(decision, gov.people[4:5])


# --- what members propose ---


def test_the_adviser_is_appointed_by_a_majority_of_a_tenth(gov: Governed) -> None:
    decision = adviser(gov)
    assert gov.status(decision) == PETITION
    with boa.reverts("NO_BALLOT"):
        gov.vote(decision, gov.people[:1])
    with boa.reverts("VOTED"):
        gov.support(decision, gov.people[-1:])
    gov.support(decision, gov.people[:1])  # two are 5 % of 40
    assert gov.status(decision) == OPEN
    assert gov.authority.decision(decision).ready == now() + 14 * DAY
    gov.vote(decision, gov.people[:3])
    with boa.env.anchor():
        skip(14 * DAY)
        assert gov.status(decision) == REJECTED  # three are not 10 %
    gov.vote(decision, gov.people[3:4], yes=False)
    with boa.reverts("TOO_EARLY"):
        gov.execute(decision)
    skip(14 * DAY)
    gov.execute(decision)
    assert gov.members.adviser() == ADVISER


def test_more_than_half_of_all_decide_at_once(gov: Governed) -> None:
    decision = adviser(gov)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:20])
    with boa.reverts("TOO_EARLY"):
        gov.execute(decision)
    gov.vote(decision, gov.people[20:21])
    gov.execute(decision)
    assert gov.members.adviser() == ADVISER


def test_but_not_what_has_a_delay(gov: Governed) -> None:
    gov.until(49)
    decision = gov.ban(gov.people[3])
    skip(7 * DAY)
    gov.vote(decision, gov.people[4:30])
    with boa.reverts("TOO_EARLY"):
        gov.execute(decision)


def test_a_proposal_that_too_few_stand_behind_runs_out(gov: Governed) -> None:
    decision = adviser(gov)
    skip(30 * DAY)
    assert gov.status(decision) == EXPIRED
    with boa.reverts("DECISION_CLOSED"):
        gov.support(decision, gov.people[:1])


def test_who_is_not_counted_proposes_and_supports_nothing(gov: Governed) -> None:
    (late,) = gov.join(1)
    data = gov.members.set_adviser.prepare_calldata(ADVISER)
    for other in (late, gov.operator):
        with boa.reverts("NOT_COUNTED"):
            gov.propose(MEMBERS, 0, gov.members, data, by=other)
    decision = adviser(gov, by=0)
    with boa.reverts("NOT_COUNTED"):
        gov.support(decision, [late])


def test_members_do_not_propose_what_the_authority_decides(gov: Governed) -> None:
    someone = gov.people[3].pid
    calls = (
        (HEAVY, someone, gov.registry, gov.registry.ban.prepare_calldata(someone)),
        (LIGHT, someone, gov.registry, gov.registry.remove_attestor.prepare_calldata(someone)),
        (1, someone, gov.registry, gov.registry.freeze.prepare_calldata(someone, now() + DAY)),
        (4, 0, gov.rules, gov.rules.set_number.prepare_calldata(0, 0, 8 * DAY)),
        (SEAL, 0, gov.rules, gov.rules.stop_market.prepare_calldata(now() + 20 * DAY)),
        (APPEAL, someone, gov.registry, gov.registry.unban.prepare_calldata(someone)),
    )
    for kind, subject, target, data in calls:
        with boa.reverts("AUTHORITY_DECIDES"):
            gov.propose(kind, subject, target, data)


def test_the_authority_does_not_decide_what_members_do(gov: Governed) -> None:
    someone = gov.people[3].pid
    calls = (
        (MEMBERS, 0, gov.members, gov.members.set_adviser.prepare_calldata(ADVISER)),
        (MEMBERS, 0, gov.authority, gov.authority.renew.prepare_calldata(now() + 9 * YEAR)),
        (APPEAL, someone, gov.registry, gov.registry.unban.prepare_calldata(someone)),
    )
    for kind, subject, target, data in calls:
        with boa.reverts("MEMBERS_DECIDE"):
            gov.publish(kind, subject, target, data)


def test_what_members_decide_is_not_vetoed(gov: Governed) -> None:
    decision = adviser(gov)
    gov.put_to_all(decision)
    with boa.reverts("MEMBERS_DECIDE"):
        gov.veto(decision, gov.people[5:6])


# --- the seal, renewed ---


def test_members_renew_the_seal(gov: Governed) -> None:
    data = gov.rules.stop_market.prepare_calldata(now() + 7 * DAY)
    gov.publish(SEAL, 0, gov.rules, data)
    again = gov.rules.stop_market.prepare_calldata(now() + 21 * DAY)
    decision = gov.propose(SEAL, 0, gov.rules, again)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:2])
    skip(14 * DAY)
    gov.execute(decision)
    assert gov.rules.stopped_until() == now() + 7 * DAY


def test_more_than_half_renew_the_seal_before_it_breaks(gov: Governed) -> None:
    gov.publish(SEAL, 0, gov.rules, gov.rules.stop_market.prepare_calldata(now() + 7 * DAY))
    again = gov.rules.stop_market.prepare_calldata(now() + 13 * DAY)
    decision = gov.propose(SEAL, 0, gov.rules, again)
    gov.put_to_all(decision)
    skip(6 * DAY)
    gov.vote(decision, gov.people[:21])
    gov.execute(decision)
    assert gov.rules.stopped_until() == now() + 7 * DAY


# --- appeals and grounds ---


def banned(gov: Governed) -> int:
    decision = gov.ban(gov.people[3])
    skip(21 * DAY)
    gov.execute(decision)
    return decision


def test_a_banned_person_asks_the_members(gov: Governed) -> None:
    someone = gov.people[3]
    with boa.reverts("NOT_BANNED"), boa.env.prank(someone.address):
        gov.authority.appeal(REASON, "")
    banned(gov)
    with boa.env.prank(someone.address):
        with boa.reverts("REASON_MISSING"):
            gov.authority.appeal(b"\0" * 32, "")
        appeal = gov.authority.appeal(REASON, "https://example.org/appeal")
        with boa.reverts("ASKED_LATELY"):
            gov.authority.appeal(REASON, "")
    gov.published[appeal] = (
        gov.registry.address,
        gov.registry.unban.prepare_calldata(someone.pid),
    )
    with boa.reverts("NOT_ACTIVE"):
        gov.vote(appeal, [someone])
    gov.vote(appeal, gov.people[4:6])
    skip(14 * DAY)
    gov.execute(appeal)
    assert gov.registry.standing(someone.pid) == 1
    skip(180 * DAY - 1)
    with boa.reverts("OVERRULED_LATELY"):
        gov.ban(someone)
    skip(1)
    gov.ban(someone)


def test_a_banned_person_asks_again_after_180_days(gov: Governed) -> None:
    banned(gov)
    with boa.env.prank(gov.people[3].address):
        appeal = gov.authority.appeal(REASON, "")
        skip(180 * DAY - 1)
        assert gov.status(appeal) == REJECTED
        with boa.reverts("ASKED_LATELY"):
            gov.authority.appeal(REASON, "")
        skip(1)
        gov.authority.appeal(REASON, "")


def test_grounds_lead_to_a_ban_proposal_by_anyone(gov: Governed) -> None:
    someone = gov.people[3]
    with boa.reverts("NO_GROUNDS"):
        gov.authority.propose_ban(someone.pid)
    gov.elsewhere.set_ground(someone.pid, 1, now())
    decision = gov.authority.propose_ban(someone.pid)
    gov.published[decision] = (
        gov.registry.address,
        gov.registry.ban.prepare_calldata(someone.pid),
    )
    with boa.reverts("DECISION_OPEN"):
        gov.authority.propose_ban(someone.pid)
    with boa.reverts("DECISION_CLOSED"), boa.env.prank(gov.operator.address):
        gov.authority.withdraw(decision)
    with boa.env.prank(someone.address):
        gov.authority.answer(decision, REASON, "")
    skip(21 * DAY)
    with boa.env.anchor():
        gov.execute(decision)
        assert gov.registry.standing(someone.pid) == 4
        with boa.reverts("BANNED"):
            gov.authority.propose_ban(someone.pid)
    gov.elsewhere.set_ground(someone.pid, 0, 0)  # paid meanwhile
    with boa.reverts("NO_GROUNDS"):
        gov.execute(decision)


def test_one_ground_leads_to_one_proposal(gov: Governed) -> None:
    someone = gov.people[3]
    gov.elsewhere.set_ground(someone.pid, 1, now())
    decision = gov.authority.propose_ban(someone.pid)
    gov.veto(decision, gov.people[4:12])
    skip(400 * DAY)
    with boa.reverts("NO_GROUNDS"):
        gov.authority.propose_ban(someone.pid)
    gov.elsewhere.set_ground(someone.pid, 4, now())
    decision = gov.authority.propose_ban(someone.pid)
    skip(35 * DAY)
    assert gov.status(decision) == EXPIRED
    assert gov.status(gov.authority.propose_ban(someone.pid)) == OPEN != EXECUTED
