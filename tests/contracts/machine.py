"""The frame of the property machines: a scene made once, played anew in each example."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Protocol, TypeVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.contracts.plays import Plays

T = TypeVar("T")
MONEY = st.one_of(
    st.integers(0, 3), st.integers(1, 10**6), st.integers(10**6, 10**11), st.just(10**11)
)
PARTS = st.sampled_from([1, 10, 333, 1_000, 2_500, 5_000, 9_999, 10_000])
"""Ten-thousandths of what there is."""

STEPS = 100


class Play(Protocol):
    """Plays a machine; the fixture `play`."""

    def __call__(self, machine: type[Machine], long: bool = False) -> None:
        """As often as the default run does, or the long one."""


def lasting(examples: int, steps: int = STEPS) -> settings:
    """Settings for so many examples of so many steps."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        report_multiple_bugs=False,
        derandomize=False,  # see `Machine.play`
        # Shrinking takes minutes; add Phase.shrink and the printed blob to see the least example.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )


class Machine(RuleBasedStateMachine):
    """Plays one act after the other, drawn by weight, and compares after each.

    One rule for all acts: hypothesis would otherwise leave out half of them in each example.
    A machine names its acts in `acts`, with their weights, and its scene in `scene`; in `usual`
    how many of them the default run plays at least, and in `for_long` how many the long one.
    """

    acts: dict[str, int]
    usual: int
    for_long: int
    operations = 0
    """How many acts were really played by all machines of this kind."""

    @staticmethod
    def scene() -> Plays:
        """Make, once, what every example starts from."""
        raise NotImplementedError

    @classmethod
    def play(cls, operations: int, anew: bool = False) -> int:
        """Play so many acts at least, in examples of a hundred; how many it were.

        The same ones each time, so that a change is judged by what it changes; `anew`, for the
        long run, ones that were never seen.
        """
        before = cls.operations
        for turn in itertools.count():
            left = before + operations - cls.operations
            if left <= 0:
                break
            seed(random.getrandbits(64) if anew else turn)(cls)
            run_state_machine_as_test(cls, settings=lasting(-(-left // STEPS) + 1))
        return cls.operations - before

    @initialize()
    def begin(self) -> None:
        """Start from the scene."""
        self.plays = self.scene()
        self.stack = ExitStack()
        self.stack.enter_context(self.plays.fresh())
        self.weighted = [name for name, weight in self.acts.items() for _ in range(weight)]
        self.played: list[str] = []
        self.sound = True

    @rule(data=st.data())
    def step(self, data: Any) -> None:
        """Play one act and compare."""
        self.draw = data.draw
        act: Callable[[], None] = getattr(self, self.one_of(self.weighted))
        self.sound = False  # an error in an act is told as such, not as the mess it leaves
        act()
        self.sound = True
        type(self).operations += 1
        self.played.append(act.__name__)
        # Looking at everything takes four times as long as an act: each tenth time, and at the end.
        if len(self.played) % 10 == 0:
            self.plays.compare()
        else:
            self.plays.compare_pool()

    def one_of(self, those: Sequence[T]) -> T:
        """Draw one of a sequence."""
        chosen: T = self.draw(st.sampled_from(those))
        return chosen

    def money(self) -> int:
        """Draw an amount, small ones and large ones."""
        amount: int = self.draw(MONEY)
        return amount

    def part_of(self, units: int) -> int:
        """Draw a part of some units."""
        part: int = self.draw(PARTS)
        return units * part // 10_000

    def another(self, person: int) -> int:
        """Draw a member other than this one."""
        return self.one_of([who for who in self.plays.members if who != person])

    def teardown(self) -> None:
        """Compare everything, and put it back."""
        if hasattr(self, "stack"):
            try:
                if self.sound:
                    self.plays.compare()
            finally:
                self.stack.close()
