"""Gas of disputes, of buy-backs made whole, of personal debts, and of reports.

Rows have the names of their functions: see `measure_all`.
"""

from __future__ import annotations

from typing import Any

from tests.contracts.gas import DAY, DOLLAR, NO_PERMIT, SHARE, SUPPLY, GasNet, Row
from tests.contracts.gas_companies import GAIN, HASH, attestor, commitment, declare, pay, sign
from wallet.base.addresses import keccak

COMPANY = "GB-COH:01234567"
SALT = b"\x05" * 32
Record = tuple[Any, ...]


class Cases:
    """An issuer with holders, attestors, and the number of the last stake."""

    def __init__(self, net: GasNet) -> None:
        self.net = net
        self.owner, self.holder, self.other, self.watcher = (net.join()[0] for _ in range(4))
        net.issue(self.owner)
        net.place(self.owner, self.holder, SUPPLY // 5)
        net.issue(self.watcher)
        net.place(self.watcher, self.holder, SUPPLY // 10)
        self.attestors = [attestor(net, number) for number in range(3)]
        self.named = [person for person, _ in self.attestors]

    def report(self, gain: int = GAIN, closed: int = 0) -> tuple[int, Record]:
        """A stake declared and sold; the exit's number, and what was reported."""
        net, stake = self.net, self.net.read("Companies", "stake_count") + 1
        _, record = declare(net, self.owner, self.attestors, stake)
        facts = (1, gain, 0, closed or net.now(), HASH)
        wallet = net.wallet(self.owner)
        said = (stake, 1, record, *facts, (0, 0, 0, bytes(32)))
        net.send(wallet, "Companies", "report_exit", *said)
        exit = net.read("Companies", "count")
        return exit, (
            *(stake, self.owner, *facts[:3], 0, gain, facts[3], net.now(), self.named, HASH),
        )

    def attest(self, exit: int, known: Record) -> None:
        """Confirm an exit by two."""
        stake, _, units, proceeds, costs, _, _, closed = known[:8]
        said = (exit, stake, units, proceeds, costs, closed, HASH)
        signatures = [sign(self.net, who, "Exit", said) for _, who in self.attestors[:2]]
        given = (exit, known, signatures, self.named[:2])
        self.net.send(self.net.authority, "Companies", "attest_exit", *given)

    def send(self, by: int, contract: str, function: str, *args: Any) -> int:
        """A transaction of a person."""
        return self.net.send(self.net.wallet(by), contract, function, *args)


def measure(net: GasNet) -> dict[str, Row]:
    """The rows come from the functions that are called; nothing here has a name of its own."""
    cases = Cases(net)
    _buy_back(cases)
    _disputes(cases)
    _other_facts(cases)
    _reports(cases)
    _overdue(cases)
    return {}


def _buy_back(cases: Cases) -> None:
    """An issuer buys back after an exit closed; the seller is made whole, and paid."""
    net = cases.net
    closed = net.now()
    net.skip(DAY)
    cases.send(cases.holder, "Auction", "sell", cases.owner, 10_000 * SHARE, 10**12)
    order = (cases.owner, 10_000 * SHARE, 10**12, NO_PERMIT)
    cases.send(cases.owner, "Auction", "buy", *order)
    net.skip(2 * DAY)
    net.send(net.authority, "Auction", "settle", cases.owner, 64)
    exit, known = cases.report(100_000_000 * DOLLAR, closed)
    cases.attest(exit, known)
    cases.send(cases.holder, "Disputes", "make_whole", exit, known, 0)
    net.send(net.authority, "Dollar", "mint", net.wallet(cases.owner), 10**9 * DOLLAR)
    pay(net, cases.owner, exit, 10**9 * DOLLAR)
    pay(net, cases.owner, net.read("Companies", "count"), 10**9 * DOLLAR)


def _disputes(cases: Cases) -> None:
    """Windows that are accepted, taken back, ruled small and large, and never ruled."""
    net = cases.net
    for end in ("accept", "take_back", "rule_small", "rule_large", "lapse"):
        exit, known = cases.report()
        cases.send(cases.holder, "Disputes", "open_window", exit, known, NO_PERMIT)
        if end == "accept":
            net.skip(8 * DAY)
            cases.send(cases.other, "Disputes", "accept", exit, known)
        elif end == "take_back":
            cases.attest(exit, known)
            cases.send(cases.other, "Disputes", "take_back", exit)
        else:
            said = (exit, known, HASH, NO_PERMIT)
            cases.send(cases.other, "Disputes", "dispute", *said)
            if end == "lapse":
                net.skip(61 * DAY)
                cases.send(cases.other, "Disputes", "lapse", exit, known)
            else:
                net.send(net.authority, "Disputes", end, exit, known, 2 * GAIN)
        pay(net, cases.owner, exit, 10**9 * DOLLAR)


def _other_facts(cases: Cases) -> None:
    """A stake is amended, a lot's cost confirmed, a statement filed."""
    net = cases.net
    stake = net.read("Companies", "stake_count") + 1
    _, record = declare(net, cases.owner, cases.attestors, stake)
    amended = (stake, record, commitment(1, 1), HASH, cases.named)
    cases.send(cases.owner, "Companies", "amend", *amended)
    lot = net.read("Ledger", "lots", cases.owner, cases.holder)[0]
    said = (cases.owner, cases.holder, lot.serial, lot.units, DOLLAR)
    signatures = [sign(net, who, "Cost", said) for _, who in cases.attestors[:2]]
    confirmed = (*said, signatures, cases.named[:2])
    net.send(net.authority, "Companies", "confirm_cost", *confirmed)
    cases.send(cases.owner, "Companies", "state_year", HASH)


def _commit(cases: Cases, company: str, closed: int, amount: int, reveal: bool = True) -> int:
    """A report, revealed after an hour; its number."""
    net = cases.net
    claim = (cases.owner, company, closed, amount, HASH)
    hashed = net.read("Watching", "commitment", cases.watcher, claim, SALT)
    cases.send(cases.watcher, "Watching", "commit", hashed, NO_PERMIT)
    number = int(net.read("Watching", "reports"))
    if reveal:
        net.skip(3_601)
        cases.send(cases.watcher, "Watching", "reveal", number, claim, SALT)
    return number


def _reports(cases: Cases) -> None:
    """Reports that are ruled both ways, cured, declared after, never opened and never ruled."""
    net = cases.net
    for place, rule in enumerate(("rule_small", "rule_large")):
        closed = net.now() - (40 + 2 * place) * DAY
        number = _commit(cases, f"{COMPANY}{place}", closed, 60_000 * DOLLAR)
        cases.send(cases.owner, "Watching", "answer", number, HASH, NO_PERMIT)
        net.send(net.authority, "Watching", rule, number, 1, 60_000 * DOLLAR)
        for _ in range(2):
            open_ones = [*net.read("Companies", "debts_of", cases.owner)]
            open_ones += net.read("Companies", "personal_debts_of", cases.owner)
            if open_ones:
                pay(net, cases.owner, open_ones[0], 10**9 * DOLLAR)
    _cure(cases, late=False)
    _cure(cases, late=True)
    unopened = _commit(cases, "never opened", 0, 0, reveal=False)
    net.skip(2 * DAY)
    cases.send(cases.other, "Watching", "lapse", unopened)
    unruled = _commit(cases, "never ruled", 0, 0)
    net.skip(150 * DAY)
    cases.send(cases.other, "Watching", "expire", unruled)
    net.send(net.authority, "Watching", "strike", cases.other, HASH)


def _cure(cases: Cases, late: bool) -> None:
    """A report that was declared before, or after."""
    net, wallet = cases.net, cases.net.wallet(cases.owner)
    company = f"{COMPANY}{late}"
    key = keccak(company.encode() + b":" + SALT)
    stake = net.read("Companies", "stake_count") + 1
    facts = (key, commitment(1, 0), HASH, cases.named)
    net.send(wallet, "Companies", "declare", *facts)
    record = (cases.owner, *facts, net.now())
    nothing = (0, 0, 0, 0, 0, 0, 0, 0, 0, [0, 0, 0], bytes(32))
    if not late:
        net.skip(60)
        number = _commit(cases, company, 0, 0)
        said = (number, company, SALT, stake, 1, record, 0, nothing)
        net.send(wallet, "Watching", "cure", *said)
        return
    closed = net.now() - 40 * DAY
    number = _commit(cases, company, closed, 5_000 * DOLLAR)
    sold = (1, 5_000 * DOLLAR, 0, closed, HASH)
    reported = (stake, 1, record, *sold, (0, 0, 0, bytes(32)))
    net.send(wallet, "Companies", "report_exit", *reported)
    exit = net.read("Companies", "count")
    known = (stake, cases.owner, *sold[:3], 0, sold[1], closed, net.now(), cases.named, HASH)
    said = (number, company, SALT, stake, 1, record, exit, known)
    net.send(wallet, "Watching", "declare_after", *said)


def _overdue(cases: Cases) -> None:
    """Money on its way pays what is overdue, and a strike comes of it."""
    net = cases.net
    exit, known = cases.report()
    cases.attest(exit, known)
    net.skip(130 * DAY)
    net.place(cases.watcher, cases.owner, SUPPLY // 20)
    cases.send(cases.watcher, "Ledger", "distribute", 5_000 * DOLLAR, NO_PERMIT)
    cases.send(cases.owner, "Ledger", "claim", cases.watcher, cases.owner)
    cases.send(cases.other, "Watching", "strike_late", exit)
