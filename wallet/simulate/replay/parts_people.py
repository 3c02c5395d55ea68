"""People and their money: standing, wallets, credits, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from wallet.base.addresses import address_bytes
from wallet.simulate.replay.part import Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Storage, spot
from wallet.simulate.replay.words import (
    ACCOUNT,
    COUNTED,
    NEVER,
    PERSON,
    POINTER,
    PURSE,
)

DOCUMENT, WORLD = 2, 1
UNLIMITED = 2**256 - 1


@dataclass(frozen=True)
class Person(Part):
    """Who somebody is, and in which standing."""

    title: ClassVar[str] = "person {0}"

    known: bool
    expires: int
    frozen_until: int
    country: int
    document: bool
    accredited: bool
    banned: bool

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        who, facts = rules.network.people.get(key[0]), rules.law.facts.get(key[0])
        if who is None or facts is None:
            return cls(False, 0, 0, 0, False, False, False)
        return cls(
            True, who.expires, who.frozen_until, facts.country, who.document, facts.accredited,
            who.banned,
        )  # fmt: skip

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        person, wallet = key[0], ground.wallet(key[0])
        word = pointer = 0
        if self.known:
            pointer = POINTER.pack(person=person, joined=1, rank=person if self.document else 0)
            word = PERSON.pack(
                wallet=int(wallet, 16),
                expires=self.expires,
                frozen_until=self.frozen_until,
                country=self.country,
                level=DOCUMENT if self.document else WORLD,
                investor_class=self.accredited,
                banned=self.banned,
            )
        yield spot("Registry", "book.words", person), word
        yield spot("Registry", "book.pointers", wallet), pointer

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        word = PERSON.unpack(storage.at("Registry", "book.words", key[0]))
        storage.at("Registry", "book.pointers", ground.wallet(key[0]))
        return cls(
            word["wallet"] == int.from_bytes(address_bytes(ground.wallet(key[0])), "big"),
            word["expires"],
            word["frozen_until"],
            word["country"],
            word["level"] == DOCUMENT,
            word["investor_class"] != 0,
            bool(word["banned"]),
        )


@dataclass(frozen=True)
class Purse(Part):
    """Somebody's money: in the wallet, and credited; and when their first debt falls due."""

    title: ClassVar[str] = "the money of person {0}"

    in_wallet: int
    barred: bool
    credit: int
    first_due: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        who = rules.network.people.get(key[0])
        if who is None:
            return cls(0, False, 0, 0)
        dues = [debt.due for debt in rules.network.open_debts(key[0])]
        return cls(who.cash, who.undeliverable, who.credit, min(dues, default=0))

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        wallet = ground.wallet(key[0])
        account = ACCOUNT.pack(balance=self.in_wallet, barred=self.barred)
        yield spot("Dollar", "accounts", wallet), account
        yield spot("Dollar", "allowance", wallet, ground.addresses["Ledger"]), UNLIMITED
        purse = PURSE.pack(credit=self.credit, first_due=self.first_due)
        yield spot("Ledger", "cash.purses", key[0]), purse

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        account = ACCOUNT.unpack(storage.at("Dollar", "accounts", ground.wallet(key[0])))
        purse = PURSE.unpack(storage.at("Ledger", "cash.purses", key[0]))
        due = purse["first_due"]
        return cls(
            account["balance"],
            bool(account["barred"]),
            purse["credit"],
            0 if due == NEVER else due,
        )


@dataclass(frozen=True)
class Till(Part):
    """All money that lies in the ledger and in offerings, and whether money moves at all."""

    title: ClassVar[str] = "the money of everybody together"

    in_ledger: int
    in_offerings: int
    paused: bool

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        held = sum(deal.held for deal in rules.offerings.raises)
        return cls(rules.network.pool, held, rules.network.paused)

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        yield spot("Dollar", "accounts", ground.addresses["Ledger"]), self.in_ledger
        yield spot("Dollar", "accounts", ground.addresses["Offering"]), self.in_offerings
        yield spot("Dollar", "paused"), int(self.paused)

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(
            storage.at("Dollar", "accounts", ground.addresses["Ledger"]),
            storage.at("Dollar", "accounts", ground.addresses["Offering"]),
            bool(storage.at("Dollar", "paused")),
        )


@dataclass(frozen=True)
class Counts(Part):
    """How many people, exits and debts, stakes, offerings and reports there are."""

    title: ClassVar[str] = "the count"

    people: int
    exits: int
    stakes: int
    offerings: int
    reports: int

    @classmethod
    def of(cls, rules: Rules, *key: int) -> Self:
        """Take it from the model."""
        return cls(
            len(rules.network.people),
            rules.companies.count,
            len(rules.companies.stakes),
            len(rules.offerings.raises),
            len(rules.watching.reports),
        )

    def lay(self, ground: Ground, *key: int) -> Iterator[Laid]:
        """Lay it."""
        counted = COUNTED.pack(people=self.people, members=self.people)
        yield spot("Registry", "book.counted"), counted
        yield spot("Companies", "count"), self.exits
        yield spot("Companies", "stake_count"), self.stakes
        yield spot("Offering", "count"), self.offerings
        yield spot("Watching", "reports"), self.reports

    @classmethod
    def read(cls, ground: Ground, storage: Storage, *key: int) -> Self:
        """Read it."""
        return cls(
            COUNTED.unpack(storage.at("Registry", "book.counted"))["people"],
            storage.at("Companies", "count"),
            storage.at("Companies", "stake_count"),
            storage.at("Offering", "count"),
            storage.at("Watching", "reports"),
        )
