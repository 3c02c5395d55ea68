"""A strategy made of steps: who does what, when, with arguments that are drawn as parts of one.

The seam for a search. A step names an act of `acts`, a member of the coalition, a day, and for each
argument a number from 0 to 1; what that means is looked up when the day comes, in the scene as it
then is. The rules allow or refuse it like any other act.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wallet.rules.units import DAY, HOUR, PRICE_UNITS, S
from wallet.simulate.strategy import Strategy
from wallet.simulate.world import GENESIS

if TYPE_CHECKING:
    from wallet.rules.debts import Debt
    from wallet.simulate.scene import Scene
    from wallet.simulate.truth import Sale

MOMENTS = ("raised", "wants_to_invest", "wants_to_sell", "sold", "owes", "wants_to_raise")
"""What an honest Dan does by himself, and a script may leave out."""


@dataclass(frozen=True)
class Step:
    """One act of a script."""

    day: float
    kind: str
    actor: int
    """0: Dan; 1 to 3: his friends."""
    genes: tuple[float, ...]
    """From 0 to 1, one for each argument that is drawn; missing ones count as a half."""


class Script(Strategy):
    """What the steps say, and what an honest Dan does beside them unless it is left out."""

    friends = 3

    def __init__(self, steps: Sequence[Step] = (), left_out: frozenset[str] = frozenset()) -> None:
        self.steps, self.left_out = steps, left_out

    def begins(self, scene: Scene) -> None:
        """Put every step into the calendar."""
        for step in self.steps:
            scene.world.at(GENESIS + step.day * DAY, self._play, scene, step)

    def _play(self, scene: Scene, step: Step) -> None:
        actor = people(scene)[step.actor % 4]
        arguments = DRAW[step.kind](Draw(scene, actor, step.genes))
        if arguments is not None:
            scene.world.do(step.kind, actor, *arguments)

    def raised(self, scene: Scene) -> None:
        """Found the company; leaving this out leaves the stake undeclared."""
        scene.found()
        if "raised" not in self.left_out:
            scene.declare(scene.luck.cost)

    def wants_to_invest(self, scene: Scene) -> None:
        """As an honest Dan, or not."""
        if "wants_to_invest" not in self.left_out:
            super().wants_to_invest(scene)

    def wants_to_sell(self, scene: Scene) -> None:
        """As an honest Dan, or not."""
        if "wants_to_sell" not in self.left_out:
            super().wants_to_sell(scene)

    def sold(self, scene: Scene, sale: Sale) -> None:
        """As an honest Dan, or not."""
        if "sold" not in self.left_out:
            super().sold(scene, sale)

    def owes(self, scene: Scene, debt: Debt) -> None:
        """As an honest Dan, or not."""
        if "owes" not in self.left_out:
            super().owes(scene, debt)

    def wants_to_raise(self, scene: Scene) -> None:
        """As an honest Dan, or not."""
        if "wants_to_raise" not in self.left_out:
            super().wants_to_raise(scene)


def people(scene: Scene) -> list[int]:
    """The coalition, whom a script may move."""
    return [scene.dan, *scene.cast.friends]


class Draw:
    """Turns the genes of a step into arguments, one after the other."""

    def __init__(self, scene: Scene, actor: int, genes: tuple[float, ...]) -> None:
        self.scene, self.actor = scene, actor
        self.rules = scene.rules
        self._genes = iter(genes)

    def gene(self) -> float:
        """The next number from 0 to 1."""
        return min(max(next(self._genes, 0.5), 0.0), 0.999999)

    def one_of(self, those: Sequence[int]) -> int | None:
        """One of some numbers; None if there are none."""
        gene = self.gene()
        return those[int(gene * len(those))] if those else None

    def token(self) -> int:
        """Of Dan, Xenia or the friend who issued."""
        cast = self.scene.cast
        return (cast.dan, cast.xenia, cast.friends[0])[int(self.gene() * 3)]

    def person(self) -> int:
        """One of the coalition."""
        return people(self.scene)[int(self.gene() * 4)]

    def price(self, token: int) -> int:
        """From an eighth to eight times what the public thinks the shares are worth."""
        worth = self.scene.market.worth_of(token) or self.scene.luck.base
        return max(1, int(worth * 2 ** (6 * self.gene() - 3)))

    def cash(self) -> int:
        """A part of the actor's money."""
        return int(self.rules.network.people[self.actor].cash * self.gene())

    def bought(self, price: int) -> int:
        """Units for a part of the actor's money at a price."""
        return self.cash() * PRICE_UNITS // price

    def sellable(self, token: int) -> int:
        """A part of what the actor could sell; all of it from nine tenths on."""
        known = self.rules.network.tokens.get(token)
        gene = self.gene()
        if known is None:
            return 0
        units = self.rules.network.sellable(token, self.actor)
        return units if gene > 0.9 else int(units * gene)

    def raises(self) -> int | None:
        """An offering that is open."""
        deals = self.rules.offerings.raises
        return self.one_of([deal.number for deal in deals if deal.state == "open"])


Arguments = tuple[object, ...] | None


def _order(sells: bool) -> Callable[[Draw], Arguments]:
    def draw(the: Draw) -> Arguments:
        token = the.token()
        if token not in the.rules.network.tokens:
            return None
        price = the.price(token)
        units = the.sellable(token) if sells else the.bought(price)
        return (token, units, price)

    return draw


def _offer(the: Draw) -> Arguments:
    price = the.price(the.actor)
    most = int(S * 0.49 * the.gene())
    lasts = 2 * DAY + HOUR + int(57 * DAY * the.gene() ** 2)
    return (max(1, most // 10), max(1, most), price, lasts, 0)


def _commit(the: Draw) -> Arguments:
    number = the.raises()
    if number is None:
        return None
    return (number, the.bought(the.rules.offerings.raises[number].price))


def _uncommit(the: Draw) -> Arguments:
    number = the.raises()
    if number is None:
        return None
    line = the.rules.offerings.raises[number].line
    place = the.one_of([n for n, entry in enumerate(line) if entry.person == the.actor])
    return None if place is None else (number, place)


def _closed(the: Draw) -> Arguments:
    deals = the.rules.offerings.raises
    number = the.one_of([deal.number for deal in deals if deal.state == "succeeded"])
    return None if number is None else (number,)


def _report(the: Draw) -> Arguments:
    sales = [sale for sale in the.scene.truth.sales if not sale.exits and sale.stake is not None]
    place = the.one_of(range(len(sales)))
    if place is None:
        return None
    sale, said = sales[place], the.gene()
    proceeds = sale.proceeds if said > 0.5 else int(sale.proceeds * 2 * said)
    return (sale.stake, 1_000_000, proceeds, 0, sale.closed_at, 1)


def _debt(the: Draw) -> Arguments:
    debts = [debt.number for debt in the.rules.network.open_debts(the.scene.dan)]
    number = the.one_of(debts)
    return None if number is None else (number, the.cash())


def _exit(the: Draw) -> Arguments:
    number = the.one_of(list(the.rules.companies.exits))
    return None if number is None else (number,)


def _attested(the: Draw) -> Arguments:
    """Attestors sign what is true, and only of them is one asked here."""
    truth = the.scene.truth
    true = [number for sale in truth.sales for number in sale.exits if not truth.hidden(sale)]
    number = the.one_of(true)
    return None if number is None else (number,)


def _token(the: Draw) -> Arguments:
    token = the.token()
    return (token,) if token in the.rules.network.tokens else None


DRAW: dict[str, Callable[[Draw], Arguments]] = {
    "sell": _order(True),
    "buy": _order(False),
    "withdraw_order": _token,
    "offer": _offer,
    "commit": _commit,
    "uncommit": _uncommit,
    "pay_out": _closed,
    "report_exit": _report,
    "attest_exit": _attested,
    "open_window": _exit,
    "dispute": _exit,
    "accept": _exit,
    "pay_debt": _debt,
    "distribute": lambda the: (the.cash(),),
    "declare": lambda the: (1_000_000, the.cash()),
    "hand": lambda the: (the.person(), the.cash()),
    "issue": lambda the: (),
}
"""The acts that a script may name, and how their arguments are drawn."""
