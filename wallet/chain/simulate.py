"""Simulation: what a request would do, played by the node on the state of now.

One `eth_simulateV1` call reads views, plays the requests and reads the views again, all in one
imagined block at the chain's present time, so that "now" and "after" belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.chain.chain import Chain, View
from wallet.chain.client import hex_bytes, quantity
from wallet.chain.logs import Event, parse_log
from wallet.chain.problems import garbage
from wallet.chain.reasons import OUT_OF_GAS, Refusal, refusal, revert_code

BLOCK_GAS: Final = 2**31
VIEW_GAS: Final = 5_000_000
CALL_GAS: Final = 29_000_000
"""Gas for each part of the imagined block: a call never has more than a real block has."""
REAL_BLOCK_GAS: Final = 30_000_000


@dataclass(frozen=True, slots=True)
class SimCall:
    """One transaction to imagine."""

    sender: str
    to: str | None
    data: bytes
    value: int = 0

    def to_json(self) -> dict[str, str]:
        """The JSON-RPC call object."""
        call = {"from": self.sender, "data": "0x" + self.data.hex(), "value": hex(self.value)}
        if self.to is not None:
            call["to"] = self.to
        return {**call, "gas": hex(CALL_GAS)}


@dataclass(frozen=True, slots=True)
class Simulation:
    """What would happen. `gas` and `events` are one item a call, `before` and `after` one a view.

    Where a call is refused, `refused` says why, `failing` which it is, and `after` is empty.
    `returned` is what each call returned. A view that reverts is None.
    """

    ok: bool
    refused: Refusal | None
    failing: int | None
    gas: tuple[int, ...]
    events: tuple[tuple[Event, ...], ...]
    returned: tuple[bytes, ...]
    before: tuple[Any, ...]
    after: tuple[Any, ...]
    at: int


def simulate(
    chain: Chain,
    calls: Sequence[SimCall],
    views: Sequence[View] = (),
    prelude: Sequence[SimCall] = (),
) -> Simulation:
    """Play `calls` one after another and read `views` before and after. Raises NodeError.

    `prelude` is played between the first reading and the calls, and not reported: it stands for
    what a signature will bring (an approval in place of a permit that is not signed yet).
    """
    now = chain.now()
    looking = [
        {**chain.view_call(contract, view, args), "gas": hex(VIEW_GAS)}
        for contract, view, args in views
    ]
    asked = [*looking, *(one.to_json() for one in (*prelude, *calls)), *looking]
    answers = _play(chain, asked, now)
    first = len(looking) + len(prelude)
    parts = answers[first : first + len(calls)]
    failing = next((at for at, one in enumerate(parts) if not _good(chain, one)), None)
    before = _read(chain, views, answers[: len(looking)])
    after = _read(chain, views, answers[first + len(calls) :]) if failing is None else ()
    return Simulation(
        ok=failing is None,
        refused=None if failing is None else _why(chain, parts[failing]),
        failing=failing,
        gas=tuple(quantity(one.get("gasUsed"), chain.client.node_name) for one in parts),
        events=tuple(_events(chain, one, now) for one in parts),
        returned=tuple(hex_bytes(one.get("returnData")) for one in parts),
        before=before,
        after=after,
        at=now,
    )


def _play(chain: Chain, calls: Sequence[Mapping[str, Any]], now: int) -> list[dict[str, Any]]:
    """The node's answers to the calls of one imagined block."""
    node = chain.client.node_name
    # Without a time of its own, one node imagines its block in the year 1970.
    block = {
        "blockOverrides": {"time": hex(now), "gasLimit": hex(BLOCK_GAS)},
        "calls": list(calls),
    }
    asked = {"blockStateCalls": [block], "traceTransfers": False, "validation": False}
    answer = chain.client.call("eth_simulateV1", (asked, "latest"))
    first = answer[0] if isinstance(answer, list) and answer else None
    found = first.get("calls") if isinstance(first, dict) else None
    if not isinstance(found, list) or len(found) != len(calls):
        raise garbage(node)
    if not all(isinstance(one, dict) for one in found):
        raise garbage(node)
    return found


def _good(chain: Chain, answer: Mapping[str, Any]) -> bool:
    return quantity(answer.get("status"), chain.client.node_name) == 1


def _why(chain: Chain, answer: Mapping[str, Any]) -> Refusal:
    """The refusal in the answer to a call that failed."""
    error = answer.get("error")
    words = error.get("message") if isinstance(error, dict) else ""
    data = hex_bytes(answer.get("returnData", "0x"), chain.client.node_name)
    if isinstance(error, dict) and not data and isinstance(error.get("data"), str):
        data = hex_bytes(error["data"], chain.client.node_name)
    used = quantity(answer.get("gasUsed"), chain.client.node_name)
    if not data and used >= CALL_GAS:
        return refusal(OUT_OF_GAS)
    return refusal(revert_code(data, words if isinstance(words, str) else ""))


def _read(
    chain: Chain, views: Sequence[View], answers: Sequence[Mapping[str, Any]]
) -> tuple[Any, ...]:
    return tuple(
        chain.decode_output(contract, view, hex_bytes(one.get("returnData")))
        if _good(chain, one)
        else None
        for (contract, view, _args), one in zip(views, answers, strict=True)
    )


def _events(chain: Chain, answer: Mapping[str, Any], now: int) -> tuple[Event, ...]:
    logs = answer.get("logs")
    if not isinstance(logs, list):
        raise garbage(chain.client.node_name)
    # Nodes disagree about where in time an imagined log is: it is now.
    timed = [{**one, "blockTimestamp": hex(now)} for one in logs if isinstance(one, dict)]
    return tuple(chain.decoder.events([parse_log(one) for one in timed]))
