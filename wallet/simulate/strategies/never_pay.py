"""Reporting, and not paying."""

from __future__ import annotations

from wallet.rules.debts import Debt
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy


class NeverPay(Strategy):
    """Dan reports the sale of his company, as he should, and never pays what he owes of it."""

    stops = "Courts outside, who find the debt attested; on the network strikes and the ban."

    def owes(self, scene: Scene, debt: Debt) -> None:
        """Pay nothing."""
