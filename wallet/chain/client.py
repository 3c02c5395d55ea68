"""JSON-RPC over a kept connection: single calls and batches, to the first node that answers.

Everything a node says is taken for something a stranger said: sizes are limited, shapes checked,
and the chain it serves is asked before anything else is believed.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Sequence
from typing import Any, Final

from wallet.base import nesting
from wallet.chain.http_line import ANSWER_SECONDS, MOST_ANSWER, HttpLine
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import Refused, Unreachable, garbage, other_chain

CHUNK: Final = 100
"""Calls in one batch, as public nodes want it."""

__all__ = ["CHUNK", "Call", "Client", "hex_bytes", "quantity"]

Call = tuple[str, Sequence[Any]]
"""A method and its parameters."""


class Client:
    """Asks the nodes of one chain. Thread-safe.

    `urls` are tried in their order, each from the one that answered last; only a node that does
    not answer is left for the next. With `chain_id` None any chain is taken.
    """

    def __init__(
        self,
        urls: str | Sequence[str],
        chain_id: int | None = None,
        *,
        seconds: float = ANSWER_SECONDS,
        most_answer: int = MOST_ANSWER,
    ) -> None:
        every = [urls] if isinstance(urls, str) else list(urls)
        self._lines = [HttpLine(url, seconds, most_answer) for url in every]
        self._chain_id = chain_id
        self._checked: set[int] = set()
        self._first = 0
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def node_name(self) -> str:
        """The host of the node that is asked first now."""
        return self._lines[self._first].name

    def call(self, method: str, params: Sequence[Any] = ()) -> Any:
        """The result of one call. Raises NodeError; Refused for the node's own error."""
        result = self._ask([(method, params)])[0]
        if isinstance(result, Refused):
            raise result
        return result

    def batch(self, calls: Sequence[Call]) -> list[Any]:
        """The results of many calls, in their order. Raises the first error among them."""
        results = self.batch_each(calls)
        for result in results:
            if isinstance(result, Refused):
                raise result
        return results

    def batch_each(self, calls: Sequence[Call]) -> list[Any]:
        """The results of many calls, in their order, a `Refused` where the node refused one."""
        results: list[Any] = []
        for start in range(0, len(calls), CHUNK):
            results += self._ask(calls[start : start + CHUNK])
        return results

    def close(self) -> None:
        """Close every idle connection."""
        for line in self._lines:
            line.close()

    def _ask(self, calls: Sequence[Call]) -> list[Any]:
        """Ask the nodes in turn until one answers."""
        with self._lock:
            first = self._first
        count = len(self._lines)
        for turn in range(count):
            index = (first + turn) % count
            try:
                self._check_chain(index)
                results = self._ask_one(index, calls)
            except Unreachable:
                if turn == count - 1:
                    raise
                continue
            with self._lock:
                self._first = index
            return results
        raise AssertionError("a client has at least one node")

    def _check_chain(self, index: int) -> None:
        """Ask a node once which chain it serves."""
        if self._chain_id is None or index in self._checked:
            return
        line = self._lines[index]
        there = quantity(self._ask_one(index, [("eth_chainId", ())])[0], line.name)
        if there != self._chain_id:
            raise other_chain(line.name, there, self._chain_id)
        with self._lock:
            self._checked.add(index)

    def _ask_one(self, index: int, calls: Sequence[Call]) -> list[Any]:
        line = self._lines[index]
        ids = [next(self._ids) for _ in calls]
        asked = [
            {"jsonrpc": "2.0", "id": number, "method": method, "params": list(params)}
            for number, (method, params) in zip(ids, calls, strict=True)
        ]
        body = json.dumps(asked[0] if len(asked) == 1 else asked).encode()
        try:
            answer = nesting.loads(line.post(body))
        except (ValueError, RecursionError) as error:
            raise garbage(line.name) from error
        if len(asked) == 1:
            return [_result(answer, ids[0], line.name)]
        if not isinstance(answer, list):
            # Some nodes refuse a whole batch with one error.
            refused = _result(answer, None, line.name)
            raise refused if isinstance(refused, Refused) else garbage(line.name)
        by_id = {one.get("id"): one for one in answer if isinstance(one, dict)}
        return [_result(by_id.get(number), number, line.name) for number in ids]


def _result(answer: Any, number: int | None, name: str) -> Any:
    """What one answer holds: its result, or a `Refused`."""
    if not isinstance(answer, dict) or (number is not None and answer.get("id") != number):
        raise garbage(name)
    error = answer.get("error")
    if error is None:
        if "result" not in answer:
            raise garbage(name)
        return answer["result"]
    if not isinstance(error, dict):
        raise garbage(name)
    code, words = error.get("code"), error.get("message")
    return Refused(
        code if isinstance(code, int) else 0,
        words if isinstance(words, str) else "",
        _revert_data(error.get("data")),
    )


def _revert_data(data: Any) -> bytes:
    """The bytes a call reverted with; nodes wrap them differently."""
    if isinstance(data, dict):
        data = data.get("data")
    if isinstance(data, str) and data.startswith("0x") and len(data) <= 20_000:
        try:
            return bytes.fromhex(data[2:])
        except ValueError:
            return b""
    return b""
