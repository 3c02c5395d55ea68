"""Looking at a live deployment: is it what the sources compile to, and who can do what.

Nothing is believed but code and storage at one block: the code is held against the committed
artifacts byte for byte, and once it is the same, its storage and its answers mean what the
sources say. What is not as it should be is a finding, in one sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wallet.base.addresses import ZERO, address_from_bytes, checksum, same_address
from wallet.base.errors import WalletError
from wallet.chain.client import Call, Client, hex_bytes, quantity
from wallet.contracts.bindings import contract
from wallet.contracts.onchain import (
    DEPLOYER,
    PRACTICE,
    CodeRead,
    addresses_in,
    members_of,
    read_code,
    slots_of,
    wrong_immutables,
)
from wallet.contracts.powers import SETS
from wallet.contracts.wiring import CONTRACTS, named_after

SAME: Final = "same"
OTHER: Final = "another"
NONE: Final = "none"
FOREIGN: Final = "not ours"
"""What can be said of the code at an address; only the money token may be `FOREIGN`."""
CODE: Final[Mapping[str, str]] = {
    SAME: "is what the sources compile to",
    OTHER: "is NOT what the sources compile to",
    NONE: "has no code",
    FOREIGN: "is the chain's own money, no part of the network",
}
"""The same in words."""


@dataclass(slots=True)
class Seen:
    """One contract as the chain has it: its address, its code, and its words that hold addresses.

    `roles` are variables that name no contract of the network, such as an owner or an adviser.
    """

    name: str
    address: str
    code: CodeRead
    state: str
    wired: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Deployment:
    """The contracts of a network at one block, as seen; `views` reads their answers there."""

    client: Client
    chain_id: int
    block: int
    seen: dict[str, Seen]
    deployer: str
    findings: list[str]

    def read(self, name: str, function: str, *args: Any) -> Any:
        """The answer of a view at this block. Raises WalletError."""
        return self.read_many([(name, function, args)])[0]

    def read_many(self, asked: list[tuple[str, str, tuple[Any, ...]]]) -> list[Any]:
        """The answers of several views at this block. Raises WalletError."""
        calls: list[Call] = [
            (
                "eth_call",
                (
                    {
                        "to": self.seen[name].address,
                        "data": "0x" + contract(name).encode(function, args).hex(),
                    },
                    hex(self.block),
                ),
            )
            for name, function, args in asked
        ]
        answers = self.client.batch(calls)
        try:
            return [
                contract(name).decode_output(function, hex_bytes(answer, self.client.node_name))
                for (name, function, _args), answer in zip(asked, answers, strict=True)
            ]
        except (ValueError, OverflowError, IndexError) as error:
            raise _unreadable() from error

    def has(self, name: str) -> bool:
        """Whether a contract is there and is ours."""
        return name in self.seen and self.seen[name].state == SAME


def look_at(client: Client, given: Mapping[str, str]) -> Deployment:
    """Read code and storage of a network at the latest block.

    `given` are the addresses that are known, at least the registry's: the others are found from
    it, as the contracts name each other. Raises WalletError when the node does not answer.
    """
    chain_id, head = client.batch([("eth_chainId", ()), ("eth_blockNumber", ())])
    found = Deployment(client, quantity(chain_id), quantity(head), {}, ZERO, [])
    waiting = {name: checksum(there) for name, there in given.items()}
    while waiting:
        named: dict[str, str] = {}
        for one in _see(found, waiting):
            found.seen[one.name] = one
            named |= {**addresses_in(one.code), **one.wired}
        waiting = {
            name: there
            for name, there in named.items()
            if name not in found.seen and name in CONTRACTS and there != ZERO
        }
    found.seen = {name: found.seen[name] for name in CONTRACTS if name in found.seen}
    found.deployer = _deployer(found)
    if "Authority" in found.seen and same_address(found.seen["Authority"].address, found.deployer):
        del found.seen["Authority"]  # the role was never handed over, so that is not the contract
    _judge(found)
    _check_sets(found)
    return found


def _see(found: Deployment, wanted: Mapping[str, str]) -> list[Seen]:
    """Code and storage of several contracts, in two batches."""
    block = hex(found.block)
    codes = found.client.batch([("eth_getCode", (there, block)) for there in wanted.values()])
    seen = []
    for (name, there), answer in zip(wanted.items(), codes, strict=True):
        code = hex_bytes(answer, found.client.node_name)
        read = read_code(name, code)
        state = SAME if read.same else NONE if not code else OTHER
        if name == PRACTICE and state == OTHER:
            state = FOREIGN
        seen.append(Seen(name, there, read, state))
    places = [
        (one, variable, slot)
        for one in seen
        if one.state == SAME
        for variable, slot in slots_of(one.name).items()
    ]
    asked: list[Call] = [
        ("eth_getStorageAt", (one.address, hex(slot), block)) for one, _variable, slot in places
    ]
    words = found.client.batch(asked)
    for (one, variable, _slot), answer in zip(places, words, strict=True):
        word = hex_bytes(answer, found.client.node_name).rjust(32, b"\0")
        there = address_from_bytes(word[-20:])
        name = named_after(variable)
        if name in CONTRACTS:
            one.wired[name] = there
        else:
            one.roles[variable] = there
    return seen


def _deployer(found: Deployment) -> str:
    """Who deployed the contracts, as they say themselves; a finding when they do not agree."""
    named = {
        address_from_bytes(word[12:32])
        for one in found.seen.values()
        for name, word in one.code.immutables.items()
        if name.rpartition(".")[2].upper() == DEPLOYER
    }
    if len(named) > 1:
        found.findings.append("The contracts were not all deployed by the same account.")
    return min(named, default=ZERO)


def _judge(found: Deployment) -> None:
    """Findings about code, immutables and wiring."""
    at = {name: one.address for name, one in found.seen.items()}
    for name in CONTRACTS:
        if name not in at:
            found.findings.append(f"{name} was not found.")
    everybody = {**at, "Deployer": found.deployer}
    for one in found.seen.values():
        if one.state == NONE:
            found.findings.append(f"There is no code at the address of {one.name}.")
        if one.state == OTHER:
            found.findings.append(f"The code of {one.name} is not what the sources compile to.")
        for name in wrong_immutables(one.name, one.code, everybody, found.chain_id):
            found.findings.append(f"{one.name} was made with another {name} than this network's.")
        for name, there in one.wired.items():
            if there == ZERO:
                found.findings.append(f"{one.name} is not connected with {name}.")
            elif not same_address(there, at.get(name, ZERO)):
                found.findings.append(_other(one.name, name, there, found.deployer))


def _check_sets(found: Deployment) -> None:
    """Findings about sets that are filled once: with all its own in it, no room is left for others.

    Storage says of an address whether it is in a set, but not who else is. As a set is filled by
    one call that names as many as it should have, none of them can be another.
    """
    for (name, variable), wanted in SETS.items():
        if not found.has(name) or any(one not in found.seen for one in wanted):
            continue
        places = members_of(name, variable, [found.seen[one].address for one in wanted])
        asked: list[Call] = [
            ("eth_getStorageAt", (found.seen[name].address, hex(place), hex(found.block)))
            for place in places
        ]
        for one, answer in zip(wanted, found.client.batch(asked), strict=True):
            if int.from_bytes(hex_bytes(answer, found.client.node_name), "big") != 1:
                found.findings.append(f"{name} does not know {one} as one of its {variable}.")


def _other(name: str, wanted: str, there: str, deployer: str) -> str:
    if wanted == "Authority" and same_address(there, deployer):
        return f"{name} still has its deployer as authority."
    return f"{name} takes {there} for {wanted}."


def _unreadable() -> WalletError:
    return WalletError(
        "The node’s answers are not those of the network’s contracts.",
        "Ask another node, or check the address of the registry.",
        "audit.garbage",
    )
