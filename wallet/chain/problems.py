"""What can go wrong with a node, as sentences. What a node wrote itself is never shown."""

from __future__ import annotations

from typing import Final

from wallet.base.errors import WalletError

MOST_TEXT: Final = 200
"""How much of a node's own words is kept, for the log and for Details."""


class NodeError(WalletError):
    """A node could not be reached, or what it answered cannot be used."""


class Unreachable(NodeError):
    """A node did not answer: another one may be asked the same."""


class Refused(NodeError):
    """A node answered with an error of its own.

    `number` is the JSON-RPC error code, `data` what it carried (the revert data of a call),
    `words` the start of what the node said, for Details only: it is a stranger's text.
    """

    def __init__(self, number: int, words: str, data: bytes) -> None:
        super().__init__(
            "The node refused the request.",
            "Try again, or name another node in the network’s file.",
            "node.refused",
        )
        self.number = number
        self.words = "".join(c if c.isprintable() else " " for c in words[:MOST_TEXT])
        self.data = data

    def __reduce__(self) -> tuple[type[Refused], tuple[int, str, bytes]]:  # type: ignore[override]
        # Rebuilt from what it was made of, which is not what its parents are made of.
        return type(self), (self.number, self.words, self.data)


def unreachable(name: str) -> Unreachable:
    """The node `name` (a host) does not answer."""
    return Unreachable(
        f"The node {name} does not answer.",
        "Check your connection, or name another node in the network’s file.",
        "node.unreachable",
    )


def slow(name: str) -> Unreachable:
    """The node `name` took too long."""
    return Unreachable(
        f"The node {name} takes too long to answer.",
        "Try again in a moment, or name another node in the network’s file.",
        "node.slow",
    )


def garbage(name: str = "") -> NodeError:
    """The node `name` answered something that is not an answer."""
    node = f"The node {name}" if name else "The node"
    return NodeError(
        f"{node} answers something that cannot be understood.",
        "Name another node in the network’s file.",
        "node.garbage",
    )


def too_large(name: str) -> NodeError:
    """The node `name` sent more than any answer needs."""
    return NodeError(
        f"The node {name} sends more than was asked for.",
        "Name another node in the network’s file.",
        "node.large",
    )


def other_chain(name: str, there: int, here: int) -> NodeError:
    """The node `name` serves another chain."""
    return NodeError(
        f"The node {name} serves chain {there}, but your network is chain {here}.",
        "Name another node in the network’s file.",
        "node.chain",
    )
