"""Every cheat under every rule, beside honest people in the same place with the same luck."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from wallet.simulate.auctions.chance import Estimate, estimate, over_seeds
from wallet.simulate.auctions.cheats import CHEATS
from wallet.simulate.auctions.cheats.coalition import Cheat, Coalition
from wallet.simulate.auctions.comparing import Progress, finite
from wallet.simulate.auctions.market import THIN, UNSEEN, Market, calm
from wallet.simulate.auctions.neighbours import AS_WRITTEN, HOLES, NEIGHBOURS, Rule
from wallet.simulate.auctions.purses import money, shares, to_share
from wallet.simulate.auctions.stage import Script, Stage

Play = Callable[[Coalition], Script]
Figure = Callable[[Sequence[int]], float]

GROUPS = ("own holders", "other holders", "other buyers", "others")
"""Whom a cheat may cost: Dan's holders; who held the token; who did not; the issuer."""
KINDS = ("four", "insiders", "crowd")


@dataclass(frozen=True)
class Outcome:
    """How one run ended, in dollars."""

    coalition: float
    groups: tuple[float, ...]
    false_cost: float
    served: float
    reference: tuple[float, float]
    """The lowest and the highest it was, in values of a share."""


@dataclass(frozen=True)
class Tried:
    """One cheat under one rule in one market. Gains are parts of what Dan's block is worth."""

    market: str
    rule: str
    cheat: str
    kind: str
    """Who can do it: four people, four insiders, or a crowd of straw people."""
    gain: Estimate
    against: Estimate
    """The same less what it gains under the rule as written, run by run."""
    pays: dict[str, float]
    """What each group loses by it, on average."""
    false_cost: float
    """Dollars a run of cost on paper for what was worth less."""
    a_dollar: float | None
    """False cost for each dollar that the cheat lost elsewhere; None: it lost none."""
    served: float
    """Dollars a run by which trades were worth less to people with a reason."""
    reference: tuple[float, float]
    """The lowest and the highest that the reference price came to, on average."""


@dataclass(frozen=True)
class Paying:
    """The gains of all cheats of a kind that pay, added up, under one rule in one market."""

    market: str
    rule: str
    kind: str
    gain: Estimate
    against: Estimate
    """The same less that under the rule as written."""


@dataclass(frozen=True)
class Attacked:
    """What `attacks` found."""

    runs: int
    seed: int
    blocks: dict[str, float]
    """What Dan's block is worth in each market, in dollars."""
    tried: tuple[Tried, ...]
    paying: tuple[Paying, ...]
    stories: dict[str, str]

    def of(self, market: str, rule: str, cheat: str) -> Tried:
        """Return one; KeyError if there is none."""
        for one in self.tried:
            if (one.market, one.rule, one.cheat) == (market, rule, cheat):
                return one
        raise KeyError((market, rule, cheat))

    def to_json(self) -> str:
        """As JSON; what could not be measured is null."""
        return json.dumps(finite(asdict(self)), indent=1)


def attacks(
    runs: int = 20,
    seed: int = 1,
    markets: Sequence[Market] = (UNSEEN, THIN),
    rules: Sequence[Rule] = (AS_WRITTEN, *NEIGHBOURS, *HOLES),
    cheats: Sequence[type[Cheat]] = CHEATS,
    progress: Progress = lambda _: None,
) -> Attacked:
    """Try every cheat under every rule in calm markets, so many runs each, from `seed` on.

    The rule as written is always among them; `progress` hears which rule is next.
    """
    tried: list[Tried] = []
    paying: list[Paying] = []
    for market in map(calm, markets):
        worth = market.float_worth * market.block
        written: list[list[float]] = []
        for rule in (AS_WRITTEN, *(rule for rule in rules if rule != AS_WRITTEN)):
            progress(f"Cheats in the {market.name} market, the rule: {rule.name}.")
            table = _table(market, range(seed, seed + runs), rule, cheats)
            gains = [[(c.coalition - h.coalition) / worth for c, h in row] for row in table]
            written = written or gains
            tried += map(partial(_tried, market, rule), cheats, table, gains, written)
            for kind in KINDS:
                rows = [k for k, cheat in enumerate(cheats) if cheat().kind == kind]
                now, was = ([of[k] for k in rows] for of in (gains, written))
                of_rule, of_written = partial(_paying, now), partial(_paying, was)
                gain = over_seeds(runs, of_rule)
                against = over_seeds(runs, partial(_less, of_rule, of_written))
                paying.append(Paying(market.name, rule.name, kind, gain, against))
    blocks = {market.name: market.float_worth * market.block for market in markets}
    stories = {cheat.name: " ".join((cheat.__doc__ or "").split()) for cheat in cheats}
    return Attacked(runs, seed, blocks, tuple(tried), tuple(paying), stories)


def _paying(rows: Sequence[Sequence[float]], seeds: Sequence[int]) -> float:
    """Add up the gains of those cheats that pay on average."""
    means = [sum(row[k] for k in seeds) / len(seeds) for row in rows]
    return sum(max(0.0, mean) for mean in means)


def _less(one: Figure, other: Figure, seeds: Sequence[int]) -> float:
    return one(seeds) - other(seeds)


def _table(
    market: Market, seeds: Sequence[int], rule: Rule, cheats: Sequence[type[Cheat]]
) -> list[list[tuple[Outcome, Outcome]]]:
    """For each cheat and seed: how cheating ended, and how honesty did."""
    table: list[list[tuple[Outcome, Outcome]]] = [[] for _ in cheats]
    for seed in seeds:
        honest: dict[tuple[object, ...], Coalition] = {}
        for number, kind in enumerate(cheats):
            cheat = kind()
            plan = (kind.honest, *kind.own())
            if plan not in honest:
                honest[plan] = play(market, seed, rule, cheat, cheat.honest)
            cheated = play(market, seed, rule, cheat, cheat.play)
            table[number].append((outcome_of(cheat, cheated), outcome_of(cheat, honest[plan])))
    return table


def play(market: Market, seed: int, rule: Rule, cheat: Cheat, script: Play) -> Coalition:
    """Play one run with a coalition; what it does is `cheat.play`, or `cheat.honest`."""
    stage = Stage(market, seed, rule)
    coalition = cheat.join(stage)
    stage.run(script(coalition))
    stage.network.check(stage.exchange.staked + stage.companies.bonds)
    return coalition


def outcome_of(cheat: Cheat, c: Coalition) -> Outcome:
    """Count everybody's purse at the end of a run."""
    c.with_issuer = cheat.with_issuer
    stage, outlook = c.stage, cheat.outlook
    holders = list(stage.honest)[: stage.market.holders]
    buyers = list(stage.honest)[stage.market.holders :]
    others = [] if cheat.with_issuer else [stage.issuer]
    owed = money(stage, [c.public]) + to_share(stage, c.dan, outlook)
    groups = [owed, *(money(stage, who) + shares(stage, who) for who in (holders, buyers, others))]
    book = stage.notebook
    reference = (book.reference_least, book.reference_peak)
    return Outcome(c.wealth(outlook), tuple(groups), book.false_cost, book.surplus, reference)


def _tried(
    market: Market,
    rule: Rule,
    cheat: type[Cheat],
    row: Sequence[tuple[Outcome, Outcome]],
    gain: Sequence[float],
    written: Sequence[float],
) -> Tried:
    worth, runs = market.float_worth * market.block, len(row)

    def mean(of: Callable[[Outcome], float]) -> float:
        return sum(of(cheated) - of(honest) for cheated, honest in row) / runs

    false_cost = mean(lambda o: o.false_cost)
    # What it costs them is what others than Dan's holders win by it.
    lost = mean(lambda o: sum(o.groups[1:]))
    return Tried(
        market.name,
        rule.name,
        cheat.name,
        cheat().kind,
        estimate(gain),
        estimate([one - was for one, was in zip(gain, written, strict=True)]),
        {group: -mean(partial(_of_group, k)) / worth for k, group in enumerate(GROUPS)},
        false_cost,
        false_cost / lost if lost > 1 and false_cost > 0 else None,
        -mean(lambda o: o.served),
        (
            sum(cheated.reference[0] for cheated, _ in row) / runs,
            sum(cheated.reference[1] for cheated, _ in row) / runs,
        ),
    )


def _of_group(group: int, outcome: Outcome) -> float:
    return outcome.groups[group]
