"""The table, the maps and what a search found: one object, with what it takes to ask again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wallet import __version__
from wallet.rules.flaws import Flaw
from wallet.simulate.answers.axes import Place
from wallet.simulate.answers.estimate import Estimate, estimate
from wallet.simulate.answers.mapping import Map, Places, answer
from wallet.simulate.answers.questions import QUESTIONS, Question
from wallet.simulate.parameters import DEFAULTS, Parameters
from wallet.simulate.payoff import Judge, Verdict
from wallet.simulate.search.evidence import Evidence, Finding, look, rediscover
from wallet.simulate.search.hunt import Budget
from wallet.simulate.search.situation import situations
from wallet.simulate.strategy import Strategy, strategies

HONEST = "honest"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Row:
    """One strategy at the defaults. Money in dollars."""

    strategy: str
    title: str
    story: str
    stops: str
    outside: bool
    """Whether it happens wholly where no chain can see it."""
    coalition: int
    gain: Estimate
    payers: tuple[tuple[str, float], ...]
    """Who has less for it, and how much, the most first."""
    banned: float
    """In which part of the runs Dan is banned."""

    @property
    def verdict(self) -> str:
        """pays, fails or open."""
        return "pays" if self.gain.pays else "fails" if self.gain.fails else "open"


@dataclass(frozen=True)
class Effort:
    """How much is played for a set of answers."""

    seed: int = 1
    runs: int = 40
    """Of each strategy at the defaults."""
    map_runs: int = 16
    """Of each point of a map."""
    halvings: int = 3
    """How often a stretch in which a curve turns is halved."""
    evaluations: int = 4_000
    """Sequences that each search tries."""
    tries: int = 4
    """Seeds with which a known hole is looked for, until it is found."""


USUAL = Effort()


@dataclass(frozen=True)
class Scope:
    """What is asked."""

    strategies: tuple[str, ...] = ()
    """None named: all of them."""
    questions: tuple[Question, ...] = QUESTIONS
    flaws: tuple[Flaw, ...] = tuple(Flaw)
    situations: tuple[str, ...] = ()
    """None named: all of them."""


EVERYTHING = Scope()


@dataclass(frozen=True)
class Answers:
    """Everything that was asked."""

    parameters: Parameters
    effort: Effort
    rows: tuple[Row, ...]
    """What brings most first."""
    maps: tuple[Map, ...]
    holes: tuple[Evidence, ...]
    """Known holes with their mend left out, and with it."""
    findings: tuple[Finding, ...]
    """What a search finds under the rules as they are."""
    version: str = __version__


def row(kind: type[Strategy], verdict: Verdict) -> Row:
    """Return one line of the table."""
    means = {group: sum(lost) / len(lost) for group, lost in verdict.paid_by.items()}
    losing = sorted((mean, group) for group, mean in means.items() if mean < -1)
    return Row(
        verdict.strategy,
        kind.title().rstrip("."),
        kind.story(),
        kind.stops,
        kind.outside,
        verdict.coalition,
        estimate(verdict.gains),
        tuple((group, round(-mean, 2)) for mean, group in losing),
        verdict.banned / len(verdict.gains),
    )


def ask(
    parameters: Parameters = DEFAULTS,
    effort: Effort = USUAL,
    scope: Scope = EVERYTHING,
    say: Say = lambda _: None,
) -> Answers:
    """Play all of it; `say` is told what is being played."""
    return Answers(
        parameters,
        effort,
        _rows(parameters, effort, scope, say),
        _maps(parameters, effort, scope, say),
        _holes(effort, scope.flaws, say),
        _findings(effort, scope, say),
    )


def _rows(parameters: Parameters, effort: Effort, scope: Scope, say: Say) -> tuple[Row, ...]:
    judge, rows = Judge(parameters, effort.seed, effort.runs), []
    for name, kind in strategies().items():
        if name != HONEST and (not scope.strategies or name in scope.strategies):
            say(f"{name} beside honesty")
            rows.append(row(kind, judge.judge(kind)))
    return tuple(sorted(rows, key=lambda one: -one.gain.mean))


def _maps(parameters: Parameters, effort: Effort, scope: Scope, say: Say) -> tuple[Map, ...]:
    places, maps = Places(effort.seed, effort.map_runs), []
    for question in scope.questions:
        say(question.asks)
        maps.append(answer(question, Place(parameters), places, effort.halvings))
    return tuple(maps)


def _holes(effort: Effort, flaws: Sequence[Flaw], say: Say) -> tuple[Evidence, ...]:
    holes, budget = [], Budget(effort.evaluations)
    for flaw in flaws:
        say(f"a search without the mend {flaw}")
        holes.append(rediscover(flaw, budget, effort.seed, effort.tries))
    return tuple(holes)


def _findings(effort: Effort, scope: Scope, say: Say) -> tuple[Finding, ...]:
    findings = []
    for name, situation in situations().items():
        if not scope.situations or name in scope.situations:
            say(f"a search in the situation {name}")
            findings.append(look(situation, Budget(effort.evaluations), effort.seed))
    return tuple(findings)
