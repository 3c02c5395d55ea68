"""Honest people in a market: repeatable, near the value where many look, and no money lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wallet.rules.units import DOLLAR, S
from wallet.simulate.auctions.comparing import play_honest
from wallet.simulate.auctions.luck import draw
from wallet.simulate.auctions.market import MIDDLE, THICK, THIN, UNSEEN, calm
from wallet.simulate.auctions.neighbours import ALL, AS_WRITTEN, named
from wallet.simulate.auctions.stage import Stage

SHORT = replace(THIN, days=12)


def off(of: list[float]) -> float:
    """The mean of what was noted."""
    return sum(of) / len(of)


def test_a_thick_market_clears_near_the_value() -> None:
    book = play_honest(replace(calm(THICK), days=12), 1, AS_WRITTEN)
    assert book.auctions >= 3
    assert off(book.price_errors) < 0.06
    assert off(book.reference_errors) < 0.06
    assert book.surplus > 0.3 * book.wanted


def test_a_market_that_nobody_sees_serves_fewer_and_prices_worse() -> None:
    unseen = [play_honest(UNSEEN, seed, AS_WRITTEN) for seed in range(12)]
    middle = [play_honest(replace(MIDDLE, days=15), seed, AS_WRITTEN) for seed in range(3)]

    def served(of: list[float], wanted: list[float]) -> float:
        return sum(of) / sum(wanted)

    few = served([b.surplus for b in unseen], [b.wanted for b in unseen])
    many = served([b.surplus for b in middle], [b.wanted for b in middle])
    assert few < 0.5 * many
    assert off([e for b in unseen for e in b.price_errors]) > off(
        [e for b in middle for e in b.price_errors]
    )


def test_the_same_seed_is_the_same_run() -> None:
    once, again = (play_honest(SHORT, 7, AS_WRITTEN) for _ in range(2))
    assert once == again
    assert play_honest(SHORT, 8, AS_WRITTEN) != once


def test_luck_does_not_depend_on_the_rule_or_on_how_calm_it_is() -> None:
    assert draw(THIN, 3).looks == draw(calm(THIN), 3).looks
    assert draw(THIN, 3).wants == draw(calm(THIN), 3).wants
    assert draw(THIN, 3).looks != draw(THIN, 4).looks


def test_people_look_as_often_as_the_market_says() -> None:
    looks = len(draw(MIDDLE, 1).looks)
    people, hours = MIDDLE.holders + MIDDLE.lookers, 24 * MIDDLE.days
    assert 0.85 < looks / (MIDDLE.looks * people * hours) < 1.15


@pytest.mark.parametrize("name", ALL)
def test_no_rule_loses_a_cent_or_a_share(name: str) -> None:
    stage = Stage(SHORT, 2, named(name))
    stage.populate()
    people = stage.network.people.values()
    had = sum(person.cash for person in people)
    stage.run()
    assert sum(person.cash for person in people) + stage.network.pool == had
    assert sum(held.units for held in stage.call.token.holdings.values()) == S
    stage.network.check(stage.exchange.staked)
    assert had > 1_000 * DOLLAR
