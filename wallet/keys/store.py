"""Where wallets are kept: the operating system's keyring, three kinds of entry a wallet.

`wallets` lists the ids, `card:<id>` holds what is no secret, `wallet:<id>` the sealed envelope.
Each entry stays under the 1,280 characters that Windows allows (jaraco/keyring#540).
"""

from __future__ import annotations

import json
import re
from typing import Any, Protocol

from wallet.base import nesting
from wallet.base.errors import WalletError
from wallet.base.lock_file import turn
from wallet.keys.backends import Backend, failures, refusal
from wallet.keys.card import WATCHED, WalletCard, check_wallet_id, parse_card
from wallet.keys.envelope import Envelope, parse_envelope

SERVICE = "symbolon"
MAX_WALLETS = 32
MAX_ENTRY = 1_279
_INDEX = "wallets"
_ID = re.compile(r"[0-9a-f]{32}")


class WalletStore(Protocol):
    """Keeps wallets at rest; every method raises WalletError with a sentence when it cannot."""

    @property
    def place(self) -> str:
        """Where it keeps them, as a person would say it."""
        ...

    def cards(self) -> tuple[WalletCard, ...]:
        """The wallets kept here, oldest first."""
        ...

    def envelope(self, wallet_id: str) -> Envelope:
        """The sealed envelope of one wallet."""
        ...

    def card(self, wallet_id: str) -> WalletCard:
        """The card of one wallet."""
        ...

    def add(self, card: WalletCard, envelope: Envelope | None) -> None:
        """Keep a new wallet, or the newer card and envelope of one; none of a watched one."""
        ...

    def update(self, card: WalletCard) -> None:
        """Replace the card of a wallet kept here."""
        ...

    def remove(self, wallet_id: str) -> None:
        """Forget a wallet for good."""
        ...


class KeyringStore:
    """Wallets in the operating system's keyring, through an accepted back end."""

    def __init__(self, backend: Backend, service: str = SERVICE) -> None:
        reason = refusal(backend)
        if reason is not None:
            raise reason
        self._backend = backend
        self._service = service

    @property
    def place(self) -> str:
        """The keyring, as a person would say it."""
        return "the keyring of this computer"

    def cards(self) -> tuple[WalletCard, ...]:
        """The wallets listed in the index entry that have a card."""
        found = (self._get(f"card:{wallet_id}") for wallet_id in self._index())
        cards = [parse_card(text) for text in found if text is not None]
        return tuple(sorted(cards, key=lambda card: (card.created, card.wallet_id)))

    def envelope(self, wallet_id: str) -> Envelope:
        """The envelope of one wallet; a sentence when there is none or it is another's."""
        text = self._get(f"wallet:{check_wallet_id(wallet_id)}")
        return checked_envelope(text, wallet_id)

    def card(self, wallet_id: str) -> WalletCard:
        """The card of one wallet that is listed; a sentence when there is none."""
        text = self._get(f"card:{check_wallet_id(wallet_id)}")
        if text is None or wallet_id not in self._index():
            raise missing_wallet()
        return parse_card(text)

    def add(self, card: WalletCard, envelope: Envelope | None) -> None:
        """Write the envelope first and the index last, so that a listed wallet can be opened."""
        check_pair(card, envelope)
        with turn(_INDEX):
            index = self._index()
            if card.wallet_id not in index and len(index) >= MAX_WALLETS:
                raise WalletError(
                    f"This computer already keeps {MAX_WALLETS} wallets.",
                    "Remove one that you do not need.",
                    "keys.too-many-wallets",
                )
            if envelope is not None:
                self._keep(f"wallet:{card.wallet_id}", envelope.text)
            self._keep(f"card:{card.wallet_id}", card.to_json())
            if card.wallet_id not in index:
                self._write_index((*index, card.wallet_id))

    def update(self, card: WalletCard) -> None:
        """Replace the card of a listed wallet."""
        if card.wallet_id not in self._index():
            raise missing_wallet()
        self._set(f"card:{card.wallet_id}", card.to_json())

    def remove(self, wallet_id: str) -> None:
        """Delete a wallet's entries, the secret one first, then take it off the index.

        Cut short it is still listed, without what could be stolen, and can be removed again.
        """
        for entry in (f"wallet:{check_wallet_id(wallet_id)}", f"card:{wallet_id}"):
            if self._get(entry) is not None:
                self._delete(entry)
        with turn(_INDEX):
            index = self._index()
            if wallet_id in index:
                self._write_index(tuple(listed for listed in index if listed != wallet_id))

    def _keep(self, entry: str, text: str) -> None:
        """Write an entry and read it back."""
        self._set(entry, text)
        if self._get(entry) != text:
            raise _forgetful()

    def _index(self) -> tuple[str, ...]:
        text = self._get(_INDEX)
        return () if text is None else _parse_index(text)

    def _write_index(self, ids: tuple[str, ...]) -> None:
        self._set(_INDEX, json.dumps(ids, separators=(",", ":")))

    def _get(self, entry: str) -> str | None:
        try:
            return self._backend.get_password(self._service, entry)
        except failures() as error:
            raise _refused(error) from None

    def _set(self, entry: str, text: str) -> None:
        if len(text) > MAX_ENTRY:
            raise ValueError("an entry of the keyring holds 1,279 characters")
        try:
            self._backend.set_password(self._service, entry, text)
        except failures() as error:
            raise _refused(error) from None

    def _delete(self, entry: str) -> None:
        try:
            self._backend.delete_password(self._service, entry)
        except failures() as error:
            raise _refused(error) from None


def check_pair(card: WalletCard, envelope: Envelope | None) -> None:
    """Refuse what does not belong together: a watched wallet alone has no envelope."""
    if (envelope is None) != (card.kind == WATCHED):
        raise ValueError("a wallet that is not only watched has an envelope")
    if envelope is not None and envelope.wallet_id != card.wallet_id:
        raise ValueError("the card and the envelope are of different wallets")


def checked_envelope(text: str | None, wallet_id: str) -> Envelope:
    """The envelope that was read for `wallet_id`, refused when missing or another wallet's."""
    if text is None:
        raise missing_wallet()
    envelope = parse_envelope(text)
    if envelope.wallet_id != wallet_id:
        raise missing_wallet()
    return envelope


def missing_wallet() -> WalletError:
    """The refusal for a wallet that is not kept here."""
    return WalletError(
        "This wallet is no longer kept on this computer.",
        "Restore it from its words.",
        "keys.wallet-missing",
    )


def _parse_index(text: str) -> tuple[str, ...]:
    try:
        found: Any = nesting.loads(text[: MAX_ENTRY + 1])
    except (ValueError, RecursionError):
        found = None
    valid = isinstance(found, list) and len(found) <= MAX_WALLETS
    if not valid or not all(isinstance(item, str) and _ID.fullmatch(item) for item in found):
        raise WalletError(
            "The list of wallets in the keyring is damaged.",
            'Remove the entry "wallets" of Symbolon from the keyring, then restore your wallet '
            "from its words.",
            "keys.index-damaged",
        )
    return tuple(dict.fromkeys(found))


def _forgetful() -> WalletError:
    return WalletError(
        "The keyring did not keep what was put into it.",
        "Nothing was stored. Check the keyring of your system, or keep the wallet in a file.",
        "keys.keyring-forgets",
    )


def _refused(error: Exception) -> WalletError:
    if type(error).__name__ in ("KeyringLocked", "LockedException"):
        return WalletError(
            "The keyring of this computer is locked.",
            "Unlock it with your login password, then try again.",
            "keys.keyring-locked",
        )
    return WalletError(
        "The keyring of this computer did not answer.",
        "Check that it is running, or keep the wallet in an encrypted file.",
        "keys.keyring-failed",
    )
