"""Where this user's wallets are kept: the system's keyring, or files where they chose so."""

from __future__ import annotations

from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.files import data_dir
from wallet.keys.card import WalletCard
from wallet.keys.file_store import FileStore
from wallet.keys.store import KeyringStore, WalletStore


def wallet_folder() -> Path:
    """Where encrypted wallet files are kept, for those who chose them."""
    return data_dir() / "wallets"


def kept_wallets() -> WalletStore:
    """The keyring; or files, where the keyring is refused and wallets are in files already.

    Raises WalletError where there is no keyring to be trusted and files were never chosen.
    """
    from wallet.keys.backends import system_backend

    try:
        store = KeyringStore(system_backend())
        store.cards()  # a keyring that is locked or broken says so now
        return store
    except WalletError:
        folder = wallet_folder()
        if folder.is_dir() and any(folder.iterdir()):
            return FileStore(folder)
        raise


def offline_wallets() -> WalletStore:
    """Files where there are any, else the keyring: its library loads what could use a network.

    Raises WalletError as `kept_wallets` does.
    """
    folder = wallet_folder()
    if folder.is_dir() and any(folder.iterdir()):
        return FileStore(folder)
    return kept_wallets()


def file_wallets() -> WalletStore:
    """Wallets in encrypted files; for when the user says so."""
    return FileStore(wallet_folder())


def card_named(store: WalletStore, name: str) -> WalletCard:
    """The wallet called `name`, or the only one where `name` is empty. Raises WalletError."""
    cards = store.cards()
    found = [card for card in cards if card.name == name or (not name and len(cards) == 1)]
    if found:
        return found[0]
    names = ", ".join(card.name for card in cards) or "none"
    raise WalletError(
        f"There is no wallet called {name}." if name else "It is not clear which wallet is meant.",
        f"Kept in {store.place} are: {names}.",
        "wallets.unknown",
    )
