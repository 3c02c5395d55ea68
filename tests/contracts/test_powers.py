"""What only some may do is what the sources say; and what a deployment is held against."""

from __future__ import annotations

import re

import pytest

from tests.contracts.compiled import SOURCES, deployer_of
from tests.contracts.source_guards import guards, table
from wallet.contracts.bindings import contract
from wallet.contracts.numbers import COUNT, GROUPS
from wallet.contracts.powers import BY_ITSELF, HOLDERS
from wallet.contracts.wiring import CONTRACTS, named_after, takes

PLACE = re.compile(r"([A-Z_]+): constant\(uint256\) = (\d+)(?:\s|$)")


def test_who_may_call_what_is_what_the_sources_check() -> None:
    assert {name: dict(part) for name, part in HOLDERS.items()} == {
        name: part for name, part in table().items() if name in CONTRACTS
    }


def test_the_checks_are_read_through_calls_and_modules() -> None:
    assert guards("Registry", "ban") == {"authority"}
    assert guards("Auction", "exit_news") == set()  # a module's: the auction only exports it
    assert guards("auction_news", "exit_news") == {"Companies"}
    assert guards("Disputes", "rule_large") == {"authority"}
    assert guards("Registry", "join") == set()


def test_what_is_said_to_be_done_by_itself_is_there() -> None:
    for name, function in BY_ITSELF:
        assert function in HOLDERS[name]


def test_every_contract_is_deployed_in_an_order_that_works() -> None:
    made: set[str] = set()
    for name in CONTRACTS:
        wanted = {named_after(one) for one in takes(contract(name).abi, "constructor")}
        assert wanted <= made, name
        made.add(name)


def test_every_parameter_of_the_wiring_names_a_contract() -> None:
    for name in CONTRACTS:
        for parameter in takes(contract(name).abi, "wire"):
            # The ledger keeps a place for one shielded module, and there is none yet.
            assert named_after(parameter) in CONTRACTS or parameter == "shielded"


@pytest.mark.parametrize(
    ("name", "contract_name"),
    [
        ("offering_", "Offering"),
        ("cash.LEDGER", "Ledger"),
        ("line_ledger", "Ledger"),
        ("auction_word", "Auction"),
        ("world_id", "WorldId"),
        ("DEPLOYER", "Deployer"),
    ],
)
def test_names_say_which_contract_is_meant(name: str, contract_name: str) -> None:
    assert named_after(name) == contract_name


def test_the_numbers_are_those_of_bold_and_of_the_rules() -> None:
    text = (SOURCES / "bold.vy").read_text("utf-8")
    places: dict[str, dict[str, int]] = {}
    group = ""
    for line in text.split("GROUPS:")[1].splitlines():
        if heading := re.fullmatch(r"# ([A-Z]+)", line.strip()):
            group = heading[1]
        elif (found := PLACE.match(line)) and group:
            places.setdefault(group, {})[found[1]] = int(found[2])
    names = {
        part: {number.name: place for place, number in enumerate(numbers)}
        for part, numbers in GROUPS.items()
    }
    assert places == names
    rules = deployer_of("Rules").deploy()
    for part, numbers in enumerate(GROUPS.values()):
        for place in range(8):
            wanted = numbers[place].printed if place < len(numbers) else 0
            assert rules.printed(part, place) == wanted
            assert rules.number(part, place) == wanted


def test_numbers_are_shown_in_their_units() -> None:
    shown = [number.shown(number.printed) for numbers in GROUPS.values() for number in numbers]
    for words in ("7 days", "12 hours", "$25,000", "120 %", "1,999", "3"):
        assert words in shown
    assert {number.unit for numbers in GROUPS.values() for number in numbers} >= {COUNT}
