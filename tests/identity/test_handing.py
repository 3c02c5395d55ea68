"""Shares handed on to five new desks keep the key, and so every tag; a false dealer is named."""

from __future__ import annotations

import pytest

from tests.identity.circles import five
from wallet.base.errors import WalletError
from wallet.identity.tags.group import GENERATOR, ORDER, times
from wallet.identity.tags.handing import Handing, check_handing, combine_handings, hand_on
from wallet.identity.tags.sharing import PublicKey, Share, combine

THREE = (1, 3, 5)
ELEMENT = times(GENERATOR, 7)


def handed() -> tuple[Handing, ...]:
    return tuple(hand_on(five().shares[desk], THREE) for desk in THREE)


def new_shares(handings: tuple[Handing, ...]) -> tuple[dict[int, Share], PublicKey]:
    shares, public = {}, None
    for desk in range(1, 6):
        for one in handings:
            check_handing(
                one.dealer, one.dealers, five().public, one.commitments, desk, one.values[desk]
            )
        values = {one.dealer: one.values[desk] for one in handings}
        commitments = {one.dealer: one.commitments for one in handings}
        shares[desk], public = combine_handings(desk, five().public, values, commitments)
    assert public is not None
    return shares, public


def test_the_new_five_answer_as_the_old_did() -> None:
    shares, public = new_shares(handed())
    old = combine({desk: times(ELEMENT, five().shares[desk].secret) for desk in (2, 4, 5)})
    for three in ((1, 2, 3), (2, 4, 5)):
        new = combine({desk: times(ELEMENT, shares[desk].secret) for desk in three})
        assert new == old
    assert public.commitments[0] == five().public.commitments[0]
    assert public.of_desk(2) != five().public.of_desk(2)  # the shares themselves are others
    mixed = {desk: times(ELEMENT, shares[desk].secret) for desk in (1, 2)}
    assert combine({**mixed, 4: times(ELEMENT, five().shares[4].secret)}) != old


def test_a_false_dealer_is_named() -> None:
    one, *_ = handed()
    with pytest.raises(WalletError, match="What desk 1 handed on"):
        check_handing(1, THREE, five().public, one.commitments, 2, (one.values[2] + 1) % ORDER)
    liar = hand_on(Share(1, five().shares[1].secret + 1), THREE)
    with pytest.raises(WalletError, match="What desk 1 handed on"):
        check_handing(1, THREE, five().public, liar.commitments, 2, liar.values[2])
    with pytest.raises(WalletError, match="exactly three"):
        hand_on(five().shares[1], (1, 2))
