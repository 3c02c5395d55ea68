"""Reports and strikes as the rules tell them, beside companies.

It knows reports by what they say; hashes and salts are the contracts' affair.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from wallet.rules.companies import Companies
from wallet.rules.ledger import Network
from wallet.rules.units import DAY, DOLLAR, HOUR, Refused, S

SMALL = 100_000 * DOLLAR
THREE_YEARS = 3 * 365 * DAY
TWO_STRIKES, LARGE_HIDDEN, LONG_OVERDUE = 1, 2, 4
"""Why a ban may be proposed, as bits."""


@dataclass
class Report:
    """One report. State: committed, open, lapsed, repeated, cured, expired, or as it was ruled."""

    reporter: int
    subject: int
    company: str
    closed_at: int  # 0: a stake
    amount: int
    committed_at: int
    state: str = "committed"
    answer_by: int = 0
    answered: bool = False
    declared: int = 0
    declared_gain: int = 0
    bond: int = 0
    """What lies in it for the reporter, and once more for the accused who answered."""

    @property
    def thing(self) -> tuple[int, str, int]:
        """What it is about, as two reports of the same are told."""
        return self.subject, self.company, self.closed_at // DAY

    @property
    def bonds(self) -> int:
        """Money that lies in it."""
        if self.state not in ("committed", "open"):
            return 0
        return self.bond * (2 if self.answered else 1)


@dataclass
class Watching:
    """All reports, what was forfeited, and what is known against people."""

    reports: list[Report] = field(default_factory=list)
    pot: int = 0
    strikes: dict[int, list[int]] = field(default_factory=dict)
    hidden: dict[int, int] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    first: dict[tuple[int, str, int], Report] = field(default_factory=dict)
    """What reports are about -> the last that was opened about it."""

    @property
    def kept(self) -> int:
        """Money that lies in reports."""
        return self.pot + sum(report.bonds for report in self.reports)

    def in_state(self, number: int, state: str) -> Report:
        """A report that has to be in this state."""
        if not 0 < number <= len(self.reports) or self.reports[number - 1].state != state:
            raise Refused(f"no report that is {state}")
        return self.reports[number - 1]

    # The reporter

    def commit(self, net: Network, report: Report) -> None:
        """Commit to a report."""
        who = net.people[report.reporter]
        if not net.active(report.reporter) or not who.document:
            raise Refused("no active DOCUMENT person")
        net.pull(report.reporter, net.numbers.watch_bond)
        report.bond = net.numbers.watch_bond
        report.committed_at = net.now
        self.reports.append(report)

    def reveal(self, net: Network, number: int, by: int) -> None:
        """Open it."""
        report = self.in_state(number, "committed")
        if by != report.reporter:
            raise Refused("another's")
        if not HOUR <= net.now - report.committed_at <= DAY:
            raise Refused("not in its day")
        if report.subject == report.reporter:
            raise Refused("oneself")
        if report.closed_at and report.closed_at + 30 * DAY > report.committed_at:
            raise Refused("not hidden yet")
        if not report.closed_at and report.amount:
            raise Refused("a stake fetched nothing")
        first = self.first.get(report.thing)
        if first and first.state in ("open", "upheld"):
            if first.state == "open":
                first.committed_at = min(first.committed_at, report.committed_at)
            self._end(net, report, "repeated")
            return
        self.first[report.thing] = report
        report.state, report.answer_by = "open", net.now + net.numbers.answer_within

    def lapse(self, net: Network, number: int) -> None:
        """It was not opened in its day."""
        report = self.in_state(number, "committed")
        if net.now - report.committed_at <= DAY:
            raise Refused("may be opened")
        self.pot += report.bond
        report.state = "lapsed"

    # The accused

    def answer(self, net: Network, number: int, by: int) -> None:
        """Deny it."""
        report = self.in_state(number, "open")
        if by != report.subject or report.answered or net.now > report.answer_by:
            raise Refused("not the accused, answered, or too late")
        net.pull(by, report.bond)
        report.answered = True

    def _meets(
        self, exits: Companies, report: Report, by: int, company: str, stake: int, exit_: int
    ) -> None:
        """Whether a stake, and an exit of it, are the accused's and in that company."""
        if by != report.subject or company != report.company:
            raise Refused("not the accused, or another company")
        if exits.stakes[stake - 1].owner != by:
            raise Refused("another's stake")
        if exit_ and exits.exits[exit_].stake != stake:
            raise Refused("an exit of another stake")

    def cure(
        self,
        exits: Companies,
        number: int,
        by: int,
        company: str,
        stake: int,
        declared_at: int,
        exit_: int,
    ) -> None:
        """Show that it was declared before the commitment."""
        report = self.in_state(number, "open")
        self._meets(exits, report, by, company, stake, exit_)
        if bool(exit_) != bool(report.closed_at):
            raise Refused("a stake for an exit, or the reverse")
        known_at = declared_at
        if exit_:
            sold = exits.exits[exit_]
            if abs(sold.closed_at - report.closed_at) > DAY or sold.proceeds < report.amount:
                raise Refused("another sale")
            known_at = sold.reported_at
        if known_at >= report.committed_at:
            raise Refused("declared later")
        self._end(exits.network, report, "cured")

    def declare_after(
        self, exits: Companies, number: int, by: int, company: str, stake: int, exit_: int
    ) -> None:
        """Show an exit that was reported after the commitment."""
        report = self.in_state(number, "open")
        self._meets(exits, report, by, company, stake, exit_)
        sold = exits.exits[exit_]
        if not report.closed_at or report.declared or exit_ in self.shown:
            raise Refused("about a stake, or declared already, or shown already")
        if not report.committed_at <= sold.reported_at <= report.answer_by:
            raise Refused("not in the time")
        if not max(sold.proceeds, sold.gain):
            raise Refused("nothing")
        self.shown.add(exit_)
        report.declared, report.declared_gain = max(sold.proceeds, sold.gain), sold.gain

    # Rulings

    def rule(
        self, exits: Companies, number: int, outcome: str, gain: int = 0, large: bool = False
    ) -> None:
        """Decide."""
        net = exits.network
        if not large and 0 < number <= len(self.reports):
            known = self.reports[number - 1]
            if max(known.amount, known.declared, gain) > SMALL:
                raise Refused("too large for a light decision")
        report = self.in_state(number, "open")
        if not (report.answered or report.declared or net.now > report.answer_by):
            raise Refused("may be answered")
        if outcome == "upheld":
            if bool(gain) != bool(report.closed_at) or gain < report.declared:
                raise Refused("not a gain of this report")
            self._uphold(exits, number, gain)
            return
        if report.declared or gain:
            raise Refused("it was declared, or nothing is owed")
        if outcome == "unproven":
            self._end(net, report, "unproven")
            return
        won = report.bonds
        report.state = "frivolous"
        net.reach(report.subject, won)

    def _uphold(self, exits: Companies, number: int, gain: int) -> None:
        """What was hidden is owed, and the penalty: half of it for what was declared after."""
        net, report = exits.network, self.reports[number - 1]
        token = net.tokens.get(report.subject)
        part = Fraction(token.outside if token else 0, S)
        percent = net.numbers.penalty
        penalty = (gain - report.declared) * percent // 100 + report.declared * percent // 200
        money = int(penalty * part)
        reward = min(money // 2, net.numbers.most_reward)
        bonus = min(self.pot, report.bond, money - reward)
        if reward:
            penalty -= -int(-reward // part)
        won = report.bonds + bonus
        self.pot -= bonus
        report.state = "upheld"
        if gain > net.numbers.large_hiding:
            self.hidden[report.subject] = net.now
        self.strike(net, report.subject)
        hidden = gain - report.declared_gain
        if hidden + penalty:
            closed_at = report.closed_at if hidden else 0
            facts = (report.subject, hidden, hidden + penalty, report.reporter, reward)
            exits.found(*facts, closed_at)
        net.reach(report.reporter, won)

    def expire(self, exits: Companies, number: int) -> None:
        """Nobody ruled."""
        report = self.in_state(number, "open")
        if exits.network.now <= report.answer_by + 120 * DAY:
            raise Refused("may be ruled")
        if report.declared:
            self._uphold(exits, number, report.declared)
        else:
            self._end(exits.network, report, "expired")

    def _end(self, net: Network, report: Report, state: str) -> None:
        """Each has the own bond back."""
        answered, report.state = report.answered, state
        net.reach(report.reporter, report.bond)
        if answered:
            net.reach(report.subject, report.bond)

    # Strikes

    def strike(self, net: Network, person: int) -> None:
        """Count a strike."""
        self.strikes.setdefault(person, []).append(net.now)

    def strike_late(self, net: Network, number: int) -> None:
        """A strike for a debt that is late."""
        debt = net.debts.get(number)
        if (
            debt is None
            or number in self.struck
            or late_for(net, number) < net.numbers.strike_after
        ):
            raise Refused("not late")
        self.struck.add(number)
        self.strike(net, debt.issuer)

    def grounds(self, net: Network, person: int) -> int:
        """Why a ban may be proposed."""
        return self.ground(net, person)[0]

    def ground(self, net: Network, person: int) -> tuple[int, int]:
        """The same, and when the newest of these grounds arose."""
        struck, why, since = self.strikes.get(person, []), 0, 0
        if sum(at + THREE_YEARS > net.now for at in struck) >= 2:
            why, since = TWO_STRIKES, struck[-1]
        if person in self.hidden:
            why, since = why | LARGE_HIDDEN, max(since, self.hidden[person])
        for debt in net.open_debts(person):
            late = late_for(net, debt.number)
            if not debt.creditor and late >= net.numbers.ban_after:
                why, since = why | LONG_OVERDUE, max(since, net.now - late + net.numbers.ban_after)
        return why, since


def late_for(net: Network, number: int) -> int:
    """For how long a debt is late, as strikes count it: since it is due and there."""
    debt = net.debts[number]
    since = debt.due if debt.creditor else max(debt.due, debt.opened)
    return max(0, net.now - since) if debt.gain else 0
