"""A device as a signer: the boundary is checked before it is asked, its answer after.

The key never leaves the device. What it shows is its own; what is compared there is under Details.
"""

from __future__ import annotations

from typing import Protocol

from wallet.base.addresses import same_address
from wallet.base.errors import WalletError
from wallet.signing.boundary import check_statement, check_transaction
from wallet.signing.known import KnownNetwork
from wallet.signing.messages import Message
from wallet.signing.request import Request
from wallet.signing.signature import other_key, with_parity
from wallet.signing.signer import OneByOne
from wallet.signing.transaction import SignedTransaction, assemble, signing_hash
from wallet.signing.typed import TypedRequest, permit_request


class Device(Protocol):
    """A make of devices. Every method may raise WalletError, and waits for the person."""

    @property
    def kind(self) -> str:
        """What it is called; one of `signer.KINDS`."""
        ...

    def address(self, path: str, show: bool = False) -> str:
        """The address at a path; with `show` only after it was compared on the device."""
        ...

    def sign(self, path: str, request: Request) -> bytes:
        """The 64 bytes r and s for a request whose permit, if any, is written in already."""
        ...

    def sign_typed(self, path: str, request: TypedRequest) -> bytes:
        """The 64 bytes r and s for a statement."""
        ...

    def sign_message(self, path: str, message: bytes) -> bytes:
        """The 65 bytes of a signature of a text of at most 4,096 bytes (EIP-191)."""
        ...

    def shows(self, request: Request) -> str:
        """What the device will show of a request, to be said beside it; empty for all of it."""
        ...

    def close(self) -> None:
        """Let the device go."""
        ...


class DeviceSigner(OneByOne):
    """Signs for one account of a device (a `Signer`)."""

    def __init__(
        self, device: Device, path: str, address: str, networks: tuple[KnownNetwork, ...]
    ) -> None:
        self._device = device
        self._path = path
        self._address = address
        self.networks = networks

    @property
    def kind(self) -> str:
        """What the device is called."""
        return self._device.kind

    @property
    def address(self) -> str:
        """The account that it signs for."""
        return self._address

    @property
    def path(self) -> str:
        """Where in the device the account is."""
        return self._path

    def sign(self, request: Request) -> SignedTransaction:
        """Sign a request on the device, its permit first; each is confirmed there."""
        check_transaction(request, self.networks)
        self._check_sender(request.sender)
        self._check_device()
        complete = request
        if request.permit is not None:
            permit = permit_request(request.chain_id, request.permit)
            complete = request.with_permit_signature(self._typed(permit))
        answer = self._device.sign(self._path, complete)
        signature = with_parity(signing_hash(complete), answer, self._address)
        return assemble(complete, signature, request.id)

    def sign_typed(self, request: TypedRequest) -> bytes:
        """Sign a statement on the device."""
        check_statement(request, self.networks)
        self._check_sender(request.sender)
        self._check_device()
        return self._typed(request)

    def sign_message(self, message: Message) -> bytes:
        """The 65-byte signature of a text, which the device shows."""
        self._check_sender(message.sender)
        self._check_device()
        answer = self._device.sign_message(self._path, message.text.encode())
        return with_parity(message.digest, answer[:64], self._address)

    def shows(self, request: Request) -> str:
        """What the device will show of a request; empty for all of it."""
        return self._device.shows(request)

    def show_address(self) -> None:
        """Have the address compared on the device's own screen. Raises WalletError."""
        if not same_address(self._device.address(self._path, show=True), self._address):
            raise other_key()

    def close(self) -> None:
        """Let the device go."""
        self._device.close()

    def _typed(self, request: TypedRequest) -> bytes:
        answer = self._device.sign_typed(self._path, request)
        return with_parity(request.digest, answer, self._address)

    def _check_sender(self, sender: str) -> None:
        if not same_address(sender, self._address):
            raise WalletError(
                "This is for another account than the one that is open.",
                "Choose that account, then try again.",
                "signing.other-account",
            )

    def _check_device(self) -> None:
        """Another device, or another seed on it, is found out before a person confirms there."""
        if not same_address(self._device.address(self._path), self._address):
            raise WalletError(
                f"This {self.kind} holds other keys than those of the account that is open.",
                "Plug in the right one, or open its account anew.",
                "signing.other-device",
            )
