"""World ID in an audit: whether the registry names an adapter, what it is, and whom it asks.

The adapter is ours and is held against the artifacts. Whom it asks is World ID's, so there only
what is known of it beforehand can be checked: that there is code, and that the key is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import ZERO, address_from_bytes, keccak, same_address
from wallet.chain.client import Call, hex_bytes
from wallet.contracts.onchain import read_code
from wallet.contracts.wiring import OPTIONAL
from wallet.contracts.worldid import ADAPTERS, PROOF, VERIFIERS, Asked, asked_by, key_is_published
from wallet.flows.auditing import CODE, NONE, OTHER, SAME, Deployment

ABSENT: Final = "absent"
UNKNOWN: Final = "unknown"
"""Besides what is said of any code: that there is no contract, or that it cannot be known."""
VARIABLE: Final = "world_id"
PEOPLE: Final = 1
"""The group of a router whose people have shown themselves to an Orb."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something an adapter was made with, or was answered: its name, its value, its meaning."""

    name: str
    value: str | int | bool
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One of our contracts that a network may have for World ID."""

    name: str
    address: str = ZERO
    state: str = ABSENT
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class WorldId:
    """How a network takes World IDs: the adapter that its registry names, and all of `OPTIONAL`.

    `state` is that of the adapter's code: `OTHER` where it is neither of ours.
    """

    adapter: str
    state: str
    parts: tuple[Part, ...]


def look_at_world(seen: Deployment, findings: list[str]) -> WorldId:
    """What the registry of a deployment names for World ID. Raises WalletError."""
    if not seen.has("Registry"):
        return _all(ZERO, UNKNOWN, {name: Part(name, state=UNKNOWN) for name in OPTIONAL})
    adapter = seen.seen["Registry"].roles.get(VARIABLE, ZERO)
    if adapter == ZERO:
        return _all(ZERO, ABSENT, {})
    (code,) = _codes(seen, adapter)
    for name in ADAPTERS:
        read = read_code(name, code)
        if read.same:
            asked = asked_by(name, read)
            parts = (_of_4 if asked.verifier else _of_3)(seen, asked, findings)
            return _all(
                adapter, SAME, {**parts, name: Part(name, adapter, SAME, parts[name].facts)}
            )
    if code:
        findings.append("The World ID adapter that Registry names is not one of ours.")
    else:
        findings.append("There is no code at the World ID adapter that Registry names.")
    return _all(adapter, OTHER if code else NONE, {})


def _all(adapter: str, state: str, parts: dict[str, Part]) -> WorldId:
    """Every part, those that are not there as absent."""
    return WorldId(adapter, state, tuple(parts.get(name, Part(name)) for name in OPTIONAL))


def _of_3(seen: Deployment, asked: Asked, findings: list[str]) -> dict[str, Part]:
    """The adapter for 3.0 and, where one is named, the verifier of our own."""
    router_code, proof_code = _codes(seen, asked.router, asked.proof)
    if not router_code:
        findings.append("There is no code at the World ID router that WorldId3 asks.")
    group = _group(seen, asked.router)
    if group == ZERO:
        findings.append("The World ID router that WorldId3 asks names no group of people.")
    own = asked.proof != ZERO
    facts = (
        Fact(
            "router",
            asked.router,
            f"asks World ID’s router at {asked.router}, which its owner can change",
        ),
        Fact("group", group, f"which sends it to {group} for the people known to an Orb"),
        Fact("own_verifier", own, f"has proofs checked by {PROOF if own else 'the router'}"),
        Fact(
            "external_nullifier",
            f"0x{asked.action:064x}",
            f"for the action {asked.action:#x}, hashed; no proofs are made after 1 April 2027",
        ),
    )
    parts = {"WorldId3": Part("WorldId3", facts=facts)}
    if own:
        parts[PROOF] = _proof(asked.proof, proof_code, findings)
    return parts


def _proof(address: str, code: bytes, findings: list[str]) -> Part:
    """The verifier of our own for 3.0: its code, and the key it checks by."""
    read = read_code(PROOF, code)
    if not read.same:
        findings.append(
            f"The code of {PROOF} is not what the sources compile to."
            if code
            else f"There is no code at the address of {PROOF}."
        )
        return Part(PROOF, address, OTHER if code else NONE)
    published = key_is_published(read)
    if not published:
        findings.append(f"{PROOF} checks proofs by another key than World ID’s.")
    words = "the key that World ID published" if published else "a key that is NOT World ID’s"
    return Part(PROOF, address, SAME, (Fact("published_key", published, f"checks by {words}"),))


def _of_4(seen: Deployment, asked: Asked, findings: list[str]) -> dict[str, Part]:
    """The adapter for 4.0."""
    (code,) = _codes(seen, asked.verifier)
    if not code:
        findings.append("There is no code at the World ID verifier that WorldId4 asks.")
    known = VERIFIERS.get(seen.chain_id)
    which = "World ID’s verifier"
    if known is not None and same_address(known, asked.verifier):
        which = "the verifier that World ID published for this chain,"
    elif known is not None:
        findings.append("WorldId4 asks another verifier than the one World ID has on this chain.")
    facts = (
        Fact(
            "verifier",
            asked.verifier,
            f"asks {which} at {asked.verifier}, which its owner can change",
        ),
        Fact("rp_id", asked.party, f"as relying party {asked.party}"),
        Fact("action", f"0x{asked.action:064x}", f"for the action {asked.action:#x}, hashed"),
        Fact("schema", asked.schema, f"of people with a credential of kind {asked.schema}"),
    )
    return {"WorldId4": Part("WorldId4", facts=facts)}


def _codes(seen: Deployment, *addresses: str) -> list[bytes]:
    """The code at several addresses at the audit's block."""
    asked: list[Call] = [("eth_getCode", (there, hex(seen.block))) for there in addresses]
    return [hex_bytes(one, seen.client.node_name) for one in seen.client.batch(asked)]


def _group(seen: Deployment, router: str) -> str:
    """Where a router sends proofs; the zero address for what answers nothing of the kind."""
    data = keccak(b"routeFor(uint256)")[:4] + PEOPLE.to_bytes(32, "big")
    asked = {"to": router, "data": "0x" + data.hex()}
    (answer,) = seen.client.batch_each([("eth_call", (asked, hex(seen.block)))])
    word = b"" if isinstance(answer, Exception) else hex_bytes(answer, seen.client.node_name)
    if len(word) != 32 or any(word[:12]):
        return ZERO
    group = address_from_bytes(word[12:])
    return group if group != ZERO and _codes(seen, group)[0] else ZERO


def world_as_json(found: WorldId) -> dict[str, Any]:
    """It as plain data."""
    return {
        "adapter": None if found.adapter == ZERO else found.adapter,
        "code": found.state,
        "contracts": {
            part.name: {
                "address": None if part.address == ZERO else part.address,
                "code": part.state,
                "made_with": {fact.name: fact.value for fact in part.facts},
            }
            for part in found.parts
        },
    }


def world_lines(found: WorldId) -> Iterator[str]:
    """It as lines, under a title of their own."""
    yield "World ID"
    if found.state == UNKNOWN:
        yield "  not known: the registry is not what the sources compile to"
        return
    if found.state in (OTHER, NONE):
        yield f"  {'adapter':<11} {found.adapter}  {CODE[found.state]}"
    for part in found.parts:
        if part.state == ABSENT:
            yield f"  {part.name:<11} absent"
            continue
        yield f"  {part.name:<11} {part.address}  {CODE[part.state]}"
        for fact in part.facts:
            yield f"  {'':<11} {fact.words}"
    if found.adapter == ZERO:
        yield "  No adapter is named: nobody can join by a World ID alone."
    else:
        yield "  Who joins by it holds up to a limit, and neither issues nor votes."
