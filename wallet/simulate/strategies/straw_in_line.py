"""A straw person who waits in line for shares when an exit is reported."""

from __future__ import annotations

from wallet.rules.units import DAY, S
from wallet.simulate.moves import hand, report_at_once
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class StrawInLine(Strategy):
    """When the sale has closed, Dan sells 15 % of himself to a friend for his own money, and
    reports the sale before the friend has the shares, so that his debt counts as few holders as
    possible while the friend is paid as one of many."""

    friends = 1
    stops = "A debt is a gain, not dollars: it is due to as many shares as others hold when paid."

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Sell to the friend in the least time that an offering takes."""
        world, friend, units = scene.world, scene.cast.friends[0], S * 15 // 100
        if scene.truth.sales[0] is not sale or sale.stake is None:
            scene.report(sale, sale.proceeds)
            return
        lasts, price = 2 * DAY + 3_600, int(scene.luck.base)
        made = world.do("offer", scene.dan, units, units, price, lasts, 0)
        hand(scene, scene.dan, friend, int(units * price // 10**24) + 1)
        world.do("commit", friend, made.result, units)
        world.after(lasts + 60, report_at_once, scene, sale)
        world.after(lasts + 4 * DAY, world.do, "pay_out", scene.dan, made.result)
