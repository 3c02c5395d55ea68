"""Any sequence of stakes, exits, windows, cases, rulings and payments: companies keep the rules."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tests.contracts.machine import Machine, Play
from tests.contracts.plays_disputes import DisputePlays
from tests.contracts.scenes import made_once
from wallet.rules.units import DAY, DOLLAR, S

ISSUERS = (4, 5, 6)
PROCEEDS = st.one_of(
    st.integers(0, 10**6), st.integers(10**6, 10**12), st.just(100_000 * DOLLAR + 1)
)


@made_once
def scene() -> DisputePlays:
    """Three issuers who hold each other, two more people, and a company of each issuer."""
    plays = DisputePlays(members=6, deaf=True)
    for issuer in ISSUERS:
        plays.issue(issuer)
        plays.declare(issuer, 1_000, 10_000 * DOLLAR)
    for issuer, holder in ((4, 5), (5, 6), (6, 4), (4, 7)):
        assert plays.place(issuer, holder, S // 10, 50_000 * DOLLAR)
    return plays


class CasesMachine(Machine):
    """Companies of three issuers, disputed, ruled, found out and bought back."""

    plays: DisputePlays
    acts = {
        "stake": 2,
        "attest_stake": 2,
        "report": 6,
        "attest": 2,
        "open_window": 5,
        "dispute": 5,
        "accept": 3,
        "rule": 3,
        "lapse": 3,
        "take_back": 2,
        "find": 2,
        "buy_back": 2,
        "offering": 1,
        "make_whole": 3,
        "pay": 5,
        "trade": 2,
        "distribute": 2,
        "claim": 3,
        "withdraw": 3,
        "wait": 6,
        "trouble": 1,
    }
    usual = 750
    for_long = 40_000
    scene = staticmethod(scene)

    def _exit(self, *states: str) -> int:
        """An exit in one of these states if there is one, else any, else one that is not there."""
        exits = self.plays.exits
        if not exits.exits:
            self.report()
        fitting = [n for n in exits.exits if exits.state(n) in states]
        return self.one_of(fitting or list(exits.exits))

    def _case(self) -> int:
        """An exit with a window or case, or any."""
        return self.one_of([*self.plays.exits.windows] or [self._exit()])

    def stake(self) -> None:
        """A stake is declared or corrected."""
        units, cost = self.one_of([1, 7, 1_000]), self.money()
        stake = self.draw(st.integers(0, len(self.plays.exits.stakes)))
        if stake:
            self.plays.amend(stake, units, cost)
        else:
            self.plays.declare(self.one_of(ISSUERS), units, cost)

    def attest_stake(self) -> None:
        """Attestors confirm a stake."""
        self.plays.attest_stake(self.draw(st.integers(1, len(self.plays.exits.stakes))))

    def report(self) -> None:
        """An exit of some stake, by some version, on time or late."""
        plays = self.plays
        stake = self.draw(st.integers(1, len(plays.exits.stakes)))
        version = self.draw(st.integers(1, len(plays.stakes[stake])))
        closed = plays.model.now - self.one_of([0, 5, 40, 400]) * DAY
        proceeds, costs = self.draw(PROCEEDS), self.one_of([0, 0, DOLLAR])
        opened = self.one_of([True, True, False])
        plays.report(stake, self.one_of([1, 3]), proceeds, costs, closed, opened, version)

    def attest(self) -> None:
        """Attestors confirm an exit."""
        exit_ = self._exit("reported")
        if self.plays.records[exit_][0]:  # nobody was named for one that was found
            self.plays.attest_exit(exit_)

    def open_window(self) -> None:
        """Somebody lays a bond for an exit."""
        self.plays.open_window(self._exit("reported"), self.one_of(self.plays.members))

    def dispute(self) -> None:
        """Somebody lays a bond against it, mostly in time and a stranger to it."""
        exits, now = self.plays.exits, self.plays.model.now
        running = [n for n, w in exits.windows.items() if not w.disputer and now < w.ends]
        exit_ = self.one_of(running or [self._case()])
        strange = [who for who in self.plays.members if who > 6]
        self.plays.dispute(exit_, self.one_of([*strange, *strange, *self.plays.members]))

    def accept(self) -> None:
        """Somebody calls for what the window says."""
        self.plays.accept(self._case())

    def _disputed(self) -> int:
        """A case if there is one."""
        windows = self.plays.exits.windows
        return self.one_of([n for n, w in windows.items() if w.disputer] or [self._case()])

    def rule(self) -> None:
        """The authority finds a gain: as reported, or another."""
        exit_ = self._disputed()
        found = self.one_of([self.plays.records[exit_][6], self.draw(PROCEEDS)])
        self.plays.rule(exit_, found, self.one_of([True, True, False]))

    def lapse(self) -> None:
        """Nobody ruled, perhaps for long."""
        self.plays.pass_time(self.one_of([0, 0, 30 * DAY]))
        self.plays.lapse(self._disputed())

    def take_back(self) -> None:
        """A bond is asked back."""
        self.plays.take_back(self._case())

    def find(self) -> None:
        """A hidden exit is upheld."""
        gain = self.draw(PROCEEDS)
        issuer = self.one_of(ISSUERS)
        reward = self.one_of([0, gain // 10])
        closed = self.plays.model.now - self.one_of([0, 20, 500]) * DAY
        reporter = self.another(issuer)
        self.plays.find(issuer, gain, 2 * gain, reporter, reward, self.one_of([0, closed]))

    def offering(self) -> None:
        """Shares that an offering sold wait for their buyers, or do no longer."""
        issuer = self.one_of(ISSUERS)
        self.plays.wait_for_shares(issuer, self.one_of([0, 0, 10**18]))

    def buy_back(self) -> None:
        """An issuer bought shares back, some time before something comes to light."""
        issuer = self.one_of(ISSUERS)
        if len(self.plays.exits.buybacks.get(issuer, [])) < 8:
            seller = self.another(issuer)
            self.plays.bought_back(issuer, seller, self.part_of(S // 10), self.money())

    def make_whole(self) -> None:
        """Somebody asks what a seller is owed, mostly one who was bought out too early."""
        exits = self.plays.exits
        concerned = [
            (number, place)
            for number, sold in exits.exits.items()
            for place, back in enumerate(exits.buybacks.get(sold.owner, []))
            if 0 < sold.closed_at < back.at <= sold.reported_at
        ]
        exit_ = self._exit("owed", "done")
        self.plays.make_whole(*self.one_of([*concerned, *concerned, (exit_, 0), (exit_, 9)]))

    def pay(self) -> None:
        """Somebody pays something of a debt."""
        debts = self.plays.model.debts.values()
        unpaid = [debt.number for debt in debts if debt.gain] or [1]
        amount = self.one_of([self.money(), 10**13])
        self.plays.pay_debt(self.one_of(unpaid), self.one_of(self.plays.members), amount)

    def trade(self) -> None:
        """A holder sells to somebody."""
        held = [
            (issuer, holder)
            for issuer, token in self.plays.model.tokens.items()
            for holder, holding in token.holdings.items()
            if holder != issuer and holding.units
        ]
        if held:
            issuer, seller = self.one_of(held)
            units = self.part_of(self.plays.model.sellable(issuer, seller))
            buyer = self.another(seller)
            self.plays.trade(issuer, seller, buyer, units, self.money(), self.money())

    def distribute(self) -> None:
        """An issuer gives money away."""
        self.plays.distribute(self.one_of(ISSUERS), self.money())

    def claim(self) -> None:
        """A holder, or another, claims."""
        issuer, holder = self.one_of([(4, 5), (5, 6), (6, 4), (4, 7)])
        self.plays.claim(issuer, holder, self.one_of([holder, self.another(holder)]))

    def withdraw(self) -> None:
        """Somebody asks for a credit."""
        credited = [who.number for who in self.plays.model.people.values() if who.credit]
        self.plays.withdraw(self.one_of(credited or ISSUERS), self.one_of(self.plays.members))

    def wait(self) -> None:
        """Time passes; a stop of the dollar ends."""
        if self.plays.model.paused:
            self.plays.pause(False)
        self.plays.pass_time(self.one_of([1, DAY, DAY, 7 * DAY, 10 * DAY, 31 * DAY]))

    def trouble(self) -> None:
        """A person or the money stops."""
        person = self.one_of(self.plays.members)
        trouble = self.one_of(["blacklist", "end of it", "end of it", "end of it", "pause", "ban"])
        if trouble == "pause":
            self.plays.pause(True)
        elif trouble == "ban":
            if not self.plays.model.people[person].banned:
                self.plays.ban(person)
        else:
            self.plays.blacklist(person, trouble == "blacklist")


@pytest.mark.timeout(900)
def test_companies_with_cases_keep_the_rules_in_any_order(play: Play) -> None:
    play(CasesMachine)
