"""Who counts: 30 days a member, the earliest first, a quarter more a month, less the marked."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.compiled import deployer_of
from tests.contracts.governing import YEAR, Governed, skip
from tests.contracts.network import DAY, account_of, now

MONTH = 30 * DAY

# A registry of which only the ranks matter: who joined when, by the thousand.
CROWD = """
# pragma version ~=0.4.3
times: DynArray[uint256, 1000]
counts: DynArray[uint256, 1000]
marks: uint256
asked: public(uint256)

@external
def arrive(count: uint256):
    self.times.append(block.timestamp)
    self.counts.append(count)

@external
def mark(count: uint256):
    self.marks = count

@view
@external
def members_at(time: uint256) -> uint256:
    total: uint256 = 0
    for i: uint256 in range(len(self.times), bound=1000):
        if self.times[i] <= time:
            total += self.counts[i]
    return total

@view
@external
def marked_up_to(rank: uint256) -> uint256:
    return min(rank, self.marks)
"""


class Crowd:
    """Members by the thousand, and the contract that counts them."""

    def __init__(self) -> None:
        self.people = boa.loads(CROWD)
        self.members = deployer_of("Members").deploy(self.people)
        self.arrivals: list[tuple[int, int]] = []

    def arrive(self, count: int) -> None:
        """So many join now."""
        self.people.arrive(count)
        self.arrivals.append((now(), count))

    def at(self, time: int) -> int:
        """How many had joined."""
        return sum(count for when, count in self.arrivals if when <= time)

    def count(self) -> int:
        """Who counts now, by the contract."""
        last, members, _ = self.members.count()
        assert last == members == self.members.counted()[0]
        return int(last)

    def modelled(self) -> int:
        """The same by the rules, month by month from genesis."""
        genesis = int(self.members.genesis())
        at_start, cap = 0, 100
        for month in range(1, (now() - genesis) // MONTH + 1):
            cap = max(100, at_start * 5 // 4)
            at_start = min(self.at(genesis + month * MONTH - 30 * DAY), cap)
        return min(self.at(now() - 30 * DAY), cap)


@pytest.fixture
def crowd() -> Crowd:
    return Crowd()


def test_all_count_while_there_are_few(crowd: Crowd) -> None:
    crowd.arrive(60)
    assert crowd.count() == 0
    skip(30 * DAY - 1)
    assert crowd.count() == 0
    skip(1)
    assert crowd.count() == 60
    crowd.arrive(40)
    skip(30 * DAY)
    assert crowd.count() == 100


def test_a_crowd_counts_a_quarter_more_each_month(crowd: Crowd) -> None:
    crowd.arrive(100)
    skip(2 * MONTH)
    assert crowd.count() == 100
    crowd.arrive(100_000)
    seen = []
    for _ in range(6):
        skip(MONTH)
        seen.append(crowd.count())
    assert seen == [125, 156, 195, 243, 303, 378]


def test_months_in_which_nobody_counted_save_up_no_growth(crowd: Crowd) -> None:
    crowd.arrive(100)
    skip(24 * MONTH)
    crowd.arrive(100_000)
    skip(30 * DAY)
    assert crowd.count() == 125


def test_whoever_counts_and_when_the_same_comes_out() -> None:
    with boa.env.anchor():
        often, rarely = Crowd(), Crowd()
        for month in range(40):
            for crowd in (often, rarely):
                crowd.arrive(7 * month * month)
            skip(MONTH * (1 + month % 3) // 2)
            assert often.count() == often.modelled()
        rarely.members.roll(3)
        assert rarely.members.counted()[0] == often.count() == rarely.count() == rarely.modelled()


@pytest.mark.parametrize("early", [400, 1_000_000])
def test_in_any_30_days_growth_is_at_most_a_quarter(crowd: Crowd, early: int) -> None:
    """Not twice a quarter by waiting for the end of a month and the start of the next."""
    crowd.arrive(early)
    seen: list[int] = []
    for step in range(400):
        if step == 205:  # in the middle of a month
            crowd.arrive(1_000_000)
        skip(3 * DAY)
        seen.append(crowd.count())
    for before, after in zip(seen, seen[9:], strict=False):
        if before > 100:
            assert after <= before * 5 // 4 + 1
    assert seen[200] == 400 or early > 400
    assert seen[-1] > 20_000  # and it does grow


def test_months_that_were_not_rolled_are_rolled_in_steps(crowd: Crowd) -> None:
    crowd.arrive(100)
    skip(245 * MONTH)
    with boa.reverts("MONTHS_BEHIND"):
        crowd.members.count()
    crowd.members.roll(10_000)
    assert crowd.count() == 100


def test_the_marked_are_left_out(gov: Governed) -> None:
    someone = gov.people[3]
    ban = gov.ban(someone)
    skip(21 * DAY)
    gov.execute(ban)
    assert gov.members.counted() == (40, 40, 8)
    gov.registry.mark_expired(someone.pid)
    assert gov.members.counted() == (40, 39, 8)
    with boa.reverts():
        gov.registry.mark_expired(gov.people[4].pid)  # neither run out nor banned


# --- theta ---


def test_the_base_falls_with_the_half_years(gov: Governed) -> None:
    half = YEAR // 2
    genesis = gov.members.genesis()
    expected = [200_000, 175_000, 150_000, 125_000, 100_000, 75_000, 50_000, 50_000, 50_000]
    for step, base in enumerate(expected):
        if step:
            skip(genesis + step * half - 1 - now())
            assert gov.members.base() == expected[step - 1]
            skip(1)
        assert gov.members.base() == base == gov.members.theta()
        assert gov.members.counted()[2] == max(5, -(-base * 40 // 1_000_000))


def test_only_the_deployer_wires_and_only_once(gov: Governed) -> None:
    with boa.reverts("NOT_DEPLOYER"):
        gov.members.wire(gov.elsewhere)
    with boa.reverts("ALREADY_WIRED"), boa.env.prank(gov.net.authority.address):
        gov.members.wire(gov.elsewhere)
    for caller in (gov.net.authority.address, gov.operator.address, account_of("x").address):
        with boa.reverts("NOT_AUTHORITY"), boa.env.prank(caller):
            gov.members.set_adviser(caller)
