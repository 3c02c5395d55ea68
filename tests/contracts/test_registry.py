"""The registry: one human, one person, in which standing."""

from __future__ import annotations

from typing import Any

import boa
import pytest
from eth_utils.crypto import keccak

from tests.contracts.compiled import deployer_of
from tests.contracts.network import DAY, Actor, Network, account_of, now

UNKNOWN, ACTIVE, EXPIRED, FROZEN, BANNED = range(5)


def submit(net: Network, act: str, name: str, signer: str = "verifier", **changed: Any) -> Any:
    """Join or renew as `name` with an attestation changed at will."""
    account = account_of(name)
    attested = net.attestation(account.address, **changed)
    signature = net.attest(attested, account_of(signer))
    with boa.env.prank(account.address):
        return getattr(net.registry, act)(tuple(attested.values()), signature)


def authority(net: Network) -> Any:
    return boa.env.prank(net.authority.address)


def rules_of(net: Network) -> Any:
    return deployer_of("Rules").at(net.registry.rules())


# --- joining ---


def test_ids_are_given_in_order_and_known_by_wallet(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    assert (alice.pid, bob.pid) == (1, 2)
    assert bare.registry.people() == 2
    assert bare.registry.person_of(bob.address) == 2
    assert bare.registry.wallet_of(2) == bob.address
    assert bare.registry.who(bob.address) == (2, bare.registry.word(2))
    stranger = account_of("stranger").address
    assert bare.registry.person_of(stranger) == 0
    assert bare.registry.who(stranger) == (0, 0)
    assert bare.registry.standing(3) == UNKNOWN


def test_what_was_attested_is_kept_and_told(bare: Network) -> None:
    account = account_of("Alice")
    pid = submit(bare, "join", "Alice", country=756, investorClass=1, nonce=7)
    told, member = bare.registry.get_logs()
    assert (member.person, member.rank) == (pid, 1)
    alice = Actor("Alice", account, pid)
    person = bare.registry.person(pid)
    assert person.wallet == alice.address
    assert (person.country, person.level, person.investor_class) == (756, 2, 1)
    assert person.expires == now() + 365 * DAY
    assert person.joined == now()
    assert not person.banned and person.frozen_until == 0
    assert (told.person, told.account, told.tag) == (
        pid,
        account.address,
        keccak(text=f"tag of {account.address}"),
    )
    assert (told.level, told.country, told.investor_class) == (2, 756, 1)
    assert (told.expires, told.nonce) == (now() + 365 * DAY, 7)
    assert told.credential_hash == keccak(text=f"credential of {account.address}")
    assert told.verifier == bare.verifier.address


def test_a_second_wallet_of_the_same_human_is_refused(bare: Network) -> None:
    tag = keccak(text="one human")
    bare.join("Alice", personTag=tag)
    with boa.reverts("TAG_TAKEN"):
        bare.join("Alice again", personTag=tag)
    bare.join("Bob", personTag=keccak(text="another human"))


def test_a_wallet_joins_once(bare: Network) -> None:
    bare.join("Alice")
    with boa.reverts("ALREADY_JOINED"):
        bare.join("Alice", personTag=keccak(text="another tag"))


def test_no_tag_brings_a_banned_human_back(bare: Network) -> None:
    first, second = keccak(text="passport"), keccak(text="identity card")
    dan = bare.join("Dan", personTag=first)
    boa.env.time_travel(seconds=1)
    bare.renew(dan, personTag=second)
    bare.ban(dan)
    for tag in (first, second):
        with boa.reverts("TAG_BURNT"):
            bare.join("Dan with a new wallet", personTag=tag)
    with authority(bare):
        bare.registry.unban(dan.pid)
    with boa.reverts("TAG_TAKEN"):
        bare.join("Dan with a new wallet", personTag=first)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("LEVEL_UNKNOWN", {"level": 0}),
        ("LEVEL_UNKNOWN", {"level": 3}),
        ("COUNTRY_UNKNOWN", {"country": 0}),
        ("COUNTRY_UNKNOWN", {"country": 1000}),
        ("CLASS_UNKNOWN", {"investorClass": 3}),
        ("TAG_EMPTY", {"personTag": b"\0" * 32}),
    ],
)
def test_an_attestation_that_says_nonsense_is_refused(
    bare: Network, code: str, changed: dict[str, Any]
) -> None:
    with boa.reverts(code):
        submit(bare, "join", "Alice", **changed)
    submit(bare, "join", "Alice", country=999, investorClass=2)


def test_an_attestation_is_for_one_wallet(bare: Network) -> None:
    with boa.reverts("NOT_YOUR_ATTESTATION"):
        submit(bare, "join", "Alice", account=account_of("Bob").address)


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        ("ATTESTATION_EARLY", {"issuedAt": 1}, {"issuedAt": 0}),
        ("ATTESTATION_OLD", {"issuedAt": -30 * DAY - 1}, {"issuedAt": -30 * DAY}),
        ("ATTESTATION_EXPIRED", {"expiresAt": 0}, {"expiresAt": 1}),
        ("ATTESTATION_TOO_LONG", {"expiresAt": 3650 * DAY + 1}, {"expiresAt": 3650 * DAY}),
    ],
)
def test_dates_of_an_attestation(
    bare: Network, code: str, bad: dict[str, int], good: dict[str, int]
) -> None:
    wrong: dict[str, Any] = {key: now() + value for key, value in bad.items()}
    right: dict[str, Any] = {key: now() + value for key, value in good.items()}
    with boa.reverts(code):
        submit(bare, "join", "Alice", **wrong)
    submit(bare, "join", "Alice", **right)


def test_only_an_accredited_verifier_attests(bare: Network) -> None:
    other = account_of("other verifier")
    with boa.reverts("NOT_A_VERIFIER"):
        submit(bare, "join", "Alice", signer="other verifier")
    with authority(bare):
        bare.registry.appoint_verifier(other.address)
    submit(bare, "join", "Alice", signer="other verifier")
    with authority(bare):
        bare.registry.remove_verifier(other.address)
    with boa.reverts("NOT_A_VERIFIER"):
        submit(bare, "join", "Bob", signer="other verifier")


@pytest.mark.parametrize("field", ["level", "country", "expiresAt", "nonce", "credentialHash"])
def test_a_signature_covers_every_field(bare: Network, field: str) -> None:
    account = account_of("Alice")
    attested = bare.attestation(account.address)
    signature = bare.attest(attested)
    changed = {
        "level": 1,
        "country": 250,
        "expiresAt": attested["expiresAt"] + 1,
        "nonce": 2,
        "credentialHash": keccak(text="x"),
    }
    with boa.env.prank(account.address):
        with boa.reverts("NOT_A_VERIFIER"):
            bare.registry.join(tuple((attested | {field: changed[field]}).values()), signature)
        bare.registry.join(tuple(attested.values()), signature)


def test_garbage_for_a_signature_is_refused_in_our_words(bare: Network) -> None:
    account = account_of("Alice")
    attested = bare.attestation(account.address)
    good = bare.attest(attested)
    order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
    upper = (order - int.from_bytes(good[32:64], "big")).to_bytes(32, "big")
    mirrored = good[:32] + upper + bytes([55 - good[64]])  # the same said twice
    with boa.env.prank(account.address):
        for bad in (b"", good[:64], bytes(65), b"\xff" * 65, mirrored, good[:64] + b"\x05"):
            with boa.reverts("NOT_A_VERIFIER"):
                bare.registry.join(tuple(attested.values()), bad)
        bare.registry.join(tuple(attested.values()), good)


def test_a_signature_for_another_registry_is_refused(bare: Network) -> None:
    with authority(bare):
        second = bare.registry.deployer.deploy(bare.registry.rules())
        second.appoint_verifier(bare.verifier.address)
    attested = bare.attestation(account_of("Alice").address)
    signature = bare.attest(attested)  # of the first
    with boa.env.prank(account_of("Alice").address), boa.reverts("NOT_A_VERIFIER"):
        second.join(tuple(attested.values()), signature)


# --- renewing ---


def later(seconds: int = 1) -> None:
    boa.env.time_travel(seconds=seconds)


def test_renewal_restores_who_ran_out(bare: Network) -> None:
    alice = bare.join("Alice")
    later(365 * DAY)
    assert bare.registry.standing(alice.pid) == EXPIRED
    bare.renew(alice)
    assert bare.registry.standing(alice.pid) == ACTIVE
    assert bare.registry.person(alice.pid).joined == now() - 365 * DAY


def test_an_attestation_is_used_once(bare: Network) -> None:
    alice = bare.join("Alice")
    later()
    old: dict[str, Any] = {"issuedAt": now(), "expiresAt": now() + 9 * DAY}
    submit(bare, "renew", "Alice", **old)
    later()
    submit(bare, "renew", "Alice", expiresAt=now() + 99 * DAY)
    for issued in (now(), now() - 1):
        with boa.reverts("ATTESTATION_USED"):
            submit(bare, "renew", "Alice", issuedAt=issued, expiresAt=now() + 9 * DAY)
    assert bare.registry.person(alice.pid).expires == now() + 99 * DAY


def test_a_further_tag_belongs_to_the_person_for_ever(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    tag = keccak(text="second document")
    submit(bare, "renew", "Alice", personTag=tag)  # a new tag may be of the same second
    assert bare.registry.tag_owner(tag) == alice.pid
    later()
    with boa.reverts("TAG_TAKEN"):
        submit(bare, "renew", "Bob", personTag=tag)
    with boa.reverts("TAG_TAKEN"):
        bare.join("Carol", personTag=tag)
    bare.ban(alice)
    with boa.reverts("TAG_BURNT"):
        submit(bare, "renew", "Bob", personTag=tag)
    assert bare.registry.standing(bob.pid) == ACTIVE


def test_an_older_attestation_brings_no_further_tag(bare: Network) -> None:
    bare.join("Alice")
    later(10)
    bare.renew(bare.actors["Alice"])
    with boa.reverts("ATTESTATION_USED"):
        submit(bare, "renew", "Alice", personTag=keccak(text="new"), issuedAt=now() - 1)


def test_a_checked_document_stays_checked(bare: Network) -> None:
    alice = bare.join("Alice")
    later()
    submit(bare, "renew", "Alice", level=1, country=840, investorClass=2)
    person = bare.registry.person(alice.pid)
    assert (person.level, person.country, person.investor_class) == (2, 840, 2)


def test_a_stranger_and_a_banned_person_do_not_renew(bare: Network) -> None:
    with boa.reverts("NOT_A_PERSON"):
        submit(bare, "renew", "Alice")
    alice = bare.join("Alice")
    bare.ban(alice)
    later()
    with boa.reverts("BANNED"):
        submit(bare, "renew", "Alice")


def test_a_freeze_outlives_a_renewal(bare: Network) -> None:
    alice = bare.join("Alice")
    bare.freeze(alice)
    later()
    bare.renew(alice)
    assert bare.registry.standing(alice.pid) == FROZEN


# --- names ---


def test_a_name_is_attested_for_one_person(bare: Network) -> None:
    alice, bob = bare.join("Alice"), bare.join("Bob")
    signature = bare.sign_name(alice, "Alice Moreau")
    verify = bare.registry.verify_name
    assert verify(alice.pid, "Alice Moreau", signature)
    assert not verify(bob.pid, "Alice Moreau", signature)
    assert not verify(alice.pid, "Alice Maureau", signature)
    assert not verify(alice.pid, "Alice Moreau", bare.sign_name(alice, "Alice Moreau", bob.account))
    assert not verify(alice.pid, "Alice Moreau", b"garbage")
