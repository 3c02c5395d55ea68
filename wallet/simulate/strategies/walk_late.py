"""Walking a thin reference price up by late bids, to have a cost believed."""

from __future__ import annotations

from wallet.simulate.strategies.walk_reference import WalkReference


class WalkLate(WalkReference):
    """As walking a thin reference price, but friends bid for the few shares in the last minutes of
    each auction, when nobody can sell to them."""

    late = True
    stops = (
        "Only what early buyers pay moves the reference price, so that nothing is walked. What "
        "is left is the friend who holds for Dan, whom no chain sees, and a token that is seen to "
        "trade."
    )
