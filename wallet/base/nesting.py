"""JSON from outside, refused when it is nested deeper than anything that is meant.

`import eth_account` raises Python's recursion limit to 100,000 (py_ecc does), after which the
parser of the standard library no longer stops deep nesting but overflows the stack and kills the
process. So the depth is bounded before it sees the text.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

MAX_DEPTH: Final = 64
"""Levels that are always read; from twice as many on, nothing is."""

# A string that is never closed runs to the end, which keeps the search linear.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_OTHERS: Final = re.compile(r"[^\[\]{}]++")


def loads(text: str | bytes) -> Any:
    """What `json.loads` answers; ValueError for what is no JSON or nested too deep."""
    plain = text.decode("utf-8") if isinstance(text, bytes) else text
    if plain.count("[") + plain.count("{") > MAX_DEPTH and _deep(plain):
        raise ValueError("nested too deep")
    return json.loads(plain)


def _deep(text: str) -> bool:
    """Whether brackets remain open after the innermost pairs were taken away 64 times."""
    brackets = _OTHERS.sub("", _STRING.sub("", text))
    for _ in range(MAX_DEPTH):
        brackets = brackets.replace("[]", "").replace("{}", "")
    return brackets.count("[") + brackets.count("{") > 0
