"""Companies: stakes, exits, and what is owed to holders after one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wallet.base.money import ALL_SHARES
from wallet.books.debt_sum import DebtPayment
from wallet.books.exit_sum import PRINTED, RuleNumbers, StakeVersion, rule_numbers
from wallet.books.persons import PersonRef
from wallet.books.statements import NEVER_FILED, Statements, statements_of
from wallet.books.store import Row, event_of
from wallet.books.sums import USUAL_RATE, due_now, is_blocked, outside
from wallet.books.view import View

_EXITS: Final = (
    "SELECT e.*, s.commitment, d.ended FROM exit e LEFT JOIN stake s ON s.id = e.stake"
    " LEFT JOIN debt d ON d.id = e.debt"
)
_DEBTS: Final = (
    "SELECT d.*, e.stake, s.commitment FROM debt d JOIN exit e ON e.id = d.exit"
    " LEFT JOIN stake s ON s.id = e.stake"
)


@dataclass(frozen=True, slots=True)
class Stake:
    """A declared stake. `status` is declared, amended, attested, partly sold or sold.

    `company` is the private name this wallet keeps, else "Stake 3"; `units`, `cost` and
    `acquired` are known only to whom they were told. `attested_at` is of the present version;
    `counted_cost` is what of the cost counted in exits so far.
    """

    id: int
    owner: PersonRef
    company: str
    company_key: str
    commitment: str
    package_hash: str
    attestors: tuple[PersonRef, ...]
    declared_at: int
    attested_at: int | None
    cost_counts_from: int | None
    status: str
    units: int | None
    cost: int | None
    acquired: int | None
    sold_units: int
    mine: bool
    version: int = 1
    counted_cost: int = 0
    versions: tuple[StakeVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Exit:
    """A reported sale of a stake. `status` is reported, attested, owed, settled."""

    id: int
    stake: int
    owner: PersonRef
    company: str
    units: int
    proceeds: int
    selling_costs: int
    cost: int
    gain: int
    closed_at: int
    reported_at: int
    evidence_hash: str
    attested_at: int | None
    attestors: tuple[PersonRef, ...]
    status: str
    debt: int | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Debt:
    """What an issuer owes their holders after an exit, or one person, who is then `creditor`.

    `due_amount` settles it whole at `now` (None where it was not read how much others hold), with
    `late_interest` in it: the holders' part of the unshared gain, with
    `late_interest` in it. `gain_left` is the gain not yet shared, of one to a person the money.
    Lateness costs `rate` per cent a year.
    """

    id: int
    exit: int
    issuer: PersonRef
    company: str
    due_amount: int | None
    gain: int
    gain_left: int
    opened: int
    due: int
    overdue: bool
    late_interest: int | None
    paid: int
    ended: bool
    creditor: PersonRef | None = None
    rate: int = USUAL_RATE
    payments: tuple[DebtPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class ToAttest:
    """Something an attestor was named for and has not seen through. `kind` is stake or exit."""

    kind: str
    id: int
    owner: PersonRef
    company: str
    since: int


@dataclass(frozen=True, slots=True)
class Unreported:
    """A sale whose papers were written here and that is not on record: `report_by` is until when
    it has to be reported, `written` the reference of its papers."""

    stake: int
    company: str
    closed_at: int
    proceeds: int
    report_by: int
    written: str


@dataclass(frozen=True, slots=True)
class Companies:
    """Own stakes, exits and debts, and what awaits this person as an attestor, `at` a time.

    `outside` are the units of this person that others hold: their part of every gain.
    """

    at: int
    outside: int
    stakes: tuple[Stake, ...]
    exits: tuple[Exit, ...]
    debts: tuple[Debt, ...]
    to_attest: tuple[ToAttest, ...]
    attestors: tuple[PersonRef, ...]
    blocked: bool
    owed: int
    rules: RuleNumbers = PRINTED
    statements: Statements = NEVER_FILED
    unreported: tuple[Unreported, ...] = ()


def companies(view: View) -> Companies:
    """Stakes, exits and debts of whoever looks, and what they are asked to attest."""
    me = view.me or 0
    debts = debts_of(view, me)
    serving = view.tables.rows("SELECT id FROM person WHERE attestor = 1 ORDER BY id")
    return Companies(
        at=view.now,
        outside=outside(view.tables, me),
        stakes=stakes_of(view, me),
        exits=exits_of(view, me),
        debts=debts,
        to_attest=_to_attest(view, me),
        attestors=tuple(view.person(row["id"]) for row in serving if row["id"] != me),
        blocked=is_blocked(view.tables, me),
        owed=sum(debt.due_amount or 0 for debt in debts if not debt.ended),
        rules=rules_of(view),
        statements=statements_of(view, me),
        unreported=_unreported(view, me),
    )


def rules_of(view: View) -> RuleNumbers:
    """The numbers of the rules as decisions left them."""
    return rule_numbers(view.numbers)


def stakes_of(view: View, owner: int) -> tuple[Stake, ...]:
    """A person's stakes, newest first."""
    rows = view.tables.rows("SELECT * FROM stake WHERE owner = ? ORDER BY id DESC", owner)
    return tuple(_stake(view, row) for row in rows)


def exits_of(view: View, owner: int) -> tuple[Exit, ...]:
    """A person's exits, newest first."""
    rows = view.tables.rows(f"{_EXITS} WHERE e.owner = ? ORDER BY e.id DESC", owner)
    return tuple(_exit(view, row) for row in rows)


def debts_of(view: View, issuer: int) -> tuple[Debt, ...]:
    """A person's debts, the open ones first, the earliest due first among them."""
    rows = view.tables.rows(f"{_DEBTS} WHERE d.issuer = ?", issuer)
    rows.sort(key=lambda row: (row["ended"] is not None, row["due"], row["id"]))
    ext = outside(view.tables, issuer) if view.knows_holders(issuer) else None
    return tuple(_debt(view, row, ext) for row in rows)


def stake(view: View, number: int) -> Stake | None:
    """One stake, or None."""
    row = view.tables.row("SELECT * FROM stake WHERE id = ?", number)
    return _stake(view, row) if row else None


def exit_of(view: View, number: int) -> Exit | None:
    """One exit, or None."""
    row = view.tables.row(f"{_EXITS} WHERE e.id = ?", number)
    return _exit(view, row) if row else None


def _stake(view: View, row: Row) -> Stake:
    papers = view.stakes.get(row["commitment"], {})
    units = _whole(papers.get("units"))
    versions = versions_of(view, row["id"])
    attested = versions[-1].attested_at if versions else row["attested"]
    status = "attested" if attested is not None else "declared" if len(versions) < 2 else "amended"
    if row["sold"]:
        status = "sold" if units is not None and row["sold"] >= units else "partly sold"
    counted = view.tables.rows("SELECT cost FROM exit WHERE stake = ?", row["id"])
    return Stake(
        id=row["id"],
        owner=view.person(row["owner"]),
        company=_company(view, row["commitment"], row["id"]),
        company_key=row["company_key"],
        commitment=row["commitment"],
        package_hash=row["package"],
        attestors=tuple(view.person(one) for one in json.loads(row["attestors"])),
        declared_at=row["declared"],
        attested_at=attested,
        cost_counts_from=None if attested is None else attested + rules_of(view).cost_age,
        status=status,
        units=units,
        cost=_whole(papers.get("cost")),
        acquired=_whole(papers.get("acquired")),
        sold_units=row["sold"],
        mine=view.is_me(row["owner"]),
        version=len(versions) or 1,
        counted_cost=sum(one["cost"] for one in counted),
        versions=versions,
    )


def versions_of(view: View, stake: int) -> tuple[StakeVersion, ...]:
    """Every version of a stake, the oldest first."""
    rows = view.tables.rows("SELECT * FROM stake_version WHERE stake = ? ORDER BY version", stake)
    return tuple(
        StakeVersion(
            row["version"],
            _whole(view.stakes.get(row["commitment"], {}).get("units")),
            _whole(view.stakes.get(row["commitment"], {}).get("cost")),
            row["attested"],
        )
        for row in rows
    )


def _exit(view: View, row: Row) -> Exit:
    status = "reported"
    if row["attested"] is not None:
        status = "owed" if row["debt"] is not None and row["ended"] is None else "settled"
    return Exit(
        id=row["id"],
        stake=row["stake"],
        owner=view.person(row["owner"]),
        company=_company(view, row["commitment"], row["stake"]),
        units=row["units"],
        proceeds=row["proceeds"],
        selling_costs=row["selling_costs"],
        cost=row["cost"],
        gain=row["gain"],
        closed_at=row["closed"],
        reported_at=row["reported"],
        evidence_hash=row["evidence"],
        attested_at=row["attested"],
        attestors=tuple(view.person(one) for one in json.loads(row["attestors"])),
        status=status,
        debt=row["debt"],
        mine=view.is_me(row["owner"]),
    )


def _debt(view: View, row: Row, ext: int | None) -> Debt:
    ended = row["ended"] is not None
    units = ALL_SHARES if row["creditor"] else ext
    amount: int | None = 0
    interest: int | None = 0
    if units is None and not ended:
        amount = interest = None
    elif units is not None and not ended:
        amount, interest = due_now(row["gain_left"], row["due"], units, view.now, row["rate"])
    return Debt(
        id=row["id"],
        exit=row["exit"],
        issuer=view.person(row["issuer"]),
        company=_company(view, row["commitment"], row["stake"]),
        due_amount=amount,
        gain=row["gain"],
        gain_left=row["gain_left"],
        opened=row["opened"],
        due=row["due"],
        overdue=not ended and view.now > row["due"],
        late_interest=interest,
        paid=row["paid"],
        ended=ended,
        creditor=view.person(row["creditor"]) if row["creditor"] else None,
        rate=row["rate"],
        payments=_payments(view, row["issuer"], row["id"]) if row["paid"] else (),
    )


def _payments(view: View, issuer: int, debt: int) -> tuple[DebtPayment, ...]:
    """Every payment of a debt, oldest first."""
    rows = view.tables.rows(
        "SELECT e.* FROM involved i JOIN event e ON e.block = i.block AND e.log = i.log"
        " WHERE i.who = ? AND e.name = 'DebtPaid' ORDER BY i.block, i.log",
        str(issuer),
    )
    events = [event_of(row) for row in rows]
    return tuple(
        DebtPayment(
            one.at,
            one.fields["amount"],
            one.fields["gain_settled"],
            one.fields["gain_left"],
            one.fields["late"],
        )
        for one in events
        if one.fields["debt"] == debt
    )


def _unreported(view: View, me: int) -> tuple[Unreported, ...]:
    """The newest papers of each stake that were written after its last report, and not sent."""
    stakes = view.tables.rows("SELECT id, commitment FROM stake WHERE owner = ?", me)
    own = {str(row["commitment"]): int(row["id"]) for row in stakes}
    rows = view.tables.rows(
        "SELECT stake, evidence, closed, proceeds FROM exit WHERE owner = ?", me
    )
    known = {str(row["evidence"]) for row in rows}
    # Papers that were written twice of one sale are of that sale, whichever was sent.
    sold = {(row["stake"], row["closed"], row["proceeds"]) for row in rows}
    within = rules_of(view).report_within
    found: dict[int, Unreported] = {}
    for written, body in view.exits.items():
        paper = body.get("stake")
        number = own.get(str(body.get("commitment", "")))
        closed, proceeds = _whole(body.get("closed_at")), _whole(body.get("proceeds"))
        if written in known:
            if number is not None:
                found.pop(number, None)
        elif (number, closed, proceeds) in sold:
            continue
        elif number is not None and closed is not None and isinstance(paper, Mapping):
            company = str(paper.get("company", ""))
            found[number] = Unreported(
                number, company, closed, proceeds or 0, closed + within, written
            )
    return tuple(found.values())


def _to_attest(view: View, me: int) -> tuple[ToAttest, ...]:
    """What names this person as an attestor and is not attested yet, oldest first."""
    found: list[ToAttest] = []
    for row in view.tables.rows("SELECT * FROM stake WHERE attested IS NULL ORDER BY id"):
        if me in json.loads(row["attestors"]):
            company = _company(view, row["commitment"], row["id"])
            owner = view.person(row["owner"])
            found.append(ToAttest("stake", row["id"], owner, company, row["declared"]))
    for row in view.tables.rows(f"{_EXITS} WHERE e.attested IS NULL ORDER BY e.id"):
        if me in json.loads(row["attestors"]):
            company = _company(view, row["commitment"], row["stake"])
            owner = view.person(row["owner"])
            found.append(ToAttest("exit", row["id"], owner, company, row["reported"]))
    return tuple(found)


def _company(view: View, commitment: str | None, number: int) -> str:
    """The private name of a stake's company, where this wallet knows it."""
    if commitment is None:
        return "An undeclared company"
    name = view.stakes.get(commitment, {}).get("company")
    return str(name) if name else f"Stake {number}"


def _whole(value: object) -> int | None:
    """A number of a private document, where large ones are text."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None
