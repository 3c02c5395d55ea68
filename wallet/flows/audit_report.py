"""What an audit found: who can do what, the numbers, what the deployer holds, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import ZERO, address_from_bytes, same_address
from wallet.base.errors import WalletError
from wallet.chain.client import quantity
from wallet.contracts.bindings import contract
from wallet.contracts.numbers import GROUPS, Number
from wallet.contracts.onchain import PRACTICE
from wallet.contracts.powers import (
    ADVISER,
    AUTHORITY,
    BY_ITSELF,
    CLASSES,
    DEPLOYER,
    HOLDERS,
    LIFE,
    OPERATOR,
    OWNER,
)
from wallet.flows.audit_world import WorldId, look_at_world, world_as_json
from wallet.flows.auditing import Deployment

NOBODY: Final = "nobody"
MOST_POWERS: Final = 128
MOST_LISTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Power:
    """One function that not everybody may call, and who may.

    `decision` is the class of decision that it takes, `delay` the seconds until one can be
    carried out and `life` how long after that; None where it takes none.
    """

    contract: str
    function: str
    holder: str
    decision: str = ""
    delay: int | None = None
    life: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that can be decided: as it is now, and as the rules print it."""

    number: Number
    value: int


@dataclass(frozen=True, slots=True)
class Audit:
    """A whole audit. `findings` is empty where all is as it should be."""

    deployment: Deployment
    powers: tuple[Power, ...]
    figures: tuple[Figure, ...]
    roles: dict[str, str]
    verifiers: tuple[str, ...] | None
    attestors: tuple[int, ...] | None
    world: WorldId
    held: tuple[str, ...]
    findings: tuple[str, ...]


def audit(seen: Deployment) -> Audit:
    """Ask the contracts of a deployment what they allow whom. Raises WalletError."""
    findings = list(seen.findings)
    roles = _roles(seen)
    powers = _powers(seen, roles, findings)
    figures = _figures(seen, findings)
    verifiers, attestors = _served(seen)
    world = look_at_world(seen, findings)
    held = _held(seen, roles, verifiers, attestors)
    findings += [f"The deployer still holds something: {one}." for one in held]
    unsound = tuple(dict.fromkeys(findings))
    return Audit(seen, powers, figures, roles, verifiers, attestors, world, held, unsound)


def _roles(seen: Deployment) -> dict[str, str]:
    """Who holds each role that is an account: the operator, the adviser, the dollar's owner."""
    found: dict[str, str] = {}
    for one in seen.seen.values():
        for variable, there in one.roles.items():
            name = variable.rpartition(".")[2]
            if name in (OPERATOR, ADVISER, OWNER):
                found[name] = there
    return found


def _powers(seen: Deployment, roles: dict[str, str], findings: list[str]) -> tuple[Power, ...]:
    """Every function that not everybody may call, with its holder and its delay."""
    decided, terms = _decisions(seen, findings)
    found = []
    for name, functions in HOLDERS.items():
        if not seen.has(name):
            continue
        for function, holders in functions.items():
            if AUTHORITY not in holders:
                found.append(Power(name, function, _holders(holders, roles)))
                continue
            number = decided.pop((name, function), 0)
            if not number and (name, function) in BY_ITSELF:
                found.append(Power(name, function, BY_ITSELF[name, function]))
                continue
            if not number:
                # The role is held by a contract that has no way to use it for this.
                words = NOBODY if seen.has("Authority") else "the authority"
                found.append(Power(name, function, words))
                continue
            delay, life = terms.get(number, (None, None))
            found.append(
                Power(name, function, "the authority", CLASSES.get(number, "?"), delay, life)
            )
    for name, function in decided:
        findings.append(f"The authority has a power that is not known here: {name}.{function}.")
    return tuple(found)


def _holders(holders: tuple[str, ...], roles: dict[str, str]) -> str:
    """Who may call a function, in words."""
    if len(holders) > 1:
        return f"the contracts {', '.join(holders[:-1])} and {holders[-1]}"
    role = holders[0]
    if role == DEPLOYER:
        return "the deployer, once, before the network began"
    if role in (OPERATOR, ADVISER, OWNER):
        there = roles.get(role, ZERO)
        return f"the {role}, {'who is not named' if there == ZERO else there}"
    return f"the contract {role}"


def _decisions(
    seen: Deployment, findings: list[str]
) -> tuple[dict[tuple[str, str], int], dict[int, tuple[int, int]]]:
    """What the authority may decide, by contract and function, and each class's delay and life."""
    if not seen.has("Authority"):
        return {}, {}
    count = min(int(seen.read("Authority", "powers_count")), MOST_POWERS)
    rows = seen.read_many([("Authority", "power_at", (number,)) for number in range(count)])
    by_address = {one.address.lower(): one.name for one in seen.seen.values()}
    decided: dict[tuple[str, str], int] = {}
    for target, selector, number in rows:
        name = by_address.get(str(target).lower())
        function = None if name is None else _function(name, bytes(selector))
        if name is None or function is None:
            findings.append(f"The authority has a power over {target}, which is not known here.")
        else:
            decided[name, function] = int(number)
    numbers = sorted(set(decided.values()))
    delays = seen.read_many([("Authority", "delay", (number,)) for number in numbers])
    terms = {
        number: (int(delay), LIFE if delay else 0)
        for number, delay in zip(numbers, delays, strict=True)
    }
    return decided, terms


def _function(name: str, selector: bytes) -> str | None:
    found = contract(name)
    return next((one for one in found.functions if found.selector(one) == selector), None)


def _figures(seen: Deployment, findings: list[str]) -> tuple[Figure, ...]:
    """The numbers of `Rules`, beside what the rules print."""
    if not seen.has("Rules"):
        return ()
    numbers = [
        (group, place, number)
        for group, part in enumerate(GROUPS.values())
        for place, number in enumerate(part)
    ]
    now = seen.read_many([("Rules", "number", (group, place)) for group, place, _n in numbers])
    said = seen.read_many([("Rules", "printed", (group, place)) for group, place, _n in numbers])
    for (_group, _place, number), printed in zip(numbers, said, strict=True):
        if printed != number.printed:
            findings.append(f"{number.what} is not printed on chain as in the rules.")
    return tuple(
        Figure(number, int(value)) for (_g, _p, number), value in zip(numbers, now, strict=True)
    )


def _served(seen: Deployment) -> tuple[tuple[str, ...] | None, tuple[int, ...] | None]:
    """Who verifies and who attests, by the registry's events; None where the node keeps none."""
    if not seen.has("Registry"):
        return None, None
    registry = contract("Registry")
    asked: dict[str, dict[str, bool]] = {}
    for event in ("VerifierSet", "AttestorSet"):
        try:
            logs = seen.client.call(
                "eth_getLogs",
                (
                    {
                        "address": seen.seen["Registry"].address,
                        "fromBlock": "0x0",
                        "toBlock": hex(seen.block),
                        "topics": ["0x" + registry.topic(event).hex()],
                    },
                ),
            )
        except WalletError:
            return None, None
        if not isinstance(logs, list) or len(logs) > MOST_LISTED:
            return None, None
        asked[event] = {}
        for log in logs:
            try:
                whom, serves = log["topics"][1], bool(quantity(log["data"]))
                asked[event][str(whom)] = serves
            except (KeyError, IndexError, TypeError):
                return None, None
    verifiers = [
        address_from_bytes(bytes.fromhex(one[-40:]))
        for one, serves in asked["VerifierSet"].items()
        if serves
    ]
    attestors = [int(one, 16) for one, serves in asked["AttestorSet"].items() if serves]
    return tuple(verifiers), tuple(attestors)


def _held(
    seen: Deployment,
    roles: dict[str, str],
    verifiers: tuple[str, ...] | None,
    attestors: tuple[int, ...] | None,
) -> tuple[str, ...]:
    """What the account that deployed the network still can do."""
    deployer = seen.deployer
    if deployer == ZERO:
        return ()
    held = [f"it is the {role}" for role, there in roles.items() if same_address(there, deployer)]
    for one in seen.seen.values():
        if same_address(one.wired.get("Authority", ZERO), deployer):
            held.append(f"it is the authority of {one.name}")
        for name, there in one.wired.items():
            if there == ZERO:
                held.append(f"it can still connect {one.name} with {name}")
    if verifiers and any(same_address(one, deployer) for one in verifiers):
        held.append("it is a verifier")
    if attestors and seen.has("Registry"):
        person = int(seen.read("Registry", "person_of", deployer))
        if person in attestors:
            held.append("it is an attestor")
    return tuple(held)


def practice_money(seen: Deployment) -> bool:
    """Whether the network's money is practice money."""
    return seen.has(PRACTICE)


def as_json(found: Audit) -> dict[str, Any]:
    """The whole audit as plain data."""
    seen = found.deployment
    return {
        "chain_id": seen.chain_id,
        "block": seen.block,
        "sound": not found.findings,
        "findings": list(found.findings),
        "contracts": {
            one.name: {"address": one.address, "code": one.state, "connected": one.wired}
            for one in seen.seen.values()
        },
        "deployer": {"address": seen.deployer, "holds": list(found.held)},
        "world_id": world_as_json(found.world),
        "roles": found.roles,
        "verifiers": None if found.verifiers is None else list(found.verifiers),
        "attestors": None if found.attestors is None else list(found.attestors),
        "powers": [
            {
                "contract": one.contract,
                "function": one.function,
                "holder": one.holder,
                "class": one.decision or None,
                "delay": one.delay,
                "life": one.life,
            }
            for one in found.powers
        ],
        "numbers": [
            {
                "name": one.number.name,
                "what": one.number.what,
                "unit": one.number.unit,
                "value": one.value,
                "printed": one.number.printed,
            }
            for one in found.figures
        ],
        "practice_money": practice_money(seen),
    }
