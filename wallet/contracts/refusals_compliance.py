"""Words for the refusals of compliance: part of `refusals`.

What it answers by number, without an error, is in `refusals.RESTRICTIONS`.
"""

from __future__ import annotations

from typing import Final

from wallet.contracts.refusals_markets import Words

COMPLIANCE: Final[Words] = {
    "WORLD_LIMIT": (
        195,
        "Without a checked document you have paid as much for shares as you may.",
        "Have a document checked by a verifier, under Identity.",
    ),
    "TOO_MANY_HOLDERS": (
        199,
        "This token would have more holders than it may have.",
        "Wait until a holder has sold all of their shares.",
    ),
    "BAD_REGIME": (
        200,
        "These compliance rules hold a number that cannot be used.",
        "Look at the numbers again.",
    ),
    "ALREADY_NOTED": (201, "This offering is counted already.", "Nothing is needed."),
}
"""Code -> number (ERC-1404), sentence, next step."""
