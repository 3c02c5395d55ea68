"""Shorthand for the tests of auctions and offerings: who gives, sells, buys, and when."""

from __future__ import annotations

from typing import Any

import boa

from tests.contracts.network import DAY, NO_PERMIT, SHARE, Actor, Network, now

HOUR = 3_600
PRICE = 10**12
"""One dollar a share, in the contracts' price unit."""

REASONS = {
    "withdrawn": 1,
    "displaced": 2,
    "not traded": 3,
    "surplus": 4,
    "lapsed": 5,
    "frozen": 6,
    "banned": 7,
    "expired": 8,
    "overdue": 9,
    "own matter": 10,
    "cancelled": 11,
    "replaced": 12,
    "not allowed": 13,
    "forced": 14,
}


def worth(units: int, price: int) -> int:
    """What a seller of units gets, rounded down."""
    return units * price // 10**24


def cost(units: int, price: int) -> int:
    """What a buyer of units pays, rounded up."""
    return -(-units * price // 10**24)


def pass_time(seconds: int) -> None:
    """Let time pass."""
    boa.env.timestamp = now() + seconds


def give(
    net: Network, issuer: Actor, holder: Actor, shares: int, paid: int = 0, unlocks: int = 0
) -> int:
    """Put shares of an issuer in a holder's hands, as an offering does; the lot's serial."""
    units = shares * SHARE
    with boa.env.prank(net.offering.address):
        net.ledger.reserve(issuer.pid, issuer.pid, units)
        placement = (issuer.pid, holder.pid, units, paid, paid, paid, unlocks)
        return int(net.ledger.place(placement))


def set_reference(net: Network, issuer: Actor, price: int) -> None:
    """Name a reference price, as an earlier auction would have."""
    with boa.env.prank(net.auction.address):
        net.ledger.set_reference(issuer.pid, price)


def reference(net: Network, issuer: Actor) -> int:
    """The token's reference price; 0 for none."""
    return int(net.ledger.reference(issuer.pid))


def sell(net: Network, issuer: Actor, seller: Actor, shares: int, price: int) -> None:
    """Place a sell order."""
    with boa.env.prank(seller.address):
        net.auction.sell(issuer.pid, shares * SHARE, price)


def buy(net: Network, issuer: Actor, buyer: Actor, shares: int, price: int) -> None:
    """Place a buy order."""
    with boa.env.prank(buyer.address):
        net.auction.buy(issuer.pid, shares * SHARE, price, NO_PERMIT)


def withdraw(net: Network, issuer: Actor, buyer: Actor) -> None:
    """Take a buy order back."""
    with boa.env.prank(buyer.address):
        net.auction.withdraw(issuer.pid)


def settle(net: Network, issuer: Actor, pairs: int = 128) -> list[Any]:
    """Settle the auction; its events."""
    net.auction.settle(issuer.pid, pairs)
    return list(net.auction.get_logs())


def finish(net: Network, issuer: Actor, pairs: int = 128) -> list[Any]:
    """Let the auction run out, and settle it."""
    end = net.auction.auction(issuer.pid).end
    boa.env.timestamp = max(now(), end)
    return settle(net, issuer, pairs)


def running(net: Network, issuer: Actor) -> bool:
    """Whether an auction of the token runs."""
    return bool(net.auction.auction(issuer.pid).opened)


def order(net: Network, issuer: Actor, person: Actor) -> Any:
    """A person's order."""
    return net.auction.order(issuer.pid, person.pid)


def events(logs: list[Any], name: str) -> list[Any]:
    """The events of a kind."""
    return [log for log in logs if type(log).__name__ == name]


def released(logs: list[Any], person: Actor) -> list[str]:
    """Why orders of a person were released."""
    names = {number: name for name, number in REASONS.items()}
    return [names[log.reason] for log in events(logs, "OrderReleased") if log.person == person.pid]


def cash(net: Network, actor: Actor) -> int:
    """Dollars in a person's wallet."""
    return int(net.dollar.balanceOf(actor.address))


def shares(net: Network, issuer: Actor, actor: Actor) -> int:
    """Base units of an issuer's token that a person holds."""
    return int(net.ledger.balance_of(issuer.pid, actor.pid))


def costs(net: Network, issuer: Actor, actor: Actor) -> list[int]:
    """The believed costs of a person's lots."""
    return [lot.cost for lot in net.ledger.lots(issuer.pid, actor.pid)]


def open_offering(
    net: Network,
    issuer: Actor,
    least: int = 100,
    most: int = 1000,
    price: int = PRICE,
    days: int = 30,
    lockup: int = 0,
) -> int:
    """Offer an issuer's own shares."""
    with boa.env.prank(issuer.address):
        return int(
            net.offering.open(
                least * SHARE, most * SHARE, price, now() + days * DAY, 0, lockup, b"\1" * 32
            )
        )


def commit(net: Network, offering: int, investor: Actor, shares: int) -> int:
    """Lay money in an offering; the place in line."""
    with boa.env.prank(investor.address):
        return int(net.offering.commit(offering, shares * SHARE, NO_PERMIT))


def close(net: Network, offering: int, steps: int = 100) -> None:
    """Let the deadline pass, and close."""
    boa.env.timestamp = max(now(), net.offering.offering(offering).deadline)
    net.offering.close(offering, steps)


def report_exit(net: Network, issuer: Actor, proceeds: int) -> None:
    """An issuer declares a stake, and reports that it was sold today."""
    attestors = [net.join(f"Attestor {n}") for n in range(3)]
    for attestor in attestors:
        net.appoint(attestor)
    told = (b"\1" * 32, b"\2" * 32, b"\3" * 32, [actor.pid for actor in attestors])
    with boa.env.prank(issuer.address):
        stake = net.companies.declare(*told)
        record = (issuer.pid, *told, now())
        unopened = (0, 0, 0, b"\0" * 32)
        net.companies.report_exit(stake, 1, record, 1, proceeds, 0, now(), b"\4" * 32, unopened)


def stop_market(net: Network, seconds: int) -> None:
    """Stop the market for so long from now."""
    with boa.env.prank(net.authority.address):
        net.rules.stop_market(now() + seconds)


def set_number(net: Network, group: int, place: int, to: int) -> None:
    """Change a number of the rules."""
    with boa.env.prank(net.authority.address):
        net.rules.set_number(group, place, to)


def force(net: Network, issuer: Actor, giver: Actor, taker: Actor, shares: int) -> list[Any]:
    """Move shares as the authority decided; the events."""
    with boa.env.prank(net.authority.address):
        net.auction.force_transfer(issuer.pid, giver.pid, taker.pid, shares * SHARE)
    return list(net.auction.get_logs())
