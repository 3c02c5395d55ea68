"""Claims on a real network, played by anyone until nothing is left to claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wallet.books.cascade import cascade, hops
from wallet.books.store import Store
from wallet.books.through import load
from wallet.chain.chain import Chain

Send = Callable[..., Any]
"""`send(account, contract, function, *args)` in a block of its own."""
GIVEN = 10**15
"""A thousand million dollars, beside which the base units that rounding takes are nothing."""


def check_cascade(chain: Chain, store: Store, issuer: int, send: Send) -> tuple[int, int]:
    """Let an issuer, who has the money, give it to the holders; hold what everybody has once all
    is claimed against the cascade of each. Returns how many rounds of claims it took, and how many
    people it reached only through others."""
    with store.reading() as tables:
        holdings = load(tables)
        accounts = {row["id"]: row["account"] for row in tables.rows("SELECT * FROM person")}
    people = holdings.people.tolist()
    place = holdings.place(issuer)
    assert place is not None
    pairs = [
        (people[token], people[holder])
        for token in range(len(people))
        for holder in holdings.holders_of(token)[0].tolist()
    ]
    anyone = accounts[issuer]
    _claim_all(chain, pairs, send, anyone)  # what was there before
    before = _money(chain, accounts)
    permit = (0, 0, 0, b"\0" * 32, b"\0" * 32)
    send(accounts[issuer], "Ledger", "distribute", GIVEN, permit)
    rounds = _claim_all(chain, pairs, send, anyone)
    after = _money(chain, accounts)
    # What is given to holders is their part of a gain of which the rest never left the issuer.
    gain = GIVEN / holdings.outside[place]
    seen = 0
    for at, person in enumerate(people):
        row = cascade(holdings, at)
        mine = float(row.stays[place]) * gain
        if person == issuer:
            mine -= row.keeps * gain + GIVEN
        got = after[person] - before[person]
        assert abs(got - mine) <= 1e-9 * GIVEN, f"{person}: the chain gave {got}, not {mine}"
        seen += hops(holdings, at)[place] > 1
    assert sum(after.values()) <= sum(before.values())
    return rounds, seen


def _claim_all(chain: Chain, pairs: list[tuple[int, int]], send: Send, anyone: str) -> int:
    for turn in range(200):
        views = [("Ledger", "claimable", pair) for pair in pairs]
        owed = chain.read_many(views)
        open_ = [pair for pair, amount in zip(pairs, owed, strict=True) if amount]
        if not open_:
            return turn
        for pair in open_:
            send(anyone, "Ledger", "claim", *pair)
    raise AssertionError("the claims do not settle")


def _money(chain: Chain, accounts: dict[int, str]) -> dict[int, int]:
    """What each has in the wallet and as credit in the ledger."""
    views: list[tuple[str, str, tuple[Any, ...]]] = []
    for person, account in accounts.items():
        views += [("Dollar", "balanceOf", (account,)), ("Ledger", "purse", (person,))]
    found = chain.read_many(views)
    return {
        person: found[2 * number] + found[2 * number + 1][0]
        for number, person in enumerate(accounts)
    }
