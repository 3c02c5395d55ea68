"""A banned person who comes back."""

from __future__ import annotations

from wallet.rules.registry import DOCUMENT, Paper
from wallet.rules.units import DAY, DOLLAR, S
from wallet.simulate.cast import LIFE, VERIFIER, tag_of
from wallet.simulate.scene import Scene
from wallet.simulate.strategies.hide_and_run import HideAndRun
from wallet.simulate.world import GENESIS

DAY_OF_RETURN = 1_000


class ComeBack(HideAndRun):
    """Dan hides the sale, pays nothing and is banned. He tries to join again with his own document;
    where a verifier would invent a human for money, he pays for one, and raises anew."""

    stops = (
        "The same human has the same tag whoever verifies them, and it is burnt. What is left is a "
        "verifier who lies: found, it loses its accreditation."
    )

    def begins(self, scene: Scene) -> None:
        """Remember the day."""
        scene.world.at(GENESIS + DAY_OF_RETURN * DAY, self._return, scene)

    def _return(self, scene: Scene) -> None:
        world, known = scene.world, scene.parameters
        if not scene.rules.network.people[scene.dan].banned:
            return
        own = tag_of(scene.dan)
        paper = Paper("wallet of the banned", own, DOCUMENT, 276, 0, world.now, world.now + LIFE,
                      VERIFIER)  # fmt: skip
        world.do("join", 0, paper, False)
        cost = int(known.false_tag_cost * DOLLAR)
        if not world.chance.happens(known.bent_verifiers, "bent"):
            return
        if world.do("spend", scene.dan, cost).refused:
            return
        invented = scene.cast.enter(0)
        scene.cast.straws.append(invented)
        scene.luck.invented.add(invented)
        world.do("issue", invented)
        most, price = S // 5, int(scene.luck.base * 0.85)
        number = world.do("offer", invented, most // 10, most, price, 30 * DAY, 0).result
        world.after(34 * DAY, world.do, "pay_out", invented, number)
