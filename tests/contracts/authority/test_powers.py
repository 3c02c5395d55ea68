"""The power table: all that any decision can ever call, against the contracts themselves."""

from __future__ import annotations

import re

import boa
import pytest

from tests.contracts.compiled import SOURCES, deployer_of
from tests.contracts.governing import HEAVY, Governed, call_of, selector
from tests.contracts.network import Network
from wallet.contracts.bindings import artifact

CLASSES = {
    "freeze": {("Registry", "freeze"), ("Auction", "halt")},
    "light": {
        ("Watching", "strike"),
        ("Registry", "remove_attestor"),
        ("Registry", "remove_verifier"),
        ("Disputes", "rule_small"),
        ("Watching", "rule_small"),
    },
    "heavy": {
        ("Registry", "ban"),
        ("Registry", "appoint_verifier"),
        ("Registry", "appoint_attestor"),
        ("Auction", "force_transfer"),
        ("Disputes", "rule_large"),
        ("Watching", "rule_large"),
        ("Authority", "set_operator"),
    },
    "rules": {("Rules", "set_number"), ("Compliance", "add_regime")},
    "seal": {("Rules", "stop_market")},
    "appeal": {("Registry", "unban")},
    "members": {("Members", "set_adviser"), ("Authority", "renew")},
}
GENESIS_ONLY = {("Registry", "set_world_id")}
"""What only the deployer ever calls, before the roles are handed over."""
BY_ITSELF = {("Registry", "unfreeze")}
"""What follows from an overruled freeze, and cannot be published."""


@pytest.fixture
def whole(deployed_network: Network) -> Network:
    """Every contract."""
    return deployed_network


def listed(whole: Network) -> dict[tuple[str, str], int]:
    """What the contract says it can call, by the names of contract and function."""
    contracts = whole.contracts
    names = {str(contract.address): name for name, contract in contracts.items()}
    found = {}
    authority = whole.decisions
    for place in range(authority.powers_count()):
        power = authority.power_at(place)
        name = names[power.target]
        functions = {
            called: signature.partition("(")[0]
            for signature, called in artifact(name)["selectors"].items()
        }
        called = "0x" + power.selector.hex()
        assert called in functions, f"{name} has no function {called}"
        found[name, functions[called]] = int(power.kind)
        assert authority.power(power.target, power.selector) == power.kind
    return found


def doors_of(name: str) -> set[str]:
    """External functions of a source that ask for the authority, themselves or by another."""
    text = (SOURCES / f"{name}.vy").read_text("utf-8")
    parts = re.findall(
        r"((?:^@[^\n]+\n)*)^def (\w+)(.*?)(?=^@|^def |\Z)", text, re.MULTILINE | re.DOTALL
    )
    asking = {one for _, one, body in parts if "msg.sender == self.authority" in body}
    for _ in parts:
        asking |= {
            one for _, one, body in parts if any(f"self.{other}(" in body for other in asking)
        }
    return {one for marks, one, _ in parts if "@external" in marks and one in asking}


def test_the_table_is_what_the_rules_say(whole: Network) -> None:
    expected = {
        power: place
        for place, powers in enumerate(CLASSES.values(), start=1)
        for power in powers
        if power[0] in whole.contracts
    }
    assert listed(whole) == expected


def test_every_door_for_the_authority_is_in_the_table(
    whole: Network,
) -> None:
    """No contract has a door for the authority that no class of decision leads to."""
    doors = {(name, door) for name in whole.contracts for door in doors_of(name)}
    doors -= {(name, "set_authority") for name in whole.contracts}
    known = set(listed(whole)) | GENESIS_ONLY | BY_ITSELF
    assert doors - known == set()
    behind_its_own = {door for door in listed(whole) if door[0] == "Authority"}
    assert set(listed(whole)) - behind_its_own - doors == set()


def test_nobody_can_hand_the_role_on_or_touch_money(gov: Governed) -> None:
    for target in (gov.registry, gov.rules, gov.elsewhere, gov.members):
        for signature in (
            "set_authority(address)",
            "mint(address,uint256)",
            "transfer(address,uint256)",
            "pay(uint256,uint256,bool)",
            "credit(uint256,uint256)",
            "wire(address)",
            "unfreeze(uint256)",
            "set_world_id(address)",
        ):
            assert gov.authority.power(target.address, selector(signature)) == 0
            with boa.reverts("NO_POWER"):
                gov.publish(HEAVY, 0, target, call_of(signature, 1, 2, 3))


def test_a_call_too_short_to_name_its_case_is_refused(gov: Governed) -> None:
    ban = selector("ban(uint256)")
    for data in (b"", ban[:3], ban, ban + b"\0" * 31, ban + b"\0" * 33):
        with boa.reverts("NO_POWER"):
            gov.publish(HEAVY, 0, gov.registry, data)


def test_the_table_is_wired_once(gov: Governed) -> None:
    places = [gov.elsewhere.address] * 4
    with boa.reverts("NOT_DEPLOYER"):
        gov.authority.wire(*places)
    with boa.reverts("ALREADY_WIRED"), boa.env.prank(gov.net.authority.address):
        gov.authority.wire(*places)


def test_the_contract_says_its_delays(gov: Governed) -> None:
    day = 86_400
    assert [gov.authority.delay(kind) // day for kind in range(8)] == [0, 0, 3, 21, 30, 0, 14, 14]


def test_decision_words_keep_every_field() -> None:
    words = deployer_of("decision_word").deploy()
    for clock in ((1, 2, 3, 10, 2**32, 2**33, 2**34, 2**35), (255,) * 4 + (2**40 - 1,) * 4):
        assert words.internal.clock(words.internal.pack_clock(clock)) == clock
    for roll in ((1, 2, 3, 4), (2**64 - 1,) * 4):
        assert words.internal.roll(words.internal.pack_roll(roll)) == roll
    with boa.reverts("TOO_LARGE"):
        words.internal.pack_clock((0, 0, 0, 0, 0, 2**40, 0, 0))
