"""A question answered: what strategies gain along an axis, and where they start to pay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from wallet.simulate.answers.axes import Axis, Place
from wallet.simulate.answers.estimate import Estimate, estimate
from wallet.simulate.answers.questions import Question
from wallet.simulate.payoff import Judge
from wallet.simulate.strategy import strategy

Points = tuple[tuple[float, Estimate], ...]
"""Values along an axis, from low to high, and what is gained there."""


@dataclass(frozen=True)
class Turn:
    """Where a strategy turns from not paying to paying, or back, along an axis."""

    at: float
    low: float | None
    """The nearest value below at which it is sure which; None: at none of them."""
    high: float | None
    """The same above."""
    pays_above: bool
    """Whether it pays above; if not, it pays below."""


@dataclass(frozen=True)
class Curve:
    """What one strategy gains along an axis."""

    strategy: str
    at: float | None
    """The value of the other axis, if there is one."""
    points: Points
    turns: tuple[Turn, ...]

    @property
    def always(self) -> bool:
        """Whether it surely pays wherever it was asked."""
        return all(found.pays for _, found in self.points)

    @property
    def never(self) -> bool:
        """Whether it surely pays nowhere."""
        return not any(found.pays for _, found in self.points)


@dataclass(frozen=True)
class Map:
    """A question with its curves."""

    question: Question
    curves: tuple[Curve, ...]


class Places:
    """Strategies judged in many places with the same luck; what was asked once is remembered."""

    def __init__(self, seed: int, runs: int) -> None:
        self.seed, self.runs = seed, runs
        self._judges: dict[Place, Judge] = {}
        self._known: dict[tuple[Place, str], Estimate] = {}

    def gain(self, place: Place, name: str) -> Estimate:
        """What a strategy gains in a place."""
        if (place, name) not in self._known:
            gains = self._judge(place).judge(strategy(name)).gains
            self._known[place, name] = estimate(gains)
        return self._known[place, name]

    def _judge(self, place: Place) -> Judge:
        if place not in self._judges:
            numbers: Mapping[str, int] = dict(place.numbers)
            judge = Judge(place.parameters, self.seed, self.runs, numbers=numbers)
            self._judges[place] = judge
        return self._judges[place]


def answer(question: Question, place: Place, places: Places, halvings: int) -> Map:
    """Answer a question by playing it; where a curve turns is narrowed down so many times."""
    curves = []
    for name in question.strategies:
        if question.each is None:
            line = Line(question.along, place, name, places)
            curves.append(line.curve(None, halvings))
            continue
        for value in question.each.values:
            line = Line(question.along, question.each.turned(place, value), name, places)
            curves.append(line.curve(value, halvings))
    return Map(question, tuple(curves))


class Line:
    """One strategy along one axis."""

    def __init__(self, axis: Axis, place: Place, name: str, places: Places) -> None:
        self.axis, self.place, self.name, self.places = axis, place, name, places

    def gain(self, value: float) -> Estimate:
        """What it gains at a value."""
        return self.places.gain(self.axis.turned(self.place, value), self.name)

    def curve(self, at: float | None, halvings: int) -> Curve:
        """Ask at every value, and more closely where the sign changes."""
        points = {value: self.gain(value) for value in self.axis.values}
        for low, high in list(turning(tuple(points.items()))):
            self._narrow(low, high, points, halvings)
        ordered = tuple(sorted(points.items()))
        return Curve(self.name, at, ordered, tuple(turns(ordered)))

    def _narrow(
        self, low: float, high: float, points: dict[float, Estimate], halvings: int
    ) -> None:
        """Halve a stretch in which the sign changes, again and again."""
        for _ in range(halvings):
            middle = (low + high) / 2
            middle = round(middle) if self.axis.unit == "people" else round(middle, 6)
            if middle in (low, high):
                return
            points[middle] = self.gain(middle)
            if (points[middle].mean > 0) == (points[low].mean > 0):
                low = middle
            else:
                high = middle


def turning(points: Points) -> Iterator[tuple[float, float]]:
    """The stretches between neighbours in which a mean changes its sign."""
    for (low, before), (high, after) in pairwise(points):
        if (before.mean > 0) != (after.mean > 0):
            yield low, high


def turns(points: Points) -> Iterator[Turn]:
    """Where a curve turns, and the nearest values on both sides at which that is sure."""
    found = dict(points)
    for low, high in turning(points):
        before, after = found[low].mean, found[high].mean
        rises = after > 0
        below = [value for value, one in points if value <= low and sure(one, not rises)]
        above = [value for value, one in points if value >= high and sure(one, rises)]
        yield Turn(
            round(low + (high - low) * before / (before - after), 6),
            max(below, default=None),
            min(above, default=None),
            rises,
        )


def sure(found: Estimate, paying: bool) -> bool:
    """Whether it surely pays, or surely does not."""
    return found.pays if paying else found.fails
