"""Deploys the contracts of a network and wires them, whoever sends the transactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wallet.base.addresses import checksum
from wallet.base.errors import WalletError
from wallet.contracts.bindings import contract

Send = Callable[[dict[str, Any]], Mapping[str, Any]]
"""Takes a transaction (`data`, and `to` unless it creates a contract, as hex) and gives back its
receipt (`status`, `contractAddress`) once it is in a block. Always the same sender."""

CONTRACTS = ("Registry", "Dollar", "Face", "Ledger", "Offering", "Auction", "Companies")


def deploy(
    send: Send,
    *,
    dollar: str | None = None,
    verifiers: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _name: None,
) -> dict[str, str]:
    """Deploy every contract and wire them; returns their addresses by name.

    `dollar` is the money token of the chain; without it the practice dollar is deployed, which is
    for local networks only. `verifiers` are accredited at once. The sender becomes the authority.
    Raises WalletError when a transaction fails.
    """
    found: dict[str, str] = {}

    def create(name: str, *args: Any) -> str:
        progress(name)
        data = contract(name).creation(args)
        receipt = _succeeded(send({"data": "0x" + data.hex()}), name)
        found[name] = checksum(str(receipt["contractAddress"]))
        return found[name]

    def call(name: str, function: str, *args: Any) -> None:
        data = contract(name).encode(function, args)
        _succeeded(send({"to": found[name], "data": "0x" + data.hex()}), name)

    registry = create("Registry")
    if dollar is None:
        dollar = create("Dollar")
    found["Dollar"] = checksum(dollar)
    ledger = create("Ledger", registry, dollar)
    face = create("Face", ledger)
    offering = create("Offering", registry, ledger, dollar)
    auction = create("Auction", registry, ledger)
    companies = create("Companies", registry, ledger)
    call("Registry", "wire", auction)
    call("Ledger", "wire", offering, auction, companies, face)
    call("Offering", "wire", companies)
    call("Auction", "wire", companies)
    call("Companies", "wire", offering, auction)
    for account in verifiers:
        call("Registry", "set_verifier", account, True)
    return {name: found[name] for name in CONTRACTS}


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
