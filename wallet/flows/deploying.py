"""Deploying the network's contracts to any chain, with a key that the signer holds."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from wallet.base.addresses import checksum, keccak, same_address
from wallet.base.clock import MINUTE
from wallet.base.errors import WalletError
from wallet.chain.client import Client, hex_bytes, quantity
from wallet.chain.code import code_hashes
from wallet.chain.networks import Network
from wallet.chain.second_look import look_again
from wallet.contracts.bindings import contract
from wallet.contracts.onchain import read_code
from wallet.contracts.worldid import ADAPTERS
from wallet.signing.known import KnownNetwork
from wallet.signing.request import Request
from wallet.signing.signer import Signer

WAIT: Final = 10 * MINUTE
PAUSE: Final = 0.25
LIMIT_MARGIN: Final = 13
"""Gas limit in tenths of what the node estimates."""

Allow = Callable[[KnownNetwork], None]
"""Tells the signer which contracts and creations it may sign for."""


class Told(Protocol):
    """Hears what is being done."""

    def __call__(self, sentence: str, /) -> None:
        """One sentence."""
        ...


@dataclass(slots=True)
class Deployer:
    """Sends the transactions of a deployment, each signed within bounds that grow with it."""

    client: Client
    chain_id: int
    name: str
    signer: Signer
    allow: Allow
    known: dict[str, str]
    next_name: str = ""

    def send(self, transaction: dict[str, Any]) -> Mapping[str, Any]:
        """Sign, send and wait; answers the receipt. Raises WalletError."""
        request = self._request(transaction)
        creations = frozenset(
            {"0x" + keccak(request.data).hex()} if request.to is None else set[str]()
        )
        self.allow(KnownNetwork(self.chain_id, self.name, dict(self.known), creations))
        signed = self.signer.sign(request)
        self.client.call("eth_sendRawTransaction", ("0x" + signed.raw.hex(),))
        receipt = self._receipt(signed.tx_hash)
        if request.to is None:
            self.known[self.next_name] = checksum(str(receipt["contractAddress"]))
        return receipt

    def creating(self, name: str) -> None:
        """The next transaction creates the contract `name`."""
        self.next_name = name

    def _request(self, transaction: dict[str, Any]) -> Request:
        account = self.signer.address
        asked = {"from": account, **transaction}
        estimate, nonce, price, coins = self.client.batch(
            [
                ("eth_estimateGas", (asked,)),
                ("eth_getTransactionCount", (account, "pending")),
                ("eth_gasPrice", ()),
                ("eth_getBalance", (account, "latest")),
            ]
        )
        gas = quantity(estimate) * LIMIT_MARGIN // 10
        most = 2 * quantity(price)
        if quantity(coins) < gas * most:
            raise WalletError(
                "The account has not enough of the chain's coin to deploy.",
                f"Send some to {account}, then start again.",
                "deploy.coins",
            )
        to = transaction.get("to")
        return Request(
            self.chain_id,
            account,
            None if to is None else checksum(str(to)),
            bytes.fromhex(str(transaction["data"])[2:]),
            gas=gas,
            max_fee_per_gas=most,
            max_priority_fee_per_gas=min(most, 10**9),
            nonce=quantity(nonce),
            act="network.deploy",
        )

    def _receipt(self, tx: str) -> Mapping[str, Any]:
        ends = time.monotonic() + WAIT
        while time.monotonic() < ends:
            receipt = self.client.call("eth_getTransactionReceipt", (tx,))
            if isinstance(receipt, dict):
                return receipt
            time.sleep(PAUSE)
        raise WalletError(
            "The deployment is not in a block after ten minutes.",
            "Look at the account on the chain before you start again.",
            "deploy.slow",
        )


def deploy_network(
    url: str,
    name: str,
    signer: Signer,
    allow: Allow,
    *,
    operator: str,
    dollar: str | None = None,
    verifiers: tuple[str, ...] = (),
    world_id: str | None = None,
    tell: Told = lambda sentence, /: None,
) -> Network:
    """Deploy to the chain at `url` and answer the network; the signer holds nothing of it.

    `operator` publishes the authority's decisions. `dollar` is the address of the chain's money
    token; without it a practice dollar is deployed. `world_id` is the address of an adapter to
    World ID of ours, which the network takes for ever. Raises WalletError.
    """
    from wallet.contracts.deploy import deploy, hand_over

    if same_address(operator, signer.address):
        raise WalletError(
            "Whoever deploys a network holds no power over it afterwards.",
            "Name another account as the operator, who publishes decisions.",
            "deploy.operator",
        )

    client = Client(url)
    try:
        chain_id = quantity(client.call("eth_chainId"))
        block = quantity(client.call("eth_blockNumber"))
        _check_decimals(client, dollar)
        check_adapter(client, world_id)
        known = {} if dollar is None else {"Dollar": checksum(dollar)}
        deployer = Deployer(client, chain_id, name, signer, allow, known)

        def progress(contract_name: str) -> None:
            tell(f"Deploying {contract_name}.")
            deployer.creating(contract_name)

        contracts = deploy(
            deployer.send,
            dollar=dollar,
            verifiers=verifiers,
            world_id=world_id,
            progress=progress,
        )
        tell("Handing every role over to the contract of the authority.")
        hand_over(deployer.send, contracts, checksum(operator), practice=dollar is None)
        code = code_hashes(client, contracts)
    finally:
        client.close()
    tell("Reading it back with a second library.")
    look_again(url, contracts, contracts["Authority"])
    return Network(name, chain_id, (url,), contracts, block, local=False, code=code)


def _check_decimals(client: Client, dollar: str | None) -> None:
    """The money token has six decimals, which everything here counts in."""
    if dollar is None:
        return
    data = "0x" + contract("Dollar").encode("decimals").hex()
    answer = client.call("eth_call", ({"to": checksum(dollar), "data": data}, "latest"))
    if answer == "0x" or quantity(hex(int(str(answer), 16))) != 6:
        raise WalletError(
            "At that address is no money token with six decimals.",
            "Check the address, and that it is on this chain.",
            "deploy.dollar",
        )


def check_adapter(client: Client, world_id: str | None) -> None:
    """The adapter to World ID is one of ours: the registry would take any, and for ever."""
    if world_id is None:
        return
    code = hex_bytes(client.call("eth_getCode", (checksum(world_id), "latest")), client.node_name)
    if not any(read_code(name, code).same for name in ADAPTERS):
        raise WalletError(
            "At that address is none of the adapters to World ID that come with this program.",
            "Check the address, and that it is on this chain.",
            "deploy.world_id",
        )
