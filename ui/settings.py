"""What the person chose for this machine: look, locking, the last network. Nothing secret."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from ui.theme import Mode
from wallet.base.errors import WalletError
from wallet.base.files import data_dir, read_json, write_json

_MODES = ("system", "light", "dark")
NOTICES = (
    "distribution",
    "auction",
    "debt",
    "attestation",
    "decision",
    "followed",
    "order",
    "raise",
)
"""Kinds of news that can be told on the desktop, as the books name them."""
TOLD_FIRST = NOTICES[:5]
_LOCK_LEAST, _LOCK_MOST = 1, 240


@dataclass(frozen=True)
class Settings:
    """The choices. `lock_after` is in minutes without input.

    `ask_each`: the passphrase is asked for at every signature. `unread` is for experts only.
    `notices` are the kinds of news that are told on the desktop.
    """

    mode: Mode = "system"
    lock_after: int = 15
    wallet: str = ""
    ask_each: bool = False
    unread: bool = False
    notices: tuple[str, ...] = TOLD_FIRST

    def but(self, **changes: Any) -> "Settings":
        """Return the same with changes."""
        return replace(self, **changes)


def load(path: Path | None = None) -> Settings:
    """Read the settings; whatever cannot be read is as it is at first."""
    try:
        raw = read_json(path or _place())
    except WalletError:
        return Settings()
    if not isinstance(raw, dict):
        return Settings()
    mode, minutes, wallet = raw.get("mode"), raw.get("lock_after"), raw.get("wallet")
    return Settings(
        cast(Mode, mode) if mode in _MODES else "system",
        minutes if type(minutes) is int and _LOCK_LEAST <= minutes <= _LOCK_MOST else 15,
        wallet if isinstance(wallet, str) and len(wallet) <= 200 else "",
        raw.get("ask_each") is True,
        raw.get("unread") is True,
        _kinds(raw.get("notices")),
    )


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; raises WalletError when the disk refuses."""
    write_json(path or _place(), asdict(settings))


def _kinds(raw: object) -> tuple[str, ...]:
    """The kinds that were chosen; as at first where nothing was."""
    if not isinstance(raw, list):
        return Settings().notices
    return tuple(kind for kind in NOTICES if kind in raw)


def _place() -> Path:
    return data_dir() / "window.json"
