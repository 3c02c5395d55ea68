"""Compliance: how many holders there are, who buys after an offering, and why not."""

from __future__ import annotations

import boa
import pytest

from tests.contracts.network import DAY, DOLLAR, SHARE, Actor, Network, now
from tests.contracts.test_compliance import (
    COUNTRY,
    FINE,
    HOLDERS,
    NONE,
    REG_D_506C,
    REG_S,
    RETAIL_HOLDERS,
    TOO_MANY,
    YEAR,
    Offers,
    add,
)
from tests.contracts.test_ledger_forced import caps


@pytest.fixture
def offers(bare: Network) -> Offers:
    """An issuer, and nothing offered yet."""
    bare.issue(bare.join("Alice"))
    return Offers(bare)


# --- how many holders ---


def test_commitments_stop_where_there_is_no_seat(bare: Network, offers: Offers) -> None:
    alice, bob, carol = bare.actors["Alice"], bare.join("Bob"), bare.join("Carol")
    rich = bare.join("Rich", investorClass=1)
    number = offers.open(alice, NONE)
    caps(bare, 2, 1)
    bare.place(alice, bob, 1, 0)
    assert offers.why(number, bob) == FINE
    assert offers.why(number, carol) == RETAIL_HOLDERS
    assert offers.why(number, rich) == FINE
    bare.place(alice, rich, 1, 0)
    assert offers.why(number, carol) == HOLDERS


def test_takers_are_judged_in_their_order(bare: Network, offers: Offers) -> None:
    alice = bare.actors["Alice"]
    one, two, three = (bare.join(name) for name in ("One", "Two", "Three"))
    rich = bare.join("Rich", investorClass=1)
    number = offers.open(alice, NONE)
    judge = bare.compliance.judge_takers

    def out(*people: Actor) -> list[int]:
        word = judge(number, [who.pid for who in people])
        return [(word >> k) & 1 for k in range(len(people))]

    caps(bare, 3, 2)
    assert out(one, two, three, rich) == [0, 0, 1, 0]
    assert out(one, one, two, one, rich) == [0, 0, 0, 0, 0]  # the same person twice counts once
    bare.place(alice, three, 1, 0)
    assert out(one, two, three, rich) == [0, 1, 0, 0]
    bare.freeze(one)
    assert out(one, two, three, rich) == [1, 0, 0, 0]
    assert judge(number + 1, [rich.pid]) == 1
    # What fitted the row once may fit no longer.
    dear = offers.open(alice, REG_D_506C)
    assert judge(dear, [two.pid, rich.pid]) == 1


def test_buyers_of_an_auction_are_judged_by_price(bare: Network, offers: Offers) -> None:
    alice = bare.actors["Alice"]
    one, two, three = (bare.join(name) for name in ("One", "Two", "Three"))
    rich = bare.join("Rich", investorClass=1)
    judge = bare.compliance.judge_buys
    people = [one.pid, two.pid, alice.pid, three.pid, rich.pid]
    assert judge(alice.pid, people) == 0
    caps(bare, 3, 2)
    assert judge(alice.pid, people) == 0b01000
    caps(bare, 2, 9)
    assert judge(alice.pid, people) == 0b11000  # the issuer is no holder, and always stands
    bare.place(alice, three, 1, 0)
    assert judge(alice.pid, people) == 0b10010  # a holder needs no seat
    caps(bare, 0, 0)
    assert judge(alice.pid, people) == 0b10011
    assert judge(alice.pid, []) == 0
    assert judge(alice.pid, [one.pid] * 64) == 2**64 - 1


def test_a_row_limits_who_buys_after_the_close_for_a_while(bare: Network, offers: Offers) -> None:
    alice, german = bare.actors["Alice"], bare.join("German", expiresAt=now() + 9 * YEAR)
    american = bare.join("American", country=840, expiresAt=now() + 9 * YEAR)
    bare.place(alice, american, 1, 0)  # holds already, and may not buy more
    judge, check = bare.compliance.judge_buys, bare.compliance.check
    failed = offers.open(alice, REG_S)
    offers.close(failed, 0)
    assert judge(alice.pid, [german.pid, american.pid]) == 0
    number = offers.open(alice, REG_S)
    offers.close(number, DOLLAR)
    assert judge(alice.pid, [german.pid, american.pid]) == 0b10
    assert check(alice.pid, 0, german.pid, 0) == FINE
    assert check(alice.pid, 0, american.pid, 0) == COUNTRY
    (limit_regime, until) = bare.compliance.resale_limits(alice.pid)
    assert limit_regime == REG_S and YEAR + DAY <= until - now() <= YEAR + 2 * DAY
    boa.env.time_travel(seconds=until - now() - 1)
    assert judge(alice.pid, [american.pid]) == 1
    boa.env.time_travel(seconds=1)
    assert judge(alice.pid, [american.pid]) == 0
    assert bare.compliance.resale_limits(alice.pid) == []


def test_more_rows_at_once_than_fit_are_refused_when_an_offering_opens(
    bare: Network, offers: Offers
) -> None:
    alice = bare.actors["Alice"]
    rows = [add(bare, resale_days=10 + k) for k in range(9)]
    for row in rows[:8]:
        assert bare.compliance.open_check(alice.pid, row, 1, 0) == FINE
        offers.close(offers.open(alice, row), DOLLAR)
    assert bare.compliance.open_check(alice.pid, rows[8], 1, 0) == TOO_MANY
    assert bare.compliance.open_check(alice.pid, rows[3], 1, 0) == FINE  # lasts longer then
    assert bare.compliance.open_check(alice.pid, NONE, 1, 0) == FINE
    offers.close(offers.open(alice, rows[8]), DOLLAR)  # never an error
    boa.env.time_travel(seconds=12 * DAY)  # the first has ended
    assert bare.compliance.open_check(alice.pid, rows[8], 1, 0) == FINE


# --- why not ---


def test_restrictions_have_numbers(bare: Network) -> None:
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    detect = bare.compliance.detect_restriction
    assert detect(alice.pid, bob.pid, carol.pid, 1) == 2
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    assert detect(alice.pid, bob.pid, carol.pid, 100) == 0
    assert detect(alice.pid, bob.pid, carol.pid, 101) == 10
    assert detect(alice.pid, bob.pid, carol.pid, 0) == 10
    assert detect(alice.pid, bob.pid, bob.pid, 1) == 12
    assert detect(alice.pid, 99, carol.pid, 1) == 3
    assert detect(alice.pid, bob.pid, 99, 1) == 5
    assert detect(alice.pid, alice.pid, carol.pid, 4_900_000 * SHARE - 100) == 0
    assert detect(alice.pid, alice.pid, carol.pid, 4_900_000 * SHARE - 99) == 15
    with boa.env.prank(str(bare.companies)):
        bare.ledger.set_due(carol.pid, now() - 1)
    assert detect(alice.pid, bob.pid, carol.pid, 1) == 13
    bare.freeze(carol)
    assert detect(alice.pid, bob.pid, carol.pid, 1) == 8
    assert detect(alice.pid, carol.pid, bob.pid, 0) == 4
    bare.ban(carol)
    assert detect(alice.pid, bob.pid, carol.pid, 1) == 9
    boa.env.time_travel(seconds=365 * DAY)
    assert detect(alice.pid, bob.pid, bob.pid, 1) == 7


def test_a_stop_of_the_market_is_a_reason(bare: Network) -> None:
    alice, bob, carol = (bare.join(name) for name in ("Alice", "Bob", "Carol"))
    bare.issue(alice)
    bare.place(alice, bob, 100, 0)
    with boa.env.prank(bare.authority.address):
        bare.rules.stop_market(now() + DAY)
    assert bare.compliance.check(alice.pid, bob.pid, carol.pid, 1) == 16
    boa.env.time_travel(seconds=DAY)
    assert bare.compliance.check(alice.pid, bob.pid, carol.pid, 1) == 0
