"""Clear signing for other wallets: descriptors fit the schema, and the calldata that we make."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_abi.abi import decode

from wallet.acts.act import Call
from wallet.acts.compose import NO_PERMIT, encode
from wallet.base.addresses import keccak
from wallet.contracts import erc7730
from wallet.contracts.erc7730_words import INTENTS, MESSAGES
from wallet.signing.explain import TELLERS
from wallet.signing.typed import HOMES, STRUCTS

SCHEMA = Path(__file__).parents[3] / "shared/schemas/erc7730/erc7730-v2.schema.json"
FILES = sorted(erc7730.DESCRIPTORS.glob("*.json"))
NOT_SIGNED_BY_PEOPLE = {
    "Registry": "wire set_authority",
    "Ledger": """wire pull pay credit reserve unreserve trade place force pay_gain share_kept
        set_cost set_reference share set_due transfer transferFrom approve setOperator""",
    "Auction": "wire set_authority exit_news debt_news standing_news",
    "Offering": "wire set_authority fail",
    "Companies": "wire garnish hold decide open_found open_personal",
    "Disputes": "wire set_authority",
    "Compliance": """wire set_authority note_open note_close note_commit note_uncommit spend
        unspend""",
    "Watching": "set_authority",
    "Authority": "wire begin",
    "Members": "wire",
    "Rules": "set_authority",
    "Face": "initialize show transfer transferFrom approve",
}
"""What only contracts call, or a deployer before anybody is there, or what is always refused."""


def described(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((erc7730.DESCRIPTORS / f"{name}.json").read_text("utf-8"))
    return made


def acts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for contract in INTENTS:
        for key, form in described(f"calldata-{contract}")["display"]["formats"].items():
            yield contract, key, form


ACTS = list(acts())


def test_the_files_are_what_the_generator_writes() -> None:
    made = erc7730.descriptors()
    assert {path.stem for path in FILES} == set(made)
    for path in FILES:
        assert path.read_text("utf-8") == erc7730.written(made[path.stem]), (
            "run python -m wallet.contracts.erc7730"
        )


def test_every_act_that_a_person_signs_is_described() -> None:
    for contract, tellers in TELLERS.items():
        if contract == "Dollar":
            continue  # a stand-in for USDC, which has a descriptor of its own
        others = set(NOT_SIGNED_BY_PEOPLE.get(contract, "").split())
        assert set(tellers) - others == set(INTENTS[contract]), contract
        named = {key.split("(")[0] for of, key, _ in ACTS if of == contract}
        assert named == set(INTENTS[contract]), contract


@pytest.mark.skipif(not SCHEMA.exists(), reason="the published schema is not beside this tree")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_descriptor_fits_the_published_schema(path: Path) -> None:
    import jsonschema

    schema = jsonschema.Draft7Validator(json.loads(SCHEMA.read_text("utf-8")))
    descriptor = json.loads(path.read_text("utf-8"))
    assert list(schema.iter_errors(descriptor)) == []
    next(iter(descriptor["display"]["formats"].values()))["fields"] = [{"path": 1}]
    assert list(schema.iter_errors(descriptor)) != []


@pytest.mark.parametrize("contract, key, form", ACTS, ids=lambda given: str(given)[:40])
def test_a_descriptor_describes_the_calldata_that_is_composed(
    contract: str, key: str, form: dict[str, Any]
) -> None:
    function = next(one for one in abi(contract) if one["name"] == key.split("(")[0])
    values = tuple(sample(one) for one in function["inputs"])
    data = encode(Call(contract, function["name"], values), NO_PERMIT)
    # Nothing but the key of the descriptor is used to read it, as another wallet would.
    kinds, names = parsed(key)
    assert keccak(f"{function['name']}({','.join(kinds)})".encode())[:4] == data[:4]
    read = decode(kinds, data[4:])
    paths = [one["path"] for one in form["fields"]]
    assert paths == [path for path, _ in erc7730.leaves(function["inputs"])]
    for path in paths:
        assert shown(read, names, path) == shown(values, names, path), path
    assert form["intent"] and all(one["label"] for one in form["fields"])


def test_messages_are_described_as_they_are_signed() -> None:
    seen = {}
    for path in FILES:
        if path.stem.startswith("eip712-"):
            said = described(path.stem)
            for typed, form in said["display"]["formats"].items():
                kind = typed.split("(")[0]
                seen[kind] = erc7730.members(typed)
                assert [one["path"] for one in form["fields"]] == [name for _, name in seen[kind]]
                if kind != "Permit":
                    contract, name, version = HOMES[kind]
                    assert path.stem == f"eip712-{contract}"
                    domain = said["context"]["eip712"]["domain"]
                    assert domain == {"name": name, "version": version}
    assert seen.keys() == MESSAGES.keys()
    assert seen == {kind: list(members) for kind, members in STRUCTS.items()}


def test_references_lead_somewhere() -> None:
    for path in FILES:
        said = described(path.stem)
        for name in re.findall(r"\$\.metadata\.enums\.(\w+)", json.dumps(said)):
            assert said["metadata"]["enums"][name]


def abi(contract: str) -> list[dict[str, Any]]:
    """The functions of a contract."""
    path = erc7730.HERE / "artifacts" / f"{contract}.json"
    found = json.loads(path.read_text("utf-8"))["abi"]
    return [one for one in found if one["type"] == "function"]


def sample(one: dict[str, Any], seed: int = 1) -> Any:
    """A value of a type, another for each place."""
    kind = str(one["type"])
    if fixed := re.fullmatch(r"(.*)\[(\d*)\]", kind):
        count = int(fixed[2] or 2)
        return tuple(sample({**one, "type": fixed[1]}, seed * 7 + k) for k in range(count))
    if kind == "tuple":
        return tuple(sample(part, seed * 11 + k) for k, part in enumerate(one["components"]))
    number = seed * 37 + len(one["name"])
    if kind == "bool":
        return number % 2 == 0
    if kind == "address":
        return "0x" + f"{number:040x}"
    if kind == "string":
        return f"said {number}"
    if kind == "bytes":
        return number.to_bytes(3, "big")
    if kind.startswith("bytes"):
        return number.to_bytes(int(kind[5:]), "big")
    return number % 200


def parsed(key: str) -> tuple[list[str], list[Any]]:
    """Types and names of the parameters in the key of a format; a struct's as (name, names)."""
    inside, kinds, names = key[key.index("(") + 1 : -1], [], []
    for part in split(inside):
        if part.startswith("("):
            end = part.rindex(")")
            within, deeper = parsed("f" + part[: end + 1])
            rest, name = part[end + 1 :].split(" ")
            kinds.append(f"({','.join(within)}){rest}")
            names.append((name, deeper))
        else:
            kind, name = part.split(" ")
            kinds.append(kind)
            names.append((name, []))
    return kinds, names


def split(text: str) -> list[str]:
    """Parts between commas that lie in no brackets."""
    found, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [part.strip() for part in found if part.strip()]


def shown(values: Any, names: list[Any], path: str) -> Any:
    """The value at a path, lists whole."""
    value, deeper = values, names
    for step in path.split("."):
        if step == "[]":
            return tuple(value)
        place = [name for name, _ in deeper].index(step)
        value, deeper = value[place], deeper[place][1]
    return value
