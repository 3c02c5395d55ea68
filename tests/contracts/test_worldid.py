"""World ID: published proofs are right and tampered ones are refused, for 3.0 and for 4.0.

The published proofs were made for signals that are no accounts of ours ("xxx" for 3.0). So what
checks proofs is held against them directly, and the adapters against doubles that check what they
are handed: the account's own signal, this network's action, and the numbers in their places.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import boa
import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.network import DAY, Network, account_of, deployer_of, now

HERE: Final = Path(__file__).parent / "worldid"
VECTORS: Final[dict[str, Any]] = json.loads((HERE / "vectors.json").read_text("utf-8"))
PRIME: Final = 21888242871839275222246405745257275088696311157297823662689037894645226208583
ORDER: Final = 21888242871839275222246405745257275088548364400416034343698204186575808495617
BELIEVED: Final = [1] * 8
ROOT: Final = 77
APP: Final = int.from_bytes(keccak(text="symbolon join")) >> 8


def numbers(texts: list[str]) -> list[int]:
    return [int(one, 0) for one in texts]


def field_hash(data: bytes) -> int:
    """Hashing to the field, as World ID does."""
    return int.from_bytes(keccak(data)) >> 8


def signal_of(account: str) -> int:
    return field_hash(bytes.fromhex(account[2:]))


def g2(key: list[list[str]]) -> list[int]:
    """A point of the extension, imaginary parts first."""
    (x0, x1), (y0, y1), _one = (numbers(pair) for pair in key)
    return [x1, x0, y1, y0]


def proof3(key: str) -> Any:
    """Our verifier with a published key."""
    vk = VECTORS[key]["vk"]
    points = [numbers(point[:2]) for point in vk["IC"]]
    return deployer_of("WorldProof3").deploy(g2(vk["vk_delta_2"]), points)


@pytest.fixture(scope="module")
def verifier() -> Any:
    return proof3("v3_d16")


PUBLIC: Final = numbers(VECTORS["v3_d16"]["public"])
PROOF: Final = numbers(VECTORS["v3_d16"]["proof"])


# --- 3.0: the verifier ---


def test_the_common_part_of_the_key_is_the_published_one() -> None:
    source = deployer_of("WorldProof3").compiler_data.source_code
    for key in ("v3_d16", "v3_d30_vk"):
        vk = VECTORS[key]["vk"]
        for number in (*vk["vk_alpha_1"][:2], *g2(vk["vk_beta_2"]), *g2(vk["vk_gamma_2"])):
            assert str(number) in source


def test_the_published_proof_is_right(verifier: Any) -> None:
    assert verifier.proven(PUBLIC, PROOF)
    assert verifier._computation.get_gas_used() < 235_000


@pytest.mark.parametrize("place", range(4))
def test_a_tampered_input_is_refused(verifier: Any, place: int) -> None:
    for wrong in (PUBLIC[place] + 1, 0, PUBLIC[place] + ORDER):
        inputs = PUBLIC.copy()
        inputs[place] = wrong
        assert not verifier.proven(inputs, PROOF)


@pytest.mark.parametrize("place", range(8))
def test_a_tampered_proof_is_refused(verifier: Any, place: int) -> None:
    for wrong in (PROOF[place] ^ 1, 0, PROOF[place] + PRIME, 2**256 - 1):
        proof = PROOF.copy()
        proof[place] = wrong
        assert not verifier.proven(PUBLIC, proof)


def test_the_key_of_another_depth_refuses_it() -> None:
    assert not proof3("v3_d30_vk").proven(PUBLIC, PROOF)


def test_a_precompile_without_gas_is_no_yes(verifier: Any) -> None:
    assert verifier.proven(PUBLIC, PROOF)
    whole = verifier._computation.get_gas_used()
    for part in (50, 80, 90, 95, 99):  # the call itself ends well: only its answer is no
        assert verifier.proven(PUBLIC, PROOF, gas=whole * part // 100) is False


# --- 3.0: the adapter ---


def router(proofs: Any, root: int = ROOT) -> Any:
    return boa.load(str(HERE / "router3.vy"), proofs, root)


def packed3(root: int, nullifier: int, words: list[int]) -> bytes:
    return encode(["uint256", "uint256", "uint256[8]"], [root, nullifier, words])


@pytest.fixture(params=["router", "own verifier"])
def adapter3(request: pytest.FixtureRequest, verifier: Any) -> tuple[Any, Any]:
    """The adapter by the router's verifier, and by our own; with its double."""
    double = router(verifier)
    own = double if request.param == "own verifier" else "0x" + "00" * 20
    return deployer_of("WorldId3").deploy(double, own, APP), double


def test_a_proof_counts_for_its_account_only(adapter3: tuple[Any, Any]) -> None:
    adapter, double = adapter3
    alice, bob = account_of("Alice").address, account_of("Bob").address
    double.believe([ROOT, 5, signal_of(alice), APP])
    assert adapter.verified(alice, packed3(ROOT, 5, BELIEVED)) == (5).to_bytes(32, "big")
    for account, proof in (
        (bob, packed3(ROOT, 5, BELIEVED)),
        (alice, packed3(ROOT, 6, BELIEVED)),
        (alice, packed3(ROOT + 1, 5, BELIEVED)),
        (alice, packed3(ROOT, 5, [1] * 7 + [2])),
        (alice, packed3(ROOT, 5, BELIEVED)[:-1]),
        (alice, packed3(ROOT, 5, BELIEVED) + b"\0"),
        (alice, b""),
    ):
        with boa.reverts("WORLD_ID_REFUSED"):
            adapter.verified(account, proof)


def test_another_action_is_refused(verifier: Any) -> None:
    double = router(verifier)
    adapter = deployer_of("WorldId3").deploy(double, double, APP + 1)
    alice = account_of("Alice").address
    double.believe([ROOT, 5, signal_of(alice), APP])
    with boa.reverts("WORLD_ID_REFUSED"):
        adapter.verified(alice, packed3(ROOT, 5, BELIEVED))


def test_no_nullifier_is_no_tag(adapter3: tuple[Any, Any]) -> None:
    adapter, double = adapter3
    alice = account_of("Alice").address
    double.believe([ROOT, 0, signal_of(alice), APP])
    with boa.reverts("WORLD_ID_REFUSED"):
        adapter.verified(alice, packed3(ROOT, 0, BELIEVED))


def test_the_published_proof_is_not_for_an_account(verifier: Any) -> None:
    """Its signal is the text "xxx", its action "appId": known, so a double can say what is true."""
    root, nullifier, signal, action = PUBLIC
    assert (signal, action) == (field_hash(b"xxx"), field_hash(b"appId"))
    double = router(verifier, root)
    assert double.verifyProof(root, 1, signal, nullifier, action, PROOF) is None
    adapter = deployer_of("WorldId3").deploy(double, verifier, action)
    with boa.reverts("WORLD_ID_REFUSED"):
        adapter.verified(account_of("Alice").address, packed3(root, nullifier, PROOF))


# --- 4.0 ---

V4: Final = VECTORS["v4_verifier"]
PUBLIC4: Final = numbers(V4["public"])
COMPRESSED: Final = numbers(V4["compressed_proof"])
PLACES: Final = {
    "nullifier": 0,
    "expiry": 4,
    "genesis": 5,
    "rp": 8,
    "action": 9,
    "signal": 12,
    "nonce": 13,
}


@pytest.fixture(scope="module")
def verifier4() -> Any:
    """The double of World ID's verifier, with the published key."""
    key = V4["key"]
    return boa.load(
        str(HERE / "verifier4.vy"),
        numbers(key["alpha"]),
        numbers(key["minus_beta"]),
        numbers(key["minus_gamma"]),
        numbers(key["minus_delta"]),
        [numbers(point) for point in key["points"]],
        PUBLIC4[6],
        PUBLIC4[2:4],
        PUBLIC4[7],
        PUBLIC4[10:12],
        2**40,
    )


def verify4(verifier4: Any, proof: list[int], **changed: int) -> None:
    said = {name: PUBLIC4[place] for name, place in PLACES.items()} | changed
    verifier4.verify(
        said["nullifier"],
        said["action"],
        said["rp"],
        said["nonce"],
        said["signal"],
        said["expiry"],
        PUBLIC4[1],
        said["genesis"],
        proof,
    )


def test_the_published_proof_of_4_is_right(verifier4: Any) -> None:
    verify4(verifier4, [*COMPRESSED, PUBLIC4[6]])


@pytest.mark.parametrize("name", PLACES)
def test_a_tampered_input_of_4_is_refused(verifier4: Any, name: str) -> None:
    with boa.reverts():
        verify4(verifier4, [*COMPRESSED, PUBLIC4[6]], **{name: PUBLIC4[PLACES[name]] + 1})


@pytest.mark.parametrize("place", range(5))
def test_a_tampered_proof_of_4_is_refused(verifier4: Any, place: int) -> None:
    proof = [*COMPRESSED, PUBLIC4[6]]
    proof[place] ^= 1
    with boa.reverts():
        verify4(verifier4, proof)


ASKED4 = """
wanted: bytes32

@external
def want(data: Bytes[448]):
    self.wanted = keccak256(data)

@view
@external
def verify(
    nullifier: uint256, action: uint256, rp_id: uint64, nonce: uint256, signal: uint256,
    expires_at_min: uint64, schema: uint64, genesis: uint256, proof: uint256[5],
):
    assert self.wanted == keccak256(
        abi_encode(
            nullifier, action, rp_id, nonce, signal, expires_at_min, schema, genesis, proof
        )
    )
"""
RP, SCHEMA = 1907, 1


def packed4(*facts: int, words: tuple[int, ...] = (1, 2, 3, 4, 5)) -> bytes:
    return encode(["uint256"] * 4 + ["uint256[5]"], [*facts, list(words)])


def test_the_adapter_of_4_hands_every_number_on() -> None:
    double = boa.loads(ASKED4)
    adapter = deployer_of("WorldId4").deploy(double, RP, APP, SCHEMA)
    alice, bob = account_of("Alice").address, account_of("Bob").address
    facts = (5, 6, now(), 8)
    kinds = ["uint256", "uint256", "uint64", "uint256", "uint256", "uint64", "uint64", "uint256"]
    words = [1, 2, 3, 4, 5]
    double.want(
        encode(
            [*kinds, "uint256[5]"],
            [5, APP, RP, 6, signal_of(alice), now(), SCHEMA, 8, words],
        )
    )
    assert adapter.verified(alice, packed4(*facts)) == (5).to_bytes(32, "big")
    with boa.reverts("WORLD_ID_REFUSED"):
        adapter.verified(bob, packed4(*facts))
    for place in range(4):
        wrong = list(facts)
        wrong[place] += 1
        with boa.reverts("WORLD_ID_REFUSED"):
            adapter.verified(alice, packed4(*wrong))
    for bad in (
        packed4(*facts, words=(1, 2, 3, 4, 6)),
        packed4(0, *facts[1:]),
        packed4(5, 6, 2**64 + now(), 8),
        packed4(*facts)[:-1],
        b"",
    ):
        with boa.reverts("WORLD_ID_REFUSED"):
            adapter.verified(alice, bad)


def test_the_adapter_of_4_asks_the_published_check(verifier4: Any) -> None:
    """The published proof, handed on as it is, is refused for an account that it is not for."""
    adapter = deployer_of("WorldId4").deploy(verifier4, PUBLIC4[8], PUBLIC4[9], PUBLIC4[1])
    proof = packed4(
        PUBLIC4[0], PUBLIC4[13], PUBLIC4[4], PUBLIC4[5], words=(*COMPRESSED, PUBLIC4[6])
    )
    with boa.reverts("WORLD_ID_REFUSED"):
        adapter.verified(account_of("Alice").address, proof)


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
