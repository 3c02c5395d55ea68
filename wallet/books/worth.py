"""Net worth over time: what Home says of now, said of every moment at which it changed.

Everything is read back out of the events that name whoever looks, and of what those they held have
shared and been worth. The dollars of the past are those of now without what has moved since; where
the network does not let us follow dollars, their past is not known, and is left out and said so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.money import ALL_SHARES, money_of
from wallet.books.deals import deals_of
from wallet.books.folds_auction import SURPLUS
from wallet.books.holdings import ACC_BITS
from wallet.books.store import OF_WHOM, event_of
from wallet.books.sums import USUAL_RATE, due_now, passes_on
from wallet.books.view import View
from wallet.chain.logs import Event

MOST_POINTS: Final = 400


@dataclass(frozen=True, slots=True)
class WorthPoint:
    """One moment. `worth` is everything less what is owed, None where dollars are not known.

    `holdings` are at the reference prices of the time, `unpriced` of them without one; `waiting`
    is credit, money in orders and commitments, and what could be claimed less what passes on.
    """

    at: int
    worth: int | None
    dollars: int | None
    holdings: int
    unpriced: int
    waiting: int
    owed: int


@dataclass(frozen=True, slots=True)
class Worth:
    """The points, the earliest first; the last is now. `thinned` where there were too many."""

    at: int
    points: tuple[WorthPoint, ...]
    thinned: bool


def worth(view: View, most: int = MOST_POINTS) -> Worth:
    """Net worth of whoever looks from their first event until now."""
    me = view.me or 0
    events = _events(view, me)
    times = sorted({event.at for event in events})
    step = max(1, -(-len(times) // most))
    wanted = set(times[::-step])
    purse, after = _Purse(me, view.account.lower()), _moved(view, events)
    points: list[WorthPoint] = []
    for number, event in enumerate(events):
        purse.take(event)
        last = number + 1 == len(events) or events[number + 1].at != event.at
        if last and event.at in wanted:
            points.append(purse.point(event.at, _dollars(view, after, number)))
    if points:
        points.append(purse.point(view.now, view.dollars))
    return Worth(view.now, tuple(points), step > 1)


@dataclass
class _Held:
    """A position in another's token, as the ledger keeps it."""

    units: int = 0
    pending: int = 0
    checkpoint: int = 0

    def claimable(self, acc: int) -> int:
        return self.pending + (self.units * (acc - self.checkpoint) >> ACC_BITS)

    def settle(self, acc: int, change: int) -> None:
        self.pending, self.checkpoint = self.claimable(acc), acc
        self.units += change

    def claim(self, acc: int) -> None:
        if self.units * (acc - self.checkpoint) >> ACC_BITS:
            self.checkpoint = acc
        self.pending = 0


@dataclass
class _Debt:
    gain_left: int
    due: int
    creditor: int
    rate: int


@dataclass
class _Purse:
    """Everything but the wallet's dollars, event by event."""

    me: int
    account: str
    credit: int = 0
    outside: int = 0
    orders: dict[int, int] = field(default_factory=dict)
    entries: dict[tuple[int, int], int] = field(default_factory=dict)
    held: dict[int, _Held] = field(default_factory=dict)
    accs: dict[int, int] = field(default_factory=dict)
    prices: dict[int, int] = field(default_factory=dict)
    debts: dict[int, _Debt] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """What an event changes."""
        said = event.fields
        change = _CHANGES.get((event.contract, event.name))
        if change is not None:
            change(self, said)

    def point(self, at: int, dollars: int | None) -> WorthPoint:
        """What it all is at a moment after the last event."""
        holdings = unpriced = claims = 0
        for token, held in self.held.items():
            price = self.prices.get(token, 0)
            holdings += money_of(held.units, price) if price else 0
            unpriced += bool(held.units and not price)
            amount = held.claimable(self.accs.get(token, 0))
            claims += amount - passes_on(amount, self.outside)
        waiting = self.credit + sum(self.orders.values()) + sum(self.entries.values()) + claims
        owed = sum(
            due_now(
                debt.gain_left, debt.due, ALL_SHARES if debt.creditor else self.outside, at,
                debt.rate,
            )[0]
            for debt in self.debts.values()
        )  # fmt: skip
        total = None if dollars is None else dollars + waiting + holdings - owed
        return WorthPoint(at, total, dollars, holdings, unpriced, waiting, owed)

    def _move(self, token: int, change: int) -> None:
        """Shares of another's token come or go; of one's own, all that others hold does."""
        if token == self.me:
            self.outside -= change
            return
        self.held.setdefault(token, _Held()).settle(self.accs.get(token, 0), change)

    def siphoned(self, said: Any) -> None:
        acc = self.accs.get(said["issuer"], 0)
        self.accs[said["issuer"]] = acc + (said["gain"] << ACC_BITS) // ALL_SHARES

    def priced(self, said: Any) -> None:
        self.prices[said["token"]] = said["price"]

    def placed(self, said: Any) -> None:
        if said["token"] == self.me:
            self.outside += said["units"]
        elif said["buyer"] == self.me:
            self._move(said["token"], said["units"])

    def sold(self, said: Any) -> None:
        token = said["token"]
        if said["seller"] == self.me:
            self._move(token, -said["units"])
        if said["buyer"] == self.me:
            self._move(token, said["units"])
            if token in self.orders:
                self.orders[token] -= said["paid"]

    def forced(self, said: Any) -> None:
        if said["sender"] == self.me:
            self._move(said["token"], -said["units"])
        if said["receiver"] == self.me:
            self._move(said["token"], said["units"])

    def claimed(self, said: Any) -> None:
        token = said["token"]
        if said["holder"] == self.me and token in self.held:
            self.held[token].claim(self.accs.get(token, 0))

    def credited(self, said: Any) -> None:
        self.credit += said["amount"] if said["person"] == self.me else 0

    def withdrawn(self, said: Any) -> None:
        self.credit -= said["amount"] if said["person"] == self.me else 0

    def ordered(self, said: Any) -> None:
        if said["person"] == self.me:
            self.orders[said["token"]] = said.get("staked", 0)

    def released(self, said: Any) -> None:
        token = said["token"]
        if said["person"] != self.me or token not in self.orders:
            return
        if said["reason"] == SURPLUS:
            self.orders[token] -= said["money"]
        else:
            del self.orders[token]

    def committed(self, said: Any) -> None:
        if said["person"] == self.me:
            self.entries[said["offering"], said["entry"]] = said["paid"]

    def uncommitted(self, said: Any) -> None:
        self.entries.pop((said["offering"], said["entry"]), None)

    def owes(self, said: Any) -> None:
        if said["issuer"] == self.me:
            self.debts[said["debt"]] = _Debt(
                said["gain"], said["due"], said["creditor"], said.get("rate", USUAL_RATE)
            )

    def owes_more(self, said: Any) -> None:
        debt = self.debts.get(said["debt"])
        if debt is not None:
            debt.gain_left, debt.due = said["gain"], said["due"]

    def paid(self, said: Any) -> None:
        debt = self.debts.get(said["debt"])
        if debt is not None:
            debt.gain_left = said["gain_left"]
            if not debt.gain_left:
                del self.debts[said["debt"]]

    def ended(self, said: Any) -> None:
        self.debts.pop(said["debt"], None)


_CHANGES: Final = {
    ("Ledger", "Siphoned"): _Purse.siphoned,
    ("Ledger", "ReferenceSet"): _Purse.priced,
    ("Ledger", "Placed"): _Purse.placed,
    ("Ledger", "Sold"): _Purse.sold,
    ("Ledger", "LotForced"): _Purse.forced,
    ("Ledger", "Claimed"): _Purse.claimed,
    ("Ledger", "Credited"): _Purse.credited,
    ("Ledger", "Withdrawn"): _Purse.withdrawn,
    ("Auction", "BuyPlaced"): _Purse.ordered,
    ("Auction", "SellPlaced"): _Purse.ordered,
    ("Auction", "OrderReleased"): _Purse.released,
    ("Offering", "Committed"): _Purse.committed,
    ("Offering", "CommitmentWithdrawn"): _Purse.uncommitted,
    ("Offering", "Refunded"): _Purse.uncommitted,
    ("Offering", "Taken"): _Purse.uncommitted,
    ("Companies", "DebtOpened"): _Purse.owes,
    ("Companies", "DebtJoined"): _Purse.owes_more,
    ("Companies", "DebtPaid"): _Purse.paid,
    ("Companies", "DebtEnded"): _Purse.ended,
}


def _events(view: View, me: int) -> list[Event]:
    """Everything that changes it: events that name whoever looks, and of what they held."""
    tokens = {deal.token for deal in deals_of(view)}
    whose = [str(one) for one in (me, view.account.lower()) if one]
    contracts = {contract for contract, _ in _CHANGES} | {"Dollar"}
    line = f"SELECT e.* {OF_WHOM} AND e.contract IN {tuple(sorted(contracts))}"
    found = {}
    for who in whose:
        for row in view.tables.rows(line, who):
            found[row["block"], row["log"]] = event_of(row)
    of_tokens = line + " AND e.name IN ('Siphoned', 'ReferenceSet')"
    for token in tokens:
        for row in view.tables.rows(of_tokens, str(token)):
            found[row["block"], row["log"]] = event_of(row)
    return [found[key] for key in sorted(found)]


def _moved(view: View, events: list[Event]) -> list[int]:
    """For each event, by how much the wallet's dollars have grown after it until now."""
    account, total = view.account.lower(), 0
    found = [0] * len(events)
    for number in range(len(events) - 1, -1, -1):
        found[number] = total
        event = events[number]
        if event.contract == "Dollar" and event.name == "Transfer":
            said = event.fields
            total += said["amount"] * ((said["receiver"] == account) - (said["sender"] == account))
    return found


def _dollars(view: View, moved: list[int], number: int) -> int | None:
    """The wallet's dollars after an event, None where dollars cannot be followed."""
    followed = view.tables.row("SELECT 1 FROM wallet_money LIMIT 1")
    if view.dollars is None or followed is None:
        return None
    return view.dollars - moved[number]
