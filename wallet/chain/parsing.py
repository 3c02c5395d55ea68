"""Numbers and bytes as JSON-RPC writes them, read totally: whatever is none is a NodeError."""

from __future__ import annotations

from typing import Any

from wallet.chain.problems import garbage


def quantity(value: Any, name: str = "") -> int:
    """A JSON-RPC quantity (`0x1f`) of at most 256 bits. Raises NodeError."""
    if isinstance(value, str) and 3 <= len(value) <= 66 and value.startswith("0x"):
        try:
            return int(value[2:], 16)
        except ValueError:
            pass
    raise garbage(name)


def hex_bytes(value: Any, name: str = "") -> bytes:
    """JSON-RPC data (`0x00ff`). Raises NodeError."""
    if isinstance(value, str) and value.startswith("0x"):
        try:
            return bytes.fromhex(value[2:])
        except ValueError:
            pass
    raise garbage(name)
