"""Hiding an exit, and never paying."""

from __future__ import annotations

from wallet.rules.debts import Debt
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class HideAndRun(Strategy):
    """Dan sells his company and says nothing. When he is found out he waits out the freeze, pays
    nothing, and lets himself be banned: his money was never on the network."""

    stops = (
        "Courts outside. The network takes strikes, the ban and whatever else reaches him there; "
        "for a large exit that is less than what he owes."
    )

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""

    def owes(self, scene: Scene, debt: Debt) -> None:
        """Pay nothing."""
