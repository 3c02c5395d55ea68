"""Every function that changes something is an act of somebody, or it is said why it is none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from wallet import acts
from wallet.contracts.bindings import contract
from wallet.contracts.powers import ADVISER, AUTHORITY, BY_ITSELF, HOLDERS, OPERATOR
from wallet.contracts.wiring import CONTRACTS, OPTIONAL
from wallet.signing.sentences_governing import DECIDED

Function = tuple[str, str]

PEOPLE: Final = {OPERATOR, ADVISER}
"""Roles that a person has who uses this wallet; the others are contracts, or of a deployment."""
NO_ACTS: Final = {
    ("Ledger", "transfer"): "always refused: shares move by offering and auction",
    ("Ledger", "transferFrom"): "always refused",
    ("Ledger", "approve"): "always refused",
    ("Ledger", "setOperator"): "always refused",
    ("Face", "transfer"): "always refused",
    ("Face", "transferFrom"): "always refused",
    ("Face", "approve"): "always refused",
    ("Dollar", "permit"): "travels within the act that pays",
    ("Dollar", "transferFrom"): "only the ledger takes another's dollars",
}
AT_DEPLOYMENT: Final = {("Registry", "set_world_id")}
"""What the role of the authority does before the network is handed over, and never after."""


def changing() -> Iterator[Function]:
    """Every function that is no view."""
    for name in (*CONTRACTS, *OPTIONAL):
        for function, entry in contract(name).functions.items():
            if entry["stateMutability"] not in ("view", "pure"):
                yield name, function


def composed() -> set[Function]:
    """Every function that an act calls: `Call("Contract", "function", ...)` in its source."""
    found = set()
    for path in Path(acts.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Call":
                named = [one.value for one in node.args[:2] if isinstance(one, ast.Constant)]
                assert len(named) == 2, f"{path.name}:{node.lineno} is not read here"
                found.add((str(named[0]), str(named[1])))
    return found


def holders(function: Function) -> tuple[str, ...]:
    """Who may call a function, where not everybody may."""
    return HOLDERS.get(function[0], {}).get(function[1], ())


def test_whatever_a_person_may_call_is_an_act() -> None:
    for_people = {
        one for one in changing() if not holders(one) or set(holders(one)) & PEOPLE
    } - NO_ACTS.keys()
    assert for_people - composed() == set()


def test_no_act_calls_what_a_person_may_not() -> None:
    known = set(changing())
    for one in composed():
        assert one in known
        assert not holders(one) or set(holders(one)) & PEOPLE, one
        assert one not in NO_ACTS


def test_the_exceptions_are_still_there() -> None:
    known = set(changing())
    assert set(NO_ACTS) <= known
    assert known >= AT_DEPLOYMENT


def test_whatever_the_authority_may_do_can_be_published() -> None:
    """`Publish` takes any call; its explanation has to know what the call does."""
    for one in changing():
        if AUTHORITY in holders(one) and one[1] != "set_authority":
            name, function = one
            known = function in DECIDED.get(name, {})
            assert known or one in BY_ITSELF or one in AT_DEPLOYMENT, one
