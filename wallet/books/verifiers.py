"""Verifiers: who may confirm people on this network, what they are called, whom they confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wallet.base.addresses import checksum
from wallet.books.view import View


@dataclass(frozen=True, slots=True)
class Verifier:
    """One verifier. `confirmed` counts people whose attestation that counts now is by them.

    `name` is one's own for them, else that of the person whose wallet it is, else the place in
    the order in which they were accredited: "Verifier 2".
    """

    account: str
    name: str
    serves: bool
    confirmed: int


def verifiers(view: View, names: Mapping[str, str]) -> tuple[Verifier, ...]:
    """All who serve or served, in the order in which they were accredited.

    `names` are one's own, by address in small letters.
    """
    found = []
    rows = view.tables.rows("SELECT * FROM verifier ORDER BY at, account")
    for place, row in enumerate(rows, start=1):
        account = row["account"].lower()
        person = view.person_of(account)
        name = names.get(account) or (view.name_of(person) if person else f"Verifier {place}")
        served = bool(row["serves"])
        found.append(Verifier(checksum(account), name, served, row["confirmed"]))
    return tuple(found)
