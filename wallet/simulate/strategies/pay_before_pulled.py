"""Paying a debt before buyers have their shares."""

from __future__ import annotations

from wallet.simulate.moves import report_at_once
from wallet.simulate.scene import COMPANY, FIRST_RAISE, Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale
from wallet.simulate.world import GENESIS


class PayBeforePulled(Strategy):
    """Dan's company stands already when he raises, and its sale closes in the hour in which the
    raise does. He reports it, has it attested and pays at once, while nobody holds a share yet."""

    stops = "A debt whose exit was reported while buyers waited for shares waits for them too."

    def begins(self, scene: Scene) -> None:
        """Found the company with his own money, and sell it when the raise closes."""
        scene.world.do("spend", scene.dan, scene.luck.cost)
        scene.declare(scene.luck.cost)
        closes = GENESIS + (FIRST_RAISE + 10) * 86_400
        facts = (COMPANY, scene.luck.proceeds, scene.luck.cost)
        scene.world.at(closes + 60, scene.company_sold, *facts)

    def raised(self, scene: Scene) -> None:
        """There is nothing more to found."""

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Everything in one hour, where it is the first."""
        number = report_at_once(scene, sale) if sale.company == COMPANY else None
        if number is None:
            scene.report(sale, sale.proceeds)
            return
        cash = scene.rules.network.people[scene.dan].cash
        scene.world.do("pay_debt", scene.dan, number, cash)
