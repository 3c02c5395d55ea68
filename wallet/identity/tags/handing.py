"""Handing shares on: five new desks get shares of the same key from three of the old ones.

Each of three old desks deals its own share, weighted as it counts among the three (Lagrange), to
the new five: a polynomial whose constant is that weighted share, with commitments (Feldman). The
first commitment has to be the weighted public half that everybody knows already, so a false dealer
is named. The sums are shares of the very key there was: every tag stays the same (Desmedt and
Jajodia 1997; Herzberg and others 1995 for the same five). **Limit:** the old shares still work
together until their desks destroy them, which nobody can prove; three old desks that keep theirs
and conspire can compute tags as before. Fewer than three shares left cannot be handed on: then the
key is lost, and every tag with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wallet.base.errors import WalletError
from wallet.identity.tags.group import GENERATOR, ORDER, Point, plus, random_scalar, times
from wallet.identity.tags.sharing import (
    DESKS,
    THRESHOLD,
    PublicKey,
    Share,
    commitment_at,
    weight_of,
)


@dataclass(frozen=True)
class Handing:
    """What one old desk publishes and gives each new desk (`values`, secret)."""

    dealer: int
    dealers: tuple[int, ...]
    commitments: tuple[Point, ...]
    values: Mapping[int, int] = field(repr=False)


def hand_on(share: Share, dealers: Iterable[int]) -> Handing:
    """Deal a share to five new desks, as one of exactly three old ones."""
    three = _three(dealers)
    if share.desk not in three:
        raise ValueError("another desk hands its share on")
    first = share.secret * weight_of(share.desk, three) % ORDER
    coefficients = [first, *(random_scalar() for _ in range(THRESHOLD - 1))]
    commitments = tuple(times(GENERATOR, one) for one in coefficients)
    values = {
        desk: sum(one * desk**power for power, one in enumerate(coefficients)) % ORDER
        for desk in range(1, DESKS + 1)
    }
    return Handing(share.desk, three, commitments, values)


def check_handing(
    dealer: int,
    dealers: Iterable[int],
    old: PublicKey,
    commitments: Sequence[Point],
    desk: int,
    value: int,
) -> None:
    """Hold what old desk `dealer` gave new desk `desk`. Raises WalletError naming the dealer."""
    three = _three(dealers)
    if dealer in three and len(commitments) == THRESHOLD:
        due = times(old.of_desk(dealer), weight_of(dealer, three))
        if commitments[0] == due and times(GENERATOR, value) == commitment_at(commitments, desk):
            return
    raise WalletError(
        f"What desk {dealer} handed on is not its share of the key.",
        f"Tell the others, and have desk {dealer} do it again, or another desk in its place.",
        "tags.handing",
    )


def combine_handings(
    desk: int, old: PublicKey, values: Mapping[int, int], commitments: Mapping[int, Sequence[Point]]
) -> tuple[Share, PublicKey]:
    """A new desk's share of the same key, from what three old ones handed on and was checked."""
    three = _three(values)
    if tuple(sorted(commitments)) != three:
        raise ValueError("commitments of other desks")
    sums = [GENERATOR.point_at_infinity() for _ in range(THRESHOLD)]
    for dealer in three:
        sums = [plus(one, two) for one, two in zip(sums, commitments[dealer], strict=True)]
    share, public = Share(desk, sum(values.values()) % ORDER), PublicKey(tuple(sums))
    if public.commitments[0] != old.commitments[0] or share.public != public.of_desk(desk):
        raise ValueError("a handing was not checked")
    return share, public


def _three(dealers: Iterable[int]) -> tuple[int, ...]:
    three = tuple(sorted(set(dealers)))
    if len(three) != THRESHOLD or not all(1 <= one <= DESKS for one in three):
        raise WalletError(
            "Shares are handed on by exactly three of the old desks.",
            "Choose three that still have theirs.",
            "tags.three",
        )
    return three
