"""Every rule in the same markets with the same luck, among honest people."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from wallet.simulate.auctions.chance import Estimate, over_seeds
from wallet.simulate.auctions.market import MARKETS, Market
from wallet.simulate.auctions.neighbours import AS_WRITTEN, NEIGHBOURS, Rule
from wallet.simulate.auctions.notebook import Notebook
from wallet.simulate.auctions.stage import Stage

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Measure:
    """Something to compare rules by: a part of a whole, summed over runs."""

    key: str
    says: str
    more_is_better: bool
    matters: float
    """The least difference that anybody would care about."""
    part: Callable[[Notebook], float]
    whole: Callable[[Notebook], float]


MEASURES = (
    Measure(
        "served",
        "Of what trades were worth to people with a reason, this much came about, in time.",
        True, 0.01, lambda n: n.surplus, lambda n: n.wanted,
    ),
    Measure(
        "price off",
        "The price was this far from the value.",
        False, 0.005, lambda n: sum(n.price_errors), lambda n: len(n.price_errors),
    ),
    Measure(
        "reference off",
        "The reference price was this far from the value, day by day.",
        False, 0.005, lambda n: sum(n.reference_errors), lambda n: len(n.reference_errors),
    ),
    Measure(
        "sales seen",
        "Of what was sold, this much while somebody looked who could have bid more.",
        True, 0.01, lambda n: n.sold_answerable, lambda n: n.sold,
    ),
    Measure(
        "early buys seen",
        "Of what early buyers paid, this much while somebody looked who could have sold to them.",
        True, 0.01, lambda n: n.bought_answerable, lambda n: n.bought,
    ),
    Measure(
        "cost not believed",
        "Of what honest buyers paid, this much does not count as their cost.",
        False, 0.005, lambda n: n.honest_unbelieved, lambda n: n.honest_paid,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One rule in one market."""

    market: str
    rule: str
    auctions: float
    """A run."""
    traded: float
    """Dollars a run."""
    measures: dict[str, Estimate]
    against: dict[str, Estimate]
    """The same less what the rule as written does, run by run with the same luck."""


@dataclass(frozen=True)
class Comparison:
    """What `compare` found."""

    runs: int
    seed: int
    days: int
    cells: tuple[Cell, ...]

    def of(self, market: str, rule: str) -> Cell:
        """Return one cell; KeyError if there is none."""
        for cell in self.cells:
            if (cell.market, cell.rule) == (market, rule):
                return cell
        raise KeyError((market, rule))

    def to_json(self) -> str:
        """As JSON; what could not be measured is null."""
        return json.dumps(finite(asdict(self)), indent=1)


def finite(value: object) -> object:
    """The same with None instead of what is not a number."""
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inner) for inner in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


def compare(
    runs: int = 20,
    seed: int = 1,
    markets: Sequence[Market] = MARKETS,
    rules: Sequence[Rule] = (AS_WRITTEN, *NEIGHBOURS),
    progress: Progress = lambda _: None,
) -> Comparison:
    """Let honest people trade under every rule, so many runs each, with the seeds from `seed` on.

    The rule as written is always among them; `progress` hears which market is next.
    """
    cells = []
    others = [rule for rule in rules if rule != AS_WRITTEN]
    for market in markets:
        progress(f"Honest people in the {market.name} market.")
        seeds = range(seed, seed + runs)
        written = [play_honest(market, number, AS_WRITTEN) for number in seeds]
        cells.append(_cell(market, AS_WRITTEN, written, written))
        for rule in others:
            books = [play_honest(market, number, rule) for number in seeds]
            cells.append(_cell(market, rule, books, written))
    return Comparison(runs, seed, max(market.days for market in markets), tuple(cells))


def play_honest(market: Market, seed: int, rule: Rule) -> Notebook:
    """Play one run among honest people."""
    stage = Stage(market, seed, rule)
    stage.populate()
    stage.run()
    stage.network.check(stage.exchange.staked)
    return stage.notebook


def _cell(
    market: Market, rule: Rule, books: Sequence[Notebook], written: Sequence[Notebook]
) -> Cell:
    runs = len(books)
    figures = {m.key: partial(_ratio, m, books) for m in MEASURES}
    beside = {m.key: partial(_beside, m, books, written) for m in MEASURES}
    return Cell(
        market.name,
        rule.name,
        sum(book.auctions for book in books) / runs,
        sum(book.traded for book in books) / runs,
        {key: over_seeds(runs, figure) for key, figure in figures.items()},
        {key: over_seeds(runs, figure) for key, figure in beside.items()},
    )


def _ratio(measure: Measure, books: Sequence[Notebook], seeds: Sequence[int]) -> float:
    """What part of the whole it was, over some runs."""
    whole = sum(measure.whole(books[k]) for k in seeds)
    return sum(measure.part(books[k]) for k in seeds) / whole if whole else 0.0


def _beside(
    measure: Measure, books: Sequence[Notebook], written: Sequence[Notebook], seeds: Sequence[int]
) -> float:
    """By how much it was more than under the rule as written, over the same runs."""
    return _ratio(measure, books, seeds) - _ratio(measure, written, seeds)
