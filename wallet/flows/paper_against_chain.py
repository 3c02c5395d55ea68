"""A paper beside what was published of it, field by field; and the statement that confirms it.

The same for an attestor's desk, where differences are shown, and for the local network's attestors,
who sign only where there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from wallet.acts.facts import Views
from wallet.acts.records import ExitRecord, Records, newest, reported
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.money import dollars
from wallet.flows.papers import ExitPaper, StakePaper
from wallet.flows.sealed_papers import CostPaper, PaperRequest
from wallet.watch.identifiers import checked_number, named

Message = Mapping[str, int | str | bytes]


class Lots(Protocol):
    """Where a purchase that is still held is looked up."""

    def lot(self, token: int, holder: int, serial: int) -> tuple[int, int] | None:
        """Units left of a purchase and what was paid for them; None where it is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """One field: what it is, what the paper says, what was published, whether they agree.

    `same` is None where nothing was published about it; `said` is then what can be said of it.
    """

    label: str
    paper: str
    published: str
    same: bool | None
    said: str = ""

    @property
    def words(self) -> str:
        """Whether they agree, in words."""
        if self.said:
            return self.said
        if self.same is None:
            return "says nothing about it"
        return "says the same" if self.same else "differs"


@dataclass(frozen=True)
class Compared:
    """A request beside the chain: who published it, its version, the fields, the statement.

    `settled` says whether it needs no attestor any more.
    """

    owner: int
    version: int
    fields: tuple[Held, ...]
    kind: str
    message: Message
    settled: bool

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return all(one.same is not False for one in self.fields)


def compare(request: PaperRequest, records: Records, views: Views, lots: Lots) -> Compared:
    """Hold a request against the chain. Raises WalletError for what was never published."""
    paper = request.paper
    if isinstance(paper, StakePaper):
        return compare_stake(request.number, paper, records, views)
    if isinstance(paper, ExitPaper):
        return compare_exit(request.number, paper, records, views)
    return compare_cost(paper, lots)


def owner_of(request: PaperRequest, records: Records) -> int:
    """Whose stake, exit or lot it is by the books. Raises WalletError for an unknown one."""
    paper = request.paper
    if isinstance(paper, StakePaper):
        return newest(records, request.number).owner
    if isinstance(paper, ExitPaper):
        return reported(records, request.number).owner
    return paper.holder


def compare_stake(stake: int, paper: StakePaper, records: Records, views: Views) -> Compared:
    """Hold the paper of a stake against its present version."""
    said = newest(records, stake)
    there = views.read("Companies", "is_declared", stake, said.version, said.fields())
    fields = (
        Held("On record", f"stake {stake}", _on_record(bool(there), said.declared), bool(there)),
        _identifier(paper),
        _sealed("Company", _company(paper), said.company_key == paper.company_key),
        _sealed("Shares, cost and date", _figures(paper), said.commitment == paper.commitment),
        _sealed("Papers and files", _papers(paper), said.package_hash == paper.package_hash),
    )
    message: dict[str, int | str | bytes] = {
        "stake": stake,
        "version": said.version,
        "companyKey": said.company_key,
        "commitment": said.commitment,
        "packageHash": said.package_hash,
    }
    settled = bool(views.read("Companies", "attested_at", stake, said.version))
    return Compared(said.owner, said.version, fields, "Stake", message, settled)


def compare_exit(exit_: int, paper: ExitPaper, records: Records, views: Views) -> Compared:
    """Hold the evidence of a sale against what was reported."""
    said = reported(records, exit_)
    stake = newest(records, said.stake)
    there = views.read("Companies", "is_reported", exit_, said.fields())
    fields = (
        Held("On record", f"exit {exit_}", _on_record(bool(there), said.reported), bool(there)),
        _identifier(paper.stake),
        _sealed("Company", _company(paper.stake), stake.company_key == paper.stake.company_key),
        *_exit_figures(paper, said),
        _sealed("Evidence and files", _evidence(paper), said.evidence_hash == paper.evidence_hash),
    )
    message: dict[str, int | str | bytes] = {
        "exit": exit_,
        "stake": said.stake,
        "units": said.units,
        "proceeds": said.proceeds,
        "sellingCosts": said.selling_costs,
        "closedAt": said.closed,
        "evidenceHash": said.evidence_hash,
    }
    settled = int(views.read("Companies", "exit_state", exit_)) != _REPORTED
    return Compared(said.owner, 0, fields, "Exit", message, settled)


_REPORTED = 1
"""The state of an exit that waits for its attestors."""


def compare_cost(paper: CostPaper, lots: Lots) -> Compared:
    """Hold what a lot is said to have cost against the purchase, as far as that is known."""
    found = lots.lot(paper.token, paper.holder, paper.serial)
    units, paid = found if found is not None else (None, None)
    whole = units == paper.units
    fields = (
        Held("Purchase", f"lot {paper.serial}", "is there" if found else "not known here",
             True if found else None),
        Held("Shares bought", f"{paper.units:,}", "" if units is None else f"{units:,} are left",
             None if units is None else units <= paper.units),
        Held("What was paid", dollars(paper.cost, exact=True),
             dollars(paid, exact=True) if paid is not None and whole else "",
             paid == paper.cost if whole else None),
    )  # fmt: skip
    message: dict[str, int | str | bytes] = {
        "token": paper.token,
        "holder": paper.holder,
        "serial": paper.serial,
        "units": paper.units,
        "cost": paper.cost,
    }
    return Compared(paper.holder, 0, fields, "Cost", message, False)


def require_agreement(compared: Compared, what: str) -> None:
    """Refuse to sign where anything differs. Raises WalletError (`desk.differs`)."""
    if not compared.agrees:
        wrong = ", ".join(one.label.lower() for one in compared.fields if one.same is False)
        raise WalletError(
            f"The papers say something else than the {what} that was published: {wrong}.",
            "Show the papers it was made from.",
            "desk.differs",
            "paper",
        )


def _exit_figures(paper: ExitPaper, said: ExitRecord) -> tuple[Held, ...]:
    rows: tuple[tuple[str, int, int, Any], ...] = (
        ("Shares sold", paper.units, said.units, lambda one: f"{one:,}"),
        ("What they fetched", paper.proceeds, said.proceeds, _money),
        ("What selling cost", paper.selling_costs, said.selling_costs, _money),
        ("Closed", paper.closed_at, said.closed, date_of),
    )
    return tuple(Held(label, show(a), show(b), a == b) for label, a, b, show in rows)


def _identifier(paper: StakePaper) -> Held:
    """Whether the number is one that its register gives."""
    label = f"Number in {named(paper.scheme)}"
    try:
        known = checked_number(paper.scheme, paper.number)
    except WalletError as error:
        return Held(label, paper.number, error.sentence, False)
    if known != paper.number:
        return Held(label, paper.number, f"It is written {known}.", False)
    return Held(label, paper.number, "", None, "its form is right")


def _sealed(label: str, paper: str, same: bool) -> Held:
    """A field of which the chain has a fingerprint alone."""
    return Held(
        label, paper, "its fingerprint fits" if same else "its fingerprint is another", same
    )


def _on_record(there: bool, at: int) -> str:
    return f"since {date_of(at)}" if there else "the network does not have it so"


def _company(paper: StakePaper) -> str:
    return f"{paper.company}, {named(paper.scheme)} {paper.number}"


def _figures(paper: StakePaper) -> str:
    one = paper.opening
    return f"{one.units:,} for {_money(one.cost)}, got {date_of(one.acquired_at)}"


def _papers(paper: StakePaper) -> str:
    return _count(len(paper.package), len(paper.files))


def _evidence(paper: ExitPaper) -> str:
    return _count(len(paper.evidence), len(paper.files))


def _count(letters: int, files: int) -> str:
    text = f"{letters:,} letters of text" if letters else "no text"
    return f"{text}, {files} {'file' if files == 1 else 'files'}"


def _money(amount: int) -> str:
    return dollars(amount, exact=True)
