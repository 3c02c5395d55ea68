"""What a few people may try together in auctions: each cheat is a short class with its story.

A cheat is added by writing a class here or in a file beside it and naming it in `CHEATS`.
"""

from wallet.simulate.auctions.cheats.coalition import Cheat
from wallet.simulate.auctions.cheats.costs import (
    CrowdSells,
    DragThenLate,
    EarlyInflated,
    LateHigh,
    QuietInflated,
    StandingInflated,
    WashChain,
)
from wallet.simulate.auctions.cheats.news import (
    BuyBeforeExit,
    BuyIntoExit,
    FakeExit,
    FreeOption,
    RestartSellers,
    SellBeforeBadNews,
)
from wallet.simulate.auctions.cheats.orders import CancelBySelling, LureAndWithdraw, RunOnSellers
from wallet.simulate.auctions.cheats.reference import WalkDown, WalkUp
from wallet.simulate.auctions.cheats.selling import (
    CrowdBuys,
    DeterByEarlyBid,
    SellAtHalfReference,
    SellAtTheClose,
    SellInSlices,
    SellToFriend,
)

CHEATS: tuple[type[Cheat], ...] = (
    SellToFriend,
    SellAtHalfReference,
    SellAtTheClose,
    SellInSlices,
    DeterByEarlyBid,
    WalkDown,
    CrowdBuys,
    EarlyInflated,
    QuietInflated,
    StandingInflated,
    LateHigh,
    DragThenLate,
    WalkUp,
    WashChain,
    CrowdSells,
    BuyBeforeExit,
    BuyIntoExit,
    SellBeforeBadNews,
    FakeExit,
    FreeOption,
    LureAndWithdraw,
    CancelBySelling,
    RestartSellers,
    RunOnSellers,
)
"""Every cheat, those of one kind together."""

__all__ = ["CHEATS", "Cheat"]
