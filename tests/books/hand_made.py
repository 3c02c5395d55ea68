"""Answers of the books made by hand, for pages, forms and the sums over them."""

from __future__ import annotations

from typing import Any

from wallet.base.clock import DAY, HOUR
from wallet.base.money import DOLLAR, SHARE
from wallet.books.auctions import AuctionPage, AuctionRow, Auctions, OrderRow, WouldClear
from wallet.books.clearing import Bid
from wallet.books.companies import Companies, Debt, Exit, Stake
from wallet.books.deals import Tally
from wallet.books.exit_sum import StakeVersion
from wallet.books.market import HeldLot, Market
from wallet.books.performance import Earned, Performance
from wallet.books.persons import PersonRef
from wallet.books.portfolio import LotRow, Portfolio, Position, SaleRow
from wallet.books.returns import UNKNOWN, Rates
from wallet.books.through import (
    PARTS,
    Behind,
    Concentration,
    Leg,
    Through,
    ThroughRow,
)
from wallet.books.token import PricePoint
from wallet.books.worth import Worth, WorthPoint

NOW = 1_795_000_000
CENT = 10**10
"""One cent a share, as a price."""
LONG = "Maximiliane Freifrau von Wolkenstein-Trostburg zu Unterwaldkirch"


def person(number: int, name: str, standing: str = "active") -> PersonRef:
    return PersonRef(number, name, True, standing, NOW + 400 * DAY, "")


ALICE, BOB, KIRA = person(1, "Alice Moreau"), person(2, "Bob Okafor"), person(11, "Kira Novak")


def order(who: PersonRef, side: str, count: int, price: int, **changes: Any) -> OrderRow:
    """An order of `count` shares at `price` cents."""
    said: dict[str, Any] = {
        "person": who,
        "side": side,
        "units": count * SHARE,
        "price": price * CENT,
        "money": count * price * DOLLAR // 100,
        "placed": NOW - 30 * HOUR,
        "expires": NOW + 28 * DAY if side == "buy" else None,
        "mine": who.id == 1,
        "early": side == "buy",
        "fills": 0,
    }
    return OrderRow(**{**said, **changes})


def auction_row(token: PersonRef = BOB, **changes: Any) -> AuctionRow:
    """A running auction that ends in ten hours."""
    said: dict[str, Any] = {
        "token": token,
        "number": 3,
        "state": "running",
        "start": NOW - 38 * HOUR,
        "end": NOW + 10 * HOUR,
        "sells_until": NOW - 14 * HOUR,
        "early_until": NOW - 26 * HOUR,
        "extended": False,
        "restarts": 0,
        "cancelled": False,
        "sells": 1,
        "buys": 1,
        "sell_units": 40_000 * SHARE,
        "buy_units": 50_000 * SHARE,
        "would_clear": WouldClear(10 * CENT, 40_000 * SHARE, 4_000 * DOLLAR),
        "my_order": None,
        "can_withdraw": False,
        "price": None,
        "units": 0,
        "money": 0,
        "settled_at": None,
        "settle_ready": False,
        "next_open": 0,
    }
    return AuctionRow(**{**said, **changes})


def past_row(token: PersonRef = BOB, number: int = 2) -> AuctionRow:
    return auction_row(
        token,
        number=number,
        state="settled",
        settled_at=NOW - 40 * DAY,
        price=18 * CENT,
        units=84_000 * SHARE,
        money=15_120 * DOLLAR,
        would_clear=None,
    )


def auctions(*running: AuctionRow, mine: tuple[AuctionRow, ...] = (), past: Any = ()) -> Auctions:
    return Auctions(NOW, running, mine, tuple(past), len(running))


def auction_page(row: AuctionRow, **changes: Any) -> AuctionPage:
    said: dict[str, Any] = {
        "at": NOW,
        "row": row,
        "sells": (order(KIRA, "sell", 40_000, 7, fills=40_000 * SHARE),),
        "buys": (order(ALICE, "buy", 50_000, 10, fills=40_000 * SHARE),),
        "history": (
            PricePoint(NOW - 90 * DAY, 8 * CENT, 600_000 * SHARE, 48_000 * DOLLAR, "offering"),
            PricePoint(NOW - 40 * DAY, 18 * CENT, 84_000 * SHARE, 15_120 * DOLLAR, "auction"),
        ),
        "reference": 18 * CENT,
        "my_units": 420_000 * SHARE,
        "my_sellable": 420_000 * SHARE,
    }
    return AuctionPage(**{**said, **changes})


def market(**changes: Any) -> Market:
    """Bob's market between two auctions, as Alice sees it: she holds 420,000 for $42,000."""
    said: dict[str, Any] = {
        "token": BOB,
        "me": 1,
        "at": NOW,
        "state": "between",
        "end": None,
        "sells_until": None,
        "early_until": None,
        "next_open": 0,
        "reference": 18 * CENT,
        "dollars": 30_000 * DOLLAR,
        "units": 420_000 * SHARE,
        "sellable": 420_000 * SHARE,
        "lots": (HeldLot(420_000 * SHARE, 42_000 * DOLLAR),),
        "lot_count": 1,
        "outside": 2_000_000 * SHARE,
        "order": None,
        "sells": (),
        "buys": (),
        "gone_sell": None,
        "gone_buy": None,
    }
    return Market(**{**said, **changes})


def bid(who: int, count: int, price: int, seq: int = 1) -> Bid:
    return Bid(who, count * SHARE, price * CENT, seq)


def position(token: PersonRef = BOB, **changes: Any) -> Position:
    """420,000 shares bought at 10 cents and worth 18; a part is locked."""
    said: dict[str, Any] = {
        "token": token,
        "units": 420_000 * SHARE,
        "permyriad": 420,
        "reserved": 0,
        "locked": 20_000 * SHARE,
        "sellable": 400_000 * SHARE,
        "cost": 42_000 * DOLLAR,
        "believed": 40_000 * DOLLAR,
        "reference": 18 * CENT,
        "value": 75_600 * DOLLAR,
        "gain": 33_600 * DOLLAR,
        "realised": 6_720 * DOLLAR,
        "siphon_paid": 1_344 * DOLLAR,
        "received": 0,
        "claimable": 1_679_990_000,
        "lots": (
            LotRow(0, 400_000 * SHARE, 40_000 * DOLLAR, 40_000 * DOLLAR, NOW - 90 * DAY, None),
            LotRow(1, 20_000 * SHARE, 0, 2_000 * DOLLAR, NOW - 2 * DAY, NOW + 88 * DAY),
        ),
    }
    return Position(**{**said, **changes})


def sale(token: PersonRef = BOB, gain: int = 6_720, result: int = 6_720) -> SaleRow:
    return SaleRow(
        at=NOW - 40 * DAY,
        block=138,
        tx="0x" + "ab" * 32,
        token=token,
        buyer=KIRA,
        units=84_000 * SHARE,
        proceeds=15_120 * DOLLAR,
        cost=8_400 * DOLLAR,
        gain=gain * DOLLAR,
        result=result * DOLLAR,
        siphon=gain * DOLLAR // 5,
    )


def portfolio(*positions: Position, sales: tuple[SaleRow, ...] = ()) -> Portfolio:
    known = [one.value for one in positions if one.value is not None]
    return Portfolio(
        at=NOW,
        positions=positions,
        sales=sales,
        value=sum(known) if known or not positions else None,
        cost=sum(one.cost for one in positions),
        realised=5_220 * DOLLAR,
        siphon_paid=1_344 * DOLLAR,
        received=0,
    )


def rates(**changes: Any) -> Rates:
    """Ninety days in which everything rose by four fifths."""
    said: dict[str, Any] = {
        "since": NOW - 90 * DAY,
        "time_weighted": 8_052,
        "money_weighted": 11_332,
        "time_weighted_year": None,
        "money_weighted_year": None,
    }
    return Rates(**{**said, **changes})


def earned(token: PersonRef = BOB, **changes: Any) -> Earned:
    """What Bob's shares have brought: the average view differs from the oldest first."""
    said: dict[str, Any] = {
        "token": token,
        "tally": Tally(
            token.id,
            420_000 * SHARE,
            40_000 * DOLLAR,
            50_400 * DOLLAR,
            15_120 * DOLLAR,
            6_720 * DOLLAR,
            4_720 * DOLLAR,
            1_344 * DOLLAR,
            500 * DOLLAR,
            100 * DOLLAR,
        ),
        "reference": 18 * CENT,
        "value": 75_600 * DOLLAR,
        "clears_at": None,
        "clears_value": None,
        "auction_ends": None,
        "to_come": 1_343 * DOLLAR,
        "rates": rates(),
    }
    return Earned(**{**said, **changes})


def performance(*rows: Earned, **changes: Any) -> Performance:
    said: dict[str, Any] = {
        "at": NOW,
        "rows": rows,
        "rates": rates() if rows else UNKNOWN,
        "left_out": 0,
        "average_cost": sum(row.tally.average_cost for row in rows),
        "average_result": sum(row.tally.average_result for row in rows),
        "result": sum(row.tally.result for row in rows),
        "siphon": sum(row.tally.siphon for row in rows),
        "received": sum(row.tally.received for row in rows),
        "passed_on": sum(row.tally.passed_on for row in rows),
    }
    return Performance(**{**said, **changes})


def worth(known: bool = True) -> Worth:
    """Net worth on four days; without what was in the wallet where that is not `known`."""
    points = [
        WorthPoint(NOW - days * DAY, (dollars + held) * DOLLAR if known or not days else None,
                   dollars * DOLLAR if known or not days else None, held * DOLLAR, 1, 0, 0)
        for days, dollars, held in ((90, 90_000, 0), (60, 48_000, 42_000), (30, 48_000, 63_000),
                                    (0, 41_300, 75_600))
    ]  # fmt: skip
    return Worth(NOW, tuple(points), False)


def through_row(token: PersonRef = BOB, **changes: Any) -> ThroughRow:
    """4.2 % of Bob held directly, and a little more through Carol."""
    said: dict[str, Any] = {
        "person": token,
        "units": 420_000 * SHARE,
        "owned": PARTS * 45 // 1_000,
        "worth": PARTS * 36 // 1_000,
        "hops": 1,
        "reference": 18 * CENT,
        "value": 75_600 * DOLLAR,
        "at_stake": 81_000 * DOLLAR,
        "owed_me": 0,
    }
    return ThroughRow(**{**said, **changes})


def through(*rows: ThroughRow, **changes: Any) -> Through:
    said: dict[str, Any] = {
        "at": NOW,
        "me": ALICE,
        "keeps": PARTS * 8 // 10,
        "worth": PARTS * 81 // 100,
        "people": len(rows),
        "rows": rows,
        "concentration": Concentration(BOB, 7_332, 174, 0),
    }
    return Through(**{**said, **changes})


def behind(row: ThroughRow, legs: tuple[Leg, ...] = (), holds: tuple[Leg, ...] = ()) -> Behind:
    return Behind(row, row.person.id == ALICE.id, legs, 0, holds, 0)


ATTESTORS = (person(10, "Jonas Weber"), KIRA, person(12, "Liam Byrne"))


def stake(**changes: Any) -> Stake:
    """A million shares of Northwind for $24,000, confirmed 100 days ago."""
    said: dict[str, Any] = {
        "id": 1,
        "owner": ALICE,
        "company": "Northwind Sorting",
        "company_key": "0x" + "11" * 32,
        "commitment": "0x" + "22" * 32,
        "package_hash": "0x" + "33" * 32,
        "attestors": ATTESTORS,
        "declared_at": NOW - 101 * DAY,
        "attested_at": NOW - 100 * DAY,
        "cost_counts_from": NOW - 10 * DAY,
        "status": "attested",
        "units": 1_000_000,
        "cost": 24_000 * DOLLAR,
        "acquired": NOW - 700 * DAY,
        "sold_units": 0,
        "mine": True,
    }
    said.update(changes)
    version = StakeVersion(1, said["units"], said["cost"], said["attested_at"])
    return Stake(**{"versions": (version,), **said})


def exit_(**changes: Any) -> Exit:
    """A sale of Northwind that nobody has confirmed yet."""
    said: dict[str, Any] = {
        "id": 4,
        "stake": 1,
        "owner": ALICE,
        "company": "Northwind Sorting",
        "units": 1_000_000,
        "proceeds": 80_000 * DOLLAR,
        "selling_costs": 8_000 * DOLLAR,
        "cost": 24_000 * DOLLAR,
        "gain": 48_000 * DOLLAR,
        "closed_at": NOW - 5 * DAY,
        "reported_at": NOW - 3 * DAY,
        "evidence_hash": "0x" + "44" * 32,
        "attested_at": None,
        "attestors": ATTESTORS,
        "status": "reported",
        "debt": None,
        "mine": True,
    }
    return Exit(**{**said, **changes})


def debt(**changes: Any) -> Debt:
    """$9,600 owed on a gain of $48,000, in twelve days."""
    said: dict[str, Any] = {
        "id": 7,
        "exit": 4,
        "issuer": ALICE,
        "company": "Northwind Sorting",
        "due_amount": 9_600 * DOLLAR,
        "gain": 48_000 * DOLLAR,
        "gain_left": 48_000 * DOLLAR,
        "opened": NOW - 18 * DAY,
        "due": NOW + 12 * DAY,
        "overdue": False,
        "late_interest": 0,
        "paid": 0,
        "ended": False,
    }
    return Debt(**{**said, **changes})


def companies(**changes: Any) -> Companies:
    said: dict[str, Any] = {
        "at": NOW,
        "outside": 2_000_000 * SHARE,
        "stakes": (),
        "exits": (),
        "debts": (),
        "to_attest": (),
        "attestors": ATTESTORS,
        "blocked": False,
        "owed": 0,
    }
    return Companies(**{**said, **changes})
