"""What one person holds of a company by a package of the Open Cap Format that they bring.

Their securities are added up, and everything that is not theirs is left out, so that a stake can be
declared with a package that shows attestors no more than that. What is not known of stock here
makes the figures unsure, and is said instead of guessed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from wallet.base.errors import WalletError
from wallet.base.money import MAX_MONEY
from wallet.flows.cap_format_reading import (
    CapPackage,
    Object,
    garbage,
    kind_of,
    legal_name,
    text_in,
)

MOST_PACKAGE: Final = 60_000
"""Characters of the papers that are made of it."""
_NUMBER: Final = re.compile(r"\+?([0-9]{1,30})(?:\.([0-9]{1,10}))?")
_ENDS: Final = ("TX_STOCK_CANCELLATION", "TX_STOCK_REPURCHASE", "TX_STOCK_RETRACTION",
                "TX_STOCK_TRANSFER", "TX_STOCK_CONVERSION", "TX_STOCK_REISSUANCE",
                "TX_STOCK_CONSOLIDATION")  # fmt: skip
"""What takes a security away; what is left of it is a security of its own."""
_UNSURE: Final = ("TX_STOCK_CLASS_SPLIT", "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT")
"""What changes how many shares a security stands for."""


@dataclass(frozen=True, slots=True)
class HeldStock:
    """What one stakeholder holds of a company by a package.

    `units` are whole shares, `cost` is what was paid for them in dollars (None: not all of it is
    said, or not in dollars), `acquired` is when the first of them came. `unsure` says in sentences
    what this reader left out.
    """

    company: str
    name: str
    units: int
    cost: int | None
    acquired: int
    securities: int
    unsure: tuple[str, ...]
    package: str


def holder_named(package: CapPackage, name: str) -> str:
    """The id of the one stakeholder of a name. Raises WalletError (`ocf.nobody`, `ocf.several`)."""
    wanted = " ".join(name.split()).casefold()
    found = [key for key, said in package.names() if " ".join(said.split()).casefold() == wanted]
    if len(found) > 1:
        raise WalletError(
            "Several people of that name are in the package.",
            "Ask the company for a package in which they differ.",
            "ocf.several",
            "stakeholder",
        )
    return found[0] if found else ""


def held_by(package: CapPackage, stakeholder: str) -> HeldStock:
    """What a stakeholder (an id) holds. Raises WalletError (`ocf.nothing`, `ocf.garbage`)."""
    person = package.stakeholders.get(stakeholder)
    if person is None:
        raise WalletError(
            "There is nobody of that name in the package.",
            "Choose one of those that it lists.",
            "ocf.nobody",
            "stakeholder",
        )
    gone = {text_in(one, "security_id") for one in package.transactions if kind_of(one) in _ENDS}
    mine = [
        one
        for one in package.transactions
        if _issues(one) and one.get("stakeholder_id") == stakeholder
    ]
    held = [one for one in mine if text_in(one, "security_id") not in gone]
    if len({one["security_id"] for one in mine}) != len(mine):
        raise garbage("One of its securities was issued twice.")
    if not held:
        raise WalletError(
            f"By this package {legal_name(person)} holds no stock.",
            "Options, warrants and convertibles are not stock yet. Choose somebody else.",
            "ocf.nothing",
            "stakeholder",
        )
    parts = [_number(one, "quantity") for one in held]
    units = sum(parts) // 10**10
    if not 0 < units < 2**96:
        raise garbage("Its number of shares makes no sense.")
    unsure = [] if sum(parts) % 10**10 == 0 else ["A part of a share was left out."]
    if any(kind_of(one) in _UNSURE for one in package.transactions):
        unsure.append("Shares were split or adjusted, so their number has to be looked at.")
    costs = [_paid(one, count) for one, count in zip(held, parts, strict=True)]
    known = [one for one in costs if one is not None]
    cost = sum(known) if len(known) == len(costs) else None
    if cost is None or cost > MAX_MONEY:
        cost = None
        unsure.append("What was paid is not said in dollars for all of them.")
    return HeldStock(
        package.company,
        legal_name(person),
        units,
        cost,
        min(_date(one) for one in _first_of(package, held)),
        len(held),
        tuple(unsure),
        _papers(package, person, mine),
    )


def _first_of(package: CapPackage, held: list[Object]) -> list[Object]:
    """The issuances with which what is held first came: a rest is as old as what it is left of."""
    by = {one.get("security_id"): one for one in package.transactions if _issues(one)}
    before = {
        one.get("balance_security_id"): one.get("security_id")
        for one in package.transactions
        if "balance_security_id" in one
    }
    found = []
    for one in held:
        seen = {one["security_id"]}
        while (older := before.get(one["security_id"])) in by and older not in seen:
            seen.add(older)
            one = by[older]
        found.append(one)
    return found


def _issues(one: Object) -> bool:
    return kind_of(one) == "TX_STOCK_ISSUANCE" and "security_id" in one


def _papers(package: CapPackage, person: Object, mine: list[Object]) -> str:
    """The package without what is somebody else's. Raises WalletError where it is too long."""
    own = {text_in(one, "security_id") for one in mine}
    classes = {one.get("stock_class_id") for one in mine}
    kept = [
        _narrow(one, own)
        for one in package.transactions
        if one.get("security_id") in own and kind_of(one).startswith("TX_STOCK_")
    ]
    made = {
        "as_of": package.as_of,
        "issuer": package.issuer,
        "stakeholder": {
            key: person[key] for key in ("id", "object_type", "name", "stakeholder_type")
            if key in person
        },
        "stock_classes": [one for key, one in package.classes.items() if key in classes],
        "transactions": kept,
    }  # fmt: skip
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    if any("\ud800" <= one <= "\udfff" for one in text):
        raise garbage("It has letters that do not exist.")
    if len(text) > MOST_PACKAGE:
        raise WalletError(
            "What the package says of this person is too long to be shown to attestors here.",
            "Write in words what they hold, and show them the package itself.",
            "ocf.long",
        )
    return text


def _narrow(one: Object, own: set[str]) -> Object:
    """A transaction without the ids of what others received in it, and without free words."""
    left = {key: value for key, value in one.items() if key not in ("comments",)}
    others = left.get("resulting_security_ids")
    if isinstance(others, list):
        left["resulting_security_ids"] = [key for key in others if key in own]
    return left


def _number(found: Object, key: str) -> int:
    """A number of the format, times 10**10."""
    text = found.get(key)
    match = _NUMBER.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise garbage("One of its numbers cannot be read.")
    return int(match[1]) * 10**10 + int((match[2] or "").ljust(10, "0"))


def _paid(one: Object, quantity: int) -> int | None:
    """What was paid for a security, in base units of a dollar; None where it is not said so."""
    whole = one.get("cost_basis")
    amount = _dollars(whole)
    if amount is not None:
        return amount // 10**4
    each = _dollars(one.get("share_price"))
    return None if each is None else each * quantity // 10**14


def _dollars(value: object) -> int | None:
    if not isinstance(value, dict) or value.get("currency") != "USD":
        return None
    return _number(value, "amount")


def _date(one: Object) -> int:
    """The day of a transaction as its first second, UTC."""
    try:
        day = datetime.strptime(text_in(one, "date"), "%Y-%m-%d").replace(tzinfo=UTC)
        at = int(day.timestamp())
    except (ValueError, OverflowError) as error:
        raise garbage("One of its dates cannot be read.") from error
    if at < 0:
        raise garbage("One of its dates lies too long ago.")
    return at
