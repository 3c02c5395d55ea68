"""Every kind of event that is replayed, by its name."""

from __future__ import annotations

from typing import Final

from wallet.simulate.replay import (
    kinds_auction,
    kinds_authority,
    kinds_companies,
    kinds_disputes,
    kinds_ledger,
    kinds_offering,
    kinds_people,
    kinds_watching,
)
from wallet.simulate.replay.kind import Kind

_ALL: Final[tuple[Kind, ...]] = (
    *kinds_people.KINDS,
    *kinds_ledger.KINDS,
    *kinds_auction.KINDS,
    *kinds_offering.KINDS,
    *kinds_companies.KINDS,
    *kinds_disputes.KINDS,
    *kinds_watching.KINDS,
    *kinds_authority.KINDS,
)
KINDS: Final = {kind.name: kind for kind in _ALL}
"""The kinds by name; what each takes as arguments is in its docstring."""
