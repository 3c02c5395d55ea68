"""Recoveries, disputes, reports and decisions, through the whole pipeline on a real chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.acts.playing import (
    ALICE,
    ANOTHER,
    BOB,
    CAROL,
    DAN,
    EVE,
    FARID,
    NEW_WALLET,
    declared,
    do,
    number,
    opened,
    recovery,
    set_up,
    sold,
    told,
)
from wallet.acts.disputing import AcceptExit, Dispute, OpenWindow
from wallet.acts.governing import Execute, Publish, Veto
from wallet.acts.recovering import CancelRecovery, FinishRecovery
from wallet.acts.watching import AnswerReport, Claim, OpenReport, SealReport
from wallet.base.addresses import keccak
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.contracts.bindings import contract
from wallet.flows.local_roles import LocalRoles
from wallet.flows.story_raising import RAISING
from wallet.session import Session


@pytest.fixture(scope="module")
def session(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined and issued; two verifiers serve; the network is handed over."""
    with opened(tmp_path_factory.mktemp("law")) as made:
        set_up(made, RAISING[:2])
        yield made


def test_a_lost_wallet_is_recovered_and_everything_stays(session: Session) -> None:
    act = recovery(session, DAN, NEW_WALLET)
    dan = int(session.chain.read("Registry", "person_of", session.vault.address(DAN)))
    do(session, NEW_WALLET, act)
    assert session.chain.read("Registry", "standing", dan) == 3
    with pytest.raises(WalletError):
        do(session, NEW_WALLET, FinishRecovery(dan))
    session.skip_time(7 * DAY + 60)
    receipt = do(session, NEW_WALLET, FinishRecovery(dan))
    session.use_account(NEW_WALLET)
    assert session.person_id == dan
    assert "new wallet" in told(receipt)
    assert session.chain.read("Registry", "person_of", session.vault.address(DAN)) == 0


def test_a_wallet_that_is_not_lost_cancels(session: Session) -> None:
    do(session, ANOTHER, recovery(session, EVE, ANOTHER))
    assert "cancelled" in told(do(session, EVE, CancelRecovery()))
    with pytest.raises(WalletError):
        do(session, EVE, FinishRecovery(EVE + 1))
    session.skip_time(8 * DAY)
    assert "free again" in told(do(session, EVE, FinishRecovery(EVE + 1)))
    assert session.person_id == EVE + 1


def test_a_recovery_for_another_wallet_is_refused_at_once(session: Session) -> None:
    act = recovery(session, EVE, ANOTHER)
    session.use_account(EVE)
    with pytest.raises(WalletError, match="another wallet"):
        session.check(act)
    session.use_account(ANOTHER)
    with pytest.raises(WalletError, match="2 verifiers"):
        session.check(replace(act, signatures=act.signatures[:1]))


def exit_of_alice(session: Session) -> int:
    """An exit that Alice has reported."""
    return sold(session, ALICE, *declared(session, ALICE, "1"))[0]


def test_an_exit_is_accepted_when_nobody_disputes_it(session: Session) -> None:
    exit_ = exit_of_alice(session)
    do(session, ALICE, OpenWindow(exit_))
    with pytest.raises(WalletError):
        do(session, BOB, AcceptExit(exit_))
    session.skip_time(7 * DAY + 60)
    assert "accepted" in told(do(session, ALICE, AcceptExit(exit_)))


def test_an_exit_is_disputed_and_ruled_by_a_published_decision(session: Session) -> None:
    exit_ = exit_of_alice(session)
    do(session, ALICE, OpenWindow(exit_))
    assert "disputed" in told(do(session, BOB, Dispute(exit_, keccak(b"reasons"))))
    record = session.names.exit_record(exit_)
    assert record is not None
    roles = session.roles
    args = (exit_, record.fields(), 60_000 * DOLLAR)
    roles.publish(ALICE + 1, "Disputes", "rule_small", *args)
    session.skip_time(3 * DAY + 60)
    decision = int(session.chain.read("Authority", "decisions"))
    do(session, CAROL, Execute(decision))
    found = session.names.exit_record(exit_)
    assert found is not None and found.gain == 60_000 * DOLLAR
    assert session.chain.read("Companies", "is_reported", exit_, found.fields()) is True


def test_somebody_is_reported_and_answers(session: Session) -> None:
    claim = Claim(ALICE + 1, "lei:5299001", 0, 0, keccak(b"evidence"))
    salt = keccak(b"salt")
    receipt = do(session, BOB, SealReport(claim, salt))
    sealed = number(receipt, "Committed", "report")
    session.skip_time(HOUR + 60)
    do(session, BOB, OpenReport(sealed, claim, salt))
    assert session.names.subject_of_report(sealed) == ALICE + 1
    assert "answered" in told(do(session, ALICE, AnswerReport(sealed, keccak(b"answer"))))
    session.use_account(BOB)
    with pytest.raises(WalletError, match="somebody else"):
        session.check(SealReport(replace(claim, subject=BOB + 1), salt))


def test_members_stop_a_decision(session: Session) -> None:
    session.skip_time(31 * DAY)  # they have to have been members for a month
    ban = session.roles.publish_ban(DAN + 1)
    session.refresh()
    for account in (ALICE, BOB, CAROL, EVE, FARID):
        receipt = do(session, account, Veto(ban))
    assert [one.name for one in receipt.events] == ["Vetoed", "Fell"]
    session.skip_time(21 * DAY + 60)
    with pytest.raises(WalletError):
        do(session, ALICE, Execute(ban))


def test_a_decision_nobody_can_take_is_refused_at_once(session: Session) -> None:
    session.use_account(ALICE)
    target = session.network.address("Registry")
    data = contract("Registry").encode("set_authority", (target,))
    with pytest.raises(WalletError, match="cannot decide"):
        session.check(Publish(0, target, data, keccak(b"reason")))
    with pytest.raises(WalletError, match="not in the books"):
        session.check(Execute(99))
    assert isinstance(session.roles, LocalRoles)
