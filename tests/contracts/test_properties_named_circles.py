"""Properties 13 to 15: circles settle, nothing overflows, and the order of claims does not matter.

Asked of the contracts alone; what should come out is computed here with fractions.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction

import boa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.market import cash
from tests.contracts.network import (
    DOLLAR,
    NO_PERMIT,
    SUPPLY,
    Actor,
    Network,
    account_of,
    deploy_bare,
)

pytestmark = pytest.mark.ignore_isolation

KEPT = 51
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


class Circle:
    """Issuers who hold each other: the first is held by the second, and the last by the first."""

    def __init__(self, people: int) -> None:
        self.net: Network = deploy_bare()
        self.people = [self.net.join(f"Person {k}") for k in range(people)]
        for person in self.people:
            self.net.issue(person)

    def hold(self, issuer: Actor, holder: Actor, percent: int) -> None:
        """Give a part of a token to somebody."""
        self.net.place(issuer, holder, SUPPLY * percent // 100, 0)

    def give(self, issuer: Actor, amount: int) -> None:
        """Money for the issuer's holders."""
        self.net.ledger.distribute(amount, NO_PERMIT, sender=issuer.address)

    def claimable(self) -> dict[tuple[int, int], int]:
        """Who could claim what, of which token."""
        found = {}
        for issuer, holder in itertools.permutations(self.people, 2):
            owed = int(self.net.ledger.claimable(issuer.pid, holder.pid))
            if owed:
                found[issuer.pid, holder.pid] = owed
        return found

    def claim(self, issuer: int, holder: int) -> None:
        """Somebody claims for somebody."""
        self.net.ledger.claim(issuer, holder, sender=account_of("anybody").address)

    def wealth(self) -> list[int]:
        """Wallets and credits."""
        net = self.net
        return [cash(net, one) + int(net.ledger.purse(one.pid)[0]) for one in self.people]


@pytest.fixture(scope="module")
def made() -> Circle:
    return Circle(5)


@pytest.fixture
def circle(made: Circle) -> Iterator[Circle]:
    with boa.env.anchor():
        yield made


# 13


@pytest.mark.parametrize("length", [2, 3, 5])
def test_p13_circles_settle_in_bounded_rounds(circle: Circle, length: int) -> None:
    """The most that others can hold is 49 %: what goes round falls by half and more each step.

    A million dollars is 10^12 units: after 40 claims less than one unit goes round.
    """
    people = circle.people[:length]
    for held, by in itertools.pairwise([*people, people[0]]):
        circle.hold(held, by, 100 - KEPT)
    circle.give(people[0], 10**6 * DOLLAR)
    before = sum(circle.wealth())
    claims = 0
    while owed := circle.claimable():
        assert len(owed) == 1
        ((issuer, holder),) = owed
        amount = owed[issuer, holder]
        circle.claim(issuer, holder)
        claims += 1
        onward = circle.claimable()
        assert sum(onward.values()) * 100 <= amount * (100 - KEPT)
    assert claims <= 40
    # Each claim, and the distribution, may leave a unit in a pool.
    assert 10**6 * DOLLAR - claims - 1 <= sum(circle.wealth()) - before <= 10**6 * DOLLAR


def test_p13_a_web_in_which_all_hold_all_settles_too(circle: Circle) -> None:
    """Each of five is held to 48 % by the other four: a round of all claims halves what is left."""
    for held, by in itertools.permutations(circle.people, 2):
        circle.hold(held, by, 12)
    for person in circle.people:
        circle.give(person, 10**5 * DOLLAR)
    rounds = 0
    while owed := circle.claimable():
        left = sum(owed.values())
        for issuer, holder in owed:
            if circle.net.ledger.claimable(issuer, holder):
                circle.claim(issuer, holder)
        rounds += 1
        # A claim late in the round takes what the earlier ones passed on: never more is left.
        assert sum(circle.claimable().values()) <= left * 48 // 100 + 20
    assert rounds <= 40


# 14


def test_p14_nothing_overflows_for_gains_below_2_to_the_96(circle: Circle) -> None:
    """The accumulator after 2^31 of the largest distributions, and then another: claims hold.

    Each adds at most (2^96 - 1) * 2^128 // S, so that 2^31 of them are below 2^172; balances are
    below 2^84: their product is below 2^256. The state after 2^31 is written, not played.
    """
    alice, bob, carol = circle.people[:3]
    net = circle.net
    circle.hold(alice, bob, 49)
    circle.hold(bob, carol, 49)
    most = 2**96 - 1
    net.fund(alice, most)
    step = most * 2**128 // SUPPLY
    assert (2**31 * step).bit_length() <= 172 and SUPPLY.bit_length() <= 84

    circle.give(alice, most * 49 // 100)  # others hold 49 %: the gain behind it is the most
    once = int(net.ledger.token_info(alice.pid).acc)
    assert step * 99 // 100 <= once <= step
    claimed = net.ledger.claimable(alice.pid, bob.pid)
    assert most * 49 // 100 - 1 <= claimed <= most * 49 // 100

    circle.claim(alice.pid, bob.pid)
    net.ledger.eval(f"holdings.acc[{alice.pid}] = {(2**31 - 1) * step}")
    owed = int(net.ledger.claimable(alice.pid, bob.pid))
    exact = Fraction(((2**31 - 1) * step - once) * (SUPPLY * 49 // 100), 2**128)
    assert owed == int(exact)
    net.fund(alice, most)
    circle.give(alice, most * 49 // 100)
    more = int(net.ledger.claimable(alice.pid, bob.pid))
    assert 0 < more - owed <= most * 49 // 100


@pytest.mark.parametrize("units", [1, SUPPLY // 10**6, SUPPLY * 49 // 100])
@pytest.mark.parametrize("amount", [1, 2**32, 2**96 - 1])
def test_p14_what_is_too_large_for_a_gain_is_refused_and_never_wraps(
    circle: Circle, units: int, amount: int
) -> None:
    """With little outside, much money is a gain beyond 2^96: no, rather than a wrong number."""
    alice, bob = circle.people[:2]
    net = circle.net
    net.place(alice, bob, units, 0)
    net.fund(alice, amount)
    gain = amount * SUPPLY // units
    if gain >= 2**96 - 1:
        with boa.reverts("TOO_LITTLE_OUTSIDE"):
            circle.give(alice, amount)
        assert net.ledger.token_info(alice.pid).acc == 0
    else:
        circle.give(alice, amount)
        assert net.ledger.claimable(alice.pid, bob.pid) in (amount, amount - 1)


# 15


ORDERS = list(itertools.permutations(range(4)))


@FEW
@given(
    amounts=st.lists(st.integers(1, 10**11), min_size=4, max_size=4),
    percents=st.lists(st.integers(1, 12), min_size=4, max_size=4),
)
def test_p15_the_order_of_claims_of_one_token_does_not_matter(
    made: Circle, amounts: list[int], percents: list[int]
) -> None:
    """Four holders of one token, whom nobody holds: in any order each gets the same to the cent."""
    issuer, *holders = made.people
    results = set()
    with boa.env.anchor():
        for holder, percent in zip(holders, percents, strict=True):
            made.hold(issuer, holder, percent)
        for amount in amounts:
            made.give(issuer, amount)
        for order in (ORDERS[0], ORDERS[-1], ORDERS[9]):
            with boa.env.anchor():
                for place in order:
                    if made.net.ledger.claimable(issuer.pid, holders[place].pid):
                        made.claim(issuer.pid, holders[place].pid)
                results.add(tuple(made.wealth()))
    assert len(results) == 1


@FEW
@given(
    web=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 12)), min_size=3, max_size=8
    ),
    amounts=st.lists(st.integers(1, 10**11), min_size=5, max_size=5),
    seeds=st.lists(st.integers(0, 2**32), min_size=2, max_size=2, unique=True),
)
def test_p15_in_a_web_of_holdings_any_order_of_claims_ends_the_same(
    made: Circle, web: list[tuple[int, int, int]], amounts: list[int], seeds: list[int]
) -> None:
    """Whoever claims first, and however often: when nothing is left to claim, each has the same,
    but for a unit of rounding at each claim, which stays in the pools."""
    ends: list[list[int]] = []
    claims = 0
    with boa.env.anchor():
        for issuer, holder, percent in web:
            if issuer != holder:
                made.hold(made.people[issuer], made.people[holder], percent // 2 + 1)
        for person, amount in zip(made.people, amounts, strict=True):
            if made.net.ledger.outside(person.pid):
                made.give(person, amount)
        for seed in seeds:
            drawn = random.Random(seed)
            with boa.env.anchor():
                while owed := made.claimable():
                    made.claim(*drawn.choice(sorted(owed)))
                    claims += 1
                ends.append(made.wealth())
    for first, second in zip(*ends, strict=True):
        assert abs(first - second) <= claims
    assert abs(sum(ends[0]) - sum(ends[1])) <= claims
