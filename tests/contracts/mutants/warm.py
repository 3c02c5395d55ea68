"""What every mutant starts from: the slow libraries and the sound contracts, loaded once.

`python -m tests.contracts.mutants.warm` reads requests, one a line, and for each runs pytest in a
copy of itself, which compiles anew only what a patch touches. It answers with pytest's exit code,
or -1 when that did not end in time.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.contracts import compiled
from tests.contracts.mutants.player import STOPPED
from wallet.contracts.build import contract_names


def run(arguments: Sequence[str], sources: Path, said: Path) -> None:
    """Become pytest on contracts compiled from `sources`; its output goes to `said`."""
    os.setpgrp()
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for ours, theirs in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(ours, theirs)
    compiled.SOURCES = sources
    os.environ["PYTEST_ADDOPTS"] = ""
    # What was loaded here before pytest began is none of its tests.
    code = pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *arguments])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code))


def ended(child: int, patience: float) -> int:
    """The exit code of a child; `STOPPED` where it had to be ended with all that it began."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return STOPPED


def serve() -> None:
    """Answer requests until there are no more."""
    for name in contract_names():
        compiled.abi_of(name)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            run(asked["arguments"], Path(asked["sources"]), Path(asked["said"]))
        sys.stdout.write(f"{ended(child, asked['patience'])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
