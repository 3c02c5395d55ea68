"""The yearly statement: what was sold, or that nothing was, as text whose salted hash goes on
record.

The text is kept among the wallet's own documents under its hash. Whoever is shown it, with its
salt, can compute the hash: keccak256(salt, text).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wallet.acts.companies import StateYear
from wallet.base.addresses import keccak
from wallet.base.clock import date_of
from wallet.base.errors import WalletError
from wallet.base.money import dollars
from wallet.books.companies import Companies, Exit
from wallet.books.documents import Documents
from wallet.flows.papers import new_salt

YEARLY: Final = "yearly statement"
"""The kind of document; the reference is the hash (0x and 64 digits)."""
MOST_MORE: Final = 4_000


@dataclass(frozen=True)
class YearlyStatement:
    """A statement before it is filed: from when to when, the sales in it, and further words."""

    person: str
    since: int
    until: int
    sales: tuple[Exit, ...]
    more: str = ""

    @property
    def text(self) -> str:
        """The statement as a person reads it, and as it is hashed."""
        lines = [
            f"Yearly statement of {self.person}",
            f"From {date_of(self.since, None)} to {date_of(self.until, None)}",
            "",
        ]
        if not self.sales and not self.more:
            lines.append("I sold no part of a company in this time.")
        lines += [sale_line(one) for one in self.sales]
        if self.more:
            lines += ["Besides:", self.more]
        lines += ["", "I sold nothing else of what my holders have a part in."]
        return "\n".join(lines)


def statement_now(answer: Companies, person: str) -> YearlyStatement:
    """The statement that is due now, filled in from what the books know: all sales that were
    reported since the last one, or in the last year."""
    year_ago = answer.at - 365 * 86_400
    filed = answer.statements.filed
    since = max(year_ago, filed[0].at) if filed else year_ago
    sales = tuple(one for one in reversed(answer.exits) if one.reported_at > since)
    return YearlyStatement(person, since, answer.at, sales)


def sale_line(one: Exit) -> str:
    """One sale in a sentence."""
    shares = f"{one.units:,} shares of " if one.units else ""
    return (
        f"{date_of(one.closed_at, None)}: {shares}{one.company} sold for "
        f"{dollars(one.proceeds, exact=True)}, with a gain of {dollars(one.gain, exact=True)} "
        f"(exit {one.id}: {_STANDS.get(one.status, one.status)})."
    )


_STANDS: Final = {
    "reported": "not confirmed yet",
    "owed": "what it owes is not paid yet",
    "settled": "nothing of it is owed any more",
}


def file_statement(documents: Documents, statement: YearlyStatement) -> StateYear:
    """Keep a statement and answer the act that files it. Raises WalletError beside `more`."""
    more = statement.more.strip()
    if len(more) > MOST_MORE or not all(one.isprintable() or one == "\n" for one in more):
        raise WalletError(
            "This is too long, or cannot be read.",
            f"Say it in at most {MOST_MORE:,} letters.",
            "statement.more",
            "more",
        )
    salt = new_salt()
    digest = keccak(salt + statement.text.encode())
    body: dict[str, Any] = {"text": statement.text, "salt": salt.hex()}
    documents.keep(YEARLY, "0x" + digest.hex(), body)
    return StateYear(digest)


def filed_text(documents: Documents, statement_hash: str) -> str:
    """What a statement said that was filed; empty where its text is not kept here."""
    body = documents.find(YEARLY, statement_hash)
    return str(body.get("text", "")) if body else ""


def as_paper(documents: Documents, hashes: Sequence[str]) -> bytes:
    """Statements with their salts as JSON, for whoever is to hold them against the chain."""
    found = [
        {"hash": one, **body} for one in hashes if (body := documents.find(YEARLY, one)) is not None
    ]
    return (json.dumps({"symbolon": YEARLY, "v": 1, "statements": found}, indent=1) + "\n").encode()
