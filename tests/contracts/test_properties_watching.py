"""Any sequence of reports, answers, cures, rulings and strikes: watching keeps the rules."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tests.contracts.machine import Machine, Play
from tests.contracts.plays_watching import COMPANIES, WatchPlays, company_of
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

HOUR = 3_600
ISSUERS = (4, 5, 6)
GAINS = st.one_of(
    st.integers(1, 10**6),
    st.integers(10**6, 10**12),
    st.sampled_from([10_000 * DOLLAR, 10_000 * DOLLAR + 1, 100_000 * DOLLAR, 2**80]),
)


@made_once
def scene() -> WatchPlays:
    """Three issuers who hold each other, two more people, and stakes in two companies each."""
    plays = WatchPlays(members=6)
    for issuer in ISSUERS:
        plays.issue(issuer)
        for _ in range(2):
            plays.declare(issuer, 1_000, 10_000 * DOLLAR)
    for issuer, holder in ((4, 5), (5, 6), (6, 4), (4, 7)):
        assert plays.place(issuer, holder, S // 10, 50_000 * DOLLAR)
    return plays


class WatchingMachine(Machine):
    """People report each other, declare before and after, and are ruled on."""

    plays: WatchPlays
    acts = {
        "commit": 3,
        "report": 9,
        "reveal": 4,
        "lapse": 2,
        "answer": 4,
        "sell": 5,
        "cure": 4,
        "declare_after": 4,
        "rule": 7,
        "expire": 2,
        "strike_late": 3,
        "strike": 1,
        "attest": 3,
        "pay": 4,
        "claim": 2,
        "withdraw": 2,
        "trade": 2,
        "soon": 6,
        "later": 2,
        "trouble": 1,
    }
    usual = 550
    for_long = 30_000
    scene = staticmethod(scene)

    def _report(self, *states: str) -> int:
        """A report in one of these states if there is one, else any, else the number 1."""
        reports = self.plays.watch.reports
        fitting = [n for n, report in enumerate(reports, start=1) if report.state in states]
        last = fitting[-1:] * len(fitting)
        return self.one_of([*fitting, *last] or list(range(1, len(reports) + 1)) or [1])

    def _thing(self) -> tuple[int, str, int]:
        """What somebody is accused of: something of now, of before, a stake, or what was sold."""
        plays = self.plays
        day = plays.model.now // DAY * DAY
        closed = self.one_of([0, 29, 30, 31, 40, 40, 40])
        thing = self.one_of([*ISSUERS, 7]), self.one_of(COMPANIES), day - closed * DAY
        sold = [(n, record) for n, record in plays.records.items() if record[0]]
        known: bool = self.one_of([True, False])
        if known and sold:
            number, record = self.one_of(sold)
            closed_at = record[7] + self.one_of([0, 0, 0, DAY, DAY + 1])
            return plays.exits.exits[number].owner, company_of(record[0]), closed_at
        return thing if closed else (*thing[:2], 0)

    def commit(self) -> None:
        """Somebody reports somebody."""
        subject, company, closed_at = self._thing()
        amount = self.one_of([0, 0, self.draw(GAINS)]) if closed_at else 0
        reporter = self.another(subject) if self.draw(st.integers(0, 9)) else subject
        self.plays.commit_report(reporter, subject, company, closed_at, amount)

    def report(self) -> None:
        """Somebody reports somebody, and opens it an hour later; at times too late to matter."""
        before = len(self.plays.watch.reports)
        in_vain: bool = self.one_of([True, False, False])
        if in_vain:
            self._commit_in_vain()
        else:
            self.commit()
        if len(self.plays.watch.reports) > before:
            self.plays.pass_time(HOUR)
            self.plays.reveal(before + 1, self.plays.watch.reports[before].reporter)

    def _commit_in_vain(self) -> None:
        """Somebody comes forward with an old exit, a second before they are reported for it."""
        plays = self.plays
        stake = self.draw(st.integers(1, len(plays.exits.stakes)))
        owner, day = plays.exits.stakes[stake - 1].owner, plays.model.now // DAY * DAY
        plays.report(stake, 1, self.draw(GAINS), 0, day - 40 * DAY, False)
        plays.pass_time(self.one_of([0, 1, 1]))
        closed_at = day - self.one_of([39, 40, 40, 41, 42]) * DAY
        plays.commit_report(self.another(owner), owner, company_of(stake), closed_at, 0)

    def reveal(self) -> None:
        """A report is opened, mostly by who committed to it."""
        number = self._report("committed")
        if self.plays.watch.reports:
            reporter = self.plays.watch.reports[number - 1].reporter
            self.plays.reveal(number, self.one_of([reporter] * 4 + [self.another(reporter)]))

    def lapse(self) -> None:
        """Somebody says that a report was not opened."""
        self.plays.lapse_report(self._report("committed"), self.one_of(self.plays.members))

    def _accused(self, number: int) -> int:
        """Who is accused, mostly, or another."""
        if not self.plays.watch.reports:
            return 4
        subject = self.plays.watch.reports[number - 1].subject
        return self.one_of([subject] * 5 + [self.another(subject)])

    def answer(self) -> None:
        """The accused denies it."""
        number = self._report("open")
        self.plays.answer(number, self._accused(number))

    def _stake(self, number: int, person: int) -> int:
        """A stake that could be meant, if there is one."""
        plays = self.plays
        if not plays.watch.reports:
            return 1
        company = plays.watch.reports[number - 1].company
        stakes = range(1, len(plays.exits.stakes) + 1)
        owned = [n for n in stakes if plays.exits.stakes[n - 1].owner == person]
        meant = [n for n in owned if company_of(n) == company]
        return self.one_of([*meant, *meant, *meant, *owned[:1]] or [1])

    def _exit(self, stake: int) -> int:
        """An exit of a stake, or none."""
        records = self.plays.records
        return self.one_of([n for n, sold in records.items() if sold[0] == stake] or [0])

    def cure(self) -> None:
        """Somebody shows what was declared before."""
        number = self._report("open")
        person = self._accused(number)
        stake = self._stake(number, person)
        exit_ = self._meant(number, stake)
        self.plays.cure(number, person, stake, 1, self.one_of([0, exit_, exit_]))

    def _meant(self, number: int, stake: int) -> int:
        """An exit of the stake on the day of the report, if there is one, else any of it."""
        reports = self.plays.watch.reports
        day = reports[number - 1].closed_at if reports else 0
        records = self.plays.records.items()
        meant = [n for n, sold in records if sold[0] == stake and abs(sold[7] - day) <= DAY]
        return self.one_of(meant or [self._exit(stake)])

    def declare_after(self) -> None:
        """Somebody shows what was declared after: often it is done for this report."""
        number = self._report("open")
        person = self._accused(number)
        stake = self._stake(number, person)
        first: bool = self.one_of([True, False])
        if self.plays.watch.reports and first:
            closed = self.plays.watch.reports[number - 1].closed_at
            if closed:
                self.plays.report(stake, 1, self.draw(GAINS), 0, closed, False)
        exit_ = self._exit(stake)
        if exit_:
            self.plays.declare_after(number, person, stake, exit_)

    def sell(self) -> None:
        """An exit is reported, in time or not; a new stake now and then."""
        plays = self.plays
        if self.one_of([True, False, False, False]):
            plays.declare(self.one_of(ISSUERS), 1_000, self.money())
        stake = self.draw(st.integers(1, len(plays.exits.stakes)))
        closed = self.one_of([0, 20, 40, 100])
        opened = self.one_of([True, False])
        closed_at = plays.model.now // DAY * DAY - closed * DAY
        plays.report(stake, 1, self.draw(GAINS), 0, closed_at, opened)

    def attest(self) -> None:
        """Attestors confirm an exit."""
        exits = self.plays.exits
        waiting = [n for n in exits.exits if exits.state(n) == "reported"]
        if waiting and self._debts() < 28:
            self.plays.attest_exit(self.one_of(waiting))

    def _debts(self) -> int:
        """How many debts to holders somebody has at most."""
        model = self.plays.model
        return max(len(model.open_debts(issuer)) for issuer in ISSUERS)

    def rule(self) -> None:
        """The authority rules."""
        if self._debts() >= 28:
            return
        number = self._report("open")
        outcome = self.one_of(["upheld", "upheld", "unproven", "frivolous"])
        in_time: bool = self.one_of([True, False])
        if in_time:
            self.plays.pass_time(14 * DAY + self.one_of([0, 1, 1]))
        gain = 0
        if self.plays.watch.reports:
            report = self.plays.watch.reports[number - 1]
            if outcome == "upheld" and report.closed_at:
                gain = self.one_of([report.declared, report.declared + self.draw(GAINS)])
        gain = self.one_of([gain] * 6 + [1])
        self.plays.rule_report(number, outcome, gain, self.one_of([True, False]))

    def expire(self) -> None:
        """Nobody ruled."""
        very_late: bool = self.one_of([True, False])
        if very_late:
            self.plays.pass_time(134 * DAY + self.one_of([0, 1]))
        if self._debts() < 28:
            self.plays.expire_report(self._report("open"))

    def strike_late(self) -> None:
        """A strike for a debt, or a number that is none."""
        debts = self.plays.model.debts
        open_ = [number for number, debt in debts.items() if debt.gain]
        late: bool = self.one_of([True, False])
        if open_ and late:
            self.plays.pass_time(90 * DAY)
        self.plays.strike_late(self.one_of([*open_, *debts] or [1]))

    def strike(self) -> None:
        """The authority strikes."""
        self.plays.strike(self.one_of(ISSUERS))

    def pay(self) -> None:
        """Somebody pays something of a debt."""
        debts = self.plays.model.debts.values()
        unpaid = [debt.number for debt in debts if debt.gain] or [1]
        amount = self.one_of([self.money(), 10**13])
        self.plays.pay_debt(self.one_of(unpaid), self.one_of(self.plays.members), amount)

    def claim(self) -> None:
        """A holder, or another, claims."""
        issuer, holder = self.one_of([(4, 5), (5, 6), (6, 4), (4, 7)])
        self.plays.claim(issuer, holder, self.one_of([holder, self.another(holder)]))

    def withdraw(self) -> None:
        """Somebody asks for a credit."""
        credited = [who.number for who in self.plays.model.people.values() if who.credit]
        self.plays.withdraw(self.one_of(credited or ISSUERS), self.one_of(self.plays.members))

    def trade(self) -> None:
        """Shares change hands: the part that others hold changes when the issuer buys."""
        issuer, seller = self.one_of([(4, 5), (5, 6), (6, 4), (4, 7)])
        if self.plays.model.tokens[issuer].holding(seller).units:
            units = self.part_of(self.plays.model.sellable(issuer, seller))
            self.plays.trade(issuer, seller, self.another(seller), units, self.money(), 0)

    def soon(self) -> None:
        """An hour passes, or about one, or about a day."""
        self.plays.pass_time(self.one_of([1, HOUR - 1, HOUR, HOUR, 2 * HOUR, DAY]))

    def later(self) -> None:
        """Weeks pass; a stop of the dollar ends."""
        if self.plays.model.paused:
            self.plays.pause(False)
        self.plays.pass_time(self.one_of([14 * DAY, 15 * DAY, 31 * DAY, 121 * DAY]))

    def trouble(self) -> None:
        """A person or the money stops."""
        person = self.one_of(self.plays.members)
        trouble = self.one_of(["blacklist", "end of it", "end of it", "pause", "freeze"])
        if trouble == "pause":
            self.plays.pause(True)
        elif trouble != "freeze":
            self.plays.blacklist(person, trouble == "blacklist")
        elif self.plays.model.people[person].frozen_until + 90 * DAY <= self.plays.model.now:
            self.plays.freeze(person, 5 * DAY)


@pytest.mark.timeout(900)
def test_watching_keeps_the_rules_in_any_order(play: Play) -> None:
    play(WatchingMachine)
