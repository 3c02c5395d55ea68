"""Freezes: at once, for 14 days at most, and not again for 90."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.governing import (
    EXECUTED,
    FALLEN,
    FREEZE,
    HALT,
    SEAL,
    Governed,
    call_of,
    skip,
)
from tests.contracts.network import DAY, now


def test_a_freeze_acts_at_once_and_ends_by_itself(gov: Governed) -> None:
    someone = gov.people[3]
    decision = gov.freeze(someone)
    assert gov.status(decision) == EXECUTED
    assert gov.registry.standing(someone.pid) == 3
    skip(14 * DAY - 1)
    assert gov.registry.standing(someone.pid) == 3
    skip(1)
    assert gov.registry.standing(someone.pid) == 1
    with boa.reverts("DECISION_CLOSED"):
        gov.execute(decision)


def test_a_freeze_is_not_longer_than_14_days(gov: Governed) -> None:
    with boa.reverts("FREEZE_TOO_LONG"):
        gov.freeze(gov.people[3], 14 * DAY + 1)


def test_a_freeze_is_not_renewed_for_90_days(gov: Governed) -> None:
    someone = gov.people[3]
    gov.freeze(someone)
    with boa.reverts("FROZEN_LATELY"):
        gov.freeze(someone, 13 * DAY)
    skip(14 * DAY + 90 * DAY - 1)
    with boa.reverts("FROZEN_LATELY"):
        gov.freeze(someone)
    gov.freeze(gov.people[4])
    skip(1)
    gov.freeze(someone)


@pytest.mark.parametrize("first", ["freeze", "halt"])
def test_person_and_token_are_not_frozen_in_turn(gov: Governed, first: str) -> None:
    someone = gov.people[3]
    second = "halt" if first == "freeze" else "freeze"
    getattr(gov, first)(someone, 10 * DAY)
    skip(4 * DAY)
    with boa.reverts("FROZEN_LATELY"):
        getattr(gov, second)(someone, 6 * DAY + 1)
    with boa.env.anchor():
        getattr(gov, second)(someone, 6 * DAY)
    for wait in (6 * DAY, 90 * DAY - 1):
        skip(wait)
        with boa.reverts("FROZEN_LATELY"):
            getattr(gov, second)(someone, 1 * DAY)
    skip(1)
    getattr(gov, second)(someone)


def test_an_overruled_freeze_is_lifted(gov: Governed) -> None:
    someone = gov.people[3]
    decision = gov.freeze(someone)
    _, data = gov.published[decision]
    gov.veto(decision, gov.people[4:11])
    with boa.reverts("DECISION_CLOSED"):
        gov.authority.lift(decision, data)
    gov.veto(decision, gov.people[11:12])
    assert gov.status(decision) == FALLEN
    other = gov.freeze(gov.people[5])
    with boa.reverts("OTHER_CALL"):
        gov.authority.lift(decision, gov.published[other][1])
    gov.authority.lift(decision, data)
    assert gov.registry.standing(someone.pid) == 1
    with boa.reverts("NOT_FROZEN"):
        gov.authority.lift(decision, data)
    # Nor is what was overruled done again as soon as freezes may be.
    skip(14 * DAY + 90 * DAY)
    with boa.reverts("OVERRULED_LATELY"):
        gov.freeze(someone)
    skip(90 * DAY)
    gov.freeze(someone)


def test_a_halt_that_was_overruled_runs_out_and_is_not_repeated(gov: Governed) -> None:
    decision = gov.halt(gov.people[3])
    gov.veto(decision, gov.people[4:12])
    with boa.reverts("OTHER_CALL"):
        gov.authority.lift(decision, gov.published[decision][1])
    skip(14 * DAY + 90 * DAY)
    with boa.reverts("OVERRULED_LATELY"):
        gov.halt(gov.people[3])


def test_a_freeze_that_is_over_is_not_overruled(gov: Governed) -> None:
    decision = gov.freeze(gov.people[3])
    skip(14 * DAY)
    with boa.reverts("DECISION_CLOSED"):
        gov.veto(decision, gov.people[4:5])


def test_who_is_frozen_votes(gov: Governed) -> None:
    """Or else the authority would silence, at once, whoever overrules it."""
    decision = gov.ban(gov.people[3])
    for person in gov.people[4:12]:
        gov.freeze(person)
    gov.veto(decision, gov.people[4:12])
    assert gov.status(decision) == FALLEN


def test_a_freeze_needs_its_class_and_person(gov: Governed) -> None:
    data = call_of(HALT, gov.people[3].pid, now() + DAY)
    with boa.reverts("WRONG_CASE"):
        gov.publish(FREEZE, gov.people[4].pid, gov.elsewhere, data)
    with boa.reverts("BAD_TIME"):
        gov.publish(
            FREEZE, gov.people[3].pid, gov.elsewhere, call_of(HALT, gov.people[3].pid, 2**40)
        )


# --- the seal ---


def seal(gov: Governed, seconds: int = 7 * DAY) -> int:
    data = gov.rules.stop_market.prepare_calldata(now() + seconds)
    return gov.publish(SEAL, 0, gov.rules, data)


def test_the_authority_stops_the_market_once(gov: Governed) -> None:
    with boa.reverts("BAD_TIME"):
        seal(gov, 7 * DAY + 1)
    seal(gov)
    assert gov.rules.stopped_until() == now() + 7 * DAY
    for wait in (0, 7 * DAY, 1000 * DAY):
        skip(wait)
        with boa.reverts("MEMBERS_DECIDE"):
            seal(gov)
