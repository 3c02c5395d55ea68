"""Which events of a run are kept to be replayed, and what is kept of each.

Of every kind and variety the first event is kept, and then one drawn out of each thousand: so never
fewer than one in a thousand, and always one. What is not kept costs a count. A world is looked at
by an `Onlooker`; who plays on the rules alone writes
`with tap.event(kind, actor, name=value): act()`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from wallet.rules.units import Refused
from wallet.simulate.replay.kind import Event, Kind
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.part import Key, Part, Rules, Slice, capture
from wallet.simulate.replay.parts_rules import everywhere

ONE_IN: Final = 1_000


class Label(NamedTuple):
    """Under what an event is counted."""

    kind: str
    variety: str
    refused: bool


@dataclass(frozen=True)
class Sample:
    """An event with what it can touch, before it and after it.

    `reason` is why the model refused it, "" where it did not; `after` is then as before.
    """

    event: Event
    variety: str
    before: Slice
    after: Slice
    reason: str

    @property
    def label(self) -> Label:
        """Under what it is counted."""
        return Label(self.event.kind, self.variety, bool(self.reason))


@dataclass(slots=True)
class Quota:
    """How many events of one label there were, and which of them is kept next."""

    draw: Callable[[int], int]
    """Draws a number below a bound."""
    one_in: int
    seen: int = 0
    kept: int = 0
    wanted: int = 0

    @property
    def due(self) -> bool:
        """Whether the next event is the one."""
        return self.seen == self.wanted

    def count(self, keep: bool) -> None:
        """Count an event; one that was kept is followed by one drawn out of the next stretch."""
        self.seen += 1
        if keep:
            self.wanted = 1 + self.kept * self.one_in + self.draw(self.one_in)
            self.kept += 1


class Tap:
    """Keeps samples of what is played on some rules: one event in `one_in`, by the run's seed.

    A tap that `follows` another counts on and keeps on where that one is, as if both runs were one.

    Raises ValueError for rules with a flaw, or with numbers that no contract can have: there is
    nothing to agree with.
    """

    def __init__(
        self, rules: Rules, seed: int, one_in: int = ONE_IN, follows: Tap | None = None
    ) -> None:
        if rules.network.flaws:
            raise ValueError("a run with a flaw in its rules cannot be replayed on the contracts")
        capture(rules, list(everywhere()))
        self.rules = rules
        self.samples: list[Sample] = follows.samples if follows else []
        self.quotas: dict[Label, Quota] = follows.quotas if follows else {}
        self._both: dict[tuple[str, str], tuple[Quota, Quota]] = follows._both if follows else {}
        self._seed = seed
        self._one_in = one_in

    def watch(self, event: Event) -> Watched:
        """Begin to look at an event, before it. Raises KeyError for a kind that there is not."""
        kind = KINDS[event.kind]
        variety = kind.variety(self.rules, event)
        both = self._both.get((event.kind, variety))
        if both is None:
            both = self._both[event.kind, variety] = (
                self._quota(Label(event.kind, variety, False)),
                self._quota(Label(event.kind, variety, True)),
            )
        return Watched(self, kind, event, variety, *both)

    @contextmanager
    def event(self, kind: str, actor: int = 0, **args: Any) -> Iterator[None]:
        """Look at one event, which is what happens within. Raises KeyError."""
        watched = self.watch(Event(kind, actor, args, self.rules.network.now))
        watched.look()
        try:
            yield
        except Refused as refusal:
            watched.end(str(refusal) or "refused")
            raise
        watched.end("")

    def _quota(self, label: Label) -> Quota:
        drawn = random.Random(f"{self._seed} {label}")
        found = self.quotas[label] = Quota(drawn.randrange, self._one_in)
        return found


@dataclass(slots=True)
class Watched:
    """One event: `look` before it, and `end` after it."""

    tap: Tap
    kind: Kind
    event: Event
    variety: str
    done: Quota
    refused: Quota
    before: dict[Key, Part] = field(default_factory=dict)

    def look(self) -> None:
        """Take what it can touch, if it is kept when it is done."""
        if self.done.due:
            self.before = self._touched()

    def end(self, reason: str) -> None:
        """Count it, and keep it if it is due. `reason` is why it was refused; "": it was not."""
        quota = self.refused if reason else self.done
        keep = quota.due
        quota.count(keep)
        if keep:
            if reason:  # what is refused leaves everything as it was
                before = self._touched()
                after = dict(before)
            else:
                before, after = self.before, capture(self.tap.rules, list(self.before))
            self.kind.tells(before, self.event)
            self.kind.tells(after, self.event)
            sample = Sample(self.event, self.variety, before, after, reason)
            self.tap.samples.append(sample)

    def _touched(self) -> dict[Key, Part]:
        keys = [*everywhere(), *self.kind.touches(self.tap.rules, self.event)]
        return capture(self.tap.rules, keys)
