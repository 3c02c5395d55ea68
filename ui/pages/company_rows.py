"""The rows of the companies page."""

from collections.abc import Sequence

from ui.theme import Tone
from ui.widgets.table import Cell, Row
from wallet.base.clock import date_of, exact_time, when
from wallet.base.money import dollars
from wallet.books.companies import Debt, Exit, Stake, ToAttest, Unreported
from wallet.books.persons import name_list
from wallet.books.statements import FiledStatement


def debt_row(one: Debt, now: int) -> Row:
    """A debt that is open: when it is due, and what pays it whole today."""
    due = f"{'was' if one.overdue else ''} due {when(one.due, now)}".strip()
    part = f" · {dollars(one.paid)} paid" if one.paid else ""
    late: Tone = "oxide" if one.overdue else "ink3"
    interest = Cell("–", tone="ink3")
    if one.late_interest:
        interest = Cell(dollars(one.late_interest, up=True), tone="oxide")
    cells = (
        Cell(one.company, due + part, beneath_tone=late, hint=exact_time(one.due)),
        Cell(dollars(one.gain_left)),
        interest,
        Cell(dollars(one.due_amount or 0, up=True), tone="bronze"),
    )
    return Row(one.id, cells, "Pay" if one.due_amount else "End it", opens=True)


def stake_row(one: Stake, waits: str = "") -> Row:
    """A declared part of a company, with its next step; `waits` is for whom, where it is known."""
    said = {
        "declared": "declared · not confirmed yet",
        "amended": "amended · not confirmed again yet",
        "attested": "confirmed",
        "partly sold": "partly sold",
        "sold": "sold",
    }[one.status]
    waiting = one.attested_at is None
    if waits:
        said = f"{one.status} · {waits}"
    if waiting and one.sold_units:
        said += " · not confirmed"
    elif one.status == "attested" and one.attested_at is not None:
        said = f"confirmed {date_of(one.attested_at)}"
    units = Cell("–", tone="ink3")
    if one.units is not None:
        left = one.units - one.sold_units
        sold = f"of {one.units:,} declared" if one.sold_units else ""
        units = Cell(f"{max(0, left):,}", sold, beneath_tone="ink3")
    counts = Cell("not yet", tone="ink3", hint="Attestors have to confirm it first.")
    if one.cost_counts_from is not None:
        counts = Cell(
            date_of(one.cost_counts_from),
            tone="ink2",
            hint=f"Confirmed by some of {name_list(who.name for who in one.attestors)}.",
        )
    cells = (
        Cell(one.company, said, beneath_tone="bronze" if waiting else "ink3"),
        units,
        Cell("–", tone="ink3") if one.cost is None else Cell(dollars(one.cost)),
        counts,
    )
    step = "Ask the attestors" if waiting else "" if one.status == "sold" else "Report a sale"
    return Row(one.id, cells, step, opens=True)


def exit_row(one: Exit, debts: Sequence[Debt], waits: str = "") -> Row:
    """A sale of a company: what it fetched, what was gain, and what came of it."""
    debt = next((owed for owed in debts if owed.id == one.debt), None)
    said = {
        "reported": waits or "not confirmed yet",
        "owed": "not paid yet",
        "settled": f"{dollars(debt.paid)} paid to your holders" if debt else "nothing was owed",
    }.get(one.status, one.status)
    cells = (
        Cell(
            one.company,
            f"closed {date_of(one.closed_at)} · {said}",
            beneath_tone="ink3" if one.status == "settled" else "bronze",
            hint=exact_time(one.closed_at),
        ),
        Cell(dollars(one.proceeds)),
        Cell(dollars(one.cost + one.selling_costs)),
        Cell(dollars(one.gain) if one.gain else "none", tone="accent" if one.gain else "ink3"),
    )
    step = "Ask the attestors" if one.status == "reported" else ""
    return Row(one.id, cells, step, opens=True)


def unreported_row(one: Unreported, now: int) -> Row:
    """A sale that was written down and not sent."""
    late = now > one.report_by
    due = f"{'was' if late else 'is'} to be reported {when(one.report_by, now)}"
    cells = (
        Cell(one.company, f"closed {date_of(one.closed_at, now)} · {due}",
             beneath_tone="oxide" if late else "bronze", hint=exact_time(one.report_by)),
        Cell(dollars(one.proceeds)),
    )  # fmt: skip
    return Row(one.stake, cells, "Report it")


def statement_row(one: FiledStatement, kept: bool) -> Row:
    """A yearly statement that was filed."""
    cells = (Cell(date_of(one.at), "" if kept else "its text is not on this computer",
                  hint=exact_time(one.at)),)  # fmt: skip
    return Row(one.statement_hash, cells, opens=kept)


def to_attest_row(one: ToAttest, now: int) -> Row:
    """Something that somebody named this person to confirm."""
    what = "a part of a company" if one.kind == "stake" else "a sale of a company"
    cells = (
        Cell(one.owner.name, one.company, beneath_tone="ink3"),
        Cell(what),
        Cell(when(one.since, now), tone="ink2", hint=exact_time(one.since)),
    )
    return Row((one.kind, one.id), cells)
