"""What happens outside the network and no chain can see: money earned, handed over, brought in.

A dollar in somebody's wallet is theirs wherever they carry it; that is the side-payment ledger.
"""

from __future__ import annotations

from wallet.rules.registry import Paper
from wallet.rules.units import Refused
from wallet.rules.whole import Whole
from wallet.simulate.acts.kinds import Kinds

KINDS = Kinds()


@KINDS.add("paper", "flag")
def join(rules: Whole, actor: int, paper: Paper, accredited: bool) -> int:
    """A human joins with a verifier's paper; their number."""
    return rules.join(paper, accredited)


@KINDS.add("paper")
def renew(rules: Whole, actor: int, paper: Paper) -> None:
    """A human is confirmed anew."""
    rules.renew(actor, paper)


@KINDS.add("money", needs="the world")
def earn(rules: Whole, actor: int, amount: int) -> None:
    """Money comes from outside: savings brought along, a company sold."""
    rules.network.people[actor].cash += amount


@KINDS.add("money", needs="the world")
def spend(rules: Whole, actor: int, amount: int) -> None:
    """Money goes out: a company founded, a bribe to somebody who is not here."""
    who = rules.network.people[actor]
    if who.cash < amount:
        raise Refused("not so much money")
    who.cash -= amount


@KINDS.add("person", "money")
def hand(rules: Whole, actor: int, to: int, amount: int) -> None:
    """Hand money over outside the contracts."""
    payer, payee = rules.network.people[actor], rules.network.people[to]
    if payer.cash < amount:
        raise Refused("not so much money")
    payer.cash -= amount
    payee.cash += amount
