"""What can go wrong with a Trezor, from its library's errors to sentences."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from wallet.base.errors import WalletError

PIN: Final = "pin"


@contextmanager
def in_words() -> Iterator[None]:
    """Turn whatever the library raises inside into a WalletError."""
    from trezorlib import exceptions
    from trezorlib.transport import TransportException

    try:
        yield
    except exceptions.Cancelled as error:
        raise (needs_pin() if error.message == PIN else rejected()) from None
    except (exceptions.DeviceLockedError, exceptions.PinException):
        raise needs_pin() from None
    except (exceptions.OutdatedFirmwareError, exceptions.MissingCapability):
        raise WalletError(
            "The software on the Trezor is too old for this.",
            "Bring it up to date with its maker’s program, then try again.",
            "trezor.too-old",
        ) from None
    except exceptions.TrezorFailure as failure:
        raise _refused(failure.code) from None
    except TransportException:
        raise _gone() from None
    except usb_errors():
        raise _gone() from None
    except (
        exceptions.TrezorException,
        *(AssertionError, AttributeError, EOFError, LookupError, TypeError, ValueError),
        struct.error,
    ):
        # The library checks what a device answers by whatever means: all of it comes to this.
        raise WalletError(
            "The Trezor answers something that cannot be understood.",
            "Unplug it, plug it in again, and try again.",
            "trezor.garbled",
        ) from None


def usb_errors() -> tuple[type[Exception], ...]:
    """What the library beneath the library raises when a device is pulled out."""
    try:
        from usb1 import USBError
    except (ImportError, OSError):
        return (OSError,)
    return OSError, USBError


def _gone() -> WalletError:
    return WalletError(
        "The Trezor is no longer there.", "Plug it in again, then try again.", "trezor.gone"
    )


def _refused(code: object) -> WalletError:
    from trezorlib.messages import FailureType

    if code == FailureType.NotInitialized:
        return WalletError(
            "The Trezor holds no keys yet.",
            "Set it up with its maker’s program first.",
            "trezor.empty",
        )
    if code in (FailureType.DataError, FailureType.UnexpectedMessage):
        return WalletError(
            "The Trezor does not understand what it was asked to sign.",
            "Bring its software up to date, or sign it with another signer.",
            "trezor.not-understood",
        )
    return WalletError(
        "The Trezor refuses this, and does not say why.",
        "Look at its screen, unplug it, plug it in again, and try again.",
        "trezor.error",
    )


def rejected() -> WalletError:
    """The person refused on the device."""
    return WalletError(
        "You refused it on the Trezor, so nothing was signed.",
        "Confirm it again if you still want it.",
        "trezor.rejected",
    )


def needs_pin() -> WalletError:
    """The device is locked; this wallet never asks for its PIN."""
    return WalletError(
        "The Trezor is locked.",
        "Unlock it. A Model One is unlocked in its maker’s program; then try again.",
        "trezor.locked",
    )


def absent() -> WalletError:
    """The library is not installed."""
    return WalletError(
        "This wallet was installed without what talks to a Trezor.",
        "Install it with its extra named trezor, then try again.",
        "trezor.absent",
    )


def none_there() -> WalletError:
    """No device is plugged in."""
    return WalletError(
        "No Trezor is plugged in.",
        "Plug it in and unlock it. On Linux its maker’s rules for USB have to be installed.",
        "trezor.none",
    )


def needs_pairing() -> WalletError:
    """The newest devices want to be paired by a code, which is not done here."""
    return WalletError(
        "This Trezor wants to be paired with the machine first, which this wallet cannot do yet.",
        "Use one that needs no pairing, or sign through another machine.",
        "trezor.pairing",
    )
