"""Why a case file is not what it says, in sentences that name the place."""

from __future__ import annotations

from wallet.base.errors import WalletError


def damaged(why: str, at: int | None = None) -> WalletError:
    """The file is not as it was made: `why` says where, `at` is the byte that shows it."""
    place = "" if at is None else f", at byte {at:,}"
    return WalletError(
        f"This case file was changed or damaged: {why}{place}.",
        "Do not rely on any of it. Ask for it again.",
        "case.damaged",
    )


def untrue(why: str) -> WalletError:
    """The file is whole, and what it says does not follow from its proofs."""
    return WalletError(
        f"This case file does not hold: {why}.",
        "Do not rely on any of it.",
        "case.untrue",
    )


def large(what: str) -> WalletError:
    """More than a case file can have."""
    return WalletError(
        f"This is too much for one case file: {what}.", "Leave some of it out.", "case.large"
    )
