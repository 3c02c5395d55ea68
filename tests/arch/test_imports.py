"""What each room loads, seen from a fresh interpreter."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import pytest

from tests.arch.tree import ROOT

SLOW = {"web3", "eth_account", "eth_utils", "aiohttp", "pydantic"}
# asn1crypto takes the writing of addresses from `socket`, and opens none.
NETWORK = SLOW - {"eth_utils"} | {"requests", "urllib3", "http", "socket", "ssl", "websockets"}
QT = {"PySide6", "shiboken6"}

CASES = [
    ("import wallet", SLOW | QT),
    ("import wallet.base.money, wallet.base.log, wallet.base.files", SLOW | QT),
    ("import wallet.keys, wallet.signing", NETWORK | QT),
    ("import wallet.signing.vault_child", NETWORK | QT | {"wallet.chain", "wallet.contracts"}),
    (
        "import wallet.signing.ledger.device, wallet.signing.trezor.device, wallet.flows.devices",
        NETWORK | QT | {"hid", "usb1", "trezorlib"},
    ),
    (
        "import wallet.identity.passport.passive, wallet.identity.tags.answering, wallet.identity."
        "credential.checking, wallet.identity.evidence",
        NETWORK - {"socket"} | QT | {"wallet.chain"},
    ),
    ("import wallet.cli", SLOW | QT),
    ("import ui.app", SLOW),
    ("import ui.__main__", SLOW),
]


def loaded(code: str) -> set[str]:
    """Every module that is there after `code`, in an interpreter of its own."""
    probe = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(("code", "banned"), CASES, ids=[code for code, _ in CASES])
def test_only_what_may_be_loaded_is(code: str, banned: set[str]) -> None:
    assert not loaded(code) & banned


def test_a_slow_import_is_seen() -> None:
    assert "eth_utils" in loaded("import wallet, eth_utils") & SLOW


def test_the_rooms_named_here_are_built() -> None:
    for code, _ in CASES:
        for name in code.removeprefix("import ").split(", "):
            assert importlib.util.find_spec(name) is not None, name
