"""People who come again to a desk: namesakes, new papers, lost wallets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.desk_room import (
    PEOPLE,
    circle_of,
    do,
    joined,
    lines,
    opened,
    request,
    seen,
    sign,
    tagged,
    verifier_session,
)
from tests.identity.documents import td3
from wallet.acts.identity import Renew
from wallet.acts.recovering import Recover
from wallet.base.errors import WalletError
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.local import LocalDesks
from wallet.flows.desk.work import Work
from wallet.flows.join_answer import read_join_answer
from wallet.flows.recovery_answer import read_recovery_answer
from wallet.identity.asking_to_recover import ask_to_recover
from wallet.identity.tags.judging import Finding
from wallet.session import Session
from wallet.signing.asked import asked_of


@pytest.fixture(scope="module")
def session(
    own_home: Path, keyring_ready: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with verifier_session(tmp_path_factory.mktemp("desk")) as one:
        circle_of(one)
        yield one


@pytest.fixture
def desk(session: Session) -> Desk:
    return session.desk()


def test_a_namesake_is_looked_at_and_the_reason_is_kept(session: Session, desk: Desk) -> None:
    joined(session, desk, 16, td3(number="TWIN00001", name="TWIN<<ANNA"))
    desk.noting.settle(desk.views.now())
    work = opened(desk, request(session, 17))
    work.see(seen(td3(number="TWIN00002", name="TWIN<<ANNA")))
    tagged(work)
    assert work.case.finding == Finding.LOOK.value and not work.may_sign
    (alike,) = work.case.persons
    assert desk.tell_notes() == () and desk.near is not None
    weak = bytes.fromhex(work.case.tags["name and birth"])
    assert all(one.register.alike(weak) == (alike,) for one in desk.near.desks.values())
    assert json.loads(desk.evidence.open(work.kept_of(alike)))["seen"]["zone"].count("TWIN00001")
    with pytest.raises(WalletError, match="Say in a sentence"):
        work.look(True, "fine")
    work.look(True, "Two pictures, two mothers, and both came together.")
    assert len(sign(session, work)) == 1
    entry = desk.queue.find(work.entry.number)
    assert entry is not None
    kept = json.loads(desk.evidence.open(entry.records[1]))
    assert kept["reason"].startswith("Two pictures") and kept["looked"] == "accepted"


def test_a_lost_wallet_is_recovered_with_a_second_desks_word(session: Session, desk: Desk) -> None:
    zone = td3(number="LOST00001", name="LOST<<IVO")
    joined(session, desk, 18, zone)
    near = desk.near
    assert isinstance(near, LocalDesks)
    other = next(iter(near.desks.values()))
    who = PEOPLE.address(19)
    asking = ask_to_recover(
        who, desk.chain_id, (desk.address, other.address), False, session.chain.now()
    )
    text = asking.signed(PEOPLE.sign_asked(asked_of(asking.message), 19))
    works = [opened(one, text) for one in (desk, other)]
    answers = []
    for work in works:
        work.see(seen(zone))
        tagged(work) if work.desk is desk else _by_letters(work, desk)
        assert work.case.finding == Finding.SAME.value and work.may_sign
        (said,) = work.statements()
        signature = session.say(said) if work.desk is desk else near.sign(other.address, said)
        answers += [read_recovery_answer(one) for one in work.signed((signature,))]
    assert answers[0].recovery == answers[1].recovery
    do(session, 19, Recover(answers[0].recovery, tuple(one.signature for one in answers)))


def _by_letters(work: Work, asked: Desk) -> None:
    """A desk that nobody serves: its letters are carried."""
    letter = work.ask()
    assert asked.near is not None
    third = next(one for one in asked.near.desks.values() if one is not work.desk)
    for desk in (asked, third):
        work.receive(desk.answer(letter))
    work.judge()


def test_nobody_is_recovered_who_never_joined(session: Session, desk: Desk) -> None:
    assert desk.near is not None
    two = (desk.address, next(iter(desk.near.desks.values())).address)
    asking = ask_to_recover(PEOPLE.address(20), desk.chain_id, two, False, session.chain.now())
    work = opened(desk, asking.signed(PEOPLE.sign_asked(asked_of(asking.message), 20)))
    work.see(seen(td3(number="NEVER0001", name="NEVER<<EVA")))
    tagged(work)
    assert work.case.finding == Finding.REFUSED.value and not work.may_sign
    with pytest.raises(WalletError, match="no wallet to recover"):
        work.statements()


def test_a_renewed_document_is_added_and_recovers_when_both_are_shown(
    session: Session, desk: Desk
) -> None:
    """And so is one of another nationality: whoever shows both is one person."""
    old, new = td3(number="OLD000001", name="DUBOIS<<MIA"), td3("FRA", "NEW000001", "DUBOIS<<MIA")
    joined(session, desk, 23, old)
    work = opened(desk, request(session, 23))
    with pytest.raises(WalletError, match="same document"):
        work.see(seen(new, other=lines(new)))
    work.see(seen(new, other=lines(old), place="Lyon", national="9999"))
    tagged(work)
    assert work.case.finding == Finding.SAME.value and work.may_sign
    answers = [read_join_answer(one) for one in sign(session, work)]
    assert len(answers) == 2  # the new document, and the number for life
    do(session, 23, *(Renew(one.attestation, one.signature) for one in answers))
    again = opened(desk, request(session, 24))
    again.see(seen(new))
    tagged(again)
    assert again.case.finding == Finding.SAME.value and not again.may_sign


def test_a_new_document_alone_asks_whether_this_is_the_wallets_owner(
    session: Session, desk: Desk
) -> None:
    """A new name on a new document, from the wallet that has joined: a human look, and a tag."""
    joined(session, desk, 25, td3(number="MAIDEN001", name="BEFORE<<ADA"))
    work = opened(desk, request(session, 25))
    work.see(seen(td3(number="MARRIED01", name="AFTER<<ADA")))
    tagged(work)
    assert work.case.finding == Finding.LOOK.value and work.proves_themselves
    work.look(True, "The certificate of the marriage, and the same face.")
    (answer,) = [read_join_answer(one) for one in sign(session, work)]
    do(session, 25, Renew(answer.attestation, answer.signature))
    person = work.claimed()
    weak = bytes.fromhex(work.case.tags["name and birth"])
    assert desk.register.alike(weak) == (person,)  # the new name is noted beside the old one
    work = opened(desk, request(session, 25))
    work.see(seen(td3(number="MARRIED02", name="AFTER<<ADA")))
    tagged(work)
    assert work.case.finding == Finding.SAME.value and work.may_sign
