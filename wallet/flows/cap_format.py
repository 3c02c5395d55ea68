"""A cap table as a package of the Open Cap Format: JSON files that other programs take in.

The issuer's ten million shares are issued once, and every later hand is a transfer: an offering
from the issuer, an auction between holders, a forced transfer by a decision. What arrives in a hand
is a security of its own, and so is what stays behind of one that was cut.

Names are display names that people published; everybody else is "Holder 3", in the order in which
they came. Ids are the same in every package of this wallet and mean nothing to others: they are
made with a salt. Times are dates, and no address, transaction or number of the network is in here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, Final

from wallet.base.clock import iso_time
from wallet.base.errors import WalletError
from wallet.base.money import ALL_SHARES, SHARE, plain_dollars, plain_shares, price_of
from wallet.base.numbers import format_decimal
from wallet.books.answers import Answers
from wallet.books.cap_history import ISSUED, Move, Piece
from wallet.books.cap_table import CapBook
from wallet.books.disposals import AUCTION, BUY_BACK, DECISION, OFFERING
from wallet.flows.taking_cells import one_line

VERSION: Final = "1.2.1-alpha+main"
"""Of the format, as its manifest's schema has it."""
MANIFEST: Final = "Manifest.ocf.json"
DECIMALS: Final = 10
"""The most that a number of the format has."""
FINEST: Final = SHARE // 10**DECIMALS
"""Base units of a share in the last of them."""
CURRENCY: Final = "USD"
NOWHERE: Final = "ZZ"
"""A country of formation must be named; a person has none, and ISO 3166 leaves this code free."""
_HOW: Final[Mapping[str, str]] = {
    OFFERING: "Sold by the issuer in an offering",
    AUCTION: "Sold in an auction",
    BUY_BACK: "Bought back by the issuer in an auction",
    DECISION: "Given to another by a decision that the network published",
}
_ABOUT: Final = (
    "Made by a Symbolon wallet from the public records of its network.",
    "Amounts are in the network's dollar token, counted as US dollars.",
    "A share is one ten-millionth of what the issuer gains; shares carry no votes.",
    "Quantities and prices have ten decimals here; where the network has more, a comment says so.",
    f"The issuer is a person: {NOWHERE} stands for no country, the date is that of the issue.",
)
_BOUND: Final = (
    "Transfer through the network alone",
    "Shares change hands in offerings and auctions of the network, or by a published decision.",
)
_LOCKED: Final = (
    "Lock-up",
    "Shares cannot be sold before the day that is named in the comments of the security.",
)


def cap_package(book: CapBook, salt: bytes, generated: int) -> dict[str, bytes]:
    """The files of a package, by name. Ids are made with `salt`; `generated` is now."""
    writer = _Writer(book, salt)
    writer.write()
    files = {
        "StockClasses.ocf.json": _file("STOCK_CLASSES", [writer.stock_class()]),
        "StockLegends.ocf.json": _file("STOCK_LEGEND_TEMPLATES", writer.legends()),
        "Stakeholders.ocf.json": _file("STAKEHOLDERS", writer.stakeholders()),
        "Transactions.ocf.json": _file("TRANSACTIONS", writer.said),
        "Financings.ocf.json": _file("FINANCINGS", writer.financings()),
    }
    named = {name: [_named(name, data)] for name, data in files.items()}
    manifest = {
        "file_type": "OCF_MANIFEST_FILE",
        "ocf_version": VERSION,
        "as_of": _day(book.at),
        "generated_at": iso_time(generated, UTC),
        "issuer": writer.issuer(),
        "comments": list(_ABOUT),
        "stock_plans_files": [],
        "stock_legend_templates_files": named["StockLegends.ocf.json"],
        "stock_classes_files": named["StockClasses.ocf.json"],
        "vesting_terms_files": [],
        "valuations_files": [],
        "transactions_files": named["Transactions.ocf.json"],
        "stakeholders_files": named["Stakeholders.ocf.json"],
        "financings_files": named["Financings.ocf.json"],
    }
    return {MANIFEST: _bytes(manifest), **files}


def package_of(
    answers: Answers, generated: int, token: int | None = None, block: int | None = None
) -> dict[str, bytes]:
    """The package of a token (one's own) now or as of a block. Raises WalletError."""
    book = answers.cap_book(token, block)
    if book is None:
        raise no_token()
    return cap_package(book, answers.salt_for(f"cap table of {book.person.id}"), generated)


def no_token() -> WalletError:
    """What is said where there is nobody's cap table to make."""
    return WalletError(
        "There is no token to make a cap table of.",
        "Issue one first, or name the person whose it is, or a later block.",
        "cap.no_token",
    )


@dataclass(slots=True)
class _Writer:
    """Writes down securities and what became of them, in the order in which it happened."""

    book: CapBook
    salt: bytes
    said: list[dict[str, Any]] = field(default_factory=list)
    # Of each piece: how often it was cut, what is left exactly, and as the format counts it.
    cuts: dict[int, int] = field(default_factory=dict)
    left: dict[int, int] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    issuances: int = 0

    def write(self) -> None:
        """Every piece and every move, in order."""
        pieces = self.book.history.pieces
        moves = {move.target: move for move in self.book.history.moves}
        for piece in pieces:
            move = moves.get(piece.number)
            if move is None:
                self._begin(piece, piece.units // FINEST)
            else:
                self._transfer(move, pieces[move.source], piece)

    def issuer(self) -> dict[str, Any]:
        """Whose token it is."""
        return {
            "id": self._id("issuer"),
            "object_type": "ISSUER",
            "legal_name": self._name(self.book.person.id),
            "formation_date": _day(self.book.issued_at),
            "country_of_formation": NOWHERE,
            "initial_shares_authorized": plain_shares(ALL_SHARES),
        }

    def stock_class(self) -> dict[str, Any]:
        """The one class that there is."""
        return {
            "id": self._id("class"),
            "object_type": "STOCK_CLASS",
            "name": f"Shares of {self._name(self.book.person.id)}",
            "class_type": "COMMON",
            "default_id_prefix": "S-",
            "initial_shares_authorized": plain_shares(ALL_SHARES),
            "votes_per_share": "0",
            "seniority": "1",
        }

    def legends(self) -> list[dict[str, Any]]:
        """What binds the shares."""
        return [
            {
                "id": self._id(f"legend:{name}"),
                "object_type": "STOCK_LEGEND_TEMPLATE",
                "name": name,
                "text": text,
            }
            for name, text in (_BOUND, _LOCKED)
        ]

    def stakeholders(self) -> list[dict[str, Any]]:
        """Everybody who ever held shares, in the order in which they came."""
        issuer = self.book.person.id
        return [
            {
                "id": self._id(f"person:{one}"),
                "object_type": "STAKEHOLDER",
                "name": {"legal_name": self._name(one)},
                "stakeholder_type": "INDIVIDUAL",
                "current_relationships": ["FOUNDER" if one == issuer else "INVESTOR"],
            }
            for one in self.book.people
        ]

    def financings(self) -> list[dict[str, Any]]:
        """Every raise with the securities that it issued."""
        raises: dict[int, list[Piece]] = {}
        for piece in self.book.history.pieces:
            if piece.how == OFFERING and piece.offering:
                raises.setdefault(piece.offering, []).append(piece)
        return [
            {
                "id": self._id(f"raise:{number}"),
                "object_type": "FINANCING",
                "name": f"Raise {place}",
                "issuance_ids": [self._id(f"issuance:{one.number}:0") for one in pieces],
                "date": _day(pieces[-1].at),
            }
            for place, (number, pieces) in enumerate(sorted(raises.items()), start=1)
        ]

    def _transfer(self, move: Move, source: Piece, target: Piece) -> None:
        """Units of a security go; what they become is issued, and so is what stays behind."""
        before = self._security(source.number)
        stays = self.left[source.number] - move.units
        # What is finer than the format counts stays behind until the last of it goes.
        goes = move.units // FINEST if stays else self.counted[source.number]
        made = {
            "id": self._id(f"transfer:{target.number}"),
            "object_type": "TX_STOCK_TRANSFER",
            "date": _day(move.at),
            "security_id": before,
            "quantity": _quantity(goes),
            "consideration_text": f"{_HOW[move.how]}, for {plain_dollars(move.money)} {CURRENCY}"
            if move.how != DECISION
            else _HOW[DECISION],
            "resulting_security_ids": [self._security(target.number)],
        }
        self.left[source.number] = stays
        self.counted[source.number] -= goes
        if stays:
            self.cuts[source.number] = self.cuts.get(source.number, 0) + 1
            made["balance_security_id"] = self._security(source.number)
        self.said.append(made)
        self._begin(target, goes)
        if stays:
            self._issue(source, move.at)

    def _begin(self, piece: Piece, counted: int) -> None:
        self.left[piece.number], self.counted[piece.number] = piece.units, counted
        self._issue(piece, piece.at)

    def _issue(self, piece: Piece, at: int) -> None:
        """A security as it is from here on: a piece, or what is left of one that was cut."""
        number, left = piece.number, self.left[piece.number]
        self.issuances += 1
        own = piece.how == ISSUED
        paid = piece.paid * left // piece.units
        comments = [] if at == piece.at else [f"What is left of shares held since {_day(piece.at)}"]
        if left % FINEST:
            comments.append(f"Exactly {plain_shares(left)} shares")
        legends = [_BOUND[0]]
        if piece.unlocks > at:
            legends.append(_LOCKED[0])
            comments.append(f"Locked until {_day(piece.unlocks)}")
        made = {
            "id": self._id(f"issuance:{number}:{self.cuts.get(number, 0)}"),
            "object_type": "TX_STOCK_ISSUANCE",
            "date": _day(at),
            "security_id": self._security(number),
            "custom_id": f"S-{self.issuances}",
            "stakeholder_id": self._id(f"person:{piece.person}"),
            "stock_class_id": self._id("class"),
            "security_law_exemptions": [],
            "share_price": _money(_price(piece)),
            "quantity": _quantity(self.counted[number]),
            "cost_basis": _money(plain_dollars(paid)),
            "stock_legend_ids": [self._id(f"legend:{one}") for one in legends],
        }
        if own:
            made["issuance_type"] = "FOUNDERS_STOCK"
        if comments:
            made["comments"] = comments
        self.said.append(made)

    def _security(self, piece: int) -> str:
        """The id of a piece as it is now: each cut makes a new security of what is left."""
        return self._id(f"security:{piece}:{self.cuts.get(piece, 0)}")

    def _name(self, person: int) -> str:
        """A display name that was published; never a label that somebody keeps for themselves."""
        known = self.book.people[person]
        if known.has_token:
            return one_line(known.name) or "A name that cannot be shown"
        return f"Holder {list(self.book.people).index(person)}"

    def _id(self, what: str) -> str:
        """The same id for the same thing, which tells nobody without the salt what it is."""
        made = hmac.new(self.salt, what.encode(), hashlib.sha256).digest()
        return str(uuid.UUID(bytes=made[:16], version=4))


def _price(piece: Piece) -> str:
    # Prices have twelve decimals.
    return _decimal(price_of(piece.units, piece.paid) // 100, 2)


def _money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": CURRENCY}


def _quantity(counted: int) -> str:
    return _decimal(counted, 0)


def _decimal(value: int, least: int) -> str:
    return format_decimal(value, DECIMALS, least, DECIMALS).replace(",", "")


def _day(instant: int) -> str:
    return iso_time(instant, UTC)[:10]


def _file(kind: str, items: list[dict[str, Any]]) -> bytes:
    return _bytes({"file_type": f"OCF_{kind}_FILE", "items": items})


def _bytes(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _named(name: str, data: bytes) -> dict[str, str]:
    # The format asks for this sum; it keeps nothing safe, and is not meant to.
    return {"filepath": name, "md5": hashlib.md5(data, usedforsecurity=False).hexdigest()}
