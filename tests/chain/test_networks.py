"""Network files: read whole or refused with a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.base.errors import WalletError
from wallet.chain.networks import (
    Network,
    file_name,
    find_network,
    list_networks,
    load_network,
    parse_network,
    save_network,
)
from wallet.contracts.wiring import CONTRACTS

ADDRESS = "0x5FbDB2315678afecb367f032d93F642f64180aa3"


def fields(**changed: Any) -> dict[str, Any]:
    good = {
        "name": "Local network",
        "chain_id": 31337,
        "rpc_urls": ["http://127.0.0.1:8545"],
        "contracts": dict.fromkeys(CONTRACTS, ADDRESS),
        "deploy_block": 0,
        "local": True,
    }
    return good | changed


def test_a_network_survives_its_file(tmp_path: Path) -> None:
    network = parse_network(fields())
    path = save_network(network, tmp_path)
    assert path.name == "local-network.json"
    assert load_network(path) == network
    assert find_network("Local network", tmp_path) == network
    assert network.contract_at(ADDRESS.lower()) == CONTRACTS[0]
    assert network.contract_at("0x" + "11" * 20) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "a/b"},
        {"name": "x" * 41},
        {"name": None},
        {"chain_id": 0},
        {"chain_id": True},
        {"chain_id": "1"},
        {"chain_id": 2**60},
        {"rpc_urls": []},
        {"rpc_urls": "http://x"},
        {"rpc_urls": ["file:///etc/passwd"]},
        {"rpc_urls": ["http://x"] * 9},
        {"contracts": {}},
        {"contracts": dict.fromkeys((*CONTRACTS, "Extra"), ADDRESS)},
        {"contracts": dict.fromkeys(CONTRACTS, "0x12")},
        {"contracts": dict.fromkeys(CONTRACTS, ADDRESS.replace("F", "f", 1))},
        {"contracts": dict.fromkeys(CONTRACTS, 5)},
        {"deploy_block": -1},
        {"dollar_decimals": 18},
        {"coin_price_cents": 1.5},
    ],
)
def test_what_is_not_a_network_is_refused(changed: dict[str, Any]) -> None:
    parse_network(fields())
    with pytest.raises(WalletError):
        parse_network(fields(**changed))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*fields(), *CONTRACTS]), inner, max_size=8)
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        assert isinstance(parse_network(value), Network)
    except WalletError as error:
        assert error.sentence


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    save_network(parse_network(fields(name="Good")), tmp_path)
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "large.json").write_text(json.dumps({"x": "y" * 100_000}))
    assert [one.name for one in list_networks(tmp_path)][:1] == ["Good"]
    with pytest.raises(WalletError, match="too large"):
        load_network(tmp_path / "large.json")
    with pytest.raises(WalletError, match="no network called"):
        find_network("Nowhere", tmp_path)


def test_file_names_are_plain() -> None:
    assert file_name("../../etc/passwd") == "etc-passwd.json"
    assert file_name("Ünïcode ☃") == "n-code.json"
    assert file_name("☃") == "network.json"


def test_the_hashes_of_code_survive_and_nothing_else_is_taken_for_them(tmp_path: Path) -> None:
    code = {"Ledger": "0x" + "ab" * 32}
    network = parse_network(fields(code=code))
    assert load_network(save_network(network, tmp_path)).code == code
    assert parse_network(fields()).code == {}
    wrongs: list[Any] = [[], {"Ledger": "0xab"}, {"Ledger": 5}, {"Lodger": code["Ledger"]}, "0x"]
    for wrong in wrongs:
        with pytest.raises(WalletError):
            parse_network(fields(code=wrong))
