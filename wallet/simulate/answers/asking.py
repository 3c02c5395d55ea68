"""The table, the maps, the auctions and what a search found, with what it takes to ask again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from wallet import __version__
from wallet.rules.flaws import Flaw
from wallet.simulate.answers.auctions import AuctionAnswers, ask_auctions
from wallet.simulate.answers.axes import Place
from wallet.simulate.answers.estimate import Estimate, estimate
from wallet.simulate.answers.mapping import Map, Places, answer
from wallet.simulate.answers.questions import QUESTIONS, Question
from wallet.simulate.auctions.neighbours import Rule, named
from wallet.simulate.parameters import DEFAULTS, Parameters
from wallet.simulate.payoff import Judge, Verdict
from wallet.simulate.search.evidence import Evidence, Finding, look, rediscover
from wallet.simulate.search.hunt import Budget
from wallet.simulate.search.situation import situations
from wallet.simulate.strategy import Strategy, strategies, strategy

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
    """Whether no chain can see it."""
    auction: bool
    """Whether it goes through an auction."""
    control: bool
    """Whether nobody is cheated: it is there to be compared with."""
    coalition: int
    gain: Estimate
    payers: tuple[tuple[str, float], ...]
    """Who has less for it, and how much, the most first."""
    banned: float
    """In which part of the runs Dan is banned."""
    compare: str = ""
    """Beside which other strategy it is to be seen."""
    fair: bool = False
    """Whether that one is a control, in which nobody is cheated."""
    beyond: Estimate | None = None
    """What it gains beyond that one."""

    @property
    def verdict(self) -> str:
        """pays, fails or open."""
        return "pays" if self.gain.pays else "fails" if self.gain.fails else "open"

    def taken_from(self, group: str) -> float:
        """How much less a group has for it."""
        return dict(self.payers).get(group, 0.0)


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
    auction_runs: int = 20
    """Of each rule of auctions, and of each cheat under it."""


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
    rules: tuple[str, ...] = (
        "24 hours", "96 hours", "sells 36 hours", "pay as bid", "price at L", "sealed", "floor",
        "no run-on", "cost at reference", "both 1.2",
    )  # fmt: skip
    """Neighbours of the rule of auctions; none named: no auctions are played."""


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
    auctions: AuctionAnswers | None = None
    version: str = __version__


def row(kind: type[Strategy], verdict: Verdict, other: Verdict | None) -> Row:
    """Return one line of the table; beside another one, if it is to be seen so."""
    means = {group: sum(lost) / len(lost) for group, lost in verdict.paid_by.items()}
    losing = sorted((mean, group) for group, mean in means.items() if mean < -1)
    return Row(
        verdict.strategy,
        kind.title().rstrip("."),
        kind.story(),
        kind.stops,
        kind.outside,
        kind.auction,
        kind.control,
        verdict.coalition,
        estimate(verdict.gains),
        tuple((group, round(-mean, 2)) for mean, group in losing),
        verdict.banned / len(verdict.gains),
        kind.compare,
        other is not None and strategy(other.strategy).control,
        _beyond(verdict, other) if other else None,
    )


def _beyond(verdict: Verdict, beside: Verdict) -> Estimate:
    """What a strategy gains beyond another, run by run with the same luck."""
    both = zip(verdict.gains, beside.gains, strict=True)
    return estimate([one - other for one, other in both])


def ask(
    parameters: Parameters = DEFAULTS,
    effort: Effort = USUAL,
    scope: Scope = EVERYTHING,
    say: Say = lambda _: None,
) -> Answers:
    """Play all of it; `say` is told what is being played."""
    rules = [named(name) for name in scope.rules]
    return Answers(
        parameters,
        effort,
        _rows(parameters, effort, scope, say),
        _maps(parameters, effort, scope, say),
        _holes(effort, scope.flaws, say),
        _findings(effort, scope, say),
        _auctions(effort, rules, say),
    )


def _auctions(effort: Effort, rules: Sequence[Rule], say: Say) -> AuctionAnswers | None:
    return ask_auctions(effort.seed, effort.auction_runs, rules, say=say) if rules else None


def _rows(parameters: Parameters, effort: Effort, scope: Scope, say: Say) -> tuple[Row, ...]:
    judge, rows = Judge(parameters, effort.seed, effort.runs), []

    @cache
    def judged(name: str) -> Verdict:
        return judge.judge(strategy(name))

    for name, kind in strategies().items():
        if name != HONEST and (not scope.strategies or name in scope.strategies):
            say(f"{name} beside honesty")
            other = judged(kind.compare) if kind.compare else None
            rows.append(row(kind, judged(name), other))
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
