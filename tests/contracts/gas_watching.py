"""Gas of reports, answers, cures, rulings and strikes. See `gas`."""

from __future__ import annotations

from typing import Any

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SUPPLY, GasNet, Row
from tests.contracts.gas_companies import attestor
from wallet.base.addresses import keccak

HASH = b"\x09" * 32
COMPANY = "GB-COH:01234567"
KEY = keccak(COMPANY.encode() + b":" + HASH)

GAIN = 50_000 * DOLLAR


class Watch:
    """Who reports whom, on a node."""

    def __init__(self, net: GasNet, reporter: int, accused: int) -> None:
        self.net, self.reporter, self.accused = net, reporter, accused
        self.number = 0

    def claim(self, closed_at: int, company: str = COMPANY) -> tuple[Any, ...]:
        """What a report says."""
        return (self.accused, company, closed_at, GAIN if closed_at else 0, HASH)

    def by(self, person: int, function: str, *args: Any) -> int:
        """What something costs that a person does."""
        return self.net.send(self.net.wallet(person), "Watching", function, *args)

    def commit(self, claim: tuple[Any, ...]) -> int:
        """Commit to a report; the gas."""
        sealed = self.net.read("Watching", "commitment", self.reporter, claim, HASH)
        self.number += 1
        return self.by(self.reporter, "commit", sealed, NO_PERMIT)

    def reveal(self, claim: tuple[Any, ...]) -> int:
        """Open the last one; the gas."""
        return self.by(self.reporter, "reveal", self.number, claim, HASH)

    def report(self, claim: tuple[Any, ...]) -> tuple[int, int]:
        """Commit, wait, open; the gas of each."""
        gas = self.commit(claim)
        self.net.skip(3_600)
        return gas, self.reveal(claim)

    def rule(self, kind: str, outcome: int, gain: int = 0) -> int:
        """What a ruling on the last one costs."""
        return self.net.send(
            self.net.authority, "Watching", f"rule_{kind}", self.number, outcome, gain
        )


def measure(net: GasNet) -> dict[str, Row]:
    """Reports on every way to their end."""
    named = [attestor(net, number) for number in range(3)]
    people = [person for person, _ in named]
    accused, reporter, holder = (net.join()[0] for _ in range(3))
    net.issue(accused)
    net.place(accused, holder, SUPPLY // 5)
    watch = Watch(net, reporter, accused)
    rows: dict[str, Row] = {}

    # Upheld, twice: the second is warm.
    for _ in range(2):
        gas: dict[str, int] = {}
        closed = net.now() - 40 * DAY
        gas["commit to a report"], gas["reveal a report"] = watch.report(watch.claim(closed))
        gas["answer a report"] = watch.by(accused, "answer", watch.number, HASH, NO_PERMIT)
        gas["uphold a report"] = watch.rule("small", 1, GAIN)
        for name, cost in gas.items():
            rows[name] = {"gas": cost, "first": rows.get(name, {"gas": cost})["gas"]}
        net.skip(5 * DAY)
    rows["uphold a large report"] = {"gas": _large(net, watch)}
    rows["strike for a late debt"] = {"gas": _late(net, watch)}
    net.send(net.authority, "Watching", "strike", accused, HASH)

    # What was declared, before and after.
    net.send(net.wallet(accused), "Companies", "declare", KEY, HASH, HASH, people)
    stake = (1, 1, (accused, KEY, HASH, HASH, people, net.now()))
    closed = net.now() - 40 * DAY
    number, sold = _sell(net, accused, stake, closed, people)
    net.skip(1)
    watch.report(watch.claim(closed))
    shown = (COMPANY, HASH, *stake)
    rows["cure a report"] = {"gas": watch.by(accused, "cure", watch.number, *shown, number, sold)}
    later = watch.claim(closed - 5 * DAY)
    watch.commit(later)
    number, sold = _sell(net, accused, stake, closed - 5 * DAY, people)
    net.skip(3_600)
    watch.reveal(later)
    rows["declare after a report"] = {
        "gas": watch.by(accused, "declare_after", watch.number, *shown, number, sold)
    }
    net.skip(135 * DAY)
    rows["a report that nobody ruled"] = {"gas": watch.by(holder, "expire", watch.number)}

    watch.commit(watch.claim(0))
    net.skip(2 * DAY)
    rows["lapse a report"] = {"gas": watch.by(holder, "lapse", watch.number)}
    return rows


def _large(net: GasNet, watch: Watch) -> int:
    """What a large ruling costs."""
    watch.report(watch.claim(net.now() - 40 * DAY, "DE-HRB:2"))
    net.skip(15 * DAY)
    return watch.rule("large", 1, 4 * GAIN)


def _late(net: GasNet, watch: Watch) -> int:
    """What a strike for a late debt costs."""
    net.skip(91 * DAY)
    (first, *_) = net.read("Companies", "debts_of", watch.accused)
    return watch.by(watch.reporter, "strike_late", first)


def _sell(
    net: GasNet, owner: int, stake: tuple[Any, ...], closed_at: int, attestors: list[int]
) -> tuple[int, tuple[Any, ...]]:
    """An exit as the owner reports it: its number and record."""
    facts = (1, GAIN, 0, closed_at, HASH, (0, 0, 0, b"\0" * 32))
    net.send(net.wallet(owner), "Companies", "report_exit", *stake, *facts)
    record = (stake[0], owner, 1, GAIN, 0, 0, GAIN, closed_at, net.now(), attestors, HASH)
    return int(net.read("Companies", "count")), record
