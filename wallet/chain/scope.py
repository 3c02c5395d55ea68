"""How much of a network is read: all of it, or the ledger's movements of some people alone.

Everything but the ledger's movements is public and of everybody's interest: people, offerings,
auctions, decisions, and of the ledger itself which tokens there are and at what they trade.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from wallet.chain.logs import RawLog
from wallet.contracts.bindings import contract

LEDGER: Final = "Ledger"
PUBLIC: Final = ("Issued", "Terms", "Sold", "ReferenceSet", "FaceMade", "HolderCounted")
"""Events of the ledger that are read of everybody: who watches an auction needs its fills."""
IDS_AT_ONCE: Final = 200
"""Ids in one filter of logs."""
KEYS: Final = 3
"""An event names at most so many by topics."""


@dataclass(frozen=True)
class Scope:
    """The people (and so the tokens) whose every movement is read; `alone` and nothing else."""

    ids: frozenset[int]
    alone: bool = False

    def filters(self, ledger: str, others: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Filters of `eth_getLogs` that together give what is wanted, some of it twice."""
        if not self.alone:
            yield {"address": list(others)}
            yield {"address": [ledger], "topics": [["0x" + one.hex() for one in sorted(_public())]]}
        ids = sorted(self.ids)
        for start in range(0, len(ids), IDS_AT_ONCE):
            words = [f"0x{one:064x}" for one in ids[start : start + IDS_AT_ONCE]]
            for place in range(KEYS):
                yield {"address": [ledger], "topics": [None, *[None] * place, words]}

    def wants(self, log: RawLog, ledger: str) -> bool:
        """Whether a log is wanted; the filters give these and no others."""
        if any(topic in self._words for topic in log.topics[1:]) and log.address == ledger:
            return True
        public = log.address != ledger or log.topics[:1] == () or log.topics[0] in _public()
        return public and not self.alone

    @cached_property
    def _words(self) -> frozenset[bytes]:
        return frozenset(one.to_bytes(32, "big") for one in self.ids)


@cache
def _public() -> frozenset[bytes]:
    return frozenset(contract(LEDGER).topic(name) for name in PUBLIC)
