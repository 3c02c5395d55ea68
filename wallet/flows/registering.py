"""A paper that an attestor is shown beside a register's export that they bring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wallet.flows.papers import ExitPaper, StakePaper
from wallet.flows.sealed_papers import Paper
from wallet.watch.registry_compare import Declared, Line, compare_with
from wallet.watch.registry_records import RegistryRecord, look_up


def declared_of(paper: Paper, owner: str) -> Declared | None:
    """What a paper declares of a company; None for one that is about no company."""
    if isinstance(paper, StakePaper):
        return _declared(paper, owner, 0)
    if isinstance(paper, ExitPaper):
        return _declared(paper.stake, owner, paper.closed_at)
    return None


def look_into(
    path: Path,
    declared: Declared,
    progress: Callable[[int, int], object],
    stop: Callable[[], bool],
) -> tuple[RegistryRecord | None, tuple[Line, ...]]:
    """What a file says of a declared company, and field by field. Raises WalletError."""
    told = 0

    def tell(done: int, of: int) -> None:
        nonlocal told
        if done - told >= max(of // 200, 2**22) or done == of:
            told = done
            progress(done, of)

    record = look_up(path, declared.scheme, declared.number, tell, stop)
    return record, () if record is None else compare_with(declared, record)


def _declared(paper: StakePaper, owner: str, closed: int) -> Declared:
    one = paper.opening
    return Declared(
        paper.company, paper.scheme, paper.number, one.units, one.acquired_at, owner, closed
    )
