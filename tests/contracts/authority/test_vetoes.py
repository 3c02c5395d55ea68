"""Vetoes: one a person, counted members alone, and the decision falls when there are enough."""

from __future__ import annotations

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.governing import (
    FALLEN,
    LIGHT,
    OPEN,
    RULE_SMALL,
    WITHDRAWN,
    Governed,
    call_of,
    govern,
    skip,
)
from tests.contracts.network import DAY, now
from tests.contracts.recovering import recovered


def test_enough_vetoes_overrule(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    assert gov.needed(decision) == 8  # 20 % of 40
    gov.veto(decision, gov.people[4:11])
    assert gov.status(decision) == OPEN
    gov.veto(decision, gov.people[11:12])
    assert gov.status(decision) == FALLEN
    with boa.reverts("DECISION_CLOSED"):
        gov.veto(decision, gov.people[12:13])
    skip(21 * DAY)
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)


def test_too_few_vetoes_do_not(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:11])
    skip(21 * DAY)
    gov.execute(decision)


def test_the_last_veto_comes_in_time_until_it_is_executed(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:11])
    skip(21 * DAY)
    with boa.env.anchor():
        gov.veto(decision, gov.people[11:12])
        with boa.reverts("DECISION_CLOSED"):
            gov.execute(decision)
    gov.execute(decision)
    with boa.reverts("DECISION_CLOSED"):
        gov.veto(decision, gov.people[11:12])


def test_one_veto_a_person(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:5])
    with boa.reverts("VOTED"):
        gov.veto(decision, gov.people[4:5])
    assert gov.authority.has_voted(decision, 0, 5) and not gov.authority.has_voted(decision, 0, 6)
    gov.veto(gov.ban(gov.people[5]), gov.people[4:5])


def test_the_accused_does_not_vote(gov: Governed) -> None:
    with boa.reverts("OWN_CASE"):
        gov.veto(gov.ban(gov.people[3]), gov.people[3:4])


def test_who_joined_less_than_30_days_before_does_not_vote(gov: Governed) -> None:
    (late,) = gov.join(1)
    skip(30 * DAY - 1)
    before = gov.ban(gov.people[3])
    skip(1)
    after = gov.ban(gov.people[4])
    assert gov.authority.decision(before).members == 40
    assert gov.authority.decision(after).members == 41
    with boa.reverts("NOT_COUNTED"):
        gov.veto(before, [late])
    gov.veto(after, [late])


def test_strangers_and_world_people_do_not_vote(gov: Governed) -> None:
    wanda = gov.enter("Wanda", level=1)
    skip(31 * DAY)
    decision = gov.ban(gov.people[3])
    for other in (wanda.address, gov.operator.address):
        with boa.reverts("NOT_COUNTED"), boa.env.prank(other):
            gov.authority.veto(decision)


def test_who_ran_out_or_is_banned_does_not_vote(gov: Governed) -> None:
    short = gov.enter("Short", expiresAt=now() + 40 * DAY)
    banned = gov.people[4]
    ban = gov.ban(banned)
    skip(31 * DAY)
    decision = gov.ban(gov.people[3])
    gov.execute(ban)
    with boa.reverts("NOT_ACTIVE"):
        gov.veto(decision, [banned])
    skip(9 * DAY - 1)
    with boa.env.anchor():
        gov.veto(decision, [short])
    skip(1)
    with boa.reverts("NOT_ACTIVE"):
        gov.veto(decision, [short])


def test_a_veto_outlives_the_ban_of_who_cast_it(gov: Governed) -> None:
    ban = gov.ban(gov.people[4])
    skip(20 * DAY)
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:11])
    skip(1 * DAY)
    gov.execute(ban)
    gov.veto(decision, gov.people[11:12])
    assert gov.status(decision) == FALLEN


def test_what_was_marked_when_members_were_counted_does_not_vote(gov: Governed) -> None:
    """Nobody lowers the threshold with accounts that ran out, and then votes with them."""
    short = [gov.enter(f"Short {n}", expiresAt=now() + 35 * DAY) for n in range(10)]
    skip(32 * DAY)
    assert gov.members.counted() == (50, 50, 10)
    skip(4 * DAY)
    for person in short[:5]:
        gov.registry.mark_expired(person.pid)
    assert gov.members.counted() == (50, 45, 9)
    decision = gov.ban(gov.people[3])
    skip(1)
    for person in short:
        renewed = gov.net.attestation(person.address, expiresAt=now() + 365 * DAY)
        with boa.env.prank(person.address):
            gov.registry.renew(tuple(renewed.values()), gov.net.attest(renewed))
    with boa.reverts("NOT_COUNTED"):
        gov.veto(decision, short[:1])
    gov.veto(decision, short[5:6])  # was not marked, so was counted
    same = gov.ban(gov.people[4])  # in the second in which they renewed: in doubt, no
    skip(1)
    later = gov.ban(gov.people[5])
    assert gov.authority.decision(later).members == 50
    with boa.reverts("NOT_COUNTED"):
        gov.veto(same, short[:1])
    gov.veto(later, short[:1])


def test_a_person_votes_once_whatever_the_wallet(gov: Governed) -> None:
    """Recovered to another wallet, with the accused as well."""
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:5])
    accused = recovered(gov.net, gov.people[3], "new wallet of the accused").address
    with boa.env.prank(accused):
        gov.authority.answer(decision, keccak(text="not me"), "")
    new = recovered(gov.net, gov.people[4], "new wallet").address
    with boa.reverts("VOTED"), boa.env.prank(new):
        gov.authority.veto(decision)
    with boa.reverts("OWN_CASE"), boa.env.prank(accused):
        gov.authority.veto(decision)
    for old in gov.people[3:5]:
        with boa.reverts("NOT_COUNTED"):
            gov.veto(decision, [old])
    other = gov.ban(gov.people[6])
    with boa.env.prank(new):
        gov.authority.veto(other)


def test_what_was_overruled_is_not_published_again_for_180_days(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:12])
    with boa.reverts("OVERRULED_LATELY"):
        gov.ban(gov.people[3])
    skip(180 * DAY - 1)
    with boa.reverts("OVERRULED_LATELY"):
        gov.ban(gov.people[3])
    skip(1)
    gov.ban(gov.people[3])


def test_taking_back_what_is_about_to_fall_does_not_wash_off_the_vetoes(gov: Governed) -> None:
    decision = gov.ban(gov.people[3])
    gov.veto(decision, gov.people[4:11])
    with boa.env.prank(gov.operator.address):
        gov.authority.withdraw(decision)
    assert gov.status(decision) == WITHDRAWN
    with boa.reverts("OVERRULED_LATELY"):
        gov.ban(gov.people[3])


def test_a_case_whose_ruling_was_overruled_can_be_ruled_again(gov: Governed) -> None:
    gov.elsewhere.set_accused(9, 4)
    ruling = call_of(RULE_SMALL, 9, 1, 5_000)
    decision = gov.publish(LIGHT, 4, gov.elsewhere, ruling)
    with boa.reverts("DECISION_OPEN"):
        gov.publish(LIGHT, 4, gov.elsewhere, call_of(RULE_SMALL, 9, 2, 0))
    gov.veto(decision, gov.people[4:12])
    gov.publish(LIGHT, 4, gov.elsewhere, call_of(RULE_SMALL, 9, 2, 0))


def test_a_flood_is_vetoed_at_once(gov: Governed) -> None:
    flood = [gov.ban(person) for person in gov.people[20:30]]
    for person in gov.people[4:12]:
        with boa.env.prank(person.address):
            gov.authority.veto_all([*flood, 999] if person is gov.people[4] else flood)
    assert all(gov.status(decision) == FALLEN for decision in flood)
    with boa.env.prank(gov.people[13].address):
        gov.authority.veto_all(flood)  # passes over what has fallen


@pytest.mark.parametrize("members", [0, 4, 25, 26])
def test_at_least_five_vetoes(members: int) -> None:
    with boa.env.anchor():
        gov = govern(members)
        assert gov.members.counted() == (members, members, 6 if members == 26 else 5)
