"""What a decision does, as the contracts are told it: the call, its case, and its event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wallet.base.addresses import address_bytes, keccak
from wallet.contracts.bindings import contract
from wallet.simulate.replay.kind import Event, part_of
from wallet.simulate.replay.part import Key, Part
from wallet.simulate.replay.parts_cases import Exit
from wallet.simulate.replay.records import HASH
from wallet.simulate.replay.storage import Ground

Act = tuple[Any, ...]
"""The name of what is decided, and its arguments, as `wallet.rules.deeds` has them."""

OUTCOMES: Final = {"upheld": 1, "unproven": 2, "frivolous": 3}
NAMED_BY: Final = {"force": 2, "seal": 0}
"""How many words of the call name the case, where it is not one."""
WORD: Final = 32
SELECTOR: Final = 4


def event_of_deed(act: Act, at: int) -> Event | None:
    """The event that it is when it is done; None for what is not replayed."""
    match act:
        case ("ban" | "unban" | "strike" as kind, person, *_):
            return Event(kind, 0, {"person": person}, at)
        case ("freeze", person, until):
            return Event("freeze", 0, {"person": person, "until": until}, at)
        case ("halt", token, until):
            return Event("halt", 0, {"token": token, "until": until}, at)
        case ("seal", until):
            return Event("stop_market", 0, {"until": until}, at)
        case ("force", token, giver, taker, units):
            moved = {"token": token, "giver": giver, "taker": taker, "units": units}
            return Event("force", 0, moved, at)
        case ("rule_small" | "rule_large" as how, ("report", report), outcome, gain, *_):
            said = {"report": report, "outcome": outcome, "gain": gain}
            return Event("rule_report", 0, {**said, "large": how == "rule_large"}, at)
        case ("rule_small" | "rule_large" as how, ("exit", exit_), gain, *_):
            said = {"exit": exit_, "gain": gain, "large": how == "rule_large"}
            return Event("rule_case", 0, said, at)
    return None


def call_of(act: Act, parts: Mapping[Key, Part]) -> tuple[str, bytes]:
    """Which contract it calls, and with which data. Raises KeyError for what is not replayed."""
    target, function, args = _call(act, parts)
    return target, contract(target).encode(function, args)


def _call(act: Act, parts: Mapping[Key, Part]) -> tuple[str, str, tuple[Any, ...]]:
    match act:
        case ("strike", person, *_):
            return "Watching", "strike", (person, HASH)
        case ("ban" | "unban" | "freeze" as function, *args):
            return "Registry", function, tuple(args)
        case ("halt", *args):
            return "Auction", "halt", tuple(args)
        case ("seal", until):
            return "Rules", "stop_market", (until,)
        case ("force", *args):
            return "Auction", "force_transfer", tuple(args)
        case ("rule_small" | "rule_large" as function, ("report", number), outcome, gain, *_):
            return "Watching", function, (number, OUTCOMES[outcome], gain)
        case ("rule_small" | "rule_large" as function, ("exit", number), gain, *_):
            facts = part_of(parts, Exit, number).facts
            if facts is not None:
                return "Disputes", function, (number, facts.record, gain)
    raise KeyError(act[0])


def call_hash(ground: Ground, target: str, data: bytes) -> int:
    """A call, as a decision keeps it."""
    return int.from_bytes(keccak(address_bytes(ground.addresses[target]) + data), "big")


def case_hash(ground: Ground, act: Act) -> int:
    """What makes two calls the same case: the contract, the function and the first words."""
    plain: Act = act
    if isinstance(act[1], tuple):  # of a ruling the number alone counts
        kind, number = act[1]
        target = {"report": "Watching", "exit": "Disputes"}[kind]
        selector = contract(target).selector(act[0])
        data = selector + int(number).to_bytes(WORD, "big")
    else:
        target, data = call_of(plain, {})
    named = SELECTOR + WORD * NAMED_BY.get(act[0], 1)
    return call_hash(ground, target, data[:named])
