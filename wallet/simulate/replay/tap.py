"""Which events of a run are kept to be replayed, and what is kept of each.

A world calls `with tap.event(kind, actor, name=value, ...): act()` around each act. Of every kind
and variety the first event is kept, and then one drawn out of each thousand: so never fewer than
one in a thousand, and always one. What is not kept costs a count.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

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


@dataclass
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


@dataclass
class Tap:
    """Looks on while a world acts. `one_in` events one is kept, by the run's own seed."""

    rules: Rules
    seed: int
    one_in: int = ONE_IN
    samples: list[Sample] = field(default_factory=list)
    quotas: dict[Label, Quota] = field(default_factory=dict)
    _within: bool = False

    def event(self, kind: str, actor: int = 0, **args: Any) -> Watched:
        """Look at one event: the act is what happens within.

        Raises KeyError for a kind that there is not.
        """
        return Watched(self, KINDS[kind], Event(kind, actor, args, self.rules.network.now))

    def quota(self, label: Label) -> Quota:
        """What is known of the events of a label."""
        found = self.quotas.get(label)
        if found is None:
            drawn = random.Random(f"{self.seed} {label}")
            found = self.quotas[label] = Quota(drawn.randrange, self.one_in)
        return found

    def enter(self) -> None:
        """Begin an act. Raises RuntimeError within another one: a call does one thing."""
        if self._within:
            raise RuntimeError("an event within another event cannot be replayed")
        self._within = True

    def leave(self) -> None:
        """End an act."""
        self._within = False


@dataclass
class Watched:
    """One event that is looked at; to be entered once."""

    tap: Tap
    kind: Kind
    event: Event
    variety: str = ""
    before: dict[Key, Part] | None = None

    def __enter__(self) -> Self:
        self.tap.enter()
        rules = self.tap.rules
        self.variety = self.kind.variety(rules, self.event)
        if any(self._quota(refused).due for refused in (False, True)):
            keys = [*everywhere(), *self.kind.touches(rules, self.event)]
            self.before = capture(rules, keys)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.tap.leave()
        if error is not None and not isinstance(error, Refused):
            return
        quota = self._quota(error is not None)
        keep = quota.due and self.before is not None
        quota.count(keep)
        if keep:
            self._keep(str(error) if error is not None else "")

    def _quota(self, refused: bool) -> Quota:
        return self.tap.quota(Label(self.event.kind, self.variety, refused))

    def _keep(self, reason: str) -> None:
        """Take what the event touched once more, and keep both."""
        before = self.before or {}
        after = dict(before) if reason else capture(self.tap.rules, list(before))
        self.kind.tells(before, self.event)
        self.kind.tells(after, self.event)
        self.tap.samples.append(Sample(self.event, self.variety, before, after, reason))
