"""What is on its way: its place in line, and what takes that place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chain.desk import (
    CHAIN,
    FEE,
    FRIEND,
    GWEI,
    Desk,
    desk_of,
    gift,
    mine,
    not_mining,
)
from wallet.acts import pipeline
from wallet.acts.place import place_of
from wallet.acts.replacing import Cancel, SpeedUp, prepare_replacing
from wallet.base.errors import WalletError
from wallet.chain import journal as states
from wallet.chain.aftercare import recover
from wallet.chain.expiry import APPROVAL_OVER, OUTGROWN, RESTARTED, TAKEN_MEANWHILE
from wallet.chain.journal import Journal
from wallet.chain.node import LocalNode
from wallet.chain.nonces import next_nonce
from wallet.chain.sending import GIVEN_UP, QUICKER
from wallet.signing.request import PermitData, Request


@pytest.fixture
def desk(node_reset: LocalNode, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of(node_reset, tmp_path / "journal.sqlite", 77)
    with not_mining(made.line.chain):
        yield made
    made.line.journal.close()
    made.line.chain.close()


def test_the_rows_are_in_the_order_of_the_line_and_only_the_first_can_be_hurried(
    desk: Desk,
) -> None:
    first, second = desk.send(1), desk.send(10)
    rows = desk.rows()
    assert [(row.nonce, row.entry, row.can_hurry) for row in rows] == [
        (0, first.id, True),
        (1, second.id, False),
    ]
    assert rows[1].detail == "Sent. It comes after the one before it."
    with pytest.raises(WalletError) as refused:
        place_of(second, desk.line)
    assert refused.value.code == "acts.not-first"
    mine(desk.line.chain)
    desk.recover()
    assert desk.rows() == ()
    assert desk.friend() == 11
    with pytest.raises(WalletError) as refused:
        place_of(first, desk.line)
    assert refused.value.code == "acts.ended"


def test_speeding_up_sends_the_same_with_more_and_is_one_row_that_ends(desk: Desk) -> None:
    slow = desk.send(3)
    faster = prepare_replacing(SpeedUp(slow.id), desk.line)
    (request,) = faster.requests
    assert (request.nonce, request.value, request.to) == (0, 3, gift(desk.signer, 3, 0).to)
    assert request.max_fee_per_gas > FEE * 11 // 10
    assert request.max_priority_fee_per_gas > GWEI * 11 // 10
    assert faster.title == "speeding up: sending coins"
    assert "Only one of the two can happen." in faster.notes[0]
    assert faster.changes[0].label == "Most that the network takes"
    with pytest.raises(WalletError, match="not in a block yet"):
        desk.perform(faster)
    (row,) = desk.rows()
    assert row.tries == 2
    assert row.detail == "Sent again with a higher fee. Sent, and not in a block yet."
    desk.recover()  # the first is not sent again beside the second
    assert desk.state(slow)[0] == states.SENT
    mine(desk.line.chain)
    desk.recover()
    assert desk.rows() == ()
    assert desk.state(slow) == (states.REPLACED, GIVEN_UP)
    assert desk.friend() == 3


def test_cancelling_puts_nothing_in_its_place(desk: Desk) -> None:
    wanted = desk.send(5)
    cancel = prepare_replacing(Cancel(wanted.id), desk.line)
    assert cancel.title == "cancelling"
    assert cancel.sentences[0].text.startswith("You send nothing to your own account")
    assert cancel.notes[0] == f"What will then not happen: {wanted.sentence}"
    with pytest.raises(WalletError, match="not in a block yet"):
        desk.perform(cancel)
    (row,) = desk.rows()
    assert row.cancelling
    assert row.sentence == wanted.sentence
    assert row.detail == "Being cancelled. Sent, and not in a block yet."
    mine(desk.line.chain)
    desk.recover()
    assert desk.friend() == 0
    assert desk.state(wanted)[0] == states.REPLACED


def test_a_cancellation_can_be_cancelled_and_the_dearest_is_what_must_be_bettered(
    desk: Desk,
) -> None:
    wanted = desk.send(5)
    with pytest.raises(WalletError, match="not in a block"):
        desk.perform(prepare_replacing(Cancel(wanted.id), desk.line))
    (row,) = desk.rows()
    again = prepare_replacing(SpeedUp(row.entry), desk.line)
    assert again.requests[0].max_fee_per_gas > FEE * 12 // 10
    with pytest.raises(WalletError, match="not in a block"):
        desk.perform(again)
    assert desk.rows()[0].tries == 3


def test_the_earlier_one_may_be_quicker(desk: Desk) -> None:
    slow = desk.send(3)
    cancel = prepare_replacing(Cancel(slow.id), desk.line)
    entry = desk.line.journal.draft(
        CHAIN, desk.signer.address, "replacing.Cancel", cancel.requests[0].to_json(), 0, "Nothing.",
        anchor=slow.anchor, replaces=slow.id,
    )  # fmt: skip
    signed = desk.signer.sign(cancel.requests[0])
    mine(desk.line.chain)
    entry = desk.line.journal.signed(entry.id, signed.raw, signed.tx_hash)
    desk.recover()
    assert desk.state(slow)[0] in (states.IN_BLOCK, states.FINAL)
    assert desk.state(entry) == (states.REPLACED, QUICKER)
    assert desk.friend() == 3


def test_what_was_confirmed_too_late_is_not_signed(desk: Desk) -> None:
    slow = desk.send(3)
    faster = prepare_replacing(SpeedUp(slow.id), desk.line)
    mine(desk.line.chain)
    with pytest.raises(WalletError) as refused:
        desk.perform(faster)
    assert refused.value.code == "acts.ended"
    assert len(desk.line.journal.latest(CHAIN, desk.signer.address)) == 1


def test_a_request_for_another_machine_keeps_its_place_until_it_is_given_up(desk: Desk) -> None:
    asked = desk.ask(1)
    assert (asked.state, asked.elsewhere, asked.nonce) == (states.AWAITING, 1, 0)
    after = desk.send(10)
    assert after.nonce == 1
    desk.line.journal.close()  # the wallet is closed and opened again
    desk.line = replace(desk.line, journal=Journal(desk.file))
    desk.recover()
    assert desk.state(asked)[0] == states.AWAITING
    first, second = desk.rows()
    assert (first.waiting, first.entry, first.can_hurry) == (asked.id, 0, False)
    assert "keeps its place" in first.detail
    assert second.detail == "Sent. It comes after the one before it."
    pipeline.release(asked, desk.line)
    assert desk.state(asked)[0] == states.DROPPED
    assert next_nonce(desk.line.chain, desk.line.journal, desk.signer.address) == 0
    filled = desk.send(100)
    mine(desk.line.chain)
    desk.recover()
    assert (filled.nonce, desk.friend()) == (0, 110)
    with pytest.raises(WalletError, match="signed already"):
        pipeline.release(filled, desk.line)


def test_a_signature_that_comes_later_is_sent(desk: Desk) -> None:
    asked = desk.ask(4)
    with pytest.raises(WalletError, match="not in a block yet"):
        desk.finish(asked)
    mine(desk.line.chain)
    desk.recover()
    assert desk.friend() == 4
    with pytest.raises(WalletError) as twice:
        desk.finish(asked)
    assert twice.value.code == "sending.expired"


def test_expired_requests_are_recognised(desk: Desk) -> None:
    chain, journal = desk.line.chain, desk.line.journal
    asked = desk.ask()
    other = desk.signer.sign(gift(desk.signer, 7, 0))
    chain.client.call("eth_sendRawTransaction", ("0x" + other.raw.hex(),))
    mine(chain)
    with pytest.raises(WalletError, match="took its place"):
        desk.finish(asked)
    desk.recover()
    assert desk.state(asked) == (states.DROPPED, TAKEN_MEANWHILE)
    asked = desk.ask()
    chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(2 * FEE),))
    try:
        mine(chain)
        desk.recover()
        assert desk.state(asked) == (states.AWAITING, OUTGROWN)
        assert OUTGROWN in desk.rows()[0].detail
        with pytest.raises(WalletError, match="above what this allows"):
            desk.finish(asked)
    finally:
        chain.client.call("anvil_setNextBlockBaseFeePerGas", (hex(GWEI),))
    mine(chain)
    desk.recover()
    assert desk.state(asked) == (states.AWAITING, "")
    journal.mark(asked.id, states.DROPPED)
    with_permit = _with_permit(desk, deadline=chain.now() - 1)
    entry = journal.draft(
        CHAIN, desk.signer.address, "test", with_permit.to_json(), 1, elsewhere=True
    )
    journal.mark(entry.id, states.AWAITING)
    desk.recover()
    assert desk.state(entry) == (states.DROPPED, APPROVAL_OVER)


def test_a_network_that_was_started_over_gets_nothing_of_the_old_one(
    desk: Desk, tmp_path: Path
) -> None:
    asked, sent = desk.ask(), desk.send(2)
    with LocalNode(None, genesis=1_700_000_000) as fresh:
        other = desk_of(fresh, tmp_path / "other.sqlite", 77)
        recover(other.line.chain, desk.line.journal)
        assert other.friend() == 0
        other.line.journal.close()
        other.line.chain.close()
    assert desk.state(asked) == (states.DROPPED, RESTARTED)
    assert desk.state(sent) == (states.DROPPED, RESTARTED)


def test_a_reorganisation_undoes_a_replacement_and_it_goes_out_again(
    node_reset: LocalNode, tmp_path: Path
) -> None:
    desk = desk_of(node_reset, tmp_path / "journal.sqlite", 78, local=False)
    chain = desk.line.chain
    mine(chain, 3)
    with not_mining(chain):
        slow = desk.send(3)
        with pytest.raises(WalletError):
            desk.perform(prepare_replacing(SpeedUp(slow.id), desk.line))
        fast = desk.line.journal.latest(CHAIN, desk.signer.address)[0]
        mine(chain)
        desk.recover()
        assert desk.state(fast)[0] == states.IN_BLOCK
        assert desk.rows() == ()
        chain.client.call("anvil_reorg", (1, []))
        assert desk.friend() == 0
        desk.recover()
        (row,) = desk.rows()
        assert (row.entry, row.state) in ((fast.id, states.SENT), (fast.id, states.UNDONE))
        mine(chain)
        desk.recover()
        assert desk.friend() == 3
        mine(chain, 80)
        desk.recover()
        assert desk.state(fast)[0] == states.FINAL
        assert desk.state(slow)[0] == states.REPLACED
    desk.line.journal.close()
    chain.close()


def test_a_failure_that_a_reorganisation_undid_is_looked_at_again(
    node_reset: LocalNode, tmp_path: Path
) -> None:
    desk = desk_of(node_reset, tmp_path / "journal.sqlite", 79, local=False)
    chain = desk.line.chain
    mine(chain, 3)
    with not_mining(chain):
        chain.client.call("anvil_setCode", (FRIEND, "0x60006000fd"))
        entry = desk.send(3)
        mine(chain)
        desk.recover()
        assert desk.state(entry)[0] == states.FAILED
        chain.client.call("anvil_reorg", (1, []))
        chain.client.call("anvil_setCode", (FRIEND, "0x"))
        desk.recover()
        mine(chain)
        desk.recover()
        assert desk.state(entry)[0] == states.IN_BLOCK
        assert desk.friend() == 3
    desk.line.journal.close()
    chain.close()


def _with_permit(desk: Desk, deadline: int) -> Request:
    dollar, ledger = "0x" + "33" * 20, "0x" + "44" * 20
    data = bytes(4) + (9).to_bytes(32, "big") + deadline.to_bytes(32, "big") + bytes(96)
    permit = PermitData(dollar, "D", "1", desk.signer.address, ledger, 9, 0, deadline, 68)
    return Request(CHAIN, desk.signer.address, ledger, data, 0, 50_000, FEE, GWEI, 1, "t", permit)
