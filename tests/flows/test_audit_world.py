"""World ID in an audit: absent, each adapter as it should be, and every way to name another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.flows.test_audit import Place
from wallet.base.errors import WalletError
from wallet.chain.client import Client
from wallet.chain.node import LocalNode
from wallet.contracts.bindings import artifact, contract
from wallet.contracts.deploy import deploy, hand_over
from wallet.contracts.onchain import read_code
from wallet.contracts.worldid import VERIFIERS, WORLD_CHAIN, key_is_published
from wallet.flows.audit_report import as_json
from wallet.flows.audit_words import lines_of
from wallet.flows.deploying import check_adapter

VECTORS = Path(__file__).parents[1] / "contracts/worldid/vectors.json"
ROUTER = "0x2222222222222222222222222222222222222222"
GROUP = "0x3333333333333333333333333333333333333333"
ACTION = 2**200 + 7
NOBODY = "0x" + "00" * 20


def key(name: str) -> tuple[Any, Any]:
    """A published key of 3.0: the point delta, and those of the inputs."""
    vk = json.loads(VECTORS.read_text("utf-8"))[name]["vk"]
    (x0, x1), (y0, y1), _one = ([int(one, 0) for one in pair] for pair in vk["vk_delta_2"])
    return [x1, x0, y1, y0], [[int(one, 0) for one in point[:2]] for point in vk["IC"]]


PUBLISHED = key("v3_d30_vk")


class World(Place):
    """A network whose registry is made to name one adapter after another."""

    def make(self, name: str, *args: Any) -> str:
        """A contract of ours."""
        data = "0x" + contract(name).creation(args).hex()
        return str(self.send({"data": data})["contractAddress"])

    def code(self, address: str, code: str) -> None:
        """Put code somewhere."""
        self.node.rpc("anvil_setCode", address, code)

    def name(self, adapter: str) -> None:
        """Have the registry name an adapter, though it was handed over."""
        self.store("Registry", artifact("Registry")["addresses"]["world_id"], int(adapter, 16))

    def says(self) -> str:
        """What the audit prints under World ID."""
        whole = "\n".join(lines_of(self.audit()))
        return whole[whole.index("World ID") : whole.index("Roles")]


@pytest.fixture(scope="module")
def made(node: LocalNode) -> Iterator[World]:
    """A network without World ID, and doubles of a router and of its group."""
    kept = node.rpc("evm_snapshot")
    world = World(node)
    world.code(ROUTER, f"0x73{GROUP[2:]}60005260206000f3")  # answers with the group's address
    world.code(GROUP, "0x00")
    yield world
    node.rpc("evm_revert", kept)


@pytest.fixture
def world(made: World) -> Iterator[World]:
    """The same, put back after each test."""
    kept = made.node.rpc("evm_snapshot")
    yield made
    made.node.rpc("evm_revert", kept)


def test_the_key_is_the_published_one(world: World) -> None:
    for name, published in (("v3_d30_vk", True), ("v3_d16", False)):
        there = world.make("WorldProof3", *key(name))
        code = bytes.fromhex(world.node.rpc("eth_getCode", there, "latest")[2:])
        assert key_is_published(read_code("WorldProof3", code)) is published


def test_a_network_without_world_id(world: World) -> None:
    found = world.audit()
    assert found.findings == ()
    said = as_json(found)["world_id"]
    assert (said["adapter"], said["code"]) == (None, "absent")
    assert {one["code"] for one in said["contracts"].values()} == {"absent"}
    assert world.says().count("absent") == 3
    assert "nobody can join by a World ID alone" in world.says()


def test_an_adapter_that_was_named_at_deployment(node_reset: LocalNode) -> None:
    place = World(node_reset, handed=False)
    place.code(ROUTER, "0x3060005260206000f3")
    adapter = place.make("WorldId4", ROUTER, 1907, ACTION, 3)
    place.at = deploy(place.send, world_id=adapter)
    hand_over(place.send, place.at, place.accounts[2], practice=True)
    found = place.audit()
    assert found.findings == ()
    said = as_json(found)["world_id"]
    assert (said["adapter"].lower(), said["code"]) == (adapter.lower(), "same")
    assert said["contracts"]["WorldId3"]["code"] == "absent"
    assert said["contracts"]["WorldId4"]["made_with"] == {
        "verifier": ROUTER,
        "rp_id": 1907,
        "action": f"0x{ACTION:064x}",
        "schema": 3,
    }
    for words in (f"asks World ID’s verifier at {ROUTER}", "relying party 1907", "of kind 3"):
        assert words in place.says()


def test_an_adapter_by_the_router(world: World) -> None:
    adapter = world.make("WorldId3", ROUTER, NOBODY, ACTION)
    world.name(adapter)
    found = world.audit()
    assert found.findings == ()
    said = as_json(found)["world_id"]["contracts"]
    assert said["WorldId3"]["made_with"] == {
        "router": ROUTER,
        "group": GROUP,
        "own_verifier": False,
        "external_nullifier": f"0x{ACTION:064x}",
    }
    assert (said["WorldProof3"]["code"], said["WorldId4"]["code"]) == ("absent", "absent")
    assert "checked by the router" in world.says()


def test_an_adapter_by_our_own_verifier(world: World) -> None:
    proof = world.make("WorldProof3", *PUBLISHED)
    world.name(world.make("WorldId3", ROUTER, proof, ACTION))
    found = world.audit()
    assert found.findings == ()
    said = as_json(found)["world_id"]["contracts"]["WorldProof3"]
    assert (said["address"].lower(), said["code"]) == (proof.lower(), "same")
    assert said["made_with"] == {"published_key": True}
    assert "checks by the key that World ID published" in world.says()


def test_a_verifier_with_another_key(world: World) -> None:
    proof = world.make("WorldProof3", *key("v3_d16"))
    world.name(world.make("WorldId3", ROUTER, proof, ACTION))
    assert world.audit().findings == ("WorldProof3 checks proofs by another key than World ID’s.",)
    assert "a key that is NOT World ID’s" in world.says()


@pytest.mark.parametrize("name", ["WorldId3", "WorldId4"])
def test_a_twin_whose_code_differs_in_one_byte(world: World, name: str) -> None:
    args = (ROUTER, NOBODY, ACTION) if name == "WorldId3" else (ROUTER, 1907, ACTION, 3)
    twin = world.make(name, *args)
    world.name(twin)
    assert world.audit().findings == ()
    code = bytearray.fromhex(world.node.rpc("eth_getCode", twin, "latest")[2:])
    code[len(code) // 3] ^= 1
    world.code(twin, "0x" + code.hex())
    found = world.audit()
    assert found.findings == ("The World ID adapter that Registry names is not one of ours.",)
    said = as_json(found)
    assert (said["sound"], said["world_id"]["code"]) == (False, "another")
    assert said["world_id"]["adapter"].lower() == twin.lower()
    assert f"{found.world.adapter}  is NOT what the sources compile to" in world.says()


def test_a_verifier_of_our_own_that_is_another(world: World) -> None:
    yes = "0x4444444444444444444444444444444444444444"
    world.name(world.make("WorldId3", ROUTER, yes, ACTION))
    assert world.audit().findings == ("There is no code at the address of WorldProof3.",)
    world.code(yes, "0x600160005260206000f3")  # says yes to everything
    found = world.audit()
    assert found.findings == ("The code of WorldProof3 is not what the sources compile to.",)
    assert as_json(found)["world_id"]["contracts"]["WorldProof3"]["code"] == "another"


@pytest.mark.parametrize("code", ["0x", "0x00", "0x60206000f3", "0x600080fd", "0xfe"])
def test_a_router_that_is_none(world: World, code: str) -> None:
    world.name(world.make("WorldId3", ROUTER, NOBODY, ACTION))
    world.code(ROUTER, code)
    findings = world.audit().findings
    assert "The World ID router that WorldId3 asks names no group of people." in findings
    gone = "There is no code at the World ID router that WorldId3 asks."
    assert (gone in findings) == (code == "0x")


def test_a_verifier_of_4_without_code(world: World) -> None:
    world.name(world.make("WorldId4", ROUTER, 1907, ACTION, 3))
    world.code(ROUTER, "0x")
    said = ("There is no code at the World ID verifier that WorldId4 asks.",)
    assert world.audit().findings == said
    world.name("0x5555555555555555555555555555555555555555")
    assert world.audit().findings == (
        "There is no code at the World ID adapter that Registry names.",
    )
    assert "has no code" in world.says()


def test_the_verifier_of_world_chain_is_known(world: World, monkeypatch: Any) -> None:
    other = "WorldId4 asks another verifier than the one World ID has on this chain."
    world.name(world.make("WorldId4", ROUTER, 1907, ACTION, 3))
    monkeypatch.setitem(VERIFIERS, world.node.chain_id, VERIFIERS[WORLD_CHAIN])
    assert world.audit().findings == (other,)
    monkeypatch.setitem(VERIFIERS, world.node.chain_id, ROUTER)
    assert world.audit().findings == ()
    assert "the verifier that World ID published for this chain" in world.says()


def test_what_cannot_be_known_is_said(world: World) -> None:
    world.name(world.make("WorldId4", ROUTER, 1907, ACTION, 3))
    world.code(world.at["Registry"], "0x00")
    assert as_json(world.audit())["world_id"]["code"] == "unknown"
    assert "not known" in world.says()


def test_only_an_adapter_of_ours_is_named_at_deployment(world: World) -> None:
    client = Client(world.node.url)
    try:
        check_adapter(client, None)
        check_adapter(client, world.make("WorldId4", ROUTER, 1907, ACTION, 3))
        with pytest.raises(WalletError, match="none of the adapters"):
            check_adapter(client, ROUTER)
    finally:
        client.close()
