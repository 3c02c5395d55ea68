"""Logs as a node gives them, and the events they are, sliced by hand because there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

from wallet.base.addresses import keccak
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import garbage
from wallet.chain.words import WORD, Reader, Value, compile_event
from wallet.contracts.build import signature

AT_ONCE: Final = 2_500
"""So many logs are read together: more would not stay in the processor's cache meanwhile."""


@dataclass(slots=True)
class RawLog:
    """One log, with the place of it in its block and transaction; topics have 32 bytes each.

    Not frozen, since that takes four times as long to make; nothing of it is changed but a time
    (`at`) that the node left out.
    """

    block: int
    block_hash: str
    tx: str
    index: int
    at: int | None
    address: str
    topics: tuple[bytes, ...]
    data: bytes


class Event(NamedTuple):
    """One decoded event of one of the network's contracts. `at` is its block's time.

    A tuple, because there are many: nothing else is made as fast.
    """

    block: int
    block_hash: str
    tx: str
    index: int  # type: ignore[assignment] # where it is, not where something is in it
    at: int
    contract: str
    name: str
    fields: Mapping[str, Value]


def parse_log(value: Any, node: str = "") -> RawLog:
    """The log in one JSON object of `eth_getLogs` or a receipt. Raises NodeError."""
    if not isinstance(value, dict) or value.get("removed") is True:
        raise garbage(node)
    topics, address = value.get("topics"), value.get("address")
    if not isinstance(topics, list) or len(topics) > 4 or not isinstance(address, str):
        raise garbage(node)
    at = value.get("blockTimestamp")
    return RawLog(
        block=quantity(value.get("blockNumber"), node),
        block_hash=hash_text(value.get("blockHash"), node),
        tx=hash_text(value.get("transactionHash"), node),
        index=quantity(value.get("logIndex"), node),
        at=None if at is None else quantity(at, node),
        address=address.lower(),
        topics=tuple(bytes.fromhex(hash_text(topic, node)[2:]) for topic in topics),
        data=hex_bytes(value.get("data"), node),
    )


def hash_text(value: Any, node: str = "") -> str:
    """A 32-byte hash as lower-case 0x and 64 digits. Raises NodeError."""
    if len(hex_bytes(value, node)) != WORD:
        raise garbage(node)
    return str(value).lower()


class Decoder:
    """Turns logs into events, by the contracts' ABIs: one compiled reader an event.

    Made once from `{contract: abi}` and `{address: contract}`; a log of another address, or with
    an unknown topic, is no event. Many addresses may be the same contract (faces are).
    """

    def __init__(
        self, abis: Mapping[str, Sequence[Mapping[str, Any]]], addresses: Mapping[str, str]
    ) -> None:
        of_contract: dict[str, dict[bytes, _Entry]] = {
            contract: {
                keccak(signature(dict(entry)).encode()): (
                    contract, str(entry["name"]), compile_event(entry["inputs"]),
                )
                for entry in abi
                if entry.get("type") == "event"
            }
            for contract, abi in abis.items()
        }  # fmt: skip
        self._known = {
            address.lower(): of_contract.get(contract, {})
            for address, contract in addresses.items()
        }

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address whose logs are events."""
        return tuple(self._known)

    @property
    def topics(self) -> Mapping[str, Collection[bytes]]:
        """The first topics of the events of each address."""
        return self._known

    def decode(self, log: RawLog) -> tuple[str, str, dict[str, Value]] | None:
        """Contract, event name and fields, or None when it is none of ours. Raises NodeError."""
        found = self.events((log,))
        return (found[0].contract, found[0].name, dict(found[0].fields)) if found else None

    def events(self, logs: Sequence[RawLog]) -> list[Event]:
        """The events among `logs`, whose times are known, in their order. Raises NodeError."""
        found: list[Event] = []
        for start in range(0, len(logs), AT_ONCE):
            found += self._some(logs[start : start + AT_ONCE])
        return found

    def _some(self, logs: Sequence[RawLog]) -> list[Event]:
        groups: dict[tuple[str, bytes], list[int]] = defaultdict(list)
        for place, log in enumerate(logs):
            if topics := log.topics:
                groups[log.address, topics[0]].append(place)
        found: list[tuple[Any, ...] | None] = [None] * len(logs)
        try:
            for (address, topic), places in groups.items():
                entry = self._known.get(address, _NONE).get(topic)
                if entry is None:
                    continue
                contract, name, reader = entry
                these = [logs[place] for place in places]
                for place, log, fields in zip(places, these, reader.many(these), strict=True):
                    found[place] = (
                        log.block, log.block_hash, log.tx, log.index, log.at or 0,
                        contract, name, fields,
                    )  # fmt: skip
        except ValueError as error:
            raise garbage() from error
        return list(map(_EVENT, filter(None, found)))


_Entry = tuple[str, str, Reader]
_NONE: Final[Mapping[bytes, _Entry]] = {}
_EVENT: Final[Callable[[Any], Event]] = partial(tuple.__new__, Event)
"""Makes an event of its parts, past the arguments by name, which take longer than all else."""
