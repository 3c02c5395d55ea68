"""Key paths (BCR-2020-007): how a key was derived, or what may be derived from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from wallet.signing.ur.maps import UINT31, UINT32, Fields, present
from wallet.signing.ur.problems import damaged

MOST_STEPS: Final = 16
_STEP = re.compile(r"(0|[1-9][0-9]{0,9})('?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a child, a range of them (`low` to `high`), or any where both are None."""

    low: int | None
    hard: bool
    high: int | None = None

    def __str__(self) -> str:
        span = "*" if self.low is None else str(self.low)
        if self.high is not None:
            span += f"-{self.high}"
        return span + ("'" if self.hard else "")

    def values(self) -> list[Any]:
        """Its two items in a list of components."""
        if self.low is None:
            return [[], self.hard]
        return [self.low if self.high is None else [self.low, self.high], self.hard]


@dataclass(frozen=True, slots=True)
class Pair:
    """A step that is one of two children, as Bitcoin's descriptors have it."""

    first: Step
    second: Step

    def __str__(self) -> str:
        return f"<{self.first};{self.second}>"

    def values(self) -> list[Any]:
        """Its one item in a list of components."""
        return [[*self.first.values(), *self.second.values()]]


@dataclass(frozen=True, slots=True)
class KeyPath:
    """Steps, the fingerprint of the key they begin at, and how deep they end."""

    TAGS: ClassVar = (304, 40304)

    steps: tuple[Step | Pair, ...]
    fingerprint: int | None = None
    depth: int | None = None

    @property
    def text(self) -> str:
        """As people write it, without the leading m/: `44'/60'/0'`."""
        return "/".join(map(str, self.steps))

    @property
    def indices(self) -> tuple[int, ...] | None:
        """The steps as numbers of BIP-32, hardened ones from 2^31 on; None unless each is one."""
        found: list[int] = []
        for step in self.steps:
            if isinstance(step, Pair) or step.low is None or step.high is not None:
                return None
            found.append(step.low + (2**31 if step.hard else 0))
        return tuple(found)

    def to_cbor(self) -> dict[int, Any]:
        """Its map."""
        steps = [value for step in self.steps for value in step.values()]
        return present({1: steps, 2: self.fingerprint, 3: self.depth})

    def fields(self) -> dict[str, Any]:
        """What it says, for programs."""
        return {"path": self.text, "xfp": hexed(self.fingerprint), "depth": self.depth}


def parse_path(value: object) -> KeyPath:
    """Read a key path's map. Raises WalletError."""
    found = Fields(value, 3)
    steps = tuple(_steps(iter(found.items(1, 0, 2 * MOST_STEPS))))
    return KeyPath(
        steps,
        found.perhaps(2, lambda: found.number(2)),
        found.perhaps(3, lambda: found.number(3, 255)),
    )


def path_of(text: str, fingerprint: int | None = None) -> KeyPath:
    """The path that is written as `m/44'/60'/0'/0/3`. Raises ValueError for anything else."""
    steps: list[Step | Pair] = []
    for part in text.removeprefix("m/").split("/"):
        shape = _STEP.fullmatch(part)
        if shape is None or int(shape[1]) > UINT31 or len(steps) == MOST_STEPS:
            raise ValueError("this is not a path")
        steps.append(Step(int(shape[1]), bool(shape[2])))
    return KeyPath(tuple(steps), fingerprint)


def hexed(fingerprint: int | None) -> str | None:
    """A fingerprint as eight hexadecimal digits."""
    return None if fingerprint is None else f"{fingerprint & UINT32:08x}"


def _steps(values: Iterator[Any]) -> Iterator[Step | Pair]:
    for value in values:
        if isinstance(value, list) and len(value) == 4:
            yield Pair(_one(value[0], value[1]), _one(value[2], value[3]))
        else:
            yield _step(value, next(values, None))


def _step(value: object, hard: object) -> Step:
    if isinstance(value, list) and isinstance(hard, bool):
        if not value:
            return Step(None, hard)
        if len(value) == 2 and all(_index(one) for one in value) and value[0] < value[1]:
            return Step(value[0], hard, value[1])
    return _one(value, hard)


def _one(value: object, hard: object) -> Step:
    if not isinstance(value, int) or not _index(value) or not isinstance(hard, bool):
        raise damaged()
    return Step(value, hard)


def _index(value: object) -> bool:
    return type(value) is int and 0 <= value <= UINT31
