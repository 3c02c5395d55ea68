"""What a part says lies in storage as the contracts lay it: seen where real calls filled it.

Scenes are played on the contracts from the first person who joins to the last act, with nothing
laid; then every part of the model is held against the words that the contracts have written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.simulate.replay.everything import everything
from tests.simulate.replay.network import CASH
from tests.simulate.replay.scenes import SCENES, Scene, a_busy_day
from wallet.rules.compliance import Row
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.compare import differences
from wallet.simulate.replay.kind import AUTHORITY, Step
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.part import Key, Part, Slice, capture, lay
from wallet.simulate.replay.parts_cases import Buybacks, Stake, Window
from wallet.simulate.replay.parts_compliance import Invested, Year
from wallet.simulate.replay.parts_debts import Matters
from wallet.simulate.replay.parts_offering import Raising, Taken
from wallet.simulate.replay.parts_people import Till
from wallet.simulate.replay.parts_shares import Token
from wallet.simulate.replay.parts_watching import Pot, Record, Struck
from wallet.simulate.replay.storage import Ground, Spot, Storage

EXACT = (
    *(Token, Matters, Window, Till, Taken, Raising, Invested, Year, Record, Struck, Pot, Buybacks),
)
"""Parts whose words are the same, bit for bit: nothing in them is the contracts' own affair."""


@dataclass
class Living(Ground):
    """A chain on which nothing is laid: the regime without bounds is the first that is deployed."""

    def row(self, row: Row) -> int:
        return 0


class Words(dict[Spot, int]):
    """The storage of the contracts, asked for word by word."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench

    def get(self, at: Spot, default: Any = 0) -> Any:
        if at not in self:
            self[at] = self._bench.word(at)
        return self[at]


@pytest.fixture(params=[*SCENES, a_busy_day], ids=lambda tell: tell.__name__)
def lived(request: pytest.FixtureRequest, bench: Bench) -> Iterator[tuple[Scene, Ground, Words]]:
    """A scene that the contracts have really lived through."""
    tell: Callable[[], Scene] = request.param
    scene, ground = tell(), Living(**{**vars(bench.ground), "rows": []})
    laid, bench.ground = bench.ground, ground
    try:
        with bench.apart():
            for sample in scene.tap.samples:
                before = dated(scene, sample.before)
                steps = KINDS[sample.event.kind].steps(before, sample.event, ground)
                played = bench.do(list(steps), sample.event.at)
                assert played.done[0], f"{sample.event.kind}: {played.refusal}"
                if sample.event.kind == "join":
                    give_money(bench, sample.event.actor, sample.event.at)
            yield scene, ground, Words(bench)
    finally:
        bench.ground = laid


def dated(scene: Scene, before: Slice) -> Slice:
    """The same slice with stakes that say when they were declared, as the contracts wrote it."""
    return {
        one: replace(
            part,
            versions=tuple(
                replace(said, declared_at=at)
                for said, at in zip(part.versions, scene.declared_at[one.of[0]], strict=False)
            ),
        )
        if isinstance(part, Stake) and part.versions
        else part
        for one, part in before.items()
    }


def give_money(bench: Bench, person: int, at: int) -> None:
    """Make practice money, and let the ledger take it."""
    wallet, ledger = bench.ground.wallet(person), bench.ground.addresses["Ledger"]
    assert bench.do([Step("Dollar", "mint", (wallet, CASH), AUTHORITY)], at).done[0]
    assert bench.do([Step("Dollar", "approve", (ledger, 2**256 - 1), person)], at).done[0]


def test_every_part_lies_where_real_calls_put_it(lived: tuple[Scene, Ground, Words]) -> None:
    scene, ground, words = lived
    model = capture(scene.rules, list(everything(scene.rules)))
    assert len(model) > 80
    found: dict[Key, Part] = {one: one.part.read(ground, Storage(words), *one.of) for one in model}
    assert [str(one) for one in differences(model, found)] == []
    laid = lay(model, ground)
    again = {one: one.part.read(ground, Storage(laid), *one.of) for one in model}
    assert [str(one) for one in differences(model, again)] == []
    for one, part in model.items():
        if one.part in EXACT:
            for at, word in part.lay(ground, *one.of):
                assert word == words.get(at), f"{one}: {at}"
