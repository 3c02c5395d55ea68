"""Calldata to values and back, for the types that our contracts use, and in one form only.

A strict decoder of our own: what is decoded must encode to the same bytes again, so that trailing
bytes, stray offsets and dirty padding are refused; and eth_abi would load a network stack.
Values are int, bool, bytes, str (text and addresses), dict (structs) and list (arrays).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from wallet.base.addresses import address_bytes, address_from_bytes, keccak

Parameter: TypeAlias = Mapping[str, Any]
_ARRAY = re.compile(r"(.+)\[([0-9]*)\]")
_MOST_ITEMS = 1_024


class NotCanonical(ValueError):
    """The bytes are not the one encoding of values of these types."""


@dataclass(frozen=True)
class Function:
    """One function of a contract: its name, its parameters as in the ABI, and its selector."""

    name: str
    inputs: tuple[Parameter, ...]
    changes_state: bool

    @property
    def signature(self) -> str:
        """Name and types, as hashed for the selector."""
        return f"{self.name}({','.join(_canonical(one) for one in self.inputs)})"

    @property
    def selector(self) -> bytes:
        """The first four bytes of its calldata."""
        return keccak(self.signature.encode("ascii"))[:4]

    def encode(self, values: Sequence[Any]) -> bytes:
        """Calldata for values in the order of the parameters."""
        return self.selector + _encode_all(self.inputs, values)

    def decode(self, data: bytes) -> dict[str, Any]:
        """The values by parameter name; NotCanonical when the calldata is not exactly theirs."""
        if data[:4] != self.selector:
            raise NotCanonical("another function")
        values = _decode_all(self.inputs, data[4:], 0)
        if _encode_all(self.inputs, values) != data[4:]:
            raise NotCanonical("another encoding")
        return {str(one["name"]): value for one, value in zip(self.inputs, values, strict=True)}


def functions(abi: Sequence[Mapping[str, Any]]) -> dict[bytes, Function]:
    """The functions of an ABI by selector."""
    found = (
        Function(
            str(entry["name"]),
            tuple(entry["inputs"]),
            entry.get("stateMutability") not in ("view", "pure"),
        )
        for entry in abi
        if entry.get("type") == "function"
    )
    return {function.selector: function for function in found}


def _canonical(parameter: Parameter) -> str:
    kind = str(parameter["type"])
    if kind.startswith("tuple"):
        inner = ",".join(_canonical(one) for one in parameter["components"])
        return f"({inner}){kind[5:]}"
    return kind


def _item(parameter: Parameter) -> tuple[Parameter, int | None] | None:
    """For an array its element and its fixed length (None when dynamic); else None."""
    match = _ARRAY.fullmatch(str(parameter["type"]))
    if match is None:
        return None
    return {**parameter, "type": match[1]}, int(match[2]) if match[2] else None


def _dynamic(parameter: Parameter) -> bool:
    array = _item(parameter)
    if array is not None:
        return array[1] is None or _dynamic(array[0])
    if parameter["type"] == "tuple":
        return any(_dynamic(one) for one in parameter["components"])
    return parameter["type"] in ("bytes", "string")


def _head_size(parameter: Parameter) -> int:
    if _dynamic(parameter):
        return 32
    array = _item(parameter)
    if array is not None:
        return (array[1] or 0) * _head_size(array[0])
    if parameter["type"] == "tuple":
        return sum(_head_size(one) for one in parameter["components"])
    return 32


def _decode_all(parameters: Sequence[Parameter], data: bytes, start: int) -> list[Any]:
    """Values of consecutive parameters whose heads begin at `start`, offsets counted from it."""
    values, at = [], start
    for parameter in parameters:
        place = start + _number(data, at) if _dynamic(parameter) else at
        values.append(_decode(parameter, data, place))
        at += _head_size(parameter)
    return values


def _decode(parameter: Parameter, data: bytes, at: int) -> Any:
    array = _item(parameter)
    if array is not None:
        item, count = array
        if count is None:
            count, at = _number(data, at), at + 32
        if count > _MOST_ITEMS:
            raise NotCanonical("too many items")
        return _decode_all([item] * count, data, at)
    kind = str(parameter["type"])
    if kind == "tuple":
        names = [str(one["name"]) for one in parameter["components"]]
        values = _decode_all(parameter["components"], data, at)
        return dict(zip(names, values, strict=True))
    if kind in ("bytes", "string"):
        size = _number(data, at)
        raw = _slice(data, at + 32, size)
        return raw if kind == "bytes" else _text(raw)
    return _atom(kind, _slice(data, at, 32))


def _atom(kind: str, word: bytes) -> Any:
    number = int.from_bytes(word, "big")
    if kind == "address":
        return address_from_bytes(word[12:])
    if kind == "bool":
        return bool(number)
    if kind.startswith("uint"):
        return number & ((1 << int(kind[4:])) - 1)
    if kind.startswith("bytes"):
        return word[: int(kind[5:])]
    raise NotCanonical(f"the type {kind} is not used by our contracts")


def _encode_all(parameters: Sequence[Parameter], values: Sequence[Any]) -> bytes:
    heads, tails = b"", b""
    offset = sum(_head_size(one) for one in parameters)
    for parameter, value in zip(parameters, values, strict=True):
        encoded = _encode(parameter, value)
        if _dynamic(parameter):
            heads += (offset + len(tails)).to_bytes(32, "big")
            tails += encoded
        else:
            heads += encoded
    return heads + tails


def _encode(parameter: Parameter, value: Any) -> bytes:
    array = _item(parameter)
    if array is not None:
        item, count = array
        if count is not None and count != len(value):
            raise NotCanonical("another number of items")
        body = _encode_all([item] * len(value), value)
        return body if count is not None else len(value).to_bytes(32, "big") + body
    kind = str(parameter["type"])
    if kind == "tuple":
        parts = parameter["components"]
        if isinstance(value, Mapping):
            value = [value[str(one["name"])] for one in parts]
        return _encode_all(parts, value)
    if kind in ("bytes", "string"):
        raw = bytes(value) if kind == "bytes" else str(value).encode("utf-8")
        return len(raw).to_bytes(32, "big") + raw + bytes(-len(raw) % 32)
    if kind == "address":
        return address_bytes(value).rjust(32, b"\0")
    if kind.startswith("bytes"):
        return bytes(value).ljust(32, b"\0")
    return int(value).to_bytes(32, "big")


def _number(data: bytes, at: int) -> int:
    number = int.from_bytes(_slice(data, at, 32), "big")
    if number > len(data):
        raise NotCanonical("it points beyond its end")
    return number


def _slice(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise NotCanonical("it ends too early")
    return data[at : at + size]


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotCanonical("it is no text") from None
