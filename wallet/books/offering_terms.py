"""The terms of an offering as one form of data: what is hashed, signed, printed and read back.

The form is JSON in one spelling only (keys sorted, no spaces, ASCII), with whole numbers as decimal
text:

    {"kind": "offering-terms", "v": 1, "chain": "8453", "contract": "0x...", "issuer": "12",
     "name": "Alice Moreau", "regime": {"number": "1", "name": "us-reg-d-506b", "source": "0x..."},
     "unitsMin": "...", "unitsMax": "...", "price": "...", "deadline": "...", "lockup": "...",
     "purpose": "...", "uses": [{"what": "...", "part": "4000"}], "risks": "...",
     "salt": "0x<32 bytes>"}

`unitsMin` and `unitsMax` are base units of shares, `price` millionths of a dollar for 10^6 shares,
`deadline` seconds since 1970, `lockup` seconds, `part` hundredths of a per cent of the money. The
offering on chain names the Keccak-256 of these bytes; the salt keeps that hash from being guessed
before the issuer shows the terms. Terms that were written as plain text are read as that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wallet.base.addresses import checksum
from wallet.base.clock import date_and_time, duration
from wallet.base.errors import WalletError
from wallet.base.money import (
    ALL_SHARES,
    MAX_PRICE,
    dollars,
    money_of,
    percent,
    percent_of_person,
    price_per_share,
    shares,
)
from wallet.base.texts import text_hash
from wallet.books.regimes import title_of
from wallet.signing import fields

KIND: Final = "offering-terms"
MOST_TERMS: Final = 65_536
"""Most characters of the form."""
MOST_PROSE: Final = 4_000
"""Most letters of the purpose, and of the risks."""
MOST_USES: Final = 12
MOST_WHAT: Final = 80
WHOLE: Final = 10_000
"""All of the money, in hundredths of a per cent."""
_MOST_TIME: Final = 2**40
_ESCAPED: Final = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)


@dataclass(frozen=True, slots=True)
class Use:
    """What a part of the money is for; `part` in hundredths of a per cent."""

    what: str
    part: int


@dataclass(frozen=True, slots=True)
class OfferingTerms:
    """What an issuer promises whoever buys in one offering; units, price and times as the chain's.

    `chain` and `contract` are of the offering, `regime` is the number of the compliance row and
    `regime_source` the hash of the text it was taken from.
    """

    chain: int
    contract: str
    issuer: int
    name: str
    regime: int
    regime_name: str
    regime_source: str
    units_min: int
    units_max: int
    price: int
    deadline: int
    lockup: int
    purpose: str
    uses: tuple[Use, ...]
    risks: str
    salt: bytes

    @property
    def text(self) -> str:
        """The form, in its one spelling."""
        return fields.canonical(self._form())

    @property
    def hash(self) -> bytes:
        """The 32 bytes by which the offering names them."""
        return text_hash(self.text)

    def least(self) -> int:
        """The least money that is raised, or none."""
        return money_of(self.units_min, self.price)

    def most(self) -> int:
        """The most money that is raised."""
        return money_of(self.units_max, self.price)

    def _form(self) -> dict[str, Any]:
        return {
            "kind": KIND,
            "v": 1,
            "chain": str(self.chain),
            "contract": self.contract,
            "issuer": str(self.issuer),
            "name": self.name,
            "regime": {
                "number": str(self.regime),
                "name": self.regime_name,
                "source": self.regime_source,
            },
            "unitsMin": str(self.units_min),
            "unitsMax": str(self.units_max),
            "price": str(self.price),
            "deadline": str(self.deadline),
            "lockup": str(self.lockup),
            "purpose": self.purpose,
            "uses": [{"what": one.what, "part": str(one.part)} for one in self.uses],
            "risks": self.risks,
            "salt": "0x" + self.salt.hex(),
        }


def parse_terms(text: str) -> OfferingTerms:
    """Read the form. Raises WalletError (`terms.garbage`) for whatever is not exactly one."""
    try:
        found = fields.object_of(text, MOST_TERMS, KIND)
        terms = _terms(found)
        if terms.text != text:
            raise fields.unreadable()  # another spelling would have another hash
    except WalletError:
        raise _garbage() from None
    return terms


def read_terms(text: str) -> OfferingTerms | None:
    """The same, or None for terms that are plain text."""
    try:
        return parse_terms(text)
    except WalletError:
        return None


def check_prose(text: str, what: str, field: str) -> str:
    """Words that a person wrote, tidied. Raises WalletError beside `field`."""
    tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if not tidy:
        raise WalletError(
            f"{what} is empty.", "Write it: people decide by it.", "terms.empty", field
        )
    if len(tidy) > MOST_PROSE:
        raise WalletError(
            f"{what} is too long.",
            f"Use at most {MOST_PROSE:,} letters, and give people the rest on paper.",
            "terms.long",
            field,
        )
    if not _clean(tidy):
        raise WalletError(
            f"{what} holds a sign that cannot be shown.", "Type it anew.", "terms.sign", field
        )
    return tidy


def differences(terms: OfferingTerms, offered: Mapping[str, int]) -> tuple[str, ...]:
    """What terms say otherwise than the offering on the chain, a sentence each.

    `offered` has the offering's issuer, units_min, units_max, price, deadline, lockup and regime.
    """
    money = price_per_share
    said: tuple[tuple[str, str, str], ...] = (
        ("units_min", "the least that is sold", "shares"),
        ("units_max", "the most that is sold", "shares"),
        ("price", "the price", "price"),
        ("deadline", "the deadline", "time"),
        ("lockup", "the lock-up", "duration"),
        ("regime", "the compliance rules", "number"),
        ("issuer", "the issuer", "number"),
    )
    ways: Mapping[str, Any] = {
        "shares": shares,
        "price": money,
        "time": date_and_time,
        "duration": lambda seconds: duration(seconds) if seconds else "none",
        "number": lambda number: f"number {number}",
    }
    return tuple(
        f"The terms say of {what}: {ways[way](mine)}. "
        f"The offering says: {ways[way](offered[name])}."
        for name, what, way in said
        if (mine := int(getattr(terms, name))) != offered[name]
    )


def lines_of(terms: OfferingTerms) -> tuple[tuple[str, str], ...]:
    """The terms as a person reads them: what it is, and what is so."""
    least = f"{shares(terms.units_min)} ({percent_of_person(terms.units_min)})"
    most = f"{shares(terms.units_max)} ({percent_of_person(terms.units_max)})"
    return (
        ("Issuer", f"{terms.name}, person {terms.issuer}"),
        ("Price", f"{price_per_share(terms.price)}"),
        ("All of them at this price", dollars(money_of(ALL_SHARES, terms.price))),
        ("At least", f"{least} for {dollars(terms.least())}"),
        ("At most", f"{most} for {dollars(terms.most())}"),
        ("Deadline", date_and_time(terms.deadline)),
        ("Lock-up", f"{duration(terms.lockup)} from the close" if terms.lockup else "none"),
        ("Rules", title_of(terms.regime_name, terms.regime_source)),
    )


def uses_of(terms: OfferingTerms) -> tuple[tuple[str, str, str, str], ...]:
    """What the money is for: what, its part, and what that is of the least and of the most."""
    return tuple(
        (
            one.what,
            percent(one.part, WHOLE),
            dollars(terms.least() * one.part // WHOLE),
            dollars(terms.most() * one.part // WHOLE),
        )
        for one in terms.uses
    )


def _terms(found: Mapping[str, Any]) -> OfferingTerms:
    regime = found.get("regime")
    uses = found.get("uses")
    if not isinstance(regime, dict) or not isinstance(uses, list):
        raise fields.unreadable()
    if not 1 <= len(uses) <= MOST_USES or not all(isinstance(one, dict) for one in uses):
        raise fields.unreadable()
    salt = fields.data(found, "salt", 32)
    rows = tuple(
        Use(fields.words(one, "what", MOST_WHAT), fields.number(one, "part", WHOLE)) for one in uses
    )
    units_max = fields.number(found, "unitsMax", ALL_SHARES)
    if len(salt) != 32 or sum(one.part for one in rows) != WHOLE or not units_max:
        raise fields.unreadable()
    if not all(one.what and one.part for one in rows):
        raise fields.unreadable()
    source = fields.data(regime, "source", 32)
    return OfferingTerms(
        chain=fields.number(found, "chain", 2**53 - 1),
        contract=checksum(fields.address(found, "contract")),
        issuer=fields.number(found, "issuer", 2**63 - 1),
        name=fields.words(found, "name", 128),
        regime=fields.number(regime, "number", 2**16 - 1),
        regime_name=fields.words(regime, "name", 32),
        regime_source="0x" + source.hex(),
        units_min=fields.number(found, "unitsMin", units_max),
        units_max=units_max,
        price=fields.number(found, "price", MAX_PRICE),
        deadline=fields.number(found, "deadline", _MOST_TIME),
        lockup=fields.number(found, "lockup", _MOST_TIME),
        purpose=_prose(found, "purpose"),
        uses=rows,
        risks=_prose(found, "risks"),
        salt=salt,
    )


def _prose(found: Mapping[str, Any], key: str) -> str:
    text = found.get(key)
    if not isinstance(text, str) or not 0 < len(text) <= MOST_PROSE or not _clean(text):
        raise fields.unreadable()
    return text


def _clean(text: str) -> bool:
    """Whether every sign can be shown: lines may end, and nothing turns or hides what is near."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return _ESCAPED.search(text) is None


def _garbage() -> WalletError:
    return WalletError(
        "These are not the terms of an offering.",
        "Ask whoever gave them to you for the file or the link once more.",
        "terms.garbage",
    )
