"""What an act is: its kind, who acts, and its arguments, each of a sort that can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SORTS = {
    "token": "the person who issued it",
    "person": "a person's number",
    "units": "base units of a token",
    "price": "millionths of a dollar for a million shares",
    "money": "millionths of a dollar",
    "seconds": "a time or a length of time",
    "raise": "an offering's place in the list, from 0",
    "place": "a place in the line of an offering, from 0",
    "places": "several of them",
    "stake": "a stake's place in the list, from 0",
    "version": "a version of a stake, from 1; 0: none is opened",
    "exit": "an exit's number, from 1",
    "debt": "a debt's number",
    "report": "a report's number, from 1",
    "decision": "a decision's number, from 1",
    "deed": "what a decision does: its name and its arguments",
    "flag": "yes or no",
    "word": "a word of a short list, or a name",
    "paper": "a verifier's attestation",
}
"""What the arguments of acts can be."""

Play = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act: how it is played on the rules, and what sorts its arguments are."""

    name: str
    play: Play
    sorts: tuple[str, ...]
    needs: str = ""
    """Who else has to do it: "", or a role such as "authority" or "attestors"."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does."""

    kind: str
    actor: int
    """A person's number; 0: a role without one."""
    arguments: tuple[Any, ...] = ()


class Kinds(dict[str, Kind]):
    """Kinds by name, filled by decorating the functions that play them."""

    def add(self, *sorts: str, needs: str = "") -> Callable[[Play], Play]:
        """Note the function below under its name; its arguments after `rules` and `actor`."""

        def note(play: Play) -> Play:
            name = play.__name__
            self[name] = Kind(name, play, sorts, needs)
            return play

        return note
