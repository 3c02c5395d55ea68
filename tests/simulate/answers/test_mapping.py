"""Where a strategy starts to pay: turns of a curve, axes that turn, what is asked twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.simulate.answers.small_answers import BONDS, HIDING, WORLD
from wallet.rules.units import DOLLAR
from wallet.rules.whole import Whole
from wallet.simulate.answers.axes import PRINTED, Place
from wallet.simulate.answers.estimate import Estimate, estimate
from wallet.simulate.answers.mapping import Line, Places, answer, turns
from wallet.simulate.answers.questions import BAND, FOUND, QUESTIONS, TIMES
from wallet.simulate.parameters import DEFAULTS, Parameters
from wallet.simulate.payoff import Judge
from wallet.simulate.strategy import strategies, strategy


class Slope(Places):
    """Places in which every strategy gains more, the less likely it is found out."""

    def __init__(self, zero: float) -> None:
        super().__init__(1, 1)
        self.zero = zero
        self.asked: list[float] = []

    def gain(self, place: Place, name: str) -> Estimate:
        chance = FOUND.usual(place.parameters)
        self.asked.append(chance)
        mean = 10_000 * (self.zero - chance)
        return Estimate(mean, mean - 1_000, mean + 1_000)


def test_where_a_curve_turns_is_narrowed_down_and_said_with_what_is_sure() -> None:
    slope = Slope(0.3)
    curve = Line(FOUND, Place(DEFAULTS), "hide-exit", slope).curve(None, halvings=4)
    (turn,) = curve.turns
    assert turn.at == pytest.approx(0.3, abs=0.001) and not turn.pays_above
    assert (turn.low, turn.high) == (0.1, 0.5)  # at 0.2 it gains on average, not surely
    assert not curve.always and not curve.never
    narrowed = [value for value in dict(curve.points) if 0.2 < value < 0.35]
    assert len(narrowed) == 4 and len(slope.asked) == len(FOUND.values) + 4


def test_a_curve_that_never_turns_says_so() -> None:
    above = Line(FOUND, Place(DEFAULTS), "hide-exit", Slope(2.0)).curve(None, halvings=4)
    below = Line(FOUND, Place(DEFAULTS), "hide-exit", Slope(-1.0)).curve(None, halvings=4)
    assert above.always and not above.turns
    assert below.never and not below.turns and len(below.points) == len(FOUND.values)


def test_a_side_that_is_nowhere_sure_is_left_open() -> None:
    doubtful = Estimate(-5.0, -50.0, 50.0)
    points = ((0.0, Estimate(10.0, 5.0, 15.0)), (1.0, doubtful))
    (turn,) = turns(points)
    assert (turn.low, turn.high) == (0.0, None)
    assert turn.at == pytest.approx(10 / 15)


def test_how_likely_a_sale_is_found_is_turned_through_the_rate_of_watchers() -> None:
    for chance in (0.0, 0.2, 0.9):
        turned = FOUND.turned(Place(DEFAULTS), chance).parameters
        assert FOUND.usual(turned) == pytest.approx(chance)
    likely = FOUND.turned(Place(DEFAULTS), 0.9).parameters
    found = Judge(likely, 1, 30).judge(strategy("hide-exit"))
    never = FOUND.turned(Place(DEFAULTS), 0.0).parameters
    assert Judge(never, 1, 3).judge(strategy("hide-exit")).banned == 0
    assert 0.6 <= found.banned / 30 <= 1.0


def test_numbers_of_the_rules_turn_within_their_bounds_only() -> None:
    place = BAND.turned(Place(DEFAULTS), 2.0)
    assert dict(place.numbers) == {"premium": 240} and place.parameters == DEFAULTS
    for question in QUESTIONS:
        for axis in (question.along, question.each):
            if axis and axis.of_rules:
                assert set(axis.values) >= set(TIMES) and axis.usual(DEFAULTS) == 1.0
                for value in axis.values:
                    for name, number in axis.numbers(value).items():
                        Whole(0, ()).set_number(name, number)
    assert PRINTED["watch_bond"] == 100 * DOLLAR


def test_every_question_asks_strategies_that_there_are_in_worlds_that_can_be() -> None:
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)
    for question in QUESTIONS:
        assert set(question.strategies) <= set(strategies())
        for axis in (question.along, question.each):
            for value in axis.values if axis else ():
                assert axis is not None
                place = axis.turned(Place(DEFAULTS), value)
                assert place.parameters == DEFAULTS or not axis.of_rules


def test_what_is_turned_by_another_axis_stays_turned() -> None:
    assert HIDING.each is not None
    place = HIDING.each.turned(Place(WORLD), 1_000_000)
    both = HIDING.along.turned(place, 0.5)
    assert both.parameters.exit_least == both.parameters.exit_most == 1_000_000
    assert FOUND.usual(both.parameters) == pytest.approx(0.5)


def test_answers_are_the_same_again_and_remembered() -> None:
    once, again = (answer(BONDS, Place(WORLD), Places(3, 2), halvings=0) for _ in range(2))
    assert once == again
    places = Places(3, 2)
    first = places.gain(Place(WORLD), "straw-person")
    verdict = Judge(WORLD, 3, 2).judge(strategy("straw-person"))
    assert first == estimate(verdict.gains)
    assert places.gain(Place(WORLD), "straw-person") is first
    other = places.gain(Place(replace(WORLD, float_share=0.1)), "straw-person")
    assert other.mean < first.mean


def test_an_estimate_says_what_is_sure() -> None:
    assert estimate([5.0, 5.0]) == Estimate(5.0, 5.0, 5.0) and estimate([5.0, 5.0]).pays
    assert estimate([-3.0]).fails
    open_ = estimate([-100.0, 120.0])
    assert not open_.pays and not open_.fails
    assert Parameters() == DEFAULTS
