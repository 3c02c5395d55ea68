"""Acts of holders and buyers: auctions, claims, credits."""

from __future__ import annotations

from wallet.rules.clearing import Clearing
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()


@KINDS.add("token", "units", "price")
def sell(rules: Whole, actor: int, token: int, units: int, lowest: int) -> None:
    """Place a sell order."""
    rules.auctions.sell(token, actor, units, lowest)


@KINDS.add("token", "units", "price")
def buy(rules: Whole, actor: int, token: int, units: int, highest: int) -> None:
    """Place a buy order."""
    rules.auctions.buy(token, actor, units, highest)


@KINDS.add("token")
def withdraw_order(rules: Whole, actor: int, token: int) -> None:
    """Take a buy order back."""
    rules.auctions.withdraw(token, actor)


@KINDS.add("token", "person")
def release_order(rules: Whole, actor: int, token: int, person: int) -> None:
    """Give back a buy order that is too old."""
    rules.auctions.release(token, person)


@KINDS.add("token")
def settle(rules: Whole, actor: int, token: int) -> Clearing | None:
    """End an auction whose time is over."""
    return rules.auctions.settle(token)


@KINDS.add("token", "person")
def claim(rules: Whole, actor: int, token: int, holder: int) -> tuple[int, int]:
    """Take what a holding earned."""
    return rules.network.claim(token, holder, actor)


@KINDS.add("person")
def withdraw_credit(rules: Whole, actor: int, person: int) -> None:
    """Bring a credit to its person."""
    rules.network.withdraw(person)


@KINDS.add("money")
def distribute(rules: Whole, actor: int, amount: int) -> None:
    """Give one's own money to one's holders."""
    rules.network.distribute(actor, amount)
