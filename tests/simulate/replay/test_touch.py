"""What the model changes in an act is among what was named before it; naming less is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from tests.simulate.replay.everything import everything
from tests.simulate.replay.play_all import Everybody
from tests.simulate.replay.scenes import Scene, a_sale
from wallet.rules.units import Refused
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.kind import Event
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.kinds_auction import Settle
from wallet.simulate.replay.part import Key, Rules, capture, key
from wallet.simulate.replay.parts_auction import Book, Clock
from wallet.simulate.replay.parts_compliance import Year
from wallet.simulate.replay.parts_people import Till
from wallet.simulate.replay.parts_rules import everywhere
from wallet.simulate.replay.result import replay


class Looking(Everybody):
    """Looks at everything before and after each act."""

    looked = 0

    def do(self, act: Callable[[], Any], kind: str, actor: int, /, **args: Any) -> None:
        event = Event(kind, actor, args, self.now)
        named = set(by_words([*everywhere(), *KINDS[kind].touches(self.rules, event)]))
        before = capture(self.rules, list(by_words(everything(self.rules))))
        super().do(act, kind, actor, **args)
        after = capture(self.rules, list(before))
        assert {one for one in before if after[one] != before[one]} <= named, kind
        self.looked += 1


def by_words(keys: Iterable[Key]) -> Iterator[Key]:
    """The same things, with a year told word by word."""
    for one in keys:
        if one.part is Year:
            person, side, first, last = one.of
            for row in range(first, last + 1):
                yield key(Year, person, side, row, row)
        else:
            yield one


def test_whatever_an_act_changes_was_named_before_it() -> None:
    looking = Looking(4)
    looking.play(250)
    assert looking.looked > 50


def test_naming_too_little_is_seen(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def touches(_kind: Settle, rules: Rules, event: Event) -> Iterator[Key]:
        yield key(Clock, event["token"])
        yield key(Book, event["token"])
        yield key(Till)

    monkeypatch.setattr(Settle, "touches", touches)
    scene: Scene = a_sale()
    told = replay(scene.tap, bench).disagreements
    assert [one.sample.event.kind for one in told] == ["settle"]


def test_what_is_refused_leaves_the_model_as_it_was() -> None:
    everybody = Everybody(5)
    do = everybody.do

    def refusing(act: Callable[[], Any], kind: str, actor: int, /, **args: Any) -> None:
        before = capture(everybody.rules, list(everything(everybody.rules)))
        try:
            do(act, kind, actor, **args)
        except Refused:
            assert capture(everybody.rules, list(before)) == before, kind
            raise

    everybody.do = refusing  # type: ignore[method-assign]  # to look at each refusal
    everybody.play(200)
