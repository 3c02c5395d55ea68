"""What a desk's page shows, read at once: the queue, the circle, certificates, evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wallet.base.countries import countries
from wallet.base.errors import WalletError
from wallet.flows.desk.circle import Stage
from wallet.flows.desk.desk import Desk
from wallet.flows.desk.queue import CHECKING, NEW, WAITING
from wallet.identity.evidence import Record
from wallet.identity.passport.folder import Kept
from wallet.identity.states import letters_of

_MOST_PROBLEMS: Final = 6


@dataclass(frozen=True)
class Trust:
    """The certificates of countries: how many of which, how many ran out, what could not be read.

    `problem` is why there are none at all.
    """

    folder: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    expired: int = 0
    lists: int = 0
    problems: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Member:
    """One desk of the circle, as the page shows it."""

    number: int
    name: str
    line: str
    mine: bool


@dataclass(frozen=True)
class DeskState:
    """The whole page at an instant."""

    at: int
    counts: dict[str, int]
    keys: tuple[int, ...]
    stage: Stage
    members: tuple[Member, ...]
    port: int
    line: str
    watched: str
    watched_said: str
    trust: Trust
    records: tuple[Record, ...] = field(repr=False)
    due: int
    evidence_problem: str
    evidence_lost: bool
    local: bool

    @property
    def to_check(self) -> int:
        """Requests that wait for this verifier."""
        return self.counts[NEW] + self.counts[CHECKING]

    @property
    def waiting(self) -> int:
        """Requests that wait for other desks."""
        return self.counts[WAITING]

    @property
    def ever(self) -> int:
        """How many requests there are at all."""
        return sum(self.counts.values())


def look(desk: Desk, state: str = "", words: str = "") -> DeskState:
    """Read everything; what cannot be read says so in its place. Raises WalletError."""
    now, circle, settings = desk.views.now(), desk.circle, desk.settings
    said = ""
    if settings.watched:
        try:
            brought = desk.look_in_folder(Path(settings.watched))
            said = "; ".join(brought.problems[:3])
        except WalletError as refused:
            said = str(refused)
    desk.noting.settle(now)
    records, problem, lost = _records(desk)
    found = circle.circle
    members = tuple(
        Member(number, one.name, circle.cards[one.address.lower()].line, number == circle.desk)
        for number, one in (found.members.items() if found is not None else ())
    )
    counts, due = desk.queue.counts(now), sum(one.until <= now for one in records)
    desk.awaits = counts[NEW] + counts[CHECKING] + due
    return DeskState(
        at=now,
        counts=counts,
        keys=desk.queue.keys(now, state, words),
        stage=circle.stage,
        members=members,
        port=desk.line_port,
        line=settings.public_line,
        watched=settings.watched,
        watched_said=said,
        trust=trust(desk, now),
        records=records,
        due=due,
        evidence_problem=problem,
        evidence_lost=lost,
        local=desk.near is not None,
    )


def _records(desk: Desk) -> tuple[tuple[Record, ...], str, bool]:
    try:
        return desk.evidence.records, "", False
    except WalletError as refused:
        return (), str(refused), refused.code == "evidence.key"


def trust(desk: Desk, now: int) -> Trust:
    """The certificates in the folder that was chosen."""
    folder = desk.settings.certificates
    try:
        kept = desk.certificates()
    except WalletError as refused:
        return Trust(folder, problem=str(refused))
    return _counted(folder, kept, now)


def _counted(folder: str, kept: Kept, now: int) -> Trust:
    heads = [one for one in kept.certificates if one.authority]
    names = _names()
    counts: dict[str, int] = {}
    for one in heads:
        name = names.get(one.country, one.country or "No country")
        counts[name] = counts.get(name, 0) + 1
    more = len(kept.problems) - _MOST_PROBLEMS
    problems = list(kept.problems[:_MOST_PROBLEMS])
    if more > 0:
        problems.append(f"And {more:,} files more that could not be used.")
    problem = "" if heads else "There is no certificate of a country in this folder."
    return Trust(
        folder,
        tuple(sorted(counts.items())),
        sum(one.ends < now for one in heads),
        len(kept.lists),
        tuple(problems),
        problem,
    )


def _names() -> dict[str, str]:
    """What countries are called, by the two letters in certificates."""
    import pycountry  # reads its table when first asked

    by_number = dict(countries())
    return {
        str(one.alpha_2): by_number.get(int(one.numeric), str(one.name))
        for one in pycountry.countries
    } | {letters_of("EUE"): "European Union", letters_of("UNO"): "United Nations"}
