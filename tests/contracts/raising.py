"""A raise to play with: Alice, who has a token, and four who may invest."""

from __future__ import annotations

from dataclasses import dataclass

from tests.contracts.network import Actor, Network


@dataclass
class Raising:
    """Alice, who has a token, and four who may invest."""

    net: Network
    alice: Actor
    investors: list[Actor]


def people(net: Network) -> Raising:
    """Set it up."""
    alice = net.join("Alice")
    net.issue(alice)
    return Raising(net, alice, [net.join(name) for name in ("Ivan", "Ines", "Ilka", "Imre")])


def take(net: Network, offering: int, *places: int) -> None:
    """Pull shares; somebody does."""
    net.offering.take(offering, list(places))
