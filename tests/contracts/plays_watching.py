"""Reports, answers, rulings and strikes, played in the contracts and in the model at once."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from eth_hash.auto import keccak

from tests.contracts.arena import hash32
from tests.contracts.network import NO_PERMIT
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.watching import NO_EXIT
from wallet.rules.watching import Report, Watching

COMPANIES = ("GB-COH:1", "GB-COH:2", "DE-HRB:3")
OUTCOMES = {"upheld": 1, "unproven": 2, "frivolous": 3}
STATES = (
    *("none", "upheld", "unproven", "frivolous", "expired"),
    *("cured", "repeated", "lapsed", "open", "committed"),
)


def company_of(stake: int) -> str:
    """In which company a stake of the plays is."""
    return COMPANIES[stake % len(COMPANIES)]


class WatchPlays(DisputePlays):
    """Plays with exits that are hidden, reported and found out."""

    def __init__(self, members: int = 6) -> None:
        self.watch = Watching()
        super().__init__(members, deaf=True)

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Play within, then put everything back."""
        kept, self.watch = self.watch, copy.deepcopy(self.watch)
        try:
            with super().fresh():
                yield
        finally:
            self.watch = kept

    @property
    def _watching(self) -> Any:
        """The contract."""
        return self.chain.watching

    def company_key(self, number: int) -> bytes:
        """The salted name of a stake's company; its salt is the stake's number."""
        return bytes(keccak(company_of(number).encode() + b":" + hash32(number)))

    # The reporter

    def _said(self, report: Report) -> tuple[Any, ...]:
        """A report as the contract wants it."""
        facts = (report.subject, report.company, report.closed_at, report.amount)
        return (*facts, hash32(9))

    def commit_report(
        self, reporter: int, subject: int, company: str, closed_at: int, amount: int
    ) -> bool:
        """Commit to a report."""
        report = Report(reporter, subject, company, closed_at, amount, 0)
        salt = hash32(len(self.watch.reports) + 1)
        hashed = self._watching.commitment(reporter, self._said(report), salt)
        return self.both(
            lambda: self._watching.commit(hashed, NO_PERMIT, sender=self.at(reporter)),
            lambda: self.watch.commit(self.model, report),
        )

    def reveal(self, number: int, by: int) -> bool:
        """Open one as it was committed to."""
        claim, salt = self._said(self.watch.reports[number - 1]), hash32(number)
        return self.both(
            lambda: self._watching.reveal(number, claim, salt, sender=self.at(by)),
            lambda: self.watch.reveal(self.model, number, by),
        )

    def lapse_report(self, number: int, by: int) -> bool:
        """End one that was not opened."""
        return self.both(
            lambda: self._watching.lapse(number, sender=self.at(by)),
            lambda: self.watch.lapse(self.model, number),
        )

    # The accused

    def answer(self, number: int, by: int) -> bool:
        """Deny it."""
        return self.both(
            lambda: self._watching.answer(number, hash32(8), NO_PERMIT, sender=self.at(by)),
            lambda: self.watch.answer(self.model, number, by),
        )

    def _shown(self, stake: int, version: int, exit_: int) -> tuple[Any, ...]:
        """A stake and an exit as the accused shows them."""
        record = self.stakes[stake][version - 1]
        sold = self.records[exit_] if exit_ else NO_EXIT
        return (company_of(stake), hash32(stake), stake, version, record, exit_, sold)

    def cure(self, number: int, by: int, stake: int, version: int, exit_: int) -> bool:
        """Show what was declared before."""
        facts = self._shown(stake, version, exit_)
        return self.both(
            lambda: self._watching.cure(number, *facts, sender=self.at(by)),
            lambda: self.watch.cure(
                self.exits, number, by, company_of(stake), stake, facts[4][5], exit_
            ),
        )

    def declare_after(self, number: int, by: int, stake: int, exit_: int) -> bool:
        """Show what was reported after."""
        facts = self._shown(stake, 1, exit_)
        return self.both(
            lambda: self._watching.declare_after(number, *facts, sender=self.at(by)),
            lambda: self.watch.declare_after(
                self.exits, number, by, company_of(stake), stake, exit_
            ),
        )

    # Rulings and strikes

    def rule_report(self, number: int, outcome: str, gain: int, large: bool) -> bool:
        """Rule as the authority does."""
        act = self._watching.rule_large if large else self._watching.rule_small
        before = self.exits.count
        done = self.both(
            lambda: act(number, OUTCOMES[outcome], gain, sender=self.chain.authority.address),
            lambda: self.watch.rule(self.exits, number, outcome, gain, large),
        )
        self._note_found(before)
        return done

    def expire_report(self, number: int) -> bool:
        """End one on which nobody ruled."""
        before = self.exits.count
        done = self.both(
            lambda: self._watching.expire(number),
            lambda: self.watch.expire(self.exits, number),
        )
        self._note_found(before)
        return done

    def _note_found(self, before: int) -> None:
        """Keep the record of an exit that came to light."""
        if self.exits.count == before:
            return
        number = before + 1
        sold = self.exits.exits[number]
        self.records[number] = (
            *(0, sold.owner, 0, sold.gain, 0, 0, sold.gain, sold.closed_at, self.model.now),
            *([0, 0, 0], bytes(32)),
        )

    def strike_late(self, number: int) -> bool:
        """Strike for a late debt."""
        return self.both(
            lambda: self._watching.strike_late(number),
            lambda: self.watch.strike_late(self.model, number),
        )

    def strike(self, person: int) -> None:
        """The authority strikes."""
        self._watching.strike(person, hash32(7), sender=self.chain.authority.address)
        self.watch.strike(self.model, person)

    # Comparing

    def compare_pool(self) -> None:
        """Assert that the ledger holds what it should, the bonds of reports included."""
        pool = self.chain.dollar.balanceOf(self.chain.ledger.address)
        assert pool == self.model.pool, f"the ledger has {pool}, should have {self.model.pool}"
        self.model.check(self.auctions.staked + self.exits.bonds + self.watch.kept)

    def compare(self) -> None:
        """Assert that both say the same of reports, strikes and grounds too."""
        super().compare()
        assert self._watching.forfeited() == self.watch.pot
        assert self._watching.reports() == len(self.watch.reports)
        for number, report in enumerate(self.watch.reports, start=1):
            said = self._watching.report(number)
            assert STATES[said.state] == report.state, f"report {number}"
            assert (said.reporter, said.committed_at) == (report.reporter, report.committed_at)
            if report.state not in ("committed", "lapsed", "repeated"):
                theirs = (said.subject, said.closed_at, said.amount, said.answer_by)
                assert theirs == (
                    *(report.subject, report.closed_at, report.amount, report.answer_by),
                )
                assert (said.declared, bool(said.counter_bond)) == (
                    *(report.declared, report.answered),
                )
        for person in self.model.people:
            struck = self.watch.strikes.get(person, [])
            last, before = ([0, 0, *struck])[-1], ([0, 0, *struck])[-2]
            assert self._watching.strikes(person) == (len(struck), last, before)
            assert self._watching.ban_grounds(person) == self.watch.grounds(self.model, person)
