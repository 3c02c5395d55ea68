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

from tests.contracts.compiled import deployer_of
from tests.contracts.network import account_of, now

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
