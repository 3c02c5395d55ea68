"""Paths of accounts within a wallet (BIP-32), as devices want them."""

from __future__ import annotations

import re
from typing import Final

from wallet.base.errors import WalletError

HARDENED: Final = 0x8000_0000
MOST_STEPS: Final = 10
_STEP: Final = re.compile(r"(0|[1-9][0-9]{0,9})('?)", re.ASCII)


def account_path(number: int) -> str:
    """The path of the account numbered `number` from 0, as this wallet and most others have it."""
    return f"m/44'/60'/0'/0/{number}"


def live_path(number: int) -> str:
    """The path of an account as the Ledger's own program numbers them."""
    return f"m/44'/60'/{number}'/0/0"


def path_numbers(path: str) -> tuple[int, ...]:
    """The steps of a path as numbers, hardened ones from 2^31 up. Raises WalletError."""
    steps = path.removeprefix("m/").split("/")
    found = [_STEP.fullmatch(step) for step in steps]
    if not 1 <= len(steps) <= MOST_STEPS or len(path) > 128:
        raise _bad()
    numbers = []
    for step in found:
        if step is None or int(step[1]) >= HARDENED:
            raise _bad()
        numbers.append(int(step[1]) + (HARDENED if step[2] else 0))
    return tuple(numbers)


def _bad() -> WalletError:
    return WalletError(
        "This is not the path of an account.",
        "It looks like m/44'/60'/0'/0/0.",
        "signing.path",
    )
