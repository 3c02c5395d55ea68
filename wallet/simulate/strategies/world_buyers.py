"""Buyers who are nobody but a World ID."""

from __future__ import annotations

from wallet.rules.units import DAY, price_of
from wallet.simulate.moves import hand
from wallet.simulate.scene import Scene
from wallet.simulate.strategy import Strategy

EACH, TIMES = 980 * 10**6, 4


class WorldBuyers(Strategy):
    """In the raise of a friend, Dan and one other friend pay four times what the shares are worth,
    and get the rest back outside. The third buyer, without whom nobody would believe the price, is
    a second self of Dan's who has only a World ID and buys for a few dollars."""

    friends = 2
    private_price = float(TIMES)
    stops = "Only people with a document count as buyers."

    def wants_to_invest(self, scene: Scene) -> None:
        """Three buyers, none above half."""
        cast, world, number = scene.cast, scene.world, scene.privates
        scene.invest(scene.dan)
        price = scene.rules.offerings.raises[number].price
        half = scene.units_for(scene.parameters.invested)
        little = EACH * 10**24 // price
        hand(scene, scene.dan, cast.friends[1], price_of(half, price))
        world.do("commit", scene.dan, number, half)
        world.do("commit", cast.friends[1], number, half - little)
        straw = cast.straw(with_document=False)
        if straw:
            hand(scene, scene.dan, straw, EACH)
            world.do("commit", straw, number, little)
        back = price_of(half, price) * 2 * (TIMES - 1) // TIMES
        world.after(20 * DAY, hand, scene, cast.friends[0], scene.dan, back)
