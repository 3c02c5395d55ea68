"""Every deal of one person in others' tokens, in the order in which the chain took them.

A deal is a purchase, a sale, a claim, or shares that a decision gave or took. From them follow the
average of what was paid, what selling brought by either way of counting, and rates of return.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from wallet.books.store import Row, ledger_events
from wallet.books.view import View

BOUGHT: Final = "bought"
SOLD: Final = "sold"
CLAIMED: Final = "claimed"
GIVEN: Final = "given"
TAKEN: Final = "taken"
"""Kinds of deals; given and taken is what a decision forces."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal. `money` is what was paid, the proceeds, or the amount of a distribution.

    `passed_on` of it went to one's own holders. `cost` is what had been paid for the units that
    leave, oldest first: of a sale or of what was taken; of what was given it is what the one who
    had them paid, because a lot keeps its cost.
    """

    at: int
    block: int
    log: int
    token: int
    kind: str
    units: int
    money: int
    passed_on: int = 0
    cost: int = 0

    @property
    def into(self) -> int:
        """Money, or shares at their cost, that a person put in."""
        return {BOUGHT: self.money, GIVEN: self.cost}.get(self.kind, 0)

    @property
    def out(self) -> int:
        """Money, or shares at their cost, that a person took out; less what was passed on."""
        if self.kind == TAKEN:
            return self.cost
        return self.money - self.passed_on if self.kind in (SOLD, CLAIMED) else 0

    @property
    def change(self) -> int:
        """By how many units the position grows."""
        return {BOUGHT: self.units, GIVEN: self.units}.get(self.kind, -self.units)


@dataclass(frozen=True, slots=True)
class Tally:
    """All deals in one token added up, and the average view of them.

    `average_cost` is what was paid for the units held, each at the average of those held when it
    was bought or sold; `average_result` is what sales brought over it, `result` over the cost of
    the oldest.
    """

    token: int
    units: int = 0
    average_cost: int = 0
    bought: int = 0
    proceeds: int = 0
    result: int = 0
    average_result: int = 0
    siphon: int = 0
    received: int = 0
    passed_on: int = 0

    def after(self, deal: Deal) -> Tally:
        """The tally with one deal more. Part of the average is rounded down, as a lot's is."""
        leaves = min(self.units, max(0, -deal.change))
        part = self.average_cost * leaves // self.units if leaves else 0
        sold, claimed = deal.kind == SOLD, deal.kind == CLAIMED
        return Tally(
            token=self.token,
            units=self.units + deal.change,
            average_cost=self.average_cost + deal.into - part,
            bought=self.bought + (deal.money if deal.kind == BOUGHT else 0),
            proceeds=self.proceeds + (deal.money if sold else 0),
            result=self.result + (deal.money - deal.cost if sold else 0),
            average_result=self.average_result + (deal.money - part if sold else 0),
            siphon=self.siphon + (deal.passed_on if sold else 0),
            received=self.received + (deal.money if claimed else 0),
            passed_on=self.passed_on + (deal.passed_on if claimed else 0),
        )


def deals_of(view: View) -> tuple[Deal, ...]:
    """Every deal of whoever looks, the earliest first."""
    me = view.me or 0
    found = [
        *_placed(view, me),
        *(_deal(row, BOUGHT, row["paid"]) for row in _rows(view, "sale", "buyer", me)),
        *(
            _deal(row, SOLD, row["proceeds"], row["siphon"], row["bought_for"])
            for row in _rows(view, "sale", "seller", me)
        ),
        *(
            _deal(row, CLAIMED, row["amount"], row["passed_on"])
            for row in _rows(view, "claim", "holder", me)
        ),
        *(_deal(row, GIVEN, 0, 0, row["paid"]) for row in _rows(view, "forced", "receiver", me)),
        *(_deal(row, TAKEN, 0, 0, row["paid"]) for row in _rows(view, "forced", "sender", me)),
    ]
    return tuple(sorted(found, key=lambda deal: (deal.block, deal.log, deal.kind)))


def tallies(deals: Iterable[Deal]) -> dict[int, Tally]:
    """The tally of each token."""
    found: dict[int, Tally] = {}
    for deal in deals:
        found[deal.token] = found.get(deal.token, Tally(deal.token)).after(deal)
    return found


def _rows(view: View, table: str, who: str, me: int) -> list[Row]:
    return view.tables.rows(f"SELECT * FROM {table} WHERE {who} = ? AND token != ?", me, me)


def _deal(row: Row, kind: str, money: int, passed_on: int = 0, cost: int = 0) -> Deal:
    units = 0 if kind == CLAIMED else row["units"]
    return Deal(
        row["at"], row["block"], row["log"], row["token"], kind, units, money, passed_on, cost
    )


def _placed(view: View, me: int) -> list[Deal]:
    """What was bought in raises: these events make no row of their own."""
    events = ledger_events(view.tables, me, ("Placed",))
    return [
        Deal(
            event.at, event.block, event.index, event.fields["token"], BOUGHT,
            event.fields["units"], event.fields["paid"],
        )
        for event in events
        if event.fields["buyer"] == me
    ]  # fmt: skip
