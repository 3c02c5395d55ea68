"""What luck brings, whatever anyone does, and what a share is worth by it."""

from __future__ import annotations

from wallet.rules.units import DAY, DOLLAR, PRICE_UNITS, S
from wallet.simulate.cast import Cast
from wallet.simulate.world import GENESIS, World

RISE = 150
"""The day on which the tokens in which Dan invested turn out well."""
LATER = 900
"""The day on which his second company is sold, if it is worth anything."""


class Prospects:
    """One draw of everything, from the seed."""

    def __init__(self, world: World, cast: Cast, open_outcome: bool) -> None:
        known, chance = world.parameters, world.chance
        self.world, self.cast = world, cast
        least, tail, most = known.exit_least, known.exit_tail, known.exit_most
        self.proceeds = int(chance.pareto(least, tail, most, "exit") * DOLLAR)
        """What Dan's first company fetches; 0 where it is not taken for granted and fails."""
        if open_outcome and chance.happens(known.venture_fails, "first"):
            self.proceeds = 0
        self.cost = int(known.raised * DOLLAR)
        """What he put into it: all that he raised."""
        self.base = known.raised * DOLLAR * PRICE_UNITS / (known.float_share * S)
        """What a million shares of anyone are worth at first."""
        self.rises = {
            token: chance.lognormal(known.rise, known.rise_sigma, "rise", place)
            for place, token in enumerate((cast.xenia, cast.friends[0]))
        }
        self.invented: set[int] = set()
        """People who are not there: what is raised for them is gone."""
        fails = chance.happens(known.venture_fails, "second")
        self.multiple = 0.0 if fails else known.venture_mean / (1 - known.venture_fails)
        """What comes of each dollar in Dan's second company."""

    @property
    def tail(self) -> float:
        """What a million shares of Dan are worth for what comes after the scene."""
        return self.world.parameters.tail_value * DOLLAR * PRICE_UNITS / S

    def fair(self, token: int) -> float:
        """What the public thinks a million shares are worth, beside what is owed now."""
        day = (self.world.now - GENESIS) / DAY
        if token in self.rises:
            return self.base * (self.rises[token] if day >= RISE else 1.0)
        if token == self.cast.dan or token in self.invented:
            return self.base if day < LATER else self.tail
        return 0.0

    def truly(self, token: int) -> float:
        """What they are really worth on the last day."""
        if token in self.rises:
            return self.base * self.rises[token]
        return self.tail if token == self.cast.dan else 0.0
