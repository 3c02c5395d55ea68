"""Bringing in what another wallet holds: a private key, a key file, or something to watch.

Each ends with a wallet kept under a passphrase of this computer, or with a refusal that names its
field. The key itself is read and sealed in a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.files import read_limited
from wallet.keys.card import ONE_KEY, WalletCard, check_name, new_card, watching_card
from wallet.keys.envelope import Envelope, new_wallet_id
from wallet.keys.hidden import Hidden, Typed
from wallet.keys.keystore import MAX_TEXT, parse_key_file
from wallet.keys.passphrase import check_passphrase
from wallet.keys.private_key import parse_private_key
from wallet.keys.store import WalletStore
from wallet.keys.watch_only import WatchOnly, parse_watch_only
from wallet.signing.desk import seal_key_file, seal_private_key

_FIELDS = {
    "keys.file-passphrase": "phrase",
    "keys.file-garbage": "file",
    "keys.file-costly": "file",
    "keys.file-address": "file",
}


def keep_private_key(
    store: WalletStore, key: Typed, passphrase: Typed, again: Typed, name: str, now: int
) -> WalletCard:
    """A wallet from a private key as it was typed (takes about a second). Raises WalletError.

    Fields: `key`, `passphrase`, `again`, `name`.
    """
    _beside("key", lambda: parse_private_key(key).wipe())
    return _keep(store, passphrase, again, name, now, lambda *to: seal_private_key(key, *to))


def keep_key_file(
    store: WalletStore,
    file: str,
    phrase: Typed,
    passphrase: Typed,
    again: Typed,
    name: str,
    now: int,
) -> WalletCard:
    """A wallet from a key file, which its own `phrase` opens (two seconds). Raises WalletError.

    Fields: `file`, `phrase`, `passphrase`, `again`, `name`.
    """
    _beside("file", lambda: parse_key_file(file))
    try:
        return _keep(
            store, passphrase, again, name, now, lambda *to: seal_key_file(file, phrase, *to)
        )
    except WalletError as error:
        raise error.beside(error.field or _FIELDS.get(error.code, "")) from None


def keep_watched(store: WalletStore, watched: str | WatchOnly, name: str, now: int) -> WalletCard:
    """A wallet that only watches an address or an extended public key. Raises WalletError.

    Fields: `watched`, `name`.
    """
    made: list[WatchOnly] = []
    if isinstance(watched, str):
        _beside("watched", lambda: made.append(parse_watch_only(watched)))
    else:
        made.append(watched)
    _beside("name", lambda: check_name(name))
    card = watching_card(new_wallet_id(), name, now, made[0])
    _refuse_twice(store, card.addresses[0], "watched")
    store.add(card, None)
    return card


def read_key_file(path: Path) -> str:
    """The text of a key file. Raises WalletError, beside `file`."""
    found: list[str] = []
    _beside("file", lambda: found.append(_decoded(read_limited(path, MAX_TEXT))))
    return found[0]


def check_twice(passphrase: Typed, again: Typed) -> Hidden:
    """A new passphrase that was typed twice alike. Raises WalletError beside its field."""
    found: list[Hidden] = []
    _beside("passphrase", lambda: found.append(check_passphrase(passphrase)))
    with Hidden(_unlike(again)) as second:
        if found[0] != second:
            raise WalletError(
                "The two passphrases differ.", "Type the same twice.", "keys.again", "again"
            )
    return found[0]


def _unlike(again: Typed) -> Hidden:
    """The second typing in its plain form; empty where it could be no passphrase."""
    try:
        return check_passphrase(again)
    except WalletError:
        return Hidden()


def _keep(
    store: WalletStore,
    passphrase: Typed,
    again: Typed,
    name: str,
    now: int,
    make: Callable[[Hidden, str], tuple[Envelope, str]],
) -> WalletCard:
    """Check what surrounds a key, let it be sealed, and keep the wallet."""
    _beside("name", lambda: check_name(name))
    wallet_id = new_wallet_id()
    with check_twice(passphrase, again) as phrase:
        envelope, address = make(phrase, wallet_id)
    _refuse_twice(store, address, "")
    card = new_card(wallet_id, name, now, (address,), ONE_KEY)
    store.add(card, envelope)
    return card


def _refuse_twice(store: WalletStore, address: str, field: str) -> None:
    """A wallet whose only account is kept already would be two journals for one account."""
    for card in store.cards():
        if card.address(0) == address:
            raise WalletError(
                f"This account is kept here already, in the wallet called {card.name}.",
                "Open that wallet.",
                "keys.kept-already",
                field,
            )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""  # no key file: its reading says so


def _beside(name: str, check: Callable[[], object]) -> None:
    """Run `check`; its refusal belongs beside the field `name`."""
    try:
        check()
    except WalletError as error:
        raise error.beside(name) from None
