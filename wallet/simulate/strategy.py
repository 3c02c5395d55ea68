"""What a strategy is: what Dan and his friends do where an honest Dan would do something else.

`Strategy` itself is honest in everything. A strategy is a class in a file of `strategies`, which
overrides the moments in which it does not; its docstring tells its story.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.simulate.folder import Told, kinds_in

if TYPE_CHECKING:
    from wallet.rules.debts import Debt
    from wallet.rules.watching import Report
    from wallet.simulate.scene import Scene
    from wallet.simulate.truth import Sale


class Strategy(Told):
    """An honest person, at each moment of a scene in which one could be something else."""

    friends = 0
    """How many friends take part."""
    stops = ""
    """What stops it, in a sentence."""
    outside = False
    """Whether no chain can see it: what makes it cheating happens outside."""
    auction = False
    """Whether it goes through an auction."""
    control = False
    """Whether nobody is cheated: it is played to be compared with."""
    compare = ""
    """Beside which other strategy it is to be seen: a control, or the plain form of the same."""
    open_outcome = False
    """Whether it is decided before anyone knows how Dan's company will do: most fail."""
    first_price = 1.0
    """What Dan's shares cost in his first raise, beside what they are worth."""
    first_part = 1.0
    """How many shares he offers in it, beside what his holders want."""
    private_price = 1.0
    """What the friend's shares cost in the raise among friends, beside what they are worth."""

    def begins(self, scene: Scene) -> None:
        """Everybody has joined, nothing has happened; the first raise opens tomorrow."""

    def raising(self, scene: Scene) -> None:
        """The first raise has opened; Dan's holders come tomorrow."""

    def raised(self, scene: Scene) -> None:
        """The first raise is closed and its money withdrawn; the company is founded."""
        scene.found()
        scene.declare(scene.luck.cost)

    def wants_to_invest(self, scene: Scene) -> None:
        """Xenia raises, and a friend of Dan's; he puts some money into each."""
        scene.invest(scene.dan)
        scene.invest_among_friends()

    def wants_to_sell(self, scene: Scene) -> None:
        """Both tokens have risen; Dan sells what he has of them."""
        scene.sell_fairly(scene.dan, scene.cast.xenia)
        scene.sell_fairly(scene.dan, scene.cast.friends[0])

    def takes_the_offer(self, scene: Scene, proceeds: int) -> bool:
        """Somebody offers to buy Dan's company: does he sell?"""
        return True

    def sold(self, scene: Scene, sale: Sale) -> None:
        """Dan's company was sold, and the money is in his wallet."""
        scene.report(sale, sale.proceeds)

    def owes(self, scene: Scene, debt: Debt) -> None:
        """A debt of Dan's is due tomorrow, or is late; he pays what he can."""
        cash = scene.rules.network.people[scene.dan].cash
        scene.world.do("pay_debt", scene.dan, debt.number, cash)

    def accused(self, scene: Scene, number: int, report: Report) -> None:
        """Somebody reported that Dan hides something."""

    def wants_to_raise(self, scene: Scene) -> None:
        """Dan has an idea for a second company, and raises for it."""
        scene.raise_again()

    def money_came(self, scene: Scene, money: int) -> None:
        """The money of the second raise is in Dan's wallet; he founds the company."""
        scene.found_second(money)

    def ends(self, scene: Scene) -> None:
        """The last day but one."""


@cache
def strategies() -> dict[str, type[Strategy]]:
    """Every strategy by name: each file of the folder holds one."""
    from wallet.simulate import strategies as folder

    return kinds_in(folder, Strategy)


def strategy(name: str) -> type[Strategy]:
    """Return a strategy by its name.

    Raises:
        WalletError: There is none.
    """
    try:
        return strategies()[name]
    except KeyError:
        raise WalletError(
            f"There is no strategy called {name}.",
            "Run symbolon simulate --list to see them.",
            "simulate.strategy",
        ) from None
