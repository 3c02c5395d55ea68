"""Which contracts a network has, in which order they are made, and which is told of which.

A parameter of a constructor or of `wire` is named after the contract that it wants, so the ABIs
say it all: whoever deploys, and whoever looks at a deployment later, reads it from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from wallet.base.addresses import ZERO

CONTRACTS: Final = (
    "Rules",
    "Registry",
    "Dollar",
    "Ledger",
    "Face",
    "Offering",
    "Auction",
    "Companies",
    "Disputes",
    "Compliance",
    "Watching",
    "Members",
    "Authority",
)
"""Every contract of a network, in the order of deployment. Face is the one that clones copy."""

OPTIONAL: Final = ("WorldId3", "WorldId4", "WorldProof3")
"""Contracts that a network may have besides: adapters to World ID."""

Abi = Sequence[Mapping[str, Any]]


def set_up(
    found: dict[str, str],
    abi_of: Callable[[str], Abi],
    create: Callable[[str, list[str]], str],
    call: Callable[[str, str, list[str]], None],
    names: Sequence[str] = CONTRACTS,
) -> dict[str, str]:
    """Create what of `names` is not in `found`, wire them; answers all addresses in their order.

    `create` makes a contract with constructor arguments, `call` calls a function of one.
    """
    for name in names:
        if name not in found:
            found[name] = create(name, arguments(abi_of(name), "constructor", found))
    for name in names:
        if takes(abi_of(name), "wire"):
            call(name, "wire", arguments(abi_of(name), "wire", found))
    return {name: found[name] for name in CONTRACTS if name in found}


def governed(abi: Abi) -> bool:
    """Whether a contract has the role of the authority to hand over."""
    return bool(takes(abi, "set_authority"))


def takes(abi: Abi, function: str) -> list[str]:
    """Names of the parameters of a function or of the constructor; none where there is none."""
    for entry in abi:
        if entry["type"] == function or entry.get("name") == function:
            return [str(one["name"]) for one in entry["inputs"]]
    return []


def arguments(abi: Abi, function: str, found: Mapping[str, str]) -> list[str]:
    """The addresses that a function wants; none for a contract that is not there."""
    return [found.get(named_after(parameter), ZERO) for parameter in takes(abi, function)]


def named_after(name: str) -> str:
    """The contract that a parameter or variable is named after: `offering_`, `cash.LEDGER`.

    What goes before may say whose it is, as in `line_ledger`.
    """
    words = name.rpartition(".")[2].strip("_").lower().removesuffix("_word").split("_")
    whole = "".join(word.capitalize() for word in words)
    last = words[-1].capitalize()
    return last if whole not in CONTRACTS and last in CONTRACTS else whole
