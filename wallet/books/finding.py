"""Whom to look for among all people, in which order, and how the directory is asked for it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from wallet.books.persons import ACTIVE, BANNED, EXPIRED, FROZEN
from wallet.books.view import View

MOST_WORDS: Final = 64
"""Letters of a search that count."""
DOCUMENT: Final = "document"
WORLD: Final = "world"
LEVEL_NUMBERS: Final = {DOCUMENT: 2, WORLD: 1}

_LARGEST: Final = 2**63 - 1
_NUMBER: Final = re.compile(r"(?:person )?([0-9]{1,18})")
_HERE: Final = "id IN (SELECT value FROM json_each(?))"
_READ: Final = "(issuer = 0 OR id IN (SELECT value FROM json_each(?)))"
_FIGURES: Final = {
    "joined": "joined",
    "price": "reference",
    "raised": "raised",
    "shared": "shared",
    "holders": "holders",
}
_NOT_ALWAYS_READ: Final = ("raised", "shared")
ORDERS: Final = ("name", *_FIGURES)
"""In what order people can be asked for; all but `name` begin with the most or the newest."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for; what is not said does not matter.

    `standing` is one of active, expired, frozen, banned; `level` is document or world. `prompt`
    are those who had debts and paid every one in time; `followed` are those whom one follows.
    Prices are reference prices; `among` limits the answer to these people. `turned` is the order
    the other way round; whose figure is not known comes last either way.
    """

    words: str = ""
    standing: str = ""
    level: str = ""
    raising: bool = False
    auction: bool = False
    prompt: bool = False
    followed: bool = False
    priced: bool = False
    price_from: int | None = None
    price_to: int | None = None
    among: tuple[int, ...] | None = None
    order: str = "name"
    turned: bool = False


class Part(NamedTuple):
    """A part of a statement over the directory's table of those known, with its values."""

    sql: str
    values: list[Any]


def fitting(wanted: Wanted, view: View) -> Part:
    """The WHERE of those who fit; empty where everybody does."""
    clauses, values = _clauses(wanted, view)
    return Part(f" WHERE {' AND '.join(clauses)}" if clauses else "", values)


def _capped(amount: int) -> int:
    """A price as SQLite can compare it."""
    return min(amount, _LARGEST)


def in_order(wanted: Wanted, view: View) -> Part:
    """What to order by. Each that is not turned round has an index of the directory."""
    figure = _FIGURES.get(wanted.order)
    if figure is None:
        way = " DESC" if wanted.turned else ""
        return Part(f"unnamed, name{way}, id{way}", [])
    values: list[Any] = []
    if wanted.order in _NOT_ALWAYS_READ and view.read is not None:
        figure, values = f"CASE WHEN {_READ} THEN {figure} END", [json.dumps(sorted(view.read))]
    way = "ASC NULLS LAST" if wanted.turned else "DESC"  # which has nulls last by itself
    return Part(f"{figure} {way}, unnamed, name, id", values)


def _clauses(wanted: Wanted, view: View) -> tuple[list[str], list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []

    def add(clause: str, *bound: object) -> None:
        clauses.append(clause)
        values.extend(bound)

    now = view.now
    words = " ".join(wanted.words.split())[:MOST_WORDS]
    if words:
        add(*_by_words(words, view))
    if wanted.standing:
        add(*_by_standing(wanted.standing, now))
    if wanted.level:
        add("level = ?", LEVEL_NUMBERS.get(wanted.level, 0))
    if wanted.raising:
        add("raising > ?", now)
    if wanted.auction:
        add("auction = 1")
    if wanted.prompt:
        add("debts > 0 AND late = 0 AND (due = 0 OR due >= ?)", now)
    if wanted.followed:
        add(_HERE, json.dumps(sorted(view.follows)))
    if wanted.priced:
        add("reference > 0")
    if wanted.price_from is not None:
        add("reference >= ?", _capped(wanted.price_from))
    if wanted.price_to is not None:
        add("reference > 0 AND reference <= ?", _capped(wanted.price_to))
    if wanted.among is not None:
        add(_HERE, json.dumps(wanted.among))
    return clauses, values


def _by_words(words: str, view: View) -> tuple[Any, ...]:
    """By name and work, by one's own label, or by number."""
    low = words.casefold()
    also = [number for number, label in view.labels.items() if low in label.casefold()]
    number = _NUMBER.fullmatch(low)
    if number:
        also.append(int(number[1]))
    # Each word may be the beginning of one; quotes keep it from being read as a command.
    asked = " ".join(f'"{one}"*' for one in re.findall(r"\w+", low))
    if not asked:
        return _HERE, json.dumps(also)
    found = "id IN (SELECT rowid FROM words WHERE words MATCH ?)"
    return f"({found} OR {_HERE})", asked, json.dumps(also)


def _by_standing(standing: str, now: int) -> tuple[Any, ...]:
    frozen = "(frozen > ? OR recovering = 1)"
    if standing == BANNED:
        return ("banned = 1",)
    if standing == FROZEN:
        return f"banned = 0 AND {frozen}", now
    if standing == ACTIVE:
        return f"banned = 0 AND NOT {frozen} AND expires > ?", now, now
    if standing == EXPIRED:
        return f"banned = 0 AND NOT {frozen} AND expires <= ?", now, now
    return ("0",)
