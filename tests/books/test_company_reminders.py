"""What is said of sales not reported, of debts that are late, and of the yearly statement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.books.hand import CENT, DAY, Hand
from wallet.base.money import DOLLAR
from wallet.books.companies import companies
from wallet.books.home import tasks
from wallet.books.notices import notices
from wallet.books.statements import missing_words
from wallet.books.store import Store
from wallet.books.task import Task

ANN, BEA, DAN, EVE, FAY = 1, 2, 4, 5, 6
NONE = "0x" + "00" * 32
PAPER = "0x" + "ee" * 32
YEAR = 365 * DAY


@pytest.fixture
def hand(store: Store) -> Hand:
    """Ann, whom Bea holds since an offering, owns a part of a company that is confirmed."""
    made = Hand(store)
    made.people(6)
    made.issue(ANN, "Ann Lee")
    made.say(
        "Offering", "OfferingOpened", offering=1, issuer=ANN, units_min=1, units_max=10**24,
        price=10 * CENT, deadline=made.at + DAY, regime=0, lockup=0, terms_hash=NONE,
    )  # fmt: skip
    made.say("Offering", "OfferingClosed", offering=1, success=True, sold=10**24)
    made.place(ANN, BEA, 1_000_000, 10 * CENT)
    made.say(
        "Companies", "StakeDeclared", stake=1, owner=ANN, company_key=NONE, commitment="0xc0",
        package_hash=NONE, attestors=[DAN, EVE, FAY],
    )  # fmt: skip
    made.say("Companies", "StakeAttested", stake=1, version=1, attestors=[DAN, EVE])
    return made


def report(hand: Hand, evidence: str = NONE) -> None:
    hand.say(
        "Companies", "ExitReported", exit=1, stake=1, owner=ANN, units=10, proceeds=10**11,
        selling_costs=0, cost=0, gain=10**11, closed_at=hand.at, evidence_hash=evidence,
        attestors=[DAN, EVE, FAY],
    )  # fmt: skip


def owe(hand: Hand) -> int:
    """Ann owes for a sale that is confirmed; answers when it is due."""
    report(hand)
    hand.say("Companies", "ExitAttested", exit=1, attestors=[DAN, EVE])
    due = hand.at + 30 * DAY
    hand.say(
        "Companies", "DebtOpened", debt=1, exit=1, issuer=ANN, creditor=0, gain=10**11, due=due,
        rate=10,
    )  # fmt: skip
    return due


def task_of(hand: Hand, kind: str, **more: Any) -> Task | None:
    with hand.view(ANN, dollars=0, **more) as view:
        return next((one for one in tasks(view) if one.kind == kind), None)


def noticed(hand: Hand, now: int) -> list[str]:
    with hand.view(ANN, dollars=0, now=now) as view:
        return [one.sentence for one in notices(view, 10**9) if one.page == "companies"]


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (-10, "Late payment costs 10 % a year from"),
        (5, "A strike can be noted from"),
        (91, "A strike can be noted now, and a ban proposed from"),
        (181, "A strike can be noted now, and a ban proposed."),
    ],
)
def test_what_follows_a_late_debt_is_said_with_its_date(hand: Hand, late: int, said: str) -> None:
    due = owe(hand)
    task = task_of(hand, "debt", now=due + late * DAY)
    assert task is not None and task.at == due and said in task.detail


def test_a_notice_tells_of_strikes_and_bans_before_and_after(hand: Hand) -> None:
    due = owe(hand)
    for late, said in (
        (-3, "It is due in 3 days."),
        (84, "a strike can be noted."),
        (91, "Now a strike can be noted."),
        (175, "a ban can be proposed."),
        (181, "Now a ban can be proposed."),
    ):
        (sentence,) = [one for one in noticed(hand, due + late * DAY) if "owe" in one]
        assert said in sentence


def paper(closed: int) -> dict[str, dict[str, Any]]:
    """A sale of the stake that was written down here."""
    body = {
        "commitment": "0xc0", "closed_at": str(closed), "proceeds": str(5 * DOLLAR),
        "stake": {"company": "Northwind"},
    }  # fmt: skip
    return {PAPER: body}


def test_a_sale_that_was_written_down_is_to_be_reported(hand: Hand) -> None:
    closed = hand.at
    with hand.view(ANN, dollars=0) as view:
        object.__setattr__(view, "exits", paper(closed))
        (one,) = companies(view).unreported
        assert (one.stake, one.company, one.report_by) == (1, "Northwind", closed + 30 * DAY)
        (task,) = [one for one in tasks(view) if one.kind == "report"]
        assert task.sentence == "Report your sale of Northwind" and task.tone == "bronze"
    with hand.view(ANN, dollars=0, now=closed + 31 * DAY) as view:
        object.__setattr__(view, "exits", paper(closed))
        (task,) = [one for one in tasks(view) if one.kind == "report"]
        assert task.tone == "oxide" and "was to be reported" in task.detail
        assert any("less time to pay" in one.sentence for one in notices(view, 10**9))
    report(hand, PAPER)
    twice = {"0x" + "ff" * 32: {**paper(closed)[PAPER], "proceeds": str(10**11)}}
    with hand.view(ANN, dollars=0) as view:
        object.__setattr__(view, "exits", paper(closed))
        assert companies(view).unreported == ()
        for row in view.tables.rows("SELECT closed FROM exit"):
            twice[next(iter(twice))]["closed_at"] = str(row["closed"])
        object.__setattr__(view, "exits", twice)
        assert companies(view).unreported == ()


def test_the_statement_is_due_once_a_year_for_who_has_holders(hand: Hand) -> None:
    first = hand.at
    for now, due, missing in (
        (first + DAY, False, False),
        (first + YEAR - 20 * DAY, True, False),
        (first + YEAR + DAY, True, True),
    ):
        with hand.view(ANN, dollars=0, now=now) as view:
            said = companies(view).statements
            assert (said.due(now), said.missing(now)) == (due, missing)
            assert bool(missing_words(said, now)) is missing
        assert (task_of(hand, "statement", now=now) is not None) is due
        assert any("yearly statement" in one for one in noticed(hand, now)) is due
    hand.say("Companies", "Stated", person=ANN, statement_hash=PAPER)
    with hand.view(ANN, dollars=0) as view:
        said = companies(view).statements
        assert [one.statement_hash for one in said.filed] == [PAPER]
        assert said.until == hand.at + YEAR
    with hand.view(BEA, dollars=0, now=first + 2 * YEAR) as view:
        assert companies(view).statements.until is None
