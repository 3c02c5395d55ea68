"""A node between the wallet and a real one, that spoils what it is told to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.books.world import World
from tests.chain.fake_node import FakeNode, Refuse
from wallet.chain.chain import Chain
from wallet.chain.client import Client
from wallet.chain.problems import Refused

Spoil = Callable[[str, list[Any], Any], Any]
"""Makes another answer out of a method, its parameters and the true answer."""


@contextmanager
def lying(world: World, spoil: Spoil, seconds: float = 30.0) -> Iterator[Chain]:
    """The world's chain as a node tells of it that spoils its answers."""
    true = world.chain.client

    def answer(method: str, params: list[Any]) -> Any:
        try:
            result = true.call(method, params)
        except Refused as refused:
            raise Refuse(refused.number, refused.words) from refused
        return spoil(method, params, result)

    with FakeNode(answer) as node:
        network = replace(world.chain.network, rpc_urls=(node.url,))
        chain = Chain(network, Client(node.url, network.chain_id, seconds=seconds))
        try:
            yield chain
        finally:
            chain.close()


def of_logs(change: Callable[[list[Any]], list[Any]]) -> Spoil:
    """Spoils what a node says of logs, and nothing else."""
    return lambda method, _params, result: change(result) if method == "eth_getLogs" else result
