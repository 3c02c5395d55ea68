"""Answers that take a second: two strategies, two short maps, one hole, one search."""

from __future__ import annotations

from functools import cache

from wallet.rules.flaws import Flaw
from wallet.simulate.answers.asking import Answers, Effort, Scope, ask
from wallet.simulate.answers.axes import Axis
from wallet.simulate.answers.questions import FOUND, Question
from wallet.simulate.parameters import Parameters

FEW = Effort(seed=3, runs=3, map_runs=2, halvings=1, evaluations=60, tries=1, auction_runs=2)
WORLD = Parameters(market=20, holders=4, others=3, horizon_days=900)
HIDING = Question(
    "hiding",
    "Does hiding pay?",
    ("hide-exit",),
    type(FOUND)(FOUND.names, FOUND.words, FOUND.unit, (0.0, 0.5, 0.95), FOUND.hangs_on),
    Axis(("exit_least", "exit_most"), "a sale for", "dollars", (150_000, 1_000_000)),
)
BONDS = Question(
    "bonds", "What do bonds do?", ("straw-person", "hide-exit"),
    Axis(("watch_bond",), "bonds", "times", (0.5, 1.0, 2.0)),
)  # fmt: skip
SCOPE = Scope(
    ("straw-person", "hide-exit"),
    (HIDING, BONDS),
    (Flaw.DOLLAR_DEBT,),
    ("sold-company",),
    ("96 hours",),
)


@cache
def small_answers() -> Answers:
    """Ask once for all tests."""
    return ask(WORLD, FEW, SCOPE)
