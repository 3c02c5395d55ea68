"""Which functions not everybody may call, and who may: the same as the sources say.

A test reads the checks out of the sources and holds this table against them, so that nothing that
only some may do is missing when a deployment is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

AUTHORITY: Final = "authority"
"""The contract `Authority`, by a published decision."""
DEPLOYER: Final = "deployer"
"""Whoever deployed it, once, before the network begins."""
OPERATOR: Final = "operator"
ADVISER: Final = "adviser"
OWNER: Final = "owner"

Holders = Mapping[str, tuple[str, ...]]
"""Function -> roles, or names of contracts of the network."""

HOLDERS: Final[Mapping[str, Holders]] = {}
"""Contract -> its functions that not everybody may call. Any other is for anybody, or for the
persons whose own affair it is."""

CLASSES: Final = {
    1: "freeze",
    2: "light",
    3: "heavy",
    4: "rules",
    5: "seal",
    6: "appeal",
    7: "members",
}
"""The classes of decisions as `Authority` numbers them."""
