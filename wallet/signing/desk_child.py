"""What is done with a wallet's secret besides signing, in the process that may hold it.

Here a passphrase is changed, a key brought in, a key file saved, and a backup held against the
wallet. Whatever leaves is sealed, is an address, or is a yes or no; but for the words, which are
asked for by their own name and given out to be put on paper.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from wallet.base.errors import WalletError
from wallet.keys.accounts import MAX_ACCOUNTS, account_key, address_of
from wallet.keys.envelope import Envelope, Secret, open_envelope, parse_envelope, seal
from wallet.keys.hidden import Hidden
from wallet.keys.keystore import PBKDF2, SCRYPT, open_key_file, parse_key_file, write_key_file
from wallet.keys.private_key import parse_private_key
from wallet.keys.words import check_extra, check_words, list_of_words, seed
from wallet.signing import fields
from wallet.signing.signer import locked

TRIES = 5
"""Wrong answers about a backup after which the desk closes: it must not be asked the words out."""


class Desk:
    """One wallet's secret, opened with its passphrase, and what is done with it."""

    def __init__(self, sealed: Envelope, passphrase: Hidden) -> None:
        self._sealed = sealed
        self._secret = open_envelope(sealed, passphrase)
        self._root = Hidden()
        self._asked: tuple[int, ...] = ()
        self._tries = TRIES

    def close(self) -> None:
        """Overwrite the secret."""
        self._secret.wipe()
        self._root.wipe()

    def do(self, task: str, frame: Mapping[str, Any]) -> Any:
        """Carry out one task; WalletError when it is refused."""
        tasks: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
            "desk.reseal": self._reseal,
            "desk.words": self._words,
            "desk.extra": self._has_extra,
            "desk.save": self._save,
            "desk.ask": self._ask,
            "desk.answer": self._answer,
            "desk.same_words": self._same_words,
            "desk.same_file": self._same_file,
        }
        if task not in tasks:
            raise fields.unreadable()
        if self._tries <= 0:
            raise locked()
        return tasks[task](frame)

    def _reseal(self, frame: Mapping[str, Any]) -> str:
        return seal(self._secret, secret_in(frame, "new"), self._sealed.wallet_id).text

    def _words(self, _: Mapping[str, Any]) -> Hidden:
        return self._secret.words

    def _has_extra(self, _: Mapping[str, Any]) -> bool:
        return len(self._secret.extra) > 0

    def _save(self, frame: Mapping[str, Any]) -> str:
        kdf = frame.get("kdf")
        if kdf not in (SCRYPT, PBKDF2):
            raise fields.unreadable()
        with self._key(_account(frame)) as key:
            return write_key_file(key, secret_in(frame, "phrase"), str(kdf))

    def _ask(self, frame: Mapping[str, Any]) -> list[int]:
        """Positions of words, from 1, that the next answer has to name."""
        with self._secret.words as words:
            places = list(range(1, len(words.split()) + 1))
        count = frame.get("count")
        if type(count) is not int or not 1 <= count <= len(places):
            raise fields.unreadable()
        picked = [places.pop(secrets.randbelow(len(places))) for _ in range(count)]
        self._asked = tuple(sorted(picked))
        return list(self._asked)

    def _answer(self, frame: Mapping[str, Any]) -> bool:
        """Whether all the words that were asked for are right; never which one is not."""
        if not self._asked:
            raise fields.unreadable()
        given = secret_in(frame, "words").lower().split()
        words = list_of_words(self._secret.entropy)
        wanted = [words[place - 1].encode("ascii") for place in self._asked]
        with Hidden(b" ".join(wanted)) as right, Hidden(b" ".join(given)) as said:
            return self._judge(hmac.compare_digest(right, said))

    def _same_words(self, frame: Mapping[str, Any]) -> bool:
        """Whether all the words, and the extra word, are those of this wallet."""
        with (
            self._secret.words as words,
            check_words(secret_in(frame, "words")) as said,
            check_extra(self._secret.extra) as extra,
            check_extra(secret_in(frame, "extra")) as more,
        ):
            same = hmac.compare_digest(words, said)
            return self._judge(hmac.compare_digest(extra, more) and same)

    def _same_file(self, frame: Mapping[str, Any]) -> int | None:
        """The account whose key is in a key file; None where it is none of this wallet's."""
        file = parse_key_file(text_in(frame, "file"))
        found: int | None = None
        with open_key_file(file, secret_in(frame, "phrase")) as key:
            for number in range(1 if self._secret.key else MAX_ACCOUNTS):
                with self._key(number) as own:
                    if hmac.compare_digest(own, key) and found is None:
                        found = number
        return found

    def _judge(self, right: bool) -> bool:
        self._asked = ()
        if not right:
            self._tries -= 1
            if self._tries <= 0:
                self.close()
                raise WalletError(
                    "That was wrong too often.",
                    "Look at your backup, then begin again with your passphrase.",
                    "keys.backup-tries",
                )
        return right

    def _key(self, number: int) -> Hidden:
        if self._secret.key:
            if number:
                raise fields.unreadable()
            return Hidden(self._secret.key)
        if not self._root:
            with self._secret.words as words:
                self._root = seed(words, self._secret.extra)
        return account_key(self._root, number)


def open_desk(frame: Mapping[str, Any]) -> Desk:
    """Open a wallet with its passphrase."""
    sealed = parse_envelope(text_in(frame, "envelope"))
    return Desk(sealed, secret_in(frame, "passphrase"))


def seal_key(frame: Mapping[str, Any]) -> list[str]:
    """A new wallet from a private key as it was typed: its envelope and its address."""
    with parse_private_key(secret_in(frame, "key")) as key:
        return _sealed(key, frame)


def seal_file(frame: Mapping[str, Any]) -> list[str]:
    """A new wallet from a key file and that file's passphrase: its envelope and its address."""
    with open_key_file(parse_key_file(text_in(frame, "file")), secret_in(frame, "phrase")) as key:
        return _sealed(key, frame)


def text_in(frame: Mapping[str, Any], name: str) -> str:
    """A text of a frame that is no secret."""
    found = frame.get(name)
    if not isinstance(found, str):
        raise fields.unreadable()
    return found


def secret_in(frame: Mapping[str, Any], name: str) -> Hidden:
    """A secret of a frame."""
    found = frame.get(name)
    if not isinstance(found, Hidden):
        raise fields.unreadable()
    return found


def _sealed(key: Hidden, frame: Mapping[str, Any]) -> list[str]:
    secret = Secret(key=key)
    try:
        made = seal(secret, secret_in(frame, "passphrase"), text_in(frame, "wallet"))
        return [made.text, address_of(key)]
    finally:
        secret.wipe()


def _account(frame: Mapping[str, Any]) -> int:
    found = frame.get("account")
    if type(found) is not int or not 0 <= found < MAX_ACCOUNTS:
        raise fields.unreadable()
    return found
