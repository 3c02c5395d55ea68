"""Issuing through the window: with a verifier elsewhere, at a window too, and with one here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.acts.playing import few_join
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.conftest import page_of
from tests.ui.pages.desk_seat import DeskSeat, seated
from tests.ui.pages.identity_seat import Seat
from ui.app import App
from ui.dialogs.ask_name import AskNameDialog
from ui.dialogs.bring_answer import BringAnswerDialog
from ui.dialogs.desk_check import SIGN, CheckDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.issue import IssueDialog
from ui.dialogs.issue_named import TERMS, IssueNamedDialog
from ui.pages.token import TokenPage
from wallet.chain.node import DEV_MNEMONIC
from wallet.flows.cast import member
from wallet.flows.demo import cast_envelope
from wallet.flows.local_circle import CIRCLE_ACCOUNTS
from wallet.flows.local_desks import unlocked
from wallet.flows.local_network import LocalNetwork
from wallet.flows.name_answer import NameAnswer, read_name_answer
from wallet.session import Session

pytestmark = pytest.mark.usefixtures("keyring_ready", "own_home")
ALICE, STRANGER = 0, 12
NAME = "Alice M. Moreau"  # on the document without the letter
WORDS = "I share what I gain, and write to all of you every spring."


@pytest.fixture
def local(own_home: Path) -> Iterator[LocalNetwork]:
    with LocalNetwork(None, days=0.01) as running:
        yield running


@pytest.fixture
def session(local: LocalNetwork, tmp_path: Path) -> Iterator[Session]:
    """Alice has joined, at a wallet that knows of no verifier on this machine."""
    assert local.network is not None
    opened = Session(local.network, folder=tmp_path / "alice")
    opened.unlock_envelope(cast_envelope(), "local network")
    few_join(opened, "alice")
    opened.refresh()
    opened.network = replace(opened.network, local=False)
    yield opened
    opened.close()


def token(seat: Seat) -> TokenPage:
    seat.house.go("token")
    seat.settle()
    page = page_of(seat.house)
    assert isinstance(page, TokenPage)
    return page


def turned_away(seat: Seat) -> None:
    """Who has not joined is told what comes first."""
    seat.sit(STRANGER)
    seat.click(seat.link(token(seat), "Issue my token"))
    form = seat.dialog(AskNameDialog)
    assert "Have yours confirmed first" in form.trouble.text.text() and not form.go.isVisible()
    seat.look("issue-stranger", form)
    form.reject()


def bring_others(seat: Seat, bring: BringAnswerDialog, answer: NameAnswer, file: Path) -> None:
    """What is brought instead of the answer is refused in words, and another can be brought."""
    for bad, words in (
        (replace(answer, person=2), "another person"),
        (replace(answer, name="Alice Moreau"), "another name"),
        (replace(answer, chain_id=1), "another network"),
        (replace(answer, signature=b"\1" * 65), "does not fit"),
    ):
        file.write_text(bad.to_json())
        assert words in seat.bring(bring.reader, file), words


def left_office(seat: Seat, desk: str) -> None:
    """The verifier serves no longer, and so their word does not count: another can be asked."""
    seat.session.roles.call("Registry", "remove_verifier", desk)
    seat.session.refresh()
    seat.click(seat.link(token(seat), "Issue my token"))
    form = seat.dialog(AskNameDialog)
    assert "serves no longer" in form.trouble.text.text() and form.go.isVisible()
    assert (form.verifier.value != desk, form.name.value) == (True, NAME)
    seat.look("issue-left-office", form)
    form.reject()
    seat.session.roles.appoint_verifier(desk)
    seat.session.refresh()


def ask(seat: Seat, desk: str, file: Path) -> None:
    """Alice writes name and terms, signs the request, and saves it."""
    seat.click(seat.link(token(seat), "Issue my token"))
    form = seat.dialog(AskNameDialog)
    seat.look("issue-ask-empty", form)
    form.verifier.set_value(desk)
    seat.click(form.go)
    seat.settle()
    assert form.name.wrong and form.isVisible(), "what is missing is said beside it"
    seat.look("issue-ask-wrong", form)
    seat.write(form.name, NAME)
    for words in ("", "x" * 20_001):
        form.terms.set_value(words)
        seat.click(form.go)
        seat.settle()
        assert form.terms.wrong and form.isVisible(), "before days have passed"
    form.terms.set_value(WORDS)
    seat.click(form.go)
    hand = seat.dialog(HandOverDialog)
    seat.look("issue-request", hand)
    hand.code.save_to(file)
    seat.click(hand.done_button)
    seat.settle()


def confirm(seat: DeskSeat, request: str, zone: str, album: Path) -> str:
    """The verifier sees Alice's document, signs her name, and hands the answer back."""
    check = seat.open(request)
    seat.fill(check, zone, given="Alice", surname="Moreau")
    assert check.form is not None
    assert check.form.boxes["name"].isChecked() and not check.form.boxes["residence"].isVisible()
    check.form.boxes["name"].click()
    seat.click(check.go)
    seat.settle()
    assert f"they ask for {NAME}" in check.trouble.text.text()
    assert not check.trouble.visibleRegion().isEmpty(), "it is scrolled to"
    look(seat, check, album, "desk-name-differs")
    check.form.boxes["name"].click()
    seat.click(check.go)
    seat.until(lambda: check.tags is not None)
    assert check.tags is not None
    seat.click(check.tags.lines)
    seat.until(lambda: check.step == SIGN)
    look(seat, check, album, "desk-name-sign")
    seat.click(check.go)
    assert f"is called {NAME}" in seat.sign()
    seat.until(lambda: check.code is not None)
    look(seat, check, album, "desk-name-back")
    assert check.code is not None
    text = check.code.text
    seat.click(check.go)
    seat.settle()
    seat.page.table.acted.emit(check.work.entry.row, "Answer again")
    again = seat.dialog(CheckDialog)
    seat.until(lambda: again.code is not None)
    assert again.code is not None and again.code.text == text, "the very same"
    again.reject()
    seat.settle()
    return text


def look(seat: DeskSeat, shown: CheckDialog, album: Path, name: str) -> None:
    seat.settle()
    wrong = [*clipped(shown), *outside(shown), *nameless(shown)]
    assert not wrong, f"{name}: {wrong}"
    picture(shown, album, name)


def test_a_name_is_confirmed_elsewhere_and_the_token_issued(
    app: App, qtbot: QtBot, local: LocalNetwork, session: Session, tmp_path: Path, album: Path
) -> None:
    assert local.network is not None
    file, back = tmp_path / "request.txt", tmp_path / "answer.txt"
    desk = unlocked(DEV_MNEMONIC, session.known).address(CIRCLE_ACCOUNTS[0])
    seat = Seat(app, qtbot, session, album)
    turned_away(seat)
    seat.sit(ALICE)
    ask(seat, desk, file)
    assert seat.page.asked.isVisible()
    seat.look("issue-asked")
    seat.close()

    with seated(app, qtbot, tmp_path, local.network) as other:
        assert other.session.account == desk
        today = datetime.fromtimestamp(other.session.chain.now(), UTC).date()
        zone = member("alice").paper.zone(today)
        good = confirm(other, file.read_text().strip(), zone, album)

    seat = Seat(app, qtbot, session, album)
    seat.sit(ALICE)
    seat.click(seat.link(token(seat), "Issue my token"))
    form = seat.dialog(AskNameDialog)
    assert (form.name.value, form.verifier.value) == (NAME, desk)
    assert form.terms.value.strip() == WORDS, "what was typed is not lost"
    seat.look("issue-ask-waits", form)
    seat.click(form.bring)
    bring = seat.dialog(BringAnswerDialog)
    bring_others(seat, bring, read_name_answer(good), back)
    seat.look("issue-answer-refused", bring)
    back.write_text(good)
    bring.reader.reader.read_file(back)  # and the form to issue with takes its place
    named = seat.dialog(IssueNamedDialog)
    seat.look("issue-named", named)
    named.reject()  # not now: the answer is kept
    seat.settle()
    left_office(seat, desk)
    page = seat.page
    seat.look("issue-answered")
    seat.click(seat.link(page.asked, "Issue with it"))
    named = seat.dialog(IssueNamedDialog)
    assert named.terms.value.strip() == WORDS != TERMS
    seat.click(named.go)
    assert NAME in seat.sign()
    assert not seat.page.asked.isVisible(), "the name stands on the ledger"
    mine = session.answers.my_token()
    assert mine is not None and mine.name == NAME
    seat.close()


def test_where_a_verifier_is_on_this_machine_it_is_done_at_once(
    app: App, qtbot: QtBot, local: LocalNetwork, session: Session, album: Path
) -> None:
    session.network = replace(session.network, local=True)
    alice = member("alice")
    seat = Seat(app, qtbot, session, album)
    seat.sit(ALICE)
    seat.click(seat.link(token(seat), "Issue my token"))
    form = seat.dialog(IssueDialog)
    seat.write(form.name, alice.name)
    seat.write(form.document, alice.document)
    form.country.set_value(alice.country)
    seat.look("issue-here", form)
    seat.click(form.go)
    assert alice.name in seat.sign()
    assert session.answers.my_token() is not None
    seat.close()
