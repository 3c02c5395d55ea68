"""What the practice dollar's events mean: money in wallets, on a network of one's own."""

from __future__ import annotations

from typing import Final

from wallet.base.addresses import ZERO
from wallet.books.rows import Rows
from wallet.chain.logs import Event


def _transfer(rows: Rows, event: Event) -> None:
    amount = event.fields["amount"]
    _change(rows, event.fields["sender"], -amount)
    _change(rows, event.fields["receiver"], amount)


def _change(rows: Rows, account: str, by: int) -> None:
    if account == ZERO:
        return
    row = rows.get("wallet_money", account) or rows.add("wallet_money", account=account, amount=0)
    rows.change("wallet_money", account, amount=row["amount"] + by)


FOLDS: Final = {"Transfer": _transfer}
