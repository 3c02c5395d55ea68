"""The wallet on a machine without a network: what it is asked comes as codes, and so it answers.

Nothing here, nor what it imports, opens a connection or loads what could.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.chain.networks import list_networks
from wallet.flows.airgap_accounts import account_code
from wallet.flows.airgap_offline import Answering
from wallet.flows.open_wallet import OpenWallet
from wallet.keys.hidden import Typed
from wallet.keys.store import WalletStore
from wallet.signing.known import KnownNetwork
from wallet.signing.signer import locked
from wallet.signing.ur.codes import Resource
from wallet.signing.vault import Vault

if TYPE_CHECKING:
    from wallet.keys.card import WalletCard


def known_networks() -> tuple[KnownNetwork, ...]:
    """The networks whose files this machine was given. Raises WalletError."""
    return tuple(KnownNetwork(one.chain_id, one.name, one.contracts) for one in list_networks())


class Offline:
    """One open wallet, and what it is asked to sign. All methods block."""

    def __init__(self, wallets: WalletStore | None, no_wallets: WalletError | None = None) -> None:
        """`no_wallets` says why there is nowhere to keep any, where `wallets` is None."""
        self.wallets = wallets
        self.no_wallets = no_wallets
        self.vault = Vault()
        self.opened = OpenWallet(self.vault)
        self._touched = time.monotonic()

    @property
    def locked(self) -> bool:
        """Whether nothing can be signed now."""
        return not self.vault.unlocked

    @property
    def card(self) -> WalletCard:
        """The wallet that is open. Raises WalletError where none is."""
        if self.opened.card is None:
            raise locked()
        return self.opened.card

    @property
    def idle_seconds(self) -> float:
        """Seconds since the person last did something."""
        return time.monotonic() - self._touched

    def touch(self) -> None:
        """The person is here."""
        self._touched = time.monotonic()

    @property
    def kept(self) -> WalletStore:
        """Where wallets are kept. Raises WalletError where none can be."""
        if self.wallets is None:
            raise self.no_wallets or locked()
        return self.wallets

    def unlock(self, wallet_id: str, passphrase: Typed) -> None:
        """Open a kept wallet. Raises WalletError."""
        self.opened.unlock(self.kept, wallet_id, passphrase, ())
        self.touch()

    def lock(self) -> None:
        """End the signer's process."""
        self.opened.lock()

    def close(self) -> None:
        """Lock, and let another window have the wallet."""
        self.opened.leave()

    def asking(self) -> Answering:
        """A dialogue for one request, with the networks that are known by now."""
        return Answering(known_networks())

    def sign(self, asked: Answering) -> Resource:
        """Sign what was asked and shown. Raises WalletError."""
        self.touch()
        return asked.sign(self.vault)

    def accounts(self) -> Resource:
        """The code by which another machine can watch this wallet's accounts."""
        return account_code(self.vault.public(), self.card.name)
