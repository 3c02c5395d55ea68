"""Deploys the contracts of a network and wires them, whoever sends the transactions.

At first whoever sends holds every role, and can appoint verifiers and attestors. `hand_over` ends
that: from then on the contract `Authority` holds them, and nobody acts but by its decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.contracts.bindings import contract
from wallet.contracts.regimes import load
from wallet.contracts.wiring import CONTRACTS, governed, set_up

Send = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Takes a transaction (`data`, and `to` unless it creates a contract, as hex) and gives back its
receipt (`status`, `contractAddress`) once it is in a block. Always the same sender."""


def deploy(
    send: Send,
    *,
    dollar: str | None = None,
    verifiers: Sequence[str] = (),
    world_id: str | None = None,
    progress: Callable[[str], None] = lambda _name: None,
) -> dict[str, str]:
    """Deploy every contract and wire them; returns their addresses by name.

    `dollar` is the money token of the chain; without it the practice dollar is deployed, which is
    for local networks only. `verifiers` are accredited at once, and the regimes are added that
    come with the program; that without any bound is for practice money alone. `world_id` is an
    adapter that is already there: it can be named now and never again. The sender holds every
    role until `hand_over`. Raises WalletError when a transaction fails.
    """

    def create(name: str, args: list[str]) -> str:
        progress(name)
        data = contract(name).creation(args)
        receipt = _succeeded(send({"data": "0x" + data.hex()}), name)
        return checksum(str(receipt["contractAddress"]))

    found = {} if dollar is None else {"Dollar": checksum(dollar)}

    def call(name: str, function: str, args: Sequence[Any]) -> None:
        _call(send, found, name, function, args)

    deployed = set_up(found, lambda name: contract(name).abi, create, call)
    for account in verifiers:
        call("Registry", "appoint_verifier", (account,))
    if world_id is not None:
        call("Registry", "set_world_id", (checksum(world_id),))
    for regime in load():
        if dollar is None or regime.name != "none":
            call("Compliance", "add_regime", (regime.name, regime.source, regime.row()))
    return deployed


def hand_over(send: Send, found: Mapping[str, str], operator: str, *, practice: bool) -> None:
    """Give every role to the contract `Authority`: the sender holds nothing afterwards.

    `operator` is the account that publishes decisions from then on; with practice money it is
    also who makes that. Raises WalletError when a transaction fails.
    """
    for name in CONTRACTS:
        if name in found and governed(contract(name).abi):
            _call(send, found, name, "set_authority", (found["Authority"],))
    if practice:
        _call(send, found, "Dollar", "set_owner", (operator,))
    _call(send, found, "Authority", "begin", (operator,))


def _call(
    send: Send, found: Mapping[str, str], name: str, function: str, args: Sequence[Any]
) -> None:
    data = contract(name).encode(function, args)
    _succeeded(send({"to": found[name], "data": "0x" + data.hex()}), name)


def _succeeded(receipt: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The receipt of a transaction that went through. Raises WalletError for another."""
    status = receipt.get("status")
    if status not in (1, "0x1", True):
        raise WalletError(
            f"The network refused to set up its contract {name}.",
            "Look whether the account has enough coins for fees, then start over.",
            "contracts.deploy",
        )
    return receipt
