"""The adviser: sealed before, opened after, scored in the order of filing."""

from __future__ import annotations

import boa
import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.governing import EXPIRED, FALLEN, MEMBERS, WITHDRAWN, Governed, skip
from tests.contracts.network import DAY, account_of

ADVISER = account_of("adviser").address
SALT = keccak(text="salt")
FOR, AGAINST = True, False


def sealed(decision: int, uphold: bool) -> bytes:
    return bytes(keccak(encode(["uint256", "bool", "bytes32"], [decision, uphold, SALT])))


def file(gov: Governed, decision: int, uphold: bool) -> None:
    with boa.env.prank(ADVISER):
        gov.members.file_opinion(decision, sealed(decision, uphold))


def appoint(gov: Governed, whom: str = ADVISER) -> None:
    """By 5 % of the members, and then by a majority."""
    data = gov.members.set_adviser.prepare_calldata(whom)
    decision = gov.propose(MEMBERS, 0, gov.members, data)
    gov.put_to_all(decision)
    gov.vote(decision, gov.people[:4])
    skip(14 * DAY)
    gov.execute(decision)
    assert gov.members.adviser() == whom


def decided(gov: Governed, verdicts: list[tuple[bool, bool | None]]) -> list[int]:
    """Heavy decisions that stand or fall, with the opinions filed on them (None: none)."""
    made = []
    for place, (_, opinion) in enumerate(verdicts):
        decision = gov.ban(gov.people[15 + place])
        if opinion is not None:
            file(gov, decision, opinion)
        made.append(decision)
    skip(21 * DAY)
    for decision, (stands, _) in zip(made, verdicts, strict=True):
        if stands:
            gov.execute(decision)
        else:
            gov.veto(decision, gov.people[: gov.needed(decision)])
            assert gov.status(decision) == FALLEN
    return made


def score(gov: Governed) -> tuple[int, int]:
    agreed, scored = gov.members.score()
    return int(agreed), int(scored)


@pytest.fixture
def advised(gov: Governed) -> Governed:
    appoint(gov)
    return gov


@pytest.mark.parametrize(
    ("stands", "opinion", "agreed"),
    [(True, FOR, 1), (True, AGAINST, 0), (False, AGAINST, 1), (False, FOR, 0)],
)
def test_an_opinion_agrees_with_how_the_case_ended(
    advised: Governed, stands: bool, opinion: bool, agreed: int
) -> None:
    (decision,) = decided(advised, [(stands, opinion)])
    assert score(advised) == (0, 0)
    advised.members.open_opinion(decision, opinion, SALT)
    assert score(advised) == (agreed, 1)
    with boa.reverts("NO_OPINION"):
        advised.members.open_opinion(decision, opinion, SALT)


def test_an_unopened_opinion_counts_as_disagreed(advised: Governed) -> None:
    (decision,) = decided(advised, [(True, FOR)])
    skip(14 * DAY)
    advised.members.settle_scores(5)
    assert score(advised) == (0, 0)
    with boa.env.anchor():
        advised.members.open_opinion(decision, FOR, SALT)
        assert score(advised) == (1, 1)
    skip(1)
    with boa.reverts("TOO_LATE"):
        advised.members.open_opinion(decision, FOR, SALT)
    advised.members.settle_scores(5)
    assert score(advised) == (0, 1)


def test_an_opinion_cannot_be_changed_or_opened_early(advised: Governed) -> None:
    decision = advised.ban(advised.people[3])
    with boa.reverts("EMPTY_HASH"), boa.env.prank(ADVISER):
        advised.members.file_opinion(decision, b"\0" * 32)
    file(advised, decision, FOR)
    with boa.reverts("NO_OPINION"):
        file(advised, decision, AGAINST)
    with boa.reverts("WRONG_OPENING"):
        advised.members.open_opinion(decision, AGAINST, SALT)
    with boa.reverts("TOO_EARLY"):
        advised.members.open_opinion(decision, FOR, SALT)


def test_an_opinion_is_filed_before_the_decision_is_ready(advised: Governed) -> None:
    decision = advised.ban(advised.people[3])
    skip(21 * DAY - 1)
    with boa.env.anchor():
        file(advised, decision, FOR)
    skip(1)
    with boa.reverts("TOO_LATE"):
        file(advised, decision, FOR)


def test_opinions_are_on_heavy_cases_and_by_the_adviser(advised: Governed) -> None:
    for light in (advised.strike(advised.people[3]), advised.number(0, 0, 8 * DAY), 999):
        with boa.reverts("TOO_LATE"):
            file(advised, light, FOR)
    decision = advised.ban(advised.people[3])
    with boa.reverts("NOT_ADVISER"):
        advised.members.file_opinion(decision, SALT)


@pytest.mark.parametrize("end", [WITHDRAWN, EXPIRED])
def test_what_ended_without_a_ruling_is_not_scored(advised: Governed, end: int) -> None:
    """Or else the authority would dilute the score with decisions that it drops."""
    dropped = advised.ban(advised.people[3])
    file(advised, dropped, FOR)
    if end == WITHDRAWN:
        with boa.env.prank(advised.operator.address):
            advised.authority.withdraw(dropped)
    else:
        skip(35 * DAY)
    assert advised.status(dropped) == end
    (decision,) = decided(advised, [(True, FOR)])
    advised.members.open_opinion(decision, FOR, SALT)
    assert score(advised) == (1, 1)
    with boa.reverts("NO_OPINION"):
        advised.members.open_opinion(dropped, FOR, SALT)


def test_opinions_are_scored_in_the_order_of_filing(advised: Governed) -> None:
    """Opened right ones first, they would lower theta for ever before the wrong ones count."""
    wrong, right = decided(advised, [(True, AGAINST), (True, FOR)])
    advised.members.open_opinion(right, FOR, SALT)
    assert score(advised) == (0, 0)
    skip(14 * DAY + 1)
    advised.members.settle_scores(1)
    assert score(advised) == (0, 1)
    advised.members.settle_scores(1)
    assert score(advised) == (1, 2)
    assert advised.members.opinion(wrong)[1] == 0 and advised.members.opinion(right)[1] == 2


def test_theta_falls_with_the_score_once_20_are_scored(advised: Governed) -> None:
    first = decided(advised, [(True, FOR)] * 19)
    for decision in first:
        advised.members.open_opinion(decision, FOR, SALT)
    assert score(advised) == (19, 19)
    assert advised.members.theta() == advised.members.base() == 200_000
    data = advised.registry.appoint_attestor.prepare_calldata(advised.people[0].pid)
    last = advised.publish(3, advised.people[0].pid, advised.registry, data)
    file(advised, last, FOR)
    skip(21 * DAY)
    advised.execute(last)
    advised.members.open_opinion(last, FOR, SALT)
    assert score(advised) == (20, 20)
    assert advised.members.theta() == 100_000  # 20 % * (1 - 20 / 40)


def test_theta_never_rises_with_a_worse_score_or_another_adviser(advised: Governed) -> None:
    for decision in decided(advised, [(True, FOR)] * 20):
        advised.members.open_opinion(decision, FOR, SALT)
    assert advised.members.theta() == 100_000
    members = advised.people[:15]
    wrong = []
    for person in members[5:15]:
        data = advised.registry.appoint_attestor.prepare_calldata(person.pid)
        wrong.append(advised.publish(3, person.pid, advised.registry, data))
        file(advised, wrong[-1], AGAINST)
    skip(21 * DAY)
    for decision in wrong:
        advised.execute(decision)
        advised.members.open_opinion(decision, AGAINST, SALT)
    assert score(advised) == (20, 30)
    assert advised.members.theta() == 100_000
    advised.people = members
    appoint(advised, account_of("another adviser").address)
    assert score(advised) == (0, 0)
    assert advised.members.theta() == 100_000


def test_a_new_adviser_has_nothing_of_the_old_one(advised: Governed) -> None:
    decision = advised.ban(advised.people[20])
    file(advised, decision, AGAINST)
    appoint(advised, account_of("another adviser").address)
    with boa.reverts("NOT_ADVISER"):
        file(advised, advised.ban(advised.people[21]), FOR)
    skip(7 * DAY)
    advised.execute(decision)
    with boa.reverts("NO_OPINION"):
        advised.members.open_opinion(decision, AGAINST, SALT)
    skip(30 * DAY)
    advised.members.settle_scores(5)
    assert score(advised) == (0, 0)


def test_only_the_last_hundred_count() -> None:
    """The ring of results, against a list, through the contract's own counting."""
    from tests.contracts.compiled import deployer_of

    cases = boa.loads(
        """
# pragma version ~=0.4.3
stands: HashMap[uint256, bool]
over: bool
members: address
interface Members:
    def set_adviser(account: address): nonpayable
@external
def set(decision: uint256, stands: bool):
    self.stands[decision] = stands
@external
def end():
    self.over = True
@external
def appoint(members: address, account: address):
    extcall Members(members).set_adviser(account)
@view
@external
def outcome(decision: uint256) -> (uint8, uint8, uint256, uint256):
    status: uint8 = 2
    if self.over:
        status = 3 if self.stands[decision] else 4
    return status, 3, max_value(uint256), block.timestamp
"""
    )
    with boa.env.anchor():
        members = deployer_of("Members").deploy(cases)
        members.wire(cases)
        cases.appoint(members, ADVISER)
        results = [n % 7 != 0 and n % 3 != 1 for n in range(170)]
        with boa.env.prank(ADVISER):
            for n, agreed in enumerate(results):
                cases.set(n, agreed)
                members.file_opinion(n, sealed(n, FOR))
        cases.end()
        theta = 200_000
        for n in range(len(results)):
            members.open_opinion(n, FOR, SALT)
            last = results[max(0, n - 99) : n + 1]
            assert members.score() == (sum(last), len(last))
            if len(last) >= 20:
                theta = min(theta, 200_000 * (2 * len(last) - sum(last)) // (2 * len(last)))
            assert members.theta() == theta
