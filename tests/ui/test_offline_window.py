"""The window without a network: what it loads and asks of the system, seen from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.arch.tree import ROOT

STEPS = ["created", "shown", "checked", "saved", "signed"]
NETWORKED = (
    "http.client", "urllib.request", "urllib3", "requests", "web3", "eth_account", "aiohttp",
    "websockets", "ssl", "wallet.chain.client", "wallet.chain.chain", "wallet.session",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace looks on, and is not here")
def test_it_loads_no_network_code_and_opens_no_internet_socket(tmp_path: Path) -> None:
    """Looked at while a wallet is created, shown, backed up and signed with."""
    calls = tmp_path / "calls.txt"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(calls),
         sys.executable, "-m", "tests.ui.offline_driver", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "SYMBOLON_HOME": str(tmp_path / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        },
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    assert json.loads((tmp_path / "done.json").read_text()) == STEPS
    loaded = set(json.loads((tmp_path / "modules.json").read_text()))
    assert "ui.offline_house" in loaded
    assert loaded & set(NETWORKED) == set()
    families = set(re.findall(r"socket\((\w+)", calls.read_text()))
    assert families <= {"AF_UNIX"}, families
