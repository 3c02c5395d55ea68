"""Recovery: by which tag a person is known again, and how wallets are remembered."""

from __future__ import annotations

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.network import Actor, Network
from tests.contracts.recovering import (
    accredit,
    recover,
    recovered,
)
from tests.contracts.test_recovery import later


@pytest.fixture
def alice(bare: Network) -> Actor:
    accredit(bare)
    return bare.join("Alice")


# --- which tag ---


def test_any_document_brings_a_person_back(bare: Network, alice: Actor) -> None:
    second = keccak(text="second document")
    bare.renew(alice, personTag=second)
    recover(bare, alice, "new wallet", tag=second)


def test_only_a_document_brings_back_who_showed_one(bare: Network, alice: Actor) -> None:
    weak = keccak(text="World ID")
    bare.renew(alice, personTag=weak, level=1)
    with boa.reverts("DOCUMENT_NEEDED"):
        recover(bare, alice, "new wallet", tag=weak)
    later()
    bare.renew(alice, personTag=weak, level=2)  # the same tag, now with a document
    recover(bare, alice, "new wallet", tag=weak)


def test_a_world_person_comes_back_by_that_alone(bare: Network, alice: Actor) -> None:
    wanda = bare.join("Wanda", level=1)
    new = recovered(bare, wanda, "new wallet")
    assert bare.registry.wallet_of(wanda.pid) == new.address


def test_wallets_are_remembered_in_order(bare: Network, alice: Actor) -> None:
    registry = bare.registry
    bob = bare.join("Bob")
    wallets = [alice.address]
    for number in range(5):
        wallets.append(recovered(bare, alice, f"wallet {number}").address)
        recovered(bare, bob, f"Bob's wallet {number}")
    assert registry.changes() == 10
    for count in range(12):
        expected = wallets[min((count + 1) // 2, 5)]
        assert registry.wallet_when(alice.pid, count) == expected
    for old in wallets[:-1]:
        assert (registry.former(old), registry.person_of(old)) == (alice.pid, 0)
