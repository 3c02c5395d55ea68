"""Companies: stakes, exits, and what is owed to holders after one."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class Stake:
    """A declared stake. `status` is declared, attested, partly sold or sold.

    `company` is the private name this wallet keeps, else "Stake 3"; `units`, `cost` and
    `acquired` are known only to whom they were told.
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
    """What an issuer owes their holders after an exit.

    `due_amount` settles it whole at `now`: the holders' part of the unshared gain, with
    `late_interest` in it. `gain_left` is the gain not yet shared.
    """

    id: int
    exit: int
    issuer: PersonRef
    company: str
    due_amount: int
    gain: int
    gain_left: int
    opened: int
    due: int
    overdue: bool
    late_interest: int
    paid: int
    ended: bool


@dataclass(frozen=True, slots=True)
class ToAttest:
    """Something an attestor was named for and has not seen through. `kind` is stake or exit."""

    kind: str
    id: int
    owner: PersonRef
    company: str
    since: int


@dataclass(frozen=True, slots=True)
class Companies:
    """Own stakes, exits and debts, and what awaits this person as an attestor."""

    stakes: tuple[Stake, ...]
    exits: tuple[Exit, ...]
    debts: tuple[Debt, ...]
    to_attest: tuple[ToAttest, ...]
    attestors: tuple[PersonRef, ...]
    blocked: bool
    owed: int
