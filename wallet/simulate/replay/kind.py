"""A kind of event: what it touches, and by which calls the contracts are made to do it.

An event is told by its kind, by who acts (0 for nobody in particular) and by arguments, named as
`kinds_*` name them: people, tokens (their issuers' numbers) and stakes, exits, debts and reports
are told by their numbers in the model, offerings by their place in its list, from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeVar

from wallet.simulate.replay.part import Key, Part, Rules
from wallet.simulate.replay.storage import Ground, Laid, Spot

AUTHORITY: Final = "authority"
"""Who sends what only the authority may."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True)
class Event:
    """What happened, or was refused."""

    kind: str
    actor: int
    args: Mapping[str, Any]
    at: int
    """When, in seconds since 1970."""

    def __getitem__(self, name: str) -> int:
        number: int = self.args[name]
        return number


@dataclass(frozen=True)
class Step:
    """One call: of a contract's function, by a person, or by `AUTHORITY`.

    Of steps that are `again`, those after the last that was needed are refused.
    """

    contract: str
    function: str
    args: tuple[Any, ...]
    sender: int | str
    again: bool = False


@dataclass(frozen=True)
class Statement:
    """What somebody has to sign for a step, by the name of its kind in `wallet.signing.typed`.

    It stands in the arguments of a step where its signature goes.
    """

    kind: str
    message: tuple[tuple[str, Any], ...]
    signer: str


def part_of(parts: Mapping[Key, Part], kind: type[P], *of: int) -> P:
    """A thing of a slice. Raises KeyError where the slice does not have it."""
    found = parts[Key(kind, of)]
    if not isinstance(found, kind):
        raise KeyError(kind)
    return found


class Kind:
    """One kind of event. Its subclasses in `kinds_*` say what is particular about it."""

    name: ClassVar[str]

    def variety(self, rules: Rules, event: Event) -> str:
        """Under which variety of its kind it is counted; cheap, for it is asked of every event."""
        return ""

    def touches(self, rules: Rules, event: Event) -> Iterator[Key]:
        """What it can touch, as told by the model before it."""
        raise NotImplementedError

    def tells(self, parts: MutableMapping[Key, Part], event: Event) -> None:
        """Say in the parts, before it and after it, what the model does not keep of it."""

    def lays(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Laid]:
        """What has to be there besides, of which the model keeps nothing before it."""
        yield from ()

    def steps(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Step]:
        """The calls that do it, given what was before it."""
        raise NotImplementedError

    def besides(self, parts: Mapping[Key, Part], event: Event, ground: Ground) -> Iterator[Spot]:
        """Words that it writes and of which the model knows nothing."""
        yield from ()
