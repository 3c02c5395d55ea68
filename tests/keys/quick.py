"""Keys looked after in no time: passphrases are not stretched, and no process is started.

What is sealed so opens only so. That the real ones work is tried in tests/signing and
tests/test_cli_keys.py; here it is what is done with them that counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest

from wallet.base.errors import WalletError
from wallet.keys import envelope, keystore
from wallet.keys.hidden import Hidden
from wallet.signing import desk, vault
from wallet.signing.signer import locked
from wallet.signing.vault_child import Child


class InThisProcess:
    """Answers as the signer's process does, without one."""

    pid = 0

    def __init__(self, key_files: bool = False) -> None:
        self._child: Child | None = Child()

    @property
    def alive(self) -> bool:
        """Whether it was not ended."""
        return self._child is not None

    def ask(self, frame: Mapping[str, Any]) -> Any:
        """Its answer to a frame; the frame's secrets are its own, as if they had gone by a pipe."""
        if self._child is None:
            raise locked()
        own = {k: Hidden(v) if isinstance(v, Hidden) else v for k, v in frame.items()}
        answer = self._child.answer(own)
        if "refused" in answer:
            raise WalletError(*answer["refused"])
        return answer["ok"]

    def kill(self) -> None:
        """End it."""
        self._child = None

    def end(self) -> None:
        """End it."""
        self._child = None


def scrypt(phrase: bytes, salt: bytes, n: int, r: int, p: int, length: int = 32) -> Hidden:
    """Stands in for what takes a second."""
    return Hidden(hashlib.sha256(b"%b|%b|%d" % (phrase, salt, n * r * p)).digest()[:length])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal, open and sign in this process, at once."""
    monkeypatch.setattr(envelope, "scrypt", scrypt)
    monkeypatch.setattr(keystore, "scrypt", scrypt)
    monkeypatch.setattr(desk, "SignerProcess", InThisProcess)
    monkeypatch.setattr(vault, "SignerProcess", InThisProcess)
