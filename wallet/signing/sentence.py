"""Sentences to sign: plain text in parts, some of them to be shown strong; and what carries them.

Names and texts that come from outside are cleaned here, so that none can hide behind invisible
characters, turn the line around, or fill the screen.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_NAME = 64


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; `strong` where the eye should rest."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence in parts. Plain text: whoever draws it escapes it."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True)
class Told:
    """What calldata says: a few words for the title, the sentences to sign, and notes.

    Notes are only for what is unusual or cannot be taken back.
    """

    title: str
    sentences: tuple[Sentence, ...]
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """A request in words. `details` are for those who compare hashes with another device."""

    title: str
    sentences: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    details: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The sentences as one text."""
        return " ".join(sentence.text for sentence in self.sentences)


def strong(text: str) -> Part:
    """A piece on which the eye should rest."""
    return Part(text, True)


def sentence(*pieces: str | Part) -> Sentence:
    """A sentence from plain text and parts."""
    return Sentence(tuple(Part(one) if isinstance(one, str) else one for one in pieces))


def told(title: str, *sentences: Sentence, notes: tuple[str, ...] = ()) -> Told:
    """What calldata says, with notes as plain sentences."""
    return Told(title, sentences, tuple(sentence(note) for note in notes))


def listed(pieces: tuple[str, ...]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(pieces) < 2:
        return "".join(pieces)
    return f"{', '.join(pieces[:-1])} and {pieces[-1]}"


def clean(text: str, most: int = MAX_NAME) -> str:
    """Text from outside on one line: what cannot be seen is dropped, what is too long is cut."""
    seen = "".join(char if char.isprintable() else " " for char in text[: 4 * most])
    plain = " ".join(seen.split())
    return plain if len(plain) <= most else plain[: most - 1] + "\u2026"
