"""Whose weak tags are to be noted: a wallet that was confirmed becomes a person when it joins.

Nothing here names anybody: wallets, and tags that say nothing to who cannot ask three desks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.base.files import MEGABYTE, read_json, write_json
from wallet.identity.tags.answering import REMEMBERED
from wallet.identity.tags.register import WeakRegister
from wallet.identity.tags.subjects import Kind

AT_ONCE: Final = 20
"""Wallets that are looked up at once."""


class Noting:
    """Notes the weak tags of a wallet in `register` once `person_of` knows whose it is."""

    def __init__(self, path: Path, register: WeakRegister, person_of: Callable[[str], int]) -> None:
        self._path, self._register, self._person_of = path, register, person_of
        self._guard = threading.Lock()
        self._last = ""

    def note(self, account: str, tags: Mapping[Kind, bytes], now: int) -> None:
        """Note at once, or when the wallet has joined. Raises WalletError."""
        with self._guard:
            waiting = self._waiting()
            waiting[account] = [now, {kind.value: tag.hex() for kind, tag in tags.items()}]
            write_json(self._path, {"version": 1, "waiting": waiting})
        self.settle(now)

    def settle(self, now: int) -> None:
        """Note those who have joined meanwhile; who never did is forgotten. Raises WalletError."""
        with self._guard:
            waiting = self._waiting()
            kept = dict(waiting)
            for account, (at, tags) in self._next(waiting):
                person = self._person_of(account)
                if person:
                    weak = {Kind(kind): bytes.fromhex(tag) for kind, tag in tags.items()}
                    self._register.note(person, weak)
                if person or now - at > REMEMBERED:
                    del kept[account]
            if kept != waiting:
                write_json(self._path, {"version": 1, "waiting": kept})

    def _next(self, waiting: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """A few of those who wait, and others the next time: nobody is passed over for ever."""
        names = sorted(waiting)
        later = [name for name in names if name > self._last] + names
        turn = list(dict.fromkeys(later))[:AT_ONCE]
        self._last = turn[-1] if turn else ""
        return [(name, waiting[name]) for name in turn]

    def _waiting(self) -> dict[str, Any]:
        if not self._path.exists():
            return {}
        found = read_json(self._path, 16 * MEGABYTE)
        if isinstance(found, dict) and isinstance(found.get("waiting"), dict):
            return dict(found["waiting"])
        raise WalletError(
            "The desk’s list of whom to note is damaged.",
            "Restore the desk’s folder from a backup.",
            "desk.notes",
        )
