"""Books of a network of a million people: some of it folded, the rest as the folds would leave it.

The first people trade as the made-up crowd does, event by event; everybody after them has a token,
a raise, two auctions, holdings with their lots, sales and claims, written straight into the tables.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tests.books.crowd import CENT, START, Crowd, account_of
from wallet.base.clock import DAY
from wallet.base.money import ALL_SHARES, DOLLAR, SHARE
from wallet.books.store import Store
from wallet.books.writing import Pen, write

PEOPLE: Final = 1_000_000
CROWD, TOKENS, EVENTS = 20_000, 500, 300_000
"""People who are folded, how many of them have tokens, and how much they do."""
HELD: Final = 5
MINE: Final = 300
"""How many tokens everybody holds, and how many whoever looks does."""
ME: Final = 7
NOW: Final = START + 100 * DAY
RUNNING, RAISING, INDEBTED = 50, 100, 20
"""Of so many people one has an auction that runs, a raise that is open, a debt."""
_FIRST = "Ada Ben Cleo Dan Edda Finn Greta Hugo Ines Jan Kira Liam Mona Nils Olga Paul".split()
_LAST = "Moreau Okafor Lind Novak Weber Byrne Adler Costa Duval Ekman Ferro Gruber Haas".split()


def name_of(number: int) -> str:
    """A name for a person; everybody's is another."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    return f"{first} {last} {number}"


def build(path: Path, people: int = PEOPLE) -> Store:
    """Make the books. Minutes, for a million people."""
    store = Store(path, "million")
    events = list(Crowd(1, CROWD, TOKENS).events(EVENTS))
    with Pen(store).writing() as (tables, rows):
        write(tables, rows, events)
    with store.writing() as tables:
        tables.db.execute("PRAGMA cache_size=-200000")
        for table, columns, found in _filled(people):
            marks = ", ".join("?" * len(columns.split(",")))
            tables.db.executemany(
                f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", found
            )
    return store


def _filled(people: int) -> Iterator[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    """Tables, their columns and rows."""
    news, issuers = range(CROWD + 1, people + 1), range(TOKENS + 1, people + 1)
    yield (
        "person",
        "id, account, level, country, class, expires, joined, credential, verifier, rank",
        ((one, account_of(one), 1 + one % 2, 276, 0, START * 2, START + one, "", "", one)
         for one in news),
    )  # fmt: skip
    yield (
        "token",
        "id, name, terms_hash, issued, reference, acc, raised, shared, holders, retail",
        ((one, name_of(one), "0x", START, str(one * 7_919 % 10**6 * 10**7), str(one << 100),
          str(one * 104_729 % 10**9 * 10**6), str(one * 31 % 10**9), HELD, HELD)
         for one in issuers),
    )  # fmt: skip
    yield (
        "position", "token, person, units, since",
        ((one, one, str(ALL_SHARES - HELD * 1_000 * SHARE), START) for one in issuers),
    )  # fmt: skip
    held = "token, person, units, checkpoint, since, received, realised"
    units = str(1_000 * SHARE)
    yield (
        "position", held,
        ((token, who, units, str(token << 99), START, str(DOLLAR), str(DOLLAR))
         for token, who in _held(people)),
    )  # fmt: skip
    yield (
        "lot", "token, person, serial, units, cost, paid, acquired, unlocks",
        ((token, who, 0, units, str(10 * DOLLAR), str(10 * DOLLAR), START, 0)
         for token, who in _held(people)),
    )  # fmt: skip
    yield from _raises(issuers)
    yield from _trades(issuers, people)


def _held(people: int) -> Iterator[tuple[int, int]]:
    """Tokens and their holders, in the order of the tables."""
    luck = random.Random(2)
    mine = set(luck.sample(range(TOKENS + 1, people + 1), MINE))
    for token in range(TOKENS + 1, people + 1):
        holders = {luck.randint(1, people) for _ in range(HELD)} - {token}
        for who in sorted(holders | ({ME} if token in mine else set())):
            yield token, who


def _raises(issuers: range) -> Iterator[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    units = str(HELD * 1_000 * SHARE)
    yield (
        "offering",
        "id, issuer, units_min, units_max, price, opened, deadline, regime, lockup, terms_hash,"
        " closed, success, sold, proceeds",
        ((one, one, str(SHARE), units, str(CENT), START, *_closing(one), units, "0")
         for one in issuers),
    )  # fmt: skip
    yield (
        "entry", "offering, number, person, units, paid, at, state, taken, allotted",
        ((one, one * 2 + part, one * 17 % issuers.stop + 1, units, str(DOLLAR), START, "taken",
          units, units) for one in issuers for part in range(2)),
    )  # fmt: skip
    indebted = issuers[::INDEBTED]
    yield (
        "stake",
        "id, owner, company_key, commitment, package, attestors, declared, attested",
        ((one, one, f"0x{one:064x}", "0x", "0x", "[1, 2, 3]", START, START) for one in indebted),
    )  # fmt: skip
    yield (
        "exit",
        "id, stake, owner, units, proceeds, selling_costs, cost, gain, closed, reported, evidence,"
        " attested, debt, attestors",
        ((one, one, one, "1", str(DOLLAR), "0", "0", str(DOLLAR), START, START, "0x", START, one,
          "[1, 2, 3]") for one in indebted),
    )  # fmt: skip
    yield (
        "debt", "id, exit, issuer, gain, gain_left, opened, due, paid, ended",
        ((one, one, one, str(DOLLAR), str(DOLLAR * (one % 3)), START, START + 30 * DAY, "0",
          None if one % 3 else START + DAY) for one in indebted),
    )  # fmt: skip


def _closing(one: int) -> tuple[int, int, int, str, int | None, int | None]:
    """Deadline, regime, lock-up, terms, end and success of a raise."""
    if one % RAISING:
        return START + DAY, 1, 0, "0x", START + DAY, 1
    return NOW + 10 * DAY, 1, 0, "0x", None, None


def _trades(issuers: range, people: int) -> Iterator[tuple[str, str, Iterable[tuple[Any, ...]]]]:
    yield (
        "auction", "token, number, opened, start, ends, price, units, money, settled",
        ((one, number, START, START, START + 2 * DAY, str(CENT), "5", "5", START + one % 10**6)
         for one in issuers for number in (1, 2)),
    )  # fmt: skip
    running = issuers[::RUNNING]
    yield (
        "auction", "token, number, opened, start, ends",
        ((one, 3, NOW - DAY, NOW - DAY, NOW + DAY) for one in running),
    )  # fmt: skip
    yield (
        "ask", "token, person, side, units, price, money, placed, expires, seq",
        ((one, (one * 31 + part * 977) % people + 1, 1 + part % 2, str(100 * SHARE), str(CENT),
          str(DOLLAR), NOW - DAY, NOW + 9 * DAY, one * 4 + part)
         for one in running for part in range(4)),
    )  # fmt: skip
    yield (
        "quote", "token, block, log, at, price",
        ((one, block, 0, START + block, str(CENT * block)) for one in issuers for block in (1, 2)),
    )  # fmt: skip
    before = -people  # blocks that nothing else is in
    yield (
        "sale",
        "block, log, tx, at, token, seller, buyer, units, paid, proceeds, cost, gain, siphon,"
        " bought_for",
        ((before + one, part, f"0x{one:064x}", START, one, (one * 13 + part) % people + 1,
          (one * 29 + part) % people + 1, "5", "5", "5", "4", "1", "0", "4")
         for one in issuers for part in range(2)),
    )  # fmt: skip
    yield (
        "claim", "block, log, tx, at, holder, token, amount, passed_on",
        ((before + one, part, f"0x{one:064x}", START, (one * 13 + part) % people + 1, one,
          str(DOLLAR), "0") for one in issuers for part in range(3)),
    )  # fmt: skip
    yield (
        "share", "block, log, tx, at, issuer, kind, gain, amount, payer",
        ((before + one, 0, f"0x{one:064x}", START, one, 4, str(DOLLAR), str(DOLLAR // 5), one)
         for one in issuers),
    )  # fmt: skip
