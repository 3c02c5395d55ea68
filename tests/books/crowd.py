"""A made-up network of any size: what its contracts might say, in an order that could have been.

Events of each transaction come together as the contracts give them, with the fields of their ABIs
and amounts that add up, so that folds find everything that they look for.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from wallet.base.addresses import ZERO
from wallet.base.money import ALL_SHARES, DOLLAR, SHARE
from wallet.chain.logs import Event

START: Final = 1_800_000_000
PER_BLOCK: Final = 8
"""Transactions in a block."""
LEDGER: Final = "0x" + "1e" * 20
NOBODY: Final = "0x" + "00" * 32
CENT: Final = 10**10

Said = tuple[str, str, dict[str, Any]]


def account_of(person: int) -> str:
    """The account of a person of the crowd."""
    return "0x" + hashlib.sha256(b"account %d" % person).hexdigest()[:40]


class Crowd:
    """People who raise, trade, gain and claim, drawn by a seed."""

    def __init__(self, seed: int = 1, people: int = 300, tokens: int = 20) -> None:
        self._luck = random.Random(seed)
        self._people, self._tokens = people, tokens
        self._units: dict[int, dict[int, int]] = {}
        self._lots: dict[tuple[int, int], list[list[int]]] = {}
        self._serial: dict[tuple[int, int], int] = {}
        self._auctions: dict[int, int] = {}
        self._entries = self._seq = 0

    def events(self, most: int) -> Iterator[Event]:
        """The first `most` events."""
        return islice(self._all(), most)

    def _all(self) -> Iterator[Event]:
        block, at, log = 1, START, 0
        for number, said in enumerate(self._transactions()):
            if number % PER_BLOCK == 0:
                block, at, log = block + 1, at + 12, 0
            block_hash = hashlib.sha256(b"block %d" % block).hexdigest()
            tx = "0x" + hashlib.sha256(b"tx %d" % number).hexdigest()
            for contract, name, fields in said:
                yield Event(block, "0x" + block_hash, tx, log, at, contract, name, fields)
                log += 1

    def _transactions(self) -> Iterator[list[Said]]:
        """What each transaction says, without an end."""
        for person in range(1, self._people + 1):
            yield self._join(person)
        for token in range(1, self._tokens + 1):
            yield self._issue(token)
            yield from self._raise(token)
        acts = (self._auction, self._distribute, self._claims, self._news)
        while True:
            act = self._luck.choices(acts, (6, 2, 4, 1))[0]
            yield from act(self._luck.randint(1, self._tokens))

    def _join(self, person: int) -> list[Said]:
        said = {
            "person": person,
            "account": account_of(person),
            "tag": NOBODY,
            "level": 2,
            "country": 276,
            "investor_class": 0,
            "expires": START * 2,
            "credential_hash": NOBODY,
            "verifier": account_of(0),
            "nonce": person,
        }
        return [
            ("Registry", "Joined", said),
            ("Registry", "MemberAdded", {"person": person, "rank": person}),
            _dollars(ZERO, account_of(person), 10**13),
        ]

    def _issue(self, token: int) -> list[Said]:
        self._units[token] = {token: ALL_SHARES}
        return [
            _moved(ZERO, account_of(token), token, ALL_SHARES),
            ("Ledger", "Issued", {"token": token, "name": f"Person {token}", "terms_hash": NOBODY}),
            ("Ledger", "Terms", {"token": token, "terms": "0x" + "ab" * 120}),
        ]

    def _raise(self, token: int) -> Iterator[list[Said]]:
        buyers = self._luck.sample(range(1, self._people + 1), min(12, self._people))
        units = 20_000 * SHARE
        yield [
            (
                "Offering",
                "OfferingOpened",
                {
                    "offering": token,
                    "issuer": token,
                    "units_min": SHARE,
                    "units_max": 10**24,
                    "price": CENT,
                    "deadline": START * 2,
                    "regime": 1,
                    "lockup": 0,
                    "terms_hash": NOBODY,
                },
            )
        ]
        entries = []
        for buyer in buyers:
            if buyer == token:
                continue
            self._entries += 1
            entries.append((buyer, self._entries))
            paid = 200 * DOLLAR
            whose = {"offering": token, "person": buyer}
            yield [
                *self._pull(buyer, paid),
                ("Compliance", "InvestmentCounted", {**whose, "amount": paid, "retail": True}),
                (
                    "Offering",
                    "Committed",
                    {**whose, "entry": self._entries, "units": units, "paid": paid},
                ),
            ]
        sold = units * len(entries)
        yield [
            ("Ledger", "Reserved", {"token": token, "person": token, "reserved": sold}),
            ("Offering", "OfferingClosed", {"offering": token, "success": True, "sold": sold}),
        ]
        for buyer, entry in entries:
            serial = self._bought(token, buyer, units)
            self._units[token][token] -= units
            cost = {
                "units": units,
                "paid": 200 * DOLLAR,
                "believed": 200 * DOLLAR,
                "serial": serial,
            }
            yield [
                ("Offering", "Taken", {"offering": token, "entry": entry, "person": buyer, **cost}),
                ("Ledger", "Placed", {"token": token, "buyer": buyer, "unlocks": 0, **cost}),
                _moved(account_of(token), account_of(buyer), token, units),
                self._counted(token, buyer, True),
            ]

    def _auction(self, token: int) -> Iterator[list[Said]]:
        """An auction of a token with a few orders, settled."""
        holders = [who for who, units in self._units[token].items() if units and who != token]
        if not holders:
            return
        number = self._auctions[token] = self._auctions.get(token, 0) + 1
        sellers = self._luck.sample(holders, min(len(holders), 4))
        others = [self._luck.randint(1, self._people) for _ in range(8)]
        buyers = [one for one in dict.fromkeys(others) if one not in sellers and one != token]
        buyers = buyers[: len(sellers)]
        price = CENT * self._luck.randint(1, 5)
        orders = [
            max(1, self._units[token][seller] // self._luck.randint(1, 4)) for seller in sellers
        ]
        yield from self._orders(token, number, price, (sellers, buyers, orders))
        yield [
            (
                "Auction",
                "AuctionPriced",
                {
                    "token": token,
                    "number": number,
                    "price": price,
                    "units": sum(orders[: len(buyers)]),
                    "low": price,
                    "high": price,
                },
            )
        ]
        traded = money = 0
        for seller, buyer, units in zip(sellers, buyers, orders, strict=False):
            paid = units * price // 10**24 + 1
            yield self._fill(token, (seller, buyer), units, paid)
            traded, money = traded + units, money + paid
        released = [
            _released(token, seller, 1, units, 0)
            for seller, units in list(zip(sellers, orders, strict=True))[len(buyers) :]
        ]
        yield [
            *released,
            (
                "Auction",
                "AuctionSettled",
                {"token": token, "number": number, "price": price, "units": traded, "money": money},
            ),
            ("Ledger", "ReferenceSet", {"token": token, "price": price}),
        ]

    def _orders(
        self, token: int, number: int, price: int, who: tuple[list[int], list[int], list[int]]
    ) -> Iterator[list[Said]]:
        """Sellers' orders, the first of which opens the auction, and buyers' for the same units."""
        sellers, buyers, orders = who
        for place, seller in enumerate(sellers):
            units = orders[place]
            self._seq += 1
            yield [
                ("Ledger", "Reserved", {"token": token, "person": seller, "reserved": units}),
                *[
                    (
                        "Auction",
                        "AuctionOpened",
                        {"token": token, "number": number, "start": START, "end": START + 172_800},
                    )
                    for _ in range(not place)
                ],
                (
                    "Auction",
                    "SellPlaced",
                    {
                        "token": token,
                        "person": seller,
                        "units": units,
                        "lowest": price,
                        "seq": self._seq,
                    },
                ),
            ]
        for buyer, units in zip(buyers, orders, strict=False):
            self._seq += 1
            staked = units * price // 10**24 + 1
            yield [
                *self._pull(buyer, staked),
                (
                    "Auction",
                    "BuyPlaced",
                    {
                        "token": token,
                        "person": buyer,
                        "units": units,
                        "highest": price,
                        "seq": self._seq,
                        "expires": START * 2,
                        "staked": staked,
                    },
                ),
            ]

    def _fill(self, token: int, pair: tuple[int, int], units: int, paid: int) -> list[Said]:
        seller, buyer = pair
        gain = paid // self._luck.randint(2, 9) if self._luck.random() < 0.6 else 0
        siphon = gain // 20 if self._issued(seller) else 0
        self._sold(token, seller, units)
        joins = not self._units[token].get(buyer)
        serial = self._bought(token, buyer, units)
        found: list[Said] = [
            (
                "Ledger",
                "Sold",
                {
                    "token": token,
                    "seller": seller,
                    "buyer": buyer,
                    "units": units,
                    "paid": paid,
                    "proceeds": paid - 1,
                    "cost": paid - 1 - gain,
                    "gain": gain,
                    "siphon": siphon,
                    "serial": serial,
                    "believed": paid,
                    "unlocks": 0,
                },
            ),
            _moved(account_of(seller), account_of(buyer), token, units),
            ("Ledger", "Paid", {"person": seller, "amount": paid - 1 - siphon}),
            _dollars(LEDGER, account_of(seller), paid - 1 - siphon),
        ]
        if siphon:
            found.append(_siphoned(seller, 1, gain, siphon, seller))
        if joins:
            found.append(self._counted(token, buyer, True))
        return found

    def _distribute(self, token: int) -> Iterator[list[Said]]:
        gain = self._luck.randint(1, 10**12)
        yield [*self._pull(token, gain // 5), _siphoned(token, 4, gain, gain // 5, token)]

    def _claims(self, token: int) -> Iterator[list[Said]]:
        holders = [who for who, units in self._units[token].items() if units and who != token]
        for holder in self._luck.sample(holders, min(len(holders), 6)):
            amount = self._luck.randint(10, 10**9)
            passed = amount // 10 if self._issued(holder) else 0
            found: list[Said] = [
                (
                    "Ledger",
                    "Claimed",
                    {
                        "holder": holder,
                        "token": token,
                        "amount": amount,
                        "passed_on": passed,
                        "by": account_of(holder),
                    },
                )
            ]
            if passed:
                found.append(_siphoned(holder, 3, amount, passed, holder))
            if self._luck.random() < 0.3:
                found.append(("Ledger", "Credited", {"person": holder, "amount": amount - passed}))
            else:
                found.append(("Ledger", "Paid", {"person": holder, "amount": amount - passed}))
                found.append(_dollars(LEDGER, account_of(holder), amount - passed))
            yield found

    def _news(self, token: int) -> Iterator[list[Said]]:
        """Small things that happen now and then."""
        person = self._luck.randint(1, self._people)
        key = self._luck.choice([key for key, lots in self._lots.items() if lots])
        lot = self._lots[key][-1]
        moved = {"token": key[0], "person": key[1], "old_serial": lot[0]}
        lot[0] = self._serial[key] = self._serial[key] + 1
        yield [("Ledger", "LotMoved", {**moved, "new_serial": lot[0]})]
        yield [("Compliance", "Spent", {"person": person, "spent": self._luck.randint(0, 10**9)})]
        yield [("Registry", "Marked", {"person": person, "marked": self._luck.random() < 0.5})]
        yield [("Ledger", "DueSet", {"person": token, "first_due": self._luck.choice([0, START])})]

    def _pull(self, person: int, amount: int) -> list[Said]:
        pulled = {"person": person, "to": LEDGER, "amount": amount}
        return [_dollars(account_of(person), LEDGER, amount), ("Ledger", "Pulled", pulled)]

    def _counted(self, token: int, person: int, joins: bool) -> Said:
        holders = sum(1 for units in self._units[token].values() if units)
        counts = {"joins": joins, "retail": True, "holders": holders, "retail_holders": holders}
        return "Ledger", "HolderCounted", {"token": token, "person": person, **counts}

    def _issued(self, person: int) -> bool:
        return person in self._units

    def _bought(self, token: int, buyer: int, units: int) -> int:
        held = self._units[token]
        held[buyer] = held.get(buyer, 0) + units
        lots = self._lots.setdefault((token, buyer), [])
        if len(lots) == 8:
            lots[-1][1] += units  # beyond the limit a purchase joins the newest
            return lots[-1][0]
        serial = self._serial[token, buyer] = self._serial.get((token, buyer), -1) + 1
        lots.append([serial, units])
        return serial

    def _sold(self, token: int, seller: int, units: int) -> None:
        self._units[token][seller] -= units
        lots = self._lots[token, seller]
        while units:
            taken = min(units, lots[0][1])
            units, lots[0][1] = units - taken, lots[0][1] - taken
            if not lots[0][1]:
                del lots[0]


def _dollars(sender: str, receiver: str, amount: int) -> Said:
    return "Dollar", "Transfer", {"sender": sender, "receiver": receiver, "amount": amount}


def _moved(sender: str, receiver: str, token: int, units: int) -> Said:
    said = {"caller": LEDGER, "sender": sender, "receiver": receiver, "id": token, "amount": units}
    return "Ledger", "Transfer", said


def _siphoned(issuer: int, kind: int, gain: int, amount: int, payer: int) -> Said:
    said = {"issuer": issuer, "kind": kind, "gain": gain, "amount": amount, "payer": payer}
    return "Ledger", "Siphoned", said


def _released(token: int, person: int, side: int, units: int, money: int) -> Said:
    said = {"token": token, "person": person, "side": side, "units": units, "money": money}
    return "Auction", "OrderReleased", {**said, "reason": 1}
