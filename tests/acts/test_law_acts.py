"""Recoveries, disputes, reports and decisions, through the whole pipeline on a real chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from wallet.acts.act import Act
from wallet.acts.disputing import AcceptExit, Dispute, OpenWindow
from wallet.acts.governing import Execute, Publish, Veto
from wallet.acts.recovering import CancelRecovery, FinishRecovery, Recover, Recovery
from wallet.acts.watching import AnswerReport, Claim, OpenReport, SealReport
from wallet.base.addresses import keccak
from wallet.base.clock import DAY, HOUR
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.chain.node import DEV_MNEMONIC
from wallet.chain.receipts import Receipt
from wallet.contracts.bindings import contract
from wallet.flows.attesting import Declaring, Exiting
from wallet.flows.cast import CAST
from wallet.flows.demo import SessionPlayer, cast_envelope, set_stage
from wallet.flows.local_desks import LocalKeys
from wallet.flows.local_network import LocalNetwork
from wallet.flows.local_roles import LocalRoles
from wallet.flows.papers import write_stake_paper
from wallet.flows.scene import Scene
from wallet.flows.story import play
from wallet.flows.story_raising import RAISING
from wallet.session import Session

ALICE, BOB, CAROL, DAN = 0, 1, 2, 3
EVE = 4
NEW_WALLET, ANOTHER = 12, 13
"""Accounts of the cast's phrase that belong to nobody."""


@pytest.fixture(scope="module")
def session(own_home: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The cast has joined and issued; two verifiers serve; the network is handed over."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("law"))
        opened.roles.appoint_verifier(_verifier(opened, 3).address)
        opened.unlock_envelope(cast_envelope(), "local network")
        scenes: tuple[Scene, ...] = RAISING[:2]
        play(set_stage(opened), SessionPlayer(opened), scenes)
        yield opened
        opened.close()


def _verifier(session: Session, account: int) -> LocalKeys:
    return LocalKeys(DEV_MNEMONIC, account, session.known)


def do(session: Session, account: int, act: Act) -> Receipt:
    """An account of the cast does something; it goes through."""
    session.use_account(account)
    receipt = session.perform(session.prepare(act))
    assert receipt.ok, receipt.refused
    return receipt


def told(receipt: Receipt) -> str:
    """What the books tell of it."""
    return " ".join(receipt.sentences)


def recovery(session: Session, who: int, new: int) -> Recover:
    """Somebody's tag for a new wallet, signed by two verifiers."""
    account = session.vault.address(new)
    session.roles.fund(account)
    tag = session.verifier_desk.tag(CAST[who].paper)
    paper = Recovery(account, tag, False, session.chain.now(), 7)
    names = "account personTag inPerson issuedAt nonce".split()
    message: dict[str, Any] = dict(zip(names, paper.fields(), strict=True))
    signed = [_verifier(session, one).sign("Recovery", message, "Registry") for one in (1, 3)]
    return Recover(paper, tuple(signed))


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
    session.skip_time(8 * DAY)
    with pytest.raises(WalletError):
        do(session, ANOTHER, FinishRecovery(EVE + 1))


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
    session.use_account(ALICE)
    now = session.chain.now()
    paper = write_stake_paper("Northwind", "lei", "1", 1_000, 5 * DOLLAR, now - DAY, "{}")
    flow = Declaring(session.documents)
    receipt = do(session, ALICE, flow.write(paper, (10, 11, 12)))
    (stake,) = [int(e.fields["stake"]) for e in receipt.events if e.name == "StakeDeclared"]
    leaving = Exiting(session.documents, stake, "0x" + paper.commitment.hex())
    act = leaving.write(400, 50_000 * DOLLAR, DOLLAR, now - 60, "Sold to Harbour.")
    receipt = do(session, ALICE, act)
    (number,) = [int(e.fields["exit"]) for e in receipt.events if e.name == "ExitReported"]
    return number


def test_an_exit_is_accepted_when_nobody_disputes_it(session: Session) -> None:
    number = exit_of_alice(session)
    do(session, ALICE, OpenWindow(number))
    with pytest.raises(WalletError):
        do(session, BOB, AcceptExit(number))
    session.skip_time(7 * DAY + 60)
    assert "accepted" in told(do(session, ALICE, AcceptExit(number)))


def test_an_exit_is_disputed_and_ruled_by_a_published_decision(session: Session) -> None:
    number = exit_of_alice(session)
    do(session, ALICE, OpenWindow(number))
    assert "disputed" in told(do(session, BOB, Dispute(number, keccak(b"reasons"))))
    record = session.names.exit_record(number)
    assert record is not None
    roles = session.roles
    args = (number, record.fields(), 60_000 * DOLLAR)
    roles.publish(ALICE + 1, "Disputes", "rule_small", *args)
    session.skip_time(3 * DAY + 60)
    decision = int(session.chain.read("Authority", "decisions"))
    do(session, CAROL, Execute(decision))
    found = session.names.exit_record(number)
    assert found is not None and found.gain == 60_000 * DOLLAR
    assert session.chain.read("Companies", "is_reported", number, found.fields()) is True


def test_somebody_is_reported_and_answers(session: Session) -> None:
    claim = Claim(ALICE + 1, "lei:5299001", 0, 0, keccak(b"evidence"))
    salt = keccak(b"salt")
    receipt = do(session, BOB, SealReport(claim, salt))
    (number,) = [int(e.fields["report"]) for e in receipt.events if e.name == "Committed"]
    session.skip_time(HOUR + 60)
    do(session, BOB, OpenReport(number, claim, salt))
    assert session.names.subject_of_report(number) == ALICE + 1
    assert "answered" in told(do(session, ALICE, AnswerReport(number, keccak(b"answer"))))
    session.use_account(BOB)
    with pytest.raises(WalletError, match="somebody else"):
        session.check(SealReport(replace(claim, subject=BOB + 1), salt))


def test_members_stop_a_decision(session: Session) -> None:
    session.skip_time(31 * DAY)  # they have to have been members for a month
    number = session.roles.publish_ban(DAN + 1)
    session.refresh()
    for account in (ALICE, BOB, CAROL, EVE, 5):
        receipt = do(session, account, Veto(number))
    assert [one.name for one in receipt.events] == ["Vetoed", "Fell"]
    session.skip_time(21 * DAY + 60)
    with pytest.raises(WalletError):
        do(session, ALICE, Execute(number))


def test_a_decision_nobody_can_take_is_refused_at_once(session: Session) -> None:
    session.use_account(ALICE)
    target = session.network.address("Registry")
    data = contract("Registry").encode("set_authority", (target,))
    with pytest.raises(WalletError, match="cannot decide"):
        session.check(Publish(0, target, data, keccak(b"reason")))
    with pytest.raises(WalletError, match="not in the books"):
        session.check(Execute(99))
    assert isinstance(session.roles, LocalRoles)
