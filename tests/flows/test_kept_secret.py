"""Secrets of an account whose key is elsewhere, in the real keyring."""

from __future__ import annotations

import pytest

from wallet.base.errors import WalletError
from wallet.flows.kept_secret import SERVICE, kept_secret
from wallet.keys.backends import system_backend

ACCOUNT = "0x" + "Ab" * 20


@pytest.mark.usefixtures("keyring_ready")
def test_it_is_made_once_and_is_another_for_each_account_and_purpose() -> None:
    backend = system_backend()
    first = kept_secret(backend, ACCOUNT, "credential")
    assert len(first) == 32
    assert bytes(kept_secret(backend, ACCOUNT.lower(), "credential")) == bytes(first)
    assert bytes(kept_secret(backend, ACCOUNT, "papers")) != bytes(first)
    assert bytes(kept_secret(backend, "0x" + "cd" * 20, "credential")) != bytes(first)
    assert first.hex() not in repr(first)


@pytest.mark.usefixtures("keyring_ready")
def test_what_is_damaged_is_said_and_never_replaced() -> None:
    backend = system_backend()
    name = f"secret:desk:{ACCOUNT.lower()}"
    backend.set_password(SERVICE, name, "half of it")
    with pytest.raises(WalletError) as refused:
        kept_secret(backend, ACCOUNT, "desk")
    assert refused.value.code == "secret.keyring"
    assert backend.get_password(SERVICE, name) == "half of it"
