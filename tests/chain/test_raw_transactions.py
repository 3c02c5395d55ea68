"""The bytes of transactions, made again from a real node's words: of every type that it takes."""

from __future__ import annotations

import subprocess
import time
from typing import Any

import pytest
from eth_account import Account
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.addresses import keccak
from wallet.chain.client import Client
from wallet.chain.headers import header_bytes, receipts_in, receipts_root, seal_of
from wallet.chain.node import LocalNode
from wallet.chain.node_binary import node_binary
from wallet.chain.problems import NodeError
from wallet.chain.raw_transactions import transactions_in
from wallet.chain.tries import proof_of, root_of, value_at
from wallet.signing.rlp import encode

KEY = Account.from_key(keccak(b"raw transactions"))
TO = "0x" + "11" * 20
ACCESS = [{"address": TO, "storageKeys": ["0x" + "22" * 32, "0x" + "00" * 32]}]


BLOB = {
    "type": "0x3", "chainId": "0x7a69", "nonce": "0x5", "gas": "0x30d40",
    "maxFeePerGas": "0x174876e800", "maxPriorityFeePerGas": "0x1", "to": TO, "value": "0x7",
    "accessList": [], "input": "0x", "maxFeePerBlobGas": "0x2540be400",
    "blobVersionedHashes": ["0x010657f37554c781402a22917dee2f75def7ab966d7b770905398eba3c444014"],
    "r": "0x5c743207677848658e130bdb6ae0bc92560c09f40bc5cb3641fdd8177ae328e3",
    "s": "0x70369d35599ba4c2eaf1332e9ddc4722f9e513667f15b10c420d995cac902e28",
    "yParity": "0x0", "v": "0x0",
    "hash": "0xdc46dd2a89156862990c41db888907e0a362c13a3b67e4d8a152e5e88b04b411",
}  # fmt: skip
"""A transaction with a blob as a node told of it, the blob left out. That node's own blocks commit
to transactions with their blobs, which those of Ethereum do not; making one takes 20 seconds."""


def forms(chain_id: int) -> dict[str, dict[str, Any]]:
    fees = {"maxFeePerGas": 10**11, "maxPriorityFeePerGas": 1}
    authorization = KEY.sign_authorization({"chainId": chain_id, "address": TO, "nonce": 5})
    return {
        "legacy": {"gasPrice": 10**11},
        "of no chain": {"gasPrice": 10**11, "chainId": None},
        "access list": {"type": 1, "gasPrice": 10**11, "accessList": ACCESS},
        "fee market": {"type": 2, **fees, "accessList": ACCESS, "data": b"\1" * 100},
        "creation": {"type": 2, **fees, "to": None, "data": bytes.fromhex("60006000f3")},
        "delegating": {"type": 4, **fees, "authorizationList": [authorization]},
    }


def send(client: Client, chain_id: int, form: dict[str, Any], nonce: int) -> str:
    sent = {"to": TO, "value": 7, "gas": 200_000, "nonce": nonce, "chainId": chain_id, **form}
    signed = KEY.sign_transaction({key: one for key, one in sent.items() if one is not None})
    raw = "0x" + bytes(signed.raw_transaction).hex()
    return str(client.call("eth_sendRawTransaction", (raw,)))


def mined(client: Client, chain_id: int) -> tuple[list[str], dict[str, Any], Any]:
    """One block with a transaction of every form: their hashes, the block, its receipts."""
    client.call("anvil_setBalance", (KEY.address, hex(10**20)))
    client.call("evm_setAutomine", (False,))
    try:
        every = enumerate(forms(chain_id).values())
        sent = [send(client, chain_id, form, nonce) for nonce, form in every]
        time.sleep(0.05)
        client.call("evm_mine")
    finally:
        client.call("evm_setAutomine", (True,))
    number = client.call("eth_blockNumber")
    block = client.call("eth_getBlockByNumber", (number, True))
    return sent, block, client.call("eth_getBlockReceipts", (number,))


def test_every_type_gives_the_roots_of_its_block(node_reset: LocalNode) -> None:
    client = Client(node_reset.url, node_reset.chain_id)
    try:
        sent, block, receipts = mined(client, node_reset.chain_id)
    finally:
        client.close()
    kinds = {one["hash"]: one["type"] for one in block["transactions"]}
    assert set(sent) == set(kinds)
    assert set(kinds.values()) == {"0x0", "0x1", "0x2", "0x4"}
    seal = seal_of(block)
    every = transactions_in(block)
    assert root_of(every) == seal["transactionsRoot"]
    assert receipts_root(receipts) == seal["receiptsRoot"]
    assert "0x" + keccak(header_bytes(block)).hex() == block["hash"]
    for trie, root in ((every, "transactionsRoot"), (receipts_in(receipts), "receiptsRoot")):
        for key, value in trie.items():
            proof = proof_of(trie, key)
            assert value_at(seal[root], key, proof) == value
            with pytest.raises(ValueError, match=r"proof|node"):
                value_at(seal[root], key, proof[:-1])
    _refused(block)


def _refused(block: dict[str, Any]) -> None:
    first = block["transactions"][0]
    for change in ({"value": "0x8"}, {"type": "0x7e"}, {"type": "0x7d"}, {"input": None},
                   {"nonce": "1"}, {"hash": "0x00"}, {"r": "0x"}, {"to": "0x1"}):  # fmt: skip
        with pytest.raises(NodeError):
            transactions_in({"transactions": [{**first, **change}]})
    for junk in (None, {}, {"transactions": ["0x00"]}, {"transactions": None}):
        with pytest.raises(NodeError):
            transactions_in(junk)


def test_a_transaction_with_blobs_has_the_bytes_of_its_hash() -> None:
    (data,) = transactions_in({"transactions": [BLOB]}).values()
    assert data[0] == 3 and "0x" + keccak(data).hex() == BLOB["hash"]


def test_deposits_of_the_op_stack_give_the_roots_of_their_block() -> None:
    command = [str(node_binary()), "--network", "optimism", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            client = Client(f"http://{_listening(running)}")
            try:
                for more in ({}, {"mint": "0x5", "value": "0x3"}, {"data": "0x6001", "to": TO}):
                    _deposited(client, more)
            finally:
                client.close()
        finally:
            running.terminate()


def _listening(running: subprocess.Popen[str]) -> str:
    """Where a node that was just started is to be reached."""
    assert running.stdout is not None
    for line in running.stdout:
        if "Listening on" in line:
            return line.split()[-1]
    raise ValueError("the node did not start")


def _deposited(client: Client, more: dict[str, str]) -> None:
    accounts = client.call("eth_accounts")
    sent = {
        "type": "0x7e", "from": accounts[0], "to": accounts[1], "sourceHash": "0x" + "11" * 32,
        "mint": "0x0", "isSystemTx": False, "gas": "0x30d40", "value": "0x0", **more,
    }  # fmt: skip
    tx = client.call("eth_sendTransaction", (sent,))
    while (receipt := client.call("eth_getTransactionReceipt", (tx,))) is None:
        time.sleep(0.01)
    block = client.call("eth_getBlockByNumber", (receipt["blockNumber"], True))
    receipts = client.call("eth_getBlockReceipts", (receipt["blockNumber"],))
    seal = seal_of(block)
    assert root_of(transactions_in(block)) == seal["transactionsRoot"]
    assert receipts_root(receipts) == seal["receiptsRoot"]


@given(
    st.dictionaries(st.binary(min_size=1, max_size=4), st.binary(min_size=1, max_size=60),
                    min_size=1, max_size=40)
)  # fmt: skip
def test_what_is_in_a_trie_is_proven_and_nothing_else(values: dict[bytes, bytes]) -> None:
    root = root_of(values)
    for key, value in values.items():
        proof = proof_of(values, key)
        assert value_at(root, key, proof) == value
    with pytest.raises(KeyError):
        proof_of(values, b"\0" * 5)


def test_a_block_of_many_is_proven_by_its_places() -> None:
    values = {encode(at): keccak(bytes([at % 251])) * 4 for at in range(300)}
    root = root_of(values)
    for at in (0, 1, 127, 128, 255, 256, 299):
        assert value_at(root, encode(at), proof_of(values, encode(at))) == values[encode(at)]
