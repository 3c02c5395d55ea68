"""The wallet's end of what is done with a secret besides signing; see `desk_child`.

Each desk is a process of its own that ends with it, so that what it held is wiped for sure. What
is typed goes to it in buffers that are wiped here as soon as they were handed over.
"""

from __future__ import annotations

from typing import Any

from wallet.keys.envelope import Envelope, parse_envelope
from wallet.keys.hidden import Hidden, Typed, hidden
from wallet.keys.keystore import SCRYPT
from wallet.signing.signer import locked
from wallet.signing.vault_process import SignerProcess


class KeyDesk:
    """A wallet opened with its passphrase to look after its keys (takes about a second).

    A context manager: leaving it ends the process. Every method raises WalletError with a
    sentence. Safe to be ended from another thread.
    """

    def __init__(self, envelope: Envelope, passphrase: Typed) -> None:
        self._process = SignerProcess(key_files=True)
        try:
            self._ask("desk.open", envelope=envelope.text, passphrase=hidden(passphrase))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> KeyDesk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._process.end()

    def words(self) -> Hidden:
        """The words, to be put on paper; WalletError for a wallet that has none."""
        found = self._ask("desk.words")
        if not isinstance(found, Hidden):
            raise locked()
        return found

    @property
    def has_extra(self) -> bool:
        """Whether the words alone do not open the wallet: an extra word was chosen."""
        return bool(self._ask("desk.extra"))

    def change_passphrase(self, new: Typed) -> Envelope:
        """The wallet's envelope under a new passphrase."""
        return parse_envelope(str(self._ask("desk.reseal", new=hidden(new))))

    def key_file(self, account: int, passphrase: Typed, kdf: str = SCRYPT) -> str:
        """The text of a key file for one account, under a passphrase of its own."""
        phrase = hidden(passphrase)
        return str(self._ask("desk.save", account=account, phrase=phrase, kdf=kdf))

    def ask_positions(self, count: int) -> tuple[int, ...]:
        """Positions of words, from 1 and in order, that `answer` has to name."""
        return tuple(int(place) for place in self._ask("desk.ask", count=count))

    def answer(self, words: Typed) -> bool:
        """Whether the words at the positions asked for are right, all of them.

        After five wrong answers WalletError, and the desk answers no more.
        """
        return bool(self._ask("desk.answer", words=hidden(words)))

    def same_words(self, words: Typed, extra: Typed = b"") -> bool:
        """Whether these are all the words, and the extra word, of this wallet."""
        return bool(self._ask("desk.same_words", words=hidden(words), extra=hidden(extra)))

    def same_file(self, file: str, passphrase: Typed) -> int | None:
        """Which account's key is in a key file; None where it is none of this wallet's."""
        found = self._ask("desk.same_file", file=file, phrase=hidden(passphrase))
        return found if type(found) is int else None

    def _ask(self, task: str, **said: Any) -> Any:
        return _ask(self._process, task, said)


def seal_private_key(key: Typed, passphrase: Typed, wallet_id: str) -> tuple[Envelope, str]:
    """A new wallet from a private key as it was typed: its envelope and its address."""
    said = {"key": hidden(key), "passphrase": hidden(passphrase), "wallet": wallet_id}
    return _seal("seal_key", said)


def seal_key_file(
    file: str, phrase: Typed, passphrase: Typed, wallet_id: str
) -> tuple[Envelope, str]:
    """A new wallet from a key file, opened with `phrase`: its envelope and its address."""
    secret = {"phrase": hidden(phrase), "passphrase": hidden(passphrase)}
    return _seal("seal_file", {**secret, "file": file, "wallet": wallet_id})


def _seal(task: str, said: dict[str, Any]) -> tuple[Envelope, str]:
    process = SignerProcess(key_files=True)
    try:
        envelope, address = _ask(process, task, said)
        return parse_envelope(str(envelope)), str(address)
    finally:
        process.end()


def _ask(process: SignerProcess, task: str, said: dict[str, Any]) -> Any:
    """Ask, and wipe what was said in secret."""
    try:
        return process.ask({"do": task, **said})
    finally:
        for value in said.values():
            if isinstance(value, Hidden):
                value.wipe()
