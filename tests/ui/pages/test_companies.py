"""Companies with answers made by hand: what is owed, declared, sold, and each next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.books.hand_made import ATTESTORS, LONG, NOW, companies, debt, exit_, person, stake
from tests.ui.eyes import clipped, nameless, outside, picture
from tests.ui.pages.hand_made import HandMade
from ui.dialogs.attest import AttestDialog
from ui.dialogs.company import CompanyDialog
from ui.dialogs.declare import DeclareDialog
from ui.dialogs.pay_debt import PayDebtDialog
from ui.dialogs.report_exit import ReportExitDialog
from ui.pages.companies import CompaniesPage
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.field import ParsedField
from ui.widgets.text import Text
from wallet.acts.companies import PayDebt, Signatures, SubmitStakeAttestation
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.books.companies import Companies
from wallet.books.documents import Documents
from wallet.flows.attesting import keep_stake
from wallet.flows.confirming import Standing
from wallet.flows.papers import StakePaper, write_stake_paper

Shown = Callable[[QWidget], QWidget]
D = TypeVar("D", bound=QDialog)


@pytest.fixture
def made(tasks: Tasks, theme: Theme) -> HandMade:
    return HandMade(tasks, theme)


def _open(
    made: HandMade, shown: Shown, qtbot: QtBot, answer: Companies | WalletError
) -> CompaniesPage:
    made.answers["companies"] = answer
    page = CompaniesPage(made.context)
    page.resize(1064, 800)
    shown(page)
    page.refresh()
    _settle(made, qtbot)
    return page


def _settle(made: HandMade, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: made.context.tasks.idle)
    qtbot.wait(10)


def _dialog(page: QWidget, kind: type[D]) -> D:
    found = [one for one in page.window().findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def _type(qtbot: QtBot, field: ParsedField, words: str) -> None:
    field.input.selectAll()
    qtbot.keyClicks(field.input, words)


def _words(page: QWidget) -> str:
    return "\n".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_what_is_owed_comes_first(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    late = debt(id=8, overdue=True, due=NOW - 3 * DAY, late_interest=9 * DOLLAR)
    answer = companies(debts=(late, debt()), owed=19_200 * DOLLAR, blocked=True, stakes=(stake(),))
    page = _open(made, shown, qtbot, answer)
    assert page.owed.figure.text() == "$19,200.00"
    assert page.next_due.figure.text() == "3 days ago"
    assert "neither raise money nor buy back" in _words(page)
    rows = page.debts.rows
    assert rows.row(0).cells[0].beneath == "was due 3 days ago"
    assert rows.row(0).cells[2].text == "$9.00"
    assert rows.row(1).cells[0].beneath == "due in 12 days"
    assert rows.row(1).action == "Pay"


def test_a_stake_has_its_next_step(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    new = stake(id=2, company="Harbour", attested_at=None, status="declared", cost_counts_from=None)
    sold = stake(id=3, status="sold", sold_units=1_000_000)
    foreign = stake(id=4, company="Stake 4", units=None, cost=None, acquired=None)
    page = _open(made, shown, qtbot, companies(stakes=(stake(), new, sold, foreign)))
    steps = [page.stakes.rows.row(number).action for number in range(4)]
    assert steps == ["Report a sale", "Ask the attestors", "", "Report a sale"]
    assert [cell.text for cell in page.stakes.rows.row(3).cells[1:3]] == ["–", "–"]
    page.stakes.acted.emit(2, "Ask the attestors")
    assert _dialog(page, AttestDialog).papers.company == "Harbour"


def test_a_task_opens_its_step_at_once(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    answer = companies(debts=(debt(),), stakes=(stake(),), exits=(exit_(),))
    page = _open(made, shown, qtbot, answer)
    page.open_on(("debt", 7))
    _settle(made, qtbot)
    _dialog(page, PayDebtDialog).reject()
    page.open_on(("exit", 4))
    _settle(made, qtbot)
    assert _dialog(page, AttestDialog).papers.exit == 4


def test_paying_a_part_says_what_is_left(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, companies(debts=(debt(),), stakes=(stake(),)))
    page.debts.acted.emit(7, "Pay")
    form = _dialog(page, PayDebtDialog)
    assert form.amount.value == "9,600.00"
    assert "Nothing is owed then" in form.means.text.text()
    _type(qtbot, form.amount, "6000")
    assert form.means.text.text().startswith("$3,600.00 is owed after that, due in 12 days.")
    for words, said in (
        ("9600.01", "That is more than you owe. At most $9,600.00 is due."),
        ("0", "The amount is zero."),
        ("1.1234567", "The amount has too many decimals."),
        ("ten", "is not a number that can be read"),
    ):
        _type(qtbot, form.amount, words)
        assert said in form.amount.said and form.amount.value == words
        form.go.click()
        _settle(made, qtbot)
        assert made.confirmed == []
    _type(qtbot, form.amount, "6000")
    form.go.click()
    _settle(made, qtbot)
    assert made.confirmed == [PayDebt(7, 6_000 * DOLLAR)]


def test_a_debt_to_nobody_only_has_to_end(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    nobody = debt(due_amount=0)
    page = _open(made, shown, qtbot, companies(debts=(nobody,), outside=0))
    assert page.debts.rows.row(0).action == "End it"
    page.debts.acted.emit(7, "End it")
    assert made.confirmed == [PayDebt(7, 0)]


class Desk:
    """An attestor who signs, or refuses."""

    def __init__(self, number: int, refuses: bool = False) -> None:
        self.person, self._refuses = number, refuses

    def sign_stake(self, number: int, paper: StakePaper) -> bytes:
        if self._refuses:
            raise WalletError("The papers say something else.", "Show the right ones.", "desk.no")
        return bytes([self.person]) * 65


@pytest.fixture
def documents(made: HandMade, tmp_path: Path) -> Iterator[Documents]:
    """Private papers of the person, who asks desks 10 and 11; 12 is elsewhere."""
    kept = Documents(tmp_path / "documents.sqlite")
    made.session.documents = kept
    made.session.attestor_desks = (Desk(10), Desk(11, refuses=True))
    made.session.names = SimpleNamespace(name_of=lambda _: "Liam Byrne")
    yield kept
    kept.close()


def test_attestors_are_shown_the_papers_and_heard(
    made: HandMade, shown: Shown, qtbot: QtBot, documents: Documents
) -> None:
    paper = write_stake_paper(
        "Northwind", "lei", "213800KUD8LAJWSQ9D15", 10, 20, NOW, "Ten shares."
    )
    mine = stake(attested_at=None, commitment="0x" + paper.commitment.hex())
    page = _open(made, shown, qtbot, companies(stakes=(mine,)))
    page.stakes.acted.emit(1, "Ask the attestors")
    dialog = _dialog(page, AttestDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def ask(*people: int) -> str:
        for number, box in dialog.asked.items():
            box.setChecked(number in people)
        dialog.go.click()
        _settle(made, qtbot)
        return dialog.trouble.text.text() if dialog.trouble.isVisible() else ""

    assert ask(10, 11).startswith("The papers of this company are not on this computer.")
    keep_stake(documents, paper)
    assert ask(10, 11).startswith("The papers say something else.")
    assert ask(10, 12).startswith("Liam Byrne has no desk on this machine.")
    ask(10)
    assert not dialog.go.isEnabled()  # one is not enough
    assert made.confirmed == [] and dialog.isVisible()
    made.session.attestor_desks = (Desk(10), Desk(11))
    assert ask(10, 11) == ""
    signed = Signatures((10, 11), (bytes([10]) * 65, bytes([11]) * 65))
    assert made.confirmed == [SubmitStakeAttestation(1, signed)]
    assert not dialog.isVisible()


def test_on_another_network_nobody_is_asked_here(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    made.session.network.local = False
    nothing = SimpleNamespace(standing=Standing({}, {}, {}, 2), lacking=lambda _: (12,), files=())
    made.session.confirming_stake = lambda *_: nothing
    page = _open(made, shown, qtbot, companies(stakes=(stake(attested_at=None),)))
    page.stakes.acted.emit(1, "Ask the attestors")
    dialog = _dialog(page, AttestDialog)
    _settle(made, qtbot)
    assert dialog.elsewhere.state.text.text().startswith(
        "It waits for 2 of 3 attestors, and nobody"
    )
    assert dialog.elsewhere.chosen == (10, 11)  # of Liam no card is here
    assert not dialog.go.isEnabled() and dialog.go.text() == "Put it on record"


def test_reporting_a_sale_says_what_will_be_owed(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    page = _open(made, shown, qtbot, companies(stakes=(stake(),)))
    page.stakes.acted.emit(1, "Report a sale")
    form = _dialog(page, ReportExitDialog)
    _type(qtbot, form.units, "500000")
    _type(qtbot, form.proceeds, "80000")
    _type(qtbot, form.costs, "8000")
    said = form.means.text.text()
    assert said.startswith("$12,000.00 counts as cost. $60,000.00 is a gain.")
    assert "$12,000.00 will be owed to them" in said
    _type(qtbot, form.closed, "2020-01-01")
    said = form.means.text.text()
    assert said.startswith("$0.00 counts as cost, because it was confirmed too late")
    assert "by which this report is late" in said
    for field, words, wrong in (
        (form.units, "1000001", "That is more than you have left of it."),
        (form.units, "0", "The number is zero."),
        (form.units, "1.5", "too many decimals"),
        (form.closed, "2099-01-01", "This day is still to come."),
        (form.closed, "soon", "This is no day that can be read here."),
        (form.proceeds, "lots", "is not a number that can be read"),
    ):
        _type(qtbot, field, words)
        assert wrong in field.said and field.value == words
    form.go.click()
    _settle(made, qtbot)
    assert made.confirmed == [] and form.isVisible()


def test_declaring_needs_every_detail(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, companies())
    page.states.empty.button.click()
    form = _dialog(page, DeclareDialog)
    assert [one.value for one in form.attestors] == [one.id for one in ATTESTORS]
    form.go.click()
    assert form.units.wrong
    _type(qtbot, form.units, "1000")
    _type(qtbot, form.cost, "0")
    _type(qtbot, form.acquired, "25 November 2024")
    form.go.click()
    assert form.company.said.startswith("This is empty or too long.")
    form.company.set_value("Northwind Sorting")
    form.go.click()
    assert form.number.said.startswith("This is empty or too long.")
    assert "the cost counts as nothing" in form.means.text.text()
    assert form.company.value == "Northwind Sorting"


def test_too_few_attestors_are_said_at_once(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, companies(attestors=ATTESTORS[:2]))
    page.states.empty.button.click()
    form = _dialog(page, DeclareDialog)
    assert not form.go.isEnabled()
    assert "fewer than three besides you" in form.trouble.text.text()


def test_a_company_in_full_hides_what_only_few_want(
    made: HandMade, shown: Shown, qtbot: QtBot
) -> None:
    page = _open(made, shown, qtbot, companies(stakes=(stake(),)))
    page.stakes.opened.emit(1)
    dialog = _dialog(page, CompanyDialog)
    assert "0x" not in _words(dialog)
    assert "Jonas Weber, Kira Novak and Liam Byrne" in _words(dialog)
    assert not dialog.details.unfolded


def test_none_and_failing(made: HandMade, shown: Shown, qtbot: QtBot) -> None:
    page = _open(made, shown, qtbot, companies())
    assert "You have declared no company yet." in _words(page)
    lost = _open(made, shown, qtbot, WalletError("The node does not answer.", "Try again."))
    assert "The node does not answer." in _words(lost)


@pytest.mark.parametrize("width", [1064, 808])
def test_long_names_and_large_figures_fit(
    width: int, made: HandMade, shown: Shown, qtbot: QtBot, theme: Theme, album: Path
) -> None:
    much, who = 10**10 * DOLLAR, tuple(person(20 + n, LONG) for n in range(3))
    name = LONG * 2
    answer = companies(
        debts=(debt(company=name, due_amount=much, gain_left=much, late_interest=much, paid=much),),
        stakes=(stake(company=name, cost=much, units=10**20, sold_units=5, attestors=who),),
        exits=(exit_(company=name, proceeds=much, gain=much, attestors=who),),
        owed=much,
        blocked=True,
    )
    page = _open(made, shown, qtbot, answer)
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        page.resize(width, 700)
        qtbot.wait(20)
        picture(page, album, f"companies-long-{mode}-{width}")
        assert not clipped(page) and not outside(page) and not nameless(page)
    for step in (("debt", 7), ("exit", 4), ("stake", 1)):
        page.open_on(step)
        _settle(made, qtbot)
        dialog = next(one for one in page.window().findChildren(QDialog) if one.isVisible())
        picture(dialog, album, f"companies-long-{step[0]}-{width}")
        assert not clipped(dialog) and not outside(dialog) and not nameless(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        dialog.reject()
