"""A company on a real node through the real window: declared, confirmed, sold, and paid for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.pages.conftest import page_of, settle
from tests.ui.pages.hands import PATIENCE, Hands
from ui.app import App
from ui.dialogs.attest import AttestDialog
from ui.dialogs.declare import DeclareDialog
from ui.dialogs.pay_debt import PayDebtDialog
from ui.dialogs.report_exit import ReportExitDialog
from ui.house import House
from ui.pages.companies import CompaniesPage
from wallet.base.clock import DAY, date_of
from wallet.books.companies import Companies
from wallet.flows.demo import fill
from wallet.flows.local_network import LocalNetwork
from wallet.flows.story_raising import RAISING
from wallet.session import Session


class Seat(Hands):
    """Alice at the window of a network on which she has raised money from five people."""

    @property
    def page(self) -> CompaniesPage:
        """The page of companies, filled."""
        self.house.go("companies")
        settle(self.qtbot, self.house)
        page = page_of(self.house)
        assert isinstance(page, CompaniesPage)
        return page

    @property
    def answer(self) -> Companies:
        answer: Companies = self.house.session.answers.companies()
        return answer

    def attest(self) -> None:
        dialog = self.dialog(AttestDialog)
        self.click(dialog.go)
        self.sign()


@pytest.fixture
def seat(app: App, qtbot: QtBot, own_home: Path, tmp_path: Path) -> Iterator[Seat]:
    with LocalNetwork(None) as local:
        assert local.network is not None
        session = Session(local.network, folder=tmp_path / "books")
        fill(session, scenes=RAISING)
        session.enter_as("alice")
        house = House(app, session)
        with qtbot.waitExposed(app.window):
            app.window.show()
        settle(qtbot, house)
        yield Seat(house, qtbot)
        house.close()
        qtbot.waitUntil(lambda: app.tasks.idle, timeout=PATIENCE)
        session.close()


def test_a_company_from_its_papers_to_a_debt_paid_in_parts(seat: Seat) -> None:
    session = seat.house.session
    seat.click(seat.page.states.empty.button)
    form = seat.dialog(DeclareDialog)
    seat.write(form.company, "Northwind Sorting")
    seat.write(form.number, "09812345")
    seat.write(form.units, "1,000,000")
    seat.write(form.cost, "24000")
    seat.write(form.acquired, "25 November 2024")
    form.package.set_value("1,000,000 ordinary shares, fully paid.")
    seat.click(form.go)
    seat.sign()
    seat.attest()
    assert [one.status for one in seat.answer.stakes] == ["attested"]
    assert seat.page.stakes.rows.row(0).cells[0].text == "Northwind Sorting"

    session.skip_time(95 * DAY)
    seat.page.stakes.acted.emit(1, "Report a sale")
    report = seat.dialog(ReportExitDialog)
    seat.write(report.units, "500000")
    seat.write(report.closed, date_of(session.now() - 2 * DAY))
    seat.write(report.proceeds, "80000")
    seat.write(report.costs, "8000")
    report.evidence.set_value("Half of the shares, sold to a competitor.")
    meant = report.means.text.text()
    assert meant.startswith("$12,000.00 counts as cost. $60,000.00 is a gain.")
    seat.click(report.go)
    seat.sign()
    assert seat.answer.blocked
    seat.attest()

    (debt,) = seat.answer.debts
    assert debt.gain == 60_000 * 10**6
    assert f"{seat.page.owed.figure.text()} will be owed to them" in meant
    for part, left in (("5000", False), ("", True)):
        seat.page.debts.acted.emit(debt.id, "Pay")
        pay = seat.dialog(PayDebtDialog)
        if part:
            seat.write(pay.amount, part)
            promised = pay.means.text.text()
        seat.click(pay.go)
        seat.sign()
        assert seat.answer.debts[0].ended is left
        if part:
            assert promised.startswith(f"{seat.page.owed.figure.text()} is owed after that")
    after = seat.answer
    assert not after.blocked
    assert seat.page.stakes.rows.row(0).action == "Report a sale"  # the other half
