"""Whether, and up to how much, whoever looks can buy in an offering: said before they commit.

It repeats what Compliance will check, out of the books. What was counted for a year lies in
buckets of a twelfth of it by the offering's deadline, as in `yearly.vy`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.base.clock import YEAR, date_and_time, duration
from wallet.base.countries import country_name
from wallet.base.money import DOLLAR, dollars, money_of, percent, percent_of_person
from wallet.books.persons import ACTIVE
from wallet.books.raising import Offering, offering
from wallet.books.regimes import Regime, regime
from wallet.books.store import Row
from wallet.books.view import View

BUCKET: Final = YEAR // 12
REACH: Final = 12
WORLD: Final = 1
_WHOLE: Final = 10_000
_STANDS: Final = ("committed", "rejected", "to take", "over the maximum", "to refund", "taken")
"""States of a commitment that still count: until money is given back it is not free."""
_LAID_IN: Final = ("committed", "rejected")
"""The same as the table keeps them, before the close is thought of."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What one may do in an offering now. `can` says whether one can commit at all, `why_not` why.

    `left` is the most one can still commit, None where no rule limits it; `seats_left` how many
    people who are not accredited can still buy, None where that is not limited.
    """

    offering: int
    can: bool
    why_not: str
    next_step: str
    left: int | None
    yearly_most: int | None
    yearly_invested: int
    seats_left: int | None
    accredited: bool
    lockup: int
    withdraw_until: int
    regime: Regime | None
    sentences: tuple[str, ...]


def admission(view: View, number: int) -> Admission | None:
    """What whoever looks may do in an offering; None where there is no such offering."""
    offer = offering(view, number)
    if offer is None:
        return None
    rules = regime(view, offer.regime)
    me = view.tables.row("SELECT * FROM person WHERE id = ?", view.me or 0)
    accredited = bool(me and me["class"])
    invested = invested_in_a_year(view, view.me or 0)
    most = _yearly_most(rules, me, view.now) if rules is not None and not accredited else None
    seats = _seats_left(view, offer, rules)
    left = None if most is None else max(0, most - invested)
    if me is not None and me["level"] == WORLD:
        bare = max(0, _world_limit(view) - int(me["spent"]))
        left = bare if left is None else min(left, bare)
    why, step = _why_not(view, offer, rules, me, seats, left)
    made = Admission(
        offering=offer.id,
        can=not why,
        why_not=why,
        next_step=step,
        left=left,
        yearly_most=most,
        yearly_invested=invested,
        seats_left=seats,
        accredited=accredited,
        lockup=offer.lockup,
        withdraw_until=offer.withdraw_until,
        regime=rules,
        sentences=(),
    )
    values = {name: getattr(made, name) for name in Admission.__slots__}
    return Admission(**{**values, "sentences": _sentences(view, offer, made)})


def invested_in_a_year(view: View, person: int) -> int:
    """What counts of a person's investments in offerings now, by the buckets of `yearly.vy`.

    Money that was given back no longer counts; of shares that were taken it is their price.
    """
    first = view.now // BUCKET - REACH
    rows = view.tables.rows(
        "SELECT e.state, e.paid, e.taken, o.price FROM entry e JOIN offering o"
        " ON o.id = e.offering WHERE e.person = ? AND o.deadline >= ?",
        person,
        first * BUCKET,
    )
    return sum(
        int(row["paid"])
        if row["state"] in _LAID_IN
        else min(int(row["paid"]), money_of(int(row["taken"]), int(row["price"]), up=True))
        for row in rows
    )


def raised_in_a_year(view: View, person: int) -> int:
    """What counts of a person's own raises now: the most of one that runs, else what was sold."""
    first = view.now // BUCKET - REACH
    rows = view.tables.rows(
        "SELECT closed, success, sold, units_max, price FROM offering"
        " WHERE issuer = ? AND deadline >= ?",
        person,
        first * BUCKET,
    )
    return sum(
        money_of(int(row["units_max"]), int(row["price"]), up=True)
        if row["closed"] is None
        else money_of(int(row["sold"] or 0), int(row["price"]), up=True) * int(row["success"] or 0)
        for row in rows
    )


def _world_limit(view: View) -> int:
    """What people without a document may pay for shares in all."""
    return view.numbers["WORLD_LIMIT"] * DOLLAR


def _yearly_most(rules: Regime, me: Row | None, now: int) -> int | None:
    if not rules.investor_share:
        return None
    attested = 0
    if me is not None and me["yearly_until"] > now:
        attested = int(me["yearly"]) * rules.investor_share // _WHOLE
    return max(rules.investor_floor, attested)


def _seats_left(view: View, offer: Offering, rules: Regime | None) -> int | None:
    if rules is None or not rules.most_retail:
        return None
    standing = {entry.person.id for entry in offer.entries if entry.state in _STANDS}
    rows = view.tables.rows("SELECT id FROM person WHERE class = 0")
    retail = standing & {int(row["id"]) for row in rows}
    return max(0, rules.most_retail - len(retail))


def _why_not(
    view: View,
    offer: Offering,
    rules: Regime | None,
    me: Row | None,
    seats: int | None,
    left: int | None,
) -> tuple[str, str]:
    """Why one cannot commit at all, and what to do; both empty where one can."""
    if offer.status != "open":
        return "The deadline of this raise has passed.", "Nobody can commit to it any more."
    if me is None or view.me is None:
        return "You have not joined this network yet.", "Join first, under Identity."
    if view.me == offer.issuer.id:
        return "This raise is your own.", "Nobody buys their own shares in their own raise."
    mine = view.person(view.me)
    if mine.standing != ACTIVE:
        return f"Your identity is {mine.standing}.", "Look under Identity what can be done."
    if rules is not None and rules.accredited_only and not me["class"]:
        return (
            "Only accredited investors can buy in this raise.",
            "If your income or wealth is large enough, have a verifier confirm it, under Identity.",
        )
    if rules is not None and not rules.admits(me["country"], True):
        return (
            f"People in {country_name(me['country'])} cannot buy in this raise.",
            "Its rules name the countries in which it is offered.",
        )
    already = any(entry.state in _STANDS for entry in offer.my_entries)
    if seats == 0 and not me["class"] and not already:
        return (
            "All places for people who are not accredited are taken.",
            "One becomes free when somebody withdraws.",
        )
    if left == 0:
        return (
            "You have reached the most that you may invest in a year.",
            "It counts for a year, or until a verifier confirms a larger income or wealth.",
        )
    return "", ""


def _sentences(view: View, offer: Offering, one: Admission) -> tuple[str, ...]:
    """What to know before committing, a sentence each."""
    said = []
    if one.why_not:
        said.append(f"{one.why_not} {one.next_step}")
    if one.yearly_most is not None:
        said.append(
            f"You may invest {dollars(one.yearly_most)} in a year under these rules; "
            f"{dollars(one.yearly_invested)} of it is used, so {dollars(one.left or 0)} are left."
        )
    elif one.left is not None:
        said.append(
            f"Without a checked document you may pay {dollars(_world_limit(view))} for shares in "
            f"all, and {dollars(one.left)} of it are left."
        )
    elif one.accredited:
        said.append("You are accredited, so no rule limits how much you invest here.")
    else:
        said.append("No rule limits how much you invest here.")
    if one.seats_left is not None and one.regime is not None:
        said.append(
            f"{one.seats_left} of {one.regime.most_retail} places for people who are not "
            "accredited are left."
        )
    said.append(
        f"Your shares are locked for {duration(one.lockup)} from the close."
        if one.lockup
        else "Your shares are not locked."
    )
    if view.now < one.withdraw_until:
        said.append(f"You can withdraw until {date_and_time(one.withdraw_until, view.now)}.")
    else:
        near = view.numbers.said("NO_WITHDRAWAL")
        said.append(f"Nobody can withdraw any more: the deadline is less than {near} away.")
    said.append(
        f"Below {percent_of_person(offer.units_min)} sold everybody gets back what they paid; so "
        "does whoever the issuer declines before the close."
    )
    return tuple(said)


def share_of_most(offer: Offering) -> str:
    """How much of the most is committed, in per cent."""
    return percent(offer.committed_units, offer.units_max)
