"""The second look at a deployment sees what is there, and what is not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from wallet.base.errors import WalletError
from wallet.chain.client import Client
from wallet.chain.node import LocalNode
from wallet.chain.second_look import look_again
from wallet.contracts.deploy import deploy
from wallet.contracts.wiring import CONTRACTS
from wallet.flows.local_roles import send_as

DEPLOYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
OTHER = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"


@pytest.fixture(scope="module")
def deployed(node: LocalNode) -> Mapping[str, str]:
    client = Client(node.url)
    try:
        return deploy(lambda transaction: send_as(client, DEPLOYER, transaction))
    finally:
        client.close()


def test_a_whole_deployment_is_read_back(node: LocalNode, deployed: Mapping[str, str]) -> None:
    assert look_again(node.url, deployed, DEPLOYER) == len(deployed) == len(CONTRACTS)


def test_another_authority_is_seen(node: LocalNode, deployed: Mapping[str, str]) -> None:
    with pytest.raises(WalletError, match="another authority"):
        look_again(node.url, deployed, OTHER)


def test_an_address_without_code_is_seen(node: LocalNode, deployed: Mapping[str, str]) -> None:
    with pytest.raises(WalletError, match="no code at the address of Face"):
        look_again(node.url, {**deployed, "Face": OTHER}, DEPLOYER)


def test_a_node_that_is_gone_is_a_sentence(deployed: Mapping[str, str]) -> None:
    with pytest.raises(WalletError, match="could not be read back"):
        look_again("http://127.0.0.1:1", deployed, DEPLOYER)
