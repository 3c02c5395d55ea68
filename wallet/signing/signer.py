"""What every signer does, whether the key is unlocked here, offline, or in a device."""

from __future__ import annotations

from typing import Final, Protocol

from wallet.base.errors import WalletError
from wallet.signing.request import Request
from wallet.signing.transaction import SignedTransaction
from wallet.signing.typed import TypedRequest

KEY: Final = "key"
AIR_GAP: Final = "air gap"
LEDGER: Final = "Ledger"
TREZOR: Final = "Trezor"
KINDS: Final = (KEY, AIR_GAP, LEDGER, TREZOR)
"""The signers there are: an unlocked key, another machine, and two makes of devices."""


class Signer(Protocol):
    """Signs for one account; raises WalletError when it is locked or will not.

    `later` is raised where the signature comes from another machine and was not waited for.
    """

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        ...

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


def signs_elsewhere(signer: Signer) -> bool:
    """Whether its signatures may take days, so that a request must keep its place meanwhile."""
    return signer.kind == AIR_GAP


def locked() -> WalletError:
    """The refusal of a signer whose key is not unlocked, or no longer."""
    return WalletError(
        "Your wallet is locked.", "Unlock it with your passphrase, then try again.", "keys.locked"
    )


def given_up() -> WalletError:
    """What is said once a request that waited for its signature is not wanted any more."""
    return WalletError(
        "You gave it up, and nothing was sent.", "Its place in line is free.", "signing.given-up"
    )


def later() -> WalletError:
    """What a signer raises whose signature is still to come: the request keeps its place."""
    return WalletError(
        "It waits for its signature.",
        "It keeps its place, and you find it under Activity when the signature is there.",
        "signing.later",
    )
