"""Secrets of an account whose key is elsewhere: made here, kept in the system's keyring.

A Ledger, a Trezor or a wallet on another machine hands out no secrets. What such an account needs
for its credential and its papers is random instead: it cannot be had again from the words, so a
new computer asks its verifier for a new credential.
"""

from __future__ import annotations

import re
import secrets
from typing import Final

from wallet.base.errors import WalletError
from wallet.keys.backends import Backend, failures
from wallet.keys.hidden import Hidden
from wallet.signing.unlocked import PURPOSES

SERVICE: Final = "symbolon"
_ENTRY: Final = re.compile(r"[0-9a-f]{64}")


def kept_secret(backend: Backend, account: str, purpose: str) -> Hidden:
    """The 32 bytes of an account for one of `PURPOSES`; made at the first time of asking.

    Raises WalletError where the keyring does not answer, or holds something else there.
    """
    if purpose not in PURPOSES:
        raise ValueError("no such purpose")
    name = f"secret:{purpose}:{account.lower()}"
    try:
        found = backend.get_password(SERVICE, name)
        if found is None:
            backend.set_password(SERVICE, name, secrets.token_hex(32))
            found = backend.get_password(SERVICE, name)
    except failures():
        raise _unreachable() from None
    if found is None or _ENTRY.fullmatch(found) is None:
        raise _unreachable()
    return Hidden(bytes.fromhex(found))


def _unreachable() -> WalletError:
    return WalletError(
        "The keyring of this computer does not give what it keeps for this account.",
        "Unlock the keyring, then try again.",
        "secret.keyring",
    )
