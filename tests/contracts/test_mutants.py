"""Broken copies of the contracts, which the machines must catch: what cannot fail is no test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import boa
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.contracts import network
from tests.contracts.machine import Machine, lasting
from tests.contracts.test_properties_ledger import LedgerMachine, circle
from tests.contracts.test_properties_market import AuctionMachine, OfferingMachine, market

pytestmark = [pytest.mark.long, pytest.mark.ignore_isolation]

MUTANTS: dict[str, tuple[str, str, str, type[Machine]]] = {
    "a siphon rounded down": (
        "holdings.vy",
        "(d * ext + 2**128 - 1) >> 128",
        "(d * ext) >> 128",
        LedgerMachine,
    ),
    "a loss that is a credit for another lot": (
        "holdings.vy",
        "            if share > part:\n                gain += share - part\n",
        "            gain += share\n            gain -= min(gain, part)\n",
        LedgerMachine,
    ),
    "a buyer who earns of what came before": (
        "Ledger.vy",
        "+ units, holdings.acc[token]",
        "+ units, packing.checkpoint(stock)",
        LedgerMachine,
    ),
    "late debts without interest": (
        "Companies.vy",
        "self._ceil_div(gain * self._late(word), DOUBLED_AFTER)",
        "0",
        LedgerMachine,
    ),
    "debts paid in the order of their numbers": (
        "Companies.vy",
        "(self.debts[after] >> DUE_AT) & MASK_32 > due",
        "False",
        LedgerMachine,
    ),
    "a price at the low end": (
        "clearing.vy",
        "o.price = o.low if o.low > o.high else (o.low + o.high) // 2",
        "o.price = o.low",
        AuctionMachine,
    ),
    "a late buyer believed like an early one": (
        "settlement.vy",
        "cap: uint256 = 2 * f.reference if early else f.reference",
        "cap: uint256 = 2 * f.reference",
        AuctionMachine,
    ),
    "a stake that is not given back to the cent": (
        "settlement.vy",
        "money: uint256 = clearing.cost_up(units, limit) - clearing.cost_up(f.bought, f.price)",
        "money: uint256 = clearing.cost_up(units, limit) - clearing.cost_up(f.bought, f.price) - 1",
        AuctionMachine,
    ),
    "a line that is not cut": (
        "offering_line.vy",
        "return offer.cut_units if place == offer.cut else 0",
        "return units if place == offer.cut else 0",
        OfferingMachine,
    ),
    "a price believed of two buyers": (
        "offering_line.vy",
        "FEWEST_BUYERS: constant(uint256) = 3",
        "FEWEST_BUYERS: constant(uint256) = 2",
        OfferingMachine,
    ),
}


def forget() -> None:
    """Let the next scene be compiled and made anew."""
    for made in (network.deployer_of, circle, market):
        made.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the sources that tests compile instead."""
    copy = tmp_path / "contracts"
    shutil.copytree(network.SOURCES, copy)
    monkeypatch.setattr(network, "SOURCES", copy)
    forget()
    yield copy
    forget()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_contract_is_caught(name: str, copied: Path) -> None:
    file, sound, broken, machine = MUTANTS[name]
    source = (copied / file).read_text("utf-8")
    assert source.count(sound) == 1, f"{file} no longer says {sound!r}"
    (copied / file).write_text(source.replace(sound, broken), "utf-8")
    markets = () if machine is LedgerMachine else ("Auction", "Offering")
    for contract in ("Ledger", "Companies", *markets):
        network.deployer_of(contract)  # broken, but not so that it does not compile
    with pytest.raises((AssertionError, boa.BoaError)):
        machine.scene()
        run_state_machine_as_test(machine, settings=lasting(60))


def test_the_sound_contracts_are_not_caught(copied: Path) -> None:
    assert copied.exists()
    LedgerMachine.scene()
    run_state_machine_as_test(LedgerMachine, settings=lasting(3))
