"""Gas of corrected stakes, windows, cases, and what is owed to single persons. See `gas`."""

from __future__ import annotations

from typing import Any

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SUPPLY, GasNet, Row
from tests.contracts.gas_companies import GAIN, HASH, attestor, commitment, declare, sign
from tests.contracts.gas_markets import LOT, PRICE

MILLION = 10**6 * DOLLAR


class Court:
    """An issuer with a company, and who stands for and against what is reported of it."""

    def __init__(self, net: GasNet) -> None:
        self.net = net
        self.issuer, self.holder, self.opener, self.disputer = (net.join()[0] for _ in range(4))
        net.issue(self.issuer)
        net.place(self.issuer, self.holder, SUPPLY // 5)
        self.attestors = [attestor(net, number) for number in range(3)]
        self.record = declare(net, self.issuer, self.attestors, 1)[1]
        self.exit = 0

    def by(self, person: int, name: str, function: str, *args: Any) -> int:
        """What something costs that a person does."""
        return self.net.send(self.net.wallet(person), name, function, *args)

    def report(self, gain: int, ago: int = 0) -> tuple[Any, ...]:
        """Report an exit without cost; what is known of it."""
        facts = (1, gain, 0, self.net.now() - ago, HASH)
        unopened = (0, 0, 0, bytes(32))
        self.by(self.issuer, "Companies", "report_exit", 1, 1, self.record, *facts, unopened)
        self.exit += 1
        known = (1, self.issuer, *facts[:3], 0, gain, facts[3], self.net.now())
        return (*known, self.record[4], HASH)

    def open(self, known: tuple[Any, ...]) -> int:
        """Lay a bond for the last exit; the gas."""
        return self.by(self.opener, "Disputes", "open_window", self.exit, known, NO_PERMIT)

    def dispute(self, known: tuple[Any, ...]) -> int:
        """Lay a bond against it; the gas."""
        return self.by(self.disputer, "Disputes", "dispute", self.exit, known, HASH, NO_PERMIT)

    def rule(self, kind: str, known: tuple[Any, ...], gain: int) -> int:
        """Rule the last case; the gas."""
        args = (self.exit, known, gain)
        return self.net.send(self.net.authority, "Disputes", f"rule_{kind}", *args)

    def anybody(self, function: str, *args: Any) -> int:
        """What something costs that anybody may do with the last exit."""
        return self.net.send(self.net.authority, "Disputes", function, self.exit, *args)

    def attest(self, known: tuple[Any, ...]) -> None:
        """Let two attestors confirm the last exit."""
        statement = (self.exit, known[0], *known[2:5], known[7], HASH)
        signed = [sign(self.net, who, "Exit", statement) for _, who in self.attestors[:2]]
        by = [person for person, _ in self.attestors[:2]]
        self.net.send(self.net.authority, "Companies", "attest_exit", self.exit, known, signed, by)


def cases(court: Court) -> dict[str, int]:
    """Gas of windows and cases on every way to their end."""
    gas = {}
    known = court.report(GAIN)
    gas["open a window"] = court.open(known)
    court.net.skip(7 * DAY)
    gas["accept an exit"] = court.anybody("accept", known)
    known = court.report(GAIN)
    gas["open a window"] = court.open(known)
    gas["dispute an exit"] = court.dispute(known)
    gas["rule a small case"] = court.rule("small", known, 2 * GAIN)
    known = court.report(MILLION)
    court.open(known)
    court.dispute(known)
    gas["rule a large case"] = court.rule("large", known, MILLION)
    known = court.report(GAIN)
    court.open(known)
    court.dispute(known)
    court.net.skip(60 * DAY + 1)
    gas["end a case without a ruling"] = court.anybody("lapse", known)
    known = court.report(GAIN)
    court.open(known)
    court.attest(known)
    gas["take a bond back"] = court.anybody("take_back")
    return gas


def buy_back(court: Court) -> None:
    """The issuer buys a lot back in an auction."""
    court.by(court.holder, "Auction", "sell", court.issuer, LOT, PRICE)
    court.by(court.issuer, "Auction", "buy", court.issuer, LOT, PRICE, NO_PERMIT)
    court.net.skip(2 * DAY + 1)
    court.net.send(court.net.authority, "Auction", "settle", court.issuer, 4)


def measure(net: GasNet) -> dict[str, Row]:
    """Rows of what is beside the straight path of a company."""
    court = Court(net)
    buy_back(court)
    gas = {}
    known = court.report(100 * MILLION, ago=5 * DAY)
    court.attest(known)
    gas["make whole"] = court.anybody("make_whole", known, 0)
    person = court.exit = court.exit + 1
    gas["pay a part to a person"] = court.by(
        court.issuer, "Companies", "pay_debt", person, DOLLAR, NO_PERMIT
    )
    gas["pay the rest to a person"] = court.by(
        court.issuer, "Companies", "pay_debt", person, MILLION, NO_PERMIT
    )
    gas |= cases(court)
    hashes = (commitment(1, 1), HASH)
    named = [person for person, _ in court.attestors]
    gas["correct a stake"] = court.by(
        court.issuer, "Companies", "amend", 1, court.record, *hashes, named
    )
    court.by(court.issuer, "Companies", "state_year", HASH)
    gas["state the year"] = court.by(court.issuer, "Companies", "state_year", HASH)
    lot = (court.issuer, court.holder, 0, SUPPLY // 5, DOLLAR)
    signed = [sign(net, who, "Cost", lot) for _, who in court.attestors[:2]]
    gas["confirm a cost"] = net.send(
        net.authority, "Companies", "confirm_cost", *lot, signed, named[:2]
    )
    return {act: {"gas": cost} for act, cost in gas.items()}
