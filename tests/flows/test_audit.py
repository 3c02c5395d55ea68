"""Looking at a live deployment: what is sound, and every way in which one can be unsound."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chain.fake_node import FakeNode, Refuse
from wallet.base.addresses import address_bytes, keccak
from wallet.base.clock import DAY
from wallet.base.errors import WalletError
from wallet.chain.client import Client
from wallet.chain.networks import Network, save_network
from wallet.chain.node import LocalNode
from wallet.cli import main
from wallet.contracts.bindings import artifact, contract
from wallet.contracts.deploy import deploy, hand_over
from wallet.contracts.numbers import GROUPS
from wallet.contracts.powers import HOLDERS
from wallet.contracts.wiring import CONTRACTS
from wallet.flows.audit_report import Audit, as_json
from wallet.flows.audit_words import audit_at, lines_of
from wallet.flows.local_roles import send_as

STRANGER = "0x1111111111111111111111111111111111111111"


class Place:
    """A deployment on a node, looked at from outside."""

    def __init__(self, node: LocalNode, practice: bool = True, handed: bool = True) -> None:
        self.node = node
        self.folder = Path(tempfile.mkdtemp(prefix="symbolon-audit-"))
        self.accounts = [str(one) for one in node.rpc("eth_accounts")]
        dollar = None
        if not practice:
            data = contract("Dollar").creation()
            dollar = str(self.send({"data": "0x" + data.hex()})["contractAddress"])
        self.at = deploy(self.send, dollar=dollar, verifiers=(self.accounts[1],))
        if handed:
            hand_over(self.send, self.at, self.accounts[2], practice=practice)

    def send(self, transaction: dict[str, Any]) -> dict[str, Any]:
        """A transaction of the deployer."""
        return self._send_as(self.accounts[0], transaction)

    def call(self, sender: str, name: str, function: str, *args: Any) -> dict[str, Any]:
        """A call of one of the contracts."""
        data = "0x" + contract(name).encode(function, args).hex()
        return self._send_as(sender, {"to": self.at[name], "data": data})

    def _send_as(self, sender: str, transaction: dict[str, Any]) -> dict[str, Any]:
        client = Client(self.node.url)
        try:
            return send_as(client, sender, transaction)
        finally:
            client.close()

    def audit(self, **more: Any) -> Audit:
        """What an audit finds, from the registry's address alone."""
        return audit_at(self.node.url, registry=self.at["Registry"], **more)

    def store(self, name: str, slot: int, word: int) -> None:
        """Write a word of storage, as no contract would."""
        self.node.rpc("anvil_setStorageAt", self.at[name], hex(slot), f"0x{word:064x}")


@pytest.fixture(scope="module")
def made(node: LocalNode) -> Iterator[Place]:
    """A network that was deployed and handed over."""
    kept = node.rpc("evm_snapshot")
    place = Place(node)
    yield place
    node.rpc("evm_revert", kept)


@pytest.fixture
def place(made: Place) -> Iterator[Place]:
    """The same, put back after each test."""
    kept = made.node.rpc("evm_snapshot")
    yield made
    made.node.rpc("evm_revert", kept)


def test_a_network_as_it_should_be(place: Place) -> None:
    found = place.audit()
    assert found.findings == () and found.held == ()
    assert {name: one.address for name, one in found.deployment.seen.items()} == place.at
    assert all(one.state == "same" for one in found.deployment.seen.values())
    assert found.deployment.deployer.lower() == place.accounts[0].lower()
    assert found.roles["operator"].lower() == place.accounts[2].lower()
    assert found.roles["owner"].lower() == place.accounts[2].lower()
    assert [one.lower() for one in found.verifiers or ()] == [place.accounts[1].lower()]
    assert found.attestors == ()


def test_who_can_do_what_and_when(place: Place) -> None:
    powers = {(one.contract, one.function): one for one in place.audit().powers}
    assert set(powers) == {(name, one) for name, part in HOLDERS.items() for one in part}
    for key, decision, delay, life in (
        (("Registry", "freeze"), "freeze", 0, 0),
        (("Watching", "strike"), "light", 3 * DAY, 14 * DAY),
        (("Registry", "ban"), "heavy", 21 * DAY, 14 * DAY),
        (("Auction", "force_transfer"), "heavy", 21 * DAY, 14 * DAY),
        (("Rules", "set_number"), "rules", 30 * DAY, 14 * DAY),
        (("Rules", "stop_market"), "seal", 0, 0),
    ):
        found = powers[key]
        assert (found.holder, found.decision) == ("the authority", decision)
        assert (found.delay, found.life) == (delay, life)
    for (_name, function), one in powers.items():
        if function == "set_authority":
            assert one.holder == "nobody"
    assert powers["Registry", "set_world_id"].holder == "nobody"
    assert powers["Ledger", "place"].holder == "the contract Offering"
    assert place.accounts[2].lower() in powers["Authority", "publish"].holder.lower()


def test_numbers_stand_beside_what_the_rules_print(place: Place) -> None:
    figures = place.audit().figures
    assert len(figures) == sum(len(part) for part in GROUPS.values())
    assert all(one.value == one.number.printed for one in figures)
    rules = list(artifact("Rules")["addresses"].values())
    assert rules == [0]  # the numbers come right after the authority
    place.store("Rules", 1, 8 * DAY | (20 * DAY << 32))
    text = "\n".join(lines_of(place.audit()))
    assert "Wait of a recovery" in text and "printed: 7 days" in text


def test_a_network_that_was_not_handed_over(node_reset: LocalNode) -> None:
    found = Place(node_reset, handed=False).audit()
    assert any("Registry still has its deployer as authority" in one for one in found.findings)
    assert "it is the authority of Rules" in found.held
    assert "it is the owner" in found.held


def test_a_deployer_who_kept_something(place: Place) -> None:
    place.store("Authority", artifact("Authority")["addresses"]["operator"], _word(place, 0))
    found = place.audit()
    assert found.held == ("it is the operator",)
    assert found.findings == ("The deployer still holds something: it is the operator.",)


def test_a_deployer_who_verifies(node_reset: LocalNode) -> None:
    place = Place(node_reset, handed=False)
    place.call(place.accounts[0], "Registry", "appoint_verifier", place.accounts[0])
    hand_over(place.send, place.at, place.accounts[2], practice=True)
    assert place.audit().held == ("it is a verifier",)


@pytest.mark.parametrize("name", CONTRACTS)
def test_code_that_differs_in_one_byte(place: Place, name: str) -> None:
    code = bytearray.fromhex(place.node.rpc("eth_getCode", place.at[name], "latest")[2:])
    code[len(code) // 3] ^= 1
    place.node.rpc("anvil_setCode", place.at[name], "0x" + code.hex())
    findings = audit_at(place.node.url, file=_file(place)).findings
    if name == "Dollar":  # then it is some other money, which is nobody's fault
        assert findings == ()
    else:
        assert f"The code of {name} is not what the sources compile to." in findings


def test_an_address_without_code(place: Place) -> None:
    place.node.rpc("anvil_setCode", place.at["Face"], "0x")
    assert "There is no code at the address of Face." in place.audit().findings


@pytest.mark.parametrize("name", [one for one in CONTRACTS if artifact(one)["immutables"]])
def test_an_immutable_that_was_changed(place: Place, name: str) -> None:
    made = artifact(name)
    code = bytearray.fromhex(place.node.rpc("eth_getCode", place.at[name], "latest")[2:])
    free = {"genesis", "GENESIS"}
    for one, (offset, length) in made["immutables"].items():
        if one.rpartition(".")[2] in free:
            continue
        start = int(made["runtime_size"]) - sum(size for _at, size in made["immutables"].values())
        changed = bytearray(code)
        changed[start + offset + length - 1] ^= 1
        place.node.rpc("anvil_setCode", place.at[name], "0x" + changed.hex())
        findings = audit_at(place.node.url, file=_file(place)).findings
        assert findings, f"{name}.{one}"
    place.node.rpc("anvil_setCode", place.at[name], "0x" + code.hex())


def test_wiring_that_leads_elsewhere(place: Place) -> None:
    for name in CONTRACTS:
        for variable, slot in artifact(name)["addresses"].items():
            kept = int(place.node.rpc("eth_getStorageAt", place.at[name], hex(slot), "latest"), 16)
            if variable in ("operator", "adviser", "owner", "shielded", "world_id"):
                continue
            for word in (int(STRANGER, 16), 0):
                place.store(name, slot, word)
                findings = audit_at(place.node.url, file=_file(place)).findings
                assert findings, f"{name}.{variable}"
            place.store(name, slot, kept)
    assert place.audit().findings == ()


def test_a_stranger_among_the_movers(place: Place) -> None:
    slot = int(artifact("Ledger")["sets"]["movers"]).to_bytes(32, "big")
    watching = address_bytes(place.at["Watching"]).rjust(32, b"\0")
    place.store("Ledger", int.from_bytes(keccak(slot + watching), "big"), 0)
    assert place.audit().findings == ("Ledger does not know Watching as one of its movers.",)


def test_money_that_is_not_ours(node_reset: LocalNode) -> None:
    place = Place(node_reset, practice=False)
    place.node.rpc("anvil_setCode", place.at["Dollar"], "0x6000")
    found = place.audit()
    assert found.findings == ()
    assert found.deployment.seen["Dollar"].state == "not ours"
    assert "the chain's own money" in "\n".join(lines_of(found))


def test_the_command_prints_and_answers(
    place: Place, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ["network", "audit", "--rpc", place.node.url]
    assert main(here) == 1
    assert "knows no network" in capsys.readouterr().err
    assert main([*here, "--registry", place.at["Registry"]]) == 0
    said = capsys.readouterr().out
    for words in (
        "Nothing is amiss.",
        "is what the sources compile to",
        "holds nothing",
        "by a heavy decision, 21 days after it is published, at the latest 14 days later",
        "Largest bond",
    ):
        assert words in said
    save_network(_network(place))
    assert main([*here, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sound"] is True and found["findings"] == []
    assert found["contracts"]["Ledger"]["code"] == "same"
    assert found == as_json(place.audit())
    place.store("Auction", artifact("Auction")["addresses"]["authority"], _word(place, 0))
    assert main([*here, "--file", str(_file(place)), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["deployer"]["holds"] == ["it is the authority of Auction"]
    assert main([*here, "--registry", "0x12"]) == 1
    assert capsys.readouterr().err


HOSTILE: list[Any] = [None, "0x", "0x12", [], {}, 7, "0x" + "ff" * 40_000, "zz", {"topics": []}]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda one: str(one)[:12])
def test_a_hostile_node_is_a_sentence(place: Place, answer: Any) -> None:
    asked = {"eth_chainId": "0x7a69", "eth_blockNumber": "0x10"}
    with FakeNode(lambda method, params: asked.get(method, answer)) as node:
        try:
            found = audit_at(node.url, registry=place.at["Registry"])
        except WalletError as refused:
            assert refused.sentence.endswith(".")
        else:
            assert found.findings


@pytest.mark.parametrize("method", ["eth_getStorageAt", "eth_call", "eth_getLogs", "eth_getCode"])
@pytest.mark.parametrize("answer", [None, "0x", "0x" + "ee" * 31, ["0x"], {"a": 1}, [{"data": 1}]])
def test_a_node_that_lies_in_one_answer_is_a_sentence(
    place: Place, method: str, answer: Any
) -> None:
    def reply(asked: str, params: list[Any]) -> Any:
        if asked == method:
            return answer
        return place.node.rpc(asked, *params)

    with FakeNode(reply) as node:
        try:
            found = audit_at(node.url, registry=place.at["Registry"])
        except WalletError as refused:
            assert refused.sentence.endswith(".")
        else:
            assert found.findings or found.verifiers is None


def test_a_node_that_answers_for_nothing_is_a_sentence() -> None:
    def refuse(method: str, params: list[Any]) -> Any:
        raise Refuse(-32000, "no")

    with FakeNode(refuse) as node, pytest.raises(WalletError):
        audit_at(node.url, registry=STRANGER)
    with pytest.raises(WalletError):
        audit_at("http://127.0.0.1:1", registry=STRANGER)


def _word(place: Place, account: int) -> int:
    return int(place.accounts[account], 16)


def _network(place: Place) -> Network:
    return Network("Audited", place.node.chain_id, (place.node.url,), place.at, 0, local=False)


def _file(place: Place) -> Path:
    return save_network(_network(place), place.folder)
