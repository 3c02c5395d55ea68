"""Fixtures of the replay: one chain with the contracts, put back after each sample by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulate.replay.play_all import Everybody
from wallet.simulate.replay.bench import Bench

SEEDS = (4, 6)
ONE_IN = 200


@pytest.fixture(scope="session")
def bench(own_home: Path) -> Iterator[Bench]:
    """A chain on which samples are played."""
    with Bench() as running:
        yield running


@pytest.fixture(scope="session")
def played() -> list[Everybody]:
    """Small networks in which a lot has happened: of each kind and variety there is a sample."""
    networks = [Everybody(seed, one_in=ONE_IN) for seed in SEEDS]
    for everybody in networks:
        everybody.play(5_000)
    return networks
