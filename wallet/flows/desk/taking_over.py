"""The moment in which a new circle takes the old one's place; taken up again after any crash.

The new share lies beside the old one until its circle is in place; then the old one is destroyed.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from wallet.base.errors import WalletError
from wallet.flows.desk.circle import SHARE
from wallet.flows.desk.sealed import SealedFiles

CIRCLE: Final = "circle"
NEXT: Final = "circle-next"
NEXT_SHARE: Final = "share-next"
_READY: Final = "agreed"


def begin_taking_over(folder: Path) -> None:
    """All new desks read the same number: from here on it is finished, whatever happens."""
    (folder / NEXT / _READY).touch(0o600)


def set_aside(folder: Path) -> None:
    """Put the circle of a desk that leaves aside; what it was is not deleted."""
    (folder / CIRCLE).rename(folder / f"circle-old-{secrets.token_hex(4)}")


def take_over(folder: Path, kept: SealedFiles) -> None:
    """Finish what was begun; does nothing where nothing was. Raises WalletError (`desk.aside`)."""
    try:
        if (folder / NEXT / _READY).exists():
            if (folder / CIRCLE).exists():
                set_aside(folder)
            (folder / NEXT).rename(folder / CIRCLE)
        if not (folder / CIRCLE / _READY).exists():
            return
        share = kept.read(NEXT_SHARE)
        if share is not None:  # else it was in its place already
            kept.destroy(SHARE)
            kept.write(SHARE, share)
            kept.destroy(NEXT_SHARE)
        (folder / CIRCLE / _READY).unlink()
    except OSError as error:
        raise WalletError(
            "The new circle could not be put in the old one’s place.",
            "Look whether this program may write to the desk’s folder, then try again.",
            "desk.aside",
        ) from error
