"""What the books say of a person, held against the chain's own storage, word by word and proven."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wallet.base.addresses import same_address
from wallet.books.holdings import ACC_BITS
from wallet.books.store import Store, Tables, last_block
from wallet.chain.chain import Chain
from wallet.chain.proofs import Place, proven_words

Words = Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that is `here` by the books and `there` by the chain.

    The token is 0 for a figure of the person alone.
    """

    name: str
    token: int
    here: Any
    there: Any


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proven after block `block`: how many words and figures, and which are others."""

    block: int
    words: int
    figures: int
    differences: tuple[Difference, ...]

    @property
    def wrong(self) -> tuple[tuple[str, int], ...]:
        """Which figures are others, each as (what, token)."""
        return tuple((one.name, one.token) for one in self.differences)


def prove(store: Store, chain: Chain, person: int) -> Proof:
    """Hold balances, claims, standing and the sheets of tokens against storage proofs.

    Raises NodeError where the node proves nothing.
    """
    with store.reading() as tables:
        block = max(0, last_block(tables))
        figures = [*_of_person(tables, person), *_of_positions(tables, person)]
    places = list(dict.fromkeys(place for figure in figures for place in figure.places))
    words = proven_words(chain, places, block)
    seen = ((one, one.there(words)) for one in figures)
    return Proof(
        block,
        len(places),
        len(figures),
        tuple(Difference(f.name, f.token, f.here, there) for f, there in seen if there != f.here),
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the books, the words that it comes from, and what they make of it."""

    name: str
    token: int
    here: Any
    places: tuple[Place, ...]
    there: Callable[[Words], Any]


def _of_person(tables: Tables, person: int) -> list[_Figure]:
    row = tables.row("SELECT * FROM person WHERE id = ?", person)
    word: Place = ("Registry", "book.words", (person,))
    purse: Place = ("Ledger", "cash.purses", (person,))
    flags = (row["banned"], row["attestor"]) if row else (0, 0)
    columns = ("expires", "frozen_until", "country", "level", "class")
    facts = tuple(row[one] for one in columns) if row else (0,) * 5
    account = str(row["account"]) if row else "0x" + "0" * 40
    return [
        _Figure("standing", 0, (*facts, *flags), (word,), lambda words: _standing(words[word])),
        _Figure(
            "account", 0, True, (word,),
            lambda words: same_address(f"0x{_bits(words[word], 0, 160):040x}", account),
        ),
        _Figure(
            "credit", 0, row["credit"] if row else 0, (purse,),
            lambda words: _bits(words[purse], 0, 96),
        ),
    ]  # fmt: skip


def _standing(word: int) -> tuple[int, ...]:
    parts = ((160, 32), (192, 32), (224, 16), (240, 4), (244, 4), (248, 1), (250, 1))
    return tuple(_bits(word, at, size) for at, size in parts)


def _of_positions(tables: Tables, person: int) -> list[_Figure]:
    found = []
    rows = tables.rows(
        "SELECT p.*, t.acc, t.reference, t.holders, t.retail FROM position p"
        " JOIN token t ON t.id = p.token WHERE p.person = ?",
        person,
    )
    for row in rows:
        token = int(row["token"])
        stock: Place = ("Ledger", "holdings.stocks", (token, person))
        desk: Place = ("Ledger", "holdings.desks", (token, person))
        acc: Place = ("Ledger", "holdings.acc", (token,))
        sheet: Place = ("Ledger", "holdings.sheets", (token,))
        own = token == person
        claim = row["pending"] + (
            0 if own else row["units"] * (row["acc"] - row["checkpoint"]) >> ACC_BITS
        )
        found += [
            _Figure("units", token, row["units"], (stock,), _part(stock, 0, 84)),
            _Figure("reserved", token, row["reserved"], (desk,), _part(desk, 0, 84)),
            _Figure("claimable", token, claim, (stock, desk, acc), _claim(stock, desk, acc, own)),
            _Figure("reference", token, row["reference"], (sheet,), _part(sheet, 160, 64)),
            _Figure("holders", token, row["holders"], (sheet,), _part(sheet, 224, 16)),
            _Figure("retail", token, row["retail"], (sheet,), _part(sheet, 240, 15)),
        ]
    return found


def _part(place: Place, at: int, size: int) -> Callable[[Words], int]:
    return lambda words: _bits(words[place], at, size)


def _claim(stock: Place, desk: Place, acc: Place, own: bool) -> Callable[[Words], int]:
    def claimable(words: Words) -> int:
        pending = _bits(words[desk], 84, 84)
        since = words[acc] - (words[stock] >> 84)
        return pending + (0 if own else _bits(words[stock], 0, 84) * since >> ACC_BITS)

    return claimable


def _bits(word: int, at: int, size: int) -> int:
    return word >> at & ((1 << size) - 1)
