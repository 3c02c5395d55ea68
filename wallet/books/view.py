"""Who looks at the books, and when: what every answer is given.

An answer is a plain function of a view. All rows that it reads are from one moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from wallet.books.depth import asked_for, interest_of
from wallet.books.documents import EXIT, STAKE, Documents
from wallet.books.persons import NOBODY, PersonRef, standing_of
from wallet.books.rule_numbers import numbers_of
from wallet.books.store import Row, Store, Tables
from wallet.contracts.numbers import Numbers


@dataclass(frozen=True, slots=True)
class View:
    """The tables as one account sees them at `now` (chain time).

    `me` is the account's person id, None until they have joined. `dollars` and `coins` are what
    the account holds, None where the chain has not said. `labels`, `stakes`, `exits` (papers of
    sales) and `follows` (whom they follow) are private. `read` are the tokens all of whose
    movements were read, `asked` the people all of whose holdings were; None for everybody's.
    """

    tables: Tables
    me: int | None
    account: str
    now: int
    block: int = 0
    block_at: int = 0
    dollars: int | None = None
    coins: int | None = None
    labels: Mapping[int, str] = field(default_factory=dict)
    stakes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exits: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    follows: frozenset[int] = frozenset()
    read: frozenset[int] | None = None
    asked: frozenset[int] | None = None
    _known: dict[int, PersonRef] = field(default_factory=dict, repr=False)
    _numbers: list[Numbers] = field(default_factory=list, repr=False)

    def person(self, number: int) -> PersonRef:
        """A person as answers name them; each is looked up once."""
        if number == 0:
            return NOBODY
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = self._look_up(number)
        return found

    def name_of(self, number: int) -> str:
        """Display name, else own label, else "Person 12"."""
        return self.person(number).name

    @property
    def numbers(self) -> Numbers:
        """The numbers of the rules, as they are now."""
        if not self._numbers:
            self._numbers.append(numbers_of(self.tables))
        return self._numbers[0]

    def person_of(self, account: str) -> int | None:
        """The id of the person whose wallet is `account`."""
        row = self.tables.row("SELECT id FROM person WHERE account = ?", account.lower())
        return int(row["id"]) if row else None

    def knows_holders(self, token: int) -> bool:
        """Whether all that happened with a token was read: who holds it, and what was shared."""
        return self.read is None or token in self.read

    def knows_holdings(self, person: int) -> bool:
        """Whether all that a person holds was read."""
        return self.asked is None or person in self.asked

    @property
    def whole(self) -> bool:
        """Whether the whole network was read."""
        return self.read is None

    def is_me(self, number: int) -> bool:
        """Whether that is whoever looks."""
        return number == self.me

    def _look_up(self, number: int) -> PersonRef:
        row = self.tables.row(
            "SELECT p.*, t.name AS token_name FROM person p LEFT JOIN token t ON t.id = p.id"
            " WHERE p.id = ?",
            number,
        )
        label = self.labels.get(number, "")
        if row is None:
            return PersonRef(number, label or f"Person {number}", False, "unknown", None, label)
        return _reference(row, label, self.now)


@contextmanager
def open_view(
    store: Store,
    account: str,
    now: int,
    documents: Documents | None = None,
    dollars: int | None = None,
    coins: int | None = None,
) -> Iterator[View]:
    """A view of the books for `account` at `now`, as long as the block lasts."""
    labels = documents.labels() if documents else {}
    stakes = documents.every(STAKE) if documents else {}
    exits = documents.every(EXIT) if documents else {}
    follows = documents.follows() if documents else frozenset()
    with store.reading() as tables:
        me = tables.row("SELECT id FROM person WHERE account = ?", account.lower())
        last = tables.row("SELECT number, at FROM block ORDER BY number DESC LIMIT 1")
        read = interest_of(tables)
        if dollars is None:
            money = tables.row("SELECT amount FROM wallet_money WHERE account = ?", account.lower())
            dollars = money["amount"] if money else None
        yield View(
            tables=tables,
            me=me["id"] if me else None,
            account=account,
            now=now,
            block=last["number"] if last else 0,
            block_at=(last["at"] or 0) if last else 0,
            dollars=dollars,
            coins=coins,
            labels=labels,
            stakes=stakes,
            exits=exits,
            follows=follows,
            read=read,
            asked=asked_for(tables) if read is not None else None,
        )


def _reference(row: Row, label: str, now: int) -> PersonRef:
    frozen_until = row["frozen_until"]
    if row["recovery_ends"]:  # held until somebody finishes it, or ends the days after a cancelling
        frozen_until = max(frozen_until, row["recovery_ends"], now + 1)
    standing = standing_of(row["expires"], frozen_until, bool(row["banned"]), now)
    until = {"active": row["expires"], "frozen": frozen_until}.get(standing)
    name = row["token_name"] or label or f"Person {row['id']}"
    return PersonRef(row["id"], name, row["token_name"] is not None, standing, until, label)
