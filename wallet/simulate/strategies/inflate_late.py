"""Inflating cost with an accomplice: a late bid in an auction."""

from __future__ import annotations

from wallet.simulate.moves import reference
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.inflate_early import InflateEarly


class InflateLate(InflateEarly):
    """As with an early bid, but Dan bids in the last minutes, when nobody can sell to him, and at
    four times the reference price."""

    late = True
    stops = "A late bid is believed up to the reference price only."

    def price(self, scene: Scene, token: int) -> int:
        """What he pays: a good deal more than is believed."""
        return 4 * reference(scene, token)
