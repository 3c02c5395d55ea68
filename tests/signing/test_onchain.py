"""What is signed here, the chain and the contracts accept: on a real node."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.signing.cases import PHRASE, SECRET, WALLET_ID
from tests.signing.said import function_of
from wallet.base.addresses import checksum, keccak
from wallet.chain.node import LocalNode
from wallet.contracts.bindings import contract
from wallet.keys.envelope import seal
from wallet.signing.known import KnownNetwork
from wallet.signing.request import PermitData, Request
from wallet.signing.typed import permit_request, statement
from wallet.signing.vault import Vault, VaultSigner

CHAIN = 31337
DOLLAR = 10**6


class Chain:
    """A node, an unlocked wallet with coins, and what was deployed with it."""

    def __init__(self, node: LocalNode, vault: Vault, signer: VaultSigner) -> None:
        self.node = node
        self.vault = vault
        self.signer = signer
        self.network = KnownNetwork(CHAIN, "Local network", {})

    def send(self, to: str | None, data: bytes, **fields: Any) -> Any:
        """Sign and send; answers the receipt."""
        me = self.signer.address
        request = Request(
            CHAIN, me, to, data, gas=6_000_000, max_fee_per_gas=20 * 10**9,
            max_priority_fee_per_gas=10**9,
            nonce=int(self.node.rpc("eth_getTransactionCount", me, "latest"), 16), **fields,
        )  # fmt: skip
        signed = self.signer.sign(request)
        assert self.node.rpc("eth_sendRawTransaction", "0x" + signed.raw.hex()) == signed.tx_hash
        receipt = None
        until = time.monotonic() + 20
        while receipt is None and time.monotonic() < until:
            receipt = self.node.rpc("eth_getTransactionReceipt", signed.tx_hash)
            time.sleep(0.02)  # the node mines on its own time
        assert receipt is not None
        assert receipt["status"] == "0x1"
        assert checksum(receipt["from"]) == me
        return receipt

    def deploy(self, name: str, *args: Any) -> str:
        """Deploy a contract whose code was named to the vault first."""
        data = contract(name).creation(args)
        named = frozenset({"0x" + keccak(data).hex()})
        self.vault.allow([replace(self.network, creations=named)])
        at = checksum(self.send(None, data)["contractAddress"])
        self.network = KnownNetwork(CHAIN, "Local network", {**self.network.contracts, name: at})
        self.vault.allow([self.network])
        return at

    def ask(self, name: str, function: str, *args: Any) -> int:
        """A view's answer as a number."""
        call = {
            "to": self.network.contracts[name],
            "data": "0x" + function_of(name, function).encode(args).hex(),
        }
        return int(self.node.rpc("eth_call", call, "latest"), 16)


@pytest.fixture
def chain(node_reset: LocalNode) -> Iterator[Chain]:
    vault = Vault()
    vault.unlock(seal(SECRET, PHRASE, WALLET_ID), PHRASE, [])
    vault.allow([KnownNetwork(CHAIN, "Local network", {})])
    signer = vault.signer(0)
    node_reset.rpc("anvil_setBalance", signer.address, hex(10**18))
    yield Chain(node_reset, vault, signer)
    vault.lock()


def test_coins_arrive(chain: Chain) -> None:
    receiver = "0x" + "9a" * 20
    chain.send(receiver, b"", value=123)
    assert int(chain.node.rpc("eth_getBalance", receiver, "latest"), 16) == 123


def test_the_dollar_takes_our_permit(chain: Chain) -> None:
    at = chain.deploy("Dollar")
    me, ledger = chain.signer.address, checksum("0x" + "1e" * 20)
    chain.network = replace(chain.network, contracts={"Dollar": at, "Ledger": ledger})
    chain.vault.allow([chain.network])
    name, version = (
        contract("Dollar").decode_output(
            one,
            bytes.fromhex(chain.node.rpc("eth_call", {"to": at, "data": selector}, "latest")[2:]),
        )
        for one, selector in (("name", "0x06fdde03"), ("version", "0x54fd4d50"))
    )
    deadline = chain.node.now() + 3_600
    permit = PermitData(at, name, version, me, ledger, 25 * DOLLAR, 0, deadline, 100)
    signature = chain.signer.sign_typed(permit_request(CHAIN, permit))
    args = (me, ledger, 25 * DOLLAR, deadline, signature[64], signature[:32], signature[32:64])
    chain.send(at, function_of("Dollar", "permit").encode(args))
    assert chain.ask("Dollar", "allowance", me, ledger) == 25 * DOLLAR


def test_the_registry_takes_our_statements(chain: Chain) -> None:
    at = chain.deploy("Registry", chain.deploy("Rules"))
    me = chain.signer.address
    chain.send(at, function_of("Registry", "appoint_verifier").encode((me,)))
    now = chain.node.now()
    paper: dict[str, int | str | bytes] = {
        "account": me, "personTag": b"\1" * 32, "level": 2, "country": 756, "investorClass": 0,
        "issuedAt": now, "expiresAt": now + 86_400, "credentialHash": b"\2" * 32, "nonce": 5,
    }  # fmt: skip
    signature = chain.signer.sign_typed(statement("Attestation", CHAIN, me, at, paper))
    chain.send(at, function_of("Registry", "join").encode((tuple(paper.values()), signature)))
    assert chain.ask("Registry", "person_of", me) == 1
    named = statement("Name", CHAIN, me, at, {"person": 1, "name": "Ann Lee"})
    word = chain.signer.sign_typed(named)
    assert chain.ask("Registry", "verify_name", 1, "Ann Lee", word) == 1
    assert chain.ask("Registry", "verify_name", 1, "Ann Low", word) == 0
