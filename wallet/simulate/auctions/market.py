"""A token and the honest people around it: every number of the laboratory that is not a rule.

Money is in dollars, rates are a day unless said otherwise, spreads are of natural logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Outlook:
    """What may become of a share's value, as far as sharing goes."""

    chances: tuple[tuple[float, float], ...]
    """Chance, and by how much the value is multiplied."""
    beyond: bool = False
    """Count only what is shared beyond what a lot bought at its value would share: for judging
    costs on paper, whoever ends up with how many shares."""

    def gain(self, worth: float, cost: float) -> float:
        """What there is to share, on average, of a lot that is worth so much now."""
        parts = [(chance, worth * times) for chance, times in self.chances]
        shared = sum(chance * max(0.0, later - cost) for chance, later in parts)
        if self.beyond:
            shared -= sum(chance * max(0.0, later - worth) for chance, later in parts)
        return shared


UNSURE = Outlook(((0.9, 0.5), (0.1, 5.5)))
"""Nine of ten halve and one grows a lot: worth the same on average, as most ventures are."""
TRIPLES = Outlook(((1.0, 3.0),), beyond=True)
"""It triples, and the coalition knows."""


@dataclass(frozen=True)
class Market:
    """One token, how much of it is outside, and who looks at it how often."""

    name: str
    worth: float = 5_000_000.0
    """All ten million shares together, in dollars."""
    outside: float = 0.02
    """The part that others than the issuer hold."""
    holders: int = 6
    """Honest people who hold some, beside the coalition."""
    lookers: int = 12
    """Honest people who hold none and might buy."""
    looks: float = 0.01
    """The chance, each hour, that an honest person looks at the token."""
    means: float = 3_000.0
    """Dollars that a person can spend on it, in the middle; one in eight has four times that."""
    means_spread: float = 1.2
    noise: float = 0.12
    """How far off a person's idea of the value is; half of it stays with the person."""
    margin: float = 0.10
    """What a bargain must bring before a person who has no other reason trades."""
    bother: float = 20.0
    """Dollars that a trade must promise before anybody takes the trouble."""
    moves: float = 0.02
    """The scale of a day's move; its tails are Student's, with three degrees of freedom."""
    news: float = 0.02
    """The chance, each day, of public news."""
    news_size: float = 0.25
    wants: float = 0.02
    """The chance, each day, that a person has a reason of their own to sell or to buy."""
    urgency: float = 0.20
    """What such a trade is worth to them beyond the price, on average."""
    patience: float = 14.0
    """Days after which the reason is gone; it fades evenly until then."""
    sharing: float = 0.30
    """The part of the cheat's own token that others hold: what they share of a gain."""
    block: float = 0.15
    """The part of what is outside that the cheat holds, and as much again a friend."""
    days: int = 30

    @property
    def value(self) -> float:
        """What a share is worth at first, in dollars."""
        return self.worth / 10_000_000

    @property
    def float_worth(self) -> float:
        """What all shares outside are worth at first, in dollars."""
        return self.worth * self.outside


UNSEEN = Market("unseen", holders=3, lookers=3, looks=0.001)
"""Hardly anybody looks: an hour in a thousand."""
THIN = Market("thin")
"""Two per cent outside, eighteen people, each of whom sees four of ten auctions."""
LEAPING = replace(THIN, name="leaping", news=0.04, news_size=0.8)
"""As thin, but news doubles or halves the value now and then, as exits do."""
MIDDLE = Market("middle", outside=0.10, holders=20, lookers=40, looks=0.015)
THICK = Market("thick", outside=0.30, holders=60, lookers=120, looks=0.02)
MARKETS = (UNSEEN, THIN, LEAPING, MIDDLE, THICK)


def calm(market: Market) -> Market:
    """The same market while nothing happens to the value but small moves.

    Cheats are judged in it: what chance does to who holds how much would drown what they gain.
    """
    return replace(market, moves=0.005, news=0.0)
