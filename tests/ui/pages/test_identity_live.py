"""Joining, showing, checking and recovering through the real window, with files between people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.acts.playing import do, few_join, refused
from tests.ui.pages.conftest import page_of
from tests.ui.pages.hands import PATIENCE
from tests.ui.pages.identity_seat import Seat
from ui.app import App
from ui.dialogs.appeal import AppealDialog
from ui.dialogs.bring_answer import BringAnswerDialog
from ui.dialogs.check_claims import CheckClaimsDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.join import JoinDialog
from ui.dialogs.recover import RecoverDialog
from ui.dialogs.renew import RenewDialog
from ui.dialogs.show_claims import ShowClaimsDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.unlock import UnlockDialog
from wallet.acts.token import Issue
from wallet.acts.trading import PlaceBuy
from wallet.base.clock import DAY, YEAR
from wallet.books.documents import APPEAL
from wallet.flows.cast import PASSPHRASE, PHRASE, member
from wallet.flows.demo import cast_envelope
from wallet.flows.join_answer import JoinAnswer
from wallet.flows.local_desks import VerifierDesk
from wallet.flows.local_network import LocalNetwork
from wallet.flows.papers import IdentityPaper
from wallet.keys.accounts import addresses
from wallet.keys.card import new_card
from wallet.keys.file_store import FileStore
from wallet.keys.words import seed
from wallet.session import Session

ALICE, BOB = 0, 1
NEW, OTHER, THIRD, FOURTH = 12, 13, 14, 15
PAPER = IdentityPaper("Ada Nimo", "GB55102938", 826, born="1990-12-31")


@pytest.fixture(scope="module")
def local(own_home: Path) -> Iterator[LocalNetwork]:
    with LocalNetwork(None) as running:
        yield running


@pytest.fixture(scope="module")
def session(local: LocalNetwork, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Alice and Bob have joined; three more accounts have coins for fees."""
    assert local.network is not None
    opened = Session(local.network, folder=tmp_path_factory.mktemp("identity"))
    opened.unlock_envelope(cast_envelope(), "local network")
    few_join(opened, "alice", "bob")
    for account in (NEW, OTHER, THIRD):
        opened.roles.fund(opened.vault.address(account))
    opened.refresh()
    yield opened
    opened.close()


@pytest.fixture
def seat(app: App, qtbot: QtBot, session: Session, album: Path) -> Iterator[Seat]:
    seat = Seat(app, qtbot, session, album)
    yield seat
    seat.close()


def elsewhere(session: Session, monkeypatch: pytest.MonkeyPatch) -> tuple[VerifierDesk, ...]:
    """Let the network have no desks on this machine; answers the desks that are elsewhere."""
    desks = session.verifier_desks
    monkeypatch.setattr(session, "network", replace(session.network, local=False))
    return desks


def test_somebody_joins_at_a_local_verifier_and_looks_at_their_credential(seat: Seat) -> None:
    page = seat.sit(NEW)
    seat.look("nobody")
    seat.click(page.main)
    join = seat.dialog(JoinDialog)
    seat.look("join", join)
    seat.click(join.go)
    seat.settle()
    assert join.document.born.wrong, "what is missing is said beside it"
    seat.type_document(join.document, replace(PAPER, document="12"))
    seat.click(join.go)
    assert join.document.document.wrong
    seat.look("join-wrong", join)
    seat.write(join.document.document, PAPER.document)
    seat.click(join.go)
    assert "join" in seat.sign().lower()
    assert not seat.app.window.findChildren(JoinDialog) and not page.asked.isVisible()
    assert page.main.text() == "Renew"
    assert not page.credential.facts.isVisible(), "nothing is seen before somebody looks"
    seat.click(page.credential.uncover)
    seat.settle()
    said = {one.accessibleName() for one in page.credential.facts.findChildren(QWidget)}
    assert "Family name: Nimo" in said and "Over 18: yes" in said
    seat.look("credential")
    seat.house.go("home")
    seat.house.go("identity", 0)
    assert not page.credential.facts.isVisible()


def altered(good: JoinAnswer) -> tuple[tuple[str, str], ...]:
    """What may be brought instead of an answer, and what is then said."""
    return (
        (good.to_json()[:700], "cannot be understood"),
        (replace(good, chain_id=1).to_json(), "another network"),
        (replace(good, number="00" * 16).to_json(), "did not make here"),
        (good.to_json().replace('"country":826', '"country":250'), "does not fit"),
        ("not a paper at all", "cannot be understood"),
    )


def test_a_request_and_its_answer_travel_as_files(
    seat: Seat, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desks = elsewhere(session, monkeypatch)
    page = seat.sit(OTHER)
    seat.click(page.main)
    join = seat.dialog(JoinDialog)
    assert not join.document.widget.isVisible()
    join.verifier.set_value(desks[0].address)
    seat.write(join.name, "Office at the harbour")
    seat.look("join-elsewhere", join)
    seat.click(join.go)
    seat.settle()
    hand = seat.dialog(HandOverDialog)
    seat.look("request", hand)
    file = tmp_path / "request.txt"
    hand.code.save_to(file)
    seat.click(hand.done_button)
    seat.settle()
    assert page.asked.isVisible()
    seat.look("asked")
    assert session.proving.first_step() is not None
    seat.house.go("home")
    seat.settle()
    seat.link(page_of(seat.house), "Bring")
    page = seat.page
    (verifier,) = [o for o in session.answers.verifiers() if o.account == desks[0].address]
    assert verifier.name == "Office at the harbour"

    # The verifier, somewhere else, is brought the file and a document.
    paper = replace(PAPER, name="Ola Berg", document="NO7788991")
    good = desks[0].answer(file.read_text().strip(), paper)
    answer = tmp_path / "answer.txt"
    seat.click(seat.link(page.asked, "Bring the answer"))
    bring = seat.dialog(BringAnswerDialog)
    for bad, words in altered(good):
        answer.write_text(bad)
        assert words in seat.bring(bring.reader, answer), words
    seat.look("answer-refused", bring)
    assert seat.bring(bring.reader, tmp_path / "no such file")
    answer.write_text(good.to_json())
    seat.bring(bring.reader, answer)
    confirmation = seat.dialog(SignDialog)
    seat.qtbot.waitUntil(lambda: confirmation.main.isEnabled(), timeout=PATIENCE)
    confirmation.reject()  # not now: the answer is kept
    seat.settle()
    seat.click(bring.close_button)
    seat.settle()
    seat.look("answered")
    seat.click(seat.link(page.asked, "Join with it"))
    seat.sign()
    assert session.person_id
    seat.look("joined-by-file")
    seat.click(seat.link(page.asked, "Clear"))
    seat.settle()
    assert not page.asked.isVisible()


def test_one_claim_is_shown_to_somebody_who_checks_it(
    seat: Seat, session: Session, tmp_path: Path
) -> None:
    # Bob asks.
    page = seat.sit(BOB)
    seat.click(seat.link(page, "Check what somebody shows"))
    check = seat.dialog(CheckClaimsDialog)
    seat.click(check.go)
    assert check.name.wrong
    seat.look("check", check)
    seat.write(check.name, "Harbour Bank, opening an account")
    check.boxes["chain_salt"].setChecked(True)
    seat.click(check.go)
    seat.settle()
    seat.look("question", check)
    assert check.code is not None and check.asked is not None
    question, other = tmp_path / "question.txt", tmp_path / "shown.txt"
    check.code.save_to(question)
    asked = check.asked
    check.reject()
    # Alice shows.
    page = seat.sit(ALICE)
    seat.click(page.credential.show_some)
    show = seat.dialog(ShowClaimsDialog)
    other.write_text('{"kind":"something else"}')
    assert "no question" in seat.bring(show.reader, other)
    seat.bring(show.reader, question)
    assert show.chosen == ("age_over_18",), "what links is never ticked by another's wish"
    assert not show.warning.isVisible() and "Family name" in show.hidden.text()
    seat.look("preview", show)
    show.boxes["chain_salt"].setChecked(True)
    assert "what you own" in show.warning.text.text()
    seat.look("preview-linking", show)
    seat.click(show.go)
    seat.settle()
    hand = seat.dialog(HandOverDialog)
    hand.code.save_to(other)
    seat.look("shown", hand)
    seat.click(hand.done_button)
    # Bob checks; first a question of another day, to which it is no answer.
    page = seat.sit(BOB)
    for mine, words in ((False, "another occasion"), (True, "")):
        seat.click(seat.link(page, "Check what somebody shows"))
        check = seat.dialog(CheckClaimsDialog)
        seat.write(check.name, "Harbour Bank, opening an account")
        check.boxes["chain_salt"].setChecked(True)
        seat.click(check.go)
        if mine:
            check.asked = asked
        seat.bring(check.reader, other)
        if words:
            assert words in check.refused.text.text()
            seat.look("replay", check)
        else:
            assert "Person 1" in check.vouched.text.text()
            seat.look("checked", check)
        check.reject()
        seat.settle()


def test_renewal_offers_its_paths_and_a_ban_its_appeal(seat: Seat, session: Session) -> None:
    page = seat.sit(BOB)
    seat.click(page.main)
    renew = seat.dialog(RenewDialog)
    seat.look("renew", renew)
    seat.click(seat.link(renew, "Choose"))
    join = seat.dialog(JoinDialog)
    seat.look("renew-path", join)
    join.reject()
    seat.settle()


def test_the_old_wallet_is_warned_and_cancels(
    seat: Seat, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seat.sit(THIRD)
    seat.click(page.recovery.begin)
    lost = seat.dialog(RecoverDialog)
    seat.look("recover", lost)
    seat.type_document(lost.document, replace(member("alice").paper, document="FR00000000"))
    seat.click(lost.go)
    seat.settle()
    assert "Nobody on this network" in lost.document.document.said or lost.trouble.isVisible()
    seat.write(lost.document.document, member("alice").document)
    seat.click(lost.go)
    seat.sign()
    page = seat.page
    assert not page.main.isVisible() and not page.recovery.begin.isVisible()
    seat.look("waiting")
    page = seat.sit(ALICE)
    assert "replace this wallet" in page.warning.text.text()
    seat.look("warned")
    seat.house.go("home")
    seat.settle()
    frame = seat.app.window.frame
    assert frame is not None and "replace this wallet" in frame.standing.text.text()
    assert frame.standing.isVisible()
    seat.look("warned-home")
    page = seat.page
    assert not frame.standing.isVisible(), "the page itself says it"
    seat.click(page.recovery.cancel)
    assert "cancel" in seat.sign()
    page = seat.page
    assert not page.recovery.cancel.isVisible()
    seat.look("cancelled")
    session.skip_time(3 * DAY + 60)
    page = seat.sit(ALICE)
    seat.click(page.recovery.finish)
    seat.sign()
    assert not seat.page.warning.isVisible() and not frame.standing.isVisible()


def test_in_person_the_new_wallet_takes_over(seat: Seat, session: Session) -> None:
    page = seat.sit(THIRD)
    seat.click(page.recovery.begin)
    lost = seat.dialog(RecoverDialog)
    lost.how.set_value(True)
    assert len(lost.chosen) == 3
    seat.type_document(lost.document, member("alice").paper)
    seat.click(lost.go)
    seat.sign()
    session.skip_time(7 * DAY)
    page = seat.sit(THIRD)
    seat.click(page.recovery.finish)
    seat.sign()
    assert session.person_id == ALICE + 1
    page = seat.sit(ALICE)
    assert "replaced by another" in page.warning.text.text() and not page.main.isVisible()
    seat.look("replaced")


def test_whoever_is_frozen_has_run_out_or_is_banned_is_told_what_to_do(
    seat: Seat, session: Session
) -> None:
    alice = member("alice")
    name = session.verifier_desk.sign_name(ALICE + 1, alice.paper, alice.name)
    do(session, THIRD, Issue(alice.name, name, alice.terms))
    buy = PlaceBuy(ALICE + 1, 2 * 10**21, 10**11)
    session.roles.freeze(BOB + 1, session.chain.now() + 5 * DAY)
    session.refresh()
    page = seat.sit(BOB)
    assert "You are frozen until" in page.warning.text.text()
    assert "Claims, refunds and payments of debts work" in page.warning.text.text()
    seat.look("frozen")
    for place in ("home", "invest", "portfolio", "raise"):
        seat.house.go(place)
        seat.settle()
        frame = seat.app.window.frame
        assert frame is not None and frame.standing.isVisible(), place
        assert "You are frozen until" in frame.standing.text.text()
    assert "frozen" in refused(session, BOB, buy).sentence

    session.skip_time(2 * YEAR + DAY)
    page = seat.sit(BOB)
    assert "ran out" in page.warning.text.text() and page.main.text() == "Renew"
    assert seat.app.window.frame is not None
    assert "run out" in refused(session, BOB, buy).sentence
    seat.look("expired")
    seat.click(page.main)
    seat.click(seat.link(seat.dialog(RenewDialog), "Choose"))
    join = seat.dialog(JoinDialog)
    seat.type_document(join.document, member("bob").paper)
    seat.click(join.go)
    seat.sign()
    assert not seat.page.warning.isVisible()

    session.roles.ban(BOB + 1)
    session.refresh()
    page = seat.sit(BOB)
    assert "banned, for ever" in page.warning.text.text() and not page.main.isVisible()
    assert "banned" in refused(session, BOB, buy).sentence
    seat.look("banned")
    seat.click(page.appeal)
    appeal = seat.dialog(AppealDialog)
    seat.click(appeal.go)
    assert appeal.reasons.wrong
    appeal.reasons.set_value("The report was about somebody of the same name.")
    seat.look("appeal", appeal)
    seat.click(appeal.go)
    assert "lift your ban" in seat.sign()
    hand = seat.dialog(HandOverDialog)
    assert "same name" in hand.code.text
    seat.click(hand.done_button)
    assert len(session.documents.every(APPEAL)) == 1


def test_where_a_passphrase_is_asked_for_each_time_it_is_asked_for_these_too(
    app: App, qtbot: QtBot, local: LocalNetwork, session: Session, album: Path, tmp_path: Path
) -> None:
    session.leave()
    envelope = cast_envelope()
    store = FileStore(tmp_path / "wallets")
    store.add(new_card(envelope.wallet_id, "Cast", 0, addresses(seed(PHRASE), 16)), envelope)
    assert local.network is not None
    own = Session(local.network, store, folder=tmp_path / "books")
    app.settings = replace(app.settings, ask_each=True)
    own.opened.once = True
    own.unlock(envelope.wallet_id, PASSPHRASE, FOURTH)
    seat = Seat(app, qtbot, own, album)
    page = seat.page
    seat.click(page.main)
    join = seat.dialog(JoinDialog)
    seat.type_document(join.document, replace(PAPER, document="GB77777777"))
    seat.click(join.go)
    for _ in range(2):  # for the request, and to seal the answer
        unlock = seat.dialog(UnlockDialog)
        unlock.form.passphrase.input.setFocus()
        qtbot.keyClicks(unlock.form.passphrase.input, PASSPHRASE)
        seat.click(unlock.form.button)
        qtbot.waitUntil(lambda: not own.vault.unlocked and app.tasks.idle, timeout=PATIENCE)
        seat.settle()
    assert not join.trouble.isVisible(), join.trouble.text.text()
    seat.dialog(SignDialog).reject()
    assert len(own.proving.overview().brought) == 1 and not own.vault.unlocked
    seat.close()
    own.close()
