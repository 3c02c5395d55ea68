"""One story through the whole network, told with money that turns on its users.

Every kind of money movement happens once or more: raising, refunds, distributions, claims, an
auction, a disputed exit, debts, reports. `Story.play` tells it step by step; a step that the money
hinders is done again when the money has come to its senses, at the same time. What people own in
the end is compared with the same story in good money.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boa
from boa import BoaError

from tests.contracts.compiled import deployer_of
from tests.contracts.market import HOUR, PRICE
from tests.contracts.network import (
    DAY,
    DOLLAR,
    NO_PERMIT,
    SHARE,
    Actor,
    Network,
    account_of,
    deploy_with,
    now,
)
from tests.contracts.scenes import made_once
from tests.contracts.watching import FRIVOLOUS, UNPROVEN, UPHELD, Watch, company_key

WELL, SILENT, NO, FAILS, SHOUTS, TALKS, GARBAGE = range(7)
CASH = 100_000 * DOLLAR
NAMES = ("Ann", "Ben", "Cid", "Alice", "Carl", "Ivan", "Ines", "Ilka", "Bob", "Dora")
LIFE = 3_000 * DAY

Step = Callable[[], Any]


def _nothing() -> None:
    """What good money does."""


@dataclass
class Told:
    """How a story went: what people own, what lies in the contracts, what had to be done again."""

    wealth: dict[str, int]
    left: dict[str, int]
    again: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Story:
    """The network in hostile money, its people, and what happens. Mallory is the money itself."""

    def __init__(self) -> None:
        deployer_of("Watching")
        self.dollar = boa.load(str(Path(__file__).parent / "hostile_dollar.vy"))
        self.dollar.pause_arms(True, False)
        self.net: Network = deploy_with({"Dollar": self.dollar})
        self.watch = Watch(self.net)
        for name in NAMES:
            self.join(name)
        for attestor in NAMES[:3]:
            self.net.appoint(self.at(attestor))
        self.mallory = self._join_mallory()
        for issuer in ("Alice", "Carl"):
            self.net.issue(self.at(issuer))
        self._credit_mallory(500 * DOLLAR)

    def join(self, name: str) -> None:
        """Somebody with money."""
        attested = self.net.attestation(account_of(name).address, expiresAt=now() + LIFE)
        account = account_of(name)
        signature = self.net.attest(attested)
        with boa.env.prank(account.address):
            pid = self.net.registry.join(tuple(attested.values()), signature)
        self.net.actors[name] = Actor(name, account, pid)
        self.dollar.mint(account.address, CASH)
        self.dollar.approve(self.net.ledger.address, 2**256 - 1, sender=account.address)

    def _join_mallory(self) -> int:
        """The money becomes a member, with money."""
        address = self.dollar.address
        attested = self.net.attestation(str(address), expiresAt=now() + LIFE)
        signature = self.net.attest(attested)
        self.act(self.net.registry, "join", tuple(attested.values()), signature)
        self.dollar.mint(address, CASH)
        self.dollar.approve(self.net.ledger.address, 2**256 - 1, sender=address)
        return int(self.net.registry.person_of(address))

    def _credit_mallory(self, amount: int) -> None:
        """Money of hers that lies in the ledger, for her to withdraw when she likes."""
        ledger = self.net.ledger
        with boa.env.prank(self.net.auction.address):
            ledger.pull(self.mallory, self.dollar.address, amount, ledger.address, NO_PERMIT)
            ledger.credit(self.mallory, amount)

    def at(self, name: str) -> Actor:
        """Somebody by name."""
        return self.net.actors[name]

    def by(self, name: str) -> dict[str, str]:
        """As the sender of a call."""
        return {"sender": self.at(name).address}

    def act(self, contract: Any, function: str, *args: Any) -> None:
        """Mallory does something."""
        data = getattr(contract, function).prepare_calldata(*args)
        self.dollar.act(contract.address, data)

    def everybody(self) -> dict[str, int]:
        """Names and ids."""
        return {name: actor.pid for name, actor in self.net.actors.items()} | {
            "Mallory": self.mallory
        }

    def wallet(self, name: str) -> str:
        """Somebody's wallet."""
        return str(self.dollar.address) if name == "Mallory" else self.at(name).address

    # --- telling ---

    def play(self, turn: Step = _nothing, calm: Step = _nothing, end: Step | None = None) -> Told:
        """Tell the story. The money turns before each step, and becomes calm for those that it
        hindered; where one stays hindered that is noted. At the `end` it is calm if not told
        otherwise."""
        told = Told({}, {})
        for name, seconds, step in self.steps():
            boa.env.time_travel(seconds=seconds)
            turn()
            try:
                step()
            except BoaError:
                calm()
                try:
                    step()
                    told.again.append(name)
                except BoaError:
                    told.failed.append(name)
        (end or calm)()
        self.drain()
        for name, person in self.everybody().items():
            credit = self.net.ledger.purse(person)[0]
            told.wealth[name] = self.dollar.balanceOf(self.wallet(name)) + credit
        for contract in ("ledger", "offering"):
            held = self.dollar.balanceOf(getattr(self.net, contract).address)
            told.left[contract] = held
        return told

    def drain(self) -> None:
        """Everybody takes what is theirs."""
        for issuer in (self.at("Alice").pid, self.at("Carl").pid):
            for person in self.everybody().values():
                if person != issuer and self.net.ledger.claimable(issuer, person):
                    self.net.ledger.claim(issuer, person)
        for person in self.everybody().values():
            if self.net.ledger.purse(person)[0]:
                try:
                    self.net.ledger.withdraw(person)
                except BoaError:
                    continue  # barred: it stays credited, and counts as theirs

    # --- what happens ---

    def steps(self) -> list[tuple[str, int, Step]]:
        """Name, seconds that pass before, and what is done."""
        return [
            *self._raise(),
            *self._raise_in_vain(),
            *self._trade(),
            *self._exit(),
            *self._report(),
        ]

    def _open(self, issuer: str, least: int, most: int) -> Step:
        offering = self.net.offering

        def step() -> None:
            offering.open(
                *(least * SHARE, most * SHARE, PRICE, now() + 30 * DAY, 0, 0, b"\1" * 32),
                **self.by(issuer),
            )

        return step

    def _commit(self, number: int, investor: str, shares: int) -> Step:
        offering = self.net.offering
        args = (number, shares * SHARE, NO_PERMIT)
        if investor == "Mallory":
            return lambda: self.act(offering, "commit", *args)
        return lambda: offering.commit(*args, **self.by(investor))

    def _close(self, number: int) -> Step:
        def step() -> None:
            if self.net.offering.offering(number).status <= 2:
                self.net.offering.close(number, 100)

        return step

    def _raise(self) -> list[tuple[str, int, Step]]:
        offering = self.net.offering
        return [
            ("open", 0, self._open("Alice", 300, 800)),
            ("commit", HOUR, self._commit(1, "Ivan", 400)),
            ("commit", 1, self._commit(1, "Ines", 300)),
            ("commit", 1, self._commit(1, "Ilka", 200)),
            ("commit", 1, self._commit(1, "Mallory", 200)),
            ("commit", 1, self._commit(1, "Dora", 50)),
            ("withdraw", 1, lambda: offering.withdraw(1, 2, **self.by("Ilka"))),
            ("reject", 1, lambda: offering.reject(1, 4, **self.by("Alice"))),
            ("refund", 1, lambda: offering.refund(1, 4, **self.by("Dora"))),
            ("close", 30 * DAY, self._close(1)),
            ("take", 1, lambda: offering.take(1, [0, 1, 3])),
            ("proceeds", 3 * DAY, lambda: offering.proceeds(1, **self.by("Alice"))),
        ]

    def _raise_in_vain(self) -> list[tuple[str, int, Step]]:
        offering = self.net.offering
        return [
            ("open", DAY, self._open("Carl", 1_000, 2_000)),
            ("commit", 1, self._commit(2, "Ivan", 300)),
            ("commit", 1, self._commit(2, "Mallory", 200)),
            ("commit", 1, self._commit(2, "Ilka", 100)),
            ("close", 30 * DAY, self._close(2)),
            ("refund", 1, lambda: offering.refund(2, 0, **self.by("Ivan"))),
            ("refund", 1, lambda: self.act(offering, "refund", 2, 1)),
            ("refund", 1, lambda: offering.refund(2, 2, **self.by("Ivan"))),
        ]

    def _trade(self) -> list[tuple[str, int, Step]]:
        ledger, auction = self.net.ledger, self.net.auction
        token = self.at("Alice").pid

        def buy(buyer: str, shares: int, price: int) -> Step:
            args = (token, shares * SHARE, price, NO_PERMIT)
            if buyer == "Mallory":
                return lambda: self.act(auction, "buy", *args)
            return lambda: auction.buy(*args, **self.by(buyer))

        def claim(holder: str, by: str) -> Step:
            def step() -> None:
                if ledger.claimable(token, self.everybody()[holder]):
                    ledger.claim(token, self.everybody()[holder], **self.by(by))

            return step

        def settle() -> None:
            while auction.auction(token).opened:
                auction.settle(token, 2)

        def give() -> None:
            ledger.distribute(1_000 * DOLLAR + 7, NO_PERMIT, **self.by("Alice"))

        return [
            ("distribute", 1, give),
            ("claim", 1, claim("Ivan", "Ivan")),
            ("claim for another", 1, claim("Ines", "Ivan")),
            ("buy", 1, buy("Ilka", 200, PRICE * 6 // 5)),
            ("buy", 1, buy("Dora", 300, PRICE // 2)),
            (
                "sell",
                1,
                lambda: auction.sell(token, 300 * SHARE, PRICE, **self.by("Ivan")),
            ),
            ("buy", HOUR, buy("Mallory", 150, PRICE * 11 // 10)),
            ("settle", 49 * HOUR, settle),
            ("withdraw a bid", HOUR, lambda: auction.withdraw(token, **self.by("Dora"))),
            ("withdraw", 1, lambda: ledger.withdraw(self.at("Ines").pid)),
        ]

    def _exit(self) -> list[tuple[str, int, Step]]:
        companies, disputes = self.net.companies, self.net.disputes
        named = tuple(self.at(name).pid for name in NAMES[:3])
        facts = (company_key(), b"\1" * 32, b"\2" * 32)
        kept: dict[str, Any] = {}

        def declare() -> None:
            companies.declare(*facts, named, **self.by("Alice"))
            kept["stake"] = (self.at("Alice").pid, *facts, named, now())

        def report() -> None:
            proceeds, none = 500_000 * DOLLAR, (0, 0, 0, b"\0" * 32)
            kept["exit"] = companies.report_exit(
                *(1, 1, kept["stake"], 1, proceeds, 0, now(), b"\3" * 32, none),
                **self.by("Alice"),
            )
            sold = (1, self.at("Alice").pid, 1, proceeds, 0, 0, proceeds)
            kept["sold"] = (*sold, now(), now(), named, b"\3" * 32)

        def open_window() -> None:
            args = (kept["exit"], kept["sold"], NO_PERMIT)
            disputes.open_window(*args, **self.by("Ilka"))

        def dispute() -> None:
            args = (kept["exit"], kept["sold"], b"\4" * 32, NO_PERMIT)
            disputes.dispute(*args, **self.by("Dora"))

        def rule() -> None:
            args = (kept["exit"], kept["sold"], 600_000 * DOLLAR)
            disputes.rule_large(*args, sender=self.net.authority.address)

        return [
            ("declare", 1, declare),
            ("report an exit", DAY, report),
            ("open a window", 1, open_window),
            ("dispute", DAY, dispute),
            ("rule on a case", DAY, rule),
            ("pay a part", DAY, self._pay("Alice", 10 * DOLLAR)),
            ("pay a debt", 70 * DAY, self._pay("Carl", 2**90)),
        ]

    def _pay(self, payer: str, most: int) -> Step:
        """Pay whatever Alice owes."""
        companies = self.net.companies

        def step() -> None:
            for debts in (companies.debts_of, companies.personal_debts_of):
                for debt in debts(self.at("Alice").pid):
                    companies.pay_debt(debt, most, NO_PERMIT, **self.by(payer))

        return step

    def _report(self) -> list[tuple[str, int, Step]]:
        watch, alice, bob = self.watch, self.at("Alice"), self.at("Bob")
        watching = self.net.watching
        numbers: dict[str, int] = {}
        told: dict[str, tuple[Any, ...]] = {}

        def commit(name: str, reporter: str, accused: str) -> Step:
            def step() -> None:
                if name not in told:
                    told[name] = watch.claim(self.at(accused), company=f"GB-COH:{name}")
                numbers[name] = watch.commit(self.at(reporter), told[name])

            return step

        def reveal(name: str, reporter: str) -> Step:
            return lambda: watch.reveal(numbers[name], self.at(reporter))

        def rule(name: str, outcome: int, gain: int = 0) -> Step:
            return lambda: watch.rule(numbers[name], outcome, gain, large=True)

        def expire() -> None:
            if watch.state(numbers["4"]) == 8:
                watching.expire(numbers["4"])

        def lapse() -> None:
            if watch.state(numbers["5"]) == 9:
                watching.lapse(numbers["5"])

        return [
            ("commit to a report", 1, commit("5", "Dora", "Alice")),
            ("lapse", 2 * DAY, lapse),
            *(
                ("commit to a report", 1, commit(name, "Bob", accused))
                for name, accused in (("1", "Alice"), ("2", "Carl"), ("3", "Alice"), ("4", "Carl"))
            ),
            ("reveal", HOUR, reveal("1", bob.name)),
            *(("reveal", 1, reveal(name, bob.name)) for name in ("2", "3", "4")),
            ("answer", 1, lambda: watch.answer(numbers["1"], alice)),
            ("answer", 1, lambda: watch.answer(numbers["2"], self.at("Carl"))),
            ("uphold", 15 * DAY, rule("1", UPHELD, 900_000 * DOLLAR)),
            ("frivolous", 1, rule("2", FRIVOLOUS)),
            ("unproven", 1, rule("3", UNPROVEN)),
            ("pay what was found", DAY, self._pay("Ilka", 2**90)),
            ("expire", 140 * DAY, expire),
        ]


@made_once
def story() -> Story:
    """The one story."""
    return Story()
