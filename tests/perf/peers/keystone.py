"""A second implementation of codes: Keystone's packages in npm, in a process of their own.

They are fetched once (16 MB, no scripts run) into the environment that runs the tests.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from tests.perf.peers.packages import NoPackages, run_npm
from wallet.base.errors import WalletError
from wallet.chain.node_binary import find_npm

NEEDED: Final = ("@keystonehq/bc-ur-registry-eth@0.22.1", "@ngraveio/bc-ur@1.1.13")
SCRIPT: Final = Path(__file__).with_suffix(".cjs")
_HOME: Final = Path(sys.prefix) / "peers" / "keystone-0.22.1"


class PeerFailed(Exception):
    """The other implementation refused; says how."""


class Keystone:
    """The other implementation, asked one thing at a time. `ms` is how long the last one took."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.ms = 0.0

    def ask(self, do: str, **given: Any) -> Any:
        """What it answers. PeerFailed."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ValueError("pipes were asked for")
        self._process.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        self.ms = float(said["ms"])
        if "failed" in said:
            raise PeerFailed(said["failed"])
        return said["ok"]


@contextmanager
def keystone() -> Iterator[Keystone]:
    """The other implementation, running. NoPackages where npm is not there or fetches nothing."""
    try:
        npm = find_npm()
    except WalletError as error:
        raise NoPackages(error.sentence) from error
    if not (_HOME / "node_modules").is_dir():
        _fetch(npm)
    node = npm[0] if len(npm) > 1 else shutil.which("node") or "node"
    with subprocess.Popen(
        [node, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_PATH": str(_HOME / "node_modules")},
    ) as process:
        try:
            yield Keystone(process)
        finally:
            process.kill()


def _fetch(npm: list[str]) -> None:
    """Fetch the packages, whole or not at all."""
    _HOME.parent.mkdir(parents=True, exist_ok=True)
    work = Path(mkdtemp(prefix="keystone-", dir=_HOME.parent))
    try:
        (work / "package.json").write_text('{"private": true}\n', "utf-8")
        run_npm(npm, work, "install", "--save-exact", *NEEDED)
        shutil.rmtree(work / "cache", ignore_errors=True)
        if not _HOME.exists():
            work.rename(_HOME)
    finally:
        shutil.rmtree(work, ignore_errors=True)
