"""What friends do together: hand money over, trade with one another, stand in for one another.

Each move is made of acts that the rules allow or refuse; nothing here knows what it brings.
"""

from __future__ import annotations

from collections.abc import Callable

from wallet.rules.units import DAY, HOUR, PRICE_UNITS, part_of, price_of
from wallet.simulate.scene import UNITS, Scene
from wallet.simulate.truth import Sale

MINUTE = 60
PATIENCE = 3
"""How often friends try again to move a reference price that did not move."""
Then = Callable[..., object]


def hand(scene: Scene, payer: int, payee: int, amount: int) -> None:
    """Hand over money outside, as much of it as there is."""
    amount = min(amount, scene.rules.network.people[payer].cash)
    if amount > 0:
        scene.world.do("hand", payer, payee, amount)


def afford(scene: Scene, buyer: int, backer: int, units: int, price: int) -> None:
    """Give a buyer what is missing for an order."""
    missing = price_of(units, price) - scene.rules.network.people[buyer].cash
    if missing > 0:
        hand(scene, backer, buyer, missing)


def when_over(scene: Scene, token: int, then: Then, *arguments: object) -> None:
    """Do something an hour after the auction that runs is settled, however long it lasts."""
    auctions = scene.rules.auctions
    call = auctions.call(token)
    if call.running:
        scene.world.at(auctions.end(call) + HOUR, when_over, scene, token, then, *arguments)
    else:
        then(*arguments)


def trade(
    scene: Scene,
    token: int,
    seller: int,
    buyer: int,
    units: int,
    price: int,
    then: Then = lambda: None,
    late: bool = False,
) -> bool:
    """Sell to a friend in an auction at a price that both name; whether it could begin.

    The friend bids a minute after the opening, or, if late, in its last minutes.
    """
    world, auctions = scene.world, scene.rules.auctions
    if world.do("sell", seller, token, units, price).refused:
        return False
    bid = auctions.end(auctions.call(token)) - 5 * MINUTE if late else world.now + MINUTE
    world.at(bid, world.do, "buy", buyer, token, units, price)
    when_over(scene, token, then)
    return True


def held(scene: Scene, token: int, person: int) -> int:
    """What a person could sell now."""
    return scene.rules.network.sellable(token, person)


def reference(scene: Scene, token: int) -> int:
    """The reference price, or what a share is worth where there is none."""
    known = scene.rules.network.tokens[token].reference
    return known or int(scene.luck.fair(token))


def believed(scene: Scene, token: int) -> int:
    """The highest price that counts as an early buyer's cost; the reference price rises so far."""
    return part_of(reference(scene, token), scene.rules.auctions.numbers.believed)


def worth_at(units: int, price: float) -> int:
    """What units are worth at a price."""
    return int(units * price) // PRICE_UNITS


def invest_by(scene: Scene, straw: int, part: float = 1.0) -> None:
    """Let a friend put Dan's money into Xenia's raise, as if it were theirs."""
    dollars = int(scene.parameters.invested * part * 10**6)
    hand(scene, scene.dan, straw, dollars)
    scene.invest(straw, part)


def settle_up(scene: Scene, straw: int, before: int) -> None:
    """Let a friend hand over whatever they have beyond what they had before."""
    give_back(scene, straw, scene.rules.network.people[straw].cash - before)


def give_back(scene: Scene, friend: int, amount: int) -> None:
    """Let a friend give Dan what is his, with nothing to show that it is: some keep it.

    Who keeps it is no friend any more, and the money is lost to all who are. What is lost on
    average is lost in every run: it comes to the same, and fewer runs tell.
    """
    amount = min(amount, scene.rules.network.people[friend].cash)
    lost = int(amount * scene.parameters.friend_keeps)
    if lost > 0:
        scene.world.do("spend", friend, lost)
    hand(scene, friend, scene.dan, amount - lost)


def report_at_once(scene: Scene, sale: Sale) -> int | None:
    """Report a sale and have it attested in the same hour; the attestors have seen the contract."""
    if sale.stake is None:
        return None
    facts = (sale.stake, UNITS, sale.proceeds, 0, sale.closed_at, 1)
    made = scene.world.do("report_exit", scene.dan, *facts)
    if made.refused:
        return None
    number = int(made.result)
    sale.exits.append(number)
    scene.world.do("attest_exit", scene.cast.attestors[0], number)
    return number


def bribe(scene: Scene, sale: Sale, most: int) -> list[int]:
    """Offer money to so many attestors; who took it. An honest one may tell, and it is found."""
    known, taken = scene.parameters, []
    price = int((sale.proceeds - sale.cost) / 2 * known.bribe)
    for attestor in scene.cast.attestors[:most]:
        kind = scene.attestors.character(attestor)
        if kind == "bribable":
            hand(scene, scene.dan, attestor, price)
            taken.append(attestor)
        elif kind == "honest" and scene.world.chance.happens(known.bribe_tells, "tells", attestor):
            sale.found = True
            watcher = scene.cast.watchers[0]
            scene.world.after(31 * DAY, scene.watchers.report, watcher, sale)
    return taken


def walk(
    scene: Scene,
    token: int,
    seller: int,
    buyer: int,
    units: int,
    most: float,
    then: Then,
    late: bool = False,
    patience: int = PATIENCE,
) -> None:
    """Let friends trade a few shares above the reference price, again and again, up to a price.

    Each time they go as far as it rises at most. The first sells, then the other sells back; each
    trade is worth enough to move the price. It is never below what the shares are worth, or others
    would take them. Where others did all the same, they try again, a few times.
    """
    if reference(scene, token) * 1.01 >= most or not units:
        then()
        return
    price = max(min(believed(scene, token), int(most)), int(scene.market.worth_of(token)))
    few = max(units // 8, 1_100 * 10**6 * PRICE_UNITS // price)
    if held(scene, token, seller) < few:
        seller, buyer = buyer, seller
    few = min(few, held(scene, token, seller))
    before = reference(scene, token)

    def again() -> None:
        hand(scene, seller, buyer, worth_at(few, price))
        moved = reference(scene, token) > before
        if moved or patience:
            left = PATIENCE if moved else patience - 1
            as_before = (units, most, then, late, left)
            scene.world.after(DAY, walk, scene, token, buyer, seller, *as_before)
        else:
            scene.world.after(DAY, then)

    if not trade(scene, token, seller, buyer, few, price, again, late):
        scene.world.after(DAY, then)
