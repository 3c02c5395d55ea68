"""Never selling, and borrowing outside."""

from __future__ import annotations

from wallet.rules.units import DAY
from wallet.simulate.scene import EXIT, Scene
from wallet.simulate.strategy import Strategy


class NeverSell(Strategy):
    """Dan turns the offer for his company down and borrows against it instead: what is not sold
    is no gain. He keeps the shares of others too."""

    outside = True
    stops = (
        "Nothing on chain. Interest, and that most companies which are not sold in time are worth "
        "less later; what is owed to holders is put off, not gone."
    )

    def takes_the_offer(self, scene: Scene, proceeds: int) -> bool:
        """Borrow against it; on the last day the company is still there, and the loan."""
        known = scene.parameters
        loan = int(proceeds * known.borrows)
        scene.world.do("earn", scene.dan, loan)
        years = (known.horizon_days - EXIT) * DAY / (365 * DAY)
        owed = int(loan * (1 + known.borrowing * years))
        worth = int(proceeds * known.kept_worth)
        kept = scene.elsewhere.kept
        kept[scene.dan] = kept.get(scene.dan, 0) + worth - owed
        return False

    def wants_to_sell(self, scene: Scene) -> None:
        """Keep them."""
