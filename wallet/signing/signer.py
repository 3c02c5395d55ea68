"""What every signer does, whether the key is unlocked here, offline, or in a device."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

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

    def sign_together(
        self, request: Request | None, statements: Sequence[TypedRequest]
    ) -> Together:
        """A request, where there is one, and the statements that belong to it, at one consent."""
        ...


Together: TypeAlias = tuple[SignedTransaction | None, tuple[bytes, ...]]
"""A signed request, and the signatures of statements in their order."""
MOST_TOGETHER: Final = 64
"""Statements that are signed at one consent."""


class OneByOne:
    """For signers that are asked, or have been, for each signature on its own."""

    def sign_together(
        self: Signer, request: Request | None, statements: Sequence[TypedRequest]
    ) -> Together:
        """The statements first: what is sent cannot be called back."""
        signatures = tuple(self.sign_typed(one) for one in statements)
        return (None if request is None else self.sign(request)), signatures


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
