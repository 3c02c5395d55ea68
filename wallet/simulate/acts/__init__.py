"""Everything that anyone may do, enumerable: a kind, an actor, arguments of known sorts.

Each is played on the rules by one short function: there is no other way to move money.
"""

from __future__ import annotations

from wallet.simulate.acts import companies, market, outside, powers, raising, watching
from wallet.simulate.acts.kinds import Act, Kind

__all__ = ["Act", "Kind", "KINDS"]

KINDS: dict[str, Kind] = {
    **market.KINDS,
    **raising.KINDS,
    **companies.KINDS,
    **watching.KINDS,
    **powers.KINDS,
    **outside.KINDS,
}
