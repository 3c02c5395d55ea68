"""What every mutant starts from: the slow libraries and the sound contracts, loaded once.

A server process imports this module and then makes a copy of itself for each mutant, which compiles
anew only what its patch touches.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.contracts import network
from wallet.contracts.build import contract_names

for _name in contract_names():
    network.abi_of(_name)


def run(arguments: Sequence[str], root: Path, sources: Path, said: Path) -> None:
    """Run pytest in this process on contracts compiled from `sources`; its output goes to `said`.

    Ends the process with pytest's exit code.
    """
    os.chdir(root)
    os.setpgrp()
    with said.open("wb", buffering=0) as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    network.SOURCES = sources
    os.environ["PYTEST_ADDOPTS"] = ""
    # What was loaded here before pytest began is none of its tests.
    loaded = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    code = pytest.main([*loaded, *arguments])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code))
