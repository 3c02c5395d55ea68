"""What the confirmation shows: a prepared act, reduced to words.

Whoever prepares acts fills these; the dialog knows nothing else of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event

from ui.theme import Tone
from ui.widgets.text import Span

STAGES = ("Signed", "Sent", "In a block")
SAID = ("Signed",)
"""The stages of what is signed and not sent: a statement, a text."""


@dataclass(frozen=True)
class ChangeRow:
    """One thing that changes: what, now, after, and the tone of after."""

    label: str
    now: str
    after: str
    tone: Tone = "ink"


@dataclass(frozen=True)
class Confirmation:
    """An act as it is put before the person who signs it.

    `kind` is a few words ("sell order in an auction"), `changes_title` says under what condition
    the changes come about, `notes` hold only what is unusual and `warnings` what may be a deceit,
    `details` are exact calls and hashes for those who compare them with another device.
    `on_its_way` is something in whose place this could be done. `device` is what signs, where that
    is no key of this machine, and `remark` what it will show. `left` is set once the person leaves
    what was sent to itself; `prepared` is handed back unseen, and so is `signer`,
    which has what another machine signed.
    """

    kind: str
    sentence: tuple[Span, ...]
    changes_title: str = "What changes"
    changes: tuple[ChangeRow, ...] = ()
    notes: tuple[str, ...] = ()
    fee: str = ""
    network: str = ""
    details: str = ""
    button: str = "Sign and send"
    number: int = 1
    of: int = 1
    warnings: tuple[str, ...] = ()
    on_its_way: str = ""
    device: str = ""
    remark: str = ""
    stages: tuple[str, ...] = STAGES
    left: Event = field(default_factory=Event, repr=False, compare=False)
    prepared: object = field(default=None, repr=False)
    signer: object = field(default=None, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came of it: sentences for the person, whether it worked, and what to do next if not."""

    worked: bool
    sentences: tuple[str, ...]
    next_step: str = ""
    details: str = ""
    receipt: object = field(default=None, repr=False)


def spans(parts: str | Sequence[tuple[str, bool]]) -> tuple[Span, ...]:
    """Turn a plain sentence, or one with bold parts marked, into spans."""
    if isinstance(parts, str):
        return (Span(parts),)
    return tuple(Span(text, bold) for text, bold in parts)
