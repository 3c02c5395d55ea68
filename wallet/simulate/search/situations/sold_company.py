"""Between a sale and its report."""

from __future__ import annotations

from wallet.rules.flaws import Flaw
from wallet.rules.units import DOLLAR
from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import SHARE, Stage, per_share
from wallet.simulate.truth import Sale

TAIL = per_share(1)
GAIN = 300_000 * DOLLAR
COST = 100_000 * DOLLAR
OFFERED = 1_000_000 * SHARE


class SoldCompany(Situation):
    """Dan's company was sold yesterday, and investors stand in line for his second raise.

    It closes in three days; then it takes the investors some days to have their shares pulled.
    The price is fair: it counts what they will get of the sale. Attestors sign a true report
    within hours. An honest Dan closes the raise, reports the sale a fortnight later and pays.
    """

    room_for = (Flaw.DOLLAR_DEBT, Flaw.UNPULLED)
    days = 30
    pull_hours = 96.0

    def begin(self, stage: Stage) -> None:
        """Lay everybody's shares, the raise and the sale."""
        self.dan = stage.conspirator("Dan", 0)
        self.fay = stage.conspirator("Fay", 50_000)
        old = stage.crowd("a holder of Dan's", 4, 0)
        new = stage.crowd("an investor", 4, 100_000)
        stage.holders = [*old, *new]
        stage.onlookers.bidders = stage.crowd("an onlooker", 6, 1_000_000)
        stage.onlookers.holders = {self.dan: stage.holders}
        stage.issue(self.dan, TAIL, GAIN)
        for holder in old:
            stage.give(self.dan, holder, 2_000_000 * SHARE // 4, TAIL)
        price = stage.worth[self.dan]
        terms = (OFFERED // 2, OFFERED, price, 72 * 3_600, 0)
        made = int(stage.world.do("offer", self.dan, *terms).result)
        for investor in new:
            stage.world.do("commit", investor, made, OFFERED // 4)
        self.sale: Sale = stage.sold_company(self.dan, GAIN + COST, COST, days_ago=1)

    def honest(self, stage: Stage) -> None:
        """Dan reports once everybody has their shares, and pays."""
        facts = (self.sale.stake, 1_000_000, self.sale.proceeds, 0, self.sale.closed_at, 1)
        stage.act(14 * 24, "report_exit", self.dan, *facts)
        stage.act(16 * 24, "pay_debt", self.dan, 1, 2**127)
