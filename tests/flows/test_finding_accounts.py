"""Accounts are found wherever other wallets put them, in one question to the node."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.chain.fake_node import FakeNode
from wallet.chain.chain import Chain
from wallet.chain.networks import Network
from wallet.contracts.wiring import CONTRACTS
from wallet.flows.finding_accounts import GAP, find_accounts
from wallet.keys.accounts import account_key, account_path, address_of
from wallet.keys.words import seed

ROOT = seed("chunk rhythm twist calm into stem alert life notable flame bicycle interest")
KNOWN: dict[int, str] = {}


def address(number: int) -> str:
    """The address of an account, worked out once."""
    if number not in KNOWN:
        KNOWN[number] = address_of(account_key(ROOT, number))
    return KNOWN[number]


class Ledger:
    """A node on which some accounts were used in some way: sent, coins, dollars, person."""

    def __init__(self, used: dict[int, tuple[int, int, int, int]]) -> None:
        self.used = {address(number).lower(): facts for number, facts in used.items()}
        self.node = FakeNode(self.answer)
        contracts = {name: f"0x{place:040x}" for place, name in enumerate(CONTRACTS, 0xC0FFEE01)}
        self.contracts = contracts
        self.chain = Chain(Network("Test", 31337, (self.node.url,), contracts, 0, False))

    def answer(self, method: str, params: list[Any]) -> Any:
        if method == "eth_chainId":
            return hex(31337)
        if method == "eth_call":
            asked = params[0]
            facts = self.used.get("0x" + asked["data"][-40:], (0, 0, 0, 0))
            dollars = asked["to"].lower() == self.contracts["Dollar"].lower()
            return f"0x{facts[2] if dollars else facts[3]:064x}"
        facts = self.used.get(params[0].lower(), (0, 0, 0, 0))
        return hex(facts[0] if method == "eth_getTransactionCount" else facts[1])


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    made = Ledger(request.param)
    with made.node:
        yield made
        made.chain.close()


USED = {
    0: (3, 10**18, 0, 7),
    2: (0, 5, 0, 0),
    103: (0, 0, 1, 0),
    219: (0, 0, 0, 9),
    230: (1, 0, 0, 0),
}


@pytest.mark.parametrize("ledger", [USED], indirect=True)
def test_used_accounts_are_found_on_every_path(ledger: Ledger) -> None:
    found = find_accounts(ledger.chain, address)
    assert [one.number for one in found] == sorted(USED)
    assert [(one.sent, one.coins, one.dollars, one.person) for one in found] == list(USED.values())
    assert found[2].path == "m/44'/60'/3'/0/0" == account_path(103)
    assert found[4].path == "m/44'/60'/0'/30"
    assert all(one.address == address(one.number) for one in found)


@pytest.mark.parametrize("ledger", [{}], indirect=True)
def test_all_are_asked_about_at_once(ledger: Ledger) -> None:
    asked: list[int] = []

    def counted(number: int) -> str:
        asked.append(number)
        return address(number)

    assert find_accounts(ledger.chain, counted) == ()
    assert asked == [*range(GAP), *range(100, 100 + GAP), *range(200, 200 + GAP)]
    # One batch of 240 questions, as 100 each may hold, after the chain's id was asked for once.
    assert ledger.node.requests == 1 + 3


@pytest.mark.parametrize("ledger", [{25: (1, 0, 0, 0)}], indirect=True)
def test_an_account_beyond_the_gap_is_not_looked_for(ledger: Ledger) -> None:
    assert find_accounts(ledger.chain, address) == ()


@pytest.mark.parametrize("ledger", [{19: (1, 0, 0, 0), 39: (1, 0, 0, 0)}], indirect=True)
def test_the_gap_begins_anew_after_a_used_one(ledger: Ledger) -> None:
    assert [one.number for one in find_accounts(ledger.chain, address, ways=1)] == [19, 39]
