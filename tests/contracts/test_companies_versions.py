"""Stakes declared late or corrected: which cost counts, and which never does."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.arena import ATTESTORS, hash32
from tests.contracts.plays import ACQUIRED, TWO
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

pytestmark = pytest.mark.ignore_isolation

ISSUER, HOLDER, OTHER = 4, 5, 6
PRICE = 60_000 * DOLLAR
SOLD_FOR = 100_000 * DOLLAR


@made_once
def scene() -> DisputePlays:
    """An issuer with a stake of a hundred units that cost 60,000, attested."""
    plays = DisputePlays(members=3, deaf=True)
    plays.issue(ISSUER)
    assert plays.place(ISSUER, HOLDER, S // 5, 0)
    plays.declare(ISSUER, 100, PRICE)
    assert plays.attest_stake(1)
    return plays


def cost_of(plays: DisputePlays, units: int, version: int = 0) -> int | None:
    """Sell some units by a version of the stake; return what of their cost counted."""
    done = plays.report(1, units, SOLD_FOR, 0, plays.model.now, True, version)
    return int(plays.records[plays.exits.count][5]) if done else None


def test_declared_after_the_sale_it_cost_nothing(plays: DisputePlays) -> None:
    closed = plays.model.now
    plays.pass_time(DAY)
    late = plays.declare(ISSUER, 100, PRICE)
    assert plays.attest_stake(late)
    plays.pass_time(400 * DAY)  # however long it is attested then
    assert plays.report(late, 100, SOLD_FOR, 0, closed, True)
    assert plays.records[1][5:7] == (0, SOLD_FOR)


def test_the_older_version_counts_until_the_newer_is_90_days_old(plays: DisputePlays) -> None:
    assert plays.amend(1, 100, 2 * PRICE)
    plays.pass_time(90 * DAY)
    assert plays.attest_stake(1)
    assert cost_of(plays, 10, version=2) == 0  # the raised cost does not count yet
    assert cost_of(plays, 10, version=1) == PRICE // 10
    plays.pass_time(90 * DAY - 1)
    assert cost_of(plays, 10, version=1) == PRICE // 10
    plays.pass_time(1)
    assert cost_of(plays, 10, version=1) is None  # NOT_THE_VERSION
    assert cost_of(plays, 10, version=2) == 2 * PRICE // 10


def test_a_version_that_nobody_attested_changes_nothing(plays: DisputePlays) -> None:
    assert plays.amend(1, 100, 2 * PRICE)
    plays.pass_time(400 * DAY)
    assert cost_of(plays, 50, version=1) == PRICE // 2
    assert cost_of(plays, 50, version=2) == 0


def test_a_lower_cost_counts_as_soon_as_it_is_the_version(plays: DisputePlays) -> None:
    assert plays.amend(1, 100, PRICE // 2)
    assert plays.attest_stake(1)
    plays.pass_time(90 * DAY)
    assert cost_of(plays, 100, version=1) is None
    assert cost_of(plays, 100, version=2) == PRICE // 2


def test_no_more_counts_in_all_versions_than_the_newest_says(plays: DisputePlays) -> None:
    plays.pass_time(90 * DAY)
    assert cost_of(plays, 99) == PRICE * 99 // 100
    assert plays.amend(1, 200, PRICE)  # the same money, twice as many units
    assert plays.attest_stake(1)
    plays.pass_time(90 * DAY)
    assert cost_of(plays, 101) == PRICE - PRICE * 99 // 100
    assert plays.chain.companies.stake(1).counted == PRICE
    assert cost_of(plays, 1) is None  # MORE_THAN_DECLARED


def test_what_did_not_count_once_does_not_count_later(plays: DisputePlays) -> None:
    assert cost_of(plays, 50) == 0
    plays.pass_time(90 * DAY)
    assert cost_of(plays, 50) == PRICE // 2


def test_units_are_sold_once(plays: DisputePlays) -> None:
    plays.pass_time(90 * DAY)
    assert cost_of(plays, 60) == PRICE * 60 // 100
    assert cost_of(plays, 41) is None
    assert plays.report(1, 40, SOLD_FOR, 0, plays.model.now, False)  # unopened: no cost
    assert cost_of(plays, 1) is None
    assert plays.chain.companies.stake(1).sold == 100


# Replays


def test_signatures_confirm_one_version_of_one_stake(plays: DisputePlays) -> None:
    companies = plays.chain.companies
    plays.amend(1, 100, 2 * PRICE)
    old = plays.sign_stake(1, version=1)
    with boa.reverts("BAD_SIGNATURE"):
        companies.attest_stake(1, 2, plays.stakes[1][1], old, TWO)
    with boa.reverts("WRONG_RECORD"):
        companies.attest_stake(1, 2, plays.stakes[1][0], old, TWO)
    with boa.reverts("NOT_THE_VERSION"):
        companies.attest_stake(1, 1, plays.stakes[1][0], old, TWO)
    # Back to what it was: who confirmed it then has not confirmed it now.
    plays.amend(1, 100, PRICE)
    with boa.reverts("BAD_SIGNATURE"):
        companies.attest_stake(1, 3, plays.stakes[1][2], old, TWO)
    twin = plays.declare(ISSUER, 100, PRICE)
    with boa.reverts("BAD_SIGNATURE"):
        companies.attest_stake(twin, 1, plays.stakes[twin][0], old, TWO)


def test_signatures_are_for_this_chain_and_this_contract(plays: DisputePlays) -> None:
    number = plays.declare(ISSUER, 1, PRICE)
    chain = boa.env.evm.chain
    with boa.env.anchor():
        real = type(chain).chain_id
        try:
            type(chain).chain_id = real + 1
            elsewhere = plays.sign_stake(number)
        finally:
            type(chain).chain_id = real
    with boa.reverts("BAD_SIGNATURE"):
        plays.chain.companies.attest_stake(number, 1, plays.stakes[number][0], elsewhere, TWO)
    assert plays.attest_stake(number)


def test_an_exit_of_the_same_kind_needs_its_own_signatures(plays: DisputePlays) -> None:
    for _ in range(2):
        assert plays.report(1, 1, SOLD_FOR, 0, plays.model.now, False)
    first = plays.sign_exit(1)
    with boa.reverts("BAD_SIGNATURE"):
        plays.chain.companies.attest_exit(2, plays.records[2], first, TWO)
    assert plays.attest_exit(1)
    with boa.reverts("ALREADY_ATTESTED"):
        plays.chain.companies.attest_exit(1, plays.records[1], first, TWO)


# What an amendment must be


def amend_refused(plays: DisputePlays, code: str, by: int = ISSUER, **changed: object) -> None:
    facts: dict[str, object] = {
        "stake": 1,
        "record": plays.stakes[1][-1],
        "commitment": hash32(8),
        "package": hash32(2),
        "attestors": ATTESTORS,
    }
    with boa.reverts(code):
        plays.chain.companies.amend(*(facts | changed).values(), sender=plays.at(by))


def test_what_an_amendment_must_be(plays: DisputePlays) -> None:
    amend_refused(plays, "NOT_OWNER", by=HOLDER)
    amend_refused(plays, "NO_SUCH_STAKE", stake=2)
    amend_refused(plays, "EMPTY_HASH", commitment=hash32(0))
    amend_refused(plays, "EMPTY_HASH", package=hash32(0))
    amend_refused(plays, "OWN_ATTESTOR", attestors=(1, 2, ISSUER))
    amend_refused(plays, "SAME_ATTESTOR", attestors=(1, 2, 2))
    amend_refused(plays, "NOT_ATTESTOR", attestors=(1, 2, HOLDER))
    record = plays.stakes[1][0]
    amend_refused(plays, "WRONG_RECORD", record=(record[0], hash32(5), *record[2:]))
    for _ in range(15):
        assert plays.amend(1, 100, PRICE)
    assert not plays.amend(1, 100, PRICE)
    amend_refused(plays, "TOO_MANY_VERSIONS")


def test_others_attest_when_those_named_serve_no_longer(plays: DisputePlays) -> None:
    for attestor in (2, 3):
        plays.chain.registry.remove_attestor(attestor, sender=plays.chain.authority.address)
    plays.chain.appoint(plays.actors[OTHER])
    plays.chain.appoint(plays.actors[HOLDER])
    assert plays.report(1, 1, SOLD_FOR, 0, plays.model.now, False)
    with boa.reverts("NOT_ATTESTOR"):
        plays.chain.companies.attest_exit(1, plays.records[1], plays.sign_exit(1), TWO)
    # The exit goes on by its window, the stake by an amendment.
    assert plays.open_window(1, HOLDER)
    plays.pass_time(7 * DAY)
    assert plays.accept(1)
    named = (1, HOLDER, OTHER)
    companies, sender = plays.chain.companies, plays.at(ISSUER)
    companies.amend(1, plays.stakes[1][0], hash32(8), hash32(2), named, sender=sender)
    record = (ISSUER, hash32(1), hash32(8), hash32(2), named, plays.model.now)
    fields = {"stake": 1, "version": 2, "companyKey": hash32(1)}
    fields |= {"commitment": hash32(8), "packageHash": hash32(2)}
    signatures = [plays.sign(who, "Stake", fields) for who in named[1:]]
    companies.attest_stake(1, 2, record, signatures, named[1:])
    assert companies.attested_at(1, 2) == plays.model.now


def test_the_commitment_hides_the_salt(plays: DisputePlays) -> None:
    record = plays.stakes[1][0]
    opening = (100, PRICE, ACQUIRED, hash32(2))
    facts = (1, SOLD_FOR, 0, plays.model.now, hash32(3), opening)
    with boa.reverts("WRONG_OPENING"):
        plays.chain.companies.report_exit(1, 1, record, *facts, sender=plays.at(ISSUER))
