"""Fixtures for every room: a real node, a real keyring, a home of one's own, and the guards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from wallet.base.errors import WalletError
from wallet.chain.node import LocalNode
from wallet.chain.node_binary import node_binary

pytest_plugins = ["tests.guards", "pytester"]

# On a shared machine an example may take long without being wrong. The phase that explains a
# failure traces every line, under which a contract played in memory takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)
settings.register_profile("house", deadline=None, print_blob=True, phases=PHASES)
settings.load_profile("house")

if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LENGTHY = (
    "story/test_through_the_window",
    "contracts/test_properties_",
    "contracts/test_mutants",
    "contracts/test_hostile_money",
    "contracts/test_gas",
    "contracts/test_artifacts",
    "ui/pages/test_raise_live",
)
"""Files that take long, in whole or in few tests: begun first, so that no worker ends alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    items.sort(key=lambda item: not any(one in item.nodeid for one in LENGTHY))


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep every test away from this user's wallets; the node's program stays where it is."""
    patch = pytest.MonkeyPatch()
    try:
        folder = node_binary().parent
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
    except WalletError:
        pass  # no connection: the tests that need the node say so themselves
    home = tmp_path_factory.mktemp("home")
    patch.setenv("SYMBOLON_HOME", str(home))
    yield home
    patch.undo()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for one test."""
    folder = tmp_path / "symbolon-home"
    monkeypatch.setenv("SYMBOLON_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def node(own_home: Path) -> Iterator[LocalNode]:
    """One local network for all tests of this process; see `node_reset`."""
    with LocalNode(None) as running:
        yield running


@pytest.fixture
def node_reset(node: LocalNode) -> Iterator[LocalNode]:
    """The shared network, put back after the test to what it was before."""
    mark = node.rpc("evm_snapshot")
    yield node
    node.rpc("evm_revert", mark)


@pytest.fixture(scope="session")
def keyring_ready() -> None:
    """The system's keyring, really unlocked. packaging/test.sh starts one and insists on it."""
    from tests.guards import secret_service_problem  # pytest has to load that module first

    problem = secret_service_problem()
    if problem and os.environ.get("SYMBOLON_NEEDS_KEYRING"):
        pytest.fail(problem)
    if problem:
        pytest.skip(problem)
