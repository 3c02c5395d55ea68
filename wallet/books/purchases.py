"""Statements of purchases as they are kept and travel: what was agreed, and who signed it.

Both sides of a purchase in an offering sign the same statement (EIP-712 `Purchase`, in the domain
of the offering's contract). It is kept among the wallet's documents under its signing hash.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from wallet.base.errors import WalletError
from wallet.books.documents import PURCHASE, Documents
from wallet.signing import fields
from wallet.signing.typed import TypedRequest, check_typed, statement

KIND: Final = "Purchase"
INVESTOR: Final = "investor"
ISSUER: Final = "issuer"
SIDES: Final = (INVESTOR, ISSUER)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One statement, and who signed it so far: `signatures` by side, an address and 65 bytes."""

    chain: int
    contract: str
    offering: int
    terms_hash: bytes
    issuer: int
    investor: int
    units: int
    paid: int
    at: int
    signatures: Mapping[str, tuple[str, bytes]]

    def request(self, sender: str) -> TypedRequest:
        """The statement as `sender` is asked to sign it."""
        message: dict[str, int | str | bytes] = {
            "offering": self.offering,
            "termsHash": self.terms_hash,
            "issuer": self.issuer,
            "investor": self.investor,
            "units": self.units,
            "paid": self.paid,
            "at": self.at,
        }
        return statement(KIND, self.chain, sender, self.contract, message)

    @property
    def digest(self) -> str:
        """What both sign, 0x and 64 digits."""
        return "0x" + self.request(self.contract).digest.hex()

    def signed(self, side: str, account: str, signature: bytes) -> Purchase:
        """The same with a signature more."""
        return replace(self, signatures={**self.signatures, side: (account, signature)})

    def body(self) -> dict[str, Any]:
        """The form in which it is kept, and travels; `purchase_of` reads it back."""
        return {
            "chain": str(self.chain),
            "contract": self.contract,
            "offering": str(self.offering),
            "termsHash": "0x" + self.terms_hash.hex(),
            "issuer": str(self.issuer),
            "investor": str(self.investor),
            "units": str(self.units),
            "paid": str(self.paid),
            "at": str(self.at),
            "signatures": {
                side: {"account": account, "signature": "0x" + signature.hex()}
                for side, (account, signature) in self.signatures.items()
            },
        }


def purchase_of(body: object) -> Purchase:
    """Read what `Purchase.body` made. Raises WalletError (`terms.signed-garbage`)."""
    try:
        purchase = _purchase(body)
        check_typed(purchase.request(purchase.contract))
    except WalletError:
        raise garbage() from None
    return purchase


def purchase_from(request: TypedRequest, side: str, signature: bytes) -> Purchase:
    """The purchase that a signed statement is about. Raises WalletError for another statement."""
    if request.kind != KIND:
        raise garbage()
    said = request.message
    numbers = {
        name: int(said[name]) for name in ("offering", "issuer", "investor", "units", "paid", "at")
    }
    return Purchase(
        chain=request.chain_id,
        contract=request.contract,
        terms_hash=bytes(said["termsHash"]),  # type: ignore[arg-type] # bytes32, as the kind says
        signatures={side: (request.sender, signature)},
        **numbers,
    )


def keep_purchase(documents: Documents, purchase: Purchase) -> Purchase:
    """Keep a statement; signatures that are kept already stay beside the new ones."""
    digest = purchase.digest
    before = documents.find(PURCHASE, digest)
    if before is not None:
        known = purchase_of(before)
        purchase = replace(purchase, signatures={**purchase.signatures, **known.signatures})
    documents.keep(PURCHASE, digest, purchase.body())
    return purchase


def kept(documents: Documents, number: int | None = None) -> dict[str, Purchase]:
    """What is kept of an offering, or of all, by its signing hash; the earliest agreed first.

    What cannot be read is left out. A hash was computed when its statement was kept.
    """
    found: dict[str, Purchase] = {}
    for digest, body in documents.every(PURCHASE).items():
        if number is None or body.get("offering") == str(number):
            try:
                found[digest] = _purchase(body)
            except WalletError:
                continue
    order = sorted(found, key=lambda one: (found[one].offering, found[one].at, one))
    return {digest: found[digest] for digest in order}


def purchases(documents: Documents, number: int | None = None) -> tuple[Purchase, ...]:
    """The same without the hashes."""
    return tuple(kept(documents, number).values())


def garbage() -> WalletError:
    """What is said of something that is no signed terms."""
    return WalletError(
        "These are not signed terms of an offering.",
        "Choose the file, the picture or the text that you were sent.",
        "terms.signed-garbage",
    )


def _purchase(body: object) -> Purchase:
    if not isinstance(body, dict):
        raise fields.unreadable()
    found: dict[str, Any] = body
    given = found.get("signatures")
    terms_hash = fields.data(found, "termsHash", 32)
    if not isinstance(given, dict) or len(given) > len(SIDES) or set(given) - set(SIDES):
        raise fields.unreadable()
    if len(terms_hash) != 32:
        raise fields.unreadable()
    return Purchase(
        chain=fields.number(found, "chain", 2**53 - 1),
        contract=fields.address(found, "contract"),
        offering=fields.number(found, "offering"),
        terms_hash=terms_hash,
        issuer=fields.number(found, "issuer"),
        investor=fields.number(found, "investor"),
        units=fields.number(found, "units"),
        paid=fields.number(found, "paid"),
        at=fields.number(found, "at", 2**40),
        signatures={side: _signature(one) for side, one in _sorted(given)},
    )


def _sorted(given: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((side, given[side]) for side in SIDES if side in given)


def _signature(one: object) -> tuple[str, bytes]:
    if not isinstance(one, dict):
        raise fields.unreadable()
    signature = fields.data(one, "signature", 65)
    if len(signature) != 65:
        raise fields.unreadable()
    return fields.address(one, "account"), signature
