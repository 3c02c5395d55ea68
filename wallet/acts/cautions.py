"""What is unusual about something before it is signed, each in a sentence, and only then.

`notes` are what a careful friend would mention; `warnings` are what may be a deceit. What can be
read from the calldata alone is the explanation's; here is what the books, the chain and the
simulation add to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from wallet.acts.around import Around
from wallet.acts.caution_network import behind, changed_code, costly, unusual_fee
from wallet.acts.caution_outcome import differs
from wallet.acts.caution_people import first_time, standing_behind
from wallet.acts.caution_prices import bound, cost_that_counts, far_from_reference

Caution = Callable[[Around], Iterator[str]]

NOTES: Final[Sequence[Caution]] = (
    standing_behind,
    first_time,
    far_from_reference,
    cost_that_counts,
    bound,
    unusual_fee,
    costly,
    behind,
)
WARNINGS: Final[Sequence[Caution]] = (changed_code, differs)


def notes_of(around: Around) -> tuple[str, ...]:
    """What a careful friend would mention."""
    return tuple(dict.fromkeys(note for caution in NOTES for note in caution(around)))


def warnings_of(around: Around) -> tuple[str, ...]:
    """What may be a deceit."""
    return tuple(dict.fromkeys(note for caution in WARNINGS for note in caution(around)))
