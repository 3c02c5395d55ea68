"""The part of a session that opens the desk of the account, and closes it with the wallet."""

from __future__ import annotations

import threading
from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.networks import Network
from wallet.keys.backends import system_backend
from wallet.keys.hidden import Hidden
from wallet.signing.known import KnownNetwork

if TYPE_CHECKING:
    from wallet.flows.desk.desk import Desk


class Desks:
    """A part of the session. The desk is open while its wallet is, and not longer."""

    network: Network
    chain: Chain
    known: KnownNetwork
    account: str
    home: Path
    open_desk: Desk | None = None
    _opening = threading.Lock()  # a page asks in several threads at once

    @abstractmethod
    def secret_for(self, purpose: str) -> Hidden:
        """32 bytes that the account always has for a purpose."""

    def desk(self) -> Desk:
        """The account's desk, opened when first asked for. Raises WalletError."""
        if not self.account:
            raise WalletError("No wallet is open.", "Open yours first.", "keys.locked")
        with self._opening:
            if self.open_desk is None:
                self.open_desk = self._make()
            return self.open_desk

    def _make(self) -> Desk:
        from wallet.flows.desk.desk import Desk  # brings what reads documents, for few people

        folder = self.home / "desk"
        made = Desk(
            folder / self.account.lower(),
            self.chain,
            self.network.chain_id,
            self.account,
            self.network.address("Registry"),
            self.secret_for("desk"),
            system_backend,
        )
        if self.network.local:
            from wallet.flows.desk.local import LocalDesks  # a local network's own

            made.near = LocalDesks(folder, self.chain, self.known, self.account)
        return made

    def close_desk(self) -> None:
        """Close the desk, with its line to others and its secret."""
        desk, self.open_desk = self.open_desk, None
        if desk is not None:
            desk.close()
