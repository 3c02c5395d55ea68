"""What is committed is what the sources compile to, what fits a chain, and what deploys."""

from __future__ import annotations

import re
from typing import Any

import pytest

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError
from wallet.chain.node import LocalNode
from wallet.contracts import build
from wallet.contracts.bindings import artifact, contract
from wallet.contracts.deploy import deploy
from wallet.contracts.wiring import CONTRACTS, OPTIONAL

NAMES = build.contract_names()


def test_there_is_an_artifact_for_each_contract_and_no_other() -> None:
    assert sorted((*CONTRACTS, *OPTIONAL)) == NAMES
    assert sorted(path.stem for path in build.ARTIFACTS.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_artifact_is_what_the_source_compiles_to(name: str) -> None:
    committed = artifact(name)
    compiled = build.compile_contract(name)
    different = [key for key in compiled if compiled[key] != committed.get(key)]
    assert different == [], f"run python -m wallet.contracts.build {name}"
    assert committed.keys() == compiled.keys()


def test_an_artifact_of_another_source_is_seen() -> None:
    assert artifact("Face")["bytecode"] != artifact("Dollar")["bytecode"]
    assert artifact("Face")["source_hash"] != artifact("Dollar")["source_hash"]


@pytest.mark.parametrize("name", NAMES)
def test_the_code_fits_a_chain(name: str) -> None:
    assert 0 < artifact(name)["runtime_size"] <= build.CODE_LIMIT == 24_576


def test_code_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CODE_LIMIT", 100)
    with pytest.raises(ValueError, match="a chain accepts 100"):
        build.compile_contract("Face")


@pytest.mark.parametrize("name", NAMES)
def test_everything_a_caller_can_touch_is_explained(name: str) -> None:
    """NatSpec on every external function of every source."""
    text = (build.HERE / f"{name}.vy").read_text("utf-8")
    blocks = re.findall(r"((?:^@\w+\n)+)def (\w+)\((?:.|\n)*?:\n(\s+\"\"\")?", text, re.MULTILINE)
    assert blocks
    silent = [name for marks, name, said in blocks if "@external" in marks and not said]
    assert silent == []
    assert "@title" in text and "@license AGPL-3.0-only" in text


def test_selectors_and_topics_are_those_of_the_signatures() -> None:
    for name in NAMES:
        found = artifact(name)
        for signature, selector in found["selectors"].items():
            assert selector == "0x" + keccak(signature.encode())[:4].hex()
        for signature, topic in found["topics"].items():
            assert topic == "0x" + keccak(signature.encode()).hex()
    assert artifact("Dollar")["selectors"]["transfer(address,uint256)"] == "0xa9059cbb"


def test_no_contract_uses_a_name_twice() -> None:
    for name in NAMES:
        binding = contract(name)
        functions = [one for one in binding.abi if one["type"] == "function"]
        assert len(binding.functions) == len(functions)


def test_a_network_is_deployed_and_wired(node_reset: LocalNode) -> None:
    account = node_reset.rpc("eth_accounts")[0]
    heard: list[str] = []

    def send(transaction: dict[str, Any]) -> dict[str, Any]:
        sent = node_reset.rpc("eth_sendTransaction", {"from": account, **transaction})
        for _ in range(10_000):
            receipt = node_reset.rpc("eth_getTransactionReceipt", sent)
            if receipt is not None:
                found: dict[str, Any] = receipt
                return found
        raise AssertionError("no block")

    found = deploy(send, verifiers=(account,), progress=heard.append)
    assert tuple(found) == CONTRACTS
    assert sorted((*heard, *OPTIONAL)) == NAMES

    def ask(name: str, function: str, *args: Any) -> Any:
        data = "0x" + contract(name).encode(function, args).hex()
        answer = node_reset.rpc("eth_call", {"to": found[name], "data": data}, "latest")
        return contract(name).decode_output(function, bytes.fromhex(answer[2:]))

    assert ask("Registry", "is_verifier", account) is True
    assert ask("Registry", "auction") == found["Auction"].lower()
    for view, name in (
        ("registry", "Registry"),
        ("dollar", "Dollar"),
        ("offering", "Offering"),
        ("auction", "Auction"),
        ("companies", "Companies"),
    ):
        assert ask("Ledger", view) == found[name].lower()
    # A second network in the same money.
    again = deploy(send, dollar=found["Dollar"])
    assert again["Dollar"] == found["Dollar"] and again["Ledger"] != found["Ledger"]


def test_a_deployment_that_fails_says_so() -> None:
    with pytest.raises(WalletError, match="refused to set up its contract Rules"):
        deploy(lambda _transaction: {"status": "0x0"})
