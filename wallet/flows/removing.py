"""Removing a wallet from this computer: what is lost with it is said first, then it is asked for.

A wallet is removed by whoever knows its passphrase, or, since that may be forgotten, by whoever
types its name. One that is only watched holds no secret and has no passphrase.
"""

from __future__ import annotations

from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.flows.key_care import open_desk
from wallet.keys.card import ONE_KEY, WATCHED, WalletCard
from wallet.keys.hidden import Typed
from wallet.keys.store import WalletStore

_WORDS = ("words are", "the words on your paper")
_ONE_KEY = ("key is", "its key file or its private key")
_WATCHED = (
    "It is only watched: its key is somewhere else, and nothing is lost but the view of it from "
    "this computer."
)
_KEPT = "Names, documents and figures that this computer keeps beside it stay here."
_UNCHECKED = (
    "No backup of it was ever checked here. If what you have on paper or in a file is wrong or "
    "gone, nobody can bring it back."
)


def losses(card: WalletCard) -> tuple[str, ...]:
    """What removing a wallet means, a sentence each."""
    if card.kind == WATCHED:
        return _WATCHED, _KEPT
    what, backup = _ONE_KEY if card.kind == ONE_KEY else _WORDS
    return (
        f"Its {what} deleted from this computer. Whatever its accounts hold can then be reached "
        f"only with {backup}.",
        _KEPT,
    )


def backup_said(card: WalletCard) -> str:
    """Whether a backup of a wallet was ever checked here, and when; empty for a watched one."""
    if card.kind == WATCHED:
        return ""
    if not card.checked:
        return _UNCHECKED
    return f"A backup of it was checked here on {date_of(card.checked)}, and was right."


def remove_wallet(
    store: WalletStore, wallet_id: str, passphrase: Typed | None = None, name: str = ""
) -> WalletCard:
    """Remove a kept wallet for good; answers its card. Raises WalletError.

    Either its `passphrase` or its `name` has to be right; where no passphrase is given the name
    decides. Fields: `old`, `name`.
    """
    card = store.card(wallet_id)
    if passphrase is not None:
        open_desk(store, wallet_id, passphrase).close()
    elif name.strip() != card.name:
        raise WalletError(
            "That is not the name of this wallet.",
            f"To remove it, type its name as it is: {card.name}",
            "keys.remove-name",
            "name",
        )
    store.remove(wallet_id)
    return card
