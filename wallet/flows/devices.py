"""Opening an account of a device: which make, which of its accounts, and that it is really there.

The makes are loaded when they are asked for. Only addresses are asked before an account is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wallet.base.errors import WalletError
from wallet.keys.accounts import path_in
from wallet.signing.device import Device, DeviceSigner
from wallet.signing.known import KnownNetwork
from wallet.signing.signer import LEDGER, TREZOR

ACCOUNTS: Final = 5
"""How many accounts are looked at, at a time."""
STANDARD: Final = "standard"
LIVE: Final = "live"
NUMBERINGS: Final[Mapping[str, int]] = {STANDARD: 0, LIVE: 1}
"""Which of `PATHS` accounts are numbered by: as most wallets do, or as Ledger's own does."""


@dataclass(frozen=True, slots=True)
class DeviceAccount:
    """One account of a device: where in it, and its address."""

    path: str
    address: str


def plug_in(kind: str) -> Device:
    """The device of a make that is plugged in. Raises WalletError where there is none."""
    if kind == LEDGER:
        from wallet.signing.ledger.device import plugged_in as ledger

        return ledger()
    if kind == TREZOR:
        from wallet.signing.trezor.device import plugged_in as trezor

        return trezor()
    raise WalletError("This make of device is not known.", "Choose another.", "device.kind")


def accounts_of(
    device: Device, numbering: str = STANDARD, first: int = 0
) -> tuple[DeviceAccount, ...]:
    """Some of a device's accounts, from the one numbered `first`. Raises WalletError."""
    way = NUMBERINGS[numbering]
    paths = [path_in(way, number) for number in range(first, first + ACCOUNTS)]
    return tuple(DeviceAccount(path, device.address(path)) for path in paths)


def signer_of(device: Device, account: DeviceAccount, network: KnownNetwork) -> DeviceSigner:
    """The signer of one account, for one network."""
    return DeviceSigner(device, account.path, account.address, (network,))
