"""What the authority decides about people: freezes, bans, who serves."""

from __future__ import annotations

import boa

from tests.contracts.network import DAY, Actor, Network, now
from tests.contracts.test_registry import (
    ACTIVE,
    BANNED,
    EXPIRED,
    FROZEN,
    authority,
    later,
    rules_of,
)

# --- the authority ---


def test_freezes_end_by_themselves_and_last_at_most_14_days(bare: Network) -> None:
    alice = bare.join("Alice")
    with authority(bare):
        with boa.reverts("FREEZE_TOO_LONG"):
            bare.registry.freeze(alice.pid, now() + 14 * DAY + 1)
        with boa.reverts("FREEZE_IN_THE_PAST"):
            bare.registry.freeze(alice.pid, now())
        with boa.reverts("PERSON_UNKNOWN"):
            bare.registry.freeze(99, now() + DAY)
        bare.registry.freeze(alice.pid, now() + 14 * DAY)
    assert bare.registry.standing(alice.pid) == FROZEN
    later(14 * DAY)
    assert bare.registry.standing(alice.pid) == ACTIVE


def test_a_freeze_is_not_renewed_for_90_days(bare: Network) -> None:
    alice = bare.join("Alice")
    with authority(bare):
        bare.registry.freeze(alice.pid, now() + 2 * DAY)
        with boa.reverts("FREEZE_TOO_SOON"):  # nor made longer while it runs
            bare.registry.freeze(alice.pid, now() + 3 * DAY)
        later(92 * DAY - 1)
        with boa.reverts("FREEZE_TOO_SOON"):
            bare.registry.freeze(alice.pid, now() + DAY)
        later(1)
        bare.registry.freeze(alice.pid, now() + DAY)
    assert bare.registry.standing(alice.pid) == FROZEN


def test_a_freeze_that_was_wrong_ends_at_once(bare: Network) -> None:
    alice = bare.join("Alice")
    bare.freeze(alice)
    with authority(bare):
        bare.registry.unfreeze(alice.pid)
        assert bare.registry.standing(alice.pid) == ACTIVE
        with boa.reverts("NOT_FROZEN"):
            bare.registry.unfreeze(alice.pid)
        with boa.reverts("FREEZE_TOO_SOON"):  # its end was now
            bare.registry.freeze(alice.pid, now() + DAY)


def test_the_longest_freeze_is_a_number_of_the_rules(bare: Network) -> None:
    alice = bare.join("Alice")
    with authority(bare):
        rules_of(bare).set_number(0, 1, 7 * DAY)
        with boa.reverts("FREEZE_TOO_LONG"):
            bare.registry.freeze(alice.pid, now() + 7 * DAY + 1)
        bare.registry.freeze(alice.pid, now() + 7 * DAY)


def test_a_ban_stays_until_it_is_lifted(bare: Network) -> None:
    alice = bare.join("Alice")
    bare.freeze(alice)
    bare.ban(alice)
    assert bare.registry.standing(alice.pid) == BANNED
    later(10 * 365 * DAY)
    assert bare.registry.standing(alice.pid) == BANNED
    with authority(bare):
        with boa.reverts("BANNED"):
            bare.registry.ban(alice.pid)
        with boa.reverts("PERSON_UNKNOWN"):
            bare.registry.ban(99)
        bare.registry.unban(alice.pid)
        with boa.reverts("NOT_BANNED"):
            bare.registry.unban(alice.pid)
    assert bare.registry.standing(alice.pid) == EXPIRED


def test_attestors_are_people(bare: Network) -> None:
    alice = bare.join("Alice")
    assert not bare.registry.is_attestor(alice.pid)
    bare.appoint(alice)
    assert bare.registry.is_attestor(alice.pid)
    with authority(bare):
        bare.registry.remove_attestor(alice.pid)
        for act in (bare.registry.appoint_attestor, bare.registry.remove_attestor):
            with boa.reverts("PERSON_UNKNOWN"):
                act(99)
        with boa.reverts("EMPTY_ADDRESS"):
            bare.registry.appoint_verifier(boa.util.abi.Address("0x" + "00" * 20))
    assert not bare.registry.is_attestor(alice.pid)


def test_only_the_authority_decides(bare: Network) -> None:
    alice: Actor = bare.join("Alice")
    registry = bare.registry
    acts = [
        (registry.appoint_verifier, (alice.address,)),
        (registry.remove_verifier, (bare.verifier.address,)),
        (registry.appoint_attestor, (alice.pid,)),
        (registry.remove_attestor, (alice.pid,)),
        (registry.set_world_id, (bare.ledger.address,)),
        (registry.freeze, (alice.pid, now() + DAY)),
        (registry.unfreeze, (alice.pid,)),
        (registry.ban, (alice.pid,)),
        (registry.unban, (alice.pid,)),
        (registry.set_authority, (alice.address,)),
    ]
    with boa.env.prank(alice.address):
        for act, args in acts:
            with boa.reverts("NOT_AUTHORITY"):
                act(*args)
        with boa.reverts("NOT_DEPLOYER"):
            registry.wire(alice.address)
    with authority(bare):
        with boa.reverts("EMPTY_ADDRESS"):
            registry.set_authority(boa.util.abi.Address("0x" + "00" * 20))
        registry.set_authority(alice.address)
        with boa.reverts("NOT_AUTHORITY"):
            registry.ban(alice.pid)
    with boa.env.prank(alice.address):
        registry.ban(alice.pid)


def test_the_auctions_hear_of_freezes_and_bans_once_wired(bare: Network) -> None:
    alice = bare.join("Alice")
    listener = boa.loads(
        "heard: public(DynArray[uint256, 8])\n"
        "@external\ndef standing_news(token: uint256):\n    self.heard.append(token)\n"
    )
    bare.freeze(alice)  # nobody listens yet
    later(97 * DAY)
    with authority(bare):
        bare.registry.wire(listener)
        with boa.reverts("ALREADY_WIRED"):
            bare.registry.wire(listener)
        bare.registry.freeze(alice.pid, now() + DAY)
        bare.registry.unfreeze(alice.pid)  # the end of a freeze is no news
        bare.registry.ban(alice.pid)
    assert listener.heard(0) == alice.pid
    assert listener.heard(1) == alice.pid
    with boa.reverts():
        listener.heard(2)
