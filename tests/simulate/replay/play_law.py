"""Random acts about companies: stakes, exits, debts, cases, and the reporter of what was hidden."""

from __future__ import annotations

from tests.simulate.replay.play_market import MarketPlayer
from wallet.rules.units import DAY, DOLLAR, HOUR
from wallet.rules.watching import Report

CASH_OF_ALL = 10**12 * DOLLAR
COMPANIES = ("GB-COH:1", "GB-COH:2", "DE-HRB:3")


def company_of(stake: int) -> str:
    """In which company a stake is."""
    return COMPANIES[stake % len(COMPANIES)]


class LawPlayer(MarketPlayer):
    """People who own stakes, sell them, hide that and are found out."""

    def __init__(self, seed: int, people: int = 12, one_in: int = 1) -> None:
        self.declared_at: dict[int, int] = {}
        """When the newest version of each stake was declared."""
        super().__init__(seed, people, one_in)

    # Stakes and exits

    def declare_stake(self) -> None:
        """Somebody declares a stake."""
        person, units = self.anyone(), self.draw.randrange(1, 1_000)
        cost = self.draw.randrange(10**10)
        self.do(
            lambda: self.rules.companies.declare(person, units, cost),
            *("declare", person),
            units=units,
            cost=cost,
        )
        self.declared_at[len(self.rules.companies.stakes)] = self.now

    def _stake(self) -> int | None:
        stakes = len(self.rules.companies.stakes)
        return self.draw.randrange(stakes) + 1 if stakes else None

    def amend_stake(self) -> None:
        """An owner corrects a stake."""
        stake = self._stake()
        if stake:
            owner = self.rules.companies.stakes[stake - 1].owner
            units, cost = self.draw.randrange(1, 1_000), self.draw.randrange(10**10)
            said = {"stake": stake, "units": units, "cost": cost}
            self.do(
                lambda: self.rules.companies.amend(stake - 1, units, cost),
                *("amend", owner),
                **said,
            )
            self.declared_at[stake] = self.now

    def attest_stake(self) -> None:
        """Attestors confirm a stake."""
        stake = self._stake()
        if stake:
            self.do(
                lambda: self.rules.companies.attest_stake(stake - 1),
                *("attest_stake", 0),
                stake=stake,
            )

    def report_exit(self) -> None:
        """An owner reports that a stake was sold."""
        number = self._stake()
        if not number:
            return
        stake = self.rules.companies.stakes[number - 1]
        opened = self.draw.randrange(len(stake.versions) + 1)
        units = self.part_of(stake.versions[-1].units) + 1
        proceeds = self.draw.randrange(10 ** self.draw.randrange(1, 13))
        costs = self.part_of(proceeds // 20)
        closed_at = self.now - self.one_of((0, DAY, 20 * DAY, 45 * DAY, 100 * DAY))
        said = {"stake": number, "opened": opened, "units": units, "proceeds": proceeds}
        self.do(
            lambda: self._report(number, units, proceeds, costs, closed_at, opened),
            *("report_exit", stake.owner),
            **said,
            costs=costs,
            closed_at=closed_at,
        )

    def _report(
        self, stake: int, units: int, proceeds: int, costs: int, closed_at: int, opened: int
    ) -> None:
        """Report it, and keep what of its record the model does not know."""
        facts = (units, proceeds, costs, closed_at)
        number = self.rules.companies.report(stake - 1, *facts, opened)
        sold = self.rules.companies.exits[number]
        kept = (stake, sold.owner, units, proceeds, costs, sold.cost, sold.gain)
        self.rules.companies.reported[number] = kept

    def _exit(self, *states: str) -> int | None:
        """Draw an exit, most often in one of these states."""
        exits = self.rules.companies.exits
        found = [number for number in exits if self.rules.companies.state(number) in states]
        every = found or list(exits)
        return self.one_of(every) if every else None

    def attest_exit(self) -> None:
        """Attestors confirm an exit."""
        number = self._exit("reported")
        if number:
            self.do(
                lambda: self.rules.companies.attest_exit(number),
                *("attest_exit", 0),
                exit=number,
            )

    def pay_debt(self) -> None:
        """Somebody pays a debt, or a part of it."""
        debts = [debt for debt in self.net.debts.values() if debt.gain]
        heads = [debt for debt in debts if not debt.creditor]
        heads += [queue[0] for who in self.net.people if (queue := self.net.queue(who))]
        if heads:
            debt = self.one_of((*heads, self.one_of(debts)))
            payer = self.one_of((debt.issuer, debt.issuer, self.anyone()))
            amount = self.one_of((2 * CASH_OF_ALL, self.draw.randrange(1, 10**9)))
            self.do(
                lambda: self.rules.companies.pay(debt.number, payer, amount),
                *("pay_debt", payer),
                debt=debt.number,
                amount=amount,
            )

    # Windows and cases

    def open_window(self) -> None:
        """Somebody lays a bond for an exit."""
        number, by = self._exit("reported"), self.anyone()
        if number and (number not in self.rules.companies.windows or self.chance(0.1)):
            self.do(
                lambda: self.rules.companies.open_window(number, by),
                *("open_window", by),
                exit=number,
            )

    def _window(self) -> int | None:
        windows = list(self.rules.companies.windows)
        open_ = [n for n in windows if self.rules.companies.windows[n].ends > self.now]
        return self.one_of(open_ if open_ and self.chance(0.7) else windows) if windows else None

    def dispute(self) -> None:
        """Somebody lays a bond against it."""
        number, by = self._window(), self.anyone()
        if number:
            self.do(lambda: self.rules.companies.dispute(number, by), "dispute", by, exit=number)

    def end_window(self) -> None:
        """A window ends, one way or another."""
        number = self._window()
        if not number:
            return
        companies, by = self.rules.companies, self.anyone_or_nobody()
        window = companies.windows[number]
        ends = {
            "accept": lambda: companies.accept(number),
            "take_bond": lambda: companies.take_back(number),
            "lapse_case": lambda: companies.lapse(number),
        }
        if window.disputer:
            self.jump(window.disputed_at + 61 * DAY, 0.1)
        else:
            self.jump(window.ends, 0.4)
        state, kinds = companies.state(number), list(ends)
        likely = {"case": "lapse_case", "reported": "accept"}.get(state, "take_bond")
        kind = self.one_of((likely, likely, likely, *kinds))
        self.do(ends[kind], kind, by, exit=number)

    def rule_case(self) -> None:
        """The authority rules a case."""
        number = self._exit("case")
        if number:
            gain = self.one_of(
                (self.rules.companies.exits[number].gain, self.draw.randrange(10**12))
            )
            large = self.chance(0.8)
            self.do(
                lambda: self.rules.companies.rule(number, gain, large),
                *("rule_case", 0),
                exit=number,
                gain=gain,
                large=large,
            )

    def make_whole(self) -> None:
        """The seller of a buy-back is owed."""
        companies = self.rules.companies
        every = [
            (number, place)
            for number, sold in companies.exits.items()
            for place, back in enumerate(companies.buybacks.get(sold.owner, ()))
            if sold.closed_at < back.at + DAY and number not in back.settled
        ]
        if not every:
            return
        number, place = self.one_of(every)
        self.do(
            lambda: self.rules.companies.make_whole(number, place),
            *("make_whole", self.anyone_or_nobody()),
            exit=number,
            place=place,
        )

    # Reports

    def commit_report(self) -> None:
        """Somebody commits to a report."""
        reporter, company = self.anyone(), self.one_of(COMPANIES)
        subject = self.another(reporter)
        closed_at = self.one_of((0, self.now - 31 * DAY, self.now - 40 * DAY))
        amount = self.one_of((0, self.draw.randrange(10**12))) if closed_at else 0
        report = Report(reporter, subject, company, closed_at, amount, 0)
        said = {"subject": subject, "company": company, "closed_at": closed_at, "amount": amount}
        self.do(
            lambda: self.rules.watching.commit(self.net, report),
            *("commit_report", reporter),
            **said,
        )

    def _reported(self, *states: str) -> tuple[int, Report] | None:
        """Draw a report, most often in one of these states."""
        every = list(enumerate(self.rules.watching.reports, start=1))
        found = [one for one in every if one[1].state in states]
        return self.one_of(found or every) if every else None

    def reveal(self) -> None:
        """A reporter opens a report."""
        found = self._reported("committed")
        if found and self.chance(0.9):  # the newest one: the others are too old
            found = len(self.rules.watching.reports), self.rules.watching.reports[-1]
        if found:
            number, report = found
            self.jump(report.committed_at + HOUR, 0.9)
            self.do(
                lambda: self.rules.watching.reveal(self.net, number, report.reporter),
                *("reveal", report.reporter),
                report=number,
            )

    def lapse_report(self) -> None:
        """A report ends unopened."""
        found = self._reported("committed")
        if found:
            number, by = found[0], self.anyone_or_nobody()
            self.do(
                lambda: self.rules.watching.lapse(self.net, number),
                *("lapse_report", by),
                report=number,
            )

    def answer(self) -> None:
        """The accused denies it."""
        found = self._reported("open")
        if found:
            number, subject = found[0], found[1].subject
            self.do(
                lambda: self.rules.watching.answer(self.net, number, subject),
                *("answer", subject),
                report=number,
            )
