"""What was told on the desktop is told once, whatever is closed, started again or read twice."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import read_json, write_json
from wallet.books.answers import Answers
from wallet.books.notices import ALWAYS, ATTESTATION, DEBT, Notice, notices

MOST_KEYS: Final = 4_000
"""Keys that are kept an account; they are only needed for the last blocks and open debts."""
MOST_ACCOUNTS: Final = 50
_DATES: Final = (DEBT, ATTESTATION)
_BACK: Final = 64
"""Blocks by which a chain may go back; one that is further back is another chain."""


class Noticing:
    """Keeps in a file what was told. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, dict[str, Any]] | None = None

    def fresh(self, answers: Answers, account: str, kinds: Collection[str]) -> tuple[Notice, ...]:
        """What there is to tell now for the first time, of the kinds that somebody wants.

        What is not wanted counts as told as well: choosing a kind brings up nothing old. It is
        kept before it is told, so that a crash loses a notice rather than tells it twice.
        """
        kept = self._read()
        known = kept.get(account.lower())
        with answers.view() as view:
            if view.me is None:
                return ()
            block = view.block
            if known is not None and known["block"] > block + _BACK:
                known = None
            found = notices(view, known["block"] if known else block)
        keys: list[str] = known["keys"] if known else []
        told = set(keys)
        new = [one for one in found if one.key not in told]
        if known is None or new or block - known["block"] >= _BACK:
            keys = [*keys, *(one.key for one in new)][-MOST_KEYS:]
            kept[account.lower()] = {"block": block, "keys": keys}
            self._write(kept)
        # At the very first look nothing has happened since the last one; only dates are news.
        told_now = {*kinds, *ALWAYS}
        return tuple(
            one for one in new if one.kind in told_now and (known is not None or one.kind in _DATES)
        )

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._kept is None:
            try:
                raw = read_json(self._path)
            except WalletError:
                raw = {}
            entries = raw.items() if isinstance(raw, dict) else ()
            self._kept = {key: one for key, one in entries if _sound(one)}
        return self._kept

    def _write(self, kept: dict[str, dict[str, Any]]) -> None:
        while len(kept) > MOST_ACCOUNTS:
            del kept[next(iter(kept))]
        write_json(self._path, kept)


def _sound(one: object) -> bool:
    return (
        isinstance(one, dict)
        and type(one.get("block")) is int
        and isinstance(one.get("keys"), list)
        and len(one["keys"]) <= MOST_KEYS
        and all(isinstance(key, str) and len(key) < 200 for key in one["keys"])
    )
