"""The story, second part: auctions, what is shared of a gain, and what is refused to Dan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from wallet.acts.act import Call
from wallet.acts.claiming import Claim, ClaimFor, WithdrawCredit
from wallet.acts.facts import Facts
from wallet.acts.token import MakeFace
from wallet.acts.trading import PlaceBuy, PlaceSell, Settle, WithdrawBuy
from wallet.flows.cast import STRANGER, member
from wallet.flows.cast_joining import confirmed
from wallet.flows.scene import At, Desk, Do, Refused, Scene, Stage, Step, cents, shares


@dataclass(frozen=True, slots=True)
class PlainTransfer:
    """What Dan tries: moving shares past the auction. No page of the wallet offers this."""

    token: int
    receiver: str
    units: int

    def plan(self, facts: Facts) -> tuple[Call, ...]:
        """One call of the ledger, which always refuses it."""
        return (Call("Ledger", "transfer", (self.receiver, self.token, self.units)),)


def bob_rises(stage: Stage) -> Iterator[Step]:
    """Farid sells shares of Bob; those who want them bid more than they once cost."""
    bob = member("bob").account + 1
    yield At(16)
    yield _buy("kira", "bob", 60_000, 16)
    yield _buy("dan", "bob", 40_000, 15)
    yield _sell("farid", "bob", 80_000, 12)
    yield At(18.1)
    yield Do("kira", Settle(bob))
    yield Do("dan", WithdrawBuy(bob))
    yield Do("grace", MakeFace(bob))


def alice_gains(stage: Stage) -> Iterator[Step]:
    """Alice sells shares of Bob at a gain to several buyers; her holders' part leaves at once."""
    bob = member("bob").account + 1
    yield At(19.5)
    yield _buy("eve", "bob", 40_000, 20)
    yield _buy("kira", "bob", 30_000, 19)
    yield _buy("jonas", "bob", 30_000, 18)
    yield _sell("alice", "bob", 84_000, 15)
    yield At(21.6)
    yield Do("jonas", Settle(bob))


def holders_claim(stage: Stage) -> Iterator[Step]:
    """Alice's holders claim; a part of what Grace receives passes on to her own holders."""
    alice, grace = member("alice").account + 1, member("grace").account + 1
    farid = member("farid").account + 1
    yield At(22)
    for who in ("eve", "grace", "hugo", "ines"):
        yield Do(who, Claim((alice,)))
    yield Do("jonas", ClaimFor((alice,), farid))
    yield Do("farid", WithdrawCredit())
    for who in ("hugo", "ines", "kira"):
        yield Do(who, Claim((grace,)))


def alice_loses(stage: Stage) -> Iterator[Step]:
    """Alice sells shares of Carol for less than they cost her: nothing is shared."""
    carol = member("carol").account + 1
    yield At(24)
    yield _buy("ines", "carol", 30_000, 8)
    yield _buy("farid", "carol", 40_000, 7)
    yield _sell("alice", "carol", 50_000, 6)
    yield At(26.1)
    yield Do("ines", Settle(carol))


def dan_is_refused(stage: Stage) -> Iterator[Step]:
    """Dan joins twice, transfers directly, and buys while banned: refused each time."""
    dan, bob = member("dan"), member("bob").account + 1
    yield At(30)
    second = stage.addresses[STRANGER]
    yield Desk("The faucet gives another wallet coins", partial(stage.roles.fund, second, 0))
    act = confirmed(stage, dan, STRANGER)
    yield Refused("dan", act, "register a second time", STRANGER)
    eve = stage.addresses[member("eve").account]
    yield Refused("dan", PlainTransfer(bob, eve, shares(1_000)), "transfer shares directly")
    yield Desk("The authority bans Dan Petrov", partial(stage.roles.ban, dan.account + 1))
    buy = PlaceBuy(bob, shares(10_000), cents(18))
    yield Refused("dan", buy, "buy while banned")


def _buy(who: str, token: str, count: int, price: int) -> Do:
    return Do(who, PlaceBuy(member(token).account + 1, shares(count), cents(price)))


def _sell(who: str, token: str, count: int, price: int) -> Do:
    return Do(who, PlaceSell(member(token).account + 1, shares(count), cents(price)))


TRADING = (
    Scene("Bob's token rises", bob_rises),
    Scene("Alice sells at a gain to several buyers", alice_gains),
    Scene("Holders claim, and one part cascades", holders_claim),
    Scene("Alice sells at a loss, and nothing is shared", alice_loses),
    Scene("Dan is refused", dan_is_refused),
)
