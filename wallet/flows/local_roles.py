"""The roles of a local network that only its own deployer has: faucet and authority.

They use accounts that the embedded node itself signs for, so they work nowhere else.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

from wallet.base.addresses import keccak, same_address
from wallet.base.errors import WalletError
from wallet.base.money import DOLLAR
from wallet.chain.chain import Chain
from wallet.chain.client import Client
from wallet.contracts.bindings import contract as binding
from wallet.contracts.deploy import hand_over

FUNDS: Final = 25_000 * DOLLAR
"""Dollars that a new wallet is given, in base units."""
ATTEMPTS: Final = 1_000
PAUSE: Final = 0.005
DEPLOYER_ACCOUNT: Final = 0
OPERATOR_ACCOUNT: Final = 2
"""Accounts of the local network's own phrase; the one between them verifies."""
COINS: Final = 10**19
"""Coins for fees that a new wallet is given, in their smallest unit."""


class LocalRoles:
    """Gives away, appoints, freezes and bans.

    Until the network is handed over it does so as its deployer; from then on as the operator of
    the authority, by published decisions that wait as long as anywhere.
    """

    def __init__(self, chain: Chain) -> None:
        if not chain.network.local:
            raise WalletError(
                "This is only possible on a local network.",
                "Open the local network: symbolon demo.",
                "roles.not_local",
            )
        self._chain = chain
        self._accounts: list[str] = []
        self._published: dict[tuple[str, bytes], int] = {}

    @property
    def deployer(self) -> str:
        """The account that deployed the network."""
        return self._account(DEPLOYER_ACCOUNT)

    @property
    def operator(self) -> str:
        """The account that publishes decisions once the network is handed over."""
        return self._account(OPERATOR_ACCOUNT)

    @property
    def handed_over(self) -> bool:
        """Whether the deployer has given every role away."""
        there = self._chain.read("Registry", "authority")
        return same_address(str(there), self._chain.network.address("Authority"))

    def hand_over(self) -> None:
        """Give every role to the contract `Authority`; nothing happens where that was done."""
        if self.handed_over:
            return

        def send(transaction: dict[str, Any]) -> dict[str, Any]:
            return send_as(self._chain.client, self.deployer, transaction)

        hand_over(send, self._chain.network.contracts, self.operator, practice=True)

    def fund(self, account: str, dollars: int = FUNDS) -> None:
        """Give an account coins for fees, and `dollars` (base units)."""
        if self._chain.balance_of_coin(account) < COINS // 2:
            self._send({"to": account, "value": hex(COINS)})
        if dollars:
            owner = str(self._chain.read("Dollar", "owner"))
            self.call("Dollar", "mint", account, dollars, sender=owner)

    def appoint_verifier(self, address: str) -> None:
        """Accredit a verifier, before the network is handed over."""
        self.call("Registry", "appoint_verifier", address)

    def appoint_attestor(self, person: int) -> None:
        """Let a person serve as an attestor, before the network is handed over."""
        self.call("Registry", "appoint_attestor", person)

    def freeze(self, person: int, until: int) -> None:
        """Freeze a person until a time."""
        if self.handed_over:
            self.publish(person, "Registry", "freeze", person, until)
        else:
            self.call("Registry", "freeze", person, until)

    def publish_ban(self, person: int) -> int:
        """Publish that a person is to be banned; answers the decision's number."""
        return self.publish(person, "Registry", "ban", person)

    def ban(self, person: int) -> None:
        """Ban a person: as was published, once its time has come."""
        if self.handed_over:
            self.execute("Registry", "ban", person)
        else:
            self.call("Registry", "ban", person)

    def publish(self, subject: int, contract: str, function: str, *args: Any) -> int:
        """Publish a decision as the operator; answers its number.

        `subject` is the person whose case it is, 0 for nobody's. A freeze happens at once.
        """
        target = self._chain.network.address(contract)
        data = binding(contract).encode(function, args)
        kind = self._chain.read("Authority", "power", target, data[:4])
        reason = keccak(b"symbolon local reason" + secrets.token_bytes(32))
        self.call(
            "Authority", "publish", kind, subject, target, data, reason, "", sender=self.operator
        )
        number = int(self._chain.read("Authority", "decisions"))
        self._published[target, data] = number
        return number

    def execute(self, contract: str, function: str, *args: Any) -> None:
        """Carry out what was published. Raises KeyError for what was not."""
        target = self._chain.network.address(contract)
        data = binding(contract).encode(function, args)
        number = self._published[target, data]
        self.call("Authority", "execute", number, target, data, sender=self.operator)

    def call(self, contract: str, function: str, *args: Any, sender: str = "") -> str:
        """Send one call, as the deployer unless told; answers its transaction's hash."""
        asked: dict[str, Any] = dict(self._chain.view_call(contract, function, args))
        return self._send(asked, sender)

    def _account(self, number: int) -> str:
        if not self._accounts:
            self._accounts = [str(one) for one in self._chain.client.call("eth_accounts")]
        return self._accounts[number]

    def _send(self, asked: dict[str, Any], sender: str = "") -> str:
        """Send and wait for the block, which is a matter of milliseconds."""
        receipt = send_as(self._chain.client, sender or self.deployer, asked)
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
