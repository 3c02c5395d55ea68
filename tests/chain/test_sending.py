"""Sending: once or not at all, whatever crashes, lies or is undone in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.chain.fake_node import FakeNode, Refuse
from wallet.base.clock import FixedClock
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.aftercare import recover
from wallet.chain.chain import Chain
from wallet.chain.client import Client, quantity
from wallet.chain.fees import current_fees, fee_in_dollars, gas_limit
from wallet.chain.journal import Entry, Journal
from wallet.chain.networks import Network
from wallet.chain.node import LocalNode
from wallet.chain.nonces import next_nonce
from wallet.chain.problems import NodeError, Unreachable
from wallet.chain.sending import submit, wait
from wallet.contracts.wiring import CONTRACTS

KEY = "0x" + "07" * 32
FRIEND = "0x" + "12" * 20
GWEI = 10**9


def network_of(url: str, chain_id: int = 31337, local: bool = True) -> Network:
    contracts = dict.fromkeys(CONTRACTS, "0x" + "55" * 20)
    return Network("test", chain_id, (url,), contracts, 0, local)


@dataclass
class Desk:
    """A chain, a journal and a key to try them with."""

    chain: Chain
    journal: Journal
    account: Any

    def signed(self, value: int = 1, nonce: int | None = None, fee: int = 10 * GWEI) -> Entry:
        """A transfer, signed and journalled, and not sent."""
        number = next_nonce(self.chain, self.journal, self.account.address)
        nonce = number if nonce is None else nonce
        raw = self.account.sign_transaction({
            "type": 2, "chainId": self.chain.network.chain_id, "nonce": nonce, "to": FRIEND,
            "value": value, "gas": 21_000, "maxFeePerGas": fee, "maxPriorityFeePerGas": GWEI,
            "data": b"",
        })  # fmt: skip
        entry = self.journal.draft(31337, self.account.address, "test.Send", "{}", nonce, "A gift.")
        return self.journal.signed(entry.id, bytes(raw.raw_transaction), "0x" + raw.hash.hex())

    def balance(self) -> int:
        return self.chain.balance_of_coin(FRIEND)


@pytest.fixture
def desk(node_reset: LocalNode, tmp_path: Path) -> Iterator[Desk]:
    from eth_account import Account

    account = Account.from_key(KEY)
    chain = Chain(network_of(node_reset.url))
    chain.client.call("anvil_setBalance", (account.address, hex(10**18)))
    made = Desk(chain, Journal(tmp_path / "journal.sqlite", FixedClock(1_000)), account)
    yield made
    made.journal.close()
    made.chain.close()


def test_a_request_goes_through_its_states(desk: Desk) -> None:
    entry = desk.signed(5)
    assert entry.state == states.SIGNED
    entry = submit(desk.chain, desk.journal, entry)
    assert entry.state == states.SENT
    receipt = wait(desk.chain, desk.journal, entry)
    assert receipt.ok and receipt.gas == 21_000 and receipt.fee > 0 and receipt.tx == entry.tx
    assert desk.journal.entry(entry.id).state == states.IN_BLOCK
    assert desk.balance() == 5
    desk.chain.client.call("anvil_mine", ("0x2",))
    assert [one.state for one in recover(desk.chain, desk.journal)] == [states.FINAL]
    assert recover(desk.chain, desk.journal) == ()


def test_a_crash_before_sending_loses_nothing_and_a_crash_after_sends_nothing_twice(
    desk: Desk, tmp_path: Path
) -> None:
    unsent = desk.signed(1)
    sent = desk.signed(10)
    assert (unsent.nonce, sent.nonce) == (0, 1)
    desk.chain.client.call("eth_sendRawTransaction", ("0x" + (sent.raw or b"").hex(),))
    desk.journal.close()  # the crash: the journal knows both only as signed
    desk.journal = Journal(tmp_path / "journal.sqlite")
    assert next_nonce(desk.chain, desk.journal, desk.account.address) == 2
    for _ in range(3):
        recover(desk.chain, desk.journal)
    assert desk.balance() == 11
    found = [desk.journal.entry(one.id) for one in (unsent, sent)]
    assert {one.state for one in found} <= {states.IN_BLOCK, states.FINAL}
    assert [one.raw for one in found] == [unsent.raw, sent.raw]


def test_sending_the_same_again_is_no_error(desk: Desk) -> None:
    entry = submit(desk.chain, desk.journal, desk.signed(3))
    wait(desk.chain, desk.journal, entry)
    again = submit(desk.chain, desk.journal, entry)
    assert again.state == states.IN_BLOCK
    assert desk.balance() == 3


def test_an_entry_is_signed_once(desk: Desk) -> None:
    entry = desk.signed()
    with pytest.raises(WalletError, match="signed before"):
        desk.journal.signed(entry.id, b"other", "0x" + "00" * 32)
    assert desk.journal.entry(entry.id).raw == entry.raw
    assert desk.journal.signed(entry.id, entry.raw or b"", entry.tx or "") == entry


def test_another_transaction_in_its_place_is_noticed(desk: Desk) -> None:
    ours, other = desk.signed(1, nonce=0), desk.signed(2, nonce=0)
    wait(desk.chain, desk.journal, submit(desk.chain, desk.journal, other))
    with pytest.raises(WalletError, match="in its place"):
        submit(desk.chain, desk.journal, ours)
    assert desk.journal.entry(ours.id).state == states.REPLACED
    assert desk.balance() == 2


def test_on_a_public_chain_only_a_nonce_used_for_good_counts_as_taken(desk: Desk) -> None:
    desk.chain.close()
    desk.chain = Chain(network_of(desk.chain.network.rpc_urls[0], local=False))
    ours, other = desk.signed(1, nonce=0), desk.signed(2, nonce=0)
    wait(desk.chain, desk.journal, submit(desk.chain, desk.journal, other))
    assert submit(desk.chain, desk.journal, ours).state == states.SENT
    recover(desk.chain, desk.journal)
    assert desk.journal.entry(ours.id).state == states.SENT
    desk.chain.client.call("anvil_mine", ("0x10",))
    recover(desk.chain, desk.journal)
    assert desk.journal.entry(ours.id).state == states.REPLACED
    assert desk.balance() == 2


def test_who_cannot_pay_the_fee_is_told_and_may_try_again(desk: Desk) -> None:
    desk.chain.client.call("anvil_setBalance", (desk.account.address, "0x1"))
    entry = desk.signed()
    with pytest.raises(WalletError, match="not enough of the network's coin"):
        submit(desk.chain, desk.journal, entry)
    failed = desk.journal.entry(entry.id)
    assert failed.state == states.FAILED and failed.reason
    assert next_nonce(desk.chain, desk.journal, desk.account.address) == 0


def test_a_fee_below_the_networks_is_told(desk: Desk) -> None:
    desk.chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(100 * GWEI),))
    entry = desk.signed(fee=2 * GWEI)
    try:
        with pytest.raises(WalletError, match="fee rose"):
            submit(desk.chain, desk.journal, entry)
    finally:  # what a snapshot does not put back
        desk.chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(GWEI),))


def test_a_reorganisation_undoes_it_and_the_same_bytes_go_out_again(desk: Desk) -> None:
    desk.chain.close()
    desk.chain = Chain(network_of(desk.chain.network.rpc_urls[0], local=False))
    desk.chain.client.call("anvil_mine", ("0x3",))
    entry = submit(desk.chain, desk.journal, desk.signed(7))
    receipt = wait(desk.chain, desk.journal, entry)
    desk.chain.client.call("anvil_reorg", (1, []))
    assert desk.balance() == 0
    recover(desk.chain, desk.journal)  # it goes out again, and the node takes its time to mine it
    ends = time.monotonic() + 20
    while (again := desk.journal.entry(entry.id)).state != states.IN_BLOCK:
        assert time.monotonic() < ends, again.state
        recover(desk.chain, desk.journal)
    assert again.block_hash != receipt.block_hash
    assert desk.balance() == 7


def test_a_call_that_fails_in_its_block_says_why(desk: Desk) -> None:
    reason = b"SELLS_CLOSED"
    data = bytes.fromhex("08c379a0") + (32).to_bytes(32) + len(reason).to_bytes(32)
    data += reason.ljust(32, b"\0")
    code = f"60{len(data):02x}600c60003960{len(data):02x}6000fd" + data.hex()
    desk.chain.client.call("anvil_setCode", (FRIEND, "0x" + code))
    raw = desk.account.sign_transaction({
        "type": 2, "chainId": 31337, "nonce": 0, "to": FRIEND, "value": 0, "gas": 100_000,
        "maxFeePerGas": 10 * GWEI, "maxPriorityFeePerGas": GWEI, "data": b"",
    })  # fmt: skip
    entry = desk.journal.draft(31337, desk.account.address, "test.Call", "{}", 0)
    entry = desk.journal.signed(entry.id, bytes(raw.raw_transaction), "0x" + raw.hash.hex())
    receipt = wait(desk.chain, desk.journal, submit(desk.chain, desk.journal, entry))
    assert not receipt.ok and receipt.refused is not None
    assert receipt.refused.code == "SELLS_CLOSED"
    kept = desk.journal.entry(entry.id)
    assert (kept.state, kept.reason) == (states.FAILED, receipt.refused.sentence)


def test_a_node_that_does_not_answer_leaves_it_signed(desk: Desk, tmp_path: Path) -> None:
    entry = desk.signed(4)
    dead = Chain(network_of("http://127.0.0.1:9"))
    with pytest.raises(NodeError, match="not known whether"):
        submit(dead, desk.journal, entry)
    with pytest.raises(Unreachable):
        recover(dead, desk.journal)
    assert desk.journal.entry(entry.id).state == states.SIGNED
    recover(desk.chain, desk.journal)
    assert desk.balance() == 4


def test_a_node_that_was_asked_too_much_has_said_nothing(desk: Desk) -> None:
    entry = desk.signed(4)
    with FakeNode(_limited) as node:
        busy = Chain(network_of(node.url))
        with pytest.raises(NodeError, match="not known whether"):
            submit(busy, desk.journal, entry)
        busy.close()
    assert desk.journal.entry(entry.id).state == states.SIGNED


def test_waiting_ends_with_a_sentence(desk: Desk) -> None:
    desk.chain.client.call("evm_setAutomine", (False,))
    try:
        entry = submit(desk.chain, desk.journal, desk.signed(6))
        with pytest.raises(WalletError, match="not in a block yet"):
            wait(desk.chain, desk.journal, entry, seconds=0.05)
        assert next_nonce(desk.chain, desk.journal, desk.account.address) == 1
        assert recover(desk.chain, desk.journal) == ()
        assert desk.journal.entry(entry.id).state == states.SENT
    finally:
        desk.chain.client.call("evm_setAutomine", (True,))
        desk.chain.client.call("anvil_mine", ("0x1",))
    assert wait(desk.chain, desk.journal, entry).ok


def test_the_journal_holds_no_secret_in_its_representation(desk: Desk) -> None:
    entry = desk.signed()
    assert (entry.raw or b"").hex() not in repr(entry)
    assert desk.journal.by_tx((entry.tx or "").upper().replace("0X", "0x")) == entry
    assert desk.journal.latest(31337, desk.account.address)[0] == entry
    assert desk.journal.in_state(1, states.STATES) == ()
    with pytest.raises(KeyError):
        desk.journal.entry(99)


def test_a_journal_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(WalletError, match="cannot be opened"):
        Journal(tmp_path / "journal.sqlite")
    assert (tmp_path / "journal.sqlite").read_bytes().startswith(b"this is no database")


def test_fees_follow_the_chain_and_have_bounds(desk: Desk) -> None:
    fees = current_fees(desk.chain)
    assert fees.most == 2 * fees.base + fees.tip and fees.tip > 0
    assert gas_limit(100_000) > 125_000 and gas_limit(1, 500_000) == 500_000
    assert fee_in_dollars(10**18, desk.chain.network) == 3_000 * 10**6
    absurd = {"baseFeePerGas": [hex(10**18)], "reward": [["0x1"]]}
    for answer, words in ((absurd, "far more than usual"), ({}, "cannot be understood")):
        with FakeNode(_history(answer)) as node:
            chain = Chain(network_of(node.url))
            with pytest.raises(NodeError, match=words):
                current_fees(chain)
            chain.close()


def test_a_node_without_fee_history_still_knows_a_price() -> None:
    with FakeNode(_history(None)) as node:
        chain = Chain(network_of(node.url))
        assert current_fees(chain).base == 7
        chain.close()


def _history(answer: Any) -> Any:
    def play(method: str, params: list[Any]) -> Any:
        if method == "eth_feeHistory" and answer is None:
            raise Refuse(-32601, "no such method")
        return {"eth_chainId": "0x7a69", "eth_gasPrice": "0x7"}.get(method, answer)

    return play


def _limited(method: str, params: list[Any]) -> Any:
    if method == "eth_chainId":
        return "0x7a69"
    raise Refuse(-32005, "limit exceeded")


def test_the_nonce_is_what_the_node_counts(desk: Desk) -> None:
    answer = desk.chain.client.call("eth_getTransactionCount", (desk.account.address, "latest"))
    assert next_nonce(desk.chain, desk.journal, desk.account.address) == quantity(answer)
    assert isinstance(desk.chain.client, Client)


def test_a_journal_of_an_earlier_version_is_read_on(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "journal.sqlite"
    old = sqlite3.connect(file)
    old.execute(
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, account TEXT NOT NULL,"
        " act TEXT NOT NULL, request TEXT NOT NULL, nonce INTEGER NOT NULL, state TEXT NOT NULL,"
        " reason TEXT NOT NULL, raw BLOB, tx TEXT, block INTEGER, block_hash TEXT,"
        " made INTEGER NOT NULL, sentence TEXT NOT NULL)"
    )
    old.execute(
        "INSERT INTO entry VALUES (1, 5, '0xaa', 'x', '{}', 3, 'sent', '', X'01', '0x1', NULL,"
        " NULL, 9, 'A gift.')"
    )
    old.commit()
    old.close()
    journal = Journal(file)
    kept = journal.entry(1)
    assert (kept.state, kept.anchor, kept.elsewhere, kept.replaces) == (states.SENT, "", 0, 0)
    assert journal.draft(5, "0xaa", "x", "{}", 4, elsewhere=True).elsewhere == 1
    journal.close()
