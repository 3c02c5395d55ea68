"""What chance does to a market: values, looks and wants, drawn once and met by every rule alike."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import lru_cache

from wallet.rules.units import DAY, HOUR
from wallet.simulate.auctions.market import Market

TAILS = 3


@dataclass(frozen=True)
class Look:
    """Somebody looks at the token, with some idea of its value."""

    at: int
    person: int
    off: float
    """By how much of a logarithm they are wrong this time."""
    again: bool = False
    """They come back because they had a reason to trade before."""


@dataclass(frozen=True)
class Want:
    """Somebody has a reason of their own to trade."""

    at: int
    person: int
    sells: bool
    urgency: float
    """What a share is worth to them above or below its value, as a part of it."""
    part: float
    """Of what they hold, or of what they can spend."""


@dataclass(frozen=True)
class Luck:
    """Everything that chance does to one market; times are seconds from its beginning."""

    values: tuple[float, ...]
    """What a share is worth, hour by hour, to who knows all that is public."""
    looks: tuple[Look, ...]
    wants: tuple[Want, ...]
    biases: tuple[float, ...]
    """By how much of a logarithm each honest person is always wrong."""
    means: tuple[float, ...]
    """What each honest person can spend."""
    parts: tuple[float, ...]
    """How the shares of honest holders are spread among them; their sum is one."""

    def value(self, at: int) -> float:
        """What a share is worth at a time."""
        return self.values[min(max(at, 0) // HOUR, len(self.values) - 1)]


@lru_cache(maxsize=512)
def draw(market: Market, seed: int) -> Luck:
    """Draw the luck of a market; the same seed draws the same."""
    rng = random.Random(f"{seed} {market.name}")
    people = market.holders + market.lookers
    weights = [rng.expovariate(1.0) + 0.2 for _ in range(market.holders)]
    means = [market.means * math.exp(rng.gauss(0, market.means_spread)) for _ in range(people)]
    biases = tuple(rng.gauss(0, market.noise / math.sqrt(2)) for _ in range(people))
    return Luck(
        values=_values(market, rng),
        looks=_looks(market, rng, biases),
        wants=_wants(market, rng, people),
        biases=biases,
        means=tuple(means),
        parts=tuple(weight / sum(weights) for weight in weights),
    )


def _values(market: Market, rng: random.Random) -> tuple[float, ...]:
    """Walk a value: small moves with heavy tails each hour, news now and then."""
    log, values = 0.0, []
    hourly = market.moves / math.sqrt(24)
    for _ in range(24 * market.days + 1):
        values.append(market.value * math.exp(log))
        heavy = rng.gauss(0, 1) / math.sqrt(rng.gammavariate(TAILS / 2, 2) / TAILS)
        log += hourly * max(-10.0, min(10.0, heavy))
        if rng.random() < market.news / 24:
            log += rng.gauss(0, market.news_size)
    return tuple(values)


def _looks(market: Market, rng: random.Random, biases: tuple[float, ...]) -> tuple[Look, ...]:
    """Draw when each person looks, and how wrong each time."""
    looks = []
    half = market.noise / math.sqrt(2)
    for person, always in enumerate(biases):
        at = rng.expovariate(market.looks) * HOUR
        while at < market.days * DAY:
            looks.append(Look(int(at), person, always + rng.gauss(0, half)))
            at += rng.expovariate(market.looks) * HOUR
    return tuple(sorted(looks, key=lambda look: look.at))


def _wants(market: Market, rng: random.Random, people: int) -> tuple[Want, ...]:
    """Draw who gets a reason to trade, and when; who holds none gets none to sell."""
    wants = []
    for person in range(people):
        at = rng.expovariate(market.wants) * DAY
        while at < market.days * DAY:
            sells = rng.random() < 0.5
            urgency = min(0.6, rng.expovariate(1 / market.urgency))
            want = Want(int(at), person, sells, urgency, rng.uniform(0.2, 1.0))
            if person < market.holders or not sells:
                wants.append(want)
            at += rng.expovariate(market.wants) * DAY
    return tuple(sorted(wants, key=lambda want: want.at))
