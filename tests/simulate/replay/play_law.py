"""Random acts about companies, reports and standing."""

from __future__ import annotations

from tests.simulate.replay.doing import COMPANIES, company_of
from tests.simulate.replay.play_market import MarketPlayer
from wallet.rules.units import DAY, DOLLAR, HOUR
from wallet.rules.watching import Report

EVERYTHING = 10**12 * DOLLAR


class LawPlayer(MarketPlayer):
    """People who own stakes, sell them, hide that and are found out."""

    # Stakes and exits

    def draw_declare(self) -> None:
        self.declare(self.anyone(), self.draw.randrange(1, 1_000), self.draw.randrange(10**10))

    def _stake(self) -> int:
        """Draw a stake; 0: there is none."""
        stakes = len(self.rules.companies.stakes)
        return self.draw.randrange(stakes) + 1 if stakes else 0

    def draw_amend(self) -> None:
        if stake := self._stake():
            self.amend(stake, self.draw.randrange(1, 1_000), self.draw.randrange(10**10))

    def draw_attest_stake(self) -> None:
        if stake := self._stake():
            self.attest_stake(stake)

    def draw_report_exit(self) -> None:
        if number := self._stake():
            stake = self.rules.companies.stakes[number - 1]
            opened = self.draw.randrange(len(stake.versions) + 1)
            units = self.part_of(stake.versions[-1].units) + 1
            proceeds = self.draw.randrange(10 ** self.draw.randrange(1, 13))
            closed_at = self.now - self.one_of((0, DAY, 20 * DAY, 45 * DAY, 100 * DAY))
            costs = self.part_of(proceeds // 20)
            self.report_exit(number, units, proceeds, costs, closed_at, opened)

    def _exit(self, *states: str) -> int:
        """Draw an exit, if there is one in one of these states; 0: there is none."""
        exits = self.rules.companies.exits
        found = [number for number in exits if self.rules.companies.state(number) in states]
        return self.one_of(found or list(exits)) if exits else 0

    def draw_attest_exit(self) -> None:
        if number := self._exit("reported"):
            self.attest_exit(number)

    def draw_pay_debt(self) -> None:
        debts = [debt for debt in self.net.debts.values() if debt.gain]
        heads = [debt for debt in debts if not debt.creditor]
        heads += [queue[0] for who in self.net.people if (queue := self.net.queue(who))]
        if heads:
            debt = self.one_of((*heads, self.one_of(debts)))
            payer = self.one_of((debt.issuer, debt.issuer, self.anyone()))
            amount = self.one_of((EVERYTHING, self.draw.randrange(1, 10**9)))
            self.pay_debt(debt.number, payer, amount)

    # Windows and cases

    def draw_open_window(self) -> None:
        number = self._exit("reported")
        if number and (number not in self.rules.companies.windows or self.chance(0.1)):
            self.open_window(number, self.anyone())

    def _window(self) -> int:
        """Draw an exit with a window, most often one that is not over; 0: there is none."""
        windows = self.rules.companies.windows
        open_ = [number for number, window in windows.items() if window.ends > self.now]
        likely = open_ if open_ and self.chance(0.7) else list(windows)
        return self.one_of(likely) if likely else 0

    def draw_dispute(self) -> None:
        if number := self._window():
            self.dispute(number, self.anyone())

    def draw_end_window(self) -> None:
        if number := self._window():
            window = self.rules.companies.windows[number]
            if window.disputer:
                self.jump(window.disputed_at + 61 * DAY, 0.1)
            else:
                self.jump(window.ends, 0.4)
            ends = {"case": self.lapse_case, "reported": self.accept}
            likely = ends.get(self.rules.companies.state(number), self.take_bond)
            every = (self.lapse_case, self.accept, self.take_bond)
            self.one_of((likely, likely, likely, *every))(number, self.anyone_or_nobody())

    def draw_rule_case(self) -> None:
        if number := self._exit("case"):
            gain = self.rules.companies.exits[number].gain
            gain = self.one_of((gain, self.draw.randrange(10**12)))
            self.rule_case(number, gain, self.chance(0.8))

    def draw_make_whole(self) -> None:
        companies = self.rules.companies
        every = [
            (number, place)
            for number, sold in companies.exits.items()
            for place, back in enumerate(companies.buybacks.get(sold.owner, ()))
            if sold.closed_at < back.at + DAY and number not in back.settled
        ]
        if every:
            self.make_whole(*self.one_of(every), self.anyone_or_nobody())

    # Reports

    def draw_commit_report(self) -> None:
        who, closed_at = self.anyone(), self.one_of((0, self.now - 31 * DAY, self.now - 40 * DAY))
        amount = self.one_of((0, self.draw.randrange(10**12))) if closed_at else 0
        self.commit_report(who, self.another(who), self.one_of(COMPANIES), closed_at, amount)

    def _report(self, state: str) -> tuple[int, Report] | None:
        """Draw a report, if there is one in a state."""
        every = list(enumerate(self.rules.watching.reports, start=1))
        found = [one for one in every if one[1].state == state]
        return self.one_of(found or every) if every else None

    def draw_reveal(self) -> None:
        reports = self.rules.watching.reports
        if found := self._report("committed"):
            number = len(reports) if self.chance(0.9) else found[0]  # others are too old
            self.jump(reports[number - 1].committed_at + HOUR, 0.9)
            self.reveal(number)

    def draw_lapse_report(self) -> None:
        if found := self._report("committed"):
            self.lapse_report(found[0], self.anyone_or_nobody())

    def draw_answer(self) -> None:
        if found := self._report("open"):
            self.answer(found[0])

    def _shown(self, report: Report) -> tuple[int, int]:
        """Draw a stake and an exit that might meet a report; zeros where there are none."""
        companies = self.rules.companies
        every = enumerate(companies.stakes, start=1)
        stakes = [number for number, stake in every if stake.owner == report.subject]
        if not stakes:
            return 0, 0
        meets = [stake for stake in stakes if company_of(stake) == report.company]
        stake = self.one_of(meets or stakes)
        exits = [number for number, said in companies.reported.items() if said[0] == stake]
        return stake, self.one_of(exits) if exits else 0

    def draw_cure(self) -> None:
        if found := self._report("open"):
            stake, exit_ = self._shown(found[1])
            if stake and (exit_ or not found[1].closed_at):
                self.cure(found[0], stake, exit_ if found[1].closed_at else 0)

    def draw_declare_after(self) -> None:
        if found := self._report("open"):
            stake, exit_ = self._shown(found[1])
            if stake and exit_:
                self.declare_after(found[0], stake, exit_)

    def draw_rule_report(self) -> None:
        if found := self._report("open"):
            number, report = found
            if not report.answered:
                self.jump(report.answer_by + 1, 0.4)
            outcome = self.one_of(("upheld", "upheld", "unproven", "frivolous"))
            gain = 0
            if outcome == "upheld" and report.closed_at:
                hidden = self.draw.randrange(1, 10 ** self.draw.randrange(1, 12))
                gain = max(report.declared, hidden)
            self.rule_report(number, outcome, gain, self.chance(0.8))

    def draw_expire_report(self) -> None:
        if found := self._report("open"):
            self.jump(found[1].answer_by + 120 * DAY + 1, 0.3)
            self.expire_report(found[0], self.anyone_or_nobody())

    def draw_strike(self) -> None:
        self.strike(self.anyone())

    def draw_strike_late(self) -> None:
        debts = [debt for debt in self.net.debts.values() if debt.gain]
        if debts:
            debt = self.one_of(debts)
            self.jump(debt.due + 91 * DAY, 0.1)
            self.strike_late(debt.number, self.anyone_or_nobody())

    # Standing

    def draw_freeze(self) -> None:
        self.freeze(self.anyone(), self.now + self.one_of((1, 7 * DAY, 14 * DAY)))

    def draw_unfreeze(self) -> None:
        frozen = [who for who in self.net.people if self.net.frozen(who)]
        self.unfreeze(self.one_of(frozen or [self.anyone()]))

    def draw_ban(self) -> None:
        self.ban(self.anyone())

    def draw_unban(self) -> None:
        banned = [number for number, who in self.net.people.items() if who.banned]
        self.unban(self.one_of(banned or [self.anyone()]))

    def draw_renew(self) -> None:
        expires, country = self.now + self.one_of((30, 3_000)) * DAY, self.one_of((276, 250, 840))
        document, accredited = self.one_of((True, False)), self.one_of((True, False))
        self.renew(self.anyone(), expires, document, country, accredited)

    def draw_join(self) -> None:
        if len(self.net.people) < 20:
            self.join(self.one_of((True, False)), self.one_of((True, False)))
