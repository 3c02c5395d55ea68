"""The published vectors of codes (`erc4527.json` says where each is from)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from wallet.signing.ur.mixing import Xoshiro256


@cache
def vectors() -> dict[str, Any]:
    """All of them, by family."""
    text = Path(__file__).with_name("erc4527.json").read_text()
    found: dict[str, Any] = json.loads(text)["vectors"]
    return found


def resources() -> list[dict[str, Any]]:
    """Each case that is one whole code, wherever it stands."""
    return list(_cases({name: family for name, family in vectors().items() if name != "mur"}))


def message(size: int, seed: bytes = b"Wolf") -> bytes:
    """The bytes that the papers cut into parts."""
    random = Xoshiro256(seed)
    return bytes(random.between(0, 255) for _ in range(size))


def _cases(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        if "ur" in found:
            yield found
        for value in found.values():
            yield from _cases(value)
    elif isinstance(found, list):
        for value in found:
            yield from _cases(value)
