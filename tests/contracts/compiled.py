"""The contracts compiled, each once for what it is compiled from."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import boa
from vyper.compiler.output import build_abi_output

import wallet.contracts

SOURCES = Path(wallet.contracts.__file__).parent
"""What is compiled; a broken copy, where one is played."""
_compiled: dict[tuple[str, str], Any] = {}


def deployer_of(name: str) -> Any:
    """The compiled contract of `wallet/contracts/<name>.vy`.

    Kept by what it was compiled from, wherever that lies: a broken copy shares what is sound.
    """
    key = name, _digest(SOURCES, name)
    if key not in _compiled:
        boa.interpret.set_search_paths([str(SOURCES)])
        source = (SOURCES / f"{name}.vy").read_text("utf-8")
        _compiled[key] = boa.loads_partial(source, name=name, filename=f"{name}.vy")
    return _compiled[key]


@cache
def _digest(folder: Path, name: str) -> str:
    """A hash of a source and of whatever it imports, directly or not."""
    texts: dict[str, str] = {}
    waiting = [f"{name}.vy"]
    while waiting:
        file = waiting.pop()
        if file in texts or not (folder / file).exists():
            continue
        text = texts[file] = (folder / file).read_text("utf-8")
        imported = re.findall(r"^(?:from interfaces )?import (\w+)", text, re.MULTILINE)
        waiting += [f"{one}.vy" for one in imported] + [f"interfaces/{one}.vyi" for one in imported]
    return sha256(repr(sorted(texts.items())).encode()).hexdigest()


def abi_of(name: str) -> list[dict[str, Any]]:
    """The ABI of a source as it is now."""
    found: list[dict[str, Any]] = build_abi_output(deployer_of(name).compiler_data)
    return found
