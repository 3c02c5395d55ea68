"""A Trezor as a device that signs requests and statements.

It is told every field of a transaction and every field of typed data, and hashes them itself;
a Model One, which cannot, is told the two hashes of typed data and shows them.
"""

from __future__ import annotations

from typing import Any, Final

from wallet.base.addresses import checksum, is_address_shape
from wallet.base.errors import WalletError
from wallet.keys.accounts import path_steps
from wallet.signing.request import Request
from wallet.signing.signature import message_digest, with_parity
from wallet.signing.signer import TREZOR
from wallet.signing.trezor.problems import (
    PIN,
    absent,
    in_words,
    needs_pairing,
    none_there,
    usb_errors,
)
from wallet.signing.typed import TypedRequest

NAME: Final = "Symbolon"
"""What the wallet calls itself, in place of the machine's name."""
MODEL_ONE: Final = "T1B1"


class Trezor:
    """One unlocked session with a Trezor (a `Device`)."""

    kind = TREZOR

    def __init__(self, transport: Any) -> None:
        """Over a transport of the library. Raises WalletError."""
        from trezorlib.client import AppManifest, PassphraseSetting, get_client
        from trezorlib.exceptions import Cancelled

        def pin(_asked: object) -> str:
            raise Cancelled(PIN)

        with in_words():
            app = AppManifest(NAME, host_name=NAME, pin_callback=pin)
            self._client = get_client(app, transport)
            if not self._client.pairing.is_paired():
                raise needs_pairing()
            self._session = self._client.get_session(PassphraseSetting.AUTO)

    def address(self, path: str, show: bool = False) -> str:
        """The address at a path; with `show` only after it was compared on the device."""
        with in_words():
            found = _ethereum().get_address(self._session, path_steps(path), show_display=show)
            if not is_address_shape(found):
                raise ValueError("this is no address")
        return checksum(found)

    def sign(self, path: str, request: Request) -> bytes:
        """The 64 bytes r and s of a request. Raises WalletError."""
        with in_words():
            _v, r, s = _ethereum().sign_tx_eip1559(
                self._session,
                path_steps(path),
                nonce=request.nonce,
                gas_limit=request.gas,
                to=request.to or "",
                value=request.value,
                data=request.data,
                chain_id=request.chain_id,
                max_gas_fee=request.max_fee_per_gas,
                max_priority_fee=request.max_priority_fee_per_gas,
            )
            return _joined(r, s)

    def sign_typed(self, path: str, request: TypedRequest) -> bytes:
        """The 64 bytes r and s of a statement. Raises WalletError."""
        with in_words():
            if self._client.model.internal_name == MODEL_ONE:
                answer = _ethereum().sign_typed_data_hash(
                    self._session, path_steps(path), request.domain_hash, request.message_hash
                )
            else:
                answer = _ethereum().sign_typed_data(
                    self._session, path_steps(path), request.standard()
                )
            return _joined(answer.signature[:32], answer.signature[32:64])

    def sign_message(self, path: str, message: bytes) -> bytes:
        """The 65-byte signature of a message, which the device shows. Raises WalletError."""
        address = self.address(path)
        with in_words():
            answer = _ethereum().sign_message(self._session, path_steps(path), message)
            signature = _joined(answer.signature[:32], answer.signature[32:64])
        return with_parity(message_digest(message), signature, address)

    def shows(self, request: Request) -> str:
        """What the device will show of a request; empty for all of it."""
        if not request.data:
            return ""
        shown = "Your Trezor shows the contract, the fee and the data as digits, but not what this "
        shown += "does: compare what is written here."
        if request.permit is not None:
            shown += " You confirm twice: the approval first, field by field."
        return shown

    def close(self) -> None:
        """Let the device go."""
        with in_words():
            self._client.transport.close()


def plugged_in() -> Trezor:
    """The Trezor that is plugged in. Raises WalletError where there is none."""
    try:
        from trezorlib.transport.webusb import USB_IMPORTED, WebUsbTransport
    except ImportError:
        raise absent() from None
    try:
        found = list(WebUsbTransport.enumerate()) if USB_IMPORTED else None
    except usb_errors():
        found = None
        WebUsbTransport.context = None  # else the library takes what failed for what is open
    if found is None:
        raise WalletError(
            "What talks to USB is missing on this machine.",
            "Install the system’s package libusb-1.0-0, then try again.",
            "trezor.usb",
        )
    if not found:
        raise none_there()
    return Trezor(found[0])


def _ethereum() -> Any:
    """The library's calls, whose types its decorators lose."""
    from trezorlib import ethereum

    return ethereum


def _joined(r: bytes, s: bytes) -> bytes:
    if not 0 < len(r) <= 32 or not 0 < len(s) <= 32:
        raise ValueError("this is no signature")
    return r.rjust(32, b"\0") + s.rjust(32, b"\0")
