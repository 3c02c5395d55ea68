"""How much is played at random: enough by default, far more in the long run, and really."""

from __future__ import annotations

import ast
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import ClassVar, cast

import pytest
from hypothesis import strategies as st

from tests.contracts.machine import Machine
from tests.contracts.plays import Plays

HERE = Path(__file__).parent


def played(long: bool) -> list[type[Machine]]:
    """The machines that tests play, by default or in the long run: each once."""
    found = []
    for path in sorted(HERE.glob("test_*.py")):
        calls = ast.walk(ast.parse(path.read_text("utf-8")))
        for call in (node for node in calls if isinstance(node, ast.Call)):
            given = [word.arg for word in call.keywords]
            name = ast.unparse(call.args[0]) if call.args else ""
            if (
                ast.unparse(call.func) == "play"
                and name[:1].isupper()
                and ("long" in given) == long
            ):
                module = import_module(f"tests.contracts.{path.stem}")
                found.append(getattr(module, name))
    assert len(found) == len(set(found))
    return found


def test_the_default_run_plays_five_thousand_operations() -> None:
    assert sum(machine.usual for machine in played(long=False)) >= 5_000


def test_the_long_run_plays_two_hundred_thousand() -> None:
    assert sum(machine.for_long for machine in played(long=True)) >= 200_000


def test_what_is_played_is_played_for_long_too_each_in_a_file_of_its_own() -> None:
    named = {machine for machine in played(long=False) if machine.for_long > 5_000}
    assert named == set(played(long=True))
    files = [path for path in HERE.glob("test_*.py") if "long=True" in path.read_text("utf-8")]
    assert len(files) - 1 == len(named)  # this file says it too


class Idle:
    """A scene of nothing."""

    def fresh(self) -> AbstractContextManager[None]:
        return nullcontext()

    def compare(self) -> None:
        pass

    compare_pool = compare


class Lazy(Machine):
    usual = 120
    acts = {"idle": 1}

    @staticmethod
    def scene() -> Plays:
        return cast(Plays, Idle())

    def idle(self) -> None:
        """Do nothing, which is an act too."""


class Broken(Lazy):
    def idle(self) -> None:
        raise AssertionError("not to be done")


def test_only_what_was_really_played_counts() -> None:
    assert Lazy.play(Lazy.usual) == Lazy.operations >= 120
    with pytest.raises(AssertionError, match="not to be done"):
        Broken.play(1)
    assert "operations" not in vars(Broken)  # it counts by itself, and did not begin


class Drawing(Lazy):
    seen: ClassVar[list[int]] = []

    def idle(self) -> None:
        """Remember what was drawn."""
        self.seen.append(self.draw(st.integers(0, 2**64)))


def test_the_default_run_plays_the_same_and_the_long_run_something_new() -> None:
    def drawn(anew: bool) -> list[int]:
        Drawing.seen.clear()
        Drawing.play(300, anew=anew)
        return list(Drawing.seen)

    assert drawn(anew=False) == drawn(anew=False)
    assert drawn(anew=True) != drawn(anew=True)
