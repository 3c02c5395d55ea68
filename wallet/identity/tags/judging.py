"""What the tags of somebody say about them: new, known, another, or somebody to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from wallet.identity.tags.subjects import Kind


class Finding(Enum):
    """What a desk does next."""

    NEW = "new"
    SAME = "same"
    LOOK = "look"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The finding, in a sentence, and the persons concerned by their ids."""

    finding: Finding
    persons: tuple[int, ...]
    sentence: str


def judge(
    tags: Mapping[Kind, bytes],
    owner: Callable[[bytes], int],
    alike: Callable[[bytes], Iterable[int]],
    claimed: int = 0,
) -> Judgement:
    """Judge by strong tags first, whose owners the registry knows (`owner`; 0 is nobody).

    `alike` answers the persons in whose file a weak tag was noted; `claimed` is the person whose
    wallet asks, 0 for a stranger.
    """
    found = {owner(tag) for kind, tag in tags.items() if kind.strong} - {0}
    if len(found) > 1 or (claimed and found - {claimed}):
        return Judgement(
            Finding.REFUSED,
            tuple(sorted(found)),
            "These documents belong to a person who has joined already, and it is not this one.",
        )
    if found:
        return Judgement(
            Finding.SAME,
            tuple(found),
            "This person has joined already: renew, or recover the lost wallet.",
        )
    near = {one for kind, tag in tags.items() if not kind.strong for one in alike(tag)}
    if near - {claimed}:
        return Judgement(
            Finding.LOOK,
            tuple(sorted(near - {claimed})),
            "Somebody of this name and day of birth has joined. Compare the pictures, and ask for "
            "their other documents, before you decide.",
        )
    if claimed and claimed in near:
        return Judgement(
            Finding.SAME, (claimed,), "A further document of the person whose wallet asks."
        )
    if claimed:
        return Judgement(
            Finding.LOOK,
            (claimed,),
            "Nothing on this document links it to the person whose wallet asks. Ask for the one "
            "they joined with, or for what shows how the name changed.",
        )
    return Judgement(Finding.NEW, (), "Nobody with these documents has joined.")
