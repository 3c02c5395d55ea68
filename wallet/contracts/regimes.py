"""The compliance regimes that come with the program: `resources/regimes/*.json`.

Each file is one row for `Compliance.add_regime`, with the rule it comes from, the date of that
rule, and a link to it. None of it is legal advice. The contract keeps the row and the hash of the
file, so that anyone can see which text a row was taken from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from wallet.base.addresses import keccak
from wallet.base.errors import WalletError

ORDER: Final = ("none", "us-reg-d-506b", "us-reg-d-506c", "us-reg-cf", "us-reg-s", "eu-ecspr")
"""The order in which a deployment adds them; "none" is for practice networks."""

COUNTRIES: Final = 1000
DOLLAR: Final = 10**6
TEXTS: Final = ("title", "rule", "date", "link", "note")
NUMBERS: Final = {
    "lockup_days": 3650,
    "resale_days": 3650,
    "most_retail": 2**16 - 1,
    "issuer_yearly_dollars": 10**12,
    "investor_share": 10_000,
    "investor_floor_dollars": 10**12,
}


@dataclass(frozen=True, slots=True)
class Regime:
    """A row of compliance, and where it comes from.

    Days are days, dollars whole dollars with 0 for no bound, `investor_share` is in 1/10,000 of
    the attested yearly limit, `countries` are ISO 3166-1 numeric (None: all).
    """

    name: str
    title: str
    rule: str
    date: str
    link: str
    note: str
    lockup_days: int
    resale_days: int
    accredited_only: bool
    most_retail: int
    issuer_yearly_dollars: int
    investor_share: int
    investor_floor_dollars: int
    countries: frozenset[int] | None
    source: bytes
    """Hash of the file."""

    def row(self) -> tuple[int, int, bool, int, int, int, int, tuple[int, int, int, int]]:
        """The row as `Compliance.add_regime` takes it."""
        words = [0, 0, 0, 0]
        for country in self.countries or ():
            words[country // 256] |= 1 << (country % 256)
        return (
            self.lockup_days,
            self.resale_days,
            self.accredited_only,
            self.most_retail,
            self.issuer_yearly_dollars * DOLLAR,
            self.investor_share,
            self.investor_floor_dollars * DOLLAR,
            (words[0], words[1], words[2], words[3]),
        )


def load() -> tuple[Regime, ...]:
    """All regimes that come with the program, in the order of `ORDER`."""
    folder = resources.files("resources") / "regimes"
    return tuple(parse((folder / f"{name}.json").read_bytes()) for name in ORDER)


def parse(data: bytes) -> Regime:
    """Read one file. Raises WalletError for anything that is not a row."""
    try:
        found = json.loads(data)
    except ValueError as error:
        raise _bad() from error
    if not isinstance(found, dict) or not isinstance(found.get("name"), str):
        raise _bad()
    if not 0 < len(found["name"]) <= 32:
        raise _bad()
    for key in TEXTS:
        if not isinstance(found.get(key), str):
            raise _bad()
    for key, most in NUMBERS.items():
        if type(found.get(key)) is not int or not 0 <= found[key] <= most:
            raise _bad()
    if type(found.get("accredited_only")) is not bool:
        raise _bad()
    return Regime(
        name=found["name"],
        accredited_only=found["accredited_only"],
        countries=_countries(found.get("countries")),
        source=keccak(data),
        **{key: found[key] for key in (*TEXTS, *NUMBERS)},
    )


def _countries(found: Any) -> frozenset[int] | None:
    """`"all"`, `{"only": [...]}` or `{"not": [...]}`, of ISO 3166-1 numbers."""
    if found == "all":
        return None
    if not isinstance(found, dict) or len(found) != 1:
        raise _bad()
    how, numbers = next(iter(found.items()))
    if how not in ("only", "not") or not isinstance(numbers, list) or not numbers:
        raise _bad()
    if not all(type(one) is int and 0 < one < COUNTRIES for one in numbers):
        raise _bad()
    named = frozenset(numbers)
    return named if how == "only" else frozenset(range(1, COUNTRIES)) - named


def _bad() -> WalletError:
    return WalletError(
        "This file does not hold a set of compliance rules.",
        "Take the file that came with the program.",
        "contracts.regime",
    )
