"""Time, the event heap, and the one door through which acts reach the rules."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from wallet.rules.flaws import NONE, Flaw
from wallet.rules.units import Refused, must
from wallet.rules.whole import Whole
from wallet.simulate.acts import KINDS, Act
from wallet.simulate.chance import Chance
from wallet.simulate.parameters import Parameters

GENESIS = 1_800_000_000
"""When every world begins, in seconds."""


@dataclass(frozen=True, slots=True)
class Event:
    """An act that was tried: when, and what came of it."""

    number: int
    time: int
    act: Act
    refused: str = ""
    """Why the rules refused it; empty when it was done."""
    result: Any = None

    @property
    def done(self) -> bool:
        """Whether the rules allowed it."""
        return not self.refused


class Tap(Protocol):
    """Whoever looks on: a replay on the real contracts, a story, a count."""

    def wants(self, act: Act, nth: int) -> bool:
        """Whether to look at this act, the nth of its kind (from 0)."""

    def before(self, world: World, act: Act) -> None:
        """Look at the world before an act that is wanted."""

    def after(self, world: World, event: Event) -> None:
        """Look at it after; also where the act was refused."""


Look = Callable[["World"], object]
"""Is told of a world before anything happens in it, so that it may lay a tap."""


def nobody(world: World) -> None:
    """Look at nothing."""


class World:
    """One run: the rules, a clock, luck, and what is still to come."""

    def __init__(
        self,
        parameters: Parameters,
        seed: int,
        flaws: frozenset[Flaw] = NONE,
        look: Look = nobody,
    ) -> None:
        self.parameters = parameters
        self.chance = Chance(seed)
        self.rules = Whole(GENESIS, ("verifier",), flaws)
        self.taps: list[Tap] = []
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.brought = 0
        """Money that came from outside, less what went out."""
        self.when_done: dict[str, list[Callable[[Event], None]]] = {}
        """Kind of act -> who reacts to one that was done."""
        self._events = 0
        self._coming: list[tuple[int, int, Callable[..., object], tuple[Any, ...]]] = []
        self._order = 0
        look(self)

    @property
    def now(self) -> int:
        """The time in seconds."""
        return self.rules.now

    def at(self, time: float, what: Callable[..., object], *arguments: Any) -> None:
        """Let something happen at a time; what is past happens next."""
        self._order += 1
        coming = (max(int(time), self.now), self._order, what, arguments)
        heapq.heappush(self._coming, coming)

    def after(self, seconds: float, what: Callable[..., object], *arguments: Any) -> None:
        """Let something happen later."""
        self.at(self.now + seconds, what, *arguments)

    def run(self, until: int) -> None:
        """Let time pass, and everything happen that is due."""
        while self._coming and self._coming[0][0] <= until:
            time, _, what, arguments = heapq.heappop(self._coming)
            self.rules.pass_to(max(time, self.now))
            what(*arguments)
        self.rules.pass_to(max(until, self.now))

    def do(self, kind: str, actor: int, *arguments: Any) -> Event:
        """Let somebody try an act now, and everybody react to it."""
        act = Act(kind, actor, arguments)
        looking = [tap for tap in self.taps if tap.wants(act, self.tried[kind])]
        for tap in looking:
            tap.before(self, act)
        self.tried[kind] += 1
        self._events += 1
        refused, result = "", None
        try:
            result = KINDS[kind].play(self.rules, actor, *arguments)
        except Refused as refusal:
            refused = str(refusal) or "refused"
            self.refused[kind] += 1
        event = Event(self._events, self.now, act, refused, result)
        if not refused and kind in ("earn", "spend"):
            self.brought += arguments[0] if kind == "earn" else -arguments[0]
        for tap in looking:
            tap.after(self, event)
        if not refused:
            for react in self.when_done.get(kind, ()):
                react(event)
        return event

    def on(self, kind: str, react: Callable[[Event], None]) -> None:
        """React to every act of a kind that is done."""
        self.when_done.setdefault(kind, []).append(react)

    def check(self) -> None:
        """Raise `Broken` if money was made or lost, or the rules' own sums are off."""
        self.rules.check()
        net = self.rules.network
        there = sum(person.cash for person in net.people.values()) + net.pool
        there += sum(deal.held for deal in self.rules.offerings.raises)
        must(there == self.brought, "money was made or lost")
