"""The wallet that is open: its card, its key in the vault, and the hold that makes it one window's.

A wallet is opened with its passphrase, or only watched. With `once` the passphrase opens it and
the key is forgotten at once; it is then asked for again at every signature.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.lock_file import LockFile, lock_folder
from wallet.keys.card import WATCHED, WORDS, WalletCard
from wallet.keys.envelope import Envelope
from wallet.keys.hidden import Typed
from wallet.keys.store import WalletStore
from wallet.signing.known import KnownNetwork
from wallet.signing.signer import locked
from wallet.signing.vault import Vault, VaultSigner


def hold_wallet(wallet_id: str) -> LockFile:
    """The lock on a wallet, for one process at a time. Raises WalletError where another has it."""
    hold = LockFile(lock_of(wallet_id))
    if not hold.take():
        hold.knock()
        raise WalletError(
            "This wallet is open in another window already.",
            "That window was asked to come to the front. Close it to open the wallet here.",
            "wallets.open-elsewhere",
        )
    return hold


def lock_of(wallet_id: str) -> Path:
    """The file that is locked while a wallet is open."""
    return lock_folder() / f"{wallet_id}.lock"


class OpenWallet:
    """At most one open wallet. `card` is None for one that is not kept here, or when none is."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.card: WalletCard | None = None
        self.once = False
        self._envelope: Envelope | None = None
        self._hold: LockFile | None = None

    @property
    def watched(self) -> bool:
        """Whether the open wallet is only watched: nothing can be signed with it here."""
        return self.card is not None and self.card.kind == WATCHED

    @property
    def asks(self) -> bool:
        """Whether its passphrase is asked for at every signature."""
        return self.once and self._envelope is not None

    @property
    def ready(self) -> bool:
        """Whether a wallet is open: unlocked, watched, or to be asked for."""
        return self.vault.unlocked or self.watched or self.asks

    @property
    def hold(self) -> LockFile | None:
        """The lock on the open wallet; its door is where another window knocks."""
        return self._hold

    def unlock(
        self,
        store: WalletStore,
        wallet_id: str,
        passphrase: Typed,
        networks: Iterable[KnownNetwork],
    ) -> None:
        """Open a kept wallet. Raises WalletError, also when another window has it open."""
        card, envelope = store.card(wallet_id), store.envelope(wallet_id)
        hold = self._take(wallet_id)
        try:
            self.vault.unlock(envelope, passphrase, networks)
        except WalletError:
            if hold is not self._hold:
                hold.release()
            raise
        self._opened(card, envelope, hold)
        if self.once:
            self.vault.lock()

    def unlock_envelope(
        self, envelope: Envelope, passphrase: Typed, networks: Iterable[KnownNetwork]
    ) -> None:
        """Open a wallet that is not kept here."""
        self.vault.unlock(envelope, passphrase, networks)
        self._opened(None, None, None)

    def watch(self, card: WalletCard) -> None:
        """Open a wallet that is only watched, without a passphrase."""
        hold = self._take(card.wallet_id)
        self.vault.lock()
        self._opened(card, None, hold)

    def renewed(self, card: WalletCard, envelope: Envelope | None) -> None:
        """The open wallet was stored anew: with more accounts, or another passphrase."""
        self.card = card
        if self._envelope is not None and envelope is not None:
            self._envelope = envelope

    def address(self, number: int) -> str:
        """The address of one account. Raises WalletError when locked."""
        known = self.card.address(number) if self.card is not None else None
        if known is not None and not self.vault.unlocked and self.ready:
            return known
        if self.card is not None and self.card.watched is not None:
            return self.card.watched.address(number)
        return self.vault.address(number)

    def listed(self, first: int) -> tuple[tuple[int, str], ...]:
        """The accounts to choose from, by number: those on the card, and the `first` few."""
        card = self.card
        found = {} if card is None else dict(zip(card.numbers, card.addresses, strict=True))
        if self.vault.unlocked and (card is None or card.kind == WORDS):
            for number in range(first):
                found.setdefault(number, self.vault.address(number))
        return tuple(sorted(found.items()))

    def unlock_once(self, passphrase: Typed, networks: Iterable[KnownNetwork]) -> None:
        """Unlock for one signature, where the passphrase is asked for at each."""
        if self._envelope is None:
            raise locked()
        self.vault.unlock(self._envelope, passphrase, networks, once=True)

    def after_signing(self) -> None:
        """Lock again, where the passphrase is asked for at each signature."""
        if self.asks:
            self.vault.lock()

    def signer(self, number: int) -> VaultSigner:
        """The signer of one account. Raises WalletError where nothing can be signed."""
        if self.watched:
            raise watches_only()
        return self.vault.signer(number)

    def lock(self) -> None:
        """End the signer's process. The hold stays: the window is still this wallet's."""
        self.vault.lock()
        self._envelope = None
        if self.watched:
            self.card = None

    def leave(self) -> None:
        """Lock, forget whose wallet it was, and let another window have it."""
        self.lock()
        self._opened(None, None, None)

    def _opened(
        self, card: WalletCard | None, envelope: Envelope | None, hold: LockFile | None
    ) -> None:
        if self._hold is not None and self._hold is not hold:
            self._hold.release()
        self.card, self._hold = card, hold
        self._envelope = envelope if self.once else None

    def _take(self, wallet_id: str) -> LockFile:
        if self._hold is not None and self._hold.path == lock_of(wallet_id):
            return self._hold
        return hold_wallet(wallet_id)


def watches_only() -> WalletError:
    """The refusal to sign with a wallet that is only watched."""
    return WalletError(
        "This wallet only watches: its key is somewhere else.",
        "Sign where the key is, or open the wallet that has it.",
        "keys.watches-only",
    )
