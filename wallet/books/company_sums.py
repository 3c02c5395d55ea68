"""Exits and debts of the books, worked out line by line."""

from __future__ import annotations

from wallet.base.money import ALL_SHARES
from wallet.books.companies import Debt, Exit, Stake, debts_of, exit_of, exits_of, rules_of, stake
from wallet.books.debt_sum import DebtSum, debt_sum
from wallet.books.exit_sum import ExitSum, Sale, exit_sum
from wallet.books.sums import outside
from wallet.books.view import View


def sale_of(one: Stake, units: int, proceeds: int, selling_costs: int, closed: int) -> Sale:
    """A sale of a stake that is not reported yet."""
    return Sale(
        one.company, units, proceeds, selling_costs, closed, one.versions, one.sold_units,
        one.counted_cost,
    )  # fmt: skip


def exit_calculation(view: View, number: int) -> ExitSum | None:
    """A reported exit worked out as of now; None for one that the books do not know."""
    one = exit_of(view, number)
    if one is None:
        return None
    rules, ext = rules_of(view), outside(view.tables, one.owner.id)
    return exit_sum(
        _sale(view, one), ext, view.now, rules, one.reported_at, one.attested_at,
        (one.cost, one.gain),
    )  # fmt: skip


def debt_calculation(view: View, number: int, next_part: int = 0) -> DebtSum | None:
    """A debt worked out as of now; None for one that is not of this person."""
    one = next((debt for debt in debts_of(view, view.me or 0) if debt.id == number), None)
    return None if one is None else sum_of(one, outside(view.tables, one.issuer.id), view.now,
                                           next_part)  # fmt: skip


def sum_of(one: Debt, ext: int, now: int, next_part: int = 0) -> DebtSum:
    """A debt worked out; `ext` are the issuer's units that others hold."""
    units = ALL_SHARES if one.creditor is not None else ext
    left = 0 if one.ended else one.gain_left
    return debt_sum(one.gain, left, one.due, units, now, one.rate, one.payments, next_part)


def _sale(view: View, one: Exit) -> Sale:
    """What was sold, with what was sold of the same stake before."""
    before = [sold for sold in exits_of(view, one.owner.id)
              if one.stake and sold.stake == one.stake and sold.id < one.id]  # fmt: skip
    of = stake(view, one.stake)
    return Sale(
        one.company, one.units, one.proceeds, one.selling_costs, one.closed_at,
        of.versions if of is not None else (),
        sum(sold.units for sold in before), sum(sold.cost for sold in before),
    )  # fmt: skip
