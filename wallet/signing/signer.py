"""What every signer does, whether the key is unlocked here, offline, or in a device."""

from __future__ import annotations

from typing import Protocol

from wallet.base.errors import WalletError
from wallet.signing.request import Request
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest


class Signer(Protocol):
    """Signs for one account; raises WalletError when it is locked or will not."""

    @property
    def address(self) -> str:
        """The account that it signs for."""
        ...

    def sign(self, request: Request) -> SignedTransaction:
        """Sign a request, its permit first where it carries one."""
        ...

    def sign_typed(self, request: TypedRequest) -> bytes:
        """The 65-byte signature (r, s, and v as 27 or 28) of a statement."""
        ...


def locked() -> WalletError:
    """The refusal of a signer whose key is not unlocked, or no longer."""
    return WalletError(
        "Your wallet is locked.", "Unlock it with your passphrase, then try again.", "keys.locked"
    )
