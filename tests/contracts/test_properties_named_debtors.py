"""Properties 31 and 32, by their numbers: what reaches debtors, and costs that do not count."""

from __future__ import annotations

import boa
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.arena import ATTESTORS, hash32
from tests.contracts.plays import ACQUIRED, NO_OPENING
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.test_properties_named_companies import (
    FEW,
    FIRST,
    ISSUER,
    MONEY,
    RICH,
    SECOND,
    THIRD,
    scene,
)
from wallet.rules.units import DAY, DOLLAR, S

# Overdue


@FEW
@given(data=st.data(), gain=st.integers(10**6, 10**10), reward=st.sampled_from([0, 10**9]))
def test_p31_while_overdue_the_debtors_net_receipts_are_zero(
    data: st.DataObject, gain: int, reward: int
) -> None:
    """Claims, sales, bonds, payments of others: as long as a debt is overdue afterwards, nothing
    has reached the debtor; all of it went to debts, or waits."""
    plays = scene()
    companies = plays.chain.companies
    with plays.fresh():
        assert plays.place(ISSUER, FIRST, S // 5, 0)
        assert plays.place(RICH, ISSUER, S // 10, 0)
        assert plays.place(RICH, SECOND, S // 10, 0)
        plays.declare(FIRST, 1, 0)
        assert plays.report(2, 1, DOLLAR, 0, plays.model.now, False)
        assert plays.open_window(1, ISSUER)  # a bond that comes back while overdue
        assert plays.find(ISSUER, gain, gain, THIRD, reward, 0)
        plays.pass_time(31 * DAY)
        assert companies.overdue(ISSUER)
        for _ in range(12):
            before = plays.chain.dollar.balanceOf(plays.at(ISSUER))
            owed = _owed(plays)
            act = data.draw(st.sampled_from(["claim", "sell", "bond", "reward", "withdraw"]))
            if act == "claim":
                plays.distribute(RICH, data.draw(st.integers(1, 10**9)))
                plays.claim(RICH, ISSUER, data.draw(st.sampled_from([ISSUER, FIRST])))
            elif act == "sell":
                units = plays.chain.ledger.balance_of(RICH, ISSUER) // 3
                plays.trade(RICH, ISSUER, THIRD, units, data.draw(MONEY), 0)
            elif act == "bond":
                plays.accept(1)
            elif act == "reward":
                plays.find(RICH, 0, 0, ISSUER, data.draw(st.integers(1, 10**9)), 0)
                plays.pay_debt(plays.exits.count, RICH, 10**12)
            else:
                plays.withdraw(ISSUER, ISSUER)
            if companies.overdue(ISSUER):
                assert plays.chain.dollar.balanceOf(plays.at(ISSUER)) == before
                assert _owed(plays) <= owed
            else:
                break


def _owed(plays: DisputePlays) -> int:
    """What would pay all of the issuer's debts now."""
    companies = plays.chain.companies
    debts = [*companies.debts_of(ISSUER), *companies.personal_debts_of(ISSUER)]
    return sum(int(companies.due_now(debt)[0]) for debt in debts)


# Costs that do not count


@FEW
@given(
    versions=st.lists(
        st.tuples(st.integers(1, 10**10), st.one_of(st.none(), st.integers(0, 120))),
        min_size=1,
        max_size=4,
    ),
    waits=st.lists(st.integers(0, 120), min_size=4, max_size=4),
    closed_ago=st.integers(0, 200),
    opened=st.integers(0, 3),
)
def test_p32_late_or_raised_cost_is_zero(
    versions: list[tuple[int, int | None]], waits: list[int], closed_ago: int, opened: int
) -> None:
    """Of a stake in several versions, each attested so many days after it was said, or never."""
    plays = scene()
    with plays.fresh():
        said: list[tuple[int, int | None]] = []
        number = 0
        for (cost, days), wait in zip(versions, waits, strict=False):
            if number:
                assert plays.amend(number, 10, cost)
            else:
                number = plays.declare(ISSUER, 10, cost)
            if days is not None:
                plays.pass_time(days * DAY)
                assert plays.attest_stake(number)
            said.append((cost, plays.model.now if days is not None else None))
            plays.pass_time(wait * DAY)
        closed = plays.model.now - closed_ago * DAY
        version = min(opened, len(said) - 1)
        old_enough = [
            place
            for place, (_, at) in enumerate(said)
            if at is not None and at + 90 * DAY <= closed
        ]
        record = plays.stakes[number][version]
        opening = (10, said[version][0], ACQUIRED, hash32(number))
        companies, sender = plays.chain.companies, plays.at(ISSUER)
        facts = (10, 10**11, 0, closed, hash32(3))
        where = (number, version + 1, record)
        if version in old_enough and version != old_enough[-1]:
            with boa.reverts("NOT_THE_VERSION"):
                companies.report_exit(*where, *facts, opening, sender=sender)
            return
        for shown in (opening, NO_OPENING):
            with boa.env.anchor():
                companies.report_exit(*where, *facts, shown, sender=sender)
                counts = old_enough and version == old_enough[-1] and shown is opening
                cost = said[version][0] if counts else 0
                known = (number, ISSUER, *facts[:3], cost, 10**11 - cost, closed)
                at_last = (plays.model.now, list(ATTESTORS), hash32(3))
                assert companies.is_reported(1, (*known, *at_last))
                assert companies.stake(number).counted == cost
