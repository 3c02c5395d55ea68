"""The chain of one network: its head, its contracts' views, its logs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from wallet.chain.client import Call, Client, hex_bytes, quantity
from wallet.chain.headers import Head, parse_head
from wallet.chain.logs import Decoder, Event, RawLog, parse_log
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError, Refused, garbage
from wallet.chain.scope import Scope
from wallet.contracts.wiring import CONTRACTS

FIRST_SPAN: Final = 500
MOST_SPAN: Final = 12_500
MOST_LOGS: Final = 200_000
RANGES: Final = 4
"""Blocks in a range, at first and at most; logs in one; ranges that are asked for at once."""
TOO_MUCH: Final = ("node.refused", "node.slow", "node.large")
"""What a node answers that was asked for too much."""

View = tuple[str, str, Sequence[Any]]
"""A contract, the name of one of its views, and the arguments."""


class Chain:
    """What can be asked of a network. Thread-safe; every answer may raise NodeError."""

    def __init__(self, network: Network, client: Client | None = None) -> None:
        self.network = network
        self.client = client or Client(network.rpc_urls, network.chain_id)
        self._decoder: Decoder | None = None
        self._span = FIRST_SPAN
        self.scope: Scope | None = None
        """What of the network's logs is read; all without one."""

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
        return max(
            parse_head(latest, self._node).at, quantity(_field(pending, "timestamp"), self._node)
        )

    def block_number(self) -> int:
        """The number of the last block."""
        return quantity(self.client.call("eth_blockNumber"), self._node)

    def head(self, block: int | str = "latest") -> Head:
        """The last block, or the one with that number."""
        return self.heads([block])[0]

    def heads(self, blocks: Sequence[int | str]) -> list[Head]:
        """Several blocks in one batch."""
        calls: list[Call] = [("eth_getBlockByNumber", (_tag(one), False)) for one in blocks]
        return [parse_head(answer, self._node) for answer in self.client.batch(calls)]

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

    @property
    def watched(self) -> tuple[str, ...]:
        """The contracts whose logs are read: the dollar's only on a local network.

        On others it is everybody's.
        """
        dollar = self.network.address("Dollar").lower()
        return tuple(a for a in self.decoder.addresses if a != dollar or self.network.local)

    def logs(self, first: int, last: int) -> list[RawLog]:
        """Every log of the contracts from block `first` to `last`, in their order, each once.

        Several ranges are asked for at once; they shrink where a node refuses them, takes too long
        or says too much, and grow where it does not.
        """
        found: dict[tuple[int, int], RawLog] = {}
        while first <= last:
            span = self._span
            starts = range(first, min(last + 1, first + RANGES * span), span)
            answers = self._ranges([(one, min(last, one + span - 1)) for one in starts])
            if not answers:
                self._span = max(1, span // 4)
            else:
                first = starts[0] + len(answers) * span
                if len(answers) == len(starts):
                    self._span = min(MOST_SPAN, span * 2)
            for log in (log for logs in answers for log in logs):
                if found.setdefault((log.block, log.index), log) != log:
                    raise garbage(self._node)  # one place, two logs
        return [found[key] for key in sorted(found)]

    def _ranges(self, ranges: Sequence[tuple[int, int]]) -> list[list[RawLog]]:
        """The logs of ranges, up to the first that is more than the node gives at once."""
        filters = self._filters()
        calls: list[Call] = [
            ("eth_getLogs", ({**one, "fromBlock": hex(a), "toBlock": hex(b)},))
            for a, b in ranges
            for one in filters
        ]
        single = ranges[0][0] == ranges[0][1]
        try:
            answers = self.client.batch_each(calls)
        except NodeError as error:
            if error.code not in TOO_MUCH or (single and len(ranges) == 1):
                raise
            return self._ranges(ranges[:1]) if single else []
        found: list[list[RawLog]] = []
        for at, (first, last) in enumerate(ranges):
            part = answers[at * len(filters) : (at + 1) * len(filters)]
            refused = next((one for one in part if isinstance(one, Refused)), None)
            if refused is not None:
                if single and not found:
                    raise refused
                break
            found.append([log for one in part for log in self._parsed(one, first, last)])
        return found

    def _filters(self) -> list[dict[str, Any]]:
        ledger = self.network.address("Ledger").lower()
        if self.scope is None:
            return [{"address": list(self.watched)}]
        others = [address for address in self.watched if address != ledger]
        return list(self.scope.filters(ledger, others))

    def wants(self, log: RawLog) -> bool:
        """Whether a log is one of those that are read."""
        known = self.decoder.topics.get(log.address, {})
        if log.address not in self.watched or not log.topics or log.topics[0] not in known:
            return False
        return self.scope is None or self.scope.wants(log, self.network.address("Ledger").lower())

    def _parsed(self, answer: Any, first: int, last: int) -> list[RawLog]:
        if not isinstance(answer, list) or len(answer) > MOST_LOGS:
            raise garbage(self._node)
        logs = [parse_log(one, self._node) for one in answer]
        if any(not first <= log.block <= last for log in logs):
            raise garbage(self._node)
        return logs if self.scope is None else [log for log in logs if self.wants(log)]

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
