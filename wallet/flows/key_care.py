"""Looking after a wallet's keys: another passphrase, a key file, a sheet of paper, a check.

What needs the secret asks for the passphrase and is done in a process of its own, which ends with
it. The wallet that is stored changes as a whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.files import write_new
from wallet.flows.bringing import check_twice, read_key_file
from wallet.keys.card import WalletCard
from wallet.keys.envelope import Envelope
from wallet.keys.hidden import Typed, hidden
from wallet.keys.keystore import SCRYPT
from wallet.keys.passphrase import check_passphrase
from wallet.keys.store import WalletStore
from wallet.keys.words import wordlist
from wallet.signing.desk import KeyDesk

QUESTIONS = 4
"""Words that are asked for when a backup is checked by some of them."""


@dataclass(frozen=True)
class Sheet:
    """What stands on a backup sheet. The words are the list's own strings, in their order."""

    name: str
    address: str
    made: int
    extra: bool
    words: tuple[str, ...] = field(repr=False)


def change_passphrase(
    store: WalletStore, wallet_id: str, old: Typed, new: Typed, again: Typed
) -> Envelope:
    """Seal a kept wallet under another passphrase (two seconds). Raises WalletError.

    Fields: `old`, `passphrase`, `again`. What was stored is replaced at once by what is stored
    then; until then the old passphrase opens it.
    """
    with check_twice(new, again) as phrase:
        card = store.card(wallet_id)
        with open_desk(store, wallet_id, old, "old") as desk:
            envelope = desk.change_passphrase(phrase)
    store.add(card, envelope)
    return envelope


def save_key_file(
    store: WalletStore,
    wallet_id: str,
    passphrase: Typed,
    account: int,
    phrase: Typed,
    again: Typed,
    path: Path,
    kdf: str = SCRYPT,
) -> None:
    """Write one account's key file, under a passphrase of its own. Raises WalletError.

    Fields: `old` (the wallet's passphrase), `passphrase` and `again` (the file's), `file`. The
    file is new, readable by this user alone, and read back before this returns.
    """
    check_twice(phrase, again).wipe()
    # Not in its plain form: other wallets take it as it was typed.
    with hidden(phrase) as new, open_desk(store, wallet_id, passphrase) as desk:
        text = desk.key_file(account, new, kdf)
        try:
            write_new(path, text.encode("ascii"))
        except WalletError as error:
            raise error.beside("file") from None
        if desk.same_file(read_key_file(path), new) != account:
            raise WalletError(
                "The key file is not on the disk as it was written.",
                "Do not rely on it. Check the disk, then save it again.",
                "keys.file-unwritten",
                "file",
            )


def sheet_of(store: WalletStore, wallet_id: str, passphrase: Typed, now: int) -> Sheet:
    """What stands on a wallet's backup sheet. Raises WalletError, beside `old`."""
    card = store.card(wallet_id)
    with open_desk(store, wallet_id, passphrase) as desk, desk.words() as words:
        index = {word.encode("ascii"): word for word in wordlist()}
        shown = tuple(index[bytes(word)] for word in words.split())
        return Sheet(card.name, card.addresses[0], now, desk.has_extra, shown)


def check_key_file(desk: KeyDesk, file: str, phrase: Typed) -> int:
    """The account that a key file holds the key of. Raises WalletError where it is none's."""
    account = desk.same_file(file, phrase)
    if account is None:
        raise WalletError(
            "This key file opens, but it is not one of this wallet.",
            "Look whether it belongs to another of your wallets, and save one of this wallet.",
            "keys.backup-other",
            "file",
        )
    return account


def check_some_words(desk: KeyDesk, words: Typed) -> None:
    """Whether the words that were asked for are right. Raises WalletError where they are not."""
    if not desk.answer(words):
        raise wrong_words()


def check_all_words(desk: KeyDesk, words: Typed, extra: Typed = b"") -> None:
    """Whether these are all the words of the wallet. Raises WalletError where they are not."""
    if not desk.same_words(words, extra):
        raise wrong_words()


def note_checked(store: WalletStore, wallet_id: str, now: int) -> WalletCard:
    """Remember on a wallet's card that a backup of it was right. Raises WalletError."""
    card = replace(store.card(wallet_id), checked=now)
    store.update(card)
    return card


def open_desk(store: WalletStore, wallet_id: str, passphrase: Typed, field: str = "old") -> KeyDesk:
    """Open a wallet to look after its keys. Raises WalletError beside the passphrase's field."""
    envelope = store.envelope(wallet_id)
    try:
        check_passphrase(passphrase).wipe()
        return KeyDesk(envelope, passphrase)
    except WalletError as error:
        raise error.beside(field) from None


def list_accounts(store: WalletStore, card: WalletCard, found: dict[int, str]) -> WalletCard:
    """Keep more accounts on a wallet's card. Raises WalletError."""
    more = card.with_accounts(found)
    store.update(more)
    return more


def wrong_words() -> WalletError:
    """The refusal of words that are not those of the wallet; it does not say which are not."""
    return WalletError(
        "These are not the words of this wallet.",
        "Compare each with your paper; look also whether the paper is of this wallet, and whether "
        "you chose an extra word.",
        "keys.backup-wrong",
        "words",
    )
