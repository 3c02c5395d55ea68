"""Every act of a small network, with its arguments, played in the model within the tap's look."""

from __future__ import annotations

import copy

from tests.simulate.replay.network import Player
from wallet.rules.compliance import Row
from wallet.rules.units import DAY, Refused
from wallet.rules.watching import Report

COMPANIES = ("GB-COH:1", "GB-COH:2", "DE-HRB:3")


def company_of(stake: int) -> str:
    """In which company a stake is."""
    return COMPANIES[stake % len(COMPANIES)]


class Doing(Player):
    """What people do, by the names that the replay has for it."""

    def __init__(self, seed: int, people: int = 12, one_in: int = 1) -> None:
        self.declared_at: dict[int, list[int]] = {}
        """When each version of a stake was declared."""
        super().__init__(seed, people, one_in)

    # The ledger

    def issue(self, who: int) -> None:
        self.do(lambda: self.net.issue(who), "issue", who)

    def claim(self, token: int, holder: int, by: int) -> None:
        self.do(lambda: self.net.claim(token, holder, by), "claim", by, token=token, holder=holder)

    def withdraw_credit(self, person: int, by: int) -> None:
        self.do(lambda: self.net.withdraw(person), "withdraw_credit", by, person=person)

    def distribute(self, issuer: int, amount: int) -> None:
        self.do(lambda: self.net.distribute(issuer, amount), "distribute", issuer, amount=amount)

    # Offerings

    def offer(
        self, issuer: int, least: int, most: int, price: int, deadline: int, lockup: int, row: Row
    ) -> None:
        terms = {"least": least, "most": most, "price": price, "deadline": deadline}
        args = (least, most, price, deadline, lockup, row)
        act = self.rules.offerings.open
        self.do(lambda: act(issuer, *args), "offer", issuer, **terms, lockup=lockup, row=row)

    def commit(self, number: int, who: int, units: int) -> None:
        act = self.rules.offerings.commit
        self.do(lambda: act(number, who, units), "commit", who, offering=number, units=units)

    def uncommit(self, number: int, place: int, who: int) -> None:
        act = self.rules.offerings.withdraw
        self.do(lambda: act(number, place, who), "uncommit", who, offering=number, place=place)

    def reject(self, number: int, place: int) -> None:
        act, issuer = self.rules.offerings.reject, self.rules.offerings.raises[number].issuer
        self.do(lambda: act(number, place), "reject", issuer, offering=number, place=place)

    def close(self, number: int, by: int = 0) -> None:
        self.do(lambda: self.rules.offerings.close(number), "close", by, offering=number)

    def take(self, number: int, places: list[int], by: int = 0) -> None:
        act = self.rules.offerings.take
        self.do(lambda: act(number, places, by), "take", by, offering=number, places=places)

    def believe(self, number: int, places: list[int], by: int = 0) -> None:
        act = self.rules.offerings.believe
        self.do(lambda: act(number, places), "believe", by, offering=number, places=places)

    def refund(self, number: int, place: int, by: int) -> None:
        act = self.rules.offerings.refund
        self.do(lambda: act(number, place, by), "refund", by, offering=number, place=place)

    def pay_out(self, number: int) -> None:
        act, issuer = self.rules.offerings.pay_out, self.rules.offerings.raises[number].issuer
        self.do(lambda: act(number, issuer), "pay_out", issuer, offering=number)

    def state_year(self, who: int) -> None:
        with self.tap.event("state_year", who):
            self.rules.offerings.stated[who] = self.now

    # Auctions

    def sell(self, token: int, who: int, units: int, lowest: int) -> None:
        order = {"token": token, "units": units, "lowest": lowest}
        self.do(lambda: self.rules.auctions.sell(token, who, units, lowest), "sell", who, **order)

    def buy(self, token: int, who: int, units: int, highest: int) -> None:
        order = {"token": token, "units": units, "highest": highest}
        self.do(lambda: self.rules.auctions.buy(token, who, units, highest), "buy", who, **order)

    def withdraw_order(self, token: int, who: int) -> None:
        act = self.rules.auctions.withdraw
        self.do(lambda: act(token, who), "withdraw_order", who, token=token)

    def release_order(self, token: int, who: int, by: int) -> None:
        act = self.rules.auctions.release
        self.do(lambda: act(token, who), "release_order", by, token=token, person=who)

    def settle(self, token: int, by: int = 0) -> None:
        self.do(lambda: self.rules.auctions.settle(token), "settle", by, token=token)

    def halt(self, token: int, until: int) -> None:
        act = self.rules.auctions.halt
        self.do(lambda: act(token, until), "halt", 0, token=token, until=until)

    def stop_market(self, until: int) -> None:
        self.do(lambda: self.rules.auctions.stop(until), "stop_market", 0, until=until)

    def force(self, token: int, giver: int, taker: int, units: int) -> None:
        moved = (token, giver, taker, units)

        def rule() -> None:
            copy.deepcopy(self.rules).auctions.force(*moved)  # which is not whole when refused
            self.rules.auctions.force(*moved)

        names = ("token", "giver", "taker", "units")
        self.do(rule, "force", 0, **dict(zip(names, moved, strict=True)))

    # Companies

    def declare(self, who: int, units: int, cost: int) -> None:
        act = self.rules.companies.declare
        self.do(lambda: act(who, units, cost), "declare", who, units=units, cost=cost)
        self.declared_at[len(self.rules.companies.stakes)] = [self.now]

    def amend(self, stake: int, units: int, cost: int) -> None:
        act, owner = self.rules.companies.amend, self.rules.companies.stakes[stake - 1].owner
        said = {"stake": stake, "units": units, "cost": cost}
        self.do(lambda: act(stake - 1, units, cost), "amend", owner, **said)
        self.declared_at[stake].append(self.now)

    def attest_stake(self, stake: int) -> None:
        act = self.rules.companies.attest_stake
        self.do(lambda: act(stake - 1), "attest_stake", 0, stake=stake)

    def report_exit(
        self, stake: int, units: int, proceeds: int, costs: int, closed_at: int, opened: int
    ) -> None:
        companies, owner = self.rules.companies, self.rules.companies.stakes[stake - 1].owner

        def rule() -> None:
            number = companies.report(stake - 1, units, proceeds, costs, closed_at, opened)
            sold = companies.exits[number]
            # What a report that is cured needs of its record, and the model does not keep.
            kept = (stake, sold.owner, units, proceeds, costs, sold.cost, sold.gain)
            companies.reported[number] = kept

        said = {"stake": stake, "units": units, "proceeds": proceeds, "costs": costs}
        self.do(rule, "report_exit", owner, **said, closed_at=closed_at, opened=opened)

    def attest_exit(self, exit_: int) -> None:
        self.do(lambda: self.rules.companies.attest_exit(exit_), "attest_exit", 0, exit=exit_)

    def pay_debt(self, debt: int, who: int, amount: int) -> None:
        act = self.rules.companies.pay
        self.do(lambda: act(debt, who, amount), "pay_debt", who, debt=debt, amount=amount)

    def open_window(self, exit_: int, who: int) -> None:
        act = self.rules.companies.open_window
        self.do(lambda: act(exit_, who), "open_window", who, exit=exit_)

    def dispute(self, exit_: int, who: int) -> None:
        self.do(lambda: self.rules.companies.dispute(exit_, who), "dispute", who, exit=exit_)

    def accept(self, exit_: int, by: int) -> None:
        self.do(lambda: self.rules.companies.accept(exit_), "accept", by, exit=exit_)

    def take_bond(self, exit_: int, by: int) -> None:
        self.do(lambda: self.rules.companies.take_back(exit_), "take_bond", by, exit=exit_)

    def lapse_case(self, exit_: int, by: int) -> None:
        self.do(lambda: self.rules.companies.lapse(exit_), "lapse_case", by, exit=exit_)

    def rule_case(self, exit_: int, gain: int, large: bool) -> None:
        act, said = self.rules.companies.rule, {"exit": exit_, "gain": gain}
        self.do(lambda: act(exit_, gain, large), "rule_case", 0, **said, large=large)

    def make_whole(self, exit_: int, place: int, by: int) -> None:
        act = self.rules.companies.make_whole
        self.do(lambda: act(exit_, place), "make_whole", by, exit=exit_, place=place)

    # Reports

    def commit_report(
        self, who: int, subject: int, company: str, closed_at: int, amount: int
    ) -> None:
        report = Report(who, subject, company, closed_at, amount, 0)
        said = {"subject": subject, "company": company, "closed_at": closed_at, "amount": amount}
        act = self.rules.watching.commit
        self.do(lambda: act(self.net, report), "commit_report", who, **said)

    def reveal(self, number: int) -> None:
        act, who = self.rules.watching.reveal, self.rules.watching.reports[number - 1].reporter
        self.do(lambda: act(self.net, number, who), "reveal", who, report=number)

    def lapse_report(self, number: int, by: int) -> None:
        act = self.rules.watching.lapse
        self.do(lambda: act(self.net, number), "lapse_report", by, report=number)

    def answer(self, number: int) -> None:
        act, who = self.rules.watching.answer, self.rules.watching.reports[number - 1].subject
        self.do(lambda: act(self.net, number, who), "answer", who, report=number)

    def cure(self, number: int, stake: int, exit_: int) -> None:
        act, who = self.rules.watching.cure, self.rules.watching.reports[number - 1].subject
        company, declared = company_of(stake), self.declared_at[stake][-1]
        said = {"report": number, "company": company, "stake": stake, "exit": exit_}
        facts = (self.rules.companies, number, who, company, stake, declared, exit_)
        self.do(lambda: act(*facts), "cure", who, **said, declared_at=declared)

    def declare_after(self, number: int, stake: int, exit_: int) -> None:
        watching, company = self.rules.watching, company_of(stake)
        act, who = watching.declare_after, watching.reports[number - 1].subject
        said = {"report": number, "company": company, "stake": stake, "exit": exit_}
        facts = (self.rules.companies, number, who, company, stake, exit_)
        self.do(lambda: act(*facts), "declare_after", who, **said)

    def rule_report(self, number: int, outcome: str, gain: int, large: bool) -> None:
        act, said = self.rules.watching.rule, {"report": number, "outcome": outcome, "gain": gain}
        facts = (self.rules.companies, number, outcome, gain, large)
        self.do(lambda: act(*facts), "rule_report", 0, **said, large=large)

    def expire_report(self, number: int, by: int) -> None:
        act = self.rules.watching.expire
        self.do(lambda: act(self.rules.companies, number), "expire_report", by, report=number)

    def strike(self, who: int) -> None:
        self.do(lambda: self.rules.watching.strike(self.net, who), "strike", 0, person=who)

    def strike_late(self, debt: int, by: int) -> None:
        act = self.rules.watching.strike_late
        self.do(lambda: act(self.net, debt), "strike_late", by, debt=debt)

    # Standing

    def freeze(self, who: int, until: int) -> None:
        person = self.net.people[who]

        def rule() -> None:
            if person.frozen_until and self.now < person.frozen_until + 90 * DAY:
                raise Refused("frozen lately")
            person.frozen_until = until
            self.rules.auctions.standing_news(who)

        self.do(rule, "freeze", 0, person=who, until=until)

    def unfreeze(self, who: int) -> None:
        def rule() -> None:
            if not self.net.frozen(who):
                raise Refused("not frozen")
            self.net.people[who].frozen_until = self.now

        self.do(rule, "unfreeze", 0, person=who)

    def ban(self, who: int) -> None:
        person = self.net.people[who]

        def rule() -> None:
            if person.banned:
                raise Refused("banned already")
            person.banned = True
            self.rules.auctions.standing_news(who)

        self.do(rule, "ban", 0, person=who)

    def unban(self, who: int) -> None:
        person = self.net.people[who]

        def rule() -> None:
            if not person.banned:
                raise Refused("not banned")
            person.banned = False

        self.do(rule, "unban", 0, person=who)

    def renew(self, who: int, expires: int, document: bool, country: int, accredited: bool) -> None:
        person, facts = self.net.people[who], self.rules.law.facts[who]

        def rule() -> None:
            if person.banned:
                raise Refused("banned")
            person.expires, facts.country, facts.accredited = expires, country, accredited
            person.document = facts.document = person.document or document

        said = {"expires": expires, "document": document, "country": country}
        self.do(rule, "renew", who, **said, accredited=accredited)
