"""JSON in words for a terminal: one line a field, nested things indented, raw figures left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wallet.flows.taking_cells import one_line

BESIDE = ("_dollars", "_shares", "_time", "_percent")
"""Endings of fields that say in decimals or as a date what the field before them has raw."""


def lines_of(value: Any, indent: int = 0) -> Iterator[str]:
    """The lines of a JSON value."""
    pad = "  " * indent
    if isinstance(value, dict):
        for name, held in value.items():
            if any(name + ending in value for ending in BESIDE):
                continue
            label = next((name.removesuffix(one) for one in BESIDE if name.endswith(one)), name)
            yield from _field(pad, label.replace("_", " "), held, indent)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict | list):
                yield f"{pad}-"
                yield from lines_of(one, indent + 1)
            else:
                yield f"{pad}- {_word(one)}"
    else:
        yield f"{pad}{_word(value)}"


def _field(pad: str, label: str, held: Any, indent: int) -> Iterator[str]:
    if isinstance(held, dict) and "name" in held and "id" in held:
        yield f"{pad}{label}: {_word(held['name'])} ({held['id']})"
    elif isinstance(held, dict | list) and held:
        yield f"{pad}{label}:"
        yield from lines_of(held, indent + 1)
    else:
        yield f"{pad}{label}: {_word(held)}"


def _word(value: Any) -> str:
    if value is None or value == [] or value == {}:
        return "–" if value is None else "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(str(value))
