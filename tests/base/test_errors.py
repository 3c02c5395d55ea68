"""The error that a person reads."""

from __future__ import annotations

import copy

from wallet.base.errors import WalletError


def test_it_says_what_happened_and_what_to_do() -> None:
    error = WalletError("The amount is zero.", "Write more.", "number.zero", field="amount")
    assert str(error) == "The amount is zero. Write more."
    assert repr(error) == "WalletError('number.zero')"
    assert str(WalletError("It is gone.")) == "It is gone."


def test_it_survives_being_copied() -> None:
    error = copy.copy(WalletError("One.", "Two.", "a.b", field="c"))
    assert (error.sentence, error.next_step, error.code, error.field) == (
        "One.",
        "Two.",
        "a.b",
        "c",
    )
