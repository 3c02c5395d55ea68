"""The table of the rules: every sentence, the functions that enforce it, the tests that see it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.contracts.mutants.player import ROOT, SOUND

HERE = Path(__file__).parent
SENTENCES = (HERE / "sentences.txt").read_text("utf-8").splitlines()
ROW = re.compile(r"^\| (?P<sentence>[^|]+) \| (?P<functions>`[^|]+`) \| (?P<tests>`[^|]+`) \|$")


def rows() -> dict[str, tuple[list[str], list[str]]]:
    """Functions and tests by sentence."""
    found = {}
    for line in (SOUND / "README.md").read_text("utf-8").splitlines():
        if match := ROW.match(line):
            functions = re.findall(r"`([^`]+)`", match["functions"])
            found[match["sentence"]] = functions, re.findall(r"`([^`]+)`", match["tests"])
    return found


TABLE = rows()


def test_every_sentence_is_in_the_table_and_no_other() -> None:
    assert len(SENTENCES) >= 80
    assert list(TABLE) == SENTENCES


@pytest.mark.parametrize("function", sorted({one for each, _ in TABLE.values() for one in each}))
def test_a_function_that_is_named_exists(function: str) -> None:
    contract, name = function.split(".")
    source = (SOUND / f"{contract}.vy").read_text("utf-8")
    assert re.search(rf"^def {name}\(", source, re.MULTILINE)


@pytest.mark.parametrize("named", sorted({one for _, each in TABLE.values() for one in each}))
def test_a_test_that_is_named_exists(named: str) -> None:
    file, test = named.split("::")
    tree = ast.parse((ROOT / "tests" / "contracts" / f"{file}.py").read_text("utf-8"))
    assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
