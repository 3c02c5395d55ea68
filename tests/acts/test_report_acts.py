"""What the accused show, what anyone closes, and what comes of it, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.acts.playing import (
    ALICE,
    BOB,
    CAROL,
    GRACE,
    HUGO,
    INES,
    declared,
    do,
    number,
    opened,
    refused,
    set_up,
    sold,
    told,
)
from wallet.acts.answering import OwnUp, ShowDeclared, Shown
from wallet.acts.disputing import Dispute, EndCase, MakeWhole, OpenWindow
from wallet.acts.proposing import ProposeBan
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle
from wallet.acts.watching import Claim, CloseReport, OpenReport, SealReport, StrikeLate
from wallet.base.addresses import keccak
from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR
from wallet.flows.scene import cents, shares
from wallet.flows.story_raising import RAISING
from wallet.session import Session

SALT = keccak(b"salt")


@pytest.fixture(scope="module")
def session(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined and issued, and some of them have raised money."""
    with opened(tmp_path_factory.mktemp("reports")) as made:
        set_up(made, RAISING[:3])
        yield made


def reported(session: Session, id_: str, closed: int = 0, worth: int = 0) -> int:
    """Bob reports what Alice hides in the company `other:ID`; answers the report's number."""
    session.skip_time(60)  # what was declared in the same second would count as later
    claim = Claim(ALICE + 1, f"other:{id_}", closed, worth * DOLLAR, keccak(b"evidence"))
    report = number(do(session, BOB, SealReport(claim, SALT)), "Committed", "report")
    session.skip_time(HOUR + 60)
    do(session, BOB, OpenReport(report, claim, SALT))
    return report


def test_a_stake_that_was_declared_before_the_report(session: Session) -> None:
    stake, paper = declared(session, ALICE, "1")
    report = reported(session, "1")
    shown = Shown(stake, "other:1", paper.key_salt)
    for who, act, field in (
        (CAROL, ShowDeclared(report, shown), "report"),
        (ALICE, ShowDeclared(report + 1, shown), "report"),
        (ALICE, ShowDeclared(report, replace(shown, company="other:2")), "stake"),
        (ALICE, ShowDeclared(report, replace(shown, salt=bytes(32))), "salt"),
        (ALICE, ShowDeclared(report, replace(shown, stake=99)), "stake"),
        (ALICE, ShowDeclared(report, shown, exit=1), "exit"),
    ):
        assert refused(session, who, act).field == field
    assert paper.key_salt.hex() not in repr(ShowDeclared(report, shown))
    assert "had been declared before" in told(do(session, ALICE, ShowDeclared(report, shown)))
    assert refused(session, CAROL, CloseReport(report)).code == "act.closed"
    assert refused(session, CAROL, CloseReport(report + 1)).code == "act.closed"


def test_a_stake_that_was_declared_after_the_report(session: Session) -> None:
    report = reported(session, "2")
    stake, paper = declared(session, ALICE, "2")
    shown = Shown(stake, "other:2", paper.key_salt)
    assert refused(session, ALICE, ShowDeclared(report, shown)).field == "stake"


def test_a_sale_that_was_reported_in_time(session: Session) -> None:
    stake, paper = declared(session, ALICE, "3")
    other, other_paper = declared(session, ALICE, "4")
    closed = session.chain.now()
    exit_, _ = sold(session, ALICE, stake, paper)
    another, _ = sold(session, ALICE, other, other_paper)
    session.skip_time(31 * DAY)
    report = reported(session, "3", closed, 40_000)
    shown = Shown(stake, "other:3", paper.key_salt)
    assert refused(session, ALICE, ShowDeclared(report, shown)).code == "act.no_exit"
    assert refused(session, ALICE, ShowDeclared(report, shown, another)).code == "act.other_stake"
    assert refused(session, ALICE, OwnUp(report, shown, exit_)).code == "act.before"
    assert "fell" in told(do(session, ALICE, ShowDeclared(report, shown, exit_)))


def test_owning_up_counts_as_upheld_when_nobody_rules(session: Session) -> None:
    stake, paper = declared(session, ALICE, "5")
    report = reported(session, "5", session.chain.now() - 40 * DAY, 40_000)
    exit_, _ = sold(session, ALICE, stake, paper, days=40)
    shown = Shown(stake, "other:5", paper.key_salt)
    assert refused(session, ALICE, ShowDeclared(report, shown, exit_)).code == "act.later"
    assert "was declared after it" in told(do(session, ALICE, OwnUp(report, shown, exit_)))
    assert refused(session, CAROL, CloseReport(report)).code == "refused.MAY_BE_RULED"
    assert refused(session, CAROL, ProposeBan(ALICE + 1)).code == "act.no_grounds"
    session.skip_time(135 * DAY)
    assert "was upheld" in told(do(session, CAROL, CloseReport(report)))
    receipt = do(session, CAROL, ProposeBan(ALICE + 1))
    assert "about Alice Moreau was published" in told(receipt)
    assert refused(session, CAROL, ProposeBan(ALICE + 1)).code == "refused.DECISION_OPEN"


def test_a_report_that_is_never_opened(session: Session) -> None:
    claim = Claim(ALICE + 1, "other:6", 0, 0, keccak(b"evidence"))
    report = number(do(session, BOB, SealReport(claim, SALT)), "Committed", "report")
    assert refused(session, CAROL, CloseReport(report)).code == "refused.MAY_BE_REVEALED"
    session.skip_time(DAY + 60)
    receipt = do(session, CAROL, CloseReport(report))
    assert [one.name for one in receipt.events] == ["Lapsed"]


def test_a_case_that_nobody_rules(session: Session) -> None:
    exit_, _ = sold(session, ALICE, *declared(session, ALICE, "7"))
    do(session, ALICE, OpenWindow(exit_))
    assert refused(session, CAROL, EndCase(exit_)).code == "refused.NO_CASE"
    do(session, BOB, Dispute(exit_, keccak(b"reasons")))
    assert refused(session, CAROL, EndCase(exit_)).code == "refused.CASE_OPEN"
    session.skip_time(61 * DAY)
    receipt = do(session, CAROL, EndCase(exit_))
    assert {"Lapsed", "DebtOpened"} <= {one.name for one in receipt.events}
    assert refused(session, CAROL, EndCase(999)).field == "exit"


def test_whoever_sold_too_cheaply_is_made_whole_and_the_late_debtor_struck(
    session: Session,
) -> None:
    grace = GRACE + 1
    do(session, GRACE, PlaceBuy(grace, shares(20_000), cents(5)))
    do(session, HUGO, PlaceSell(grace, shares(20_000), cents(5)))
    session.skip_time(2 * DAY + 60)
    do(session, INES, Settle(grace))
    stake, paper = declared(session, GRACE, "8")
    exit_, leaving = sold(session, GRACE, stake, paper, days=5)
    assert refused(session, INES, MakeWhole(exit_, 0)).code == "refused.EXIT_OPEN"
    attested = do(session, GRACE, leaving.show(session.attestor_desks[:2]))
    assert refused(session, INES, MakeWhole(exit_, 1)).field == "buyback"
    receipt = do(session, INES, MakeWhole(exit_, 0))
    assert "Hugo Almeida" in told(receipt)
    assert number(receipt, "MadeWhole", "amount") > 90 * DOLLAR
    assert refused(session, INES, MakeWhole(exit_, 0)).code == "act.whole"
    debt = number(attested, "DebtOpened", "debt")
    assert refused(session, INES, StrikeLate(debt)).code == "refused.NOT_LATE_ENOUGH"
    session.skip_time(121 * DAY)
    assert "Grace Mensah has a strike" in told(do(session, INES, StrikeLate(debt)))
    assert refused(session, INES, StrikeLate(debt)).code == "refused.ALREADY_STRUCK"
