"""Fixtures of the books' tests: a deployed network, and books of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.books.world import World, make_world
from wallet.books.store import Store
from wallet.chain.node import LocalNode


@pytest.fixture
def world(node_reset: LocalNode) -> Iterator[World]:
    """A network of the test's own, on the shared node."""
    made = make_world(node_reset)
    yield made
    made.chain.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Empty books."""
    made = Store(tmp_path / "books.sqlite", "test")
    yield made
    made.close()
