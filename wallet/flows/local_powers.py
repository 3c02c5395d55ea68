"""What a session can do on a local network alone: move time, fill purses, play its officials."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from wallet.acts.naming import BookNames
from wallet.base.errors import WalletError
from wallet.chain.chain import Chain
from wallet.chain.networks import Network
from wallet.chain.problems import NodeError
from wallet.keys.envelope import Envelope
from wallet.keys.hidden import Typed
from wallet.signing.known import KnownNetwork

if TYPE_CHECKING:
    from wallet.flows.local_desks import AttestorDesk, VerifierDesk
    from wallet.flows.local_roles import LocalRoles


class LocalPowers:
    """A part of the session; everything here raises WalletError on any other network."""

    network: Network
    chain: Chain
    known: KnownNetwork
    names: BookNames
    account: str
    _verifiers: tuple[VerifierDesk, ...] | None = None

    @abstractmethod
    def refresh(self) -> set[str]:
        """Follow the chain."""

    @abstractmethod
    def unlock_envelope(self, envelope: Envelope, passphrase: Typed, account: int = 0) -> None:
        """Open a wallet that is not kept here."""

    def skip_time(self, seconds: int) -> None:
        """Move a local network's time forward, then follow it. Raises WalletError elsewhere."""
        if not self.network.local or seconds <= 0:
            raise WalletError(
                "Time can be moved on a local network only, and only forward.",
                "Choose a span above zero there.",
                "session.time",
            )
        self.chain.client.call("evm_increaseTime", (seconds,))
        self.chain.client.call("anvil_mine", ("0x1",))
        self.refresh()

    @property
    def roles(self) -> LocalRoles:
        """The faucet and authority of a local network. Raises WalletError elsewhere."""
        from wallet.flows.local_roles import LocalRoles

        return LocalRoles(self.chain)

    @property
    def verifier_desks(self) -> tuple[VerifierDesk, ...]:
        """The local network's five verifiers. Raises WalletError elsewhere."""
        if self._verifiers is None:
            from wallet.flows.local_desks import verifier_desks

            self._verifiers = verifier_desks(self.chain, self.known)
        return self._verifiers

    @property
    def verifier_desk(self) -> VerifierDesk:
        """The first of them. Raises WalletError elsewhere."""
        return self.verifier_desks[0]

    @property
    def attestor_desks(self) -> tuple[AttestorDesk, ...]:
        """The local network's three attestors. Raises WalletError elsewhere."""
        from wallet.flows.local_desks import attestor_desks

        return attestor_desks(self.chain, self.known, self.names)

    def enter_as(self, key: str) -> None:
        """Open the published wallet of one of a local network's cast, or of its verifier."""
        from wallet.flows.cast import DESK_ENVELOPE, PASSPHRASE, VERIFIER, member
        from wallet.flows.demo import cast_envelope
        from wallet.flows.local_desks import VERIFIER_ACCOUNT
        from wallet.keys.envelope import parse_envelope

        if not self.network.local:
            raise WalletError(
                "Only a local network has people whose wallets are published.",
                "Open your own wallet.",
                "session.cast",
            )
        if key == VERIFIER:
            self.unlock_envelope(parse_envelope(DESK_ENVELOPE), PASSPHRASE, VERIFIER_ACCOUNT)
            return
        self.unlock_envelope(cast_envelope(), PASSPHRASE, member(key).account)

    def _welcome(self) -> None:
        """On a local network the faucet gives a new wallet coins for fees, and dollars."""
        try:
            if not self.chain.balance_of_coin(self.account):
                self.roles.fund(self.account)
        except NodeError:
            pass  # the wallet opens all the same, and is welcomed the next time
