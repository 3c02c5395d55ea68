"""Who there is in a scene, in the same order whatever is played."""

from __future__ import annotations

from wallet.rules.registry import DOCUMENT, WORLD, Paper
from wallet.rules.units import DAY, DOLLAR
from wallet.simulate.world import World

LIFE = 3_000 * DAY
"""How long an attestation lasts: longer than any scene."""
VERIFIER = "verifier"


class Cast:
    """Dan, his friends, his holders, Xenia, hers, people in the market, and who looks on."""

    def __init__(self, world: World) -> None:
        known = world.parameters
        self.world = world
        self.attestors = [self.enter(0) for _ in range(3)]
        """Whom Dan names for his companies."""
        self.dan = self.enter(known.savings)
        self.friends = [self.enter(known.savings) for _ in range(3)]
        """They would do anything for Dan. The first issues a token that only friends buy."""
        self.xenia = self.enter(known.savings)
        """An honest person in whom Dan invests."""
        self.watchers = [self.enter(10_000) for _ in range(known.watchers)]
        self.holders = [self.enter(known.savings) for _ in range(known.holders)]
        self.others = [self.enter(known.savings) for _ in range(known.others)]
        """Xenia's holders beside Dan."""
        self.market = [self.enter(known.savings) for _ in range(known.market)]
        self.straws: list[int] = []
        """People of straw, who came for Dan and do what he says."""

    def enter(self, dollars: float, level: int = DOCUMENT) -> int:
        """Let a human join, with some money."""
        world = self.world
        number = len(world.rules.network.people) + 1
        expires = world.now + LIFE
        paper = Paper(
            f"wallet {number}", tag_of(number), level, 276, 0, world.now, expires, VERIFIER
        )
        joined = int(world.do("join", 0, paper, False).result)
        if dollars:
            world.do("earn", joined, int(dollars * DOLLAR))
        return joined

    def straw(self, with_document: bool = True) -> int | None:
        """Let somebody join who is paid by Dan to do as he says; None if he has no money left."""
        known = self.world.parameters
        cost = int((known.straw_cost if with_document else known.world_cost) * DOLLAR)
        if self.world.do("spend", self.dan, cost).refused:
            return None
        self.straws.append(self.enter(0, DOCUMENT if with_document else WORLD))
        return self.straws[-1]

    @property
    def groups(self) -> dict[str, list[int]]:
        """Everybody, by what they are here."""
        return {
            "Dan": [self.dan],
            "his friends": self.friends,
            "people of straw": self.straws,
            "his holders": self.holders,
            "Xenia": [self.xenia],
            "her holders": self.others,
            "the market": self.market,
            "watchers": self.watchers,
            "attestors": self.attestors,
        }


OWN = ("Dan", "his friends", "people of straw")
"""The groups whose gain is the coalition's."""


def tag_of(number: int) -> bytes:
    """What tells that a human is the same one, whoever verifies them."""
    return number.to_bytes(32, "big")
