"""How deep the books are: what concerns me and those I follow, or the whole network.

In books that are not whole, a token that nobody of interest ever held has its name, its reference
price, its auctions and offerings, and no positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from wallet.books.store import Tables, is_stale, last_block
from wallet.chain.logs import Event

MINE: Final = "mine"
NETWORK: Final = "network"
DEPTHS: Final = (MINE, NETWORK)
NOT_READ: Final = "Not read: only what concerns you is. See Settings."
"""Instead of a figure of somebody whose token is not read."""
AT_LEAST: Final = (
    "Only what concerns you is read, so what reaches you by way of strangers is not known: every "
    "figure here is the least that it can be. Settings can have the whole network read."
)
LEDGER: Final = "Ledger"
NAMING: Final = ("person", "holder", "seller", "buyer", "sender", "receiver", "issuer")
"""Fields of the ledger's events that say who did it, or whom it was done to."""


def depth_of(tables: Tables) -> str | None:
    """How deep the books are; None for new ones."""
    row = tables.row("SELECT value FROM about WHERE key = 'depth'")
    return str(row["value"]) if row else None


def keep_depth(tables: Tables, depth: str) -> None:
    """Note how deep the books are."""
    tables.add("about", key="depth", value=depth)


def keep_goal(tables: Tables, block: int | None) -> None:
    """Note up to where the books have to be read anew; None once they are."""
    tables.run("DELETE FROM about WHERE key = 'goal'")
    if block is not None:
        tables.add("about", key="goal", value=str(block))


def anew_of(tables: Tables) -> tuple[int, int] | None:
    """How far books that are being read anew have come, and how far they will; None for others.

    Where everything was read, and has to be made of it only, they have come so far already.
    """
    goal = tables.row("SELECT value FROM about WHERE key = 'goal'")
    if goal is None:
        last = max(0, last_block(tables))
        return (last, last) if is_stale(tables) else None
    return max(0, last_block(tables)), int(goal["value"])


def whole_of(tables: Tables, person: int) -> bool:
    """Whether all that happened with the token of `person` is in the books."""
    ids = interest_of(tables)
    return ids is None or person in ids


def holdings_known(tables: Tables, person: int) -> bool:
    """Whether the books have everything that `person` holds."""
    return depth_of(tables) != MINE or person in asked_for(tables)


def interest_of(tables: Tables) -> frozenset[int] | None:
    """Whose every movement is in the books; None for everybody's."""
    if depth_of(tables) != MINE:
        return None
    return frozenset(row["id"] for row in tables.rows("SELECT id FROM interest"))


def keep_interest(tables: Tables, ids: Iterable[int], asked: bool) -> None:
    """Note of more people that their every movement is in the books."""
    for one in ids:
        known = tables.row("SELECT asked FROM interest WHERE id = ?", one)
        tables.add("interest", id=one, asked=int(asked or bool(known and known["asked"])))


def asked_for(tables: Tables) -> frozenset[int]:
    """The people who were asked for: me, and those I follow."""
    return frozenset(row["id"] for row in tables.rows("SELECT id FROM interest WHERE asked"))


def newly_touched(
    events: Sequence[Event], asked: frozenset[int], ids: frozenset[int]
) -> frozenset[int]:
    """Tokens beside `ids` that somebody who was asked for touches in these events."""
    found = set()
    for event in events:
        said = event.fields
        token = said.get("token", 0)
        strange = event.contract == LEDGER and token and token not in ids
        if strange and any(said.get(name) in asked for name in NAMING):
            found.add(int(token))
    return frozenset(found)
