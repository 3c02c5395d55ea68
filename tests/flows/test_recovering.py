"""A lost wallet, from the new one's request to its end; and the old one that cancels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acts.playing import ALICE, ANOTHER, BOB, NEW_WALLET, do, few_join, opened, refused
from wallet.acts.identity import Renew
from wallet.acts.recovering import CancelRecovery, FinishRecovery
from wallet.acts.token import Issue
from wallet.acts.trading import PlaceBuy
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.books.notices import RECOVERY, notices
from wallet.flows.asked import Asked
from wallet.flows.cast import CAST
from wallet.flows.recovering import Step
from wallet.session import Session


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with opened(tmp_path_factory.mktemp("recovering")) as one:
        few_join(one, "alice", "bob")
        for account in (NEW_WALLET, ANOTHER):
            one.roles.fund(one.vault.address(account), 0)
        one.refresh()
        yield one


def ask(session: Session, in_person: bool = False) -> Asked:
    desks = [one.address for one in session.verifier_desks]
    return session.proving.sign(session.proving.begin_recovery(desks, in_person))


def gathered(session: Session, who: int, in_person: bool = False) -> Asked:
    asked = ask(session, in_person)
    for desk in session.verifier_desks[: 3 if in_person else 2]:
        answer = desk.answer_recovery(asked.request, CAST[who].paper)
        asked = session.proving.take_recovery(answer.to_json())
    return asked


def code_of(session: Session, text: str) -> str:
    with pytest.raises(WalletError) as error:
        session.proving.take_recovery(text)
    assert error.value.sentence.endswith(".") and error.value.next_step
    return error.value.code


def step(session: Session) -> Step:
    return session.proving.overview().recovery.step


def test_answers_are_held_and_gathered(session: Session) -> None:
    session.use_account(NEW_WALLET)
    assert step(session) is Step.NOTHING
    asked = ask(session)
    first, second, third = session.verifier_desks[:3]
    good = first.answer_recovery(asked.request, CAST[ALICE].paper)
    said = good.recovery
    cases = {
        "answer.other_network": replace(good, chain_id=1),
        "answer.other_wallet": replace(
            good, recovery=replace(said, account=session.vault.address(ANOTHER))
        ),
        "answer.other_request": replace(good, recovery=replace(said, nonce=said.nonce ^ 1)),
        "answer.other_verifier": replace(good, verifier=session.vault.address(BOB)),
        "answer.signature": replace(good, recovery=replace(said, person_tag=b"\1" * 32)),
    }
    for code, bad in cases.items():
        assert code_of(session, bad.to_json()) == code
    assert code_of(session, good.to_json()[:200]) in ("recover.answer", "file.garbage")
    grown = session.proving.take_recovery(good.to_json())
    assert step(session) is Step.ASKED and len(grown.answers) == 1
    assert code_of(session, good.to_json()) == "recover.twice"
    with pytest.raises(WalletError, match="1 of the 2"):
        session.proving.act_of(grown)
    # Bob's document at the second desk: another person's tag.
    other = second.answer_recovery(asked.request, CAST[BOB].paper)
    assert code_of(session, other.to_json()) == "recover.tags"
    with pytest.raises(WalletError, match="Nobody on this network"):
        third.answer_recovery(asked.request, replace(CAST[BOB].paper, document="NG00000000"))
    session.proving.take_recovery(third.answer_recovery(asked.request, CAST[ALICE].paper).to_json())
    assert step(session) is Step.ENOUGH
    session.proving.forget(session.proving.asked()[0])
    assert step(session) is Step.NOTHING
    session.use_account(ALICE)
    with pytest.raises(WalletError) as error:
        session.proving.begin_recovery([first.address, second.address], False)
    assert error.value.code == "recover.joined"


def test_the_old_wallet_is_warned_and_cancels_once(session: Session) -> None:
    session.use_account(NEW_WALLET)
    asked = gathered(session, ALICE)
    before = session.answers.home().block
    do(session, NEW_WALLET, session.proving.act_of(asked))
    assert step(session) is Step.WAITING
    (waits,) = session.answers.home().tasks
    assert waits.kind == "recovery" and "in 7 days" in waits.detail
    assert "wait" in refused(session, NEW_WALLET, FinishRecovery(ALICE + 1)).sentence

    session.use_account(ALICE)
    who = session.answers.identity()
    assert who.standing == "frozen" and who.recovery is not None and who.recovery.can_cancel
    task = session.answers.home().tasks[0]
    assert (task.kind, task.tone) == ("recovery", "oxide")
    assert task.sentence == "Somebody asks to replace this wallet"
    with session.answers.view() as view:
        (told,) = [one for one in notices(view, before) if one.kind == RECOVERY]
    assert "replace this wallet" in told.sentence
    name = session.verifier_desk.sign_name(BOB + 1, CAST[BOB].paper, CAST[BOB].name)
    do(session, BOB, Issue(CAST[BOB].name, name, CAST[BOB].terms))
    buy = PlaceBuy(BOB + 1, 2 * 10**21, 10**11)
    held = refused(session, ALICE, buy)
    assert "a recovery of your wallet waits" in held.sentence and "Identity" in held.next_step
    session.use_account(BOB)
    with session.answers.view() as view:
        assert not [one for one in notices(view, before) if one.kind == RECOVERY]

    do(session, ALICE, CancelRecovery())
    who = session.answers.identity()
    assert who.recovery is not None and not who.recovery.account and not who.recovery.can_cancel
    assert "a recovery was cancelled" in refused(session, ALICE, buy).sentence
    session.use_account(NEW_WALLET)
    assert step(session) is Step.NOTHING, "what was signed was used"
    assert refused(session, NEW_WALLET, session.proving.act_of(asked)).code
    session.skip_time(3 * DAY + 60)
    session.use_account(ALICE)
    assert session.answers.home().tasks[0].action == "Finish"
    do(session, ALICE, FinishRecovery(ALICE + 1))
    assert session.answers.identity().standing == "active"


def test_after_a_cancelling_three_verifiers_bring_the_person_over(session: Session) -> None:
    session.use_account(NEW_WALLET)
    for one in session.proving.asked():
        session.proving.forget(one)
    session.skip_time(DAY)
    asked = gathered(session, ALICE, in_person=True)
    assert asked.in_person and len(asked.answers) == 3
    do(session, NEW_WALLET, session.proving.act_of(asked))
    session.use_account(ALICE)
    who = session.answers.identity()
    assert who.recovery is not None and who.recovery.in_person and not who.recovery.can_cancel
    assert "cannot be cancelled" in session.answers.home().tasks[0].detail
    session.skip_time(7 * DAY)
    session.use_account(NEW_WALLET)
    assert step(session) is Step.OVER
    do(session, NEW_WALLET, FinishRecovery(ALICE + 1))
    assert session.person_id == ALICE + 1 and step(session) is Step.DONE
    session.use_account(ALICE)
    who = session.answers.identity()
    assert who.person is None and who.former == ALICE + 1


def test_the_new_wallet_gets_a_credential_of_its_own(session: Session) -> None:
    session.use_account(NEW_WALLET)
    overview = session.proving.overview()
    assert overview.current is None and overview.identity.person is not None
    asked = session.proving.sign(session.proving.begin(session.verifier_desk.address), "renew")
    found = session.verifier_desk.answer(asked.request, CAST[ALICE].paper)
    act = session.proving.act_of(session.proving.take(found.to_json()))
    assert isinstance(act, Renew)
    do(session, NEW_WALLET, act)
    assert session.proving.overview().current is not None
