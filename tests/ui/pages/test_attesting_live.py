"""Companies confirmed by attestors at their own desks, through the real window on a real node."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.company_seat import Seat, declare
from tests.ui.pages.conftest import settle
from tests.ui.pages.hands import PATIENCE
from ui.app import App
from ui.dialogs.attest import AttestDialog
from ui.dialogs.attest_request import AttestRequestDialog
from ui.dialogs.bring_paper import BringPaperDialog
from ui.dialogs.calculation import CalculationDialog
from ui.dialogs.confirm_cost import ConfirmCostDialog
from ui.dialogs.declare import DeclareDialog
from ui.dialogs.hand_over import HandOverDialog
from ui.dialogs.refuse import RefuseDialog
from ui.dialogs.report_exit import ReportExitDialog
from ui.dialogs.sign import SignDialog
from ui.dialogs.state_year import StateYearDialog
from ui.house import House
from wallet.base.addresses import keccak
from wallet.base.clock import DAY, date_of
from wallet.flows.demo import fill
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story_raising import RAISING
from wallet.session import Session

PROFILE = {
    "company_name": "NORTHWIND SORTING LIMITED",
    "company_number": "09812345",
    "company_status": "dissolved",
    "date_of_creation": "2015-10-07",
    "date_of_cessation": "2019-03-01",
}


@pytest.fixture(scope="module")
def session(own_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A network on which Alice has raised money from five people."""
    with LocalNetwork(None) as local:
        assert local.network is not None
        opened = Session(local.network, folder=tmp_path_factory.mktemp("desks"))
        fill(opened, scenes=RAISING)
        yield opened
        opened.close()


@pytest.fixture
def seat(app: App, qtbot: QtBot, session: Session, album: Path) -> Iterator[Seat]:
    session.enter_as("alice")
    house = House(app, session)
    with qtbot.waitExposed(app.window):
        app.window.show()
    settle(qtbot, house)
    yield Seat(house, qtbot, album)
    house.close()
    qtbot.waitUntil(lambda: app.tasks.idle, timeout=PATIENCE)
    session.leave()


def ask(seat: Seat, tmp_path: Path) -> str:
    """Alice declares a company and seals it to two attestors, whose cards she has."""
    cards = {who: seat.card(who) for who in ("jonas", "kira")}
    seat.sit("alice")
    declare(seat, tmp_path)
    asking = seat.dialog(AttestDialog)
    seat.click(asking.turn)
    assert not asking.go.isEnabled()
    wrong = seat.bring(asking.elsewhere.card, cards["jonas"].replace('"person":10', '"person":11'))
    assert "does not hold the wallet that it names" in wrong.reader.reader.said.text()
    wrong.reject()
    for card in cards.values():
        seat.bring(asking.elsewhere.card, card)
    assert len(asking.elsewhere.chosen) == 2
    seat.look(asking, "ask-elsewhere")
    seat.click(asking.elsewhere.seal)
    seat.look(seat.dialog(HandOverDialog), "hand-over")
    request = seat.handed()
    assert asking.elsewhere.state.text.text() == (
        "It waits for 2 of 3 attestors. Jonas Weber and Kira Novak can open the request."
    )
    seat.close_all()
    return request


def answer(seat: Seat, request: str, tmp_path: Path) -> str:
    """Jonas takes the request in, looks at all of it, and signs."""
    sealed = tmp_path / "request.json"
    sealed.write_text(request)
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8" * 50)
    seat.sit("jonas")
    desk = seat.desk
    assert desk.named_card.isVisible()
    desk.take_files([sealed, tmp_path / "holiday.jpg"])
    settle(seat.qtbot, seat.house)
    assert desk.note.text.text().startswith("1 request is here. 1 file was not taken in.")
    seat.look(seat.house.app.window, "desk")
    desk.open_request(desk.table.long.keys[0])
    dialog = seat.dialog(AttestRequestDialog)
    verdicts = [dialog.table.rows.row(n).cells[2].text for n in range(dialog.table.rows.rowCount())]
    assert verdicts == ["says the same", "its form is right"] + 3 * ["says the same"]
    dialog.save_file("share certificate.pdf", tmp_path / "seen.pdf")
    assert (tmp_path / "seen.pdf").read_bytes().startswith(b"%PDF")

    compare(seat, dialog, tmp_path)
    seat.look(dialog, "attest-request")
    seat.click(dialog.go)
    assert "you have seen proof of stake" in seat.sign()
    first = seat.handed()
    assert "An answer is given once" in dialog.state.text.text()
    seat.close_all()
    return first


def compare(seat: Seat, dialog: AttestRequestDialog, tmp_path: Path) -> None:
    """A file of a register that says something else, and one that is none."""
    for name, text, said in (
        ("garbage", "\0" * 5_000, "This file says nothing about 09812345"),
        (
            "profile",
            json.dumps(PROFILE),
            "This is what Companies House says in this file. One thing",
        ),
    ):
        export = tmp_path / name
        export.write_text(text)
        dialog.register.read(export)
        settle(seat.qtbot, seat.house)
        assert dialog.register.said.text().startswith(said)
    rows = dialog.register.table.rows
    differs = [rows.row(n).cells[0].beneath for n in range(rows.rowCount())
               if rows.row(n).cells[2].text == "differs"]  # fmt: skip
    assert differs == ["It exists"]


def test_a_company_is_confirmed_from_desk_to_desk(seat: Seat, tmp_path: Path) -> None:
    request = ask(seat, tmp_path)
    first = answer(seat, request, tmp_path)
    seat.sit("kira")
    number = seat.desk.take_text(request)
    seat.desk.open_request(number)
    dialog = seat.dialog(AttestRequestDialog)
    seat.click(dialog.go)
    seat.sign()
    second = seat.handed()
    seat.close_all()

    seat.sit("alice")
    seat.companies.stakes.acted.emit(seat.newest, "Ask the attestors")
    asking = seat.dialog(AttestDialog)
    seat.click(asking.turn)
    wrong = seat.bring(asking.elsewhere.answer, first.replace(f"stake:{seat.newest}", "stake:99"))
    assert "about something else" in wrong.reader.reader.said.text()
    wrong.reject()
    seat.bring(asking.elsewhere.answer, first)
    assert "Jonas Weber has signed." in asking.elsewhere.state.text.text()
    assert not asking.go.isEnabled()
    beneath = seat.companies.stakes.rows.row(0).cells[0].beneath
    assert beneath == "declared · waits for 1 more: Jonas Weber has signed"
    seat.bring(asking.elsewhere.answer, second)
    seat.click(asking.go)
    seat.sign()
    assert seat.answer.stakes[0].status == "attested"


def test_what_a_purchase_cost_is_confirmed(seat: Seat) -> None:
    seat.sit("eve")
    session = seat.house.session
    (one,) = [one for one in session.answers.portfolio().positions if one.token.id == 1]
    lot = one.lots[0]
    context, window = seat.house.context, seat.house.app.window

    def ask() -> None:
        ConfirmCostDialog(context, one.token, lot, seat.answer.attestors, window).begin()

    ask()
    dialog = seat.dialog(ConfirmCostDialog)
    seat.click(dialog.go)
    assert dialog.evidence.said.startswith("Say how you paid")
    dialog.evidence.set_value("Committed in the first raise, paid from my wallet.")
    seat.look(dialog, "confirm-cost")
    seat.click(dialog.go)
    seat.dialog(AttestDialog)
    seat.close_all()
    ask()  # another day: it goes on where it was left
    seat.click(seat.dialog(AttestDialog).go)
    said = seat.sign()
    assert "cost" in said
    (one,) = [one for one in session.answers.portfolio().positions if one.token.id == 1]
    assert one.lots[0].cost == lot.paid


@pytest.mark.long
def test_a_refusal_goes_back_with_its_reason(seat: Seat, tmp_path: Path) -> None:
    cards = {who: seat.card(who) for who in ("jonas",)}
    seat.sit("alice")
    declare(seat, tmp_path)
    asking = seat.dialog(AttestDialog)
    seat.click(asking.turn)
    seat.bring(asking.elsewhere.card, cards["jonas"])
    asking.elsewhere.boxes[11].setChecked(False)
    assert asking.elsewhere.chosen == (10,)
    seat.click(asking.elsewhere.seal)
    request = seat.handed()
    seat.close_all()
    seat.sit("kira")
    seat.click(seat.desk.code)
    wrong = seat.dialog(BringPaperDialog)
    wrong.reader.take(request)
    settle(seat.qtbot, seat.house)
    assert "This request is not for you" in wrong.reader.reader.said.text()
    seat.close_all()
    seat.sit("jonas")
    seat.click(seat.desk.code)
    seat.dialog(BringPaperDialog).reader.take(request)
    dialog = seat.dialog(AttestRequestDialog)
    seat.click(dialog.refuse)
    refusing = seat.dialog(RefuseDialog)
    seat.click(refusing.go)
    assert refusing.reason.said.startswith("Say why, in a sentence.")
    refusing.reason.set_value("The certificate is not signed.")
    seat.look(refusing, "refuse")
    seat.click(refusing.go)
    answer = seat.handed()
    assert not dialog.go.isVisible()
    seat.close_all()
    seat.sit("alice")
    seat.companies.stakes.acted.emit(seat.newest, "Ask the attestors")
    asking = seat.dialog(AttestDialog)
    seat.click(asking.turn)
    seat.bring(asking.elsewhere.answer, answer)
    assert (
        "Jonas Weber refused: The certificate is not signed." in asking.elsewhere.state.text.text()
    )
    seat.close_all()

    seat.companies._amend(seat.answer.stakes[0])
    settle(seat.qtbot, seat.house)
    form = seat.dialog(DeclareDialog)
    assert [one.name for one in form.files.value] == ["share certificate.pdf"]
    assert not form.company.isEnabled()
    seat.write(form.cost, "23000")
    seat.look(form, "amend")
    seat.click(form.go)
    seat.sign()
    asking = seat.dialog(AttestDialog)
    seat.click(asking.go)  # the local desks, at once
    seat.sign()
    stake = seat.answer.stakes[0]
    assert (stake.status, stake.version, stake.cost) == ("attested", 2, 23_000 * 10**6)


def test_a_sale_is_followed_line_by_line_and_the_year_stated(seat: Seat, tmp_path: Path) -> None:
    session = seat.house.session
    declare(seat, tmp_path)
    seat.click(seat.dialog(AttestDialog).go)
    seat.sign()
    session.skip_time(95 * DAY)
    seat.companies.stakes.acted.emit(seat.newest, "Report a sale")
    report = seat.dialog(ReportExitDialog)
    seat.write(report.units, "500000")
    seat.write(report.closed, date_of(session.now() - 2 * DAY))
    seat.write(report.proceeds, "80000")
    seat.write(report.costs, "8000")
    report.evidence.set_value("Half of the shares, sold to a competitor.")
    seat.click(report.fold)
    assert report.worked is not None and report.worked.gain == 60_000 * 10**6
    seat.look(report, "report-lines")
    seat.click(report.go)
    seat.dialog(SignDialog).reject()  # and the machine is turned off
    seat.close_all()
    tasks = [one.sentence for one in session.answers.home().tasks]
    assert "Report your sale of Northwind Sorting Ltd" in tasks
    page = seat.companies
    assert page.unsent_card.isVisible()
    seat.look(seat.house.app.window, "companies-unsent")
    page.unsent.acted.emit(seat.newest, "Report it")
    report = seat.dialog(ReportExitDialog)
    assert report.proceeds.value == "$80,000.00"
    seat.click(report.go)
    seat.sign()
    seat.click(seat.dialog(AttestDialog).go)
    seat.sign()
    assert not seat.companies.unsent_card.isVisible()
    (sold,) = seat.answer.exits
    seat.companies.exits.opened.emit(sold.id)
    lines = seat.dialog(CalculationDialog)
    assert [one.key for one in lines.sum.lines][:5] == [
        "proceeds", "cost", "selling_costs", "gain", "holders",
    ]  # fmt: skip
    seat.look(lines, "sale-lines")
    seat.click(lines.steps[-1])
    seat.look(seat.dialog(CalculationDialog), "debt-lines")
    seat.close_all()

    state_the_year(seat, tmp_path)


def state_the_year(seat: Seat, tmp_path: Path) -> None:
    """A year later: what is late is said, and the statement is filed."""
    session = seat.house.session
    session.skip_time(340 * DAY)
    settle(seat.qtbot, seat.house)
    due = [one for one in session.answers.home().tasks if one.kind in ("statement", "debt")]
    assert [one.kind for one in due] == ["debt", "statement"]
    assert "a ban proposed" in due[0].detail
    raising = seat.page("raise")
    assert "so that you cannot raise" in raising.statement.note.text.text()
    seat.look(seat.house.app.window, "raise-without-statement")
    seat.click(raising.statement.file)
    settle(seat.qtbot, seat.house)
    form = seat.dialog(StateYearDialog)
    assert not form.go.isEnabled()
    form.whole.setChecked(True)
    seat.look(form, "state-year")
    seat.click(form.go)
    seat.sign()
    filed = seat.answer.statements
    assert len(filed.filed) == 1 and not filed.due(session.now())
    assert not seat.page("raise").statement.isVisible()
    page = seat.companies
    assert page.statements.table.rows.row(0).opens
    said = filed.filed[0].statement_hash
    page.statements.save_to(said, tmp_path / "year.json")
    (kept,) = json.loads((tmp_path / "year.json").read_text())["statements"]
    salt = bytes.fromhex(kept["salt"])
    assert "0x" + keccak(salt + kept["text"].encode()).hex() == said == kept["hash"]
    seat.look(seat.house.app.window, "companies-late")
