"""Logs as a node gives them, and the events they are, sliced by hand because there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.chain.parsing import hex_bytes, quantity
from wallet.chain.problems import garbage
from wallet.contracts.build import signature

WORD: Final = 32
_MOST_ITEMS: Final = 4_096
"""Longest array that is read from an event."""

Value = Any
"""An int, bool, str (addresses and bytes as lower-case 0x...; strings as they are) or list."""
Reader = Callable[[bytes, int, int], Value]
"""Reads the value whose head is at the given byte of data, tails counted from the given base."""


@dataclass(frozen=True, slots=True)
class RawLog:
    """One log, with the place of it in its block and transaction."""

    block: int
    block_hash: str
    tx: str
    index: int
    at: int | None
    address: str
    topics: tuple[bytes, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Event:
    """One decoded event of one of the network's contracts. `at` is its block's time."""

    block: int
    block_hash: str
    tx: str
    index: int
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
        topics=tuple(hex_bytes(topic, node) for topic in topics),
        data=hex_bytes(value.get("data"), node),
    )


def hash_text(value: Any, node: str = "") -> str:
    """A 32-byte hash as lower-case 0x and 64 digits. Raises NodeError."""
    if len(hex_bytes(value, node)) != WORD:
        raise garbage(node)
    return str(value).lower()


class Decoder:
    """Turns logs into events, by the contracts' ABIs.

    Made once from `{contract: abi}` and `{address: contract}`; a log of another address, or with
    an unknown topic, is no event. Many addresses may be the same contract (faces are).
    """

    def __init__(
        self, abis: Mapping[str, Sequence[Mapping[str, Any]]], addresses: Mapping[str, str]
    ) -> None:
        self._contracts = {address.lower(): name for address, name in addresses.items()}
        self._events: dict[tuple[str, bytes], tuple[str, list[_Field]]] = {}
        for contract, abi in abis.items():
            for entry in abi:
                if entry.get("type") == "event":
                    known = (str(entry["name"]), _fields(entry["inputs"]))
                    self._events[contract, keccak(signature(dict(entry)).encode())] = known

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address whose logs are events."""
        return tuple(self._contracts)

    def decode(self, log: RawLog) -> tuple[str, str, dict[str, Value]] | None:
        """Contract, event name and fields, or None when it is none of ours. Raises NodeError."""
        contract = self._contracts.get(log.address)
        if contract is None or not log.topics:
            return None
        known = self._events.get((contract, log.topics[0]))
        if known is None:
            return None
        name, fields = known
        data = log.data
        try:
            # An indexed word is read like any other, from the start of its topic.
            values = {
                field.name: field.read(log.topics[field.topic], 0, 0)
                if field.topic
                else field.read(data, field.head, 0)
                for field in fields
            }
        except (IndexError, ValueError, UnicodeDecodeError) as error:
            raise garbage() from error
        return contract, name, values

    def events(self, logs: Iterable[RawLog]) -> list[Event]:
        """The events among `logs`, whose times are known, in their order."""
        found: list[Event] = []
        for log in logs:
            decoded = self.decode(log)
            if decoded is not None:
                at = log.at or 0
                found.append(Event(log.block, log.block_hash, log.tx, log.index, at, *decoded))
        return found


@dataclass(frozen=True, slots=True)
class _Field:
    """Where one field of an event is (`topic` 0: in the data, at byte `head`), and its reader."""

    name: str
    topic: int
    head: int
    read: Reader


def _fields(inputs: Sequence[Mapping[str, Any]]) -> list[_Field]:
    fields: list[_Field] = []
    topic, head = 0, 0
    for entry in inputs:
        kind = str(entry["type"])
        if entry.get("indexed"):
            topic += 1
            # Of what does not fit one word, the topic holds only a hash.
            fields.append(_Field(entry["name"], topic, 0, _word_reader(kind) or _hash_reader))
        elif kind == "tuple":
            parts = [str(part["type"]) for part in entry["components"]]
            fields.append(_Field(entry["name"], 0, head, _struct_reader(parts)))
            head += WORD * sum(words_of(part) for part in parts)
        else:
            fields.append(_Field(entry["name"], 0, head, reader_of(kind)))
            head += WORD * words_of(kind)
    return fields


def _struct_reader(kinds: Sequence[str]) -> Reader:
    """The reader of a struct whose parts all have a fixed size; it answers them as a list."""
    if any(kind in ("string", "bytes") or kind.endswith("[]") for kind in kinds):
        raise ValueError("no event has a struct of another shape")
    readers = [reader_of(kind) for kind in kinds]
    sizes = [WORD * words_of(kind) for kind in kinds]

    def read(data: bytes, at: int, base: int) -> list[Value]:
        found = []
        for reader, size in zip(readers, sizes, strict=True):
            found.append(reader(data, at, base))
            at += size
        return found

    return read


def words_of(kind: str) -> int:
    """The words that a type takes in the head: more than one only for a fixed array."""
    base, bracket, size = kind.rpartition("[")
    count = size.rstrip("]")
    return int(count) * words_of(base) if bracket and count else 1


def reader_of(kind: str) -> Reader:
    """The reader of an ABI type. Raises ValueError for one that no event of ours has."""
    word = _word_reader(kind)
    if word is not None:
        return word
    if kind in ("string", "bytes"):
        return _text_reader if kind == "string" else _bytes_reader
    base, bracket, size = kind.rpartition("[")
    count = size.rstrip("]")
    inner = _word_reader(base) if bracket else None
    if inner is None:
        raise ValueError(f"no event has the type {kind}")
    return _fixed_reader(inner, int(count)) if count else _list_reader(inner)


def _word_reader(kind: str) -> Reader | None:
    if kind.startswith("uint") and not kind.endswith("]"):
        return _uint
    if kind.startswith("int") and not kind.endswith("]"):
        return _int
    if kind == "bool":
        return _bool
    if kind == "address":
        return _address
    if kind.startswith("bytes") and kind[5:].isdigit():
        return _fixed_bytes(int(kind[5:]))
    return None


def _word(data: bytes, at: int) -> bytes:
    word = data[at : at + WORD]
    if len(word) != WORD:
        raise ValueError("the data ends early")
    return word


def _uint(data: bytes, at: int, base: int) -> int:
    return int.from_bytes(_word(data, at), "big")


def _int(data: bytes, at: int, base: int) -> int:
    return int.from_bytes(_word(data, at), "big", signed=True)


def _bool(data: bytes, at: int, base: int) -> bool:
    return _uint(data, at, base) != 0


def _address(data: bytes, at: int, base: int) -> str:
    return "0x" + _word(data, at)[12:].hex()


def _hash_reader(data: bytes, at: int, base: int) -> str:
    return "0x" + _word(data, at).hex()


def _fixed_bytes(size: int) -> Reader:
    def read(data: bytes, at: int, base: int) -> str:
        return "0x" + _word(data, at)[:size].hex()

    return read


def _tail(data: bytes, at: int, base: int) -> bytes:
    start = base + _uint(data, at, base)
    size = _uint(data, start, base)
    tail = data[start + WORD : start + WORD + size]
    if len(tail) != size:
        raise ValueError("the data ends early")
    return tail


def _text_reader(data: bytes, at: int, base: int) -> str:
    return _tail(data, at, base).decode("utf-8", "replace")


def _bytes_reader(data: bytes, at: int, base: int) -> str:
    return "0x" + _tail(data, at, base).hex()


def _fixed_reader(inner: Reader, count: int) -> Reader:
    def read(data: bytes, at: int, base: int) -> list[Value]:
        return [inner(data, at + WORD * number, base) for number in range(count)]

    return read


def _list_reader(inner: Reader) -> Reader:
    def read(data: bytes, at: int, base: int) -> list[Value]:
        start = base + _uint(data, at, base)
        count = _uint(data, start, base)
        if count > _MOST_ITEMS:
            raise ValueError("the list is too long")
        return [inner(data, start + WORD * (number + 1), base) for number in range(count)]

    return read
