"""Lost wallets: what verifiers attest of a new one, and how a person comes to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import boa
from eth_utils.crypto import keccak

from tests.contracts.network import DAY, Actor, Network, account_of, now, sign_typed

WAIT = 7 * DAY
AFTER_CANCEL = 3 * DAY
VERIFIERS = ("verifier", "second verifier", "third verifier")
RECOVERY = [
    {"name": "account", "type": "address"},
    {"name": "personTag", "type": "bytes32"},
    {"name": "inPerson", "type": "bool"},
    {"name": "issuedAt", "type": "uint64"},
    {"name": "nonce", "type": "uint256"},
]


def accredit(net: Network) -> None:
    """Two more verifiers."""
    with boa.env.prank(net.authority.address):
        for name in VERIFIERS[1:]:
            net.registry.appoint_verifier(account_of(name).address)


def tag_of(actor: Actor) -> bytes:
    """The tag with which a person of tests joins."""
    return bytes(keccak(text=f"tag of {actor.address}"))


def attested(account: str, tag: bytes, **changed: Any) -> dict[str, Any]:
    """What verifiers say of somebody with a new wallet; anything can be changed."""
    said: dict[str, Any] = {
        "account": account,
        "personTag": tag,
        "inPerson": False,
        "issuedAt": now(),
        "nonce": 1,
    }
    return said | changed


def signed(net: Network, said: dict[str, Any], *names: str) -> list[bytes]:
    """Signatures of the named verifiers."""
    return [
        sign_typed(account_of(one), net.registry, "Symbolon Registry", "Recovery", RECOVERY, said)
        for one in names
    ]


def recover(
    net: Network, actor: Actor, to: str, *names: str, tag: bytes | None = None, **changed: Any
) -> Actor:
    """Start the recovery of somebody to the wallet of a name, by two verifiers or three."""
    wallet = account_of(to)
    said = attested(wallet.address, tag or tag_of(actor), **changed)
    by = names or (VERIFIERS if said["inPerson"] else VERIFIERS[:2])
    with boa.env.prank(wallet.address):
        net.registry.recover(tuple(said.values()), signed(net, said, *by))
    return replace(actor, account=wallet)


def cancel(net: Network, wallet: str) -> None:
    """Cancel as the wallet of an address."""
    with boa.env.prank(wallet):
        net.registry.cancel_recovery()


def recovered(net: Network, actor: Actor, to: str, **changed: Any) -> Actor:
    """Somebody with a new wallet, the wait over."""
    moved = recover(net, actor, to, **changed)
    boa.env.time_travel(seconds=WAIT)
    net.registry.finish_recovery(actor.pid)
    return moved
