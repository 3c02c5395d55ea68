"""The statement of a year: what was held when it began and ended, and everything in between.

A year is that of a zone. Distributions and siphons count when they were claimed and shared, sales
when they settled. Prices are reference prices as they stood at the instant; where there was none,
the value is unknown and in no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from wallet.base.clock import month_ends, year_bounds, year_of
from wallet.base.errors import WalletError
from wallet.base.money import money_of
from wallet.books.disposals import Disposal, History, LotAt, Purchase, Raised, history
from wallet.books.distributions import ReceivedRow, SharedRow, distributions
from wallet.books.persons import PersonRef
from wallet.books.store import OF_WHOM
from wallet.books.view import View

FIRST_YEAR = 2000
LAST_YEAR = 2200
"""No chain is older; and no later year is asked for in earnest."""


@dataclass(frozen=True, slots=True)
class PricedLot:
    """A lot at some instant. `price` is the reference price then, None where there was none."""

    lot: LotAt
    price: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class HeldAt:
    """What was held of one person at an instant.

    `cost` is what was paid. `price` is the reference price then, set at `price_at`; both and
    `value` are None where there was none.
    """

    token: PersonRef
    units: int
    cost: int
    counted: int
    price: int | None
    price_at: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything held at an instant. `value` sums what has a price; `unpriced` counts the rest,
    and `value` is None where nothing that is held has one."""

    at: int
    held: tuple[HeldAt, ...]
    cost: int
    value: int | None
    unpriced: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year, up to `end`: holdings at its end, None for one still to come."""

    end: int
    value: int | None
    cost: int | None
    unpriced: int
    received: int
    passed_on: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the year. `gain` is proceeds less what was paid; `siphon` went to one's holders
    of sales, `passed_on` of distributions, and `shared` of everything, debts and gifts included."""

    bought: int
    proceeds: int
    cost: int
    gain: int
    counted_gain: int
    siphon: int
    received: int
    passed_on: int
    shared: int
    raised: int
    bought_back: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A year, or all years (`year` None), of whoever looks; `ended` tells one that is over.

    It goes from `first` until just before `last`. `lots` are those at its end, priced then.
    """

    year: int | None
    first: int
    last: int
    ended: bool
    at: int
    block: int
    account: str
    person: PersonRef | None
    opening: Holdings
    closing: Holdings
    lots: tuple[PricedLot, ...]
    purchases: tuple[Purchase, ...]
    disposals: tuple[Disposal, ...]
    raised: tuple[Raised, ...]
    received: tuple[ReceivedRow, ...]
    shared: tuple[SharedRow, ...]
    months: tuple[Month, ...]
    totals: Totals


def years(view: View, zone: tzinfo | None = None) -> tuple[int, ...]:
    """The years of which there is something to say, the newest first; at least this one."""
    first = view.tables.row(f"SELECT min(e.at) AS at {OF_WHOM}", str(view.me or 0))
    this = year_of(view.now, zone)
    since = this if first is None or first["at"] is None else year_of(first["at"], zone)
    return tuple(range(this, min(this, max(since, FIRST_YEAR)) - 1, -1))


def statement(view: View, year: int | None, zone: tzinfo | None = None) -> Statement:
    """The statement of a year, or of all there is. Raises WalletError (`statement.year`)."""
    now = view.now
    first, after = 0, now + 1
    ends: tuple[int, ...] = ()
    if year is not None:
        if not FIRST_YEAR <= year <= LAST_YEAR or year > year_of(now, zone):
            raise _no_year(year)
        first, after = year_bounds(year, zone)
        ends = month_ends(year, zone)
    past = tuple(end for end in ends if end <= now)
    told = history(view, (first, *past))
    last = min(after, now + 1)
    whole = distributions(view)
    received = tuple(reversed([one for one in whole.received if first <= one.at < last]))
    shared = tuple(reversed([one for one in whole.shared if first <= one.at < last]))
    bought, sold, raised = _within(told, first, last)
    lots = told.lots[len(past)] if year is not None and after <= now else told.lots[-1]
    priced = tuple(_priced(view, lot, last) for lot in lots)
    return Statement(
        year=year,
        first=first,
        last=last,
        ended=year is not None and after <= now,
        at=now,
        block=view.block,
        account=view.account,
        person=view.person(view.me) if view.me else None,
        opening=_holdings(view, told.lots[0], first),
        closing=_holdings(view, lots, last),
        lots=priced,
        purchases=bought,
        disposals=sold,
        raised=raised,
        received=received,
        shared=shared,
        months=_months(view, first, ends, told, received),
        totals=_totals(bought, sold, raised, received, shared),
    )


def reference_at(view: View, token: int, instant: int) -> tuple[int, int] | None:
    """The reference price that a token had just before an instant, and since when; or None."""
    row = view.tables.row(
        "SELECT price, at FROM quote WHERE token = ? AND at < ?"
        " ORDER BY block DESC, log DESC LIMIT 1",
        token,
        instant,
    )
    return (row["price"], row["at"]) if row and row["price"] else None


def _within(
    told: History, first: int, last: int
) -> tuple[tuple[Purchase, ...], tuple[Disposal, ...], tuple[Raised, ...]]:
    return (
        tuple(one for one in told.purchases if first <= one.at < last),
        tuple(one for one in told.disposals if first <= one.at < last),
        tuple(one for one in told.raised if first <= one.at < last),
    )


def _priced(view: View, lot: LotAt, instant: int) -> PricedLot:
    found = reference_at(view, lot.token.id, instant)
    price = found[0] if found else None
    return PricedLot(lot, price, None if price is None else money_of(lot.units, price))


def _holdings(view: View, lots: Sequence[LotAt], instant: int) -> Holdings:
    """Lots by token, valued by the reference prices of the instant."""
    by_token: dict[int, list[LotAt]] = defaultdict(list)
    for lot in lots:
        by_token[lot.token.id].append(lot)
    held = []
    for token, some in by_token.items():
        found = reference_at(view, token, instant)
        price, since = found if found else (None, None)
        units = sum(lot.units for lot in some)
        held.append(
            HeldAt(
                token=some[0].token,
                units=units,
                cost=sum(lot.cost for lot in some),
                counted=sum(lot.counted for lot in some),
                price=price,
                price_at=since,
                value=None if price is None else money_of(units, price),
            )
        )
    held.sort(key=lambda one: (-(one.value or 0), -one.cost, one.token.id))
    known = [one.value for one in held if one.value is not None]
    return Holdings(
        at=instant,
        held=tuple(held),
        cost=sum(one.cost for one in held),
        value=sum(known) if known or not held else None,
        unpriced=len(held) - len(known),
    )


def _months(
    view: View, first: int, ends: Sequence[int], told: History, received: Sequence[ReceivedRow]
) -> tuple[Month, ...]:
    """The months of the year that have begun; the last, while it runs, has what is held now."""
    months = []
    begins = first
    for number, end in enumerate(ends, start=1):
        if begins > view.now:
            break
        over = end <= view.now
        held = _holdings(view, told.lots[number if over else -1], min(end, view.now + 1))
        came = [one for one in received if begins <= one.at < end]
        months.append(
            Month(
                end=end,
                value=held.value,
                cost=held.cost,
                unpriced=held.unpriced,
                received=sum(one.amount for one in came),
                passed_on=sum(one.passed_on for one in came),
            )
        )
        begins = end
    return tuple(months)


def _totals(
    bought: Iterable[Purchase],
    sold: Sequence[Disposal],
    raised: Iterable[Raised],
    received: Sequence[ReceivedRow],
    shared: Iterable[SharedRow],
) -> Totals:
    purchases = tuple(bought)
    return Totals(
        bought=sum(one.cost for one in purchases if one.lot is not None),
        proceeds=sum(one.proceeds for one in sold),
        cost=sum(one.cost for one in sold),
        gain=sum(one.gain for one in sold),
        counted_gain=sum(one.counted_gain for one in sold),
        siphon=sum(one.siphon for one in sold),
        received=sum(one.amount for one in received),
        passed_on=sum(one.passed_on for one in received),
        shared=sum(one.amount for one in shared),
        raised=sum(one.paid for one in raised),
        bought_back=sum(one.cost for one in purchases if one.lot is None),
    )


def _no_year(year: int) -> WalletError:
    return WalletError(
        f"There is no statement of the year {year}.",
        "Choose this year or one before it.",
        "statement.year",
        field="year",
    )
