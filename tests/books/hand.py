"""Books made by hand: events that no chain said, in the order in which they are written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wallet.base.money import ALL_SHARES, SHARE, money_of
from wallet.books.rows import in_hand
from wallet.books.store import Store
from wallet.books.view import View, open_view
from wallet.books.writing import write
from wallet.chain.logs import Event

START = 1_800_000_000
DAY = 86_400
CENT = 10**10
ZERO_HASH = "0x" + "00" * 32


def account_of(number: int) -> str:
    return f"0x{number:040x}"


class Hand:
    """Writes events into a store, each in a block of its own, a minute after the last."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.block = 0
        self.at = START

    def say(self, contract: str, event_name: str, /, **fields: Any) -> Event:
        """One event happens."""
        self.block += 1
        self.at += 60
        block_hash = f"0x{self.block:064x}"
        event = Event(self.block, block_hash, block_hash, 0, self.at, contract, event_name, fields)
        with self.store.writing() as tables, in_hand(tables) as rows:
            write(tables, rows, [event])
        return event

    @contextmanager
    def view(self, me: int = 0, **more: Any) -> Iterator[View]:
        """The books as person `me` sees them now."""
        with open_view(self.store, account_of(me), more.pop("now", self.at), **more) as view:
            yield view

    def join(self, number: int, expires: int = START + 1_000 * DAY) -> None:
        self.say(
            "Registry", "Joined", person=number, account=account_of(number), tag=ZERO_HASH,
            level=2, country=276, investor_class=0, expires=expires, credential_hash=ZERO_HASH,
            verifier=account_of(999), nonce=1,
        )  # fmt: skip

    def people(self, count: int) -> None:
        for number in range(1, count + 1):
            self.join(number)

    def issue(self, number: int, name: str) -> None:
        self.say("Ledger", "Issued", token=number, name=name, terms_hash=ZERO_HASH)

    def place(
        self, token: int, buyer: int, units: int, price: int, serial: int = 0, unlocks: int = 0
    ) -> None:
        """Whole shares from the issuer, at a cost that counts."""
        paid = money_of(units * SHARE, price, up=True)
        with self.store.reading() as tables:
            own = tables.row(
                "SELECT reserved FROM position WHERE token = ? AND person = ?", token, token
            )
        reserved = (own["reserved"] if own else 0) + units * SHARE
        self.say("Ledger", "Reserved", token=token, person=token, reserved=reserved)
        self.say(
            "Ledger", "Placed", token=token, buyer=buyer, units=units * SHARE, paid=paid,
            believed=paid, unlocks=unlocks, serial=serial,
        )  # fmt: skip

    def siphon(self, issuer: int, gain: int, kind: int = 4) -> None:
        """A gain of an issuer is shared; the amount is what the rule makes of it."""
        with self.store.reading() as tables:
            own = tables.row(
                "SELECT units FROM position WHERE token = ? AND person = ?", issuer, issuer
            )
        ext = ALL_SHARES - own["units"] if own else 0
        each = (gain << 128) // ALL_SHARES
        amount = (each * ext + 2**128 - 1) >> 128
        self.say(
            "Ledger", "Siphoned", issuer=issuer, kind=kind, gain=gain, amount=amount, payer=issuer
        )

    def sell_order(self, token: int, person: int, units: int, lowest: int, seq: int) -> None:
        self.say(
            "Auction", "SellPlaced", token=token, person=person, units=units * SHARE,
            lowest=lowest, seq=seq,
        )  # fmt: skip

    def buy_order(
        self, token: int, person: int, units: int, highest: int, seq: int, days: int = 30
    ) -> None:
        self.say(
            "Auction", "BuyPlaced", token=token, person=person, units=units * SHARE,
            highest=highest, expires=self.at + days * DAY, seq=seq,
            staked=money_of(units * SHARE, highest, up=True),
        )  # fmt: skip

    def open_auction(self, token: int, number: int = 1) -> None:
        start = self.at + 60
        self.say(
            "Auction", "AuctionOpened", token=token, number=number, start=start,
            end=start + 2 * DAY,
        )  # fmt: skip
