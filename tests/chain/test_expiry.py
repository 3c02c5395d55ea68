"""What makes a request that waited for its signature one that can never happen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.chain.desk import CHAIN, FEE, FRIEND, GWEI
from wallet.chain.expiry import (
    APPROVAL_OVER,
    OTHER_CHAIN,
    RESTARTED,
    TAKEN_MEANWHILE,
    Moment,
    outgrown,
    why_expired,
)
from wallet.chain.journal import AWAITING, Entry
from wallet.signing.request import PermitData, Request

NOW = 1_800_000_000
HERE = Moment(CHAIN, "0xrun", NOW, GWEI, used=4)
DOLLAR, LEDGER = "0x" + "33" * 20, "0x" + "44" * 20
PERMIT = PermitData(DOLLAR, "D", "1", FRIEND, LEDGER, 9, 0, NOW + 1, 68)
REQUEST = Request(CHAIN, FRIEND, LEDGER, bytes(200), 0, 50_000, FEE, GWEI, 4, "t", PERMIT)
ENTRY = Entry(
    1, CHAIN, FRIEND, "t", "{}", 4, AWAITING, "", None, None, None, None, NOW, "A gift.", "0xrun", 1
)


def test_what_waits_in_time_has_not_expired() -> None:
    assert why_expired(ENTRY, REQUEST, HERE) == ""
    assert why_expired(replace(ENTRY, anchor=""), REQUEST, HERE) == ""
    assert why_expired(ENTRY, replace(REQUEST, nonce=9), HERE) == ""
    assert not outgrown(REQUEST, HERE)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (replace(HERE, chain_id=1), OTHER_CHAIN),
        (replace(HERE, anchor="0xanother"), RESTARTED),
        (replace(HERE, used=5), TAKEN_MEANWHILE),
        (replace(HERE, now=NOW + 1), APPROVAL_OVER),
    ],
)
def test_each_way_of_expiring_has_its_sentence(moment: Moment, why: str) -> None:
    assert why_expired(ENTRY, REQUEST, moment) == why


def test_a_request_for_another_chain_than_its_entry_is_none() -> None:
    assert why_expired(ENTRY, replace(REQUEST, chain_id=5), HERE) == OTHER_CHAIN
    assert why_expired(replace(ENTRY, chain=5), REQUEST, HERE) == OTHER_CHAIN


def test_a_fee_that_was_outgrown_may_be_enough_again() -> None:
    assert outgrown(REQUEST, replace(HERE, base_fee=FEE + 1))
    assert not outgrown(REQUEST, replace(HERE, base_fee=FEE))
