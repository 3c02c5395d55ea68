"""Hardening, seen from outside: what a process that hardened itself no longer gives away."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from wallet.keys.hardening import Hardening, keep_from_swap, wipe
from wallet.keys.hidden import Hidden, hidden

PROBE = """
import ctypes, json, resource, sys
from pathlib import Path
from wallet.keys.hardening import harden, keep_from_swap
from wallet.keys.hidden import Hidden
secret = Hidden(b"a secret of some length" * 100)
locked = keep_from_swap(secret)
hardened = harden(close_doors="close" in sys.argv)
status = dict(line.split(":\\t") for line in Path("/proc/self/status").read_text().splitlines()
              if ":\\t" in line) if "close" not in sys.argv else {}
print(json.dumps([vars(hardened), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), locked,
                  resource.getrlimit(resource.RLIMIT_CORE), status.get("VmLck", "").strip()]))
sys.stdout.flush()
if "crash" in sys.argv:
    import os, signal
    os.kill(os.getpid(), signal.SIGABRT)
"""


def probe(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A process that hardens itself and says what holds."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=cwd or root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_hardened_process_is_neither_dumped_nor_swapped() -> None:
    done = probe()
    assert done.returncode == 0, done.stderr
    measures, dumpable, locked, core, held = json.loads(done.stdout)
    assert measures == {"not_dumpable": True, "no_core": True, "no_new_files": False}
    assert dumpable == 0 and core == [0, 0]
    if locked:  # where a system lets nothing be locked, the answer says so
        assert held.endswith("kB") and int(held.split()[0]) >= 4


@pytest.mark.skipif(sys.platform != "linux", reason="what macOS and Windows do is theirs to show")
def test_a_hardened_process_leaves_no_core_file(tmp_path: Path) -> None:
    done = probe("crash", cwd=tmp_path)
    assert done.returncode == -6
    assert list(tmp_path.iterdir()) == []


def test_the_doors_are_closed_when_asked() -> None:
    done = probe("close")
    assert '"no_new_files": true' in done.stdout, done.stderr


def test_nothing_needs_no_protection() -> None:
    assert not keep_from_swap(bytearray())
    assert Hardening() == Hardening(False, False, False)


def test_a_secret_is_wiped_where_it_stands_and_says_nothing() -> None:
    secret = hidden("gr\u00fc\u00dfe")
    assert secret == "gr\u00fc\u00dfe".encode() and secret != b"other"
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret!r:>9}"):
        assert shown.strip() == "Hidden()"
    view = memoryview(secret)
    wipe(secret)
    assert not any(view)
    with hidden(b"abc") as other:
        pass
    assert other == bytes(3) and len(other) == 3
    with pytest.raises(TypeError):
        pickle.dumps(Hidden(b"abc"))
