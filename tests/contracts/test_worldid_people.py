"""World ID in the registry: who joins by it, once, and what it is not enough for."""

from __future__ import annotations

from typing import Any

import boa
import pytest

from tests.contracts.compiled import deployer_of
from tests.contracts.network import DAY, Network, account_of, now
from tests.contracts.test_worldid import APP, BELIEVED, ROOT, packed3, proof3, router, signal_of


@pytest.fixture(scope="module")
def verifier() -> Any:
    return proof3("v3_d16")


# --- the registry ---

NOBODY = "0x" + "00" * 20


class World:
    """A registry that takes World IDs which a double believes."""

    def __init__(self, net: Network, verifier: Any) -> None:
        self.net, self.double = net, router(verifier)
        self.adapter = deployer_of("WorldId3").deploy(self.double, NOBODY, APP)
        with boa.env.prank(net.authority.address):
            net.registry.set_world_id(self.adapter)

    def proof(self, name: str, nullifier: int) -> bytes:
        """A proof that the human of a nullifier made for the account of a name."""
        self.double.believe([ROOT, nullifier, signal_of(account_of(name).address), APP])
        return packed3(ROOT, nullifier, BELIEVED)

    def act(self, act: str, name: str, nullifier: int) -> Any:
        """Join, renew or add as the account of a name."""
        proof = self.proof(name, nullifier)
        with boa.env.prank(account_of(name).address):
            return getattr(self.net.registry, act)(proof)


@pytest.fixture
def world(bare: Network, verifier: Any) -> World:
    return World(bare, verifier)


def test_without_an_adapter_no_world_id_counts(bare: Network) -> None:
    for act in ("join_world", "renew_world", "add_world"):
        if act != "join_world":
            bare.join(act, level=1)
        with boa.env.prank(account_of(act).address), boa.reverts("WORLD_ID_CLOSED"):
            getattr(bare.registry, act)(b"")


def test_the_adapter_is_named_once_by_the_authority(bare: Network, world: World) -> None:
    with boa.env.prank(bare.authority.address), boa.reverts("ALREADY_WIRED"):
        bare.registry.set_world_id(world.adapter)
    assert bare.registry.world_id() == world.adapter.address


def test_a_human_joins_by_world_id_once(bare: Network, world: World) -> None:
    pid = world.act("join_world", "Wanda", 5)
    (told,) = bare.registry.get_logs()
    assert (told.person, told.level, told.country, told.tag) == (pid, 1, 0, (5).to_bytes(32, "big"))
    assert (told.verifier, told.expires) == (world.adapter.address, now() + 365 * DAY)
    person = bare.registry.person(pid)
    assert (person.level, person.country, person.investor_class) == (1, 0, 0)
    assert bare.registry.standing(pid) == 1
    assert (bare.registry.rank_of(pid), bare.registry.members()) == (0, 0)
    with boa.reverts("TAG_TAKEN"):
        world.act("join_world", "Wanda's second wallet", 5)
    with boa.reverts("ALREADY_JOINED"):
        world.act("join_world", "Wanda", 6)
    assert world.act("join_world", "Wendy", 6) == pid + 1


def test_a_proof_for_another_account_is_no_way_in(bare: Network, world: World) -> None:
    proof = world.proof("Wanda", 5)
    with boa.env.prank(account_of("Mallory").address), boa.reverts("WORLD_ID_REFUSED"):
        bare.registry.join_world(proof)


def test_a_ban_burns_the_world_id_too(bare: Network, world: World) -> None:
    dan = bare.join("Dan")
    world.act("add_world", "Dan", 5)
    assert bare.registry.tag_owner((5).to_bytes(32, "big")) == dan.pid
    with boa.reverts("TAG_TAKEN"):
        world.act("add_world", "Dan", 5)
    with boa.reverts("TAG_TAKEN"):
        world.act("join_world", "Dan's second wallet", 5)
    bare.ban(dan)
    for act, name in (("join_world", "Dan's second wallet"), ("add_world", "Dan")):
        with boa.reverts("TAG_BURNT" if act == "join_world" else "BANNED"):
            world.act(act, name, 5)


def test_a_world_person_becomes_a_member_with_a_document(bare: Network, world: World) -> None:
    pid = world.act("join_world", "Wanda", 5)
    attested = bare.attestation(account_of("Wanda").address)
    with boa.env.prank(account_of("Wanda").address):
        bare.registry.renew(tuple(attested.values()), bare.attest(attested))
    assert bare.registry.person(pid).level == 2
    assert bare.registry.rank_of(pid) == 1
    with boa.reverts("HAS_DOCUMENT"):
        world.act("renew_world", "Wanda", 5)


def test_a_world_person_renews_by_the_same_world_id(bare: Network, world: World) -> None:
    pid = world.act("join_world", "Wanda", 5)
    boa.env.time_travel(seconds=400 * DAY)
    assert bare.registry.standing(pid) == 2
    world.act("renew_world", "Wanda", 5)
    assert bare.registry.person(pid).expires == now() + 365 * DAY
    world.act("join_world", "Wendy", 6)
    with boa.reverts("TAG_TAKEN"):
        world.act("renew_world", "Wanda", 6)
    world.act("renew_world", "Wanda", 7)  # it was reset: a further tag
    assert bare.registry.tag_owner((7).to_bytes(32, "big")) == pid
    with boa.reverts("NOT_A_PERSON"):
        world.act("renew_world", "stranger", 8)


def test_a_renewal_by_world_id_never_shortens(bare: Network, world: World) -> None:
    wanda = bare.join("Wanda", level=1, expiresAt=now() + 900 * DAY, country=756)
    world.act("renew_world", "Wanda", 5)
    person = bare.registry.person(wanda.pid)
    assert (person.expires, person.country) == (now() + 900 * DAY, 756)
