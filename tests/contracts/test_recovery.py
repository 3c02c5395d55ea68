"""Recovery: a person comes to a new wallet; nobody else does, and nothing else changes."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.compiled import deployer_of
from tests.contracts.network import DAY, Actor, Network, account_of, now
from tests.contracts.recovering import (
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


def authority(net: Network) -> Any:
    return boa.env.prank(net.authority.address)


def later(seconds: int = 1) -> None:
    boa.env.time_travel(seconds=seconds)


def test_a_person_comes_to_a_new_wallet_after_seven_days(bare: Network, alice: Actor) -> None:
    registry = bare.registry
    new = recover(bare, alice, "new wallet")
    (told,) = registry.get_logs()
    assert (told.person, told.account, told.tag) == (alice.pid, new.address, tag_of(alice))
    assert (told.in_person, told.ends) == (False, now() + WAIT)
    assert told.verifiers == [account_of(one).address for one in VERIFIERS[:2]]
    assert registry.recovery(alice.pid) == (new.address, now() + WAIT, False, False)
    assert registry.standing(alice.pid) == FROZEN
    assert registry.person_of(alice.address) == alice.pid
    assert registry.person_of(new.address) == 0
    assert registry.former(new.address) == 0

    later(WAIT - 1)
    with boa.reverts("RECOVERY_RUNS"):
        registry.finish_recovery(alice.pid)
    later()
    with boa.env.prank(account_of("anybody").address):
        registry.finish_recovery(alice.pid)
    (told,) = registry.get_logs()
    assert (told.person, told.old, told.account) == (alice.pid, alice.address, new.address)
    assert registry.recovery(alice.pid) == (NOBODY, 0, False, False)
    assert registry.standing(alice.pid) == ACTIVE
    assert registry.wallet_of(alice.pid) == new.address
    assert registry.who(new.address) == (alice.pid, registry.word(alice.pid))
    assert registry.who(alice.address) == (0, 0)
    assert registry.former(alice.address) == alice.pid
    assert registry.former(new.address) == 0
    assert (registry.changes(), registry.wallet_when(alice.pid, 0)) == (1, alice.address)
    assert registry.wallet_when(alice.pid, 1) == new.address
    with boa.reverts("NO_RECOVERY"):
        registry.finish_recovery(alice.pid)


def test_facts_about_a_person_outlive_the_wallet(bare: Network, alice: Actor) -> None:
    bob = bare.join("Bob", country=756, investorClass=1)
    bare.appoint(bob)
    before = bare.registry.person(bob.pid)
    new = recovered(bare, bob, "new wallet")
    after = bare.registry.person(bob.pid)
    assert after[1:] == before[1:]
    assert (before.wallet, after.wallet) == (bob.address, new.address)
    assert bare.registry.rank_of(bob.pid) == 2
    assert bare.registry.attestor_of(bob.pid) == new.address
    assert bare.registry.tag_owner(tag_of(bob)) == bob.pid
    later()
    bare.renew(new, country=40)  # the new wallet renews, the old one is a stranger's
    with boa.reverts("NOT_A_PERSON"):
        bare.renew(bob, personTag=keccak(text="x"))
    assert bare.registry.person(bob.pid).country == 40


def test_it_takes_two_different_verifiers(bare: Network, alice: Actor) -> None:
    for names in (VERIFIERS[:1], (VERIFIERS[0], VERIFIERS[0]), VERIFIERS):
        with boa.reverts("VERIFIERS_MISSING"):
            recover(bare, alice, "new wallet", *names)
    with boa.reverts("NOT_A_VERIFIER"):
        recover(bare, alice, "new wallet", VERIFIERS[0], "stranger")
    with authority(bare):
        bare.registry.remove_verifier(account_of(VERIFIERS[1]).address)
    with boa.reverts("NOT_A_VERIFIER"):
        recover(bare, alice, "new wallet")
    recover(bare, alice, "new wallet", VERIFIERS[2], VERIFIERS[0])


@pytest.mark.parametrize("field", ["account", "personTag", "inPerson", "issuedAt", "nonce"])
def test_signatures_cover_every_field(bare: Network, alice: Actor, field: str) -> None:
    bob = bare.join("Bob")
    later()
    wallet, other = account_of("new wallet").address, account_of("other wallet").address
    said = attested(wallet, tag_of(alice))
    signatures = signed(bare, said, *VERIFIERS[:2])
    changed = {
        "account": other,
        "personTag": tag_of(bob),
        "inPerson": True,
        "issuedAt": said["issuedAt"] - 1,
        "nonce": 2,
    }
    wrong = said | {field: changed[field]}
    with boa.env.prank(wrong["account"]), boa.reverts():
        bare.registry.recover(tuple(wrong.values()), signatures)
    with boa.env.prank(wallet):
        bare.registry.recover(tuple(said.values()), signatures)


def test_the_new_wallet_asks_itself(bare: Network, alice: Actor) -> None:
    said = attested(account_of("new wallet").address, tag_of(alice))
    with boa.env.prank(alice.address), boa.reverts("NOT_YOUR_ATTESTATION"):
        bare.registry.recover(tuple(said.values()), signed(bare, said, *VERIFIERS[:2]))


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [("ATTESTATION_EARLY", 1, 0), ("ATTESTATION_OLD", -30 * DAY - 1, -30 * DAY)],
)
def test_when_it_was_attested(bare: Network, alice: Actor, code: str, bad: int, good: int) -> None:
    with boa.reverts(code):
        recover(bare, alice, "new wallet", issuedAt=now() + bad)
    recover(bare, alice, "new wallet", issuedAt=now() + good)


def test_nobody_recovers_who_is_nobody(bare: Network, alice: Actor) -> None:
    with boa.reverts("TAG_UNKNOWN"):
        recover(bare, alice, "new wallet", tag=keccak(text="nobody's"))
    with boa.reverts("TAG_UNKNOWN"):
        recover(bare, alice, "new wallet", tag=b"\0" * 32)


def test_a_wallet_that_is_or_was_somebodys_is_refused(bare: Network, alice: Actor) -> None:
    bob = bare.join("Bob")
    with boa.reverts("ALREADY_JOINED"):
        recover(bare, alice, "Bob")
    with boa.reverts("ALREADY_JOINED"):
        recover(bare, alice, "Alice")
    recovered(bare, bob, "Bob's new wallet")
    with boa.reverts("WALLET_USED"):
        recover(bare, alice, "Bob")
    with boa.reverts("WALLET_USED"):  # not even by Bob, back to the one that was lost
        recover(bare, bob, "Bob")
    with boa.reverts("WALLET_USED"):
        bare.join("Bob", personTag=keccak(text="another"))


def test_a_wallet_that_waits_belongs_to_nobody_else(bare: Network, alice: Actor) -> None:
    bob = bare.join("Bob")
    new = recover(bare, alice, "new wallet")
    with boa.reverts("WALLET_USED"):
        bare.join("new wallet", personTag=keccak(text="somebody"))
    with boa.reverts("WALLET_USED"):
        recover(bare, bob, "new wallet")
    with boa.env.prank(new.address), boa.reverts("NOT_A_PERSON"):
        bare.registry.cancel_recovery()
    cancel(bare, alice.address)
    bare.join("new wallet", personTag=keccak(text="somebody"))  # free again


# --- standing meanwhile ---


def test_a_freeze_travels_along(bare: Network, alice: Actor) -> None:
    recover(bare, alice, "new wallet")
    later(DAY)
    bare.freeze(alice, 14 * DAY)
    later(WAIT - DAY)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.standing(alice.pid) == FROZEN
    later(8 * DAY)
    assert bare.registry.standing(alice.pid) == ACTIVE
    # Cancelling a recovery ends no freeze either.
    bob = bare.join("Bob")
    bare.freeze(bob)
    recover(bare, bob, "thief")
    cancel(bare, bob.address)
    assert bare.registry.standing(bob.pid) == FROZEN


def test_a_ban_outlives_a_recovery(bare: Network, alice: Actor) -> None:
    bob = bare.join("Bob")
    recover(bare, alice, "new wallet")
    bare.ban(alice)  # while it waits
    assert bare.registry.standing(alice.pid) == BANNED
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.standing(alice.pid) == BANNED
    bare.ban(bob)  # before it is asked for: their money must not be lost with a key
    new = recovered(bare, bob, "Bob's new wallet")
    assert bare.registry.standing(bob.pid) == BANNED
    later()
    with boa.reverts("BANNED"):
        bare.renew(new)
    with boa.reverts("TAG_BURNT"):
        bare.join("Bob again", personTag=tag_of(bob))


def test_running_out_meanwhile_changes_nothing(bare: Network, alice: Actor) -> None:
    bob = bare.join("Bob", expiresAt=now() + DAY)
    recover(bare, bob, "new wallet")
    later(WAIT)
    bare.registry.finish_recovery(bob.pid)
    assert bare.registry.standing(bob.pid) == EXPIRED


def test_a_renewal_ends_no_wait(bare: Network, alice: Actor) -> None:
    recover(bare, alice, "new wallet")
    later()
    bare.renew(alice)
    assert bare.registry.standing(alice.pid) == FROZEN
    later(WAIT)
    bare.registry.finish_recovery(alice.pid)
    assert bare.registry.standing(alice.pid) == ACTIVE


def test_an_attestor_does_not_serve_meanwhile(bare: Network, alice: Actor) -> None:
    bare.appoint(alice)
    assert bare.registry.attestor_of(alice.pid) == alice.address
    recover(bare, alice, "new wallet")
    assert bare.registry.is_attestor(alice.pid)
    assert bare.registry.attestor_of(alice.pid) == NOBODY


def test_the_wait_is_a_number_of_the_rules(bare: Network, alice: Actor) -> None:
    recover(bare, alice, "thief")
    with authority(bare):
        deployer_of("Rules").at(bare.registry.rules()).set_number(0, 0, 14 * DAY)
    assert bare.registry.recovery(alice.pid)[1] == now() + WAIT  # as it was when it began
    bob = bare.join("Bob")
    recover(bare, bob, "new wallet")
    assert bare.registry.recovery(bob.pid)[1] == now() + 14 * DAY
