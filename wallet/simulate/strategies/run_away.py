"""Running away after a raise."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class RunAway(Strategy):
    """Dan raises, founds nothing and keeps the money; when people expect the next company, he
    raises as much as the rules allow and keeps that too."""

    open_outcome = True
    outside = True
    stops = (
        "Nothing on chain: a raise is trust. What is raised is founded on, or there is nothing to "
        "share; over the years an honest company is worth more to Dan than its price."
    )

    def raised(self, scene: Scene) -> None:
        """Keep it."""

    def wants_to_raise(self, scene: Scene) -> None:
        """Sell all that may be sold."""
        scene.raise_again(0.28)

    def money_came(self, scene: Scene, money: int) -> None:
        """Keep it."""
