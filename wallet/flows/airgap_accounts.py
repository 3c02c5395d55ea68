"""Accounts across an air gap: shown by the machine that holds the keys, watched by the other.

Read are `crypto-hdkey`, `crypto-account` and `crypto-multi-accounts`, whoever shows them; shown is
`crypto-hdkey`. A code that holds a private key is refused, and says so.
"""

from __future__ import annotations

from typing import Final

from coincurve import PublicKey

from wallet.base.errors import WalletError
from wallet.flows.scanning import Scan
from wallet.keys.accounts import HARD, address_of_public
from wallet.keys.public import ExtendedPublic
from wallet.keys.watch_only import Origin, WatchOnly
from wallet.signing.sentence import clean
from wallet.signing.ur.accounts import Account, MultiAccounts
from wallet.signing.ur.codes import Progress, Resource, resource
from wallet.signing.ur.hdkeys import ETHER, CoinInfo, HdKey
from wallet.signing.ur.paths import KeyPath, Step, hexed, path_of
from wallet.signing.ur.problems import damaged, unsupported
from wallet.signing.ur.requests import Place

KINDS: Final = ("crypto-hdkey", "crypto-account", "crypto-multi-accounts")
_PURPOSE: Final = 44 + HARD
_MOST_SOURCE: Final = 40


class Importing:
    """Reads the accounts that another machine or a device shows."""

    def __init__(self) -> None:
        self._scan = Scan(KINDS, "the accounts of a wallet")
        self._found: tuple[WatchOnly, ...] = ()

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._scan.progress

    @property
    def found(self) -> tuple[WatchOnly, ...]:
        """What can be watched, once the code is whole; the usual accounts first."""
        return self._found

    def take(self, text: str) -> bool:
        """Take what a camera saw, or a pasted text; answers whether it told something new.

        Raises WalletError, also for a code whose keys are not accounts of this kind of chain.
        """
        new = self._scan.take(text)
        if self._scan.item is not None and not self._found:
            try:
                self._found = watchable(self._scan.item)
            except WalletError:
                self._scan.restart()
                raise
        return new


def account_code(public: ExtendedPublic, name: str = "Symbolon") -> Resource:
    """The code that shows a wallet's accounts; nothing of it is secret."""
    key = HdKey(
        public.key,
        public.chain_code,
        CoinInfo(ETHER),
        path_of(public.path, public.master),
        KeyPath((Step(0, False), Step(None, False))),
        public.parent,
        name,
    )
    return resource("crypto-hdkey", key)


def watchable(item: object) -> tuple[WatchOnly, ...]:
    """The accounts in what a code carried that can be watched here. Raises WalletError."""
    if isinstance(item, HdKey):
        keys: tuple[HdKey, ...] = (item,)
        master, source = None, item.name or ""
    elif isinstance(item, Account | MultiAccounts):
        keys, master = item.keys, item.fingerprint
        source = item.device or "" if isinstance(item, MultiAccounts) else ""
    else:
        raise damaged()
    if any(key.secret for key in keys):
        raise _secret()
    found = [made for key in keys if (made := _watched(key, master, source)) is not None]
    if not found:
        raise unsupported("accounts of other coins")
    return tuple(sorted(found, key=lambda one: one.steps != (0,)))


def place_of(watched: WatchOnly, number: int) -> Place:
    """Where the key of a watched account is, as far as that is known."""
    path = watched.path(number)
    fingerprint = int(watched.origin.fingerprint, 16) if watched.origin.fingerprint else None
    where = path_of(path, fingerprint) if path not in ("", "m") else KeyPath((), fingerprint)
    return Place(watched.address(number), where)


def _watched(key: HdKey, master: int | None, source: str) -> WatchOnly | None:
    """What a key makes watchable; None for a key of another coin or curve."""
    origin = key.origin or KeyPath(())
    indices = origin.indices
    if indices is None or len(key.key) != 33 or not _ether(key, indices):
        return None
    try:
        public = PublicKey(key.key)
    except ValueError:
        return None
    steps = _steps(key, len(indices))
    path = f"m/{origin.text}" if indices else ""
    fingerprint = hexed(origin.fingerprint or master or None) or ""
    source = clean(key.name or source, _MOST_SOURCE)
    where = Origin(fingerprint, path, source)
    if key.chain_code is None or steps is None:
        return WatchOnly((address_of_public(public),), origin=where)
    made = WatchOnly((), key.key, key.chain_code, steps, where)
    return WatchOnly((made.address(0),), key.key, key.chain_code, steps, where)


def _ether(key: HdKey, indices: tuple[int, ...]) -> bool:
    """Whether a key is for this kind of chain, by its path or else by what it says."""
    if len(indices) >= 2:
        return indices[:2] == (_PURPOSE, ETHER + HARD)
    return key.coin is not None and key.coin.coin == ETHER


def _steps(key: HdKey, depth: int) -> tuple[int, ...] | None:
    """The steps from a key to its accounts, without the last; None for an account itself."""
    if key.children is not None and key.children.steps:
        *before, last = key.children.steps
        steps = KeyPath(tuple(before)).indices
        if str(last) != "*" or steps is None or any(step >= HARD for step in steps):
            return None
        return steps
    return {3: (0,), 4: ()}.get(depth)


def _secret() -> WalletError:
    return WalletError(
        "This code holds a private key: whoever sees it can spend everything.",
        "Do not show it to any camera. Have the device show its public accounts instead.",
        "airgap.secret",
    )
