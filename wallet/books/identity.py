"""Identity: who this wallet is on the network, and until when."""

from __future__ import annotations

from dataclasses import dataclass

from wallet.books.persons import PersonRef


@dataclass(frozen=True, slots=True)
class Identity:
    """The person behind an account. `person` is None until they have joined.

    `level` is "document", "world" or ""; `country` the ISO 3166-1 number; `investor_class` is
    retail, accredited or qualified; `verifier` the address that attested.
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
