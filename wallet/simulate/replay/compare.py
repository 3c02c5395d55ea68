"""Where the model and the chain differ after an event, as sentences with both figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from wallet.simulate.replay.part import Part, Slice


@dataclass(frozen=True)
class Difference:
    """One figure that is not the same in both."""

    what: str
    model: Any
    chain: Any

    def __str__(self) -> str:
        return f"{self.what}: {said(self.model)} in the model, {said(self.chain)} on the chain."


def said(value: Any) -> str:
    """A figure, or what is in the place of one."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def differences(model: Slice, chain: Slice) -> list[Difference]:
    """Every figure of these things that differs."""
    return [
        one
        for key, part in model.items()
        for one in _of_parts(_capital(str(key)), part, chain[key])
    ]


def _of_parts(what: str, model: Part, chain: Part) -> Iterator[Difference]:
    yield from _differing(what, model, chain)


def _differing(what: str, model: Any, chain: Any) -> Iterator[Difference]:
    """What differs, down to single figures."""
    if is_dataclass(model) and type(model) is type(chain):
        for one in fields(model):
            if one.compare:
                where = f"{what}, {one.name.replace('_', ' ')}"
                yield from _differing(where, getattr(model, one.name), getattr(chain, one.name))
    elif isinstance(model, tuple) and isinstance(chain, tuple):
        for place in range(max(len(model), len(chain))):
            yield from _differing(
                f"{what} {place + 1}",
                model[place] if place < len(model) else None,
                chain[place] if place < len(chain) else None,
            )
    elif model != chain:
        yield Difference(what, model, chain)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
