"""Friendly verifiers that add members."""

from __future__ import annotations

from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy
from wallet.simulate.truth import Sale

MEMBERS = 30


class FriendlyMembers(Strategy):
    """Thirty people of straw join long before, by a verifier who asks little. Dan hides the sale,
    and they veto whatever is decided against him."""

    stops = (
        "Members count by the time they joined and grow slowly, and a fifth of all is needed: in a "
        "large network nobody can pay for so many."
    )

    def begins(self, scene: Scene) -> None:
        """Let them join."""
        for _ in range(MEMBERS):
            straw = scene.cast.straw()
            if straw:
                scene.authority.bought.setdefault(scene.dan, set()).add(straw)

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Keep quiet."""
