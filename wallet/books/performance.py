"""What holdings have earned: the average view, rates of return, and what an auction would pay now.

The past is valued at the reference price of the time; before there was one, at what had been paid.
Where there is none now, what a holding is worth is not known, and no rate of return is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wallet.base.money import money_of
from wallet.books import folds_auction, holdings
from wallet.books.auctions import would_clear
from wallet.books.deals import Deal, Tally, deals_of, tallies
from wallet.books.persons import PersonRef
from wallet.books.returns import UNKNOWN, Chained, Rates, money_weighted, rates
from wallet.books.sums import outside, passes_on
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class Earned:
    """One person's shares over time. `value` is at the reference price; `clears_at` is the price at
    which their running auction would settle now, `clears_value` what is held at it. None: unknown.

    `to_come` is what can be claimed, less what passes on. Of `tally`, see there.
    """

    token: PersonRef
    tally: Tally
    reference: int | None
    value: int | None
    clears_at: int | None
    clears_value: int | None
    auction_ends: int | None
    to_come: int
    rates: Rates


@dataclass(frozen=True, slots=True)
class Performance:
    """All of it, those first of whom most is held; `rates` of all whose value is known together.

    `left_out` holdings have no reference price.
    """

    at: int
    rows: tuple[Earned, ...]
    rates: Rates
    left_out: int
    average_cost: int
    average_result: int
    result: int
    siphon: int
    received: int
    passed_on: int


def performance(view: View) -> Performance:
    """What everything that was ever held of others has earned whoever looks."""
    deals = deals_of(view)
    own: dict[int, list[Deal]] = {}
    for deal in deals:
        own.setdefault(deal.token, []).append(deal)
    ext = outside(view.tables, view.me or 0)
    rows = [_earned(view, tally, own[token], ext) for token, tally in tallies(deals).items()]
    rows.sort(key=lambda one: (-(one.value or 0), -one.tally.average_cost, one.token.id))
    known = {one.token.id: one for one in rows if one.value is not None}
    every = [one.tally for one in rows]
    return Performance(
        at=view.now,
        rows=tuple(rows),
        rates=_rates(
            view,
            [deal for deal in deals if deal.token in known],
            sum(one.value or 0 for one in known.values()),
            sum(one.to_come for one in known.values()),
        ),
        left_out=len(rows) - len(known),
        average_cost=sum(one.average_cost for one in every),
        average_result=sum(one.average_result for one in every),
        result=sum(one.result for one in every),
        siphon=sum(one.siphon for one in every),
        received=sum(one.received for one in every),
        passed_on=sum(one.passed_on for one in every),
    )


def _earned(view: View, tally: Tally, deals: Sequence[Deal], ext: int) -> Earned:
    token = tally.token
    row = view.tables.row("SELECT reference, acc FROM token WHERE id = ?", token)
    reference = row["reference"] if row else 0
    held = view.tables.row(
        "SELECT * FROM position WHERE token = ? AND person = ?", token, view.me or 0
    )
    claim = holdings.claimable(held, row["acc"]) if row and held else 0
    to_come = claim - passes_on(claim, ext)
    value = money_of(tally.units, reference) if reference or not tally.units else None
    running = folds_auction.running(view.tables, token)
    cleared = would_clear(view, token, running) if running else None
    return Earned(
        token=view.person(token),
        tally=tally,
        reference=reference or None,
        value=value,
        clears_at=cleared.price if cleared else None,
        clears_value=money_of(tally.units, cleared.price) if cleared else None,
        auction_ends=running["ends"] if running else None,
        to_come=to_come,
        rates=UNKNOWN if value is None else _rates(view, deals, value, to_come),
    )


def _rates(view: View, deals: Sequence[Deal], value: int, to_come: int) -> Rates:
    """The rates of some tokens' deals together, worth `value` now with `to_come` beside it."""
    if not deals:
        return UNKNOWN
    chained = _chained(view, deals)
    chained.deal(value, 0, to_come, value)
    flows = [(deal.at, deal.into - deal.out) for deal in deals if deal.into != deal.out]
    weighted = money_weighted(flows, view.now, value + to_come)
    return rates(chained.growth, weighted, deals[0].at, view.now)


@dataclass
class _Book:
    """What is held at a moment of the past, and what it was worth."""

    tokens: dict[int, Tally] = field(default_factory=dict)
    prices: dict[int, int] = field(default_factory=dict)
    total: int = 0

    def price(self, token: int, price: int) -> None:
        self._change(token, self.tokens.get(token, Tally(token)), price)

    def deal(self, deal: Deal) -> None:
        held = self.tokens.get(deal.token, Tally(deal.token))
        self._change(deal.token, held.after(deal), self.prices.get(deal.token, 0))

    def _change(self, token: int, tally: Tally, price: int) -> None:
        self.total -= self._value(token)
        self.tokens[token], self.prices[token] = tally, price
        self.total += self._value(token)

    def _value(self, token: int) -> int:
        held, price = self.tokens.get(token), self.prices.get(token, 0)
        if held is None:
            return 0
        return money_of(held.units, price) if price else held.average_cost


def _chained(view: View, deals: Sequence[Deal]) -> Chained:
    book, chained = _Book(), Chained()
    for one in _in_order(view, deals):
        before = book.total
        if isinstance(one, Deal):
            book.deal(one)
            chained.deal(before, one.into, one.out, book.total)
        else:
            book.price(*one)
            chained.market(book.total)
    return chained


def _in_order(view: View, deals: Iterable[Deal]) -> Iterator[Deal | tuple[int, int]]:
    """Deals, and new reference prices as (token, price), as the chain took them."""
    found: list[tuple[int, int, Deal | tuple[int, int]]] = []
    tokens = set()
    for deal in deals:
        found.append((deal.block, deal.log, deal))
        tokens.add(deal.token)
    for token in tokens:
        for row in view.tables.rows("SELECT * FROM quote WHERE token = ?", token):
            found.append((row["block"], row["log"], (token, row["price"])))
    found.sort(key=lambda one: one[:2])
    return (one for _, _, one in found)
