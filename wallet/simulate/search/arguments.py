"""What the dials of an act come to in the world in which it is tried.

A dial's lower half is the argument that a person would mean first - all of it, the going price,
the truth - and its upper half anything else: most acts that can be drawn are then possible ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from wallet.rules.units import DAY, HOUR, PRICE_UNITS, S
from wallet.simulate.acts import KINDS

if TYPE_CHECKING:
    from wallet.simulate.search.stage import Stage

T = TypeVar("T")
HIGHEST = 2**64 - 1
"""Prices are at most this."""
ALL_OF_IT = 2**127
DOUBLINGS = (-2, 4)
"""Prices that are drawn lie between so many halvings and doublings of the worth."""


def rest(dial: float) -> float | None:
    """None in the lower half of a dial; how far through its upper half it is otherwise."""
    return None if dial < 0.5 else 2 * (dial - 0.5)


def part(amount: int, dial: float) -> int:
    """All of it in the lower half; a part of it otherwise."""
    over = rest(dial)
    return amount if over is None else int(amount * over)


def one_of(those: Sequence[T], dial: float) -> T | None:
    """One of those; None if there are none."""
    return those[min(int(dial * len(those)), len(those) - 1)] if those else None


class Arguments:
    """Reads the dials of one act."""

    def __init__(self, stage: Stage, kind: str, actor: int) -> None:
        self.stage, self.kind, self.actor = stage, kind, actor
        self.net = stage.rules.network
        self.known: dict[str, Any] = {}
        """Sort -> the argument of that sort, as far as they are read."""

    def read(self, dials: Sequence[float]) -> tuple[Any, ...] | None:
        """Return the arguments; None if there is nothing that the act could be about."""
        sorts = KINDS[self.kind].sorts
        order = sorted(range(len(sorts)), key=lambda place: LATER.get(sorts[place], 0))
        found: list[Any] = [None] * len(sorts)
        for place in order:
            value = READERS[sorts[place]](self, dials[place], place)
            if value is None:
                return None
            found[place] = value
            self.known[sorts[place]] = value
        return tuple(found)

    @property
    def cash(self) -> int:
        """What the actor can spend."""
        return self.net.people[self.actor].cash

    # Whom and what

    def token(self, dial: float, place: int) -> int | None:
        """One of the tokens that there are."""
        return one_of(list(self.net.tokens), dial)

    def person(self, dial: float, place: int) -> int | None:
        """One of the coalition."""
        return one_of(self.stage.coalition, dial)

    def raise_(self, dial: float, place: int) -> int | None:
        """An offering, the latest first."""
        return one_of(range(len(self.stage.rules.offerings.raises) - 1, -1, -1), dial)

    def place(self, dial: float, place: int) -> int | None:
        """A place in a line: one's own first; where there is none, a buy-back's."""
        if "raise" not in self.known:
            return one_of(range(4), dial)
        line = self.stage.rules.offerings.raises[self.known["raise"]].line
        own = [number for number, entry in enumerate(line) if entry.person == self.actor]
        over = rest(dial)
        return one_of(own, 0) if own and over is None else one_of(range(len(line)), over or 0)

    def places(self, dial: float, place: int) -> tuple[int, ...] | None:
        """Everybody in line, or some."""
        line = self.stage.rules.offerings.raises[self.known["raise"]].line
        return tuple(range(part(len(line), dial))) or None

    def stake(self, dial: float, place: int) -> int | None:
        """One of the actor's stakes, the oldest first."""
        stakes = self.stage.rules.companies.stakes
        return one_of([n for n, held in enumerate(stakes) if held.owner == self.actor], dial)

    def version(self, dial: float, place: int) -> int:
        """The newest version, another, or none."""
        count = len(self.stage.rules.companies.stakes[self.known["stake"]].versions)
        over = rest(dial)
        return count if over is None else round(over * count)

    def exit(self, dial: float, place: int) -> int | None:
        """An exit, the latest first."""
        return one_of(sorted(self.stage.rules.companies.exits, reverse=True), dial)

    def debt(self, dial: float, place: int) -> int | None:
        """An open debt, the latest first."""
        open_ = [debt.number for debt in self.net.debts.values() if debt.gain]
        return one_of(sorted(open_, reverse=True), dial)

    def report(self, dial: float, place: int) -> int | None:
        """A report, the latest first."""
        return one_of(range(len(self.stage.rules.watching.reports), 0, -1), dial)

    def decision(self, dial: float, place: int) -> int | None:
        """A decision, the latest first."""
        return one_of(range(len(self.stage.rules.powers.decisions), 0, -1), dial)

    def word(self, dial: float, place: int) -> str:
        """The name of a company."""
        sales = self.stage.truth.sales
        return sales[0].company if sales else "GB-COH:1"

    def flag(self, dial: float, place: int) -> bool:
        """Yes or no."""
        return dial < 0.5

    # How much

    def price(self, dial: float, place: int) -> int | None:
        """A price that means something for this token, or any within some doublings."""
        token = self.known.get("token", self.actor)
        if "raise" in self.known or token not in self.net.tokens:
            return None
        reference = self.net.tokens[token].reference
        worth = self.stage.worth.get(token) or reference or PRICE_UNITS // S
        over = rest(dial)
        if over is None:
            telling = [worth, worth * 96 // 100]
            if reference:
                telling += [2 * reference, reference, (reference + 1) // 2]
            return max(1, one_of(telling, 2 * dial) or 1)
        low, high = DOUBLINGS
        return max(1, min(HIGHEST, int(worth * 2 ** (low + (high - low) * over))))

    def units(self, dial: float, place: int) -> int | None:
        """So many units as the act can be about."""
        if self.kind == "sell":
            return part(self.net.sellable(self.known["token"], self.actor), dial) or None
        if self.kind == "buy":
            affordable = self.cash * PRICE_UNITS // self.known["price"]
            return min(part(self._for_sale(), dial), affordable) or None
        if self.kind == "offer":
            own = self.net.tokens[self.actor].holding(self.actor) if self._issued else None
            room = own.units - own.reserved - 51 * S // 100 if own else 0
            return (part(room, dial) if place else max(1, room // 1_000)) if room > 0 else None
        if self.kind == "commit":
            deal = self.stage.rules.offerings.raises[self.known["raise"]]
            return min(deal.most, part(self.cash, dial) * PRICE_UNITS // deal.price) or None
        return part(1_000_000, dial) or None  # of a stake

    @property
    def _issued(self) -> bool:
        return self.actor in self.net.tokens

    def _for_sale(self) -> int:
        """Units on sale in a token's auction; everything outside where none are."""
        token = self.known["token"]
        call = self.stage.rules.auctions.call(token)
        return sum(sell.units for sell in call.sells.values()) or self.net.tokens[token].outside

    def money(self, dial: float, place: int) -> int:
        """All the money that there is to give, or the truth about a company, or something else."""
        sale = next((sale for sale in self.stage.truth.sales if sale.owner == self.actor), None)
        over = rest(dial)
        if self.kind == "pay_debt" and over is None:
            return ALL_OF_IT
        if self.kind == "report_exit" and place == 3:
            return 0 if over is None or sale is None else int(sale.proceeds * over)
        if self.kind in ("declare", "amend", "report_exit", "commit_report"):
            about = (
                0 if sale is None else sale.cost if self.kind != "report_exit" else sale.proceeds
            )
            return about if over is None else int(4 * about * over)
        return part(self.cash, dial)

    def seconds(self, dial: float, place: int) -> int:
        """When it was, or how long it is to last."""
        over, now = rest(dial), self.net.now
        if self.kind == "offer":
            if place == 4:
                return 0 if over is None else int(over * 30 * DAY)
            return 49 * HOUR if over is None else 49 * HOUR + int(over * 10 * DAY)
        sales = self.stage.truth.sales
        return sales[0].closed_at if sales and over is None else now


Reader = Callable[[Arguments, float, int], Any]
LATER = {"price": 1, "place": 1, "places": 1, "version": 1, "units": 2}
"""What depends on other arguments is read after them."""
READERS: dict[str, Reader] = {
    "token": Arguments.token,
    "person": Arguments.person,
    "raise": Arguments.raise_,
    "place": Arguments.place,
    "places": Arguments.places,
    "stake": Arguments.stake,
    "version": Arguments.version,
    "exit": Arguments.exit,
    "debt": Arguments.debt,
    "report": Arguments.report,
    "decision": Arguments.decision,
    "word": Arguments.word,
    "flag": Arguments.flag,
    "price": Arguments.price,
    "units": Arguments.units,
    "money": Arguments.money,
    "seconds": Arguments.seconds,
}
