"""Friendly verifiers that add members."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale


class FriendlyMembers(Strategy):
    """As many people of straw as it takes to veto anything, a fifth of all members, join long
    before, by a verifier who asks little. Dan hides the sale, and they veto whatever is decided
    against him."""

    outside = True
    stops = (
        "Its price: a fifth of all members is needed, and each of them has to be a human with a "
        "document. It grows with the network and is paid before anybody knows what a sale will "
        "bring; members count by the time they joined, and may not grow fast."
    )

    def begins(self, scene: Scene) -> None:
        """Let them join: of them and all others, they are a fifth."""
        for _ in range(len(scene.rules.network.people) // 4 + 2):
            straw = scene.cast.straw()
            if straw:
                scene.authority.bought.setdefault(scene.dan, set()).add(straw)

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""
