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

DRIVER = """
import json, sys
from PySide6.QtCore import QTimer
from ui import app
begin = app.App.open_offline

def opened(self, wallets):
    begin(self, wallets)
    def look():
        if self.offline is None or self.window.view is None:
            QTimer.singleShot(100, look)
            return
        QTimer.singleShot(800, self.qt.quit)
    look()

app.App.open_offline = opened
from wallet.cli import main
code = main(["--offline"])
with open(sys.argv[1], "w") as file:
    json.dump(sorted(sys.modules), file)
sys.exit(code)
"""
NETWORKED = (
    "http.client", "urllib.request", "urllib3", "requests", "web3", "eth_account", "aiohttp",
    "websockets", "ssl", "wallet.chain.client", "wallet.chain.chain", "wallet.session",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace looks on, and is not here")
def test_it_loads_no_network_code_and_opens_no_internet_socket(tmp_path: Path) -> None:
    seen, calls = tmp_path / "modules.json", tmp_path / "calls.txt"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(calls),
         sys.executable, "-c", DRIVER, str(seen)],
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
    loaded = set(json.loads(seen.read_text()))
    assert "ui.offline_house" in loaded
    assert loaded & set(NETWORKED) == set()
    families = set(re.findall(r"socket\((\w+)", calls.read_text()))
    assert families <= {"AF_UNIX"}, families
