"""Windows, cases, rulings and what is found out, played in the contracts and in the model."""

from __future__ import annotations

from typing import Any

from tests.contracts.arena import hash32
from tests.contracts.network import NO_PERMIT
from tests.contracts.plays import Plays
from wallet.rules.companies import Buyback

REASON = hash32(77)


class DisputePlays(Plays):
    """Plays with exits that are disputed."""

    def _with_gain(self, exit_: int, gain: int) -> None:
        """Correct what is known of an exit."""
        record = self.records[exit_]
        self.records[exit_] = (*record[:6], gain, *record[7:])

    def open_window(self, exit_: int, opener: int) -> bool:
        """Lay a bond for an exit."""
        record = self.records[exit_]
        return self.both(
            lambda: self.chain.disputes.open_window(
                exit_, record, NO_PERMIT, sender=self.at(opener)
            ),
            lambda: self.exits.open_window(exit_, opener),
        )

    def dispute(self, exit_: int, person: int) -> bool:
        """Lay a bond against it."""
        record = self.records[exit_]
        return self.both(
            lambda: self.chain.disputes.dispute(
                exit_, record, REASON, NO_PERMIT, sender=self.at(person)
            ),
            lambda: self.exits.dispute(exit_, person),
        )

    def accept(self, exit_: int) -> bool:
        """Accept what nobody disputed."""
        record = self.records[exit_]
        return self.both(
            lambda: self.chain.disputes.accept(exit_, record),
            lambda: self.exits.accept(exit_),
        )

    def take_back(self, exit_: int) -> bool:
        """Return the bond for an exit that was attested meanwhile."""
        return self.both(
            lambda: self.chain.disputes.take_back(exit_),
            lambda: self.exits.take_back(exit_),
        )

    def rule(self, exit_: int, gain: int, large: bool = False) -> bool:
        """Rule a case, as the authority does."""
        record = self.records[exit_]
        disputes, sender = self.chain.disputes, self.chain.authority.address
        act = disputes.rule_large if large else disputes.rule_small
        done = self.both(
            lambda: act(exit_, record, gain, sender=sender),
            lambda: self.exits.rule(exit_, gain, large),
        )
        if done:
            self._with_gain(exit_, gain)
        return done

    def lapse(self, exit_: int) -> bool:
        """End a case that nobody ruled."""
        record = self.records[exit_]
        return self.both(
            lambda: self.chain.disputes.lapse(exit_, record),
            lambda: self.exits.lapse(exit_),
        )

    def find(
        self, issuer: int, gain: int, owed: int, reporter: int, reward: int, closed_at: int
    ) -> bool:
        """A hidden exit is upheld, as the watching contract says it."""
        facts = (issuer, gain, owed, reporter, reward, closed_at)
        watching: Any = self.chain.watching.address
        done = self.both(
            lambda: self.chain.companies.open_found(*facts, sender=watching),
            lambda: self.exits.found(*facts),
        )
        if done:
            number = self.exits.count - (1 if reward else 0)
            times = (closed_at, self.model.now)
            self.records[number] = (
                *(0, issuer, 0, gain, 0, 0, gain, *times),
                *([0, 0, 0], bytes(32)),
            )
        return done

    def wait_for_shares(self, issuer: int, units: int) -> None:
        """So many units of an issuer are sold and not pulled, as a deaf network's market says."""
        self.chain.offering.set_unpulled(issuer, units)
        waiting = self.exits.waiting = {**self.exits.waiting, issuer: units}
        self.model.unpulled = lambda person: waiting.get(person, 0)

    def bought_back(self, issuer: int, seller: int, units: int, premium: int) -> None:
        """The issuer bought shares back in an auction, as a deaf network's market says it."""
        self.chain.auction.buy_back(issuer, seller, units, premium)
        back = Buyback(seller, units, premium, self.model.now)
        self.exits.buybacks.setdefault(issuer, []).append(back)

    def make_whole(self, exit_: int, place: int) -> bool:
        """Open the debt to somebody whose shares were bought back too early."""
        record = self.records[exit_]
        return self.both(
            lambda: self.chain.disputes.make_whole(exit_, record, place),
            lambda: self.exits.make_whole(exit_, place),
        )

    def compare(self) -> None:
        """Assert that both say the same of exits, windows and debts too."""
        super().compare()
        companies = self.chain.companies
        states = ["none", "reported", "case", "owed", "done"]
        for number in self.exits.exits:
            assert companies.is_reported(number, self.records[number])
            assert states[companies.exit_state(number)] == self.exits.state(number)
            window = self.exits.windows.get(number)
            said = self.chain.disputes.window(number)
            if window is None:
                assert said.opener == said.bond == 0
            else:
                kept = (said.opener, said.bond, said.ends, said.disputer, said.disputed_at)
                ours = (window.opener, window.bond, window.ends, window.disputer or 0)
                assert kept == (*ours, window.disputed_at)
        for number, debt in self.model.debts.items():
            owed = companies.debt(number)
            if debt.gain:
                ours = (debt.issuer, debt.creditor, debt.gain, debt.due)
                assert (owed.issuer, owed.creditor, owed.gain, owed.due) == ours
            else:
                assert owed.issuer == 0
        for person in self.model.people:
            queue = [debt.number for debt in self.model.queue(person)]
            assert companies.personal_debts_of(person) == queue[:32]
            assert companies.blocked(person) == self.model.blocked(person)
            late = bool(self.model.overdue_debts(person))
            assert companies.overdue(person) == self.chain.ledger.overdue(person) == late
