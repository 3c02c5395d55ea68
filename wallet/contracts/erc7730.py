"""Clear signing for other wallets: writes `resources/erc7730`, from the ABIs and the words.

`python -m wallet.contracts.erc7730`. A file for the calls of each contract and one for the
messages that are signed for it, as version 2 of the schema of ERC-7730 asks. Nothing is bound to
an address: a deployment adds its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from wallet.contracts.erc7730_words import (
    BETWEEN_PEOPLE,
    ENUMS,
    EXCEPT,
    FORMS,
    HIDDEN,
    INTENTS,
    MESSAGES,
    OPTIONAL,
)

HERE: Final = Path(__file__).parent
DESCRIPTORS: Final = HERE.parents[1] / "resources" / "erc7730"
SCHEMA: Final = (
    "https://github.com/LedgerHQ/clear-signing-erc7730-registry/blob/master/specs/"
    "erc7730-v2.schema.json"
)

Descriptor = dict[str, Any]
Input = Mapping[str, Any]


def descriptors() -> dict[str, Descriptor]:
    """Every descriptor, by the name of its file without `.json`."""
    made = {f"calldata-{contract}": calls(contract) for contract in INTENTS}
    homes: dict[str, dict[str, str]] = {}
    for contract in (*INTENTS, "Dollar"):
        for kind, typed in message_types(contract).items():
            homes.setdefault(contract, {})[kind] = typed
    for contract, kinds in homes.items():
        made[f"eip712-{contract}"] = messages(contract, kinds)
    return made


def calls(contract: str) -> Descriptor:
    """What is shown of the calls of a contract."""
    formats = {}
    for function in _functions(contract):
        name = str(function["name"])
        if name in INTENTS[contract]:
            act = f"{contract}.{name}"
            fields = [field(act, path, kind) for path, kind in leaves(function["inputs"])]
            formats[signature(function)] = {"intent": INTENTS[contract][name], "fields": fields}
    return _descriptor(contract, {"contract": {}}, formats)


def messages(contract: str, kinds: Mapping[str, str]) -> Descriptor:
    """What is shown of the messages that are signed for a contract; `kinds` as `encodeType`."""
    formats = {}
    for kind, typed in kinds.items():
        inputs = [{"name": name, "type": of} for of, name in members(typed)]
        fields = [field(kind, path, of) for path, of in leaves(inputs)]
        formats[typed] = {"intent": MESSAGES[kind], "fields": fields}
    domain = {"name": f"Symbolon {contract}", "version": "1"}
    context = {"eip712": {} if contract == "Dollar" else {"domain": domain}}
    return _descriptor(contract, context, formats)


def field(act: str, path: str, kind: str) -> dict[str, Any]:
    """How one field is shown. KeyError for one that has no words."""
    names = [part for part in path.split(".") if part != "[]"]
    last, within = names[-1], names[:-1]
    shown: dict[str, Any] = {"path": path}
    if form := EXCEPT.get((act, ".".join(names))):
        label, how, params = form
    elif last in HIDDEN or set(within) & HIDDEN - {"r"}:
        return {**shown, "label": _words(last), "format": "raw", "visible": "never"}
    elif last in OPTIONAL:
        return {**shown, "label": _words(last), "format": "raw", "visible": "optional"}
    elif within == ["permit"]:
        label, how, params = f"Approved, {FORMS[last][0].lower()}", *FORMS[last][1:]
    else:
        label, how, params = FORMS[last]
    if kind.startswith("uint") and how == "addressName":
        how, params = "raw", {}
    return {**shown, "label": label, "format": how, **({"params": dict(params)} if params else {})}


def leaves(inputs: Sequence[Input], before: str = "") -> Iterator[tuple[str, str]]:
    """Paths of all values, structs walked through, `[]` for the members of a list; their types."""
    for one in inputs:
        kind, path = str(one["type"]), f"{before}{one['name']}"
        if kind.startswith("tuple"):
            yield from leaves(one["components"], path + "." + "[]." * kind.count("["))
        else:
            yield path + ".[]" * kind.count("["), kind.split("[")[0]


def signature(function: Mapping[str, Any]) -> str:
    """A function with the types and names of its parameters, structs written out."""
    given = ", ".join(f"{_type(one)} {one['name']}" for one in function["inputs"])
    return f"{function['name']}({given})"


def message_types(contract: str) -> dict[str, str]:
    """The EIP-712 types that the sources of a contract hash, and those between people."""
    found = dict(BETWEEN_PEOPLE.get(contract, {}))
    for source in _sources(contract):
        for kind, given in re.findall(r'keccak256\(\s*"([A-Z]\w*)\((.*?)\)"', source):
            if kind in MESSAGES:
                found[kind] = f"{kind}({given})"
    return found


def members(typed: str) -> list[tuple[str, str]]:
    """Types and names of the members in an `encodeType`."""
    inside = typed[typed.index("(") + 1 : typed.rindex(")")]
    return [(kind, name) for kind, name in (one.split(" ") for one in inside.split(","))]


def main() -> int:
    """Write all; what is there already and no longer made goes."""
    DESCRIPTORS.mkdir(parents=True, exist_ok=True)
    made = descriptors()
    for old in DESCRIPTORS.glob("*.json"):
        if old.stem not in made:
            old.unlink()
    for name, descriptor in made.items():
        (DESCRIPTORS / f"{name}.json").write_text(written(descriptor), "utf-8")
    return 0


def written(descriptor: Descriptor) -> str:
    """A descriptor as its file says it."""
    return json.dumps(descriptor, indent=2) + "\n"


def _descriptor(contract: str, context: Any, formats: Mapping[str, Any]) -> Descriptor:
    metadata: dict[str, Any] = {"owner": "Symbolon", "contractName": contract}
    text = json.dumps(formats)
    used = {name: dict(words) for name, words in ENUMS.items() if f".enums.{name}" in text}
    if used:
        metadata["enums"] = used
    return {
        "$schema": SCHEMA,
        "context": {"$id": f"Symbolon {contract}", **context},
        "metadata": metadata,
        "display": {"formats": dict(formats)},
    }


def _type(one: Input) -> str:
    kind = str(one["type"])
    if not kind.startswith("tuple"):
        return kind
    inside = ", ".join(f"{_type(part)} {part['name']}" for part in one["components"])
    return f"({inside}){kind.removeprefix('tuple')}"


def _words(name: str) -> str:
    """A name as words: `reason_hash` and `reasonHash` become `Reason hash`."""
    return re.sub(r"_|(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _functions(contract: str) -> list[dict[str, Any]]:
    artifact = json.loads((HERE / "artifacts" / f"{contract}.json").read_text("utf-8"))
    return [
        one
        for one in artifact["abi"]
        if one["type"] == "function" and one["stateMutability"] not in ("view", "pure")
    ]


def _sources(contract: str) -> Iterator[str]:
    """A contract's source and those of the modules that it imports by name."""
    own = (HERE / f"{contract}.vy").read_text("utf-8")
    yield own
    for name in re.findall(r"^import (\w+)", own, re.MULTILINE):
        module = HERE / f"{name}.vy"
        if module.is_file():
            yield module.read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main())
