"""Small files, short functions, a sentence for each room."""

from __future__ import annotations

import ast
import re
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.arch.tree import ROOMS, ROOT, Source, python

MOST_LINES = 400
MOST_FUNCTION_LINES = 60


def long_functions(source: Source) -> Iterator[str]:
    """Functions of 60 lines or more, their docstring not counted."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node) is not None:
                length -= (first.end_lineno or first.lineno) - first.lineno + 1
            if length >= MOST_FUNCTION_LINES:
                yield f"{source.path}:{node.lineno}: {node.name} has {length} lines"


def test_no_file_is_long(record_property: Callable[[str, object], None]) -> None:
    sizes = {source.path: len(source.lines) for source in python()}
    written = [size for path, size in sizes.items() if not path.endswith("__init__.py")]
    record_property("median lines", statistics.median(written))
    long = [f"{path}: {size} lines" for path, size in sizes.items() if size > MOST_LINES]
    assert not long, "\n" + "\n".join(long)
    assert statistics.median(written) <= 160


def test_no_function_is_long() -> None:
    long = [line for source in python() for line in long_functions(source)]
    assert not long, "\n" + "\n".join(long)


def test_a_long_function_is_seen() -> None:
    body = "    a = 1\n" * MOST_FUNCTION_LINES
    assert list(long_functions(Source("x.py", f"def f():\n{body}")))
    documented = '    """\n' + "    word\n" * MOST_FUNCTION_LINES + '    """\n    return 1\n'
    assert not list(long_functions(Source("x.py", f"def f():\n{documented}")))


def test_every_room_states_its_rule_in_two_sentences() -> None:
    for source in python():
        if source.path.endswith("/__init__.py") and source.within("wallet/", "ui/"):
            said = ast.get_docstring(source.tree) or ""
            assert len(re.findall(r"[.:](\s|$)", said)) >= 2, source.path


def test_the_top_level_is_fixed() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("what belongs to the repository is known only in a clone of it, by git")
    listed = subprocess.run(
        [git, "-c", f"safe.directory={ROOT}", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    top = {path.split("/")[0] for path in listed if not path.startswith(".")}
    assert top <= {*ROOMS, "pyproject.toml", "README.md", "LICENSE"}
