"""What people and things are called, read from the books, for acts and for explanations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wallet.acts.records import ExitRecord, StakeRecord
from wallet.base.addresses import checksum
from wallet.books.documents import STAKE, Documents
from wallet.books.store import Store
from wallet.books.view import View, open_view
from wallet.signing.known import KnownNetwork


class StoreRecords:
    """What was published of stakes and exits, from one store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stake_records(self, stake: int) -> tuple[StakeRecord, ...]:
        """Every version of a stake, the oldest first."""
        with self._store.reading() as tables:
            rows = tables.rows(
                "SELECT * FROM stake_version WHERE stake = ? ORDER BY version", stake
            )
        return tuple(
            StakeRecord(
                version=row["version"],
                owner=row["owner"],
                company_key=_bytes(row["company_key"]),
                commitment=_bytes(row["commitment"]),
                package_hash=_bytes(row["package"]),
                attestors=_three(row["attestors"]),
                declared=row["declared"],
                attested=row["attested"],
            )
            for row in rows
        )

    def exit_record(self, exit_: int) -> ExitRecord | None:
        """An exit as it was reported, or as a ruling corrected it."""
        with self._store.reading() as tables:
            row = tables.row("SELECT * FROM exit WHERE id = ?", exit_)
        if row is None:
            return None
        return ExitRecord(
            stake=row["stake"],
            owner=row["owner"],
            units=row["units"],
            proceeds=row["proceeds"],
            selling_costs=row["selling_costs"],
            cost=row["cost"],
            gain=row["gain"],
            closed=row["closed"],
            reported=row["reported"],
            attestors=_three(row["attestors"]),
            evidence_hash=_bytes(row["evidence"]),
        )

    def decision_call(self, decision: int) -> tuple[str, bytes] | None:
        """Which contract a decision calls, and with what."""
        with self._store.reading() as tables:
            row = tables.row("SELECT target, data FROM decision WHERE id = ?", decision)
        return None if row is None else (checksum(row["target"]), _bytes(row["data"]))


class BookNames(StoreRecords):
    """Names from one store and one's own labels, for whoever is at `account`.

    Kept until `forget`, which is called when the books change.
    """

    def __init__(self, store: Store, documents: Documents, known: KnownNetwork) -> None:
        super().__init__(store)
        self._documents = documents
        self._known = known
        self._names: dict[int, str] | None = None
        self._at: dict[str, int] = {}
        self.account = ""

    @contextmanager
    def view(self, now: int) -> Iterator[View]:
        """The books as this account sees them at `now` (chain time)."""
        with open_view(self._store, self.account, now, self._documents) as view:
            yield view

    def forget(self) -> None:
        """The books changed: names are looked up anew."""
        self._names = None

    @property
    def me(self) -> int | None:
        """The person at `account`, once they have joined."""
        self._load()
        return self._at.get(self.account.lower())

    def name_of(self, person: int) -> str:
        """A person's display name, the wallet's own label, or `Person 12`."""
        return self._load().get(person, f"Person {person}")

    def name_at(self, address: str) -> str | None:
        """What the holder of an address is called, or None for a stranger."""
        names = self._load()
        person = self._at.get(address.lower())
        return None if person is None else names[person]

    def issuer_of_offering(self, offering: int) -> int | None:
        """Whose offering it is."""
        return self._number("SELECT issuer AS n FROM offering WHERE id = ?", offering)

    def issuer_of_debt(self, debt: int) -> int | None:
        """Who owes it."""
        return self._number("SELECT issuer AS n FROM debt WHERE id = ?", debt)

    def stake_of_exit(self, exit_: int) -> int | None:
        """Which stake was sold in an exit."""
        return self._number("SELECT stake AS n FROM exit WHERE id = ?", exit_)

    def subject_of_report(self, report: int) -> int | None:
        """Whom a report accuses."""
        return self._number("SELECT subject AS n FROM report WHERE id = ? AND subject", report)

    def subject_of_decision(self, decision: int) -> int | None:
        """Whose case a decision is about, 0 for nobody's."""
        return self._number("SELECT subject AS n FROM decision WHERE id = ?", decision)

    def company_of_stake(self, stake: int) -> str | None:
        """The private name of a company that one holds a stake in."""
        with self._store.reading() as tables:
            row = tables.row("SELECT commitment FROM stake WHERE id = ?", stake)
        paper = self._documents.find(STAKE, row["commitment"]) if row else None
        company = paper.get("company") if paper else None
        return company if isinstance(company, str) else None

    def _number(self, sql: str, *values: Any) -> int | None:
        with self._store.reading() as tables:
            row = tables.row(sql, *values)
        return None if row is None else int(row["n"])

    def _load(self) -> dict[int, str]:
        known = self._names
        if known is not None:
            return known
        labels = self._documents.labels()
        with self._store.reading() as tables:
            rows = tables.rows(
                "SELECT p.id, p.account, t.name FROM person p LEFT JOIN token t ON t.id = p.id"
            )
        names = {
            int(row["id"]): row["name"] or labels.get(row["id"]) or f"Person {row['id']}"
            for row in rows
        }
        self._at = {str(row["account"]).lower(): int(row["id"]) for row in rows}
        self._names = names
        return names


def _bytes(text: str) -> bytes:
    """Bytes as the books keep them."""
    return bytes.fromhex(text[2:])


def _three(text: str) -> tuple[int, int, int]:
    """Three attestors as the books keep them."""
    one, two, three = json.loads(text)
    return int(one), int(two), int(three)
