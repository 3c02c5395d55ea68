"""What the practice dollar's events mean: money in wallets, on a network of one's own."""

from __future__ import annotations

from typing import Final

from wallet.base.addresses import ZERO
from wallet.books.store import Tables
from wallet.chain.logs import Event


def _transfer(tables: Tables, event: Event) -> None:
    amount = event.fields["amount"]
    _change(tables, event.fields["sender"], -amount)
    _change(tables, event.fields["receiver"], amount)


def _change(tables: Tables, account: str, by: int) -> None:
    if account == ZERO:
        return
    row = tables.row("SELECT amount FROM wallet_money WHERE account = ?", account)
    before = row["amount"] if row else 0
    tables.add("wallet_money", account=account, amount=str(before + by))


FOLDS: Final = {"Transfer": _transfer}
