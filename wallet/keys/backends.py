"""Which keyring back ends a wallet may be kept in, and why another is refused.

Only back ends known to encrypt at rest are accepted: a list of bad ones would miss the next.
`keyring` is imported late; it brings a network stack that this room must not load by itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol, cast

from wallet.base.errors import WalletError

_ENCRYPTING = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
_ABSENT = ("keyring.backends.fail", "keyring.backends.null")
_CHAINER = "keyring.backends.chainer"


class Backend(Protocol):
    """What this room asks of a keyring back end (keyring.backend.KeyringBackend fits)."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The entry's text, or None."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Write an entry."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Delete an entry."""
        ...


def system_backend() -> Backend:
    """The keyring that this system offers, when it keeps secrets encrypted.

    Raises WalletError saying that there is none, that it cannot be reached, or that it would
    store in the clear. Of several chained back ends the first encrypting one is taken.
    """
    import keyring  # late: see the module's docstring

    # The last two: a back end was named in keyring's settings that does not exist.
    failing: tuple[type[Exception], ...] = (*failures(), ImportError, AttributeError)
    try:
        chosen = cast(Backend, keyring.get_keyring())
        if _module(chosen) == _CHAINER:
            inner = cast(Iterable[Backend], getattr(chosen, "backends", ()))
            chosen = next((one for one in inner if _module(one) in _ENCRYPTING), chosen)
    except failing:
        raise _absent() from None
    reason = refusal(chosen)
    if reason is not None:
        raise reason
    return chosen


def refusal(backend: Backend) -> WalletError | None:
    """Why wallets may not be kept in this back end; None when they may."""
    module = _module(backend)
    if module in _ENCRYPTING:
        return None
    if module in _ABSENT or (module == _CHAINER and not list(getattr(backend, "backends", ()))):
        return _absent()
    return WalletError(
        "The keyring that is set up on this computer stores what it is given unprotected, "
        "or is not known to protect it.",
        "Set up the keyring of your system (for example GNOME Keyring or KWallet), or keep the "
        "wallet in an encrypted file.",
        "keys.keyring-unsafe",
    )


def failures() -> tuple[type[Exception], ...]:
    """What a back end may raise when it fails; those of libraries only where they are loaded."""
    from keyring.errors import KeyringError  # late: see the module's docstring

    known: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    for module, name in (
        ("secretstorage.exceptions", "SecretStorageException"),
        ("jeepney.wrappers", "DBusErrorResponse"),
        ("jeepney.auth", "AuthenticationError"),
    ):
        if module in sys.modules:
            known.append(cast(type[Exception], getattr(sys.modules[module], name)))
    return tuple(known)


def _module(backend: object) -> str:
    return type(backend).__module__


def _absent() -> WalletError:
    return WalletError(
        "This computer has no keyring that a wallet could be kept in.",
        "Set up the keyring of your system (for example GNOME Keyring or KWallet), or keep the "
        "wallet in an encrypted file.",
        "keys.keyring-absent",
    )
