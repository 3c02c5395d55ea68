"""The benchmarks by name. Each is a function that answers its rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.perf.books import anew, decode, fold, refresh, restart
from tests.perf.cascade import cascade_
from tests.perf.case import case
from tests.perf.codes import airgap
from tests.perf.desk import desk
from tests.perf.gas import gas
from tests.perf.keys import keys
from tests.perf.million import million
from tests.perf.rows import Row, row
from tests.perf.simulate import simulate
from tests.perf.table import table

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
PATIENCE = 180  # seconds for one child


def start() -> list[Row]:
    """Spawn to painted main window, beside a bare PySide6 window. Goal: at most 1.5 times."""
    with _home() as env:
        pairs = [(_painted("product", env), _painted("bare", env)) for _ in range(RUNS + 1)]
    ours, bare = zip(*pairs[1:], strict=True)  # the first run fills the disk's cache
    return [row("start", ours, "ms", "a bare window", bare)]


def memory() -> list[Row]:
    """Resident memory with a filled home page, beside a bare PySide6 window."""
    with _home() as env:
        _child("story", env)
        ours = [float(_child("live", env)["resident"]) for _ in range(3)]
        bare = [float(_child("bare", env)["resident"]) for _ in range(3)]
    return [row("memory", ours, "MB", "a bare window", bare)]


def stall() -> list[Row]:
    """Longest stall of the window's thread: start, first opening, refresh. Goals 100, -, 50 ms."""
    with _home() as env:
        _child("story", env)
        seen = [_child("live", env) for _ in range(3)]
        bare = [float(_child("bare", env)["stall"]) for _ in range(3)]
    return [
        row(name, [float(one[key]) for one in seen], "ms", "a bare window", bare)
        for name, key in (
            ("stall.start", "stall_start"),
            ("stall.open", "stall_open"),
            ("stall.refresh", "stall_refresh"),
        )
    ]


BENCHES: Mapping[str, Callable[[], list[Row]]] = {
    "start": start,
    "memory": memory,
    "stall": stall,
    "gas": gas,
    "simulate": simulate,
    "airgap": airgap,
    "cascade": cascade_,
    "keys": keys,
    "decode": decode,
    "fold": fold,
    "restart": restart,
    "anew": anew,
    "refresh": refresh,
    "table": table,
    "million": million,
    "case": case,
    "desk": desk,
}


def _painted(kind: str, env: dict[str, str]) -> float:
    """Milliseconds from spawning to the end of the window's first paint."""
    begun = time.monotonic()
    said = _child(f"painted-{kind}", env)
    return (float(said["painted"]) - begun) * 1000


def _child(kind: str, env: dict[str, str]) -> dict[str, Any]:
    """Run the probe in a process of its own; answers the JSON on its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.perf.probe", kind],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"the probe {kind} failed: {done.stderr[-2000:]}")
    said: dict[str, Any] = json.loads(lines[-1])
    return said


@contextmanager
def _home() -> Iterator[dict[str, str]]:
    """An environment with a home of its own, offscreen where there is no display."""
    with tempfile.TemporaryDirectory(prefix="symbolon-perf-") as folder:
        env = {**os.environ, "SYMBOLON_HOME": folder}
        if not env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY"):
            env.setdefault("QT_QPA_PLATFORM", "offscreen")
        from wallet.chain.node_binary import node_binary

        env["PATH"] = f"{node_binary().parent}{os.pathsep}{env['PATH']}"
        yield env
