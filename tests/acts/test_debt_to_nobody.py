"""A debt whose holders have all sold: nothing is due, and yet it has to be ended."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.acts.fakes import facts
from wallet.acts.act import PERMIT
from wallet.acts.companies import PayDebt
from wallet.base.clock import YEAR
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, DOLLAR
from wallet.books.sums import due_after, due_now


def test_a_debt_that_is_owed_to_nobody_is_ended() -> None:
    known = facts(Companies__due_now__7=(0, 0), Companies__debt__7=SimpleNamespace(gain=5))
    (call,) = PayDebt(7, 0).plan(known)
    assert (call.function, call.args, call.pays) == ("pay_debt", (7, 0, PERMIT), 0)


def test_a_debt_that_is_paid_is_not_paid_again() -> None:
    known = facts(Companies__due_now__7=(0, 0), Companies__debt__7=SimpleNamespace(gain=0))
    with pytest.raises(WalletError) as raised:
        PayDebt(7, 5).plan(known)
    assert raised.value.field == "amount"


def test_what_is_left_after_a_part_is_paid() -> None:
    gain, due, fifth = 48_000 * DOLLAR, 1_000, ALL_SHARES // 5
    assert due_after(6_000 * DOLLAR, gain, due, fifth, due) == 3_600 * DOLLAR
    late = due + YEAR
    owed, interest = due_now(gain, due, fifth, late)
    assert (owed, interest) == (10_560 * DOLLAR, 960 * DOLLAR)
    assert due_after(5_280 * DOLLAR, gain, due, fifth, late) == 5_280 * DOLLAR
    assert due_after(owed, gain, due, fifth, late) == 0
