"""The checkers of pyproject.toml are satisfied: style, types, the order of the rooms."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.arch.tree import ROOT

BIN = Path(sys.executable).parent


def run(*command: str) -> subprocess.CompletedProcess[str]:
    program = str(BIN / command[0])
    return subprocess.run(
        [program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",), ("lint-imports", "--no-cache")],
    ids=["ruff check", "ruff format", "mypy", "import-linter"],
)
def test_the_tool_is_satisfied(command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_ruff_is_seen_to_fail(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("import web3\n\ndef f(a):\n    print(a)\n")
    said = run("ruff", "check", "--config", str(ROOT / "pyproject.toml"), str(bad)).stdout
    for code in ("D100", "D103", "T201", "TID253", "F401"):
        assert code in said


def test_mypy_is_seen_to_fail(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def f(a):\n    return a\n")
    done = run("mypy", "--config-file", str(ROOT / "pyproject.toml"), str(bad))
    assert done.returncode == 1 and "no-untyped-def" in done.stdout


def test_the_order_of_rooms_is_seen_to_fail(tmp_path: Path) -> None:
    """A copy of the rooms: base imports keys, keys a socket, chain Qt, and so on."""
    rooms = "base keys signing chain books identity contracts simulate case"
    for room in rooms.split():
        folder = tmp_path / "wallet" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
    for package in ("wallet", "ui", "resources"):
        (tmp_path / package).mkdir(exist_ok=True)
        (tmp_path / package / "__init__.py").write_text("")
    for module in ("client", "chain"):
        (tmp_path / f"wallet/chain/{module}.py").write_text("")
    (tmp_path / "wallet/base/__init__.py").write_text("import wallet.keys\n")
    (tmp_path / "wallet/keys/__init__.py").write_text("import socket\n")
    (tmp_path / "wallet/chain/__init__.py").write_text("import PySide6.QtCore\nimport ui\n")
    (tmp_path / "wallet/simulate/__init__.py").write_text("import wallet.chain\n")
    (tmp_path / "wallet/identity/__init__.py").write_text("import wallet.books\n")
    (tmp_path / "wallet/case/__init__.py").write_text("import wallet.books\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.argv[1:] = ['--no-cache']; "
    code += "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 kept, 7 broken" in done.stdout
