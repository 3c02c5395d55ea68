"""Home: what I hold, what I am owed, what I owe, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.base.clock import date_of, start_of_year
from wallet.base.money import money_of
from wallet.books import needs, recovery
from wallet.books.auctions import money_in_orders, my_auctions
from wallet.books.companies import Debt, companies
from wallet.books.desks import desks
from wallet.books.distributions import claimable_rows, credit_of
from wallet.books.persons import ACTIVE, BANNED, EXPIRED, FROZEN, PersonRef
from wallet.books.portfolio import Portfolio, Position, portfolio
from wallet.books.raising import invested_in, money_in_offerings, my_offerings
from wallet.books.task import OXIDE, Task
from wallet.books.terms import tagline
from wallet.books.token import holders_of
from wallet.books.view import View

__all__ = ["Holding", "Home", "Task", "home"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One position. `permyriad` is the part of the person in hundredths of a percent.

    `value` and `gain` are at the reference price, None where there is none; `note` says what is
    unusual about the issuer's standing, or nothing.
    """

    token: PersonRef
    units: int
    permyriad: int
    cost: int
    value: int | None
    gain: int | None
    note: str
    claimable: int


@dataclass(frozen=True, slots=True)
class Home:
    """The first page. Money in base units; None where the chain has not said yet.

    `net_worth` is at reference prices: dollars, credit, money in orders and commitments, what can
    be claimed less what passes on, and holdings that have a price, less what is owed.
    """

    person: PersonRef | None
    block: int
    at: int
    dollars: int | None
    in_orders: int
    in_offerings: int
    credit: int
    net_worth: int | None
    gain_year: int | None
    to_claim: int
    to_claim_people: int
    owed: int
    owed_due: int | None
    owed_what: str
    holdings: tuple[Holding, ...]
    tasks: tuple[Task, ...]
    desks: tuple[str, ...] = ()


def home(view: View) -> Home:
    """The first page of whoever looks, whether or not they have joined."""
    me = view.me or 0
    folio, owed, claims = portfolio(view), companies(view), claimable_rows(view)
    credit, in_orders, in_offerings = (
        credit_of(view),
        money_in_orders(view),
        money_in_offerings(view),
    )
    open_debts = [debt for debt in owed.debts if not debt.ended]
    kept_claims = sum(claim.amount - claim.passes_on for claim in claims)
    worth = None
    if view.dollars is not None:
        worth = view.dollars + credit + in_orders + in_offerings + kept_claims - owed.owed
        worth += sum(one.value or 0 for one in folio.positions)
    return Home(
        person=view.person(me) if me else None,
        block=view.block,
        at=view.block_at,
        dollars=view.dollars,
        in_orders=in_orders,
        in_offerings=in_offerings,
        credit=credit,
        net_worth=worth,
        gain_year=_gain_this_year(view, folio) if me else None,
        to_claim=sum(claim.amount for claim in claims),
        to_claim_people=len(claims),
        owed=owed.owed,
        owed_due=min((debt.due for debt in open_debts), default=None),
        owed_what=_owed_what(open_debts),
        holdings=tuple(_holding(view, one) for one in folio.positions),
        tasks=tasks(view) if me else tuple(recovery.tasks(view)),
        desks=desks(view),
    )


def tasks(view: View) -> tuple[Task, ...]:
    """Everything that needs whoever looks, what is urgent first."""
    me = view.me or 0
    row = view.tables.row("SELECT expires FROM person WHERE id = ?", me)
    own = view.person(me)
    holders = len([one for one in holders_of(view, me) if one.units]) if own.has_token else 0
    owed = companies(view)
    found = [
        *recovery.tasks(view),
        *needs.debts(view, owed),
        *needs.statements(view, owed.statements),
        *needs.identity(view, row["expires"] if row else 0),
        *needs.money(view, claimable_rows(view), credit_of(view), holders),
        *needs.investments(view, invested_in(view)),
        *needs.own_offerings(view, my_offerings(view)),
        *needs.trading(view, my_auctions(view)),
        *needs.odd(view),
    ]
    return tuple(sorted(found, key=lambda task: task.tone != OXIDE))


def _holding(view: View, one: Position) -> Holding:
    return Holding(
        token=one.token,
        units=one.units,
        permyriad=one.permyriad,
        cost=one.cost,
        value=one.value,
        gain=one.gain,
        note=_note(view, one.token),
        claimable=one.claimable,
    )


def _note(view: View, who: PersonRef) -> str:
    """What matters about an issuer, beneath their name."""
    if who.standing == FROZEN:
        return f"Frozen until {date_of(who.until or 0, view.now)}"
    if who.standing == ACTIVE:
        work = tagline(view, who.id)
        return f"{work} · verified" if work else "Verified"
    return {EXPIRED: "Identity check has run out", BANNED: "Banned"}.get(who.standing, "")


def _owed_what(debts: list[Debt]) -> str:
    if not debts:
        return ""
    return f"{debts[0].company} exit" if len(debts) == 1 else f"{len(debts)} exits"


def _gain_this_year(view: View, folio: Portfolio) -> int:
    """Sales and claims of this year after their siphons, and what holdings rose since it began."""
    start = start_of_year(view.now)
    gain = sum(sale.result - sale.siphon for sale in folio.sales if sale.at >= start)
    for row in view.tables.rows(
        "SELECT amount, passed_on FROM claim WHERE holder = ? AND at >= ?", view.me or 0, start
    ):
        gain += row["amount"] - row["passed_on"]
    for one in folio.positions:
        if one.reference is None:
            continue
        before = _reference_at(view, one.token.id, start)
        for lot in one.lots:
            old = before is not None and lot.acquired < start
            base = money_of(lot.units, before or 0) if old else lot.paid
            gain += money_of(lot.units, one.reference) - base
    return gain


def _reference_at(view: View, token: int, at: int) -> int | None:
    """The reference price that a token had at an instant."""
    row = view.tables.row(
        "SELECT price FROM quote WHERE token = ? AND at < ? ORDER BY block DESC, log DESC LIMIT 1",
        token,
        at,
    )
    return row["price"] if row else None
