"""The terms that issuers carried on the chain, as text; and their first line, if it is a title."""

from __future__ import annotations

from typing import Final

from wallet.base.errors import WalletError
from wallet.base.texts import text_hash, unpack_text
from wallet.books.token import terms_of
from wallet.books.view import View

LONGEST_TITLE: Final = 60


def terms_text(view: View, token: int) -> str | None:
    """The terms of a token; None where there are none, or what was published is not them.

    What was published has to be what the token's hash names.
    """
    packed = terms_of(view, token)
    row = view.tables.row("SELECT terms_hash FROM token WHERE id = ?", token)
    if packed is None or row is None:
        return None
    try:
        text = unpack_text(packed)
    except WalletError:
        return None
    return text if "0x" + text_hash(text).hex() == row["terms_hash"] else None


def tagline(view: View, token: int) -> str:
    """What an issuer says they do: the first line of their terms, where it stands alone."""
    lines = (terms_text(view, token) or "").splitlines()
    if len(lines) < 2 or lines[1].strip():
        return ""
    seen = "".join(char if char.isprintable() else " " for char in lines[0])
    title = " ".join(seen.split())
    return title if len(title) <= LONGEST_TITLE else ""
