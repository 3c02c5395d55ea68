"""Inflating cost with an accomplice: an offering among friends."""

from __future__ import annotations

from wallet.simulate.moves import give_back, hand
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

TIMES = 4


class InflateOffering(Strategy):
    """In the raise of a friend that only friends join, everybody pays four times what the shares
    are worth, and the friend hands the rest back outside. When the token has risen so much, Dan
    sells without a gain that anyone could see."""

    friends = 3
    outside = True
    private_price = float(TIMES)
    stops = (
        "Nothing on chain: it takes three buyers with documents, none above half, but no chain can "
        "see that the money came back. The friend who has it could keep it. What was paid is "
        "public, and a price that nobody else would pay can be asked about."
    )

    def wants_to_invest(self, scene: Scene) -> None:
        """Invest in both; the friend hands back three quarters when the money is paid out."""
        cast, dollars = scene.cast, int(scene.parameters.invested * 10**6)
        for friend, part in ((cast.friends[1], 2), (cast.friends[2], 2)):
            hand(scene, scene.dan, friend, dollars * (TIMES - 1) // part)
        scene.invest(scene.dan)
        scene.invest_among_friends()
        scene.world.after(20 * 86_400, self._back, scene, dollars)

    def _back(self, scene: Scene, dollars: int) -> None:
        give_back(scene, scene.cast.friends[0], 2 * dollars * (TIMES - 1))
