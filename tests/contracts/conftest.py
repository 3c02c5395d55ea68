"""Fixtures for the contracts: networks in memory, put back after each test."""

from __future__ import annotations

from collections.abc import Iterator

import boa
import pytest

from tests.contracts.network import Network, deploy_bare, deploy_network


@pytest.fixture(scope="session")
def deployed_bare() -> Network:
    """A ledger whose movers the test plays, deployed once."""
    return deploy_bare()


@pytest.fixture(scope="session")
def deployed_network() -> Network:
    """Every contract, deployed once."""
    return deploy_network()


@pytest.fixture
def bare(deployed_bare: Network) -> Iterator[Network]:
    """A ledger whose movers the test plays; put back afterwards."""
    with boa.env.anchor():
        yield deployed_bare
    deployed_bare.actors.clear()


@pytest.fixture
def net(deployed_network: Network) -> Iterator[Network]:
    """The whole network; put back afterwards."""
    with boa.env.anchor():
        yield deployed_network
    deployed_network.actors.clear()
