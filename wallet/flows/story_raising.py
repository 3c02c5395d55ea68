"""The story, first part: people join, issue their tokens and raise money from each other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wallet.acts.investing import Commit, Refund, WithdrawCommitment
from wallet.acts.raising import (
    CloseOffering,
    OpenOffering,
    RejectCommitment,
    TakeShares,
    WithdrawProceeds,
)
from wallet.acts.token import Issue
from wallet.base.clock import DAY
from wallet.base.texts import text_hash
from wallet.flows.cast import CAST, member
from wallet.flows.cast_joining import confirmed
from wallet.flows.scene import At, Desk, Do, Scene, Stage, Step, cents, money, shares

Bids = tuple[tuple[str, int], ...]
"""Who commits for how many shares, in line."""


def join(stage: Stage) -> Iterator[Step]:
    """Twelve people show their documents and join; three of them serve as attestors."""
    for one in CAST:
        address = stage.addresses[one.account]
        yield Desk(
            f"The faucet gives {one.name} dollars",
            partial(stage.roles.fund, address, money(one.dollars)),
        )
        yield Do(one.key, confirmed(stage, one, one.account))
    for one in CAST:
        if one.attestor:
            yield Desk(
                f"{one.name} is appointed an attestor",
                partial(stage.roles.appoint_attestor, one.account + 1),
            )
    yield Desk("The deployer hands every role over", stage.roles.hand_over)


def issue(stage: Stage) -> Iterator[Step]:
    """Everyone issues their token, under the name on their document."""
    for one in CAST:
        signature = stage.verifier.sign_name(stage.person(one.account), one.paper, one.name)
        yield Do(one.key, Issue(one.name, signature, one.terms))


def first_offerings(stage: Stage) -> Iterator[Step]:
    """Alice raises 200,000 dollars from five investors; Grace and Eve raise beside her."""
    yield At(0.25)
    yield _open(stage, "alice", 1_000_000, 2_000_000, 10, 5, 90)
    yield _open(stage, "grace", 500_000, 1_000_000, 5, 5, 0)
    yield _open(stage, "eve", 300_000, 600_000, 8, 5, 0)
    yield from _commit(
        stage,
        "alice",
        10,
        (
            ("eve", 500_000),
            ("dan", 50_000),
            ("farid", 400_000),
            ("kira", 100_000),
            ("grace", 400_000),
            ("hugo", 400_000),
            ("ines", 300_000),
        ),
    )
    yield from _commit(stage, "grace", 5, (("hugo", 400_000), ("ines", 300_000), ("kira", 300_000)))
    yield from _commit(
        stage,
        "eve",
        8,
        (("bob", 200_000), ("jonas", 150_000), ("liam", 150_000), ("alice", 100_000)),
    )
    mine = _open_offering(stage, "alice")
    yield At(1.5)
    yield Do("kira", WithdrawCommitment(mine, 3))
    yield Do("alice", RejectCommitment(mine, 1))
    yield Do("dan", Refund(mine, 1))
    yield from _finish(
        stage, 5.1, {"alice": (0, 2, 4, 5, 6), "grace": (0, 1, 2), "eve": (0, 1, 2, 3)}
    )


def second_offerings(stage: Stage) -> Iterator[Step]:
    """Bob and Carol raise, and so does Dan from two friends; Alice invests in all three.

    That Dan is to be banned is published meanwhile, three weeks before it can be.
    """
    dan = member("dan").account + 1
    yield Desk(
        "The authority publishes that Dan Petrov is to be banned",
        partial(stage.roles.publish_ban, dan),
    )
    yield _open(stage, "bob", 500_000, 1_000_000, 10, 12.5, 0)
    yield _open(stage, "carol", 400_000, 800_000, 10, 12.5, 0)
    yield _open(stage, "dan", 50_000, 200_000, 8, 12.5, 0)
    yield from _commit(
        stage, "bob", 10, (("alice", 420_000), ("farid", 300_000), ("hugo", 280_000))
    )
    yield from _commit(
        stage, "carol", 10, (("alice", 250_000), ("eve", 300_000), ("liam", 250_000))
    )
    yield from _commit(stage, "dan", 8, (("alice", 80_000), ("hugo", 60_000)))
    yield from _finish(stage, 12.6, {"bob": (0, 1, 2), "carol": (0, 1, 2), "dan": (0, 1)})


def _open(
    stage: Stage, who: str, least: int, most: int, price: int, deadline: float, lockup: int
) -> Do:
    """`who` offers up to `most` shares at `price` cents until day `deadline`."""
    one = member(who)
    until = stage.time(deadline)
    act = OpenOffering(
        shares(least), shares(most), cents(price), until, lockup * DAY, text_hash(one.terms)
    )
    return Do(who, act)


def _open_offering(stage: Stage, who: str) -> int:
    return stage.number("Offering", "open_of", member(who).account + 1)


def _commit(stage: Stage, issuer: str, price: int, bids: Bids) -> Iterator[Step]:
    offering = _open_offering(stage, issuer)
    for who, count in bids:
        yield Do(who, Commit(offering, shares(count), cents(price)))


def _finish(stage: Stage, day: float, entries: dict[str, tuple[int, ...]]) -> Iterator[Step]:
    """Close the offerings after `day`, bring everyone their shares, and pay the issuers out."""
    offerings = {who: _open_offering(stage, who) for who in entries}
    yield At(day)
    for who, taken in entries.items():
        yield Do(who, CloseOffering(offerings[who]))
        yield Do(who, TakeShares(offerings[who], taken))
    yield At(day + 3.1)
    for who in entries:
        yield Do(who, WithdrawProceeds(offerings[who]))


RAISING = (
    Scene("Twelve people join", join),
    Scene("Everyone issues their token", issue),
    Scene("Alice raises 200,000 dollars from five investors", first_offerings),
    Scene("Alice invests in Bob, Carol and Dan", second_offerings),
)
