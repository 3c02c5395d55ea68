"""Identity: who this wallet is on the network, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wallet.books.persons import UNKNOWN, PersonRef
from wallet.books.recovery import Recovery, former_of, recovery
from wallet.books.view import View

LEVELS: Final = {0: "", 1: "world", 2: "document"}
CLASSES: Final = {0: "retail", 1: "accredited", 2: "qualified"}
"""Levels and investor classes by the registry's numbers."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The person behind an account. `person` is None until they have joined.

    `level` is "document", "world" or ""; `country` the ISO 3166-1 number; `investor_class` is
    retail, accredited or qualified; `verifier` the address that attested. `recovery` is one that
    concerns this wallet, `former` the person whose wallet this was (0: nobody's).
    Who is held by a recovery has the standing of a frozen person.
    """

    person: PersonRef | None
    account: str
    level: str
    country: int
    investor_class: str
    joined: int | None
    expires: int | None
    frozen_until: int | None
    verifier: str
    standing: str
    attestation_hash: str
    attestor: bool
    recovery: Recovery | None = None
    former: int = 0


def identity(view: View) -> Identity:
    """Who whoever looks is on this network; mostly empty before they have joined."""
    row = view.tables.row("SELECT * FROM person WHERE id = ?", view.me or 0)
    if row is None:
        return Identity(
            person=None,
            account=view.account,
            level="",
            country=0,
            investor_class="",
            joined=None,
            expires=None,
            frozen_until=None,
            verifier="",
            standing=UNKNOWN,
            attestation_hash="",
            attestor=False,
            recovery=recovery(view),
            former=former_of(view),
        )
    person = view.person(row["id"])
    return Identity(
        person=person,
        account=view.account,
        level=LEVELS.get(row["level"], ""),
        country=row["country"],
        investor_class=CLASSES.get(row["class"], ""),
        joined=row["joined"],
        expires=row["expires"],
        frozen_until=row["frozen_until"] if row["frozen_until"] > view.now else None,
        verifier=row["verifier"],
        standing=person.standing,
        attestation_hash=row["credential"],
        attestor=bool(row["attestor"]),
        recovery=recovery(view),
    )
