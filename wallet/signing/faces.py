"""Which addresses are ERC-20 faces: contracts that the network's ledger created.

A ledger creates faces and nothing else, so their addresses follow from its own and from their
number. So a face is known to whoever signs without believing anybody's list.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from wallet.base.addresses import address_bytes, keccak
from wallet.signing.rlp import encode

MOST_FACES: Final = 4_096
"""How many faces of one ledger are known, the oldest first: enough to be looked up at once."""


@lru_cache(maxsize=8)
def faces_of(ledger: str) -> frozenset[bytes]:
    """The addresses of the first faces of a ledger, those not made yet among them."""
    creator = address_bytes(ledger)
    # A contract counts what it creates from one (EIP-161).
    return frozenset(keccak(encode([creator, made]))[12:] for made in range(1, MOST_FACES + 1))
