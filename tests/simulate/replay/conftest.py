"""Fixtures of the replay: one chain with the contracts, put back after each sample by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulate.replay.play_all import Everybody
from wallet.simulate.replay.bench import Bench


@pytest.fixture(scope="session")
def bench(own_home: Path) -> Iterator[Bench]:
    """A chain on which samples are played."""
    with Bench() as running:
        yield running


@pytest.fixture(scope="session")
def played() -> Everybody:
    """A small network in which a lot has happened, with a sample of each kind and variety."""
    everybody = Everybody(12, one_in=120)
    everybody.play(9_000)
    return everybody
