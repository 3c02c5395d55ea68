"""Compiles the contracts into `artifacts/`: `python -m wallet.contracts.build`.

An artifact is JSON: name, abi, selectors of functions, topics of events, creation bytecode,
size of the code on chain, where in the creation bytecode that code lies and where after it each
immutable is written, at which word of storage each variable begins, which of these hold an address
or a set of addresses, vyper's hash of the sources it came from, and the compiler. They are
committed, and a test proves that they are what the sources compile to.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.contracts.wiring import CONTRACTS, named_after

HERE: Final = Path(__file__).parent
ARTIFACTS: Final = HERE / "artifacts"
CODE_LIMIT: Final = 24_576
"""Most bytes of code a chain accepts (EIP-170)."""

Artifact = dict[str, Any]


def contract_names() -> list[str]:
    """Names of the contracts that are deployed: the sources in CamelCase."""
    return sorted(p.stem for p in HERE.glob("*.vy") if p.stem[0].isupper())


def compile_contract(name: str) -> Artifact:
    """Compile one source. Raises vyper's errors, and ValueError for code too large for a chain."""
    import snekmate
    from vyper.cli.vyper_compile import compile_files
    from vyper.version import version

    libraries = Path(snekmate.__path__[0]).parent
    output = next(
        iter(
            compile_files(
                [str(HERE / f"{name}.vy")],
                ["abi", "bytecode", "bytecode_runtime", "layout", "integrity"],
                paths=[str(libraries), str(HERE)],
            ).values()
        )
    )
    creation, runtime = output["bytecode"][2:], output["bytecode_runtime"][2:]
    places = {
        name: [place["offset"], place["length"]]
        for name, place in _variables(output["layout"].get("code_layout", {}), "offset")
    }
    # On a chain the immutables follow the code, and count.
    size = len(runtime) // 2 + sum(length for _offset, length in places.values())
    if size > CODE_LIMIT:
        raise ValueError(f"{name} compiles to {size} bytes; a chain accepts {CODE_LIMIT}")
    abi = output["abi"]
    stored = list(_variables(output["layout"].get("storage_layout", {}), "slot"))
    return {
        "name": name,
        "compiler": f"vyper {version}",
        "source_hash": output["integrity"],
        "runtime_size": size,
        "runtime_start": creation.index(runtime) // 2,
        "immutables": places,
        "storage": {name: place["slot"] for name, place in stored},
        "addresses": {
            name: place["slot"]
            for name, place in stored
            if place["type"] == "address" or named_after(name) in CONTRACTS
        },
        "sets": {
            name: place["slot"]
            for name, place in stored
            if place["type"] == "HashMap[address, bool]"
        },
        "selectors": {
            signature(entry): "0x" + keccak(signature(entry).encode())[:4].hex()
            for entry in abi
            if entry["type"] == "function"
        },
        "topics": {
            signature(entry): "0x" + keccak(signature(entry).encode()).hex()
            for entry in abi
            if entry["type"] == "event"
        },
        "abi": abi,
        "bytecode": output["bytecode"],
    }


def _variables(
    layout: dict[str, Any], key: str, prefix: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each variable of a layout with its place; `module.NAME` in modules."""
    for name, place in layout.items():
        if isinstance(place.get(key), int):
            yield prefix + name, place
        else:
            yield from _variables(place, key, f"{prefix}{name}.")


def signature(entry: dict[str, Any]) -> str:
    """The canonical signature of a function or event of an ABI, as it is hashed."""
    return f"{entry['name']}({','.join(type_of(one) for one in entry['inputs'])})"


def type_of(item: dict[str, Any]) -> str:
    """The canonical type of an ABI item, tuples spelled out."""
    kind = str(item["type"])
    if not kind.startswith("tuple"):
        return kind
    inner = ",".join(type_of(one) for one in item["components"])
    return f"({inner}){kind[len('tuple') :]}"


def write(artifact: Artifact) -> Path:
    """Write one artifact, the same bytes for the same sources."""
    ARTIFACTS.mkdir(exist_ok=True)
    path = ARTIFACTS / f"{artifact['name']}.json"
    path.write_text(json.dumps(artifact, indent=1) + "\n", encoding="utf-8")
    return path


def main(names: list[str]) -> int:
    """Compile the named contracts, or all of them."""
    for name in names or contract_names():
        artifact = compile_contract(name)
        write(artifact)
        sys.stdout.write(f"{name}: {artifact['runtime_size']} of {CODE_LIMIT} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
