"""Equity in companies: declared, attested, sold, and what is then owed to one's holders."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.acts.act import PERMIT, Call
from wallet.acts.checks import refuse, require_joined, require_money
from wallet.acts.facts import Facts
from wallet.acts.records import counting, newest, reported
from wallet.base.money import MAX_MONEY


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a stake's commitment: units, cost (base units), date (unix seconds), salt."""

    units: int = 0
    cost: int = 0
    acquired_at: int = 0
    salt: bytes = bytes(32)

    def fields(self) -> tuple[int, int, int, bytes]:
        """The fields in the order of the contract."""
        return (self.units, self.cost, self.acquired_at, self.salt)

    def __repr__(self) -> str:
        return "Opening(kept private)"


@dataclass(frozen=True, slots=True)
class Signatures:
    """What attestors signed: their person ids and 65-byte signatures, in the same order."""

    attestors: tuple[int, ...]
    signatures: tuple[bytes, ...]

    def check(self, facts: Facts) -> None:
        """As many different attestors have signed as have to. Raises `act.signatures`."""
        needed = min(3, facts.number("SIGNATURES"))
        whole = all(len(signature) == 65 for signature in self.signatures)
        several = len(set(self.attestors)) == len(self.attestors) >= needed
        if not whole or not several or len(self.attestors) != len(self.signatures):
            raise refuse(
                f"{needed} different attestors have to sign this."
                if needed > 1
                else "An attestor has to sign this.",
                "Ask the attestors you named.",
                "signatures",
                "signatures",
            )


def require_attestors(attestors: tuple[int, int, int], me: int) -> None:
    """Three different people, none of them the owner. Raises `act.attestors`."""
    if len(set(attestors)) != 3 or me in attestors or 0 in attestors:
        raise refuse(
            "Three different attestors are needed, and you cannot be one of them.",
            "Choose three people who serve as attestors.",
            "attestors",
            "attestors",
        )


@dataclass(frozen=True, slots=True)
class DeclareStake:
    """Declare equity in a company, by hashes only, and name three attestors (person ids)."""

    company_key: bytes
    commitment: bytes
    package_hash: bytes
    attestors: tuple[int, int, int]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies. Raises WalletError beside `attestors`."""
        me = require_joined(facts)
        require_attestors(self.attestors, me)
        args = (self.company_key, self.commitment, self.package_hash, self.attestors)
        return (Call("Companies", "declare", args),)


@dataclass(frozen=True, slots=True)
class AmendStake:
    """Correct what was declared of a stake, by hashes only; it has to be attested anew."""

    stake: int
    commitment: bytes
    package_hash: bytes
    attestors: tuple[int, int, int]

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies. Raises WalletError beside `attestors`."""
        me = require_joined(facts)
        require_attestors(self.attestors, me)
        record = newest(facts.records, self.stake).fields()
        args = (self.stake, record, self.commitment, self.package_hash, self.attestors)
        return (Call("Companies", "amend", args),)


@dataclass(frozen=True, slots=True)
class StateYear:
    """File the yearly statement, by its salted hash."""

    statement_hash: bytes

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies."""
        require_joined(facts)
        return (Call("Companies", "state_year", (self.statement_hash,)),)


@dataclass(frozen=True, slots=True)
class SubmitStakeAttestation:
    """Publish that two of the named attestors confirmed a stake."""

    stake: int
    signed: Signatures

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies."""
        self.signed.check(facts)
        record = newest(facts.records, self.stake)
        signed = (self.signed.signatures, self.signed.attestors)
        args = (self.stake, record.version, record.fields(), *signed)
        return (Call("Companies", "attest_stake", args),)


@dataclass(frozen=True, slots=True)
class ReportExit:
    """Report that (part of) a stake was sold: money in base units, `closed_at` unix seconds."""

    stake: int
    units: int
    proceeds: int
    selling_costs: int
    closed_at: int
    evidence_hash: bytes
    opening: Opening = Opening()

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies. Raises WalletError beside the field that does not fit."""
        require_joined(facts)
        if self.units <= 0:
            raise refuse("The number sold is zero.", "Write how many.", "zero", "units")
        if self.opening.units and self.units > self.opening.units:
            raise refuse(
                "That is more than the stake that was declared.",
                f"At most {self.opening.units:,} can have been sold.",
                "too_many",
                "units",
            )
        if not 0 <= self.proceeds <= MAX_MONEY:
            raise refuse("The proceeds cannot be kept.", "Write another amount.", "range", "amount")
        if not 0 <= self.selling_costs <= self.proceeds:
            raise refuse(
                "The costs of selling are more than the proceeds.",
                "Write the costs that were paid to sell, without tax.",
                "range",
                "selling_costs",
            )
        if self.closed_at > facts.now:
            raise refuse(
                "The sale has not closed yet.", "Report it once it has.", "too_soon", "closed_at"
            )
        age = facts.number("COST_AGE")
        record = counting(facts.records, self.stake, self.closed_at, age)
        args = (
            self.stake,
            record.version,
            record.fields(),
            self.units,
            self.proceeds,
            self.selling_costs,
            self.closed_at,
            self.evidence_hash,
            self.opening.fields(),
        )
        return (Call("Companies", "report_exit", args),)


@dataclass(frozen=True, slots=True)
class SubmitExitAttestation:
    """Publish that two of the named attestors confirmed an exit: the debt then begins."""

    exit: int
    signed: Signatures

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies."""
        self.signed.check(facts)
        record = reported(facts.records, self.exit).fields()
        args = (self.exit, record, self.signed.signatures, self.signed.attestors)
        return (Call("Companies", "attest_exit", args),)


@dataclass(frozen=True, slots=True)
class PayDebt:
    """Pay `amount` of a debt, at most what is due."""

    debt: int
    amount: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies, with the permit. Raises WalletError beside `amount`."""
        due = int(facts.read("Companies", "due_now", self.debt)[0])
        if not due:
            if not facts.read("Companies", "debt", self.debt).gain:
                raise refuse("Nothing is due here any more.", "", "empty", "amount")
            # Nobody holds the issuer any more: the call takes nothing and ends the debt.
            return (Call("Companies", "pay_debt", (self.debt, 0, PERMIT)),)
        require_money(self.amount)
        amount = min(self.amount, due)
        require_money(amount, facts)
        return (Call("Companies", "pay_debt", (self.debt, amount, PERMIT), pays=amount),)


@dataclass(frozen=True, slots=True)
class ConfirmCost:
    """Publish that two attestors confirmed what the lot `serial` of `holder` cost."""

    token: int
    holder: int
    serial: int
    units: int
    cost: int
    signed: Signatures

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of companies."""
        self.signed.check(facts)
        args = (
            self.token,
            self.holder,
            self.serial,
            self.units,
            self.cost,
            self.signed.signatures,
            self.signed.attestors,
        )
        return (Call("Companies", "confirm_cost", args),)
