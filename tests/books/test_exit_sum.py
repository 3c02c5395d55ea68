"""The calculation of an exit and of its debt, held against the contracts on a real chain."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.acts.companies import PayDebt
from wallet.base.clock import DAY
from wallet.base.money import DOLLAR
from wallet.books.companies import Stake
from wallet.books.company_sums import sale_of, sum_of
from wallet.books.debt_sum import DebtSum, debt_sum
from wallet.books.exit_sum import (
    PRINTED,
    Sale,
    StakeVersion,
    bond_of,
    cost_that_counts,
    exit_sum,
    rule_numbers,
)
from wallet.contracts.numbers import Numbers
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.demo import fill
from wallet.flows.local_network import LocalNetwork
from wallet.flows.papers import amend_stake_paper, write_stake_paper
from wallet.flows.story_raising import RAISING
from wallet.rules.debts import Debt as Model
from wallet.session import Session

NAMED = (10, 11, 12)


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Alice, who has raised money from five people."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("sums"))
        fill(opened, scenes=RAISING)
        opened.enter_as("alice")
        yield opened
        opened.close()


def do(session: Session, act: object, name: str = "", field: str = "") -> int:
    receipt = session.perform(session.prepare(act))  # type: ignore[arg-type]  # any act
    assert receipt.ok
    return next((int(e.fields[field]) for e in receipt.events if e.name == name), 0)


def attest(session: Session, stake: int) -> None:
    """Two local attestors confirm the present version."""
    flow = Declaring(session.documents)
    flow.resume(stake, the_stake(session, stake).commitment)
    do(session, flow.show(session.attestor_desks[:2]))


def the_stake(session: Session, number: int) -> Stake:
    return next(one for one in session.answers.companies().stakes if one.id == number)


def test_it_is_the_contracts_to_the_unit(session: Session) -> None:
    """Amended in between, sold in three uneven parts, paid in parts, late: every figure agrees."""
    now = session.chain.now()
    told = ("Northwind", "gb-coh", "09812345")
    first = write_stake_paper(*told, 700_003, 23_456_789_012, now - DAY, "{}")
    stake = do(session, Declaring(session.documents).write(first, NAMED), "StakeDeclared", "stake")
    attest(session, stake)
    session.skip_time(40 * DAY)
    second = amend_stake_paper(first, 700_003, 30_000_000_001, now - DAY, "{}")
    do(session, Declaring(session.documents).amend(stake, second, NAMED))
    assert the_stake(session, stake).status == "amended"
    attest(session, stake)
    found = []
    for wait, units, proceeds, costs in (
        (60, 123_457, 9_876_543_210, 1_111_111),  # only the first version counts
        (60, 300_001, 20_000_000_007, 0),  # now the second
        (1, 276_545, 150_000_000_000, 3),
    ):
        session.skip_time(wait * DAY)
        one = the_stake(session, stake)
        closed = session.chain.now() - 3_600
        answer = session.answers.companies()
        before = exit_sum(
            sale_of(one, units, proceeds, costs, closed), answer.outside, answer.at, answer.rules
        )
        flow = Exiting(session.documents, stake, one.commitment, session.names)
        act = flow.write(units, proceeds, costs, closed, "Sold.")
        number = do(session, act, "ExitReported", "exit")
        record = session.names.exit_record(number)
        assert record is not None
        assert (before.cost, before.gain) == (record.cost, record.gain)
        assert before.bond == int(session.chain.read("Disputes", "bond_of", record.fields()))
        flow.reported(number)
        do(session, flow.show(session.attestor_desks[:2]))
        after = session.answers.exit_calculation(number)
        assert after is not None and (after.cost, after.gain) == (before.cost, before.gain)
        assert after.due == session.chain.read("Companies", "debt", number).due
        found.append((before.version, number))
    assert [version for version, _ in found] == [1, 2, 2]
    assert the_stake(session, stake).status == "sold"
    number = found[-1][1]
    for wait, amount in ((5, 1_000_000_001), (30, 777_777_777), (200, 2_500_000_000), (1, 0)):
        session.skip_time(wait * DAY)
        session.refresh()
        said = at_one_time(session, number, amount)
        promised = _after(said.lines[-1].sentence) if amount else 0
        do(session, PayDebt(number, amount or said.whole * 2))
        left = session.chain.read("Companies", "debt", number).gain
        (kept,) = [one for one in session.answers.companies().debts if one.id == number]
        assert kept.gain_left == left == kept.payments[-1].gain_left
        assert sum(one.gain for one in kept.payments) + left == kept.gain
        assert abs(promised - (kept.due_amount or 0)) <= 2_000  # a second or two of interest
    assert kept.ended and len(kept.payments) == 4
    paid = session.answers.debt_calculation(number)
    assert paid is not None and paid.whole == 0 and len(paid.lines) == 5


def at_one_time(session: Session, number: int, amount: int) -> DebtSum:
    """A debt worked out as of the very second for which the contract works it out."""
    answer = session.answers.companies()
    (one,) = [one for one in answer.debts if one.id == number]
    due, late = session.chain.read("Companies", "due_now", number)
    said = sum_of(one, answer.outside, one.due + int(late), amount)
    assert said.whole == due and bool(said.interest) is bool(late)
    return said


def _after(sentence: str) -> int:
    """What a line says is owed after a payment, in base units."""
    words = sentence.rsplit("; $", 1)[1].split(" ")[0].replace(",", "")
    whole, _, rest = words.partition(".")
    return int(whole) * DOLLAR + int(rest.ljust(6, "0"))


VERSIONS = (StakeVersion(1, 1_000, 900, 10 * DAY), StakeVersion(2, 1_000, 1_200, 50 * DAY))


@pytest.mark.parametrize(
    ("closed", "cost", "why"),
    [
        (99 * DAY, 0, "Nothing counts: the cost was confirmed on"),
        (100 * DAY, 900, "All 1,000 shares cost"),
        (139 * DAY, 900, "All 1,000 shares cost"),
        (140 * DAY, 1_200, "All 1,000 shares cost"),
    ],
)
def test_the_day_of_closing_decides_which_cost_counts(closed: int, cost: int, why: str) -> None:
    sale = Sale("Northwind", 1_000, 10**9, 0, closed, VERSIONS)
    said = exit_sum(sale, 10**24, closed)
    assert said.cost == cost == cost_that_counts(sale, 90 * DAY)
    line = next(one for one in said.lines if one.key == "cost")
    assert line.sentence.startswith(why)
    assert ("takes off what was confirmed later" in line.changes) is (closed < 140 * DAY)


def test_every_line_is_made_of_sentences() -> None:
    for outside in (0, 10**24):
        for proceeds in (0, 10**9):
            for reported, confirmed in ((None, None), (200 * DAY, None), (200 * DAY, 201 * DAY)):
                sale = Sale("Northwind", 400, proceeds, 0, 150 * DAY, VERSIONS, 100, 90)
                said = exit_sum(sale, outside, 300 * DAY, PRINTED, reported, confirmed)
                for one in said.lines:
                    assert one.label and not one.label.endswith(".")
                    for words in (one.sentence, one.source, one.changes):
                        assert words.endswith(".") and "  " not in words
                        assert words[0].isupper() or words[0] in "$0123456789"


def test_a_sale_above_100_000_can_be_disputed_for_ten_days() -> None:
    for proceeds, days in ((100_000, 7), (100_001, 10)):
        sale = Sale("Northwind", 1_000, proceeds * DOLLAR, 0, 0, ())
        assert exit_sum(sale, 10**24, 0).window == days * DAY
    assert bond_of(10**30, 10**25) == 25_000 * DOLLAR and bond_of(0, 0) == 100 * DOLLAR


def test_what_was_decided_of_the_rules_counts() -> None:
    rules = rule_numbers(Numbers({(3, 0): 60 * DAY, (3, 4): 12, (4, 1): 150, (0, 0): 5}))
    assert (rules.cost_age, rules.interest, rules.least_bond) == (60 * DAY, 12, 150 * DOLLAR)
    assert rules.pay_within == PRINTED.pay_within


@given(
    gain=st.integers(1, 10**15), outside=st.integers(1, 49 * 10**23),
    late=st.integers(-(10**6), 10**9), rate=st.sampled_from((5, 10, 20)),
    part=st.integers(1, 10**14),
)  # fmt: skip
def test_a_debt_is_the_models(gain: int, outside: int, late: int, rate: int, part: int) -> None:
    now = 2 * 10**9
    model = Model(1, 1, gain, now - late, True, rate=rate)
    said = debt_sum(gain, gain, now - late, outside, now, rate, (), part)
    assert said.whole == model.amount_due(now, outside)
    paid = min(part, said.whole)
    model.pay(paid, now, outside)
    (line,) = [one for one in said.lines if one.key == "next"]
    assert line.amount == paid
    rest = debt_sum(model.gain, model.gain, now - late, outside, now, rate).whole
    assert f"{rest // DOLLAR:,}" in line.sentence


def test_what_counted_before_never_counts_again() -> None:
    """A cost that was amended downwards: `_pro_rata` of the contract takes off what counted."""
    versions = (StakeVersion(1, 100, 1_000, 0), StakeVersion(2, 100, 400, 50 * DAY))
    for sold, counted, units, cost in (
        (50, 500, 50, 0),  # more counted already than the whole cost by now
        (50, 350, 50, 50),  # what is left of it
        (50, 200, 50, 200),  # its plain part
        (0, 0, 100, 400),
    ):
        sale = Sale("Northwind", units, 10**9, 0, 200 * DAY, versions, sold, counted)
        assert cost_that_counts(sale, 90 * DAY) == cost
