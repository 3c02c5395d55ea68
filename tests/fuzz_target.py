"""The programs that fuzz by coverage: one target each, bytes in, a sentence or nothing out.

Kept apart from what pytest needs: their memory is bounded, with all that is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import atheris


def fuzz(targets: Mapping[str, Callable[[bytes], None]], *refusals: Any) -> None:
    """Fuzz the target that the command line names; the rest of it is libFuzzer's.

    `refusals` are the errors by which a reader may refuse, each with a whole sentence.
    """
    target = targets[sys.argv[1]]

    def once(data: bytes) -> None:
        try:
            target(data)
        except refusals as refused:
            if not refused.sentence.endswith("."):
                raise ValueError("half a sentence") from refused

    atheris.Setup([sys.argv[0], *sys.argv[2:]], once)
    atheris.Fuzz()
