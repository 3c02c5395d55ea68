"""What a Ledger's two bytes of status mean, in sentences with what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wallet.base.errors import WalletError

OK: Final = 0x9000
BAD_DATA: Final = 0x6A80

_LOCKED: Final = ("The Ledger is locked.", "Unlock it with its PIN, then try again.", "locked")
_OTHER_APP: Final = (
    "The Ledger has not its Ethereum application open.",
    "Open that application on the device, then try again.",
    "wrong-app",
)
_TOO_OLD: Final = (
    "The Ethereum application on the Ledger is too old for this.",
    "Bring it up to date with its maker’s program, then try again.",
    "too-old",
)
_BUSY: Final = (
    "The Ledger is still busy with something else.",
    "Finish or refuse what its screen shows, then try again.",
    "busy",
)
_TOO_LARGE: Final = (
    "This is more than the Ledger can hold at once.",
    "Do it in smaller parts, or sign it with another signer.",
    "too-large",
)
_REJECTED: Final = (
    "You refused it on the Ledger, so nothing was signed.",
    "Confirm it again if you still want it.",
    "rejected",
)
_NOT_UNDERSTOOD: Final = (
    "The Ledger does not understand what it was asked to sign.",
    "Bring its Ethereum application up to date, or sign it with another signer.",
    "not-understood",
)

_WORDS: Final[Mapping[int, tuple[str, str, str]]] = {
    0x5515: _LOCKED,
    0x6804: _LOCKED,
    0x6982: _LOCKED,
    0x6B0C: _LOCKED,
    0x5501: _REJECTED,
    0x6985: _REJECTED,
    0x6511: _OTHER_APP,
    0x6D02: _OTHER_APP,
    0x6E00: _OTHER_APP,
    0x6E01: _OTHER_APP,
    0x6501: _TOO_OLD,
    0x6B00: _TOO_OLD,
    0x6D00: _TOO_OLD,
    0x6601: _BUSY,
    0x6980: _BUSY,
    0x6A84: _TOO_LARGE,
    BAD_DATA: _NOT_UNDERSTOOD,
}


def failure(status: int) -> WalletError:
    """The error for a status that is not `OK`."""
    known = _WORDS.get(status)
    if known is None:
        return WalletError(
            f"The Ledger answers with its error {status:04x}.",
            "Unplug it, plug it in again, and try again.",
            "ledger.error",
        )
    return WalletError(known[0], known[1], f"ledger.{known[2]}")


def too_old() -> WalletError:
    """The application on the device is older than this wallet can work with."""
    return WalletError(_TOO_OLD[0], _TOO_OLD[1], "ledger.too-old")


def no_blind_signing() -> WalletError:
    """The device refuses what it cannot show in words, because its owner has not allowed it."""
    return WalletError(
        "The Ledger cannot show this in words, and is set to refuse what it cannot show.",
        "Allow blind signing in the settings of its Ethereum application, and compare the hash "
        "under Details with its screen before you confirm there.",
        "ledger.blind",
    )
