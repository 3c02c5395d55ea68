"""What hostile money calls in the middle of a movement: every entry, with arguments that fit."""

from __future__ import annotations

from typing import Any

from eth_utils.crypto import keccak

from tests.contracts.hostile import Story
from tests.contracts.market import PRICE
from tests.contracts.network import (
    NO_PERMIT,
    SHARE,
)


def arms(tale: Story) -> list[tuple[str, str, bytes]]:
    """Calls that Mallory makes in the midst of every movement: contract, function, calldata.

    Every function of every contract that can change anything, with arguments that mean nothing,
    and those that could be worth something with arguments that mean something.
    """
    net, me = tale.net, tale.mallory
    alice, ivan = tale.at("Alice").pid, tale.at("Ivan").pid
    meant: dict[str, list[tuple[str, tuple[Any, ...]]]] = {
        "ledger": [
            ("withdraw", (me,)),
            ("withdraw", (ivan,)),
            ("claim", (alice, me)),
            ("claim", (alice, ivan)),
            ("claim_many", ([alice], me)),
            ("pay", (me, 10**6, True)),
            ("credit", (me, 10**6)),
        ],
        "offering": [
            ("withdraw", (1, 3)),
            ("refund", (1, 3)),
            ("refund", (1, 4)),
            ("refund", (2, 0)),
            ("refund", (2, 1)),
            ("take", (1, [3])),
            ("take", (1, [0, 1, 3])),
            ("proceeds", (1,)),
            ("close", (1, 1)),
        ],
        "auction": [
            ("buy", (tale.at("Carl").pid, 200 * SHARE, PRICE, NO_PERMIT)),
            ("withdraw", (tale.at("Carl").pid,)),
            ("withdraw", (alice,)),
            ("settle", (alice, 1)),
            ("release", (alice, me)),
        ],
        "companies": [("pay_debt", (number, 1, NO_PERMIT)) for number in (1, 2, 3)],
        "watching": [
            ("commit", (keccak(text="report"), NO_PERMIT)),
            *(("expire", (number,)) for number in (1, 2, 4)),
            *(("lapse", (number,)) for number in (1, 6)),
        ],
    }
    found: list[tuple[str, str, bytes]] = []
    for name in ("registry", "ledger", "offering", "auction", "companies", "disputes", "watching"):
        contract = getattr(net, name)
        calls = [*meant.get(name, []), *nonsense(contract)]
        for function, args in calls:
            data = getattr(contract, function).prepare_calldata(*args)
            if len(data) <= 2_048:
                found.append((name, function, data))
    return found


def nonsense(contract: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Every function that changes something, with arguments that mean nothing."""
    return [
        (entry["name"], tuple(nothing(one) for one in entry["inputs"]))
        for entry in contract.abi
        if entry["type"] == "function" and entry["stateMutability"] == "nonpayable"
    ]


def nothing(parameter: dict[str, Any]) -> Any:
    """A value of a type of the ABI."""
    kind = parameter["type"]
    if kind.endswith("[]"):
        return []
    if kind.endswith("]"):
        inner = {**parameter, "type": kind[: kind.rindex("[")]}
        return [nothing(inner)] * int(kind[kind.rindex("[") + 1 : -1])
    if kind == "tuple":
        return tuple(nothing(one) for one in parameter["components"])
    if kind == "address":
        return "0x" + "11" * 20
    if kind == "bool":
        return True
    if kind == "string":
        return ""
    if kind == "bytes":
        return b""
    if kind.startswith("bytes"):
        return b"\1" * int(kind[5:])
    return 1
