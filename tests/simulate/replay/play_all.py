"""Random acts of everybody: the rest of watching, the authority, and all of it by weight."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import ClassVar

from tests.simulate.replay.play_law import LawPlayer, company_of
from wallet.rules.units import DAY, Refused
from wallet.rules.watching import Report


class Everybody(LawPlayer):
    """A network in which everything happens."""

    acts: ClassVar[Mapping[str, float]] = {
        "wait": 20,
        "circumstance": 1,
        "issue": 3,
        "claim": 12,
        "withdraw_credit": 6,
        "distribute": 6,
        "open_offering": 8,
        "commit": 24,
        "uncommit": 2,
        "reject": 1,
        "close": 8,
        "take": 12,
        "believe": 4,
        "refund": 6,
        "proceeds": 6,
        "state_year": 2,
        "sell": 24,
        "buy": 30,
        "withdraw_buy": 2,
        "release_order": 0.5,
        "settle": 5,
        "halt": 0.3,
        "stop_market": 0.3,
        "declare_stake": 4,
        "amend_stake": 2,
        "attest_stake": 4,
        "report_exit": 4,
        "attest_exit": 4,
        "pay_debt": 8,
        "open_window": 5,
        "dispute": 5,
        "end_window": 3,
        "rule_case": 2,
        "make_whole": 3,
        "commit_report": 6,
        "reveal": 8,
        "lapse_report": 0.5,
        "answer": 4,
        "cure": 3,
        "declare_after": 3,
        "rule_report": 3,
        "expire_report": 0.5,
        "strike": 1,
        "strike_late": 1,
        "freeze": 0.5,
        "unfreeze": 1,
        "hidden_exit": 3,
        "ban": 0.2,
        "unban": 1,
        "renew": 1,
        "newcomer": 1,
        "force": 1,
    }

    # The accused

    def _shown(self, report: Report, with_exit: bool) -> tuple[int, int]:
        """Draw a stake and an exit that might meet a report; zeros where there are none."""
        companies = self.rules.companies
        stakes = [
            number
            for number, stake in enumerate(companies.stakes, start=1)
            if stake.owner == report.subject
        ]
        if not stakes:
            return 0, 0
        meets = [stake for stake in stakes if company_of(stake) == report.company]
        stake = self.one_of(meets or stakes)
        exits = [number for number, said in companies.reported.items() if said[0] == stake]
        if with_exit and not exits:
            return 0, 0
        return stake, self.one_of(exits) if with_exit else 0

    def cure(self) -> None:
        """The accused shows what was declared before."""
        found = self._reported("open")
        stake, exit_ = self._shown(found[1], bool(found[1].closed_at)) if found else (0, 0)
        if not found or not stake:
            return
        (number, report), declared = found, self.declared_at[stake]
        facts = (company_of(stake), stake, declared, exit_)
        said = {"report": number, "company": company_of(stake), "stake": stake, "exit": exit_}
        self.do(
            lambda: self.rules.watching.cure(self.rules.companies, number, report.subject, *facts),
            *("cure", report.subject),
            **said,
            declared_at=declared,
        )

    def declare_after(self) -> None:
        """The accused shows what was reported after."""
        found = self._reported("open")
        stake, exit_ = self._shown(found[1], True) if found else (0, 0)
        if not found or not stake:
            return
        (number, report), company = found, company_of(stake)
        said = {"report": number, "company": company, "stake": stake, "exit": exit_}
        facts = (company, stake, exit_)
        companies = self.rules.companies
        self.do(
            lambda: self.rules.watching.declare_after(companies, number, report.subject, *facts),
            *("declare_after", report.subject),
            **said,
        )

    def hidden_exit(self) -> None:
        """A story: an exit is reported after somebody reported it, or just before."""
        stakes = list(enumerate(self.rules.companies.stakes, start=1))
        if not stakes:
            return
        (stake, kept), company = (chosen := self.one_of(stakes)), company_of(chosen[0])
        closed_at, before = self.now - 31 * DAY, self.chance(0.4)
        sale = (stake, 1, self.draw.randrange(10**11), 0, closed_at, 0)
        said = {"stake": stake, "opened": 0, "units": 1, "proceeds": sale[2], "costs": 0}
        if before:
            with self.tap.event("report_exit", kept.owner, **said, closed_at=closed_at):
                self._report(*sale)
            self.net.now += 1
        report = Report(self.another(kept.owner), kept.owner, company, closed_at, 0, 0)
        claim = {"subject": kept.owner, "company": company, "closed_at": closed_at, "amount": 0}
        watching = self.rules.watching
        self.do(
            lambda: watching.commit(self.net, report), "commit_report", report.reporter, **claim
        )
        self.reveal()
        if not before:
            with self.tap.event("report_exit", kept.owner, **said, closed_at=closed_at):
                self._report(*sale)
        facts = {"report": len(watching.reports), "company": company, "stake": stake}
        number, args = len(watching.reports), (company, stake)
        companies, exit_ = self.rules.companies, self.rules.companies.count
        if before:
            declared = self.declared_at[stake]
            self.do(
                lambda: watching.cure(companies, number, kept.owner, *args, declared, exit_),
                *("cure", kept.owner),
                **facts,
                exit=exit_,
                declared_at=declared,
            )
        else:
            self.do(
                lambda: watching.declare_after(companies, number, kept.owner, *args, exit_),
                *("declare_after", kept.owner),
                **facts,
                exit=exit_,
            )

    # Rulings and strikes

    def rule_report(self) -> None:
        """The authority rules on a report."""
        found = self._reported("open")
        if not found:
            return
        number, report = found
        if not report.answered:
            self.jump(report.answer_by + 1, 0.4)
        outcome = self.one_of(("upheld", "upheld", "unproven", "frivolous"))
        gain = 0
        if outcome == "upheld" and report.closed_at:
            gain = max(report.declared, self.draw.randrange(1, 10 ** self.draw.randrange(1, 12)))
        large = self.chance(0.8)
        self.do(
            lambda: self.rules.watching.rule(self.rules.companies, number, outcome, gain, large),
            *("rule_report", 0),
            report=number,
            outcome=outcome,
            gain=gain,
            large=large,
        )

    def expire_report(self) -> None:
        """A report ends on which nobody ruled."""
        found = self._reported("open")
        if found:
            number, report = found
            self.jump(report.answer_by + 120 * DAY + 1, 0.3)
            self.do(
                lambda: self.rules.watching.expire(self.rules.companies, number),
                *("expire_report", self.anyone_or_nobody()),
                report=number,
            )

    def strike(self) -> None:
        """The authority strikes."""
        person = self.anyone()
        self.do(lambda: self.rules.watching.strike(self.net, person), "strike", 0, person=person)

    def strike_late(self) -> None:
        """A strike for a late debt."""
        debts = [debt for debt in self.net.debts.values() if debt.gain]
        if debts:
            debt = self.one_of(debts)
            self.jump(debt.due + 91 * DAY, 0.1)
            self.do(
                lambda: self.rules.watching.strike_late(self.net, debt.number),
                *("strike_late", self.anyone_or_nobody()),
                debt=debt.number,
            )

    # Standing

    def freeze(self) -> None:
        """The authority freezes somebody."""
        person, until = self.anyone(), self.now + self.one_of((1, 7 * DAY, 14 * DAY))
        who = self.net.people[person]

        def rule() -> None:
            if who.frozen_until and self.now < who.frozen_until + 90 * DAY:
                raise Refused("frozen lately")
            who.frozen_until = until
            self.rules.auctions.standing_news(person)

        self.do(rule, "freeze", 0, person=person, until=until)

    def unfreeze(self) -> None:
        """A freeze ends before its time."""
        frozen = [person for person in self.net.people if self.net.frozen(person)]
        person = self.one_of(frozen or [self.anyone()])

        def rule() -> None:
            if not self.net.frozen(person):
                raise Refused("not frozen")
            self.net.people[person].frozen_until = self.now

        self.do(rule, "unfreeze", 0, person=person)

    def ban(self) -> None:
        """The authority bans somebody."""
        person = self.anyone()
        who = self.net.people[person]

        def rule() -> None:
            if who.banned:
                raise Refused("banned already")
            who.banned = True
            self.rules.auctions.standing_news(person)

        self.do(rule, "ban", 0, person=person)

    def unban(self) -> None:
        """A ban is lifted."""
        banned = [number for number, who in self.net.people.items() if who.banned]
        person = self.one_of(banned or [self.anyone()])
        who = self.net.people[person]

        def rule() -> None:
            if not who.banned:
                raise Refused("not banned")
            who.banned = False

        self.do(rule, "unban", 0, person=person)

    def renew(self) -> None:
        """Somebody is confirmed anew, perhaps as somebody else than before."""
        person, expires = self.anyone(), self.now + self.one_of((30, 3_000)) * DAY
        who, facts = self.net.people[person], self.rules.law.facts[person]
        document, accredited = self.one_of((True, False)), self.one_of((True, False))
        country = self.one_of((276, 250, 840))

        def rule() -> None:
            if who.banned:
                raise Refused("banned")
            who.expires, facts.country, facts.accredited = expires, country, accredited
            who.document = facts.document = who.document or document

        said = {"expires": expires, "country": country}
        self.do(rule, "renew", person, **said, document=document, accredited=accredited)

    def newcomer(self) -> None:
        """Somebody joins later."""
        if len(self.net.people) < 20:
            self.join(self.one_of((True, False)), self.one_of((True, False)))

    def force(self) -> None:
        """Shares move by a decision."""
        found = self.holding()
        if not found:
            return
        (token, giver), taker = found, self.anyone()
        units = self.part_of(self.net.tokens[token].holding(giver).units)

        def rule() -> None:
            copy.deepcopy(self.rules).auctions.force(token, giver, taker, units)
            self.rules.auctions.force(token, giver, taker, units)

        said = {"token": token, "giver": giver, "taker": taker, "units": units}
        self.do(rule, "force", 0, **said)
