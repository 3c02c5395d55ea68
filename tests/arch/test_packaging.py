"""The two commands end in one plain sentence when something is missing.

Each case runs the real functions of packaging/common.sh with one program of the system replaced.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.arch.tree import ROOT

COMMON = ROOT / "packaging" / "common.sh"


def play(tmp_path: Path, code: str, **fakes: str) -> subprocess.CompletedProcess[str]:
    """Run `code` after common.sh, with each of `fakes` (name, shell script) first on PATH."""
    folder = tmp_path / "fakes"
    folder.mkdir()
    for name, script in fakes.items():
        program = folder / name.replace("_", "-")
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    return subprocess.run(
        [
            "bash",
            "-c",
            f'source "{COMMON}"; venv="{tmp_path}/venv"; install_log="{tmp_path}/log"; {code}',
        ],
        env={**os.environ, "PATH": f"{folder}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


NOTHING_INSTALLED = "exit 1"
CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "another system": ("check_system", {"uname": "echo Darwin"}, "is not supported"),
    "another processor": (
        "check_system",
        {"uname": 'test "$1" = -s && echo Linux || echo mips'},
        "This machine is not supported",
    ),
    "too old a system": ("check_system", {"getconf": "echo glibc 2.31"}, "This system is too old"),
    "no space": (
        "need_space",
        {"df": "printf 'head\\n/dev/x 100 90 1000000 99%% /\\n'"},
        "2 GB are needed",
    ),
    "no administrator": (
        "install_packages xvfb",
        {
            "dpkg-query": NOTHING_INSTALLED,
            "id": "echo 1000",
            "sudo": "echo a password is required; exit 1",
        },
        "this needs the rights of an administrator",
    ),
    "no connection for apt": (
        "install_packages xvfb",
        {
            "dpkg-query": NOTHING_INSTALLED,
            "id": "echo 0",
            "apt-get": "echo 'Temporary failure resolving'; exit 100",
        },
        "there is no connection to the internet",
    ),
    "a full disk for apt": (
        "install_packages xvfb",
        {
            "dpkg-query": NOTHING_INSTALLED,
            "id": "echo 0",
            "apt-get": "echo 'write error (28: No space left on device)'; exit 100",
        },
        "the disk is full",
    ),
    "no Python": (
        "find_python",
        {
            **{f"python3{minor}": "exit 1" for minor in ("", ".11", ".12", ".13")},
            "apt-cache": "exit 1",
        },
        "Python 3.11 or newer is needed",
    ),
    "no venv": (
        "install_packages() { :; }; find_python",
        {"python3": 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac'},
        "install the package python3.11-venv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_missing_is_one_sentence(tmp_path: Path, name: str) -> None:
    code, fakes, sentence = CASES[name]
    done = play(tmp_path, code, **fakes)
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert sentence in last and last.endswith(".") and last[0].isupper()


def test_no_connection_for_pip_is_one_sentence(tmp_path: Path) -> None:
    pip = "test \"$1\" = -V && exit; echo 'Max retries exceeded with url: Name resolution'; exit 1"
    code = 'mkdir -p "$venv/bin"; cp "$(command -v fake)" "$venv/bin/python"; python=fake; '
    done = play(tmp_path, code + "need_space() { :; }; install_wallet demo", fake=pip)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("there is no connection to the internet.")


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    done = play(tmp_path, "install_packages xvfb libglib2.0-0; echo quiet", dpkg_query=(
        'case "$4" in libglib2.0-0) exit 1;; *) echo "install ok installed";; esac'
    ), apt_get="exit 1")  # fmt: skip
    assert done.stdout == "quiet\n"


def test_versions_are_compared_as_numbers(tmp_path: Path) -> None:
    code = "at_least 2.36 2.34 && at_least 2.34 2.34 && ! at_least 2.9 2.34 && ! at_least 0 2.34"
    assert play(tmp_path, code).returncode == 0


def test_ci_runs_what_the_readme_says() -> None:
    assert "\npackaging/test.sh " in (ROOT / "README.md").read_text()
    assert "packaging/test.sh" in (ROOT / ".ci" / "run").read_text()
    for script in ("packaging/wallet.sh", "packaging/test.sh", ".ci/run"):
        assert os.access(ROOT / script, os.X_OK), script
