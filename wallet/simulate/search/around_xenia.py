"""Beginnings in which Dan, his friend Fay and others deal in the shares of Xenia."""

from __future__ import annotations

from wallet.simulate.search.situation import Situation
from wallet.simulate.search.stage import SHARE, Stage


class AroundXenia(Situation):
    """Dan has three holders, who have a fifth of him; others hold Xenia, and onlookers bid."""

    dan: int
    fay: int
    xenia: int

    def meet(self, stage: Stage, dollars: tuple[int, int], others: int) -> list[int]:
        """Let them in, Dan and Fay with so many dollars; the others who hold Xenia."""
        self.dan = stage.conspirator("Dan", dollars[0])
        self.fay = stage.conspirator("Fay", dollars[1])
        stage.holders = stage.crowd("a holder of Dan's", 3, 0)
        self.xenia = stage.enter("Xenia", 0)
        found = stage.crowd("a holder of Xenia's", others, 0)
        stage.onlookers.bidders = stage.crowd("an onlooker", 6, 1_000_000)
        stage.onlookers.holders = {self.xenia: found, self.dan: stage.holders}
        return found

    def issue_both(self, stage: Stage, dan: int, gain: int, xenia: int) -> None:
        """Let both issue at a price each; Dan's holders buy theirs, and know what he will gain."""
        stage.issue(self.dan, dan, gain)
        stage.issue(self.xenia, xenia)
        for holder in stage.holders:
            stage.give(self.dan, holder, 2_000_000 * SHARE // 3, dan)
