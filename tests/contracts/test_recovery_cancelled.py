"""Recoveries that are cancelled, and those after proof in person."""

from __future__ import annotations

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.network import Actor, Network, account_of, now
from tests.contracts.recovering import (
    AFTER_CANCEL,
    VERIFIERS,
    WAIT,
    accredit,
    attested,
    cancel,
    recover,
    recovered,
    signed,
    tag_of,
)

ACTIVE, EXPIRED, FROZEN, BANNED = range(1, 5)
NOBODY = "0x" + "00" * 20


@pytest.fixture
def alice(bare: Network) -> Actor:
    accredit(bare)
    return bare.join("Alice")


def later(seconds: int = 1) -> None:
    boa.env.time_travel(seconds=seconds)


def test_the_old_wallet_cancels_once(bare: Network, alice: Actor) -> None:
    with boa.env.prank(alice.address), boa.reverts("NO_RECOVERY"):
        bare.registry.cancel_recovery()
    new = recover(bare, alice, "thief")
    later(WAIT - 1)
    cancel(bare, alice.address)
    (told,) = bare.registry.get_logs()
    free = now() + AFTER_CANCEL
    assert (told.person, told.account, told.free) == (alice.pid, new.address, free)
    assert bare.registry.recovery(alice.pid) == (NOBODY, free, False, True)
    with boa.env.prank(alice.address), boa.reverts("NO_RECOVERY"):
        bare.registry.cancel_recovery()
    later(AFTER_CANCEL)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.standing(alice.pid) == ACTIVE
    assert bare.registry.recovery(alice.pid) == (NOBODY, 0, False, True)
    with boa.reverts("NO_RECOVERY"):
        bare.registry.finish_recovery(alice.pid)
    # Two verifiers do not hold the same person twice.
    with boa.reverts("PROOF_IN_PERSON_NEEDED"):
        recover(bare, alice, "thief")
    with boa.reverts("PROOF_IN_PERSON_NEEDED"):
        recover(bare, alice, "another wallet")


def test_for_three_days_after_a_cancelling_nothing_leaves(bare: Network, alice: Actor) -> None:
    """Whoever has the key can cancel, a thief too: the owner then comes with proof in person."""
    recover(bare, alice, "new wallet")
    cancel(bare, alice.address)
    later(AFTER_CANCEL - 1)
    assert bare.registry.standing(alice.pid) == FROZEN
    with boa.reverts("RECOVERY_RUNS"):
        bare.registry.finish_recovery(alice.pid)
    with boa.env.anchor():
        later()
        assert bare.registry.standing(alice.pid) == FROZEN  # until somebody says so
        bare.registry.finish_recovery(alice.pid)
        (told,) = bare.registry.get_logs()
        assert told.person == alice.pid
        assert bare.registry.standing(alice.pid) == ACTIVE
        assert bare.registry.wallet_of(alice.pid) == alice.address
    new = recover(bare, alice, "new wallet", inPerson=True)
    later()
    assert bare.registry.recovery(alice.pid) == (new.address, now() + WAIT - 1, True, True)
    with boa.reverts("RECOVERY_RUNS"):
        bare.registry.finish_recovery(alice.pid)
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.wallet_of(alice.pid) == new.address
    assert bare.registry.standing(alice.pid) == ACTIVE


def test_cancelling_ends_with_the_wait(bare: Network, alice: Actor) -> None:
    recover(bare, alice, "new wallet")
    later(WAIT)
    with boa.env.prank(alice.address), boa.reverts("RECOVERY_OVER"):
        bare.registry.cancel_recovery()
    assert bare.registry.standing(alice.pid) == FROZEN  # until somebody finishes it
    bare.registry.finish_recovery(alice.pid)
    with boa.env.prank(alice.address), boa.reverts("NOT_A_PERSON"):
        bare.registry.cancel_recovery()


def test_proof_in_person_comes_after_a_first_recovery(bare: Network, alice: Actor) -> None:
    with boa.reverts("FIRST_RECOVERY_MISSING"):
        recover(bare, alice, "new wallet", inPerson=True)
    recover(bare, alice, "thief")
    cancel(bare, alice.address)
    later()
    for names in (VERIFIERS[:2], (*VERIFIERS[:2], VERIFIERS[0])):
        with boa.reverts("VERIFIERS_MISSING"):
            recover(bare, alice, "new wallet", *names, inPerson=True)
    new = recover(bare, alice, "new wallet", inPerson=True)
    with boa.env.prank(alice.address), boa.reverts("RECOVERY_FINAL"):
        bare.registry.cancel_recovery()
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.wallet_of(alice.pid) == new.address


def test_proof_in_person_beats_a_first_recovery_that_waits(bare: Network, alice: Actor) -> None:
    thief = recover(bare, alice, "thief")
    later(WAIT - 1)
    new = recover(bare, alice, "new wallet", inPerson=True)
    assert bare.registry.recovery(alice.pid) == (new.address, now() + WAIT, True, False)
    later()
    with boa.reverts("RECOVERY_RUNS"):  # the wait began again
        bare.registry.finish_recovery(alice.pid)
    for in_person in (False, True):
        with boa.reverts("RECOVERY_WAITS"):
            recover(bare, alice, "thief", inPerson=in_person)
    bare.join("thief", personTag=keccak(text="the thief"))  # their wallet is spoken for no more
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.wallet_of(alice.pid) == new.address
    assert bare.registry.person_of(thief.address) == 2


def test_the_same_new_wallet_may_come_again_with_proof_in_person(
    bare: Network, alice: Actor
) -> None:
    recover(bare, alice, "new wallet")
    later()
    new = recover(bare, alice, "new wallet", inPerson=True)
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.person_of(new.address) == alice.pid


def test_after_a_change_the_new_wallet_cancels_once_too(bare: Network, alice: Actor) -> None:
    recover(bare, alice, "thief")
    cancel(bare, alice.address)
    later()
    second = recovered(bare, alice, "second wallet", inPerson=True)
    with boa.reverts("FIRST_RECOVERY_MISSING"):
        recover(bare, alice, "third wallet", inPerson=True)
    recover(bare, alice, "thief")
    cancel(bare, second.address)
    assert bare.registry.recovery(alice.pid)[3]
    with boa.reverts("PROOF_IN_PERSON_NEEDED"):
        recover(bare, alice, "thief")


def test_no_signature_works_twice(bare: Network, alice: Actor) -> None:
    wallet = account_of("new wallet").address
    first = attested(wallet, tag_of(alice), issuedAt=now() - 5)
    person = attested(wallet, tag_of(alice), inPerson=True, issuedAt=now() - 5)
    newer = attested(account_of("another").address, tag_of(alice), issuedAt=now() - 4)
    by_two, by_three = (
        signed(bare, first, *VERIFIERS[:2]),
        signed(bare, person, *VERIFIERS),
    )
    newer_by_two = signed(bare, newer, *VERIFIERS[:2])
    with boa.env.prank(wallet):
        bare.registry.recover(tuple(first.values()), by_two)
    cancel(bare, alice.address)
    with boa.env.prank(wallet):
        with boa.reverts("PROOF_IN_PERSON_NEEDED"):
            bare.registry.recover(tuple(first.values()), by_two)
        with boa.reverts("ATTESTATION_USED"):  # not newer than the one that was cancelled
            bare.registry.recover(tuple(person.values()), by_three)
        person["issuedAt"] += 2
        bare.registry.recover(tuple(person.values()), signed(bare, person, *VERIFIERS))
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    # What was signed before the last recovery is void, though the wallet cancelled nothing.
    with boa.env.prank(newer["account"]), boa.reverts("ATTESTATION_USED"):
        newer["issuedAt"] = person["issuedAt"]
        bare.registry.recover(tuple(newer.values()), signed(bare, newer, *VERIFIERS[:2]))
    with boa.env.prank(newer["account"]), boa.reverts("NOT_A_VERIFIER"):
        bare.registry.recover(tuple((newer | {"issuedAt": now()}).values()), newer_by_two)
