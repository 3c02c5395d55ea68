"""Typed calldata, answers and events of our contracts, from the committed artifacts.

`contract("Ledger").encode("claim", (1, 2))` gives calldata; the other methods read what comes
back. Selectors and topics are in the artifacts, and `eth_abi` is imported when first needed.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Any, Final

from wallet.contracts.build import signature, type_of

LARGEST: Final = 1 << 20
"""Most bytes of calldata, an answer or an event that are read."""


def artifact(name: str) -> dict[str, Any]:
    """The committed artifact of a contract. Raises KeyError for a contract that is not ours."""
    file = resources.files("wallet.contracts").joinpath("artifacts", f"{name}.json")
    if not name.isidentifier() or not file.is_file():
        raise KeyError(name)
    loaded: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return loaded


@cache
def contract(name: str) -> Contract:
    """The binding of one of our contracts. Raises KeyError for another name."""
    return Contract(artifact(name))


@dataclass(frozen=True, eq=False)
class Contract:
    """Encoders and decoders of one contract."""

    artifact: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The contract's name."""
        return str(self.artifact["name"])

    @property
    def abi(self) -> list[dict[str, Any]]:
        """The ABI as compiled."""
        entries: list[dict[str, Any]] = self.artifact["abi"]
        return entries

    @cached_property
    def functions(self) -> dict[str, dict[str, Any]]:
        """ABI entries of functions by name; no name is used twice."""
        return {one["name"]: one for one in self.abi if one["type"] == "function"}

    @cached_property
    def events(self) -> dict[str, dict[str, Any]]:
        """ABI entries of events by name."""
        return {one["name"]: one for one in self.abi if one["type"] == "event"}

    @cached_property
    def _by_selector(self) -> dict[bytes, dict[str, Any]]:
        return {self.selector(name): one for name, one in self.functions.items()}

    @cached_property
    def _by_topic(self) -> dict[bytes, dict[str, Any]]:
        return {self.topic(name): one for name, one in self.events.items()}

    def selector(self, function: str) -> bytes:
        """The first four bytes of a function's calldata. Raises KeyError."""
        selectors = self.artifact["selectors"]
        return bytes.fromhex(selectors[signature(self.functions[function])][2:])

    def topic(self, event: str) -> bytes:
        """The first topic of an event's logs. Raises KeyError."""
        return bytes.fromhex(self.artifact["topics"][signature(self.events[event])][2:])

    def encode(self, function: str, args: Sequence[Any] = ()) -> bytes:
        """Calldata of a call; structs as sequences or as mappings by field.

        Raises KeyError for an unknown function, ValueError for arguments that do not fit.
        """
        inputs = self.functions[function]["inputs"]
        return self.selector(function) + _encode(inputs, args)

    def creation(self, args: Sequence[Any] = ()) -> bytes:
        """Data of the transaction that deploys the contract with these constructor arguments."""
        inputs: list[dict[str, Any]] = next(
            (one["inputs"] for one in self.abi if one["type"] == "constructor"), []
        )
        return bytes.fromhex(self.artifact["bytecode"][2:]) + _encode(inputs, args)

    def decode_input(self, data: bytes) -> tuple[str, tuple[Any, ...]]:
        """Function and arguments of calldata. Raises ValueError when it is none of ours."""
        entry = self._by_selector.get(data[:4])
        if entry is None:
            raise ValueError(f"{self.name} has no such function")
        return entry["name"], _decode(entry["inputs"], data[4:])

    def decode_output(self, function: str, data: bytes) -> Any:
        """What a call returned: one value, a tuple of several, None for nothing.

        Structs are named tuples. Raises ValueError for bytes that are not such an answer.
        """
        outputs = self.functions[function]["outputs"]
        values = _decode(outputs, data)
        if len(values) == 1:
            return values[0]
        return values or None

    def decode_log(self, topics: Sequence[bytes], data: bytes) -> tuple[str, dict[str, Any]]:
        """Name and fields of an event. Raises ValueError when it is none of ours."""
        entry = self._by_topic.get(bytes(topics[0])) if topics else None
        if entry is None:
            raise ValueError(f"{self.name} has no such event")
        indexed = [one for one in entry["inputs"] if one["indexed"]]
        if len(topics) != len(indexed) + 1:
            raise ValueError(f"{entry['name']} has another number of topics")
        others = iter(_decode([one for one in entry["inputs"] if not one["indexed"]], data))
        keys = iter(topics[1:])
        return entry["name"], {
            one["name"]: _decode([one], bytes(next(keys)))[0] if one["indexed"] else next(others)
            for one in entry["inputs"]
        }


def _encode(items: Sequence[Mapping[str, Any]], args: Sequence[Any]) -> bytes:
    """ABI-encode arguments. Raises ValueError when they do not fit."""
    from eth_abi.abi import encode
    from eth_abi.exceptions import EncodingError

    if len(args) != len(items):
        raise ValueError(f"{len(items)} arguments are expected, {len(args)} were given")
    values = [_plain(item, value) for item, value in zip(items, args, strict=True)]
    try:
        return encode([type_of(dict(item)) for item in items], values)
    except (EncodingError, TypeError) as error:
        raise ValueError(str(error)) from error


def _decode(items: Sequence[Mapping[str, Any]], data: bytes) -> tuple[Any, ...]:
    """Decode ABI bytes. Raises ValueError when they are something else."""
    from eth_abi.abi import decode
    from eth_abi.exceptions import DecodingError

    if len(data) > LARGEST:
        raise ValueError("too much data")
    try:
        values = decode([type_of(dict(item)) for item in items], data)
    except (DecodingError, OverflowError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    return tuple(_named(item, value) for item, value in zip(items, values, strict=True))


def _plain(item: Mapping[str, Any], value: Any) -> Any:
    """A value as eth_abi wants it: structs as tuples."""
    kind = item["type"]
    if kind == "tuple":
        parts = item["components"]
        if isinstance(value, Mapping):
            if value.keys() != {one["name"] for one in parts}:
                raise ValueError("the fields are not those of the struct")
            value = [value[one["name"]] for one in parts]
        if len(value) != len(parts):
            raise ValueError("the fields are not those of the struct")
        return tuple(_plain(part, one) for part, one in zip(parts, value, strict=True))
    if kind.endswith("]") and kind.startswith("tuple"):
        inner = {**item, "type": kind[: kind.rindex("[")]}
        return [_plain(inner, one) for one in value]
    return value


def _named(item: Mapping[str, Any], value: Any) -> Any:
    """A decoded value with structs as named tuples."""
    kind = item["type"]
    if kind == "tuple":
        parts = item["components"]
        made = _struct(tuple(one["name"] for one in parts))
        return made(*(_named(part, one) for part, one in zip(parts, value, strict=True)))
    if kind.endswith("]"):
        inner = {**item, "type": kind[: kind.rindex("[")]}
        return tuple(_named(inner, one) for one in value)
    return value


@cache
def _struct(names: tuple[str, ...]) -> Any:
    """A named tuple with these fields."""
    return namedtuple("Struct", names, rename=True)
