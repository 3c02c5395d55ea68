"""The code of the network's contracts: its hashes, and whether it is still what it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wallet.base.addresses import keccak
from wallet.chain.chain import Chain
from wallet.chain.client import Client, hex_bytes


def code_hashes(client: Client, contracts: Mapping[str, str]) -> dict[str, str]:
    """The hash of the code at each address, by contract. Raises NodeError."""
    names = sorted(contracts)
    answers = client.batch([("eth_getCode", (contracts[name], "latest")) for name in names])
    return {
        name: "0x" + keccak(hex_bytes(answer, client.node_name)).hex()
        for name, answer in zip(names, answers, strict=True)
    }


def changed_contracts(chain: Chain, names: Iterable[str]) -> tuple[str, ...]:
    """Those of some contracts whose code is not what the network's file says. Raises NodeError.

    A contract of which the file does not say is left out.
    """
    known = chain.network.code
    asked = {name: chain.network.address(name) for name in names if name in known}
    if not asked:
        return ()
    found = code_hashes(chain.client, asked)
    return tuple(name for name in sorted(found) if found[name] != known[name])
