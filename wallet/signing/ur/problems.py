"""What can be wrong with a code, in sentences."""

from __future__ import annotations

from wallet.base.errors import WalletError


def damaged() -> WalletError:
    """The refusal of something that is not a whole and proper code."""
    return WalletError(
        "This code is damaged, or only a part of it was read.",
        "Read it again; if that does not help, have it made again.",
        "ur.damaged",
    )


def no_code() -> WalletError:
    """The refusal of text that does not even begin like a code."""
    return WalletError(
        "This is not a code that a wallet shows.",
        "A code is one line of text that begins with ur: and a word.",
        "ur.no-code",
    )


def too_large() -> WalletError:
    """The refusal of a code that says it is longer than anything a wallet would send."""
    return WalletError(
        "This code is longer than anything that is signed here.",
        "Ask whoever made it for a smaller one.",
        "ur.large",
    )


def mixed() -> WalletError:
    """Parts of different codes came one after another."""
    return WalletError(
        "This part belongs to another code than the one being read.",
        "Keep to one code, or start over with the other.",
        "ur.mixed",
    )


def unfinished(missing: int) -> WalletError:
    """Not every part has arrived."""
    return WalletError(
        f"The code is not complete: {missing:,} of its parts are still missing.",
        "Read it for longer; the parts that are missing come again.",
        "ur.unfinished",
    )


def another(found: str, needed: str) -> WalletError:
    """A code of another kind; both kinds as a person would say them."""
    return WalletError(
        f"This is a code for {found}; what is needed here is {needed}.",
        "Show the other code.",
        "ur.another",
    )


def unsupported(what: str) -> WalletError:
    """A proper code that asks for something that is not done here."""
    return WalletError(
        f"This code holds {what}, which this wallet does not use.",
        "Choose something else to show on the other device.",
        "ur.unsupported",
    )
