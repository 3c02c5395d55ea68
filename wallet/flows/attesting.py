"""Equity in a company, from its papers to an attested stake, and from a sale to a debt.

Stake: details -> written (declare it) -> declared (show the papers) -> attested.
Exit: details -> written (report it) -> reported (show the evidence) -> attested.
Papers are kept among the wallet's own documents, under what the chain knows them by, so that a
dialogue can be taken up again after any interruption.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol

from wallet.acts.companies import (
    AmendStake,
    DeclareStake,
    Opening,
    ReportExit,
    Signatures,
    SubmitExitAttestation,
    SubmitStakeAttestation,
)
from wallet.acts.records import Records, counting
from wallet.base.errors import WalletError
from wallet.base.money import MAX_MONEY
from wallet.books.documents import EXIT, STAKE, Documents
from wallet.contracts.numbers import NUMBERS
from wallet.flows.attached import Attached, check_files
from wallet.flows.papers import (
    MOST_TEXT,
    ExitPaper,
    StakePaper,
    new_salt,
    parse_exit_paper,
    parse_stake_paper,
)
from wallet.flows.sealed_papers import COST, CostPaper, parse_cost_paper


class Attestor(Protocol):
    """Whoever can be shown papers and signs."""

    @property
    def person(self) -> int:
        """Their person id."""
        ...

    def sign_stake(self, stake: int, paper: StakePaper) -> bytes:
        """Confirm a stake. Raises WalletError."""
        ...

    def sign_exit(self, exit_id: int, paper: ExitPaper) -> bytes:
        """Confirm an exit. Raises WalletError."""
        ...


class Step(Enum):
    """Where a dialogue stands."""

    DETAILS = "details"
    WRITTEN = "written"
    PUBLISHED = "published"
    SIGNED = "signed"


class Declaring:
    """One stake on its way to being attested."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.step = Step.DETAILS
        self.paper: StakePaper | None = None
        self.stake = 0

    def write(self, paper: StakePaper, attestors: tuple[int, int, int]) -> DeclareStake:
        """Keep the paper and answer the act that declares it."""
        keep_stake(self._documents, paper)
        self.paper = paper
        self.step = Step.WRITTEN
        return DeclareStake(paper.company_key, paper.commitment, paper.package_hash, attestors)

    def amend(self, stake: int, paper: StakePaper, attestors: tuple[int, int, int]) -> AmendStake:
        """Keep a corrected paper (`amend_stake_paper`) and answer the act that publishes it."""
        keep_stake(self._documents, paper)
        self.paper, self.stake = paper, stake
        self.step = Step.WRITTEN
        return AmendStake(stake, paper.commitment, paper.package_hash, attestors)

    def declared(self, stake: int) -> None:
        """The act went through: the stake has its number."""
        _expect(self.step, Step.WRITTEN)
        self.stake = stake
        self.step = Step.PUBLISHED

    def resume(self, stake: int, commitment: str) -> None:
        """Take up a stake that was declared before. Raises WalletError without its paper."""
        self.paper = stake_paper(self._documents, commitment)
        self.stake = stake
        self.step = Step.PUBLISHED

    def show(self, attestors: tuple[Attestor, ...]) -> SubmitStakeAttestation:
        """Show the paper to attestors; the first who refuses is heard. Answers the act."""
        _expect(self.step, Step.PUBLISHED, Step.SIGNED)
        paper = self.paper
        if paper is None:
            raise ValueError("no paper was written")
        signed = Signatures(
            tuple(one.person for one in attestors),
            tuple(one.sign_stake(self.stake, paper) for one in attestors),
        )
        self.step = Step.SIGNED
        return SubmitStakeAttestation(self.stake, signed)


class Exiting:
    """One sale of a stake on its way to being attested."""

    def __init__(
        self,
        documents: Documents,
        stake: int,
        commitment: str,
        records: Records | None = None,
        cost_age: int = NUMBERS["COST_AGE"][2].printed,
    ) -> None:
        """`records` tells which version's cost counts; without it the one of `commitment` does.

        `cost_age` is how long before the closing a cost has to be confirmed, in seconds.
        """
        self._cost_age = cost_age
        self._documents = documents
        self._records = records
        self.stake = stake
        self.stake_paper = stake_paper(documents, commitment)
        self.step = Step.DETAILS
        self.paper: ExitPaper | None = None
        self.exit = 0

    def write(
        self,
        units: int,
        proceeds: int,
        selling_costs: int,
        closed_at: int,
        evidence: str,
        files: tuple[Attached, ...] = (),
    ) -> ReportExit:
        """Keep the evidence and answer the act that reports it (money in base units).

        Raises WalletError beside the field that does not fit.
        """
        if not (evidence.strip() or files) or len(evidence) > MOST_TEXT:
            raise _bad("The evidence is empty or too long.", "Paste the contract.", "evidence")
        check_files(files)
        if not 0 <= selling_costs <= proceeds <= MAX_MONEY:
            raise _bad(
                "The costs of selling are more than the proceeds.",
                "Write the costs that were paid to sell, without tax.",
                "selling_costs",
            )
        paper = ExitPaper(
            self.stake_paper, units, proceeds, selling_costs, closed_at, evidence, new_salt(), files
        )
        act = ReportExit(
            self.stake,
            units,
            proceeds,
            selling_costs,
            closed_at,
            paper.evidence_hash,
            self._opening(closed_at),
        )
        body = {**paper.to_json(), "commitment": "0x" + self.stake_paper.commitment.hex()}
        self._documents.keep(EXIT, "0x" + paper.evidence_hash.hex(), body)
        self.paper = paper
        self.step = Step.WRITTEN
        return act

    def _opening(self, closed_at: int) -> Opening:
        """What opens the version whose cost counts; nothing where its paper is not here."""
        if self._records is None:
            return self.stake_paper.opening
        version = counting(self._records, self.stake, closed_at, self._cost_age)
        body = self._documents.find(STAKE, "0x" + version.commitment.hex())
        return parse_stake_paper(body).opening if body is not None else Opening()

    def reported(self, exit_id: int) -> None:
        """The act went through: the exit has its number."""
        _expect(self.step, Step.WRITTEN)
        self.exit = exit_id
        self.step = Step.PUBLISHED

    def resume(self, exit_id: int, evidence_hash: str) -> None:
        """Take up an exit that was reported before. Raises WalletError without its paper."""
        self.paper = exit_paper(self._documents, evidence_hash)
        self.exit = exit_id
        self.step = Step.PUBLISHED

    def show(self, attestors: tuple[Attestor, ...]) -> SubmitExitAttestation:
        """Show the evidence to attestors; the first who refuses is heard. Answers the act."""
        _expect(self.step, Step.PUBLISHED, Step.SIGNED)
        paper = self.paper
        if paper is None:
            raise ValueError("no paper was written")
        signed = Signatures(
            tuple(one.person for one in attestors),
            tuple(one.sign_exit(self.exit, paper) for one in attestors),
        )
        self.step = Step.SIGNED
        return SubmitExitAttestation(self.exit, signed)


def keep_stake(documents: Documents, paper: StakePaper) -> None:
    """Keep a stake's paper where the books look for the company's name and cost."""
    body: dict[str, Any] = {**paper.to_json(), "acquired": paper.opening.acquired_at}
    documents.keep(STAKE, "0x" + paper.commitment.hex(), body)


def stake_paper(documents: Documents, commitment: str) -> StakePaper:
    """The paper behind a commitment (0x and 64 digits). Raises WalletError when it is lost."""
    body = documents.find(STAKE, commitment)
    if body is None:
        raise _lost()
    return parse_stake_paper(body)


def exit_paper(documents: Documents, evidence_hash: str) -> ExitPaper:
    """The paper behind a hash of evidence (0x and 64 digits). Raises WalletError when lost."""
    body = documents.find(EXIT, evidence_hash)
    if body is None:
        raise _lost()
    return parse_exit_paper(body)


def keep_cost(documents: Documents, paper: CostPaper) -> None:
    """Keep the paper about a lot, so that asking can be taken up again."""
    documents.keep(COST, _lot(paper.token, paper.serial), paper.to_json())


def cost_paper(documents: Documents, token: int, serial: int) -> CostPaper | None:
    """The paper that was written about a lot of one's own; None for none that can be read."""
    body = documents.find(COST, _lot(token, serial))
    try:
        return None if body is None else parse_cost_paper(body)
    except WalletError:
        return None


def _lot(token: int, serial: int) -> str:
    return f"{token}:{serial}"


def _expect(step: Step, *steps: Step) -> None:
    if step not in steps:
        raise ValueError(f"the dialogue is at {step.value}")


def _bad(sentence: str, next_step: str, field: str) -> WalletError:
    return WalletError(sentence, next_step, f"paper.{field}", field)


def _lost() -> WalletError:
    return WalletError(
        "The papers of this company are not on this computer.",
        "Open the wallet on the computer where you declared it.",
        "paper.lost",
    )
