"""Companies: what I own parts of, what I sold, and what I then owe to my holders."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ui.context import Context
from ui.dialogs.attest import AttestDialog, Papers, papers_of_exit, papers_of_stake
from ui.dialogs.calculation import CalculationDialog
from ui.dialogs.case_file import debt_case
from ui.dialogs.company import CompanyDialog
from ui.dialogs.declare import Amends, DeclareDialog
from ui.dialogs.pay_debt import PayDebtDialog
from ui.dialogs.record import HistoryDialog
from ui.dialogs.report_exit import ReportExitDialog
from ui.pages.answered import AnsweredPage
from ui.pages.company_rows import debt_row, exit_row, stake_row, unreported_row
from ui.pages.statements_card import StatementsCard
from ui.widgets.button import Button
from ui.widgets.card import Card, Figure
from ui.widgets.layout import row
from ui.widgets.note import Note
from ui.widgets.states import Placeholder, StateStack
from ui.widgets.table import Column, Table
from wallet.acts.companies import PayDebt, ReportExit
from wallet.acts.disputing import OpenWindow
from wallet.base.clock import when
from wallet.base.money import dollars
from wallet.books.companies import Companies, Stake
from wallet.books.company_sums import sum_of
from wallet.books.exit_sum import ExitSum
from wallet.flows.attesting import exit_paper, stake_paper
from wallet.flows.papers import ExitPaper, StakePaper


class CompaniesPage(AnsweredPage[Companies]):
    """Debts, declared parts of companies, their sales, and the yearly statement."""

    def __init__(self, context: Context) -> None:
        empty = Placeholder(
            "You have declared no company yet.",
            "When you own a part of a company, declare it and have its cost confirmed. When you "
            "sell it, only the gain above that cost is shared with your holders.",
            "Declare a company",
            self._declare,
            icon="companies",
        )
        super().__init__(
            context, "Companies", "What you own parts of, and what their sale owes", empty
        )
        self._wanted: tuple[str, int] | None = None
        self._waits: dict[str, str] = {}
        self.declare = Button("Declare a company", self._declare, kind="primary")
        self.add_action(self.declare)
        self.owed, self.next_due = Figure("You owe your holders"), Figure("Due next")
        self.paid = Figure("Paid to them so far")
        figures = row(gap="l")
        for figure in (self.owed, self.next_due, self.paid):
            figures.addWidget(figure, 1)
        self.put(figures)
        self.blocked = Note("", "bronze")
        self.put(self.blocked)
        self._build_tables()
        self.put(None)

    def ask(self) -> Companies:
        """Read stakes, exits and debts, and what those wait for that attestors were asked about."""
        from wallet.flows.confirming import waits_for  # with it comes all that seals

        session = self.app.session
        answer = session.answers.companies()
        asked = [(f"stake:{one.id}", one.version, one.attestors) for one in answer.stakes
                 if one.mine and one.attested_at is None]  # fmt: skip
        asked += [(f"exit:{one.id}", 0, one.attestors) for one in answer.exits
                  if one.mine and one.status == "reported"]  # fmt: skip
        self._waits = {
            subject: waits_for(
                session.documents, session.known.chain_id, subject, version,
                {one.id: one.name for one in named}, session.numbers.signers,
            )
            for subject, version, named in asked
        }  # fmt: skip
        return answer

    def is_empty(self, answer: Companies) -> bool:
        """Whether there is no company, and nothing to state."""
        needs = answer.statements.filed or answer.statements.due(answer.at)
        return not (answer.stakes or answer.exits or answer.debts or needs)

    def open_on(self, target: object) -> None:
        """Open the next step of a ("debt", id), ("exit", id) or ("stake", id)."""
        if isinstance(target, tuple):
            self._wanted = (str(target[0]), int(target[1]))
            self.refresh()

    def show_answer(self, answer: Companies) -> None:
        """Show what is owed and the lists; a list with nothing in it is hidden."""
        self._show_figures(answer)
        owed = [one for one in answer.debts if not one.ended]
        self.debts_card.setVisible(bool(owed))
        self.debts.show_rows([debt_row(one, answer.at) for one in owed])
        waits = self._waits
        self.stakes.show_rows(
            [stake_row(one, waits.get(f"stake:{one.id}", "")) for one in answer.stakes]
        )
        if answer.stakes:
            self.stake_states.show_content()
        else:
            self.stake_states.show_empty()
        self.exits_card.setVisible(bool(answer.exits))
        self.exits.show_rows(
            [exit_row(one, answer.debts, waits.get(f"exit:{one.id}", "")) for one in answer.exits]
        )
        self.unsent_card.setVisible(bool(answer.unreported))
        self.unsent.show_rows([unreported_row(one, answer.at) for one in answer.unreported])
        self.statements.show_answer(answer)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._step(*wanted)

    def _show_figures(self, answer: Companies) -> None:
        open_ones = [one for one in answer.debts if not one.ended]
        count = len(open_ones)
        exits = f"for {count} {'exit' if count == 1 else 'exits'}"
        self.owed.show_figure(
            dollars(answer.owed, up=True),
            exits if open_ones else "nothing now",
            "bronze" if open_ones else "ink",
        )
        if open_ones:
            first = open_ones[0]
            late = "oxide" if first.overdue else "ink"
            said = "overdue: money coming to you pays it first" if first.overdue else first.company
            self.next_due.show_figure(
                when(first.due, answer.at), said, "oxide" if late == "oxide" else "ink"
            )
        else:
            self.next_due.show_figure("Nothing", "no exit waits to be paid")
        self.paid.show_figure(
            dollars(sum(one.paid for one in answer.debts)), "after exits from companies"
        )
        self.blocked.say(
            "Until your exits are confirmed and paid, you neither raise money nor buy back your "
            "own shares."
            if answer.blocked
            else ""
        )

    def _build_tables(self) -> None:
        self.debts = _table("What you owe", ("Exit", "Gain not shared yet", "Interest", "Owed"))
        self.debts.acted.connect(lambda debt, _: self._step("debt", int(debt)))
        self.debts.opened.connect(lambda debt: self._step("lines of a debt", int(debt)))
        self.debts_card = self._card("What you owe", self.debts)
        self.stakes = _table("Your companies", ("Company", "Shares", "Paid", "Cost counts from"))
        self.stakes.opened.connect(self._open_stake)
        self.stakes.acted.connect(lambda stake, _: self._step("stake", int(stake)))
        self.stake_states = StateStack(
            self.stakes,
            Placeholder("You have declared no company.", "Declare one as soon as you own it."),
        )
        card = Card("Your companies")
        card.add(self.stake_states)
        self.put(card)
        self.exits = _table("Sales of companies", ("Sale", "Fetched", "Cost and fees", "Gain"))
        self.exits.acted.connect(lambda sold, _: self._step("exit", int(sold)))
        self.exits.opened.connect(lambda sold: self._step("lines of a sale", int(sold)))
        self.exits_card = self._card("Sales of companies", self.exits)
        self.unsent = _table("Not reported yet", ("Sale", "Fetched"))
        self.unsent.acted.connect(lambda stake, _: self._step("sale", int(stake)))
        self.unsent_card = self._card("Not reported yet", self.unsent)
        self.statements = StatementsCard(self.app)
        self.put(self.statements)

    def _card(self, title: str, table: Table) -> Card:
        card = Card(title)
        card.add(table)
        self.put(card)
        return card

    def _step(self, kind: str, number: int) -> None:
        """Open what comes next for a debt, a stake or an exit."""
        steps: dict[str, Callable[[Companies, int], None]] = {
            "debt": self._pay,
            "stake": self._go_on,
            "exit": self._confirm_exit,
            "sale": self._report_draft,
            "statement": lambda answer, _: self.statements.file(answer),
            "lines of a debt": self._debt_lines,
            "lines of a sale": self._sale_lines,
        }
        if self.answer is not None and kind in steps:
            steps[kind](self.answer, number)

    def _pay(self, answer: Companies, number: int) -> None:
        debt = next((one for one in answer.debts if one.id == number and not one.ended), None)
        if debt is None:
            return
        if not debt.due_amount:  # nobody holds this person any more: the debt only has to end
            self.app.confirm(PayDebt(debt.id, 0))
            return
        PayDebtDialog(self.app, debt, answer.outside, answer.at, self.window()).open()

    def _open_debt(self, debt: int) -> None:
        """What happened with a debt, and the way to a case file about it."""
        me = self.app.session.person_id
        HistoryDialog(
            self.app, "The debt", me, "debt", debt, self.window(),
            lambda: debt_case(self.app, debt, me, "", self.window()).open(),
        ).open()  # fmt: skip

    def _debt_lines(self, answer: Companies, number: int) -> None:
        debt = next((one for one in answer.debts if one.id == number), None)
        if debt is not None:
            steps: list[tuple[str, Callable[[], object]]] = [
                ("What happened", partial(self._open_debt, number))
            ]
            if not debt.ended:
                steps.append(("Pay", partial(self._step, "debt", number)))
            CalculationDialog(
                f"What you owe for {debt.company}",
                "Every line as the network works it out, as of now.",
                sum_of(debt, answer.outside, answer.at).lines,
                self.window(),
                steps,
            ).open()

    def _sale_lines(self, answer: Companies, number: int) -> None:
        sold = next((one for one in answer.exits if one.id == number), None)
        session = self.app.session
        if sold is None:
            return
        one = sold
        steps: list[tuple[str, Callable[[], object]]] = []
        if one.status == "reported" and one.mine:
            steps = [
                ("Lay down a bond", lambda: self.app.confirm(OpenWindow(one.id))),
                ("Ask the attestors", partial(self._step, "exit", number)),
            ]
        elif one.debt is not None:
            debt = one.debt
            steps = [("The debt", partial(self._step, "lines of a debt", debt))]

        def show(said: ExitSum | None) -> None:
            if said is not None:
                CalculationDialog(
                    f"The sale of {one.company}",
                    "Every line as the network works it out, as of now.",
                    said.lines, self.window(), steps,
                ).open()  # fmt: skip

        self.app.tasks.run(
            lambda: session.answers.exit_calculation(number), show, self._failed, owner=self
        )

    def _go_on(self, answer: Companies, number: int) -> None:
        stake = _stake(answer, number)
        if stake is not None and stake.mine:
            self._ask(stake) if stake.attested_at is None else self._report(stake)

    def _confirm_exit(self, answer: Companies, number: int) -> None:
        sold = next((one for one in answer.exits if one.id == number), None)
        stake = _stake(answer, sold.stake) if sold is not None else None
        if sold is not None and stake is not None and sold.attested_at is None:
            self._show_papers(papers_of_exit(sold, stake))

    def _open_stake(self, number: object) -> None:
        stake = _stake(self.answer, number) if self.answer is not None else None
        if stake is not None:
            one = stake
            CompanyDialog(
                one,
                lambda: self._ask(one),
                lambda: self._report(one),
                self.window(),
                lambda: self._amend(one),
            ).open()

    def _ask(self, stake: Stake) -> None:
        self._show_papers(papers_of_stake(stake))

    def _show_papers(self, papers: Papers) -> None:
        dialog = AttestDialog(self.app, papers, self.window())
        dialog.elsewhere.ready.connect(lambda _: self.refresh())  # how far it is by now
        dialog.open()

    def _amend(self, stake: Stake) -> None:
        """Read what was declared, with its files, and let it be corrected."""
        session = self.app.session

        def read() -> Amends:
            paper = stake_paper(session.documents, stake.commitment)
            files = session.paper_files() if paper.files else None
            kept = [(one, files.content(one)) for one in paper.files] if files else []
            named = tuple(one.id for one in stake.attestors)
            return Amends(stake.id, paper, named, tuple(kept))

        self.app.tasks.run(read, self._show_amending, self._failed, owner=self)

    def _show_amending(self, amends: Amends) -> None:
        answer = self.answer
        if answer is not None:
            DeclareDialog(
                self.app, answer.attestors, answer.at,
                lambda paper, _, named: self._amended(amends.stake, paper, named),
                self.window(), amends,
            ).open()  # fmt: skip

    def _amended(self, stake: int, paper: StakePaper, named: tuple[int, ...]) -> None:
        if self.answer is not None:
            named_ones = tuple(one for one in self.answer.attestors if one.id in named)
            commitment = "0x" + paper.commitment.hex()
            self._show_papers(Papers(paper.company, stake, commitment, named_ones))

    def _declare(self) -> None:
        answer = self.answer
        if answer is not None:
            DeclareDialog(
                self.app, answer.attestors, answer.at, self._declared, self.window()
            ).open()

    def _declared(self, paper: StakePaper, receipt: Any, named: tuple[int, ...]) -> None:
        """A stake is on record: its attestors come next."""
        number = _event_number(receipt, "StakeDeclared", "stake")
        if number and self.answer is not None:
            named_ones = tuple(one for one in self.answer.attestors if one.id in named)
            commitment = "0x" + paper.commitment.hex()
            self._show_papers(Papers(paper.company, number, commitment, named_ones))

    def _report_draft(self, answer: Companies, number: int) -> None:
        """Take up a sale that was written down and not sent."""
        stake = _stake(answer, number)
        draft = next((one for one in answer.unreported if one.stake == number), None)
        session = self.app.session
        if stake is not None and draft is not None:
            self.app.tasks.run(
                lambda: exit_paper(session.documents, draft.written),
                lambda paper: self._report(stake, paper),
                self._failed,
                owner=self,
            )

    def _report(self, stake: Stake, draft: ExitPaper | None = None) -> None:
        if self.answer is None:
            return

        def reported(act: ReportExit, receipt: Any) -> None:
            number = _event_number(receipt, "ExitReported", "exit")
            evidence = "0x" + act.evidence_hash.hex()
            if number:
                papers = Papers(
                    stake.company, stake.id, stake.commitment, stake.attestors, number, evidence
                )
                self._show_papers(papers)

        answer = self.answer
        dialog = ReportExitDialog(
            self.app, stake, answer.outside, answer.at, reported, self.window(), answer.rules
        )
        if draft is not None:
            dialog.show_draft(draft)
        dialog.finished.connect(lambda _: self.refresh())  # what was written stays to be sent
        dialog.open()


def _table(name: str, titles: tuple[str, ...]) -> Table:
    columns = [Column(title, bool(number), not number) for number, title in enumerate(titles)]
    return Table(columns, name)


def _stake(answer: Companies, number: object) -> Stake | None:
    return next((one for one in answer.stakes if one.id == number), None)


def _event_number(receipt: Any, name: str, field: str) -> int:
    """A number that an event of a receipt gave out, 0 where there is none."""
    for event in receipt.events:
        if event.name == name:
            return int(event.fields[field])
    return 0
