"""Fixtures for the contracts: networks in memory, put back after each test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import boa
import pytest
from boa.contracts.vyper.vyper_contract import StorageModel

from tests.contracts.machine import Machine, Play
from tests.contracts.network import Network, deploy_bare, deploy_network
from tests.contracts.plays import Plays
from tests.contracts.scenes import Scene, forgetting


@pytest.fixture(scope="session", autouse=True)
def _refusals_without_storage() -> Iterator[None]:
    """Leave the storage out of what titanoboa writes of a contract at each refusal: it takes long,
    and it takes a map whose key looks like two for a map of maps, and falls."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StorageModel, "dump", lambda _storage: {})
        yield


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


@pytest.fixture(scope="module", autouse=True)
def _scenes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Make a module's scenes before any example begins: what an example makes goes with it."""
    with forgetting():
        for one in list(vars(request.module).values()):
            if isinstance(one, Scene):
                one()
        yield


@pytest.fixture
def plays(request: pytest.FixtureRequest) -> Iterator[Plays]:
    """The module's `scene` to play in; afterwards all of it is compared, and put back."""
    made: Plays = request.module.scene()
    with made.fresh():
        yield made
        made.compare()


@pytest.fixture
def play(record_property: Callable[[str, object], None]) -> Play:
    """Plays a machine, as often as the default run does or the long one, and counts its acts."""

    def run(machine: type[Machine], long: bool = False) -> None:
        wanted = machine.for_long if long else machine.usual
        with forgetting():
            machine.scene()
            played = machine.play(wanted, anew=long)
        record_property(f"{PLAYED}{machine.__name__}", played)
        assert played >= wanted

    return run


PLAYED = "played by "


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many random operations were really played, by which machine."""
    played: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") != "call":
                continue
            for name, value in report.user_properties:
                if name.startswith(PLAYED):
                    played[name.removeprefix(PLAYED)] += int(str(value))
    if played:
        each = ", ".join(f"{name} {count:,}" for name, count in sorted(played.items()))
        terminalreporter.write_line(f"{played.total():,} random operations played: {each}")
