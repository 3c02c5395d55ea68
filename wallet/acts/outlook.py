"""What an order would mean if it were filled: a sell order changes nothing yet but what is on
offer, and yet a person wants to know what it may bring.

The arithmetic repeats the ledger's: lots are sold first in, first out among those not locked, each
with its own gain; the holders' part is that of the seller's own outside shares.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wallet.acts.act import Act
from wallet.acts.changes import Change
from wallet.acts.facts import Facts
from wallet.acts.trading import PlaceSell
from wallet.base.money import dollars, percent_of_person
from wallet.books.market import gain_of
from wallet.books.sums import passes_on
from wallet.signing.sentence import Sentence, sentence, strong


@dataclass(frozen=True, slots=True)
class Outlook:
    """What may come of an act: sentences, and rows under a title of their own."""

    sentences: tuple[Sentence, ...] = ()
    title: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Sale:
    """What selling would be: proceeds, cost of the lots sold, gain, and the holders' part."""

    proceeds: int
    cost: int
    gain: int
    siphon: int


def outlook_of(act: Act, facts: Facts) -> Outlook:
    """The outlook of an act; nothing for acts that change at once what they change."""
    if not isinstance(act, PlaceSell) or not facts.person:
        return Outlook()
    me = facts.person
    sale = sale_of(act.units, act.lowest, facts.read("Ledger", "lots", act.token, me), facts)
    name = facts.name(act.token)
    said = [sentence("They cost you ", dollars(sale.cost), " as far as costs are believed.")]
    if sale.gain and sale.siphon:
        said.append(
            sentence(
                f"At that price {dollars(sale.gain)} is a gain, and ",
                strong(dollars(sale.siphon, up=True)),
                " of it goes to your holders.",
            )
        )
    elif sale.gain:
        said.append(sentence(f"At that price {dollars(sale.gain)} is a gain, and all yours."))
    else:
        said.append(sentence("At that price there is no gain, and nothing is shared."))
    units = facts.balance(act.token)
    money = facts.dollars
    changes = [
        Change(
            "Your dollars", dollars(money), dollars(money + sale.proceeds - sale.siphon), "accent"
        ),
        Change(
            f"Your share of {name}",
            percent_of_person(units),
            percent_of_person(units - act.units),
        ),
    ]
    if sale.siphon:
        changes.append(
            Change("Goes to your holders", dollars(0), dollars(sale.siphon, up=True), "bronze")
        )
    return Outlook(tuple(said), "If all is sold at your lowest price", tuple(changes))


def sale_of(units: int, price: int, lots: Iterable[Any], facts: Facts) -> Sale:
    """What selling `units` at `price` out of `lots` (as the ledger lists them) would be."""
    unlocked = (lot for lot in lots if int(lot.unlocks) <= facts.now)
    proceeds, cost, gain = gain_of(units, price, unlocked)
    return Sale(proceeds, cost, gain, passes_on(gain, facts.outside(facts.person)))
