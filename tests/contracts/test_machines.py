"""How much is played at random: enough by default, far more in the long run, and really."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import cast

import pytest

from tests.contracts.machine import Machine
from tests.contracts.plays import Plays
from tests.contracts.test_properties_ledger import LedgerMachine
from tests.contracts.test_properties_market import AuctionMachine, OfferingMachine

MACHINES: tuple[type[Machine], ...] = (LedgerMachine, AuctionMachine, OfferingMachine)


def test_the_default_run_plays_five_thousand_operations() -> None:
    assert sum(machine.usual for machine in MACHINES) >= 5_000


def test_the_long_run_plays_two_hundred_thousand() -> None:
    assert sum(machine.for_long for machine in MACHINES) >= 200_000


class Idle:
    """A scene of nothing."""

    def fresh(self) -> AbstractContextManager[None]:
        return nullcontext()

    def compare(self) -> None:
        pass

    compare_pool = compare


class Lazy(Machine):
    usual = 120
    acts = {"idle": 1}

    @staticmethod
    def scene() -> Plays:
        return cast(Plays, Idle())

    def idle(self) -> None:
        """Do nothing, which is an act too."""


class Broken(Lazy):
    def idle(self) -> None:
        raise AssertionError("not to be done")


def test_only_what_was_really_played_counts() -> None:
    assert Lazy.play(Lazy.usual) == Lazy.operations >= 120
    with pytest.raises(AssertionError, match="not to be done"):
        Broken.play(1)
    assert "operations" not in vars(Broken)  # it counts by itself, and did not begin
