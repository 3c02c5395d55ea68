"""What the tests that fuzz by coverage have in common."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from tests.arch.tree import ROOT

needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no build for this system"
)
SECONDS: Final = 60
APART: Final = ("sh", "-c", '"$@"; exit $?', "sh")
"""Begins a command as the grandchild of this process.

Linux counts the memory of whoever starts a program as the most that the program ever had, and a
test's process is large; the shell between them is small. So a limit of 200 MB is that of the
readers, with the interpreter and all that is loaded.
"""


def fuzz_for_a_minute(
    module: str, target: str, seeds: Iterable[bytes], limits: tuple[str, ...], folder: Path
) -> None:
    """Fuzz a target of a module from these seeds; it has to come to its end by itself.

    `limits` are libFuzzer's options; `folder` takes the seeds, and the bytes that break it.
    """
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds):
        (corpus / str(number)).write_bytes(data)
    done = subprocess.run(
        [*APART, sys.executable, "-m", module, target, f"-max_total_time={SECONDS}", *limits,
         f"-artifact_prefix={folder}/", str(corpus)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=10 * SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3_000:]
    assert "Done " in done.stderr
