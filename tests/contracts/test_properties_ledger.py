"""Any sequence of sales, claims, gifts, debts, freezes and stops: the ledger keeps the rules.

Here the test itself is the market, so that prices and pairs are as wild as they can be.
"""

from __future__ import annotations

import functools
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.contracts.model import DAY, S
from tests.contracts.plays import Plays

PEOPLE = st.sampled_from([4, 5, 6, 7, 8])
ISSUERS = st.sampled_from([4, 5, 6])
MONEY = st.one_of(
    st.integers(0, 3), st.integers(1, 10**6), st.integers(10**6, 10**11), st.just(10**11)
)
SHARE_OF = st.sampled_from([1, 10, 333, 1_000, 2_500, 5_000, 9_999, 10_000])
"""Ten-thousandths of what there is."""
QUICK = settings(
    max_examples=12,
    stateful_step_count=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)


@functools.cache
def scene() -> Plays:
    """Three issuers who hold each other in a circle, and two more people: made once."""
    plays = Plays(members=5, deaf=True)
    for issuer in (4, 5, 6):
        plays.issue(issuer)
    for issuer, holder in ((4, 5), (5, 6), (6, 4), (4, 7)):
        assert plays.place(issuer, holder, S // 10, 50_000 * 10**6)
    return plays


class LedgerMachine(RuleBasedStateMachine):
    """Plays in both; compares everything after each step."""

    @initialize()
    def begin(self) -> None:
        self.plays = scene()
        self.stack = ExitStack()
        self.stack.enter_context(self.plays.fresh())

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            try:
                self.plays.compare()
            finally:
                self.stack.close()

    def _units(self, issuer: int, holder: int, part: int) -> int:
        return max(self.plays.model.sellable(issuer, holder), 0) * part // 10_000

    @rule(issuer=ISSUERS, buyer=PEOPLE, part=SHARE_OF, cost=MONEY, lock=st.booleans())
    def place(self, issuer: int, buyer: int, part: int, cost: int, lock: bool) -> None:
        if buyer == issuer:
            return
        units = S // 200 * part // 10_000
        self.plays.place(issuer, buyer, units, cost, self.plays.model.now + 5 * DAY if lock else 0)
        self.plays.compare_token(issuer)

    @rule(issuer=ISSUERS, seller=PEOPLE, buyer=PEOPLE, part=SHARE_OF, money=MONEY, cost=MONEY)
    def trade(
        self, issuer: int, seller: int, buyer: int, part: int, money: int, cost: int
    ) -> None:
        if seller in (issuer, buyer):
            return
        units = self._units(issuer, seller, part)
        self.plays.trade(issuer, seller, buyer, units, money, cost)
        self.plays.compare()

    @rule(issuer=ISSUERS, holder=PEOPLE, by=PEOPLE)
    def claim(self, issuer: int, holder: int, by: int) -> None:
        self.plays.claim(issuer, holder, by)
        self.plays.compare()

    @rule(person=PEOPLE, by=PEOPLE)
    def withdraw(self, person: int, by: int) -> None:
        self.plays.withdraw(person, by)
        self.plays.compare()

    @rule(issuer=ISSUERS, amount=MONEY)
    def distribute(self, issuer: int, amount: int) -> None:
        self.plays.distribute(issuer, amount)
        self.plays.compare_token(issuer)

    @rule(issuer=ISSUERS, gain=MONEY, ago=st.sampled_from([0, 10, 40, 400]))
    def owe(self, issuer: int, gain: int, ago: int) -> None:
        if len(self.plays.model.open_debts(issuer)) < 12:
            self.plays.owe(issuer, gain, ago * DAY)
            self.plays.compare()

    @precondition(lambda self: self.plays.model.debts)
    @rule(pick=st.integers(0, 100), payer=PEOPLE, amount=MONEY)
    def pay(self, pick: int, payer: int, amount: int) -> None:
        number = 1 + pick % len(self.plays.model.debts)
        self.plays.pay_debt(number, payer, amount)
        self.plays.compare()

    @rule(seconds=st.sampled_from([1, 3_600, 2 * DAY, 30 * DAY]))
    def wait(self, seconds: int) -> None:
        self.plays.pass_time(seconds)

    @rule(person=PEOPLE, days=st.integers(1, 14))
    def freeze(self, person: int, days: int) -> None:
        self.plays.freeze(person, days * DAY)

    @rule(person=PEOPLE, on=st.booleans())
    def blacklist(self, person: int, on: bool) -> None:
        self.plays.blacklist(person, on)

    @rule(on=st.sampled_from([False, False, True]))
    def pause(self, on: bool) -> None:
        self.plays.pause(on)


class TestLedger(LedgerMachine.TestCase):  # type: ignore[name-defined,misc]  # made by hypothesis
    """A few minutes' worth of a long day."""

    settings = QUICK

    @classmethod
    def setUpClass(cls) -> None:
        scene()


@pytest.mark.long
class TestLedgerLong(LedgerMachine.TestCase):  # type: ignore[name-defined,misc]  # as above
    """The same for as long as one likes to wait."""

    settings = settings(QUICK, max_examples=300, stateful_step_count=400)

    @classmethod
    def setUpClass(cls) -> None:
        scene()
