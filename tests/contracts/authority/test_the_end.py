"""Month 60: all powers end, unless members renew them; then members decide heavy things."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.governing import (
    FORCE,
    HEAVY,
    LIGHT,
    MEMBERS,
    OPEN,
    REASON,
    REJECTED,
    SEAL,
    YEAR,
    Governed,
    call_of,
    skip,
)
from tests.contracts.network import DAY, account_of, now


def renewal(gov: Governed, until: int) -> int:
    data = gov.authority.renew.prepare_calldata(until)
    return gov.propose(MEMBERS, 0, gov.authority, data)


def renewed(gov: Governed, until: int, voters: int = 4) -> int:
    decision = renewal(gov, until)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:voters])
    skip(14 * DAY)
    gov.execute(decision)
    return decision


def test_the_powers_end_with_month_60(gov: Governed) -> None:
    end = gov.authority.powers_until()
    assert end == gov.authority.genesis() + 5 * YEAR
    skip(end - 1 - now())
    with boa.env.anchor():
        gov.strike(gov.people[3])
    skip(1)
    someone = gov.people[3]
    for publish in (gov.strike, gov.ban, gov.freeze, gov.halt):
        with boa.reverts("POWERS_ENDED"):
            publish(someone)
    with boa.reverts("POWERS_ENDED"):
        gov.number(0, 0, 8 * DAY)
    with boa.reverts("POWERS_ENDED"):
        gov.publish(SEAL, 0, gov.rules, gov.rules.stop_market.prepare_calldata(now() + DAY))


@pytest.mark.parametrize("kind", [LIGHT, HEAVY])
def test_what_is_ready_after_the_end_is_not_done(gov: Governed, kind: int) -> None:
    """Published in month 59, with a majority even: it is the powers that end."""
    delay = 3 * DAY if kind == LIGHT else 21 * DAY
    skip(gov.authority.powers_until() - delay - now())
    decision = gov.strike(gov.people[3]) if kind == LIGHT else gov.ban(gov.people[3])
    if kind == HEAVY:
        skip(7 * DAY)
        gov.vote(decision, gov.people[4:30])
        delay -= 7 * DAY
    skip(delay)
    with boa.reverts("POWERS_ENDED"):
        gov.execute(decision)


def test_what_was_ready_before_the_end_is_done_before_the_end(gov: Governed) -> None:
    skip(gov.authority.powers_until() - 3 * DAY - 1 - now())
    decision = gov.strike(gov.people[3])
    skip(3 * DAY)
    with boa.env.anchor():
        gov.execute(decision)
    skip(1)
    with boa.reverts("POWERS_ENDED"):
        gov.execute(decision)


def test_members_renew_the_powers_for_a_year_at_most(gov: Governed) -> None:
    end = gov.authority.powers_until()
    skip(end - 60 * DAY - now())
    longer = renewal(gov, end + YEAR + 1)
    other = renewal(gov, end + YEAR)
    gov.put_to_all(longer)
    gov.put_to_all(other)
    gov.vote(longer, gov.people[:4])
    gov.vote(other, gov.people[:4])
    skip(14 * DAY)
    with boa.reverts("BAD_TIME"):
        gov.execute(longer)
    gov.execute(other)
    assert gov.authority.powers_until() == end + YEAR
    skip(end + YEAR - 1 - now())
    with boa.env.anchor():
        gov.strike(gov.people[3])
    skip(1)
    with boa.reverts("POWERS_ENDED"):
        gov.strike(gov.people[3])


def test_two_renewals_do_not_add_up(gov: Governed) -> None:
    end = gov.authority.powers_until()
    skip(end - 60 * DAY - now())
    first, second = renewal(gov, end + YEAR), renewal(gov, end + 2 * YEAR)
    for decision in (first, second):
        gov.put_to_all(decision)
        gov.vote(decision, gov.people[:4])
    skip(14 * DAY)
    gov.execute(first)
    with boa.reverts("TOO_EARLY"):
        gov.execute(second)


def test_a_renewal_long_before_the_end_is_refused(gov: Governed) -> None:
    decision = renewal(gov, gov.authority.powers_until() + YEAR)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people)
    with boa.reverts("TOO_EARLY"):
        gov.execute(decision)


def test_nobody_postpones_the_end_but_members(gov: Governed) -> None:
    for caller in (gov.operator.address, gov.net.authority.address, gov.people[0].address):
        with boa.reverts("NOT_AUTHORITY"), boa.env.prank(caller):
            gov.authority.renew(now() + YEAR)


def test_a_renewal_needs_a_tenth_of_the_members(gov: Governed) -> None:
    end = gov.authority.powers_until()
    skip(end - 30 * DAY - now())
    decision = renewal(gov, end + YEAR)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:3])
    skip(14 * DAY)
    assert gov.status(decision) == REJECTED


def test_the_operator_asks_for_a_renewal_once_in_180_days(gov: Governed) -> None:
    end = gov.authority.powers_until()
    skip(end - 60 * DAY - 1 - now())
    with boa.env.prank(gov.operator.address):
        with boa.reverts("TOO_EARLY"):
            gov.authority.ask_renewal(end + YEAR, REASON, "")
        skip(1)
        decision = gov.authority.ask_renewal(end + YEAR, REASON, "")
        with boa.reverts("ASKED_LATELY"):
            gov.authority.ask_renewal(end + YEAR, REASON, "")
    with boa.reverts("NOT_OPERATOR"):
        gov.authority.ask_renewal(end + YEAR, REASON, "")
    gov.vote(decision, gov.people[:4])
    skip(14 * DAY)
    gov.published[decision] = (
        gov.authority.address,
        gov.authority.renew.prepare_calldata(end + YEAR),
    )
    gov.execute(decision)
    assert gov.authority.powers_until() == end + YEAR


# --- after the end ---


@pytest.fixture
def ended(gov: Governed) -> Governed:
    gov.until(60)
    return gov


def decided(gov: Governed, decision: int, yes: int = 4, no: int = 0) -> None:
    """Put to all, and voted on, until it is ready."""
    gov.put_to_all(decision)
    skip(7 * DAY)
    gov.vote(decision, gov.people[10 : 10 + yes])
    gov.vote(decision, gov.people[20 : 20 + no], yes=False)
    skip(14 * DAY)


def test_members_decide_heavy_things_themselves(ended: Governed) -> None:
    someone = ended.people[3]
    data = ended.registry.ban.prepare_calldata(someone.pid)
    decision = ended.propose(HEAVY, someone.pid, ended.registry, data)
    ended.put_to_all(decision)
    assert ended.authority.decision(decision).ready == now() + 21 * DAY
    skip(7 * DAY)
    with boa.reverts("OWN_CASE"):
        ended.vote(decision, [someone], yes=False)
    with boa.env.prank(someone.address):
        ended.authority.answer(decision, REASON, "")
    ended.vote(decision, ended.people[10:31])
    with boa.reverts("TOO_EARLY"):  # a majority of all does not shorten what has a delay
        ended.execute(decision)
    skip(14 * DAY)
    ended.execute(decision)
    assert ended.registry.standing(someone.pid) == 4


@pytest.mark.parametrize(
    ("yes", "no", "status"), [(4, 0, OPEN), (3, 0, REJECTED), (2, 2, REJECTED)]
)
def test_with_a_quorum_of_a_tenth(ended: Governed, yes: int, no: int, status: int) -> None:
    data = call_of(FORCE, 1, 4, 3, 10**18)
    decision = ended.propose(HEAVY, 4, ended.elsewhere, data)
    decided(ended, decision, yes, no)
    assert ended.status(decision) == status


def test_they_can_remove_whom_they_can_appoint(ended: Governed) -> None:
    verifier = ended.net.verifier.address
    data = ended.registry.remove_verifier.prepare_calldata(verifier)
    decision = ended.propose(LIGHT, 0, ended.registry, data)
    decided(ended, decision)
    ended.execute(decision)
    assert not ended.registry.is_verifier(verifier)


def test_they_change_no_number_and_freeze_nobody(ended: Governed) -> None:
    someone = ended.people[3].pid
    for kind, subject, target, data in (
        (1, someone, ended.registry, ended.registry.freeze.prepare_calldata(someone, now() + DAY)),
        (4, 0, ended.rules, ended.rules.set_number.prepare_calldata(0, 0, 8 * DAY)),
    ):
        with boa.reverts("AUTHORITY_DECIDES"):
            ended.propose(kind, subject, target, data)


def test_members_put_another_operator_in_and_renew(ended: Governed) -> None:
    """The key of the operator is lost."""
    other = account_of("another operator").address
    data = ended.authority.set_operator.prepare_calldata(other)
    decision = ended.propose(HEAVY, 0, ended.authority, data)
    decided(ended, decision)
    ended.execute(decision)
    assert ended.authority.operator() == other
    ended_at = ended.authority.powers_until()
    renewed(ended, now() + 14 * DAY + YEAR)
    assert ended_at + YEAR < ended.authority.powers_until() == now() + YEAR
    someone = ended.people[3]
    data = ended.registry.ban.prepare_calldata(someone.pid)
    with boa.reverts("AUTHORITY_DECIDES"):
        ended.propose(HEAVY, someone.pid, ended.registry, data)


def test_grounds_still_lead_to_a_proposal_to_all(ended: Governed) -> None:
    someone = ended.people[3]
    ended.elsewhere.set_ground(someone.pid, 1, now())
    decision = ended.authority.propose_ban(someone.pid)
    ended.published[decision] = (
        ended.registry.address,
        ended.registry.ban.prepare_calldata(someone.pid),
    )
    assert ended.authority.decision(decision).quorum == 10
    skip(7 * DAY)
    ended.vote(decision, ended.people[10:14])
    skip(14 * DAY)
    ended.execute(decision)
    assert ended.registry.standing(someone.pid) == 4


def test_members_can_seal_after_the_end(ended: Governed) -> None:
    data = ended.rules.stop_market.prepare_calldata(now() + 21 * DAY)
    decision = ended.propose(SEAL, 0, ended.rules, data)
    ended.put_to_all(decision)
    ended.vote(decision, ended.people[:4])
    skip(14 * DAY)
    ended.execute(decision)
    assert ended.rules.stopped_until() == now() + 7 * DAY
