"""What does not agree is told with the act and both figures, and nothing of it is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from tests.simulate.replay.scenes import Scene, a_late_report, a_sale
from wallet.rules.compliance import Row
from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.compare import Difference, differences
from wallet.simulate.replay.kind import Event, Step
from wallet.simulate.replay.kinds_ledger import Distribute
from wallet.simulate.replay.part import Key, Part, key
from wallet.simulate.replay.parts_people import Purse
from wallet.simulate.replay.parts_shares import Holding, Lot
from wallet.simulate.replay.result import judge, plain, replay
from wallet.simulate.replay.storage import Ground, spot
from wallet.simulate.replay.tap import Sample

LOT = Lot(10, 20, 30, 0, False)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return a_sale()


def sample_of(scene: Scene, kind: str) -> Sample:
    return next(sample for sample in scene.tap.samples if sample.event.kind == kind)


def test_single_figures_are_told_in_sentences() -> None:
    purse, held = key(Purse, 7), key(Holding, 3, 7)
    model: dict[Key, Part] = {purse: Purse(1_000, False, 5, 0), held: Holding(10, lots=(LOT,))}
    chain: dict[Key, Part] = {
        purse: Purse(1_001, True, 5, 0),
        held: Holding(10, lots=(replace(LOT, cost=21), LOT)),
    }
    assert [str(one) for one in differences(model, chain)] == [
        "The money of person 7, in wallet: 1,000 in the model, 1,001 on the chain.",
        "The money of person 7, barred: no in the model, yes on the chain.",
        "The holding of person 7 in token 3, lots 1, cost: 20 in the model, 21 on the chain.",
        f"The holding of person 7 in token 3, lots 2: nothing in the model, {LOT} on the chain.",
    ]
    assert differences(model, model) == []


def test_a_disagreement_comes_with_its_act_and_both_slices(scene: Scene, bench: Bench) -> None:
    sample = sample_of(scene, "claim")
    purse = next(one for one in sample.after if one.part is Purse)
    mine = sample.after[purse]
    assert isinstance(mine, Purse)
    wrong = {**sample.after, purse: replace(mine, credit=mine.credit + 1)}
    tap = scene.tap
    kept, tap.samples = tap.samples, [replace(sample, after=wrong)]
    try:
        result = replay(tap, bench)
    finally:
        tap.samples = kept
    assert not result.agrees
    told = str(result.disagreements[0])
    assert told.startswith("claim by person ") and "token 2" in told
    assert "credit:" in told and "in the model" in told and "on the chain" in told
    said = json.loads(result.to_json())["disagreements"][0]
    assert said["event"]["kind"] == "claim" and said["sentences"]
    assert said["before"].keys() == said["after"].keys() == {str(one) for one in wrong}
    line = next(one for one in result.replayed if one.kind == "claim")
    assert line.agreed == 0 < line.sampled


def test_what_only_one_of_both_does_is_told(scene: Scene, bench: Bench) -> None:
    done = sample_of(scene, "sell")
    refused = replace(done, reason="too small", after=done.before)
    assert judge(refused, bench) == ["The model refuses it (too small), the contracts do not."]
    nobody = replace(done, event=replace(done.event, actor=8))
    assert judge(nobody, bench) == ["The model does it, the contracts refuse it: NOT_A_PERSON."]


def test_what_cannot_be_laid_is_told(scene: Scene, bench: Bench) -> None:
    sample = sample_of(scene, "settle")
    holding = next(one for one in sample.before if one.part is Holding)
    wrong = {**sample.before, holding: Holding(units=2**84)}
    assert judge(replace(sample, before=wrong), bench) == [
        "What was before it cannot be laid: balance is 19342813113834066795298816, "
        "which does not fit 84 bits."
    ]


def test_a_word_that_nobody_named_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = sample_of(a_late_report(), "distribute")
    gone = {one: part for one, part in sample.after.items() if one.part.__name__ != "Token"}
    said = judge(replace(sample, after=gone), bench)
    assert said == []  # it was laid, so that it is known

    def steps(
        _kind: Distribute, parts: Mapping[Key, Part], event: Event, ground: Ground
    ) -> Iterator[Step]:
        yield Step("Dollar", "approve", (ground.wallet(3), 5), event.actor)

    monkeypatch.setattr(Distribute, "steps", steps)
    strange = [one for one in judge(sample, bench) if "nothing looked at" in one]
    assert len(strange) == 1 and strange[0].startswith("The contract Dollar changed its word 0x")


def test_the_chain_is_put_back_after_each_sample(scene: Scene, bench: Bench) -> None:
    at = spot("Ledger", "holdings.acc", 2)
    assert judge(sample_of(scene, "settle"), bench) == []
    assert bench.word(at) == 0


def test_figures_of_every_sort_have_a_form_in_json() -> None:
    told = plain({"row": Row(countries=frozenset({40, 8})), "hash": b"\x01", "one": (1, True)})
    assert told["row"]["countries"] == [8, 40]
    assert (told["hash"], told["one"]) == ("0x01", [1, True])
    assert str(Difference("Figure", None, "word")) == (
        "Figure: nothing in the model, word on the chain."
    )
