"""Broken copies of the contracts, which tests must catch. `python -m tests.contracts.mutants`."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.contracts.mutants.__main__ import main
from tests.contracts.mutants.patches import Change, DoesNotApply, Mutant, mutants, read
from tests.contracts.mutants.player import ALIVE, KILLED, ROOT, SOUND, UNFIT, play_all

MUTANTS = mutants()
SOURCE = "def one():\n    return 1\n\ndef other():\n    return 1\n"
PATCH = """Name: a one that is two
Rule: One is one.
Tests: tests/one.py tests/two.py

--- a/one.vy
+++ b/one.vy
@@ def one(
-    return 1
+    return 2
"""
PURE = "tests/contracts/test_auction_clearing.py"


def test_there_are_forty_and_each_breaks_something_of_its_own() -> None:
    assert len(MUTANTS) >= 40
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
    assert len({mutant.changes for mutant in MUTANTS}) == len(MUTANTS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.key)
def test_each_fits_the_sources(mutant: Mutant) -> None:
    for change in mutant.changes:
        source = (SOUND / change.file).read_text("utf-8")
        assert change.apply(source) != source


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.key)
def test_each_names_tests_that_exist(mutant: Mutant) -> None:
    for test in mutant.tests:
        file, _, function = test.partition("::")
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        named = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not function or function in named, test


@pytest.mark.timeout(900)
def test_a_sample_is_killed(tmp_path: Path) -> None:
    said = tmp_path / "outcomes.json"
    assert main(["--sample", "1", "--seed", "1", "--workers", "1", "--json", str(said)]) == 0
    outcomes = json.loads(said.read_text("utf-8"))
    assert [one["outcome"] for one in outcomes] == [KILLED]
    assert all("::test_" in one["test"] and one["name"] and one["rule"] for one in outcomes)


@pytest.mark.long
@pytest.mark.timeout(7_200)
def test_all_are_killed() -> None:
    assert main([]) == 0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_what_no_test_sees_is_alive_and_what_does_not_compile_is_no_mutant() -> None:
    comment = Change("clearing.vy", "def cost_up(", "    # Units have", "    # Units  have")
    broken = Change("clearing.vy", "def cost_up(", "    return ", "    return nothing_at_all + ")
    gone = Change("clearing.vy", "def no_such_function(", "", "")
    ids = f"{PURE}::test_midway_between_the_last_filled_and_the_first_left"
    given = [
        Mutant("k", name, "", (ids,), (change,))
        for name, change in (("comment", comment), ("broken", broken), ("gone", gone))
    ]
    assert [one.outcome for one in play_all(given, 1)] == [ALIVE, UNFIT, UNFIT]


def test_a_change_is_made_in_the_function_it_names() -> None:
    mutant = read("one", PATCH)
    assert (mutant.name, mutant.tests) == ("a one that is two", ("tests/one.py", "tests/two.py"))
    assert mutant.changes[0].apply(SOURCE) == SOURCE.replace("1", "2", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        PATCH.replace("Rule: One is one.\n", ""),
        PATCH.split("--- ")[0],
        PATCH.replace("@@ def one(\n", ""),
    ],
)
def test_what_is_no_patch_is_refused(wrong: str) -> None:
    with pytest.raises(DoesNotApply):
        read("wrong", wrong)


@pytest.mark.parametrize("wrong", ["return 3", "return 1\n    return 1"])
def test_a_change_that_does_not_fit_is_refused(wrong: str) -> None:
    change = read("one", PATCH.replace("-    return 1", f"-    {wrong}")).changes[0]
    with pytest.raises(DoesNotApply):
        change.apply(SOURCE)
