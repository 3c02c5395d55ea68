"""The chain of one network: its head, its contracts' views, its logs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.chain.client import Call, Client, hex_bytes, quantity
from wallet.chain.logs import Decoder, Event, RawLog, hash_text, parse_log
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError, Refused, garbage
from wallet.contracts.wiring import CONTRACTS

FIRST_SPAN: Final = 2_000
MOST_SPAN: Final = 50_000
MOST_LOGS: Final = 200_000
"""How many blocks are asked for logs at once, and how many logs one answer may hold."""

View = tuple[str, str, Sequence[Any]]
"""A contract, the name of one of its views, and the arguments."""


@dataclass(frozen=True, slots=True)
class Head:
    """A block: number, hash, parent's hash, time."""

    number: int
    hash: str
    parent: str
    at: int


class Chain:
    """What can be asked of a network. Thread-safe; every answer may raise NodeError."""

    def __init__(self, network: Network, client: Client | None = None) -> None:
        self.network = network
        self.client = client or Client(network.rpc_urls, network.chain_id)
        self._decoder: Decoder | None = None

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def now(self) -> int:
        """The chain's time: that of the last block; on a local network that of the next one.

        A local node makes a block only when something is sent, so its last block may be old.
        """
        if not self.network.local:
            return self.head().at
        latest, pending = self.client.batch(
            [("eth_getBlockByNumber", (tag, False)) for tag in ("latest", "pending")]
        )
        return max(_head(latest, self._node).at, quantity(_field(pending, "timestamp"), self._node))

    def block_number(self) -> int:
        """The number of the last block."""
        return quantity(self.client.call("eth_blockNumber"), self._node)

    def head(self, block: int | str = "latest") -> Head:
        """The last block, or the one with that number."""
        return self.heads([block])[0]

    def heads(self, blocks: Sequence[int | str]) -> list[Head]:
        """Several blocks in one batch."""
        calls: list[Call] = [("eth_getBlockByNumber", (_tag(one), False)) for one in blocks]
        return [_head(answer, self._node) for answer in self.client.batch(calls)]

    def read(self, contract: str, view: str, *args: Any, block: int | str = "latest") -> Any:
        """The answer of one view: a value, or a tuple where it returns several."""
        return self.read_many([(contract, view, args)], block)[0]

    def read_many(self, views: Sequence[View], block: int | str = "latest") -> list[Any]:
        """The answers of many views in one batch. Raises the first refusal among them."""
        calls = [self._call(contract, view, args, block) for contract, view, args in views]
        answers = self.client.batch(calls)
        return [
            self.decode_output(contract, view, hex_bytes(answer, self._node))
            for (contract, view, _args), answer in zip(views, answers, strict=True)
        ]

    def decode_output(self, contract: str, view: str, data: bytes) -> Any:
        """What a view returned. Raises NodeError when it is not what the view returns."""
        from wallet.contracts.bindings import contract as binding

        try:
            return binding(contract).decode_output(view, data)
        except (ValueError, OverflowError, IndexError) as error:
            raise garbage(self._node) from error

    def balance_of_coin(self, address: str, block: int | str = "latest") -> int:
        """The coin that pays fees, in its smallest unit."""
        answer = self.client.call("eth_getBalance", (address, _tag(block)))
        return quantity(answer, self._node)

    def code_at(self, address: str) -> bytes:
        """The code at an address, empty where there is none."""
        return hex_bytes(self.client.call("eth_getCode", (address, "latest")), self._node)

    @property
    def decoder(self) -> Decoder:
        """Decodes the logs of this network's contracts."""
        if self._decoder is None:
            from wallet.contracts.bindings import contract as binding

            abis = {name: binding(name).abi for name in CONTRACTS}
            addresses = {self.network.address(name): name for name in CONTRACTS if name != "Face"}
            self._decoder = Decoder(abis, addresses)
        return self._decoder

    def logs(self, first: int, last: int) -> list[RawLog]:
        """Every log of the contracts from block `first` to `last`, in their order, each once.

        Ranges shrink where a node refuses them and grow where it does not. The dollar is watched
        only on a local network: on others it is everybody's.
        """
        dollar = self.network.address("Dollar").lower()
        addresses = [a for a in self.decoder.addresses if a != dollar or self.network.local]
        found: dict[tuple[int, int], RawLog] = {}
        span, start = FIRST_SPAN, first
        while start <= last:
            end = min(last, start + span - 1)
            try:
                logs = self._logs(addresses, start, end)
            except Refused:
                if span == 1:
                    raise
                span = max(1, span // 4)
                continue
            for log in logs:
                found[log.block, log.index] = log
            start, span = end + 1, min(MOST_SPAN, span * 2)
        return [found[key] for key in sorted(found)]

    def events(self, logs: Sequence[RawLog]) -> list[Event]:
        """The events among `logs`; block times that the node left out are asked for."""
        unknown = sorted({log.block for log in logs if log.at is None})
        if not unknown:
            return self.decoder.events(logs)
        times = {head.number: head.at for head in self.heads(unknown)}
        timed = [
            log
            if log.at is not None
            else RawLog(
                log.block, log.block_hash, log.tx, log.index, times[log.block],
                log.address, log.topics, log.data,
            )
            for log in logs
        ]  # fmt: skip
        return self.decoder.events(timed)

    @property
    def _node(self) -> str:
        return self.client.node_name

    def _logs(self, addresses: Sequence[str], first: int, last: int) -> list[RawLog]:
        asked = {"address": list(addresses), "fromBlock": hex(first), "toBlock": hex(last)}
        answer = self.client.call("eth_getLogs", (asked,))
        if not isinstance(answer, list) or len(answer) > MOST_LOGS:
            raise garbage(self._node)
        logs = [parse_log(one, self._node) for one in answer]
        if any(not first <= log.block <= last for log in logs):
            raise garbage(self._node)
        return logs

    def _call(self, contract: str, view: str, args: Sequence[Any], block: int | str) -> Call:
        return "eth_call", (self.view_call(contract, view, args), _tag(block))

    def view_call(self, contract: str, view: str, args: Sequence[Any]) -> dict[str, str]:
        """The JSON-RPC call object of a view."""
        from wallet.contracts.bindings import contract as binding

        data = binding(contract).encode(view, tuple(args))
        return {"to": self.network.address(contract), "data": "0x" + data.hex()}


def _tag(block: int | str) -> str:
    return hex(block) if isinstance(block, int) else block


def _field(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _head(value: Any, node: str) -> Head:
    if not isinstance(value, dict):
        raise NodeError(
            f"The node {node} does not have the block that it was asked for.",
            "Wait until it has caught up, or name another node in the network’s file.",
            "node.block",
        )
    return Head(
        number=quantity(value.get("number"), node),
        hash=hash_text(value.get("hash"), node),
        parent=hash_text(value.get("parentHash"), node),
        at=quantity(value.get("timestamp"), node),
    )
