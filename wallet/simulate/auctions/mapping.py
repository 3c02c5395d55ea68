"""Where a cheat starts to pay: the same cheat while people look more often, or hold more."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from wallet.simulate.auctions.attacking import attacks
from wallet.simulate.auctions.chance import Estimate
from wallet.simulate.auctions.cheats.coalition import Cheat
from wallet.simulate.auctions.comparing import finite
from wallet.simulate.auctions.market import THIN, Market
from wallet.simulate.auctions.neighbours import AS_WRITTEN, Rule

LOOKS = (0.001, 0.003, 0.01, 0.03, 0.1)
"""Chances, each hour, that an honest person looks."""
CROWDS = (1, 3, 10)
"""How many times the holders and lookers of the thin market."""


@dataclass(frozen=True)
class Point:
    """A cheat where people look so often and are so many."""

    cheat: str
    rule: str
    looks: float
    people: int
    gain: Estimate
    """As a part of what Dan's block is worth."""


@dataclass(frozen=True)
class Map:
    """What `where_it_pays` found."""

    runs: int
    seed: int
    points: tuple[Point, ...]

    def to_json(self) -> str:
        """As JSON."""
        return json.dumps(finite(asdict(self)), indent=1)


def where_it_pays(
    cheats: Sequence[type[Cheat]],
    runs: int = 20,
    seed: int = 1,
    rule: Rule = AS_WRITTEN,
    looks: Sequence[float] = LOOKS,
    crowds: Sequence[int] = CROWDS,
    market: Market = THIN,
) -> Map:
    """Try cheats over how often people look and how many they are; the token stays as it is."""
    points = []
    for times in crowds:
        for often in looks:
            holders, lookers = times * market.holders, times * market.lookers
            place = replace(market, looks=often, holders=holders, lookers=lookers)
            found = attacks(runs, seed, (place,), (rule,), cheats)
            points += [
                Point(one.cheat, one.rule, often, holders + lookers, one.gain)
                for one in found.tried
                if one.rule == rule.name
            ]
    return Map(runs, seed, tuple(points))
