"""Which functions not everybody may call, and who may: the same as the sources say.

A test reads the checks out of the sources and holds this table against them, so that nothing that
only some may do is missing when a deployment is looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wallet.base.clock import DAY

AUTHORITY: Final = "authority"
"""The contract `Authority`, by a published decision."""
DEPLOYER: Final = "deployer"
"""Whoever deployed it, once, before the network begins."""
OPERATOR: Final = "operator"
ADVISER: Final = "adviser"
OWNER: Final = "owner"

Holders = Mapping[str, tuple[str, ...]]
"""Function -> roles, or names of contracts of the network."""

_MOVERS: Final = ("Auction", "Companies", "Disputes", "Offering", "Watching")
"""The contracts through which money moves."""

HOLDERS: Final[Mapping[str, Holders]] = {
    "Auction": {
        "debt_news": ("Companies",),
        "exit_news": ("Companies",),
        "force_transfer": (AUTHORITY,),
        "halt": (AUTHORITY,),
        "set_authority": (AUTHORITY,),
        "standing_news": ("Registry",),
        "wire": (DEPLOYER,),
    },
    "Authority": {
        "ask_renewal": (OPERATOR,),
        "begin": (DEPLOYER,),
        "publish": (OPERATOR,),
        "renew": (AUTHORITY,),
        "set_operator": (AUTHORITY,),
        "wire": (DEPLOYER,),
        "withdraw": (OPERATOR,),
    },
    "Companies": {
        "decide": ("Disputes",),
        "garnish": ("Ledger",),
        "hold": ("Disputes",),
        "open_found": ("Watching",),
        "open_personal": ("Disputes",),
        "wire": (DEPLOYER,),
    },
    "Compliance": {
        "add_regime": (AUTHORITY,),
        "note_close": ("Offering",),
        "note_commit": ("Offering",),
        "note_open": ("Offering",),
        "note_uncommit": ("Offering",),
        "set_authority": (AUTHORITY,),
        "spend": ("Auction",),
        "unspend": ("Auction",),
        "wire": (DEPLOYER,),
    },
    "Disputes": {
        "rule_large": (AUTHORITY,),
        "rule_small": (AUTHORITY,),
        "set_authority": (AUTHORITY,),
    },
    "Dollar": {
        "mint": (OWNER,),
        "set_blacklisted": (OWNER,),
        "set_owner": (OWNER,),
        "set_paused": (OWNER,),
    },
    "Face": {
        "initialize": ("Ledger",),
        "show": ("Ledger",),
    },
    "Ledger": {
        "credit": _MOVERS,
        "force": ("Auction",),
        "pay": _MOVERS,
        "pay_gain": _MOVERS,
        "place": ("Offering",),
        "pull": _MOVERS,
        "reserve": ("Auction", "Offering"),
        "set_cost": ("Companies", "Offering"),
        "set_due": ("Companies",),
        "set_reference": ("Auction", "Offering"),
        "share": ("Companies",),
        "share_kept": _MOVERS,
        "trade": ("Auction",),
        "unreserve": ("Auction", "Offering"),
        "wire": (DEPLOYER,),
    },
    "Members": {
        "file_opinion": (ADVISER,),
        "set_adviser": (AUTHORITY,),
        "wire": (DEPLOYER,),
    },
    "Offering": {
        "fail": ("Companies",),
        "set_authority": (AUTHORITY,),
        "wire": (DEPLOYER,),
    },
    "Registry": {
        "appoint_attestor": (AUTHORITY,),
        "appoint_verifier": (AUTHORITY,),
        "ban": (AUTHORITY,),
        "freeze": (AUTHORITY,),
        "remove_attestor": (AUTHORITY,),
        "remove_verifier": (AUTHORITY,),
        "set_authority": (AUTHORITY,),
        "set_world_id": (AUTHORITY,),
        "unban": (AUTHORITY,),
        "unfreeze": (AUTHORITY,),
        "wire": (DEPLOYER,),
    },
    "Rules": {
        "set_authority": (AUTHORITY,),
        "set_number": (AUTHORITY,),
        "stop_market": (AUTHORITY,),
    },
    "Watching": {
        "rule_large": (AUTHORITY,),
        "rule_small": (AUTHORITY,),
        "set_authority": (AUTHORITY,),
        "strike": (AUTHORITY,),
    },
}
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

BY_ITSELF: Final[Mapping[tuple[str, str], str]] = {
    ("Registry", "unfreeze"): "the contract Authority, for anybody, once a freeze is overruled",
}
"""What `Authority` does of itself, without a decision of its own."""

LIFE: Final = 14 * DAY
"""How long a decision that has waited can be carried out."""

SETS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {("Ledger", "movers"): _MOVERS}
"""Sets of contracts in storage, filled once when the network is wired."""
