"""Wallets in encrypted files, for machines without a keyring and only when the user chose so.

One file a wallet, `<id>.wallet`: a JSON object with the card and the sealed envelope, readable by
the user alone, written whole or not at all. The passphrase is all that protects it.
"""

from __future__ import annotations

import json
from pathlib import Path

from wallet.base.errors import WalletError
from wallet.base.files import parse_json, read_limited, write_atomic
from wallet.keys.card import WalletCard, check_wallet_id, parse_card
from wallet.keys.envelope import Envelope
from wallet.keys.store import MAX_WALLETS, check_pair, checked_envelope, missing_wallet

_MAX_FILE = 4_096


class FileStore:
    """Wallets as encrypted files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        """The files, as a person would say it."""
        return "an encrypted file on this computer"

    def cards(self) -> tuple[WalletCard, ...]:
        """The wallets in the folder, oldest first."""
        paths = sorted(self._folder.glob("*.wallet"))[:MAX_WALLETS]
        cards = [self._read(path.stem)[0] for path in paths]
        return tuple(sorted(cards, key=lambda card: (card.created, card.wallet_id)))

    def envelope(self, wallet_id: str) -> Envelope:
        """The envelope of one wallet; a sentence when there is none."""
        return checked_envelope(self._read(wallet_id)[1] or None, wallet_id)

    def card(self, wallet_id: str) -> WalletCard:
        """The card of one wallet; a sentence when there is none."""
        return self._read(wallet_id)[0]

    def add(self, card: WalletCard, envelope: Envelope | None) -> None:
        """Write a wallet's file, new or over the one it had."""
        check_pair(card, envelope)
        self._write(card, envelope.text if envelope is not None else "")

    def update(self, card: WalletCard) -> None:
        """Replace the card in a wallet's file."""
        self._write(card, self._read(card.wallet_id)[1])

    def remove(self, wallet_id: str) -> None:
        """Delete a wallet's file; a missing one is as good as deleted."""
        try:
            self._path(wallet_id).unlink(missing_ok=True)
        except OSError:
            raise WalletError(
                "The wallet's file could not be deleted.",
                f"Delete it yourself: {self._path(wallet_id)}",
                "keys.file-stays",
            ) from None

    def _path(self, wallet_id: str) -> Path:
        return self._folder / f"{check_wallet_id(wallet_id)}.wallet"

    def _write(self, card: WalletCard, envelope: str) -> None:
        content = {"card": card.to_json(), "envelope": envelope}
        write_atomic(self._path(card.wallet_id), json.dumps(content, indent=1).encode())

    def _read(self, wallet_id: str) -> tuple[WalletCard, str]:
        path = self._path(wallet_id)
        if not path.is_file():
            raise missing_wallet()
        found = parse_json(read_limited(path, _MAX_FILE), "The wallet's file")
        card = found.get("card") if isinstance(found, dict) else None
        envelope = found.get("envelope") if isinstance(found, dict) else None
        if not isinstance(card, str) or not isinstance(envelope, str):
            raise _damaged(path)
        read = parse_card(card)
        if read.wallet_id != wallet_id:
            raise _damaged(path)
        return read, envelope


def _damaged(path: Path) -> WalletError:
    return WalletError(
        f"The wallet's file {path.name} is damaged.",
        "Restore the wallet from its words.",
        "keys.file-damaged",
    )
