"""Who may call what, read out of the sources: the checks of `msg.sender` that a function makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.contracts.compiled import SOURCES
from tests.contracts.network import MOVERS
from wallet.contracts.wiring import named_after

FUNCTION = re.compile(
    r"^((?:@\w+[^\n]*\n)*)def (\w+)\((.*?)^(?=@|def |\w|#)", re.DOTALL | re.MULTILINE
)
IMPORT = re.compile(r"^(?:from interfaces )?import (\w+)(?: as (\w+))?$", re.MULTILINE)
CHECK = re.compile(r"msg\.sender (?:==|!=) ([\w.]+)")
ROLES = ("authority", "operator", "adviser", "owner", "deployer")


@cache
def functions(module: str) -> dict[str, tuple[str, str]]:
    """Decorators and text of each function of a source."""
    text = (SOURCES / f"{module}.vy").read_text("utf-8") + "\n#"
    text = re.sub(r'"""(?:.|\n)*?"""', "", text)
    return {name: (marks, body) for marks, name, body in FUNCTION.findall(text)}


@cache
def modules(module: str) -> dict[str, str]:
    """Our own modules that a source imports, by the name it uses."""
    text = (SOURCES / f"{module}.vy").read_text("utf-8")
    return {
        alias or name: name
        for name, alias in IMPORT.findall(text)
        if (SOURCES / f"{name}.vy").exists()
    }


def guards(module: str, function: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Roles and contracts that a function, or what it calls, demands of its caller."""
    here = f"{module}.{function}"
    found = functions(module).get(function)
    if found is None or here in seen:
        return set()
    body = found[1]
    allowed = set(_demanded(body))
    for called, argument in re.findall(r"self\.(_\w+)\(([\w.]*)", body):
        if called == "_only":
            allowed.add(_holder(argument))
        else:
            allowed |= guards(module, called, seen | {here})
    for alias, name in modules(module).items():
        for called in re.findall(rf"\b{alias}\.(\w+)\(", body):
            allowed |= guards(name, called, seen | {here})
    return allowed


def _demanded(body: str) -> Iterator[str]:
    choosing = "self._only(" in body  # `if msg.sender != one: self._only(another)`, in any form
    if "self.movers[msg.sender]" in body:
        yield from MOVERS
    for line in body.splitlines():
        if re.search(r"\bassert\b|demand\.that", line) or choosing:
            for holder in CHECK.findall(line):
                if holder != "caller":
                    yield _holder(holder)


def _holder(name: str) -> str:
    plain = name.removesuffix(".address").rpartition(".")[2].strip("_").lower()
    if name == "self":
        return "authority"
    return plain if plain in ROLES else named_after(plain)


def externals(contract: str) -> list[str]:
    """External functions of a contract that may change something, those of its modules too."""
    found = [
        name
        for name, (marks, _body) in functions(contract).items()
        if "@external" in marks and "@view" not in marks and "@pure" not in marks
    ]
    return found


def holders(contract: str, exported: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Function -> who may call it, for those that not everybody may call.

    `exported` says of which module each function is that the contract exports.
    """
    table: dict[str, tuple[str, ...]] = {}
    for function in externals(contract):
        demanded = guards(contract, function)
        if demanded:
            table[function] = tuple(sorted(demanded))
    for function, module in exported.items():
        demanded = guards(module, function)
        if demanded:
            table[function] = tuple(sorted(demanded))
    return table


def exports(contract: str) -> dict[str, str]:
    """Functions of modules that a contract exports -> their module."""
    text = (SOURCES / f"{contract}.vy").read_text("utf-8")
    named = re.findall(r"^exports:\s*(\((?:.|\n)*?\)|[\w.]+)", text, re.MULTILINE)
    found: dict[str, str] = {}
    for part in named:
        for alias, function in re.findall(r"(\w+)\.(\w+)", part):
            module = modules(contract).get(alias)
            if module is None:
                continue
            if function == "__interface__":
                found |= dict.fromkeys(externals(module), module)
            elif function in functions(module):
                marks = functions(module)[function][0]
                if "@view" not in marks and "@pure" not in marks:
                    found[function] = module
    return found


def table() -> dict[str, dict[str, tuple[str, ...]]]:
    """The whole table, contract by contract."""
    names = sorted(path.stem for path in Path(SOURCES).glob("*.vy") if path.stem[0].isupper())
    found = {name: holders(name, exports(name)) for name in names}
    return {name: part for name, part in found.items() if part}
