"""Who has how much: money, what lies in orders, and shares at their value, in dollars."""

from __future__ import annotations

from collections.abc import Iterable

from wallet.rules.units import S
from wallet.simulate.auctions.market import Outlook
from wallet.simulate.auctions.notebook import UNIT
from wallet.simulate.auctions.stage import Stage


def money(stage: Stage, people: Iterable[int]) -> float:
    """What people have in their wallets, as credits, in buy orders, and to claim."""
    network, call = stage.network, stage.call
    total = 0
    for person in people:
        who = network.people[person]
        total += who.cash + who.credit
        if person in call.buys:
            total += call.buys[person].stake
        total += sum(network.owed(token, person) for token in network.tokens)
    return total / 10**6


def shares(stage: Stage, people: Iterable[int]) -> float:
    """What people's shares of the token are worth."""
    holdings = stage.network.tokens[stage.issuer].holdings
    units = sum(holdings[who].units for who in people if who in holdings)
    return units / UNIT * stage.value()


def to_share(stage: Stage, person: int, outlook: Outlook) -> float:
    """What a person will have to share, on average, when they sell what they hold."""
    own = stage.network.tokens.get(person)
    if own is None:
        return 0.0
    lots = stage.network.tokens[stage.issuer].holding(person).lots
    value = stage.value()
    gains = sum(outlook.gain(lot.units / UNIT * value, lot.cost / 10**6) for lot in lots)
    return own.outside / S * gains
