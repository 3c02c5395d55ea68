"""Which desks somebody keeps: a verifier by the address, an attestor by the person."""

from __future__ import annotations

from typing import Final

from wallet.books.view import View

VERIFY: Final = "verify"
ATTEST: Final = "attest"


def desks(view: View) -> tuple[str, ...]:
    """The desks of whoever looks, in the order of the sidebar; none for nearly everybody."""
    account, me = view.account.lower(), view.me or 0
    found = []
    if view.tables.row("SELECT 1 FROM verifier WHERE lower(account) = ? AND serves", account):
        found.append(VERIFY)
    if view.tables.row("SELECT 1 FROM person WHERE id = ? AND attestor", me):
        found.append(ATTEST)
    return tuple(found)
