"""The part of the session that follows the chain: what is new, what time it is, who one is there.

While no node answers, or one is slow, what was known last is the answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from wallet.acts.naming import BookNames
from wallet.books.checking import Checked, cannot_check, check_books
from wallet.books.depth import holdings_known
from wallet.books.documents import Documents
from wallet.books.index import Index
from wallet.books.rule_numbers import numbers_of
from wallet.books.store import Store
from wallet.chain.aftercare import recover
from wallet.chain.chain import Chain
from wallet.chain.journal import Journal
from wallet.chain.problems import NodeError
from wallet.contracts.numbers import Numbers

PATIENCE: Final = 5.0
"""Seconds of following the chain after which its node counts as slow, and the books answer."""
Changed = Callable[[set[str]], None]


class Following:
    """A part of the session: it keeps the books level with the chain, and tells what changed."""

    chain: Chain
    documents: Documents
    journal: Journal
    index: Index
    store: Store
    names: BookNames
    account: str

    def __init__(self) -> None:
        self._person = 0
        self._now = 0
        self._purse: tuple[str, int, int] | None = None
        self._began: float | None = None
        self._silent = self._slow = False
        self._listeners: list[Changed] = []
        self._numbers: Numbers | None = None

    def now(self) -> int:
        """The chain's time; while no node answers, that of the last block in the books."""
        try:
            if not self.waits:
                self._now = self.chain.now()
                return self._now
        except NodeError:
            pass
        self._now = max(self._now, self.index.block()[1])
        return self._now

    @property
    def numbers(self) -> Numbers:
        """The numbers of the rules as the books have them; kept until the books change."""
        if self._numbers is None:
            with self.store.reading() as tables:
                self._numbers = numbers_of(tables)
        return self._numbers

    @property
    def waits(self) -> bool:
        """Whether the node is silent or slow: then what was known last is the answer."""
        began = self._began
        hangs = began is not None and time.monotonic() - began > PATIENCE
        return hangs or self._silent or self._slow

    def refresh(self) -> set[str]:
        """Follow the chain; returns what changed and tells the subscribers of it."""
        began = self._began = time.monotonic()
        try:
            changed = self._follow()
            self._slow = time.monotonic() - began > PATIENCE
            if self._slow:  # what every page would ask for, asked once for all of them
                self._now = self.chain.now()
                self._read_purse()
        except NodeError:
            self._silent = True
            raise
        finally:
            self._began = None
        self._silent = False
        return changed

    def _follow(self) -> set[str]:
        if recover(self.chain, self.journal):
            self.names.forget()
        more = self.index.attend(self.documents.follows() | ({self._person} - {0}))
        changed = self.index.follow() | ({"Ledger", "block"} if more else set())
        if changed:
            self.names.forget()
            self._numbers = None
            if self.account and not self._person:
                self._person = self._look_up()
            if self._person and not self.index.check(self._person):
                changed |= self.index.follow()  # a node had left something out
            self._tell(changed)
        return changed

    # How much is read, and whether it holds

    @property
    def depth(self) -> str:
        """How much of the network the books have: "mine" or "network"."""
        return self.index.depth

    @property
    def anew(self) -> tuple[int, int] | None:
        """While the books are read anew: the block they are at, and that up to which they were."""
        return self.index.anew

    @property
    def unread(self) -> bool:
        """Whether not all that concerns this person was read yet: the next refresh reads it."""
        with self.store.reading() as tables:
            return bool(self._person) and not holdings_known(tables, self._person)

    def deepen(self, depth: str) -> None:
        """Have more or less of the network in the books; the next refresh reads them anew."""
        self.index.deepen(depth)
        self.names.forget()

    def prove(self) -> Checked:
        """What the books say of this person, held against proofs of the chain's storage.

        Whatever keeps it from being checked is part of the answer.
        """
        try:
            self.refresh()
        except NodeError as error:
            return cannot_check(error)
        return check_books(self.store, self.chain, self._person)

    def subscribe(self, listener: Changed) -> Callable[[], None]:
        """Hear of changes; the answer ends it. Called on whatever thread follows the chain."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def call_person(self, person: int, words: str) -> None:
        """Give a person one's own name, or none; every page is told. Raises WalletError."""
        self.documents.set_label(person, words)
        self.names.forget()
        self._tell({"names"})

    def _tell(self, changed: set[str]) -> None:
        for listener in tuple(self._listeners):
            listener(changed)

    def _look_up(self) -> int:
        """The person behind the account: by the books, else by the chain if a node answers."""
        known = self.names.me
        if known:
            return known
        try:
            return int(self.chain.read("Registry", "person_of", self.account))
        except NodeError:
            return 0  # asked again at the next refresh

    def _money(self) -> tuple[int | None, int | None]:
        """Dollars and coins in the account's wallet as last known, None where they never were."""
        if not self.account:
            return None, None
        try:
            if not self.waits:
                self._read_purse()
        except NodeError:
            pass
        purse = self._purse
        if purse is None or purse[0] != self.account:
            return None, None
        return purse[1:]

    def _read_purse(self) -> None:
        """Ask for dollars and coins, and remember them for when no node answers."""
        if account := self.account:
            dollars = int(self.chain.read("Dollar", "balanceOf", account))
            self._purse = account, dollars, self.chain.balance_of_coin(account)
