"""Samples of a run, replayed: how many of each kind there were, and how many agree.

What disagrees is told with the sample and each figure that differs, and is never left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from wallet.simulate.replay.bench import Bench
from wallet.simulate.replay.compare import differences
from wallet.simulate.replay.kinds import KINDS
from wallet.simulate.replay.kinds_authority import genesis_of
from wallet.simulate.replay.part import Slice, lay
from wallet.simulate.replay.storage import Spot, Storage
from wallet.simulate.replay.tap import Label, Sample, Tap


@dataclass(frozen=True)
class Replayed:
    """Of a kind of event: how many were replayed, of how many there were, and how many agree."""

    kind: str
    variety: str
    refused: bool
    """Whether the model refused them, so that the contracts had to."""
    sampled: int
    of: int
    agreed: int


@dataclass(frozen=True)
class Disagreement:
    """A sample on which model and contracts do not agree, and where, in sentences."""

    sample: Sample
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        event = self.sample.event
        asked = ", ".join(f"{name} {value}" for name, value in event.args.items())
        head = f"{event.kind} by person {event.actor} at {event.at} ({asked})"
        return "\n  ".join((head, *self.sentences))


@dataclass(frozen=True)
class Result:
    """What came of all samples of a run."""

    replayed: tuple[Replayed, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def agrees(self) -> bool:
        """Whether every sample does."""
        return not self.disagreements

    def told(self) -> dict[str, Any]:
        """All of it as plain values; of what disagrees the slices too, to be looked into."""
        return {
            "replayed": [plain(one) for one in self.replayed],
            "disagreements": [_told(one) for one in self.disagreements],
        }

    def to_json(self) -> str:
        """The same as text."""
        return json.dumps(self.told(), indent=1)


def replay(tap: Tap, bench: Bench, heard: Callable[[Sample], None] = lambda _: None) -> Result:
    """Replay every sample that a tap kept; `heard` is told of each before it is played.

    Raises NodeError when the chain does not answer.
    """
    agreed: Counter[Label] = Counter()
    disagreements = []
    for sample in tap.samples:
        heard(sample)
        sentences = judge(sample, bench)
        if sentences:
            disagreements.append(Disagreement(sample, tuple(sentences)))
        else:
            agreed[sample.label] += 1
    replayed = (
        Replayed(*label, quota.kept, quota.seen, agreed[label])
        for label, quota in sorted(tap.quotas.items())
        if quota.seen
    )
    return Result(tuple(replayed), tuple(disagreements))


def judge(sample: Sample, bench: Bench) -> list[str]:
    """Play a sample, and say in sentences where the contracts do not agree with the model."""
    kind, ground = KINDS[sample.event.kind], bench.ground
    try:
        words = lay(sample.before, ground)
        words.update(kind.lays(sample.before, sample.event, ground))
        steps = list(kind.steps(sample.before, sample.event, ground))
    except ValueError as error:
        return [f"What was before it cannot be laid: {error}."]
    genesis = genesis_of(sample.before)
    if genesis is not None:
        bench.begin_at(genesis)
    played = bench.play(words, steps, sample.event.at)
    did = played.done[0]
    if sample.reason:
        return [f"The model refuses it ({sample.reason}), the contracts do not."] if did else []
    if not did:
        return [f"The model does it, the contracts refuse it: {played.refusal}."]
    if any(not step.again for step, done in zip(steps, played.done, strict=True) if not done):
        return ["The contracts refuse a part of it."]
    storage = Storage({**words, **played.changed})
    try:
        found = {one: one.part.read(ground, storage, *one.of) for one in sample.after}
    except ValueError as error:
        return [f"What is after it cannot be read: {error}."]
    known = storage.seen | words.keys() | set(kind.besides(sample.before, sample.event, ground))
    return [
        *(str(one) for one in differences(sample.after, found)),
        *_unknown(played.changed, known),
    ]


def _unknown(changed: Mapping[Spot, int], known: Iterable[Spot]) -> list[str]:
    """Words that the contracts changed and that belong to nothing in the slice."""
    strange = sorted(changed.keys() - set(known))
    return [
        f"The contract {name} changed its word {slot:#x}, which belongs to nothing looked at."
        for name, slot in strange
    ]


def plain(value: Any) -> Any:
    """A figure, or whatever holds figures, as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return "0x" + value.hex() if isinstance(value, bytes) else value


def _slice(parts: Slice) -> dict[str, Any]:
    return {str(key): plain(part) for key, part in parts.items()}


def _told(one: Disagreement) -> dict[str, Any]:
    sample = one.sample
    return {
        "event": plain(sample.event),
        "variety": sample.variety,
        "reason": sample.reason,
        "sentences": list(one.sentences),
        "before": _slice(sample.before),
        "after": _slice(sample.after),
    }
