"""The roles of a local network that only its own deployer has: faucet and authority.

They use accounts that the embedded node itself signs for, so they work nowhere else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.chain.chain import Chain
from wallet.chain.client import Client

FUNDS: Final = 25_000 * DOLLAR
"""Dollars that a new wallet is given, in base units."""
ATTEMPTS: Final = 1_000
PAUSE: Final = 0.005
COINS: Final = 10**19
"""Coins for fees that a new wallet is given, in their smallest unit."""


class LocalRoles:
    """Gives away, appoints, freezes and bans, as the deployer of a local network may."""

    def __init__(self, chain: Chain) -> None:
        if not chain.network.local:
            raise WalletError(
                "This is only possible on a local network.",
                "Open the local network: symbolon demo.",
                "roles.not_local",
            )
        self._chain = chain
        self._deployer = ""

    @property
    def deployer(self) -> str:
        """The account that deployed the network."""
        if not self._deployer:
            self._deployer = str(self._chain.client.call("eth_accounts")[0])
        return self._deployer

    def fund(self, account: str, dollars: int = FUNDS) -> None:
        """Give an account coins for fees, and `dollars` (base units)."""
        if self._chain.balance_of_coin(account) < COINS // 2:
            self._send({"to": account, "value": hex(COINS)})
        if dollars:
            self.call("Dollar", "mint", account, dollars)

    def appoint_verifier(self, address: str) -> None:
        """Accredit a verifier."""
        self.call("Registry", "appoint_verifier", address)

    def appoint_attestor(self, person: int) -> None:
        """Let a person serve as an attestor."""
        self.call("Registry", "appoint_attestor", person)

    def freeze(self, person: int, until: int) -> None:
        """Freeze a person until a time."""
        self.call("Registry", "freeze", person, until)

    def ban(self, person: int) -> None:
        """Ban a person, for ever."""
        self.call("Registry", "ban", person)

    def call(self, contract: str, function: str, *args: Any) -> str:
        """Send one call as the deployer and return its transaction's hash."""
        asked: dict[str, Any] = dict(self._chain.view_call(contract, function, args))
        return self._send(asked)

    def _send(self, asked: dict[str, Any]) -> str:
        """Send as the deployer and wait for the block, which is a matter of milliseconds."""
        receipt = send_as(self._chain.client, self.deployer, asked)
        if receipt.get("status") != "0x1":
            raise _failed()
        return str(receipt["transactionHash"])


def send_as(client: Client, account: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Send from an account that the embedded node signs for; answers the receipt.

    Raises WalletError (`roles.failed`) when no block comes.
    """
    tx = client.call("eth_sendTransaction", ({"from": account, **asked},))
    for _attempt in range(ATTEMPTS):
        receipt = client.call("eth_getTransactionReceipt", (tx,))
        if isinstance(receipt, dict):
            return receipt
        time.sleep(PAUSE)
    raise _failed()


def _failed() -> WalletError:
    return WalletError(
        "The local network did not do what its own roles asked.",
        "Start it over with symbolon demo --fresh.",
        "roles.failed",
    )
