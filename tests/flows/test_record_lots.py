"""Which lots a sale sells, by the rules of lots."""

from __future__ import annotations

from typing import Any

from wallet.flows.record_lots import Consumed, LotBook


def bought(serial: int, units: int, cost: int, unlocks: int = 0) -> dict[str, Any]:
    """Shares of token 2 that person 1 got."""
    return {
        "token": 2,
        "buyer": 1,
        "units": units,
        "believed": cost,
        "serial": serial,
        "unlocks": unlocks,
    }


def sold(units: int, proceeds: int, buyer: int = 3) -> dict[str, Any]:
    """Shares of token 2 that person 1 sold."""
    more = {"seller": 1, "buyer": buyer, "proceeds": proceeds, "serial": 0, "unlocks": 0}
    return {"token": 2, "units": units, "believed": proceeds, **more}


def test_first_in_first_out_and_each_lot_has_its_own_gain() -> None:
    book = LotBook()
    book.placed(bought(0, 100, 50))
    book.placed(bought(1, 100, 300))
    first, second = book.sold(sold(150, 300), at=10)
    assert first == Consumed(0, 100, 50, 200, 150)
    assert second == Consumed(1, 50, 150, 100, 0)
    (rest,) = book.sold(sold(50, 200), at=10)
    assert rest == Consumed(1, 50, 150, 200, 50)


def test_a_locked_lot_is_passed_over() -> None:
    book = LotBook()
    book.placed(bought(0, 100, 10, unlocks=1_000))
    book.placed(bought(1, 100, 20))
    (taken,) = book.sold(sold(60, 60), at=999)
    assert (taken.serial, taken.cost) == (1, 12)
    again = book.sold(sold(100, 100), at=1_000)
    assert [one.serial for one in again] == [0]


def test_the_cost_of_a_part_is_rounded_down_and_the_rest_keeps_the_remainder() -> None:
    book = LotBook()
    book.placed(bought(0, 3, 10))
    costs = [book.sold(sold(1, 5), at=1)[0].cost for _ in range(3)]
    assert costs == [3, 3, 4]


def test_a_purchase_that_joins_a_lot_adds_to_it_and_keeps_the_later_date() -> None:
    book = LotBook()
    book.placed(bought(0, 100, 10, unlocks=5))
    book.placed(bought(0, 100, 30, unlocks=9))
    assert book.sold(sold(1, 1), at=8) == ()
    (taken,) = book.sold(sold(200, 100), at=9)
    assert (taken.units, taken.cost) == (200, 40)


def test_a_cost_that_is_believed_later_and_a_lot_that_moves() -> None:
    book = LotBook()
    book.placed(bought(0, 100, 0))
    book.cost_set({"token": 2, "person": 1, "serial": 0, "cost": 70})
    book.moved({"token": 2, "person": 1, "old_serial": 0, "new_serial": 8})
    (taken,) = book.sold(sold(100, 100), at=1)
    assert (taken.serial, taken.cost, taken.gain) == (8, 70, 30)


def test_an_issuer_who_buys_back_has_no_lot() -> None:
    book = LotBook()
    book.placed(bought(0, 100, 10))
    book.sold(sold(100, 100, buyer=2), at=1)
    assert book._lots[2, 2] == []
