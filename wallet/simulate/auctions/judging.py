"""Which rule is kept: the simplest that no neighbour beats.

A neighbour beats the rule as written if it is surely better in something that matters and surely
worse in nothing that matters, in every market. Surely: in nineteen of twenty resamplings of the
runs, with the same luck. It is as good if it is neither; then the simpler of the two is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from wallet.simulate.auctions.attacking import Attacked
from wallet.simulate.auctions.chance import Estimate
from wallet.simulate.auctions.comparing import MEASURES, Comparison
from wallet.simulate.auctions.neighbours import ALL, AS_WRITTEN, HOLES

CHEATS_MATTER = 0.05
"""Parts of a block, of all cheats of a kind together, that anybody would care about."""


@dataclass(frozen=True)
class Change:
    """In what a neighbour is surely other than the rule as written, where, and by how much."""

    what: str
    market: str
    by: Estimate

    def __str__(self) -> str:
        return f"{self.what} ({self.market}) {_points(self.by)}"


@dataclass(frozen=True)
class Verdict:
    """One neighbour beside the rule as written."""

    rule: str
    better: tuple[Change, ...]
    worse: tuple[Change, ...]

    @property
    def beats(self) -> bool:
        """Whether the rule as written should give way to it."""
        return not self.worse and (bool(self.better) or ALL[self.rule].simpler > 0)


def judge(comparison: Comparison, attacked: Attacked) -> tuple[Verdict, ...]:
    """Hold every neighbour against the rule as written."""
    names = [rule for rule in ALL if rule != AS_WRITTEN.name]
    known = {cell.rule for cell in comparison.cells} & {one.rule for one in attacked.paying}
    holes = {rule.name for rule in HOLES}
    return tuple(
        _verdict(name, comparison, attacked)
        for name in names
        if name in known and name not in holes
    )


def _verdict(rule: str, comparison: Comparison, attacked: Attacked) -> Verdict:
    better: list[Change] = []
    worse: list[Change] = []
    for cell in comparison.cells:
        if cell.rule != rule:
            continue
        for measure in MEASURES:
            change = Change(measure.key, cell.market, cell.against[measure.key])
            _sort(change, measure.matters, measure.more_is_better, better, worse)
    for sum_ in attacked.paying:
        if sum_.rule == rule:
            change = Change(f"cheats by {sum_.kind}", sum_.market, sum_.against)
            _sort(change, CHEATS_MATTER, False, better, worse)
    return Verdict(rule, tuple(better), tuple(worse))


def _sort(
    change: Change, matters: float, more: bool, better: list[Change], worse: list[Change]
) -> None:
    """Put a change where it belongs, if it is sure and matters."""
    if abs(change.by.mean) < matters or not (change.by.above or change.by.below):
        return
    (better if change.by.above == more else worse).append(change)


def _points(change: Estimate) -> str:
    """A change in points of a hundred, and between what it lies."""
    return f"{100 * change.mean:+.1f} [{100 * change.low:+.1f}, {100 * change.high:+.1f}]"
