"""Books that are killed while they follow: `python -m tests.books.dying FILE NETWORK N`.

It dies before the Nth statement that it gives to SQLite, whichever that is.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from wallet.books import writing
from wallet.books.index import Index
from wallet.books.store import Store
from wallet.chain import reading
from wallet.chain.chain import Chain
from wallet.chain.networks import parse_network


def main(file: str, network: str, steps: str) -> None:
    """Follow the chain in small pieces, and die on the way."""
    reading.FIRST_BLOCKS = 3  # type: ignore[misc] # many pieces of a short chain
    writing.PIECE = 5  # type: ignore[misc] # and many writings in each
    store = Store(Path(file), "test")
    left = [int(steps)]

    def count(statement: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    with store.writing() as tables:
        tables.db.set_trace_callback(count)
    Index(store, Chain(parse_network(json.loads(network)))).follow()


if __name__ == "__main__":
    main(*sys.argv[1:])
