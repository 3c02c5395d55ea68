"""What an act changes for the person who signs it: views read before and after it, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wallet.acts.act import Act
from wallet.acts.facts import Facts
from wallet.base.money import dollars, percent_of_person, share_count
from wallet.chain.chain import View
from wallet.chain.simulate import Simulation


@dataclass(frozen=True, slots=True)
class Change:
    """One row: what, how much now, how much after, and the tone of the last."""

    label: str
    now: str
    after: str
    tone: str = "ink"


@dataclass(frozen=True, slots=True)
class Watched:
    """A view to be read before and after, and how its answers become rows."""

    view: View
    kind: str
    label: str


def money_views(facts: Facts) -> tuple[Watched, ...]:
    """What to look at whatever is done: the person's money."""
    own = Watched(("Dollar", "balanceOf", (facts.account,)), "money", "Your dollars")
    if not facts.person:
        return (own,)
    kept = Watched(("Ledger", "purse", (facts.person,)), "purse", "Kept for you in the ledger")
    return own, kept


def watched_views(act: Act, facts: Facts) -> tuple[Watched, ...]:
    """What to look at for `act`: the person's money, and their shares of the tokens concerned."""
    views = list(money_views(facts))
    me = facts.person
    if not me:
        return tuple(views)
    for token in tokens_of(act, facts):
        name = "yourself" if token == me else facts.name(token)
        views.append(Watched(("Ledger", "position", (token, me)), "position", name))
    debt = getattr(act, "debt", 0)
    if debt:
        views.append(Watched(("Companies", "due_now", (debt,)), "due", "You owe your holders"))
    return tuple(views)


def tokens_of(act: Act, facts: Facts) -> tuple[int, ...]:
    """The tokens whose shares an act may move: its own, or those of its offering's issuer."""
    found: list[int] = []
    token = getattr(act, "token", 0)
    if isinstance(token, int) and token:
        found.append(token)
    found += getattr(act, "tokens", ())
    offering = getattr(act, "offering", 0)
    if offering:
        found.append(int(facts.read("Offering", "offering", offering).issuer))
    return tuple(dict.fromkeys(found))[:8]


def rows(watched: Sequence[Watched], simulation: Simulation, me: int) -> tuple[Change, ...]:
    """The rows of what differs, and what goes to the person's own holders."""
    found: list[Change] = []
    for one, before, after in zip(watched, simulation.before, simulation.after, strict=True):
        if before is not None and after is not None:
            found += _rows_of(one, before, after)
    shared = sum(
        int(event.fields["amount"])
        for events in simulation.events
        for event in events
        if event.name == "Siphoned" and int(event.fields["issuer"]) == me
    )
    if shared:
        found.append(Change("Goes to your holders", dollars(0), dollars(shared), "bronze"))
    return tuple(found)


def _rows_of(one: Watched, before: Any, after: Any) -> list[Change]:
    if one.kind == "money":
        return _money(one.label, int(before), int(after))
    if one.kind in ("purse", "due"):
        good_when_less = one.kind == "due"
        return _money(one.label, int(before[0]), int(after[0]), good_when_less)
    found = _money(f"To claim from {one.label}", int(before.claimable), int(after.claimable))
    units, left = int(before.balance), int(after.balance)
    if units != left:
        now, then = percent_of_person(units), percent_of_person(left)
        if now == then:
            now, then = share_count(units), share_count(left)
        label = f"Your share of {one.label}"
        found.append(Change(label, now, then, "accent" if left > units else "ink"))
    held, holds = int(before.reserved), int(after.reserved)
    if held != holds:
        label = f"Shares of {one.label} on offer"
        found.append(Change(label, share_count(held), share_count(holds)))
    return found


def _money(label: str, now: int, after: int, good_when_less: bool = False) -> list[Change]:
    if now == after:
        return []
    better = (after < now) if good_when_less else (after > now)
    return [Change(label, dollars(now), dollars(after), "accent" if better else "ink")]
